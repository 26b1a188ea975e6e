"""The shell around the stages: reading, writing and saying what was done."""
