"""Text goes into spaCy here, and records come out: the only part that knows of spaCy."""
