"""The tables and texts in the formats of other programs."""
