"""How often something happens, as a step of a scale from 1 to 5: what a count says, and how sure it is.

The steps are those people use day to day: less than every fifth year, some years apart, about every year, several times
a year, every month in use or oftener. A year is twelve months of the calendar; of a place with a season it is a season.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from ikdesk.evidence.counts import count_interval_midp
from ikdesk.evidence.kinds import Stratum, Tally
from ikdesk.evidence.ratio import rate_ratio

SURE = 0.80  # how often the steps from lowest to highest hold the true one
FELL = 0.10  # so unlikely by chance, and a fall is probable (the same as for the effect of a measure)
FEWEST = 5  # events in a comparison
WIDEST = 2  # steps apart: when more are possible, nothing is said
_RARE, _YEARLY, _OFTEN = 0.2, 2 / 3, 2.0  # every fifth year, two in three years, twice a year
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Often:
    """The step a count points at, and the lowest and the highest that go with it."""

    low: int  # 1–5
    likely: int
    high: int

    @property
    def says_something(self) -> bool:
        """Whether so few steps are possible that it is worth telling."""
        return self.high - self.low <= WIDEST


def step_of(per_year: float, months: float = 12) -> int:
    """The step of a rate, 1–5.

    Args:
        per_year: events in a year, 0 or more; of a place with a season: in a season.
        months: how many months of a year it is in use, above 0 and up to 12. Oftener than that is every month; it is
            never less than twice a year, for a place in use for one month is not used oftener than others.

    Raises:
        ValueError: out of range.
    """
    if per_year < 0 or not 0 < months <= 12:
        raise ValueError((per_year, months))
    return 1 + bisect_right((_RARE, _YEARLY, _OFTEN, max(_OFTEN, months)), per_year)


def how_often(events: int, years: float, months: float = 12) -> Often:
    """The step that so many events in so long point at.

    None at all in so long is taken as half an event: that nothing has happened yet does not make it impossible.

    Args:
        events: how many, 0 or more.
        years: in how long, above 0; a season counts as a year.
        months: as in ``step_of``.

    Raises:
        ValueError: out of range.

    Source: the interval is the mid-P of ``counts.count_interval_midp`` (G. R. Cohen & S.-Y. Yang, Statistics in
    Medicine 13, 1994); the half event is the mean of a rate under H. Jeffreys' prior ("Theory of Probability", 1961).
    """
    low, high = count_interval_midp(events, years, conf=SURE)
    return Often(step_of(low, months), step_of((events or _HALF) / years, months), step_of(high, months))


def fell(before: Tally, after: Tally) -> bool:
    """Whether it probably happens less often than before: at least five events, and seldom so few by chance alone.

    Args:
        before: events, and in how long; above 0.
        after: the same after.

    Raises:
        ValueError: as ``ratio.rate_ratio``.

    Source: the one-sided mid-P of ``ratio.rate_ratio`` (H. O. Lancaster, JASA 56, 1961).
    """
    chance = rate_ratio((Stratum(before, after),)).p_fall_midp
    return before.events + after.events >= FEWEST and chance is not None and chance <= FELL
