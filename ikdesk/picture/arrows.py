"""Arrows from circle to circle that go around what lies between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import dist

from ikdesk.picture.scene import Command, Item, Path

BOWS = (0.0, 0.12, -0.12, 0.24, -0.24, 0.4, -0.4, 0.6, -0.6)  # how far an arrow bends aside, in parts of its length
STEPS = 28  # pieces of a bent arrow
_OUTSIDE = 1000.0  # how much worse it is to leave the picture than to touch a circle

Point = tuple[float, float]
Ring = tuple[float, float, float]  # x, y, radius
Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Pen:
    """How arrows look."""

    colour: str
    width: float
    head: float  # how long the point is


def arrow(start: Ring, end: Ring, avoid: Sequence[Ring], room: Box, pen: Pen) -> list[Item]:
    """A line from the edge of one circle to the edge of another, with a point at its end.

    Args:
        start: where it comes from.
        end: where it goes.
        avoid: what it should go around, if there is a way.
        room: where it must stay.
        pen: how it looks.
    """
    ways = [_way(start, end, bow) for bow in BOWS]
    costs = [_cost(way, avoid, room) + 0.4 * pen.width * abs(bow) for way, bow in zip(ways, BOWS, strict=True)]
    way = ways[costs.index(min(costs))]
    free = dist(start[:2], end[:2]) - start[2] - end[2]
    long = min(pen.head, max(free * 0.7, pen.width))
    line = [point for point in way if dist(point, start[:2]) >= start[2] and dist(point, end[:2]) >= end[2] + long]
    if way is ways[0]:
        line = [line[0], line[-1]] if line else []  # a straight one needs no more
    line = line or [_toward(start[:2], end[:2], start[2])]
    tip = _toward(end[:2], line[-1], end[2] + pen.width * 0.4)
    return [_stroke([*line, _toward(tip, line[-1], long * 0.6)], pen), _head(tip, line[-1], long, pen)]


def _way(start: Ring, end: Ring, bow: float) -> list[Point]:
    """Points from middle to middle, along a curve that bends aside."""
    (x1, y1), (x2, y2) = start[:2], end[:2]
    middle = (x1 + x2) / 2 - (y2 - y1) * bow * 2, (y1 + y2) / 2 + (x2 - x1) * bow * 2
    made = []
    for at in range(STEPS * 2 + 1):
        t = at / (STEPS * 2)
        weights = (1 - t) ** 2, 2 * t * (1 - t), t**2
        across, down = (x1, middle[0], x2), (y1, middle[1], y2)
        x, y = (sum(w * p for w, p in zip(weights, axis, strict=True)) for axis in (across, down))
        made.append((x, y))
    return made


def _cost(way: list[Point], avoid: Sequence[Ring], room: Box) -> float:
    """How much of it lies on what should be left free, or outside."""
    left, top, right, bottom = room
    outside = sum(not (left <= x <= right and top <= y <= bottom) for x, y in way)
    deep = sum(max([0.0, *(radius - dist(point, (x, y)) for point in way)]) for x, y, radius in avoid)
    return deep + outside * _OUTSIDE


def _toward(start: Point, end: Point, far: float) -> Point:
    long = dist(start, end) or 1.0
    return start[0] + (end[0] - start[0]) * far / long, start[1] + (end[1] - start[1]) * far / long


def _stroke(line: list[Point], pen: Pen) -> Path:
    commands: list[Command] = [("L" if at else "M", x, y) for at, (x, y) in enumerate(line)]
    return Path(tuple(commands), stroke=pen.colour, width=pen.width)


def _head(tip: Point, before: Point, long: float, pen: Pen) -> Path:
    """A filled triangle."""
    back = _toward(tip, before, long)
    x, y = (back[1] - tip[1]) * 0.45, (tip[0] - back[0]) * 0.45
    return Path((("M", *tip), ("L", back[0] + x, back[1] + y), ("L", back[0] - x, back[1] - y), ("Z",)), pen.colour)
