"""The numbers beside the points of a run: over a peak and under a dip, and only where they cover nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from ikdesk.picture.axis import Ground, Plot
from ikdesk.picture.frame import Sizes
from ikdesk.picture.line_spec import RunSpec
from ikdesk.picture.metrics import text_width
from ikdesk.picture.palette import Palette
from ikdesk.picture.parts import figure
from ikdesk.picture.scene import Item, Label, Rect
from ikdesk.picture.strokes import Box, Piece, Point, covers, meet

FEWEST = 0.7  # of the points: where fewer numbers have room, none is shown, for the rest would seem to be chosen
MOST = 26  # with more points than this, numbers beside them become noise; the axis and the table remain
_AIR = 0.3  # between a point and its number, in sizes of small text
Look = tuple[Palette, Sizes]
T = TypeVar("T")


def point_numbers(
    spec: RunSpec, spots: Sequence[Point | None], on: Ground, radius: float, inks: tuple[str, Look]
) -> list[Item]:
    """The numbers, each on a patch where a line of the scale would strike it through.

    Args:
        spec: the chart.
        spots: where its points are; None where one is hidden.
        on: the scale, and the flags over it.
        radius: of the largest mark.
        inks: the colour of the usual range, and the colours and sizes.
    """
    band, (palette, sizes) = inks
    plot = on.plot
    shown = [figure(value) for value in spec.values if value is not None]
    widest = max((text_width(text, sizes.small) for text in shown), default=0.0)
    if len(spec.labels) > MOST or widest + sizes.small * 0.5 > plot.slot:
        return []
    pieces = [(one, other) if one and other else None for one, other in pairwise(spots)]
    heights = _heights(spec, plot)
    marks = [spot and (spot[0] - radius, spot[1] - radius, spot[0] + radius, spot[1] + radius) for spot in spots]
    scale = [plot.y(one) for one in plot.marks[1:]]
    items: list[Item] = []
    placed: list[Box] = []
    for at, spot in enumerate(spots):
        if spot is None:
            continue
        text = figure(spec.values[at])
        wide = text_width(text, sizes.small)
        near = _Near(
            (plot.left, plot.top - 1.75 * sizes.small, plot.right, plot.base),
            [piece for piece in pieces[max(0, at - 1) : at + 1] if piece],
            [*placed[-1:], *(one for one in _around(marks, at) if one)],
            {y for one in _around(heights, at) for y in one}, [pole.x for pole in on.over.raised],
        )  # fmt: skip
        tries = ((x, y, _box(x, y, wide, sizes)) for x, y in _places(at, spots, (radius, wide), sizes))
        free = next((one for one in tries if near.is_free(one[2])), None)
        if free is None:
            continue
        x, y, box = free
        if [one for one in scale if box[1] < one < box[3]]:
            fill = band if _inside(spec, at, box, plot) else palette.surface
            items.append(Rect(box[0], box[1], box[2] - box[0], box[3] - box[1], fill))
        items.append(Label(x, y, text, sizes.small, palette.muted, anchor="middle"))
        placed.append(box)
    return items if len(placed) >= FEWEST * len(shown) else []


@dataclass(frozen=True, slots=True)
class _Near:
    """What is near a point, which its number may not cover."""

    within: Box  # the scale, and what is below the names over it
    pieces: list[Piece]  # of the line from point to point
    boxes: list[Box]  # marks, and the number before
    heights: set[float]  # of levels and of the ends of the usual range
    poles: list[float]

    def is_free(self, box: Box) -> bool:
        """Whether a number may stand there."""
        left, top, right, bottom = box
        return (
            left >= self.within[0] and top >= self.within[1] and right <= self.within[2] and bottom <= self.within[3]
            and not [y for y in self.heights if top < y < bottom] and not [x for x in self.poles if left < x < right]
            and not [one for one in self.boxes if meet(box, one)]
            and not [one for one in self.pieces if covers(box, one)]
        )  # fmt: skip


def _around(row: Sequence[T], at: int) -> Sequence[T]:
    """One of a row and those beside it."""
    return row[max(0, at - 1) : at + 2]


def _places(at: int, spots: Sequence[Point | None], size: tuple[float, float], sizes: Sizes) -> list[Point]:
    """Where a number would stand: first on the side its neighbours are not, then a little aside.

    Args:
        at: which point.
        spots: the points.
        size: the radius of a mark and the width of the number.
        sizes: of the letters.
    """
    radius, wide = size
    x, y = spots[at] or (0.0, 0.0)
    before, after = (spots[one] if 0 <= one < len(spots) else None for one in (at - 1, at + 1))
    beside = [spot[1] for spot in (before, after) if spot]
    away = radius + _AIR * sizes.small
    above, below = y - away, y + away + 0.72 * sizes.small
    dip = bool(beside) and sum(beside) / len(beside) < y
    aside = wide / 2 + sizes.small * 0.3
    falls = bool(before and after and before[1] < after[1])
    across = aside if falls else -aside  # on a slope: over it on its high side is the line, on the other is air
    first, second = (below, above) if dip else (above, below)
    return [(x, first), (x, second), (x + across, above), (x - across, below)]


def _box(x: float, y: float, wide: float, sizes: Sizes) -> Box:
    air = sizes.small * 0.12
    return x - wide / 2 - air, y - sizes.small * 0.82, x + wide / 2 + air, y + sizes.small * 0.16


def _heights(spec: RunSpec, plot: Plot) -> list[list[float]]:
    """How far down the levels and the ends of the usual range are at each point."""
    found: list[list[float]] = [[] for _label in spec.labels]
    for level in spec.levels:
        y = plot.y(level.value)
        for at in range(level.first, level.last + 1):
            found[at].append(y)
    for row in (spec.low, spec.high):
        for at, value in enumerate(row):
            if value:
                found[at].append(plot.y(value))
    return found


def _inside(spec: RunSpec, at: int, box: Box, plot: Plot) -> bool:
    """Whether a box stands on the usual range."""
    high = spec.high[at] if spec.high else None
    low = (spec.low[at] or 0.0) if spec.low else 0.0
    return high is not None and plot.y(high) <= box[1] and box[3] <= plot.y(low)
