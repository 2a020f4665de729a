"""Which days a kindergarten is usually open: weekdays that are not public holidays."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from dateutil.easter import easter

_FIXED = ((1, 1), (5, 1), (5, 17), (12, 25), (12, 26))
_FROM_EASTER = (-3, -2, 0, 1, 39, 49, 50)


@cache
def public_holidays(year: int) -> frozenset[date]:
    """The public holidays of a year (lov om helligdager og helligdagsfred § 2; 1 and 17 May by lov 1947-04-26-1)."""
    sunday = easter(year)
    fixed = {date(year, month, day) for month, day in _FIXED}
    return frozenset(fixed | {sunday + timedelta(days=shift) for shift in _FROM_EASTER})


def open_days_within(first: date, after: date) -> int:
    """How many weekdays that are not public holidays there are.

    Args:
        first: the first day.
        after: the day after the last one.
    """
    days = (first + timedelta(days=n) for n in range((after - first).days))
    return sum(day.isoweekday() <= 5 and day not in public_holidays(day.year) for day in days)
