"""The recipe of the embedded English model: assets, corpora, configurations, metrics. The program never imports it."""
