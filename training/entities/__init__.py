"""The corpus of the entity recogniser: four corpora, one label set, and "not annotated here" apart from "no entity"."""
