"""Seasons: the months a place is in use, and the stretches of days its use is summed over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ikdesk.kernel.tertial import Month, Period, period_of_dates
from ikdesk.kernel.words import _, month_name
from ikdesk.unit.model import Season

Own = tuple[int, int]  # first and last month, 1–12; over New Year where the last comes before the first
_MONTHS: dict[Season, Own] = {Season.ALL_YEAR: (1, 12), Season.WINTER: (10, 4), Season.SUMMER: (5, 9)}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A season of a certain year."""

    name: str  # "Vinteren 2025–2026"
    period: Period
    short: str  # "2025–26"


def months_of(season: Season, own: Own | None = None) -> Own:
    """The first and the last month of a season, 1–12.

    Args:
        season: when the place is in use.
        own: the place's own months; asked for only where the season says so.
    """
    return _MONTHS.get(season) or own or _MONTHS[Season.ALL_YEAR]


def season_words(season: Season, own: Own | None = None) -> str:
    """When a place is in use, in words: "november–mars" for months of its own."""
    return season.label if season is not Season.OWN else _span_words(*months_of(season, own))


def in_season(season: Season, own: Own | None, day: date) -> bool:
    """Whether a place is in use at this time of the year."""
    return day in season_around(season, day, own).period


def season_around(season: Season, day: date, own: Own | None = None) -> Stretch:
    """The season a day is in, or the last one before it.

    Args:
        season: when the place is in use.
        day: any day.
        own: the place's own months.
    """
    first, _last = months_of(season, own)
    return _stretch(season, own, day.year if day.month >= first else day.year - 1)


def seasons_back(season: Season, today: date, count: int, own: Own | None = None) -> list[Stretch]:
    """The season of today and those before it, newest first.

    Args:
        season: when the place is in use.
        today: the day it is.
        count: how many.
        own: the place's own months.
    """
    first = season_around(season, today, own).period.first.year
    return [_stretch(season, own, first - back) for back in range(count)]


def _stretch(season: Season, own: Own | None, year: int) -> Stretch:
    """The season that begins in a year."""
    first, last = months_of(season, own)
    ends = year if last >= first else year + 1
    period = Period(date(year, first, 1), Month(ends, last).after)
    short = str(year) if ends == year else f"{year}–{ends % 100:02}"
    return Stretch(_name(season, (first, last), year, ends), period_of_dates(period.first, period.last), short)


def _name(season: Season, own: Own, year: int, ends: int) -> str:
    if season is Season.WINTER:
        return _("Vinteren {year}–{after}").format(year=year, after=ends)
    if season is Season.SUMMER:
        return _("Sommeren {year}").format(year=year)
    if own == _MONTHS[Season.ALL_YEAR]:
        return _("Hele {year}").format(year=year)
    first, last = month_name(own[0]).capitalize(), month_name(own[1])
    return f"{_span_words(*own).capitalize()} {year}" if ends == year else f"{first} {year}–{last} {ends}"


def _span_words(first: int, last: int) -> str:
    return month_name(first) if first == last else f"{month_name(first)}–{month_name(last)}"
