"""What is parsed by itself, and that a very long paragraph is parsed in pieces."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from spacy.language import Language

from pipeline.nlp.frames import build_frame
from pipeline.nlp.sites import make_site
from pipeline.nlp.units import Unit, is_folded, list_units
from pipeline.quotes.marks import find_quotations
from pipeline.quotes.paragraphs import split_paragraphs
from pipeline.quotes.spans import QuotedSpan

LONG = 20_000
CountCalls = Callable[[Callable[[], object]], int]


def _units(text: str) -> tuple[tuple[QuotedSpan, ...], list[Unit]]:
    paragraphs = split_paragraphs(text, doc_id="d")
    spans = find_quotations(text, paragraphs).spans
    return spans, list(list_units([(paragraph.start, paragraph.end) for paragraph in paragraphs], spans, text))


PIECES = [
    ("They left. " * 2_000, "after a sentence"),
    ("they left " * 3_000, "after a word"),
    ("they" * 10_000, "anywhere, where there is no word"),
    ("He said “no” to it. " * 1_000, "after a sentence outside quotations"),
    ("“no” " * 1_000, "between quotations"),
    ("“We left. " + "We left again. " * 3_000 + "”", "inside a quotation"),
    ("“we left " * 5_000, "quotations never closed"),
    ("He said “we left " + "and left " * 5_000 + "” to them.", "a fragment of too many words is folded away"),
    ("“A ‘b’ c.” " * 3_000, "quotations in quotations"),
]


@pytest.mark.parametrize(("text", "source"), PIECES, ids=[case[1] for case in PIECES])
def test_a_long_paragraph_is_cut_into_pieces_outside_its_quotations(text: str, source: str) -> None:
    spans, units = _units(text)
    for span in {unit.span for unit in units}:
        pieces = [unit for unit in units if unit.span == span]
        assert all(before.end == after.start for before, after in pairwise(pieces)), source
    for unit in units:
        inside = [spans[index] for index in unit.children]
        assert all(unit.start <= span.outer_start and span.outer_end <= unit.end for span in inside), source
        shown = unit.end - unit.start - sum(span.end - span.start for span in inside if is_folded(span, text))
        assert shown <= LONG, source
        assert len(inside) <= 4 * 300, source
    outside = [unit for unit in units if unit.span is None]
    covered = sorted(index for unit in units for index in unit.children)
    assert covered == list(range(len(spans)))
    assert (outside[0].start, outside[-1].end) == (0, len(text.rstrip()))
    assert len(units) > 1


def test_a_paragraph_of_usual_length_is_one_piece() -> None:
    _, units = _units("He said “no” to it. " * 200)
    assert len(units) == 1


def test_a_cue_is_not_cut_from_its_long_quotation() -> None:
    text = "He wrote: “" + "We left again. " * 3_000 + "”"
    spans, units = _units(text)
    assert units[0].children == (0,)
    assert units[0].end == spans[0].outer_end


def test_the_work_for_each_quotation_is_the_same_however_many_there_are(
    blank: Language, count_calls: CountCalls
) -> None:
    def read(text: str) -> int:
        spans, units = _units(text)
        frames = [build_frame(unit, spans, text, blank) for unit in units]
        sites = [make_site(frame, index, spans[index].parent) for frame in frames for index in frame.spans]
        return sum(token in site.masked for site in sites for token in range(site.start, site.end))

    small = "He said “no ‘word’ of” it. " * 200
    assert count_calls(lambda: read(small * 4)) < 4.4 * count_calls(lambda: read(small))
