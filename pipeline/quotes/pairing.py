"""Pair the marks of one paragraph: the cheapest reading of them all together.

Each mark may open a quotation, close one, or be neither (an apostrophe, an inch sign, a stray). Each reading of a mark
has a cost, from its shape, from what stands beside it and from what is open; the reading of the paragraph is the one
whose costs add up to least (Viterbi's algorithm over the few ways in which quotations can be open). So an error costs
something where it is made and nothing farther on, and a doubtful mark is decided by what follows: in ‘the workers’
movement’ the second mark is a possessive because the third must close.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from math import inf
from operator import itemgetter
from typing import Literal, NamedTuple

from pipeline.quotes.glyphs import DOUBLE, DOUBLED_SINGLE, GLYPHS, PARTNERS, SINGLE, Family

# Costs are on one scale: 1 is a doubtful choice between two good readings, 3 a slip of the fingers, 5 a mark too many.
_UNCLOSED = {DOUBLE: 3.0, SINGLE: 4.0}
_UNCLOSED_OTHER = 3.0
# A single mark inside double ones that nothing closes is rather an apostrophe (“'Pears he can't”).
_UNCLOSED_INSIDE = 1.0
# The next paragraph opens its quotation again, as it must where a quotation runs on (Chicago 13.32, New Hart's 9.2.4).
# A single mark does so less surely, for it may be an apostrophe.
_RUNS_ON = {DOUBLE: 0.3, SINGLE: 2.5}
_RUNS_ON_OTHER = 0.3
_REOPENED = {DOUBLE: 3.5, SINGLE: 4.5}
_REOPENED_OTHER = 3.5
_SAME_IN_SAME = 2.5
_DEEP = 0.3
_DEEPEST = 4
# Two marks with nothing or a space between are rather the end of one quotation and the start of the next.
_EMPTY = 2.0
_MIXED_SHAPES = 0.4
# Two single marks side by side close one single quotation, one of them being spare: ‘he said ‘no’’ closes two.
_HALVED = 1.5
# A single mark closes where a double one opened, or the other way round: “Let’s go.’
_OTHER_FAMILY = 3.0
_INTERCHANGEABLE = (DOUBLE + SINGLE, SINGLE + DOUBLE)
# The paragraph goes on with a quotation left open in the one before, whose mark was not set again.
_CARRIED = {DOUBLE: 1.5, SINGLE: 3.0}
_CARRIED_OTHER = 1.5
# A mark that might close and does not: of two possessives the first is rather the end (‘rights’ and the girls’ school).
_PASSED_OVER = 0.2
# A single mark that closes in mid-sentence, far from where it opened, is less likely than a possessive.
_FAR = 40
_PER_CHARACTER = 0.02
_FARTHEST = 3.5
# Readings this much dearer than the best, or beyond this many, are given up: the work stays linear.
_HOPELESS = 6.0
_KEPT = 12

# The families that are open, outermost first: one character each.
State = str
Half = Literal["first", "second", ""]


class Role(Enum):
    """What a mark was taken for."""

    OPENS = auto()
    CLOSES = auto()
    APOSTROPHE = auto()
    MEASURE = auto()
    STRAY = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A mark of one paragraph with the cost of each reading.

    ``spare`` is the cheapest reading in which it is no quotation mark, and ``spare_cost`` its cost.
    ``mid_sentence`` says that a word follows in lower case, with no punctuation between.
    """

    start: int
    end: int
    glyph: str
    family: Family
    opens: float
    closes: float
    spare: Role
    spare_cost: float
    mid_sentence: bool


class _Reading(NamedTuple):
    """The cheapest way to read the marks so far that leaves ``state`` open; ``before`` is the reading it extends.

    ``opened`` holds, for each family in ``state``, the number of the mark that opened it: -1 - n for the n-th one
    carried over from the paragraph before. A plain tuple, since a few are made for every mark of every text.
    """

    cost: float
    state: State
    opened: tuple[int, ...]
    before: "_Reading | None"
    mark: int
    role: Role


