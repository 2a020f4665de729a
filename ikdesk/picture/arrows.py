"""Arrows from circle to circle that go around what lies between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import dist, sqrt

from ikdesk.picture.scene import Command, Item, Path

BOWS = (0.0, 0.12, -0.12, 0.24, -0.24, 0.4, -0.4, 0.6, -0.6)  # how far an arrow bends aside, in parts of its length
STEPS = 32  # pieces of an arrow
_WEIGHTS = tuple(
    ((1 - at / STEPS) ** 2, 2 * at / STEPS * (1 - at / STEPS), (at / STEPS) ** 2) for at in range(STEPS + 1)
)
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
    way = _free_way(start, end, avoid, (room, pen.width))
    free = dist(start[:2], end[:2]) - start[2] - end[2]
    long = min(pen.head, max(free * 0.7, pen.width))
    line = [point for point in way if dist(point, start[:2]) >= start[2] and dist(point, end[:2]) >= end[2] + long]
    line = line or [_toward(start[:2], end[:2], start[2])]
    line = [_toward(start[:2], line[0], start[2] + pen.width * 0.4), *(line[-1:] if _is_straight(way) else line)]
    tip = _toward(end[:2], line[-1], end[2] + pen.width * 0.4)
    return [_stroke([*line, _toward(tip, line[-1], long * 0.6)], pen), _head(tip, line[-1], long, pen)]


def _free_way(start: Ring, end: Ring, avoid: Sequence[Ring], limits: tuple[Box, float]) -> list[Point]:
    """Points from middle to middle: straight if nothing is in the way, else along the least bent curve that is free."""
    room, width = limits
    found: list[tuple[float, list[Point]]] = []
    for bow in BOWS:
        way = _way(start, end, bow)
        cost = _cost(way, avoid, room)
        if not cost:
            return way
        found.append((cost + 0.4 * width * abs(bow), way))
    return min(found, key=lambda one: one[0])[1]


def _way(start: Ring, end: Ring, bow: float) -> list[Point]:
    """Points along a line, or along a curve that bends aside."""
    (x1, y1), (x2, y2) = start[:2], end[:2]
    mx, my = (x1 + x2) / 2 - (y2 - y1) * bow * 2, (y1 + y2) / 2 + (x2 - x1) * bow * 2
    return [(x1 * a + mx * b + x2 * c, y1 * a + my * b + y2 * c) for a, b, c in _WEIGHTS]


def _is_straight(way: list[Point]) -> bool:
    first, middle, last = way[0], way[STEPS // 2], way[-1]
    return dist(middle, ((first[0] + last[0]) / 2, (first[1] + last[1]) / 2)) < 1e-6


def _cost(way: list[Point], avoid: Sequence[Ring], room: Box) -> float:
    """How deep it goes into what should be left free, and how much of it lies outside."""
    xs, ys = [x for x, _y in way], [y for _x, y in way]
    left, top, right, bottom = min(xs), min(ys), max(xs), max(ys)
    outside = max(0.0, room[0] - left, room[1] - top, right - room[2], bottom - room[3])
    deep = 0.0
    for x, y, radius in avoid:
        if left - radius < x < right + radius and top - radius < y < bottom + radius:
            nearest = min((a - x) ** 2 + (b - y) ** 2 for a, b in way)
            deep += max(0.0, radius - sqrt(nearest))
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
