"""Lines through points, whole or dashed, the marks on them, and what a box would cover of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from ikdesk.picture.scene import Circle, Command, Item, Path

Point = tuple[float, float]
Box = tuple[float, float, float, float]  # left, top, right, bottom
Piece = tuple[Point, Point]  # a straight line from one point to another
SHAPES = ("round", "square", "triangle", "diamond")


def unbroken(points: Sequence[Point | None]) -> list[list[Point]]:
    """The points from gap to gap; None is a gap."""
    parts: list[list[Point]] = [[]]
    for point in points:
        if point is not None:
            parts[-1].append(point)
        elif parts[-1]:
            parts.append([])
    return [part for part in parts if part]


def stroke(points: Sequence[Point], colour: str, width: float, dash: tuple[float, float] | None = None) -> list[Item]:
    """One line through points.

    Args:
        points: in the order of the line.
        colour: of the line.
        width: of the line.
        dash: how long its pieces and the air between them are, in widths; None: whole.
    """
    if len(points) < 2:
        return []
    if dash:
        return [Path(_dashed(points, dash[0] * width, dash[1] * width), "", colour, width)]
    first, *rest = points
    return [Path((("M", *first), *(("L", *point) for point in rest)), "", colour, width)]


def _dashed(points: Sequence[Point], on: float, off: float) -> tuple[Command, ...]:
    """The pieces of a dashed line; a dash goes on around a corner, so that short lines are dashed as long ones are."""
    commands: list[Command] = [("M", *points[0])]
    drawing, left = True, on
    for (x1, y1), (x2, y2) in pairwise(points):
        wide, high = x2 - x1, y2 - y1
        far, gone = math.hypot(wide, high), 0.0
        while far - gone > left:
            gone += left
            share = gone / far
            commands.append(("L" if drawing else "M", x1 + wide * share, y1 + high * share))
            drawing = not drawing
            left = on if drawing else off
        left -= far - gone
        if drawing:
            commands.append(("L", x2, y2))
    return tuple(commands)


def mark(shape: str, at: Point, radius: float, look: tuple[str, str, float], said: tuple[str, str]) -> list[Item]:
    """A mark at a point; what is not round is as large to the eye, and as easy to hit.

    Args:
        shape: one of ``SHAPES``.
        at: its middle.
        radius: of a round one.
        look: fill, edge and how wide the edge is.
        said: its key and its tip.
    """
    x, y = at
    if shape == "round":
        return [Circle(x, y, radius, *look, *said)]
    corners = _corners(shape, radius)
    lines = [("M" if not number else "L", x + dx, y + dy) for number, (dx, dy) in enumerate(corners)]
    reach = max(math.hypot(*corner) for corner in corners)
    return [Path((*lines, ("Z",)), *look), Circle(x, y, reach, "", "", 1.0, *said)]


def _corners(shape: str, radius: float) -> list[Point]:
    side, tip = radius * 0.9, radius * 1.3
    return {
        "square": [(-side, -side), (side, -side), (side, side), (-side, side)],
        "triangle": [(0.0, -tip), (tip, tip * 0.8), (-tip, tip * 0.8)],
        "diamond": [(0.0, -tip), (tip, 0.0), (0.0, tip), (-tip, 0.0)],
    }[shape]


def meet(one: Box, other: Box) -> bool:
    """Whether two boxes share anything."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def covers(box: Box, piece: Piece) -> bool:
    """Whether a box covers any of a straight line (Liang and Barsky's way of cutting it at the sides)."""
    (x1, y1), (x2, y2) = piece
    left, top, right, bottom = box
    if (x1 < left and x2 < left) or (x1 > right and x2 > right):
        return False  # most are, and this is soon seen
    if (y1 < top and y2 < top) or (y1 > bottom and y2 > bottom):
        return False
    first, last = 0.0, 1.0
    for step, low, high in ((x2 - x1, box[0] - x1, box[2] - x1), (y2 - y1, box[1] - y1, box[3] - y1)):
        if step == 0:
            if low > 0 or high < 0:
                return False
            continue
        near, far = sorted((low / step, high / step))
        first, last = max(first, near), min(last, far)
    return first <= last
