"""The pictures of the report: who speaks most, who is named with whom, what is dated when."""

from pipeline.reporting.charts.gallery import Chart, charts_of

__all__ = ["Chart", "charts_of"]
