"""Seasons: the stretches of days a place's use is summed over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ikdesk.kernel.tertial import Period, period_of_dates
from ikdesk.kernel.words import _
from ikdesk.unit.model import Season

_SUMMER = (5, 9)  # first and last month


@dataclass(frozen=True, slots=True)
class Stretch:
    """A season of a certain year."""

    name: str  # "Vinteren 2025–2026"
    period: Period


def season_around(season: Season, day: date) -> Stretch:
    """The season a day is in, or the last one before it.

    Args:
        season: when the place is in use.
        day: any day.
    """
    if season is Season.ALL_YEAR:
        return _year(day.year)
    if season is Season.SUMMER:
        return _summer(day.year if day.month >= _SUMMER[0] else day.year - 1)
    return _winter(day.year if day.month > _SUMMER[1] else day.year - 1)


def seasons_back(season: Season, today: date, count: int) -> list[Stretch]:
    """The season of today and those before it, newest first.

    Args:
        season: when the place is in use.
        today: the day it is.
        count: how many.
    """
    now = season_around(season, today)
    first = now.period.first.year
    make = {Season.ALL_YEAR: _year, Season.SUMMER: _summer, Season.WINTER: _winter}[season]
    return [make(first - back) for back in range(count)]


def _year(year: int) -> Stretch:
    return Stretch(str(_("Hele {year}").format(year=year)), period_of_dates(date(year, 1, 1), date(year, 12, 31)))


def _summer(year: int) -> Stretch:
    name = _("Sommeren {year}").format(year=year)
    return Stretch(name, period_of_dates(date(year, 5, 1), date(year, 9, 30)))


def _winter(year: int) -> Stretch:
    name = _("Vinteren {year}–{after}").format(year=year, after=year + 1)
    return Stretch(name, period_of_dates(date(year, 10, 1), date(year + 1, 4, 30)))
