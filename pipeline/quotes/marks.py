"""Find the quoted stretches of a text by its quotation marks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.quotes.blocks import announces_block, fills_paragraph, leads_in, unmarked_block
from pipeline.quotes.dashes import dash_paragraphs, speech_after_dash
from pipeline.quotes.pairing import Role, State, pair_marks
from pipeline.quotes.quoted import AT_PARAGRAPH_END, Quoted, has_content, read_stretches
from pipeline.quotes.repairs import empty_problem, limit_problems, stray_problem, stretch_problem
from pipeline.quotes.scan import content_start, leading_families, scan_marks
from pipeline.quotes.spans import MarkedText, MarkProblem, QuotedSpan
from pipeline.quotes.turns import speech_of_turn, turn_starts
from pipeline.records import Form, Paragraph

# Which stretches of a paragraph go on with which of the one before, by their numbers.
_Links = dict[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """A paragraph with its quoted stretches in order of start, and the problems of marks that hold nothing."""

    paragraph: Paragraph
    stretches: tuple[Quoted, ...]
    problems: tuple[MarkProblem, ...]

    @property
    def left_open(self) -> list[int]:
        """The numbers of the stretches that nothing closed, outermost first."""
        return [number for number, stretch in enumerate(self.stretches) if stretch.left_open]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    """The spans of one paragraph, and how many spans the paragraphs before it have."""

    first: int
    spans: tuple[QuotedSpan, ...]


def find_quotations(text: str, paragraphs: Sequence[Paragraph]) -> MarkedText:
    """Return the quoted stretches of ``text`` in order of start, and the marks in doubt in order of offset.

    Offsets are code points of ``text``. Spans nest and never overlap in part, none crosses a paragraph, and none is
    empty. Every stretch in marks is given, titles and single words too: whether somebody is quoted is for others to
    say. A mark that cannot be paired spoils no more than its own quotation: pairing starts afresh with each paragraph
    and nothing raises. Linear in the length of ``text``.
    """
    pages = list(_read_pages(text, paragraphs))
    links: list[_Links] = [_continuations(text, before, page) for before, page in pairwise(pages)]
    settled = [_settle(page, continued=ahead) for page, ahead in zip(pages, [*links, {}], strict=False)]
    spans: list[QuotedSpan] = []
    placed = _Placed(first=0, spans=())
    for number, page in enumerate(settled):
        led_in = number > 0 and _goes_on_from(page.paragraph) and leads_in(text, settled[number - 1].paragraph)
        placed = _place(text, page, placed, back=links[number - 1] if number else {}, led_in=led_in)
        spans.extend(placed.spans)
    problems = (problem for page in settled for problem in limit_problems(_problems(text, page)))
    return MarkedText(spans=tuple(spans), problems=tuple(problems))


def _read_pages(text: str, paragraphs: Sequence[Paragraph]) -> Iterator[_Page]:
    before: _Page | None = None
    spoken = dash_paragraphs(text, paragraphs)
    turns = turn_starts(text, paragraphs)
    for number, paragraph in enumerate(paragraphs):
        before = before if _goes_on_from(paragraph) else None
        after = next((one for one in paragraphs[number + 1 : number + 2] if _goes_on_from(one)), None)
        carried = "".join(before.stretches[left].family for left in before.left_open) if before else ""
        next_opens = leading_families(text, after) if after else ""
        page = _read_page(text, paragraph, carried=carried, next_opens=next_opens)
        if paragraph.paragraph in spoken:
            page = _with(page, speech_after_dash(text, paragraph, page.stretches))
        if paragraph.paragraph in turns:
            page = _with(page, speech_of_turn(text, paragraph, turns[paragraph.paragraph], page.stretches))
        elif announces_block(text, before.paragraph if before else None, paragraph, page.stretches):
            page = _with(page, [unmarked_block(text, paragraph, page.stretches)])
        yield page
        before = page


def _read_page(text: str, paragraph: Paragraph, *, carried: State, next_opens: State) -> _Page:
    marks = scan_marks(text, paragraph)
    pairing = pair_marks(marks, carried=carried, next_opens=next_opens)
    problems = [stray_problem(mark) for mark, role in zip(marks, pairing.roles, strict=True) if role is Role.STRAY]
    stretches: list[Quoted] = []
    for stretch in read_stretches(text, paragraph, marks, pairing, carried=carried):
        if has_content(text, stretch.start, stretch.end):
            stretches.append(stretch)
        else:
            problems.append(empty_problem(stretch))
    return _with(_Page(paragraph=paragraph, stretches=(), problems=tuple(problems)), stretches)


def _with(page: _Page, stretches: Sequence[Quoted]) -> _Page:
    """Return ``page`` with more stretches, all in order of start, an outer one before those inside it."""
    ordered = sorted((*page.stretches, *stretches), key=lambda stretch: (stretch.start, -stretch.end))
    return replace(page, stretches=tuple(ordered))


def _continuations(text: str, before: _Page, page: _Page) -> _Links:
    """Return which stretches of ``page`` go on with which of the page before.

    A stretch goes on with one left open where its mark stands at the very start of the paragraph, inside those
    of the quotations around it, or where the open quotation was carried over without a mark. A set-off block
    without marks goes on with one just before it.
    """
    links: _Links = {}
    left_open = before.left_open if _goes_on_from(page.paragraph) else []
    at = content_start(text, page.paragraph)
    for number, stretch in enumerate(page.stretches):
        place = stretch.carried if stretch.carried is not None else len(links)
        if place >= len(left_open) or stretch.unmarked:
            continue
        same_family = before.stretches[left_open[place]].family == stretch.family
        if same_family and (stretch.carried is not None or stretch.outer_start == at):
            links[number] = left_open[place]
            at = stretch.start
    if not links and _is_open_block(before) and _is_open_block(page):
        links[0] = 0
    return links


def _goes_on_from(paragraph: Paragraph) -> bool:
    """Return whether a quotation may come over from the paragraph before: none does to a note from what is above it."""
    return paragraph.kind != "note"


def _is_open_block(page: _Page) -> bool:
    """Return whether ``page`` is a set-off block without marks and without a line that names its source at the end."""
    first = page.stretches[0] if page.stretches else None
    return first is not None and first.unmarked and page.paragraph.kind == "block" and first.end == page.paragraph.end


def _settle(page: _Page, *, continued: _Links) -> _Page:
    """Return ``page`` with no repair on the stretches that the next paragraph goes on with."""
    goes_on = set(continued.values())
    stretches = (
        replace(stretch, repair="") if number in goes_on and stretch.repair == AT_PARAGRAPH_END else stretch
        for number, stretch in enumerate(page.stretches)
    )
    return replace(page, stretches=tuple(stretches))


def _place(text: str, page: _Page, before: _Placed, *, back: _Links, led_in: bool) -> _Placed:
    """Return the spans of ``page``, with their parents, their form and what they go on with."""
    first = before.first + len(before.spans)
    spans: list[QuotedSpan] = []
    spoken: int | None = None
    for number, parent in enumerate(_parents(page.stretches)):
        stretch = page.stretches[number]
        goes_on = before.spans[back[number]] if number in back else None
        continues = before.first + back[number] if number in back else None
        if stretch.dash:
            continues = spoken if stretch.dash == "resumes" else continues
            spoken = first + number
        set_off = led_in or page.paragraph.kind == "block" or (goes_on is not None and goes_on.form == "block")
        alone = parent is None and set_off and fills_paragraph(text, page.paragraph, stretch)
        span = _span(
            stretch,
            paragraph=page.paragraph.paragraph,
            form="block" if stretch.unmarked or alone else "inline",
            parent=None if parent is None else first + parent,
            continues=continues,
        )
        spans.append(span)
    return _Placed(first=first, spans=tuple(spans))


def _span(stretch: Quoted, *, paragraph: int, form: Form, parent: int | None, continues: int | None) -> QuotedSpan:
    return QuotedSpan(
        paragraph=paragraph,
        start=stretch.start,
        end=stretch.end,
        outer_start=stretch.outer_start,
        outer_end=stretch.outer_end,
        form=form,
        marks=stretch.marks,
        parent=parent,
        continues=continues,
        repair=stretch.repair,
    )


def _parents(stretches: Sequence[Quoted]) -> Iterator[int | None]:
    """Yield for each stretch the number of the innermost one around it."""
    around: list[int] = []
    for number, stretch in enumerate(stretches):
        while around and stretches[around[-1]].end <= stretch.start:
            around.pop()
        yield around[-1] if around else None
        around.append(number)


def _problems(text: str, page: _Page) -> Iterator[MarkProblem]:
    yield from page.problems
    yield from (stretch_problem(text, stretch) for stretch in page.stretches if stretch.repair)
