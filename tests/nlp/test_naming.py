"""Which names of a document stay."""

import pytest

from pipeline.nlp.mentions import Doubt
from pipeline.nlp.naming import settle_names
from pipeline.records import Mention, Paragraph

TEXT = (
    "Days of Hope is late. Hope Ford wrote Days of Hope. Protesters came; protesters went. Ford spoke. "
    "Marxists saw Ford."
)
PARAGRAPHS = [Paragraph(doc_id="essay", paragraph=0, kind="body", start=0, end=len(TEXT))]


def mention(words: str, label: str = "PERSON", occurrence: int = 1) -> Mention:
    start = -1
    for _ in range(occurrence):
        start = TEXT.index(words, start + 1)
    return Mention(
        doc_id="essay",
        paragraph=0,
        sentence=0,
        start=start,
        end=start + len(words),
        label=label,
        role="nsubj",
        quoted=False,
        text=words,
    )


@pytest.mark.parametrize(
    ("named", "doubt", "stays", "reason"),
    [
        (mention("Protesters", "NORP"), "opening", False, "its word stands in small letters elsewhere"),
        (mention("Marxists", "NORP"), "opening", True, "no such word in small letters"),
        (mention("Ford", occurrence=2), "opening", True, "named beyond doubt elsewhere"),
        (mention("Marxists", "NORP"), "headline", False, "nowhere but in a headline"),
        (mention("Protesters", "NORP"), "", True, "no doubt"),
    ],
)
def test_a_name_in_doubt_needs_another_place(named: Mention, doubt: Doubt, stays: bool, reason: str) -> None:
    settled = settle_names([(named, doubt), (mention("Ford", occurrence=3), "")], [], TEXT, PARAGRAPHS)
    assert (named in settled) is stays, reason


def test_a_title_stands_wherever_its_words_do_and_holds_no_other_name() -> None:
    title = mention("Days of Hope", "WORK_OF_ART", occurrence=2)
    found: list[tuple[Mention, Doubt]] = [(mention("Hope", occurrence=1), ""), (mention("Hope Ford"), "")]
    settled = settle_names(found, [title], TEXT, PARAGRAPHS)
    assert [(one.text, one.label, one.start) for one in settled] == [
        ("Days of Hope", "WORK_OF_ART", 0),
        ("Hope Ford", "PERSON", TEXT.index("Hope Ford")),
        ("Days of Hope", "WORK_OF_ART", title.start),
    ]


def test_of_two_that_overlap_the_first_and_longer_stays() -> None:
    inner, outer = mention("Ford"), mention("Hope Ford")
    assert settle_names([(inner, ""), (outer, "")], [], TEXT, PARAGRAPHS) == [outer]
