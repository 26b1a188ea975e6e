"""Labels at the ends of poles: each as near as may be, no two upon each other, no pole through a label."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_GAP = 8.0
_POLE = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """What asks for a label: where its pole stands, and the words, ``width`` pixels wide."""

    x: float
    text: str
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Hoisted:
    """A flag that found room: in a lane, 0 the nearest, to the right of its pole or to the left."""

    flag: Flag
    lane: int
    leftward: bool


def hoist(flags: Sequence[Flag], *, lanes: int, left: float, right: float) -> Iterator[Hoisted]:
    """The flags that find room between two edges, those that come first before the others."""
    taken: list[list[tuple[float, float]]] = [[] for _ in range(lanes)]
    for flag in flags:
        for hoisted in _ways(flag, lanes=lanes, left=left, right=right):
            pole = flag.x - _POLE, flag.x + _POLE
            below = taken[: hoisted.lane]
            if _free(taken[hoisted.lane], _room(hoisted)) and all(_free(lane, pole) for lane in below):
                taken[hoisted.lane].append(_room(hoisted))
                for lane in below:
                    lane.append(pole)
                yield hoisted
                break


def _ways(flag: Flag, *, lanes: int, left: float, right: float) -> Iterator[Hoisted]:
    for lane in range(lanes):
        for leftward in (False, True):
            hoisted = Hoisted(flag=flag, lane=lane, leftward=leftward)
            start, end = _room(hoisted)
            if start + _GAP >= left and end - _GAP <= right:
                yield hoisted


def _room(hoisted: Hoisted) -> tuple[float, float]:
    """From where to where a label reaches, with the gap to the next and the foot of its own pole."""
    flag = hoisted.flag
    if hoisted.leftward:
        return flag.x - flag.width - _GAP, flag.x + _POLE
    return flag.x - _POLE, flag.x + flag.width + _GAP


def _free(lane: Sequence[tuple[float, float]], room: tuple[float, float]) -> bool:
    return all(end <= room[0] or start >= room[1] for start, end in lane)
