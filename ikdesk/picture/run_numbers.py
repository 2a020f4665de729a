"""The numbers beside the points of a run: over a peak and under a dip, and only where they cover nothing."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ikdesk.picture.axis import Plot
from ikdesk.picture.flags import Raised
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


def point_numbers(
    spec: RunSpec, plot: Plot, poles: Sequence[Raised], radius: float, band: str, look: Look
) -> list[Item]:
    """The numbers, each on a patch where a line of the scale would strike it through.

    Args:
        spec: the chart.
        plot: the scale.
        poles: the flags.
        radius: of the largest mark.
        band: the colour of the usual range.
        look: the colours and the sizes.
    """
    palette, sizes = look
    shown = [figure(value) for value in spec.values if value is not None]
    widest = max((text_width(text, sizes.small) for text in shown), default=0.0)
    if len(spec.labels) > MOST or widest + sizes.small * 0.5 > plot.slot:
        return []
    spots: list[Point | None] = [None if value is None else (plot.x(at), plot.y(value))
                                 for at, value in enumerate(spec.values)]  # fmt: skip
    taken = [*_lines(spec, plot, spots), *(((pole.x, pole.top), (pole.x, plot.base)) for pole in poles)]
    marks = [(x - radius, y - radius, x + radius, y + radius) for x, y in filter(None, spots)]
    items: list[Item] = []
    placed = 0
    for at, spot in enumerate(spots):
        if spot is None:
            continue
        text = figure(spec.values[at])
        wide = text_width(text, sizes.small)
        tries = [(y, _box(spot[0], y, wide, sizes)) for y in _heights(at, spots, radius, sizes)]
        free = next(((y, box) for y, box in tries if _is_free(box, marks, taken, plot, sizes)), None)
        if free is None:
            continue
        y, box = free
        if any(box[1] < plot.y(one) < box[3] for one in plot.marks[1:]):
            fill = band if _inside(spec, at, box, plot) else palette.surface
            items.append(Rect(box[0], box[1], box[2] - box[0], box[3] - box[1], fill))
        items.append(Label(spot[0], y, text, sizes.small, palette.muted, anchor="middle"))
        placed += 1
    return items if placed >= FEWEST * len(shown) else []


def _is_free(box: Box, marks: Sequence[Box], taken: Sequence[Piece], plot: Plot, sizes: Sizes) -> bool:
    """Whether a number would stand on the scale, or below what is named over it, and cover nothing."""
    within = box[1] >= plot.top - 1.75 * sizes.small and box[3] <= plot.base
    return within and not any(meet(box, one) for one in marks) and not any(covers(box, piece) for piece in taken)


def _heights(at: int, spots: Sequence[Point | None], radius: float, sizes: Sizes) -> list[float]:
    """Where a number would stand: first on the side its neighbours are not."""
    _x, y = spots[at] or (0.0, 0.0)
    beside = [spot[1] for spot in (*spots[max(0, at - 1) : at], *spots[at + 1 : at + 2]) if spot]
    away = radius + _AIR * sizes.small
    above, below = y - away, y + away + 0.72 * sizes.small
    dip = bool(beside) and sum(beside) / len(beside) < y
    return [below, above] if dip else [above, below]


def _box(x: float, y: float, wide: float, sizes: Sizes) -> Box:
    air = sizes.small * 0.12
    return x - wide / 2 - air, y - sizes.small * 0.76, x + wide / 2 + air, y + sizes.small * 0.1


def _lines(spec: RunSpec, plot: Plot, spots: Sequence[Point | None]) -> list[Piece]:
    """What no number may cover: the line from point to point, the levels and the ends of the usual range."""
    found = [(one, other) for one, other in pairwise(spots) if one and other]
    for level in spec.levels:
        y = plot.y(level.value)
        found.append(((plot.x(level.first - 0.5), y), (plot.x(level.last + 0.5), y)))
    for row in (spec.low, spec.high):
        ends = [(at, plot.y(value)) for at, value in enumerate(row) if value]
        found += [((plot.x(at - 0.5), y), (plot.x(at + 0.5), y)) for at, y in ends]
    return found


def _inside(spec: RunSpec, at: int, box: Box, plot: Plot) -> bool:
    """Whether a box stands on the usual range."""
    high = spec.high[at] if spec.high else None
    low = (spec.low[at] or 0.0) if spec.low else 0.0
    return high is not None and plot.y(high) <= box[1] and box[3] <= plot.y(low)
