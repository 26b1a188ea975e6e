"""The rulers made faster find what spaCy's own find, in texts of every kind."""

from pathlib import Path

import pytest
import spacy

from pipeline.nlp.rulers import hasten_rulers

ODD = [
    "",
    "   ",
    "“",
    "Battle of",
    "of of of",
    "the Battle of the Somme of 1916 of",
    "The Treaty of Versailles, the Treaty of Trianon and the Treaty.",
    "Ｔｈｅ Act of 1911",
    "\n\n",
]
ATTRIBUTES = ["TAG", "POS", "LEMMA", "MORPH", "DEP", "HEAD", "ENT_IOB", "ENT_TYPE", "ENT_ID", "SENT_START"]


@pytest.mark.parametrize("share", range(3))
def test_the_parse_is_the_same(root: Path, share: int) -> None:
    own, hastened = (spacy.load(root / "pipeline/model") for _ in range(2))
    hasten_rulers(hastened)
    paths = sorted((root / "tests/data/essays/dev").glob("*.txt"))[share::9]
    texts = [*ODD, *(line for path in paths for line in path.read_text("utf-8").split("\n") if line)]
    for one, other in zip(own.pipe(texts), hastened.pipe(texts), strict=True):
        assert one.to_array(ATTRIBUTES).tolist() == other.to_array(ATTRIBUTES).tolist(), one.text
