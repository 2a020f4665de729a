"""Points over time: has something changed, or is it chance? The two rules of Anhøj for run charts.

A point is useful if it does not lie on the centre line. Chance alone seldom gives a longer run on one side of the line
than round(log₂ n + 3) of n useful points, and seldom crosses it fewer times than the lower 5 % of a binomial with n − 1
trials of one half.

Source: J. Anhøj & A. V. Olesen, "Run charts revisited", PLOS ONE 9 (2014); J. Anhøj, "Diagnostic value of run chart
analysis", PLOS ONE 10 (2015).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import comb, log2
from typing import Literal

from ikdesk.evidence.rates import median

FEWEST_POINTS = 12  # useful ones; fewer say nothing
_RARE = 20  # one in so many

Side = Literal["above", "below", ""]


@dataclass(frozen=True, slots=True)
class Runs:
    """What the two rules found."""

    centre: float  # the median, of what came before the measure where that is enough
    useful: int  # points that are not on it
    longest: int  # points of the longest run on one side of it
    longest_limit: int  # chance alone seldom gives more
    crossings: int
    crossings_limit: int  # chance alone seldom gives fewer
    run: frozenset[int]  # which points the longest run is made of, from 0
    side: Side  # of the centre it is on

    @property
    def enough(self) -> bool:
        """Whether there are points enough to say anything."""
        return self.useful >= FEWEST_POINTS

    @property
    def too_long(self) -> bool:
        """Whether the longest run is longer than chance alone gives."""
        return self.enough and self.longest > self.longest_limit

    @property
    def too_few(self) -> bool:
        """Whether the line is crossed fewer times than by chance alone."""
        return self.enough and self.crossings < self.crossings_limit

    @property
    def changed(self) -> bool:
        """Whether something other than chance shows."""
        return self.too_long or self.too_few

    @property
    def marked(self) -> frozenset[int]:
        """The points that chance alone seldom gives: those of a run that is too long."""
        return self.run if self.too_long else frozenset()


def longest_limit(useful: int) -> int:
    """The longest run that chance alone still gives.

    Args:
        useful: points that are not on the centre, 1 or more.
    """
    return round(log2(useful) + 3)


def crossings_limit(useful: int) -> int:
    """The fewest crossings that chance alone still gives: the 5 % quantile of Bin(useful − 1, ½).

    Args:
        useful: points that are not on the centre, 1 or more.
    """
    trials, below = useful - 1, 0
    for crossings in range(useful):
        below += comb(trials, crossings)
        if below * _RARE >= 1 << trials:  # whole numbers: no rounding decides
            return crossings
    raise ValueError(useful)


def baseline(values: Sequence[float | None], before: int | None) -> list[float]:
    """The points that centre and limits are worked out from: those before the measure where they are enough, else all.

    Args:
        values: in the order of time; None where there is no number.
        before: how many of them came before the measure; None without one.
    """
    first = [value for value in values[: before or 0] if value is not None]
    return first if len(first) >= FEWEST_POINTS else [value for value in values if value is not None]


def runs(values: Sequence[float | None], *, before: int | None = None) -> Runs:
    """What the two rules say of some points.

    Where nothing changes, they speak up in about 3–5 % of charts of 24–36 points; about a line frozen on only twelve
    points in 9–18 %, because twelve points do not know the line better.

    Args:
        values: in the order of time; None where there is no number, which is passed over.
        before: how many of them came before the measure; None without one.

    Raises:
        ValueError: there is no number.
    """
    return runs_about(values, median(baseline(values, before)))


def runs_about(values: Sequence[float | None], centre: float) -> Runs:
    """What the two rules say of some points about a line that is given.

    Args:
        values: in the order of time; None where there is no number, which is passed over.
        centre: the line.
    """
    useful = [(at, value > centre) for at, value in enumerate(values) if value is not None and value != centre]
    if not useful:
        return Runs(centre, 0, 0, 0, 0, 0, frozenset(), "")
    crossings = sum(one[1] != other[1] for one, other in pairwise(useful))
    run, above = _longest(useful)
    number = len(useful)
    return Runs(
        centre, number, len(run), longest_limit(number), crossings, crossings_limit(number), frozenset(run),
        "above" if above else "below",
    )  # fmt: skip


def _longest(useful: Sequence[tuple[int, bool]]) -> tuple[list[int], bool]:
    """The points of the longest run, the last of several, and whether it is above."""
    longest: list[int] = []
    now: list[int] = []
    side = before = useful[0][1]
    for at, above in useful:
        now = [*now, at] if above == before else [at]
        before = above
        if len(now) >= len(longest):
            longest, side = now, above
    return longest, side
