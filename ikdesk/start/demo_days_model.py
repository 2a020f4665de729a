"""When things happen in the demo kindergarten: its open days, its planning days, and the days of the sledding hill."""

from __future__ import annotations

from datetime import date, time, timedelta
from random import Random

from dateutil.easter import easter

from ikdesk.unit.calendar_model import open_days_within, public_holidays

DEMO_DAY = date(2026, 4, 30)  # nothing in the demo is later than this
FIRST_DAY = date(2022, 8, 1)
CHILDREN = 84
_ONE_DAY = timedelta(days=1)

# winter: (events, days in use) for September–December and for January–April, and from and to which days
SLEDDING = {
    "2022/23": ((3, 8, date(2022, 11, 28), date(2022, 12, 21)), (11, 27, date(2023, 1, 3), date(2023, 3, 24))),
    "2023/24": ((3, 7, date(2023, 11, 27), date(2023, 12, 20)), (12, 26, date(2024, 1, 3), date(2024, 3, 22))),
    "2024/25": ((4, 8, date(2024, 11, 25), date(2024, 12, 20)), (13, 28, date(2025, 1, 3), date(2025, 3, 7))),
    "2025/26": ((1, 6, date(2025, 12, 1), date(2025, 12, 19)), (3, 25, date(2026, 1, 5), date(2026, 3, 20))),
}
_SHARES = {8: 0.9, 9: 1.2, 10: 1.0, 11: 0.9, 12: 0.7, 1: 0.9, 2: 0.9, 3: 1.1, 4: 1.0, 5: 1.3, 6: 1.0}
_HOURS = {8: 4, 9: 9, 10: 27, 11: 13, 12: 6, 13: 7, 14: 29, 15: 15, 16: 3}
_TIMES = {  # by what the children do: the hours it is done at
    "meal": ((11, 0), (11, 15), (11, 30), (14, 0), (14, 15)),
    "nap_rest": ((12, 15), (12, 45), (13, 0)),
    "drop_off_pick_up": ((7, 50), (8, 20), (8, 40), (15, 10), (15, 40), (16, 5)),
    "dressing": ((9, 50), (10, 5), (10, 10), (13, 50), (14, 5)),
    "outing": ((10, 15), (10, 45), (11, 10), (11, 40), (12, 20), (13, 10), (14, 5)),
    "sledding": ((10, 10), (10, 25), (10, 40), (10, 50), (11, 5), (11, 20), (14, 5), (14, 20), (14, 45), (15, 5)),
}


def planning_days(year: int) -> frozenset[date]:
    """The five days of a year without children."""
    first = next(day for day in (date(year, 1, 2) + n * _ONE_DAY for n in range(4)) if day.isoweekday() <= 5)
    august = [date(year, 8, 10) + n * _ONE_DAY for n in range(7)]
    november = next(day for day in (date(year, 11, 1) + n * _ONE_DAY for n in range(7)) if day.isoweekday() == 5)
    monday = next(day for day in august if day.isoweekday() == 1)
    return frozenset({first, easter(year) + 40 * _ONE_DAY, monday, monday + _ONE_DAY, november})


def is_open(day: date) -> bool:
    """Whether children are there: a weekday, no holiday, no planning day, not July."""
    return (
        day.isoweekday() <= 5 and day.month != 7
        and day not in public_holidays(day.year) and day not in planning_days(day.year)
    )  # fmt: skip


def open_days(first: date, last: date) -> list[date]:
    """The days children are there, both ends included."""
    days = (first + n * _ONE_DAY for n in range((last - first).days + 1))
    return [day for day in days if is_open(day)]


def next_open(day: date, step: int = 1) -> date:
    """The nearest open day after a day, or before it.

    Args:
        step: 1 for after, −1 for before.
    """
    found = day + step * _ONE_DAY
    while not is_open(found):
        found += step * _ONE_DAY
    return found


def month_figures(rng: Random) -> list[tuple[int, int, int, int]]:
    """(year, month, children, opening days) from the first month to the demo's day."""
    rows = []
    at = FIRST_DAY
    while at <= DEMO_DAY:
        after = (at + timedelta(days=31)).replace(day=1)
        planning = sum(at <= day < after and day not in public_holidays(at.year) for day in planning_days(at.year))
        days = 0 if at.month == 7 else open_days_within(at, after) - planning
        last = (at.year, at.month) == (DEMO_DAY.year, DEMO_DAY.month)
        children = CHILDREN if last else CHILDREN + rng.choice((-2, -1, -1, 0, 0, 0, 0, 1, 1, 2))
        rows.append((at.year, at.month, children, days))
        at = after
    return rows


def sledding_days(rng: Random) -> dict[str, tuple[list[date], list[date]]]:
    """The days of the sledding hill: for each winter those before and those after New Year."""
    return {
        winter: (_in_use(rng, *before[1:]), _in_use(rng, *after[1:])) for winter, (before, after) in SLEDDING.items()
    }


def _in_use(rng: Random, number: int, first: date, last: date) -> list[date]:
    """Some days of a stretch; its last day is one of them."""
    possible = open_days(first, last)
    return sorted([*rng.sample(possible[:-1], number - 1), possible[-1]])


def months_of_year(start: int, number: int) -> list[tuple[int, int]]:
    """(year, month) for each of a number of events in a kindergarten year, as the months usually share them.

    Args:
        start: the year its August is in.
        number: how many events.
    """
    months = [(start, m) for m in range(8, 13)] + [(start + 1, m) for m in range(1, 7)]
    known = [(y, m) for y, m in months if date(y, m, 1) <= DEMO_DAY]
    whole = sum(_SHARES[m] for _, m in known)
    found: list[tuple[int, int]] = []
    due = 0.0
    for year, month in known:
        due += number * _SHARES[month] / whole
        found += [(year, month)] * (round(due) - len(found))
    return found


def day_in(rng: Random, year: int, month: int) -> date:
    """An open day in a month."""
    first = date(year, month, 1)
    return rng.choice(open_days(first, min((first + timedelta(days=31)).replace(day=1) - _ONE_DAY, DEMO_DAY)))


def time_for(rng: Random, activity: str) -> time:
    """When in the day it happens, to five minutes."""
    if activity in _TIMES:
        return time(*rng.choice(_TIMES[activity]))
    hour = rng.choices(list(_HOURS), list(_HOURS.values()))[0]
    return time(hour, rng.randrange(0, 60, 5))
