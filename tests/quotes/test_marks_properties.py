"""What must hold of every text, however its marks are set."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pipeline.quotes.glyphs import MARK_CHARS
from pipeline.quotes.marks import find_quotations
from pipeline.quotes.paragraphs import split_paragraphs
from pipeline.quotes.spans import MarkedText, QuotedSpan
from pipeline.records import Paragraph

# Texts made of what quotation marks are found beside: every mark, words with and without apostrophes, punctuation.
PIECES = (
    *sorted(MARK_CHARS), "“", "”", '"', "‘", "’", "'", "``", "''",
    "—", "…", "...", ".", ",", ":", "?", "(", ")", "[", "]", "*", "_", "<a b=", ">",
    " ", " ", " ", " ", "\n", "\n\n", "\n\n    ", "\n\n> ", "\n\n# ", "\n\n- ", "\n\n—No, he said. ", "\t",
    "\u00a0", "\u2009",
    "word", "Word", "workers", "don", "t", "s", "n", "tis", "he said", "Berg wrote:", "1905", "90s", "6", "é", "中",
)  # fmt: skip
marked_texts = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
any_texts = st.text(max_size=80) | marked_texts
# A paragraph that leaves nothing open and begins with a word, so that it cannot go on with what stands before.
LAST_PARAGRAPH = "\n\nBerg wrote that “the harbour ‘has silted’ up”. No ship will come.\n"


def read(text: str) -> tuple[tuple[Paragraph, ...], MarkedText]:
    paragraphs = split_paragraphs(text, doc_id="essay")
    return paragraphs, find_quotations(text, paragraphs)


def overlap_in_part(first: QuotedSpan, second: QuotedSpan) -> bool:
    return first.outer_start < second.outer_start < first.outer_end < second.outer_end


@given(any_texts)
def test_paragraphs_are_in_order_apart_and_trimmed(text: str) -> None:
    paragraphs, _ = read(text)
    assert [paragraph.paragraph for paragraph in paragraphs] == list(range(len(paragraphs)))
    assert all(before.end <= after.start for before, after in pairwise(paragraphs))
    for paragraph in paragraphs:
        content = text[paragraph.start : paragraph.end]
        assert content
        assert content == content.strip()


@given(any_texts)
def test_no_visible_character_is_outside_every_paragraph(text: str) -> None:
    paragraphs, _ = read(text)
    bounds = [0, *(offset for paragraph in paragraphs for offset in (paragraph.start, paragraph.end)), len(text)]
    between = "".join(text[start:end] for start, end in zip(bounds[::2], bounds[1::2], strict=True))
    assert not [char for char in between if char.isalnum() or char in MARK_CHARS]


@given(any_texts)
def test_spans_stand_inside_their_paragraph_and_have_content(text: str) -> None:
    paragraphs, marked = read(text)
    for span in marked.spans:
        paragraph = paragraphs[span.paragraph]
        assert paragraph.start <= span.outer_start <= span.start < span.end <= span.outer_end <= paragraph.end
        content = text[span.start : span.end]
        assert content == content.strip()
        assert any(char not in MARK_CHARS for char in content)


@given(any_texts)
def test_spans_are_in_order_and_nest(text: str) -> None:
    _, marked = read(text)
    assert [span.start for span in marked.spans] == sorted(span.start for span in marked.spans)
    for number, span in enumerate(marked.spans):
        assert not any(overlap_in_part(span, later) for later in marked.spans[number + 1 :])


@given(any_texts)
def test_the_parent_is_the_innermost_span_around(text: str) -> None:
    _, marked = read(text)
    for number, span in enumerate(marked.spans):
        around = [
            earlier
            for earlier in range(number)
            if marked.spans[earlier].paragraph == span.paragraph and marked.spans[earlier].end >= span.end > span.start
            and marked.spans[earlier].start <= span.start
        ]  # fmt: skip
        assert span.parent == (max(around) if around else None)


@given(any_texts)
def test_a_part_goes_on_with_one_before_it_in_its_paragraph_or_the_one_before(text: str) -> None:
    _, marked = read(text)
    taken = [span.continues for span in marked.spans if span.continues is not None]
    assert len(taken) == len(set(taken))
    for span in marked.spans:
        if span.continues is not None:
            earlier = marked.spans[span.continues]
            assert earlier.paragraph == span.paragraph - 1 or (
                earlier.paragraph == span.paragraph and earlier.end <= span.start
            )


@given(any_texts)
def test_marks_are_what_stands_between_the_inner_and_the_outer_bounds(text: str) -> None:
    _, marked = read(text)
    for span in marked.spans:
        around = text[span.outer_start : span.start] + text[span.end : span.outer_end]
        assert "".join(around.split()) == span.marks


@given(any_texts)
def test_every_repair_is_a_problem_and_every_problem_a_place(text: str) -> None:
    _, marked = read(text)
    codes = [problem.code for problem in marked.problems]
    for span in marked.spans:
        assert not span.repair or span.repair in codes
    for problem in marked.problems:
        assert 0 <= problem.offset < len(text)
        assert problem.message == " ".join(problem.message.split())
    assert [problem.offset for problem in marked.problems] == sorted(problem.offset for problem in marked.problems)


@given(any_texts)
def test_reading_twice_gives_the_same(text: str) -> None:
    assert read(text) == read(text)


@given(marked_texts)
def test_a_paragraph_more_changes_nothing_before_it(text: str) -> None:
    before, marked = read(text + "\n\nThe end of it.")
    after, more = read(text + "\n\nThe end of it." + LAST_PARAGRAPH)
    assert after[: len(before)] == before
    assert more.spans[: len(marked.spans)] == marked.spans
    assert more.problems == marked.problems
    assert len(more.spans) == len(marked.spans) + 2


@given(st.lists(st.sampled_from([piece for piece in PIECES if not piece.isspace() or piece == " "]), max_size=40))
def test_a_paragraph_before_changes_nothing_after_it(pieces: list[str]) -> None:
    text = " ".join("".join(pieces).split())
    lead = "It began in the “old harbour” of the town.\n\n"
    _, marked = read(text)
    _, more = read(lead + text)
    found = [(span.start - len(lead), span.end - len(lead)) for span in more.spans[1:]]
    assert found == [(span.start, span.end) for span in marked.spans]
