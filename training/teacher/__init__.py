"""The teacher: a transformer that learns the same corpora and annotates free prose for the shipped model."""
