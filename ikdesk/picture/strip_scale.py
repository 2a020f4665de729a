"""The scale of a strip: logarithmic, so that half and twice as many are equally far from «som før».

Zero has no place on such a scale: what goes there runs out of the strip with an arrow, and so does what lies beyond
the last mark.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from ikdesk.picture.frame import Sizes
from ikdesk.picture.spec import StripSpec

LOWEST = (0.4, 0.2, 0.08, 0.04)  # where a scale may begin, a little outside a mark; as late as it can
HIGHEST = (2.5, 5.0, 12.5, 25.0)
DOUBLING = 2.1  # how far apart «som før» and «doblet» are at least, in sizes of text
AIR = 1.05  # between the end of a line and the end of the strip, as a ratio
ARROW, ROOM = 1.5, 3.2  # how much of an end an arrow takes, alone and with the point beside it; in sizes of text


@dataclass(frozen=True, slots=True)
class Scale:
    """Where a ratio is between the ends of the strip."""

    width: float
    low: float
    high: float
    left: float  # how far in the scale itself begins, behind the arrow
    right: float

    def x(self, ratio: float) -> float:
        """How far right a ratio is; one beyond the scale is in the room of the arrow."""
        if ratio < self.low:
            return self.left * 0.7
        if ratio > self.high:
            return self.width - self.right * 0.7
        part = math.log(ratio / self.low) / math.log(self.high / self.low)
        return self.left + part * (self.width - self.left - self.right)

    def runs_left(self, ratio: float | None) -> bool:
        """Whether a line to here leaves the strip on the left."""
        return ratio is None or ratio < self.low

    def runs_right(self, ratio: float | None) -> bool:
        """Whether a line to here leaves the strip on the right."""
        return ratio is None or ratio > self.high


def scale_of(spec: StripSpec, width: float, sizes: Sizes) -> Scale:
    """The scale that shows as much as it can of the numbers, from half to twice as many at least.

    In a narrow strip it shows less, so that «halvert» still has its place beside «som før».
    """
    numbers = [spec.point, spec.likely_low, spec.likely_high, spec.low, spec.high] if spec.point is not None else []
    known = [value for value in numbers if value]
    low = _first(LOWEST, lambda end: end * AIR <= min([1.0, *known]))
    high = _first(HIGHEST, lambda end: end >= max([1.0, *known]) * AIR)
    scale = _with_arrows(spec, (low, high), width, sizes)
    while scale.x(2) - scale.x(1) < sizes.text * DOUBLING and low + high:
        low, high = (low - 1, high) if low >= high else (low, high - 1)
        scale = _with_arrows(spec, (low, high), width, sizes)
    return scale


def _first(ends: tuple[float, ...], reaches: Callable[[float], bool]) -> int:
    """The number of the first end that reaches far enough, or of the last there is."""
    return next((at for at, end in enumerate(ends) if reaches(end)), len(ends) - 1)


def _with_arrows(spec: StripSpec, ends: tuple[int, int], width: float, sizes: Sizes) -> Scale:
    """A scale between two ends, with room for the arrows it takes."""
    low, high = LOWEST[ends[0]], HIGHEST[ends[1]]
    if spec.point is None:
        return Scale(width, low, high, 0.0, 0.0)
    left = ARROW * any(value is None or value < low for value in (spec.low, spec.likely_low))
    right = ARROW * any(value is None or value > high for value in (spec.high, spec.likely_high))
    left, right = ROOM if spec.point < low else left, ROOM if spec.point > high else right
    return Scale(width, low, high, left * sizes.text, right * sizes.text)
