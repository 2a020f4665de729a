"""How far counts and rates vary by chance alone: the limits that lie in a run chart as support.

They are three standard deviations from the mean, as W. A. Shewhart drew them. They do not decide whether something has
changed: the two rules of ``runs`` do, and of single points only what lies outside is pointed out.

Source: W. A. Shewhart, "Economic Control of Quality of Manufactured Product" (1931); D. C. Montgomery, "Introduction to
Statistical Quality Control" (c and u charts).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from ikdesk.evidence.runs import FEWEST_POINTS

SIGMAS = 3


@dataclass(frozen=True, slots=True)
class Limits:
    """A mean, and for each point how low and how high chance alone goes; None where there is no point."""

    centre: float
    low: tuple[float | None, ...]  # 0 or more
    high: tuple[float | None, ...]

    def outside(self, values: Sequence[float | None]) -> frozenset[int]:
        """Which points lie outside, from 0.

        Args:
            values: as many as there are limits.
        """
        ends = zip(values, self.low, self.high, strict=True)
        return frozenset(
            at for at, (value, low, high) in enumerate(ends)
            if value is not None and low is not None and high is not None and not low <= value <= high
        )  # fmt: skip


def c_limits(counts: Sequence[int | None], *, before: int | None = None) -> Limits:
    """The limits of counts in equally long times.

    Args:
        counts: 0 or more each, in the order of time; None where nothing was counted.
        before: how many of them came before the measure; None without one.

    Raises:
        ValueError: nothing was counted, or fewer than none.
    """
    return u_limits(counts, [None if count is None else 1.0 for count in counts], before=before)


def u_limits(counts: Sequence[int | None], exposures: Sequence[float | None], *, before: int | None = None) -> Limits:
    """The limits of rates, wider where there was little of what they are for.

    Args:
        counts: 0 or more each, in the order of time; None where nothing was counted.
        exposures: what each count is for; a point without exposure has no limits.
        before: how many of them came before the measure; None without one.

    Raises:
        ValueError: nothing was counted, or something below 0.
    """
    points = [
        None if count is None or not exposure else (count, exposure)
        for count, exposure in zip(counts, exposures, strict=True)
    ]
    first = [point for point in points[: before or 0] if point is not None]
    used = first if len(first) >= FEWEST_POINTS else [point for point in points if point is not None]
    if not used or min(min(point) for point in used) < 0:
        raise ValueError((counts, exposures))
    centre = sum(count for count, _exposure in used) / sum(exposure for _count, exposure in used)
    away = [None if point is None else SIGMAS * sqrt(centre / point[1]) for point in points]
    return Limits(
        centre,
        tuple(None if one is None else max(0.0, centre - one) for one in away),
        tuple(None if one is None else centre + one for one in away),
    )
