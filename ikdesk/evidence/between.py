"""Few events: the days between them say more than how many there are in a month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from ikdesk.evidence.kinds import Tally
from ikdesk.evidence.limits import Limits
from ikdesk.evidence.ratio import gap_p
from ikdesk.evidence.runs import FEWEST_POINTS, baseline

POWER = 3.6  # of it days between events become nearly normal
MOVING = 2.66  # three standard deviations of single numbers, in mean distances between neighbours
LONG = 0.01  # so seldom does chance alone give so long a time
_YEAR = 365


@dataclass(frozen=True, slots=True)
class Silence:
    """How long it is since the last time, and whether that is longer than chance gives."""

    last: date | None  # None: never
    days: int | None  # since then
    usual: float | None  # days from one time to the next, before that
    p: float | None  # how likely so long a time is if nothing has changed
    long: bool  # it is time to ask why


def days_between(days: Sequence[date]) -> tuple[int, ...]:
    """The days from each event to the next; two on one day are 0 days apart.

    Args:
        days: in any order.
    """
    return tuple((later - earlier).days for earlier, later in pairwise(sorted(days)))


def t_limits(gaps: Sequence[int | None], *, before: int | None = None) -> Limits:
    """How short and how long the days between events get by chance alone.

    Raised to 1 ÷ 3.6, days between events of a Poisson process are nearly normal; there the limits are worked out as
    for single numbers, from the mean distance between neighbours.

    Args:
        gaps: days, 0 or more, in the order of time.
        before: how many of them were over before the measure; None without one.

    Raises:
        ValueError: there are fewer than two.

    Source: L. S. Nelson, "A control chart for parts-per-million nonconforming items", Journal of Quality Technology 26
    (1994).
    """
    normal = [gap ** (1 / POWER) for gap in baseline(gaps, before)]
    if len(normal) < 2:
        raise ValueError(gaps)
    centre = sum(normal) / len(normal)
    apart = [abs(later - earlier) for earlier, later in pairwise(normal)]
    away = MOVING * sum(apart) / len(apart)
    low, high = max(0.0, centre - away) ** POWER, (centre + away) ** POWER
    return Limits(
        centre**POWER,
        tuple(None if gap is None else low for gap in gaps),
        tuple(None if gap is None else high for gap in gaps),
    )


def seldom_longer(gaps: Sequence[int]) -> float | None:
    """So many days between two events chance alone seldom goes beyond; None where there are too few to know.

    Args:
        gaps: days, 0 or more, in the order of time.
    """
    return t_limits(gaps).high[0] if len(gaps) >= FEWEST_POINTS else None


def is_long(gaps: Sequence[int], since: int) -> bool:
    """Whether it is longer since the last event than chance alone gives; the time is open still, and is judged as that.

    Args:
        gaps: days from each event to the next, 0 or more.
        since: days since the last, 0 or more.
    """
    return sum(gaps) > 0 and gap_p(len(gaps), float(sum(gaps)), float(since)) <= LONG


def silence(last: date | None, today: date, *, before: Tally, span: int, gap: float) -> Silence:
    """How long it is since the last time, and whether it is time to ask why.

    Args:
        last: the last time; None for never.
        today: the day it is.
        before: on how many days it happened in the time before that, and how many days that time had that count.
        span: the same time by the calendar, in days.
        gap: how many days that count have gone since the last time; 0 or more.

    Raises:
        ValueError: as ``gap_p``.
    """
    if last is None:
        return Silence(None, None, None, None, long=False)
    days = (today - last).days
    if not before.events or not before.exposure:
        return Silence(last, days, None, None, long=days > _YEAR)
    p = gap_p(before.events, before.exposure, gap)
    return Silence(last, days, span / before.events, p, long=p <= LONG)
