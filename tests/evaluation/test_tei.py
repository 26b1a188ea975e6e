"""TEI as gold: quotations and their speakers, found again in the text that the reader makes of the file."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import GoldError
from pipeline.evaluation.gold import Gold, GoldQuotation
from pipeline.evaluation.tei import is_tei, parse_tei, read_gold
from pipeline.readers.tei import read_tei

PEOPLE = (
    '<teiHeader><profileDesc><particDesc><listPerson><person xml:id="m"><persName>Mira Tolland</persName>'
    "<persName>Mira</persName></person></listPerson></particDesc></profileDesc></teiHeader>"
)


def write(folder: Path, body: str) -> Path:
    path = folder / "ferry.xml"
    path.write_text(
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{PEOPLE}<text><body>{body}</body></text></TEI>', encoding="utf-8"
    )
    return path


def gold_of(path: Path, text: str = "") -> Gold:
    return read_gold(path, parse_tei(path), text=text or read_tei(path.read_bytes()).text)


def rows(gold: Gold) -> list[tuple[str, str, str]]:
    return [(one.kind, one.speaker, one.place.text) for one in gold.quotations]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<p>“<said who="#m">Late,</said>” she said.</p>', ("direct", "Mira Tolland", "Late,")),
        ('<p><said who="#m">“Late,”</said> she said.</p>', ("direct", "Mira Tolland", "Late,")),
        ('<p><said who="#m">Late,</said> she said.</p>', ("direct", "Mira Tolland", "Late,")),  # marks are supplied
        ('<p><q who="the_old_pilot">Late,</q> he said.</p>', ("direct", "the_old_pilot", "Late,")),
        ('<p><q who="#old_pilot">Late,</q> he said.</p>', ("direct", "old pilot", "Late,")),
        ("<p><q>Late,</q> someone said.</p>", ("direct", "", "Late,")),
        ("<p>the <soCalled>ditch</soCalled></p>", ("term", "", "ditch")),
        ("<p>He wrote:</p><quote><p>She is late.</p></quote>", ("direct", "", "She is late.")),
        ("<sp><speaker>MIRA.</speaker><p>It is late.</p></sp>", ("direct", "MIRA", "It is late.")),
        ("<sp who='#m'><speaker>M.</speaker><p>It is late.</p></sp>", ("direct", "Mira Tolland", "It is late.")),
        ('<p>x<note>She said “<said who="#m">no</said>”.</note></p>', ("direct", "Mira Tolland", "no")),
        ("<p><said>har<lb break='no'/>bour</said></p>", ("direct", "", "harbour")),
        ("<p><said><choice><sic>teh</sic><corr>the</corr></choice> end</said></p>", ("direct", "", "the end")),
    ],
)
def test_a_quotation_is_found_in_the_text(tmp_path: Path, body: str, expected: tuple[str, str, str]) -> None:
    assert rows(gold_of(write(tmp_path, body))) == [expected]


def test_indirect_speech_is_no_gold(tmp_path: Path) -> None:
    assert rows(gold_of(write(tmp_path, "<p>that <said direct='false'>it was late</said></p>"))) == []


def test_the_other_names_of_a_speaker_count_too(tmp_path: Path) -> None:
    assert gold_of(write(tmp_path, '<p><said who="#m">Late</said></p>')).quotations[0].aliases == ("Mira",)


def test_a_quotation_inside_another_that_has_its_own_speaker_is_nested(tmp_path: Path) -> None:
    gold = gold_of(write(tmp_path, '<p>“<said who="#m">He said ‘<said who="#p">wait</said>’.</said>”</p>'))
    assert [(one.kind, one.speaker, one.parent) for one in gold.quotations] == [
        ("direct", "Mira Tolland", ""),
        ("nested", "p", gold.quotations[0].id),
    ]


def test_a_quotation_of_two_paragraphs_is_one_for_each_of_one_utterance(tmp_path: Path) -> None:
    gold = gold_of(write(tmp_path, "<quote><p>She is late.</p><p>So am I.</p></quote>"))
    assert [one.place.text for one in gold.quotations] == ["She is late.", "So am I."]
    assert len({one.utterance for one in gold.quotations}) == 1


def test_the_same_words_said_twice_are_two_places(tmp_path: Path) -> None:
    gold = gold_of(write(tmp_path, '<p>“<said>No</said>”, then “<said who="#m">No</said>”.</p>'))
    first, second = gold.quotations
    assert (first.place.start, second.place.start) == (1, 12)


def test_a_text_of_the_same_words_may_have_other_marks_and_spaces(tmp_path: Path) -> None:
    path = write(tmp_path, '<p>First. “<said who="#m">It is late,</said>” she said.</p>')
    text = "A title\n\nFirst.\n\n'It is\nlate,' she said.\n"
    assert rows(gold_of(path, text)) == [("direct", "Mira Tolland", "It is\nlate,")]


def test_a_quotation_that_is_not_in_the_text_is_an_error(tmp_path: Path) -> None:
    path = write(tmp_path, "<p>“<said>It is late.</said>”</p>")
    with pytest.raises(GoldError, match=r"ferry.xml, line 1: 'It is late.' is not in the text; run Quoth on this file"):
        gold_of(path, "Another text.\n")


@pytest.mark.parametrize(
    ("content", "words"),
    [("<TEI><p>", "is not well-formed XML"), ("<html/>", "no TEI: its root is 'html'")],
)
def test_what_is_no_tei_is_an_error(tmp_path: Path, content: str, words: str) -> None:
    path = tmp_path / "x.xml"
    path.write_text(content)
    assert is_tei(path)
    with pytest.raises(GoldError, match=words):
        parse_tei(path)


def test_thousands_of_quotations_are_no_trouble(tmp_path: Path) -> None:
    body = "".join(f'<p>“<said who="#m">Number {number},</said>” she said.</p>' for number in range(5_000))
    assert len(gold_of(write(tmp_path, body)).quotations) == 5_000


def holds(one: GoldQuotation, text: str) -> bool:
    return text[one.place.start : one.place.end] == one.place.text


@settings(max_examples=60, deadline=None)
@given(tags=st.lists(st.sampled_from("p q said note sp l lb quote head choice sic corr soCalled".split()), max_size=20))
def test_places_are_those_of_the_text_whatever_is_in_what(
    tmp_path_factory: pytest.TempPathFactory, tags: list[str]
) -> None:
    opened = "".join(f"<{tag}>word{number} “x” " for number, tag in enumerate(tags))
    path = write(tmp_path_factory.mktemp("any"), opened + "".join(f"</{tag}>" for tag in reversed(tags)))
    text = read_tei(path.read_bytes()).text
    assert all(holds(one, text) for one in gold_of(path, text).quotations)
