"""Quotation marks and paragraphs, on strings alone: no parser, no model."""
