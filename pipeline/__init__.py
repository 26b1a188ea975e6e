"""Quoth: who is quoted, saying what, where, with the evidence."""

__version__ = "0.1.0"
