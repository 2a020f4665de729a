"""The names at the ends of lines: each beside its own end, moved apart, and never over a line or another name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ikdesk.picture.axis import Plot
from ikdesk.picture.frame import Sizes
from ikdesk.picture.metrics import LINE_HEIGHT, text_width
from ikdesk.picture.strokes import Box, Piece, Point, covers, meet

MOST = 0.34  # of the width: names that need more stand in a line above the chart
AWAY = 0.75  # from a point to its name, in sizes of text
_RISE, _FALL = 0.8, 0.28  # of a line of text above and below its baseline
_MIDDLE = 0.35  # from the middle of a line of text down to its baseline


@dataclass(frozen=True, slots=True)
class End:
    """What stands at the end of a line, and where the line ends."""

    words: str
    bold: bool
    at: Point

    def wide(self, sizes: Sizes) -> float:
        """How wide the words are."""
        return text_width(self.words, sizes.small, bold=self.bold)

    def box(self, x: float, y: float, sizes: Sizes) -> Box:
        """How far the words reach from the left side and around a height."""
        base = y + _MIDDLE * sizes.small
        return x, base - _RISE * sizes.small, x + self.wide(sizes), base + _FALL * sizes.small


def room_beside(words: Sequence[tuple[str, bool]], left: float, groups: int, width: float, sizes: Sizes) -> float:
    """How much room the names of the lines that reach the last label need to the right of the scale.

    Args:
        words: the names, and whether they are bold.
        left: where the scale begins.
        groups: how many labels there are.
        width: of the picture.
        sizes: of the letters.
    """
    if not words:
        return 0.0
    wide = max(text_width(text, sizes.small, bold=bold) for text, bold in words) + AWAY * sizes.text
    half = 1 / (2 * max(1, groups))  # the last point is half a place away from the end of the scale
    return max(0.0, (wide - (width - left) * half) / (1 - half))


def place_ends(
    ends: Sequence[End], taken: Sequence[Piece], plot: Plot, width: float, sizes: Sizes
) -> list[Point] | None:
    """Where the words begin, and the middle of their height; None if they cannot all stand free.

    Args:
        ends: the ends of the lines.
        taken: the pieces of all lines and poles.
        plot: the scale.
        width: of the picture.
        sizes: of the letters.
    """
    last = plot.x(plot.groups - 1)
    reaching = [at for at, end in enumerate(ends) if end.at[0] >= last - 0.01]
    heights = _apart([ends[at].at[1] for at in reaching], plot, sizes)
    if heights is None:
        return None
    places: dict[int, Point] = {
        at: (ends[at].at[0] + AWAY * sizes.text, y) for at, y in zip(reaching, heights, strict=True)
    }
    boxes = [ends[at].box(*place, sizes) for at, place in places.items()]
    if any(box[2] > width + 0.5 for box in boxes) or any(covers(box, piece) for box in boxes for piece in taken):
        return None
    within = (plot.left, plot.top - sizes.small * 0.9, width, plot.base)
    for at, end in enumerate(ends):
        if at in places:
            continue
        spots = _spots(end, plot, sizes)
        free = next((spot for spot in spots if _is_free(end.box(*spot, sizes), boxes, taken, within)), None)
        if free is None:
            return None
        places[at] = free
        boxes.append(end.box(*free, sizes))
    return [places[at] for at in range(len(ends))]


def _apart(wanted: Sequence[float], plot: Plot, sizes: Sizes) -> list[float] | None:
    """The heights as near to those wanted as there is room for; None if there is too little."""
    step, low, high = sizes.small * LINE_HEIGHT, plot.top, plot.base - 0.75 * sizes.small
    return None if (len(wanted) - 1) * step > high - low else spread(wanted, step, (low, high))


def spread(wanted: Sequence[float], step: float, within: tuple[float, float]) -> list[float]:
    """Heights as near to those wanted as they can be without coming nearer to each other than a step.

    Args:
        wanted: the heights.
        step: from one to the next.
        within: the uppermost and the lowest; where there is too little room for all, they go above it.
    """
    low, high = within
    order = sorted(range(len(wanted)), key=lambda at: wanted[at])
    placed = [min(max(wanted[at], low), high) for at in order]
    for at in range(1, len(placed)):
        placed[at] = max(placed[at], placed[at - 1] + step)
    over = high
    for at in reversed(range(len(placed))):
        placed[at] = min(placed[at], over)
        over = placed[at] - step
    return [placed[order.index(at)] for at in range(len(wanted))]


def _spots(end: End, plot: Plot, sizes: Sizes) -> list[Point]:
    """Beside the end first, then a little higher or lower, then above and below it."""
    x, y = end.at
    step, beside = sizes.small * LINE_HEIGHT, x + AWAY * sizes.text
    over = x - end.wide(sizes) / 2
    spots = [(beside, y), (beside, y - step * 0.6), (beside, y + step * 0.6), (over, y - step), (over, y + step),
             (over, y - step * 1.6), (beside - end.wide(sizes), y - step)]  # fmt: skip
    return [(left, min(height, plot.base - 0.75 * sizes.small)) for left, height in spots]


def _is_free(box: Box, boxes: Sequence[Box], taken: Sequence[Piece], within: Box) -> bool:
    inside = box[0] >= within[0] and box[1] >= within[1] and box[2] <= within[2] and box[3] <= within[3]
    return inside and not any(meet(box, other) for other in boxes) and not any(covers(box, one) for one in taken)


def pieces_of(points: Sequence[Point]) -> list[Piece]:
    """The straight pieces between points; a single one is a piece of no length."""
    return list(pairwise(points)) if len(points) > 1 else [(point, point) for point in points]
