"""Who is quoted in several texts."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest

from pipeline.records import Document, Speaker
from pipeline.reporting.charts.across import MOST_SPEAKERS, MOST_TEXTS, across_sheet
from pipeline.reporting.charts.shapes import Disc, Label, Sheet

MakeSpeaker = Callable[..., Speaker]


def document(doc_id: str, title: str = "") -> Document:
    return Document(
        doc_id=doc_id,
        title=title,
        author="",
        date="",
        source="",
        language="",
        path=f"{doc_id}.txt",
        sha256="",
        encoding="utf-8",
        n_chars=3,
        n_words=1,
        n_paragraphs=1,
    )


def quoted(*pairs: tuple[str, str]) -> Counter[tuple[str, str]]:
    return Counter(pairs)


def discs(sheet: Sheet) -> list[Disc]:
    return [shape for shape in sheet.shapes if isinstance(shape, Disc)]


def labels(sheet: Sheet) -> list[str]:
    """The words from top to bottom, and from left to right."""
    found = [shape for shape in sheet.shapes if isinstance(shape, Label)]
    return [label.text for label in sorted(found, key=lambda label: (label.y, label.x))]


def wide(speaker: MakeSpeaker, *names: str) -> list[Speaker]:
    return [replace(speaker(name), n_documents=2) for name in names]


def test_a_disc_is_what_a_text_quotes_of_a_speaker(speaker: MakeSpeaker) -> None:
    rows = quoted(
        ("maud", "a"), ("maud", "a"), ("maud", "a"), ("maud", "a"), ("maud", "b"), ("ines", "a"), ("ines", "b")
    )
    people = [speaker("york"), *wide(speaker, "maud", "ines")]
    (sheet,) = across_sheet(people, rows, [document("a", "The harbour"), document("b"), document("c")])
    assert [disc.radius for disc in discs(sheet)] == [10, 5, 5, 5]
    assert [disc.fill for disc in discs(sheet)] == ["k2", "k2", "k3", "k3"]
    assert [text for text in labels(sheet) if text in {"The harbour", "b"}] == ["The harbour", "b"]
    assert labels(sheet)[-1].endswith("1 other text not shown")
    assert sheet.description == (
        "2 speakers are quoted in more than one text, Ines in most: 2. "
        "Most often quoted in one text is Maud, in The harbour (4 quotations)."
    )


@pytest.mark.parametrize(
    "pairs",
    [
        [],
        [("maud", "a"), ("maud", "b")],
        [("maud", "a"), ("ines", "b")],
    ],
    ids=["nobody", "one speaker", "each in a text of their own"],
)
def test_where_texts_share_no_two_speakers_there_is_no_chart(
    speaker: MakeSpeaker, pairs: list[tuple[str, str]]
) -> None:
    people = wide(speaker, *sorted({who for who, _ in pairs}))
    assert list(across_sheet(people, quoted(*pairs), [document("a"), document("b")])) == []


def test_of_many_the_texts_that_share_most_speakers_are_shown(speaker: MakeSpeaker) -> None:
    people = wide(speaker, *(f"p{number:02d}" for number in range(30)))
    documents = [document(f"d{number:02d}") for number in range(40)]
    everywhere = [(one.speaker_id, text.doc_id) for one in people for text in documents[20:]]
    alone = [("p00", text.doc_id) for text in documents[:20] for _ in range(50)]
    (sheet,) = across_sheet(people, quoted(*everywhere, *alone), documents)
    assert len(discs(sheet)) == MOST_SPEAKERS * MOST_TEXTS
    assert {disc.radius for disc in discs(sheet)} == {10}
    assert [text for text in labels(sheet) if text.startswith("d")] == [f"d{number}" for number in range(20, 30)]
    assert all(disc.x < sheet.width - 20 for disc in discs(sheet))
