"""Pair the marks of one paragraph: the cheapest reading of them all together.

Each mark may open a quotation, close one, or be neither (an apostrophe, an inch sign, a stray). Each reading of a mark
has a cost, from its shape, from what stands beside it and from what is open; the reading of the paragraph is the one
whose costs add up to least (Viterbi's algorithm over the few ways in which quotations can be open). So an error costs
something where it is made and nothing farther on, and a doubtful mark is decided by what follows: in ‘the workers’
movement’ the second mark is a possessive because the third must close.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Literal

from pipeline.quotes.glyphs import DOUBLED_SINGLE, GLYPHS, PARTNERS, Family

# Costs are on one scale: 1 is a doubtful choice between two good readings, 3 a slip of the fingers, 5 a mark too many.
_STRAY = 5.0
_UNCLOSED: dict[Family, float] = {"double": 3.0, "single": 4.0}
_UNCLOSED_OTHER = 3.0
# A single mark inside double ones that nothing closes is rather an apostrophe (“'Pears he can't”).
_UNCLOSED_INSIDE = 1.0
# The next paragraph opens its quotation again, as it must where a quotation runs on (Chicago 13.32, New Hart's 9.2.4).
# A single mark does so less surely, for it may be an apostrophe.
_RUNS_ON: dict[Family, float] = {"double": 0.3, "single": 2.5}
_REOPENED: dict[Family, float] = {"double": 3.5, "single": 4.5}
_SAME_IN_SAME = 2.5
_DEEP = 0.3
# Two marks with nothing or a space between are rather the end of one quotation and the start of the next.
_EMPTY = 2.0
_DEEPEST = 4
_MIXED_SHAPES = 0.4
# A single mark closes where a double one opened, or the other way round: “Let’s go.’
_OTHER_FAMILY = 3.0
_INTERCHANGEABLE = frozenset({"single", "double"})
# The paragraph goes on with a quotation left open in the one before, whose mark was not set again.
_CARRIED: dict[Family, float] = {"double": 1.5, "single": 3.0}
# A single mark that closes in mid-sentence, far from where it opened, is less likely than a possessive.
_FAR = 40
_PER_CHARACTER = 0.02
_FARTHEST = 3.5
# Readings this much dearer than the best, or beyond this many, are given up: the work stays linear.
_HOPELESS = 12.0
_KEPT = 16

State = tuple[Family, ...]
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


@dataclass(frozen=True, slots=True)
class _Reading:
    """The cheapest way to read the marks so far that leaves ``state`` open; ``before`` is the reading it extends.

    ``opened`` holds, for each family in ``state``, the number of the mark that opened it: -1 - n for the n-th one
    carried over from the paragraph before.
    """

    cost: float
    state: State
    opened: tuple[int, ...]
    before: "_Reading | None"
    mark: int
    role: Role


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


def pair_marks(marks: Sequence[Mark], *, carried: State = (), next_opens: State = ()) -> Pairing:
    """Return the cheapest pairing of a paragraph's ``marks``, in time linear in their number.

    ``carried`` are the families of the quotations left open by the paragraph before, outermost first;
    ``next_opens`` those of the marks that the next paragraph begins with.
    """
    readings = _start(carried)
    for number, mark in enumerate(marks):
        cheapest: dict[State, _Reading] = {}
        for reading in readings:
            for new in _extend(reading, number, mark, marks):
                known = cheapest.get(new.state)
                if known is None or new.cost < known.cost:
                    cheapest[new.state] = new
        readings = _prune(cheapest.values())
    best = min(readings, key=lambda reading: reading.cost + _end_cost(reading.state, next_opens))
    return _trace(best, len(marks))


def _start(carried: State) -> list[_Reading]:
    readings = [_Reading(0.0, (), (), None, -1, Role.STRAY)]
    if carried:
        cost = sum(_CARRIED.get(family, 1.5) for family in carried)
        opened = tuple(-1 - place for place in range(len(carried)))
        readings.append(_Reading(cost, carried, opened, None, -1, Role.STRAY))
    return readings


def _prune(readings: Iterable[_Reading]) -> list[_Reading]:
    ranked = sorted(readings, key=lambda reading: reading.cost)
    return [reading for reading in ranked[:_KEPT] if reading.cost <= ranked[0].cost + _HOPELESS]


def _end_cost(state: State, next_opens: State) -> float:
    cost = 0.0
    runs_on = True
    for place, family in enumerate(state):
        runs_on = runs_on and place < len(next_opens) and next_opens[place] == family
        if runs_on:
            cost += _RUNS_ON.get(family, 0.3)
        else:
            cost += _UNCLOSED.get(family, _UNCLOSED_OTHER) + (_UNCLOSED_INSIDE if place else 0.0)
    return cost


def _extend(reading: _Reading, number: int, mark: Mark, marks: Sequence[Mark]) -> Iterator[_Reading]:
    """Yield every way to read one more mark: closing first, so that of equally good readings the shortest wins."""
    if mark.family in reading.state:
        yield _close(reading, number, mark, marks)
        yield _reopen(reading, number, mark)
    elif mark.spare is Role.STRAY and _INTERCHANGEABLE.issuperset((mark.family, *reading.state[-1:])) and reading.state:
        cost = reading.cost + mark.closes + _OTHER_FAMILY
        yield _Reading(cost, reading.state[:-1], reading.opened[:-1], reading, number, Role.CLOSES)
    if mark.glyph in DOUBLED_SINGLE and reading.state[-1:] == ("single",):
        yield from _close_singles(reading, number)
    if len(reading.state) < _DEEPEST:
        yield _open(reading, number, mark)
    cost = reading.cost + mark.spare_cost
    yield _Reading(cost, reading.state, reading.opened, reading, number, mark.spare)


def _close(reading: _Reading, number: int, mark: Mark, marks: Sequence[Mark]) -> _Reading:
    depth = _last(reading.state, mark.family)
    opening = marks[reading.opened[depth]] if reading.opened[depth] >= 0 else None
    cost = reading.cost + _unclosed_cost(reading.state[depth + 1 :]) + _closing_cost(opening, mark)
    return _Reading(cost, reading.state[:depth], reading.opened[:depth], reading, number, Role.CLOSES)


def _closing_cost(opening: Mark | None, mark: Mark) -> float:
    if opening is None:
        return mark.closes
    cost = mark.closes + (_EMPTY if mark.start - opening.end <= 1 else 0.0)
    if (opening.glyph, mark.glyph) in PARTNERS:
        cost -= GLYPHS[mark.glyph].closes
    elif (opening.glyph in "\"'") != (mark.glyph in "\"'") and opening.glyph != "`":
        cost += _MIXED_SHAPES
    if mark.family == "single" and mark.mid_sentence:
        cost += min(_FARTHEST, _PER_CHARACTER * max(0, mark.start - opening.end - _FAR))
    return cost


def _close_singles(reading: _Reading, number: int) -> Iterator[_Reading]:
    """Two single marks side by side close one or two single quotations: ‘he said ‘no’’."""
    levels = 2 if reading.state[-2:] == ("single", "single") else 1
    cost = reading.cost + (0.0 if levels == 2 else 1.5)
    yield _Reading(cost, reading.state[:-levels], reading.opened[:-levels], reading, number, Role.CLOSES)


def _open(reading: _Reading, number: int, mark: Mark) -> _Reading:
    cost = reading.cost + mark.opens
    if reading.state:
        cost += _SAME_IN_SAME if reading.state[-1] == mark.family else 0.0
        cost += _DEEP * (len(reading.state) - 1)
    return _Reading(cost, (*reading.state, mark.family), (*reading.opened, number), reading, number, Role.OPENS)


def _reopen(reading: _Reading, number: int, mark: Mark) -> _Reading:
    """The mark opens a quotation though one of its family is open: the closing mark of that one is missing."""
    depth = _last(reading.state, mark.family)
    cost = reading.cost + mark.opens + _unclosed_cost(reading.state[depth + 1 :]) + _REOPENED.get(mark.family, 3.5)
    state = (*reading.state[:depth], mark.family)
    return _Reading(cost, state, (*reading.opened[:depth], number), reading, number, Role.OPENS)


def _unclosed_cost(inside: State) -> float:
    """Return what it costs that nothing closes these quotations, each of which stands inside another."""
    return sum(_UNCLOSED.get(family, _UNCLOSED_OTHER) + _UNCLOSED_INSIDE for family in inside)


def _last(state: State, family: Family) -> int:
    return len(state) - 1 - state[::-1].index(family)


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
        both = before.state[len(step.opened) :] == ("single", "single")
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