_cost = itemgetter(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ways:
    """What a mark of a family can do where ``state`` is open, and the costs that do not depend on the mark.

    ``depth`` is the place in ``state`` of the quotation that it would close, -1 where there is none; ``closed`` and
    ``reopened`` are what is open after that, and after one more is opened in its place. ``singles`` says how many
    single quotations two single marks side by side would close; ``interchangeable`` that the mark is single and the
    innermost quotation double, or the other way round.
    """

    depth: int
    closing: float
    closed: State
    reopening: float
    reopened: State
    nesting: float
    interchangeable: bool
    singles: int
    has_single: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """An opening and a closing mark, by number; ``opening`` is None where the quotation was carried over.

    ``closing`` is None where no mark closes it. ``cut_by`` is then the number of the mark that ended it all the same
    (an opening mark of its family, or the closing mark of a quotation around it), None at the paragraph's end.
    ``carried`` is its place, from outside, among the quotations carried over. ``half`` is "first" or "second" where
    the closing mark is two single ones of which this quotation takes one, else "".
    """

    opening: int | None
    closing: int | None
    cut_by: int | None
    carried: int | None
    half: Half = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """The pairs of a paragraph, and the role of each mark."""

    pairs: tuple[Pair, ...]
    roles: tuple[Role, ...]


def pair_marks(marks: Sequence[Mark], *, carried: State = "", next_opens: State = "") -> Pairing:
    """Return the cheapest pairing of a paragraph's ``marks``, in time linear in their number.

    ``carried`` are the families of the quotations left open by the paragraph before, outermost first;
    ``next_opens`` those of the marks that the next paragraph begins with.
    """
    readings = _start(carried)
    for number, mark in enumerate(marks):
        readings = _read_on(readings, number, mark, marks)
    best = min(readings, key=lambda reading: reading.cost + _end_cost(reading.state, next_opens))
    return _trace(best, len(marks))


def _start(carried: State) -> list[_Reading]:
    readings = [_Reading(0.0, "", (), None, -1, Role.STRAY)]
    if carried:
        cost = sum(_CARRIED.get(family, _CARRIED_OTHER) for family in carried)
        opened = tuple(-1 - place for place in range(len(carried)))
        readings.append(_Reading(cost, carried, opened, None, -1, Role.STRAY))
    return readings


def _read_on(readings: Sequence[_Reading], number: int, mark: Mark, marks: Sequence[Mark]) -> list[_Reading]:
    """Return the readings of one more mark, the cheapest for each state, the cheapest of all first.

    Readings much dearer than the best, and all but a few, are given up.
    """
    cheapest: dict[State, _Reading] = {}
    limit = inf
    for reading in readings:
        for cost, state, opened, role in _extend(reading, number, mark, marks, limit=limit):
            known = cheapest.get(state)
            if known is None or cost < known.cost or (cost == known.cost and _is_shorter(mark, opened, known)):
                cheapest[state] = _Reading(cost, state, opened, reading, number, role)
                limit = min(limit, cost + _HOPELESS)
    kept = sorted(cheapest.values(), key=_cost)
    return [reading for reading in kept[:_KEPT] if reading.cost <= limit]


def _is_shorter(mark: Mark, opened: tuple[int, ...], known: _Reading) -> bool:
    """Return whether, of two readings alike, this one has opened its double marks later.

    Of one mark too many, between spaces on both sides, the earlier is then left out: an error reaches less far.
    """
    return mark.family == DOUBLE and opened > known.opened


def _end_cost(state: State, next_opens: State) -> float:
    cost = 0.0
    runs_on = True
    for place, family in enumerate(state):
        runs_on = runs_on and next_opens[place : place + 1] == family
        if runs_on:
            cost += _RUNS_ON.get(family, _RUNS_ON_OTHER)
        else:
            cost += _UNCLOSED.get(family, _UNCLOSED_OTHER) + (_UNCLOSED_INSIDE if place else 0.0)
    return cost


def _extend(
    reading: _Reading, number: int, mark: Mark, marks: Sequence[Mark], *, limit: float
) -> Iterator[tuple[float, State, tuple[int, ...], Role]]:
    """Yield every way to read one more mark that costs no more than ``limit``.

    Closing comes first, so that of equally good readings the shortest wins.
    """
    before, state, opened, *_ = reading
    way = _ways(state, mark.family)
    depth = way.depth
    if depth >= 0:
        opening = marks[opened[depth]] if opened[depth] >= 0 else None
        if (cost := before + way.closing + _closing_cost(opening, mark)) <= limit:
            yield cost, way.closed, opened[:depth], Role.CLOSES
        # The mark may also open a quotation, the closing mark of the one that is open having been forgotten.
        if (cost := before + way.reopening + mark.opens) <= limit:
            yield cost, way.reopened, (*opened[:depth], number), Role.OPENS
    elif way.interchangeable and mark.spare is Role.STRAY:
        yield before + mark.closes + _OTHER_FAMILY, state[:-1], opened[:-1], Role.CLOSES
    if way.singles and mark.glyph in DOUBLED_SINGLE:
        halved = before + _HALVED * (2 - way.singles)
        yield halved, state[: -way.singles], opened[: -way.singles], Role.CLOSES
    if (cost := before + mark.opens + way.nesting) <= limit:
        yield cost, state + mark.family, (*opened, number), Role.OPENS
    passed_over = _PASSED_OVER if way.has_single and mark.spare is Role.APOSTROPHE else 0.0
    if (cost := before + mark.spare_cost + passed_over) <= limit:
        yield cost, state, opened, mark.spare


@lru_cache(maxsize=2048)
def _ways(state: State, family: Family) -> _Ways:
    depth = state.rfind(family)
    inside = _unclosed_cost(state[depth + 1 :]) if depth >= 0 else 0.0
    return _Ways(
        depth=depth,
        closing=inside,
        closed=state[: max(depth, 0)],
        reopening=inside + _REOPENED.get(family, _REOPENED_OTHER),
        reopened=state[: depth + 1],
        nesting=_nesting_cost(state, family) if len(state) < _DEEPEST else inf,
        interchangeable=state[-1:] + family in _INTERCHANGEABLE,
        singles=2 if state.endswith(SINGLE * 2) else int(state.endswith(SINGLE)),
        has_single=SINGLE in state,
    )


def _closing_cost(opening: Mark | None, mark: Mark) -> float:
    if opening is None:
        return mark.closes
    cost = mark.closes + (_EMPTY if mark.start - opening.end <= 1 else 0.0)
    if (opening.glyph, mark.glyph) in PARTNERS:
        cost -= GLYPHS[mark.glyph].closes
    elif (opening.glyph in "\"'") != (mark.glyph in "\"'") and opening.glyph != "`":
        cost += _MIXED_SHAPES
    if mark.family == SINGLE and mark.mid_sentence:
        cost += min(_FARTHEST, _PER_CHARACTER * max(0, mark.start - opening.end - _FAR))
    return cost


def _nesting_cost(state: State, family: Family) -> float:
    if not state:
        return 0.0
    return _DEEP * (len(state) - 1) + (_SAME_IN_SAME if state[-1] == family else 0.0)


def _unclosed_cost(inside: State) -> float:
    """Return what it costs that nothing closes these quotations, each of which stands inside another."""
    if not inside:
        return 0.0
    return sum(_UNCLOSED.get(family, _UNCLOSED_OTHER) + _UNCLOSED_INSIDE for family in inside)


def _trace(best: _Reading, n_marks: int) -> Pairing:
    pairs = [_cut(opened, by=None) for opened in best.opened]
    roles = [Role.STRAY] * n_marks
    step = best
    while step.before is not None:
        roles[step.mark] = step.role
        pairs.extend(_ended_by(step, step.before))
        step = step.before
    pairs.sort(key=_opening_order)
    return Pairing(pairs=tuple(pairs), roles=tuple(roles))


def _ended_by(step: _Reading, before: _Reading) -> Iterator[Pair]:
    """Yield the quotations that were open before ``step`` and are not after it."""
    if step.role is Role.OPENS:
        for opened in before.opened[len(step.opened) - 1 :]:
            yield _cut(opened, by=step.mark)
    elif step.role is Role.CLOSES:
        closed, *inside = before.opened[len(step.opened) :]
        both = before.state[len(step.opened) :] == SINGLE * 2
        yield _closed(closed, by=step.mark, half="second" if both else "")
        for opened in inside:
            yield _closed(opened, by=step.mark, half="first") if both else _cut(opened, by=step.mark)


def _closed(opened: int, *, by: int, half: Half = "") -> Pair:
    opening, carried = (opened, None) if opened >= 0 else (None, -1 - opened)
    return Pair(opening=opening, closing=by, cut_by=None, carried=carried, half=half)


def _cut(opened: int, *, by: int | None) -> Pair:
    opening, carried = (opened, None) if opened >= 0 else (None, -1 - opened)
    return Pair(opening=opening, closing=None, cut_by=by, carried=carried)


def _opening_order(pair: Pair) -> tuple[int, int]:
    return (pair.opening if pair.opening is not None else -1, pair.carried or 0)
