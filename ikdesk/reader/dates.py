"""Dates and times of day as people and programs write them in Norway. Nothing is guessed."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any

from ikdesk.kernel.clock import norway

FIRST_YEAR, LAST_YEAR = 1900, 2199  # outside these a year is a slip
_CENTURY = 2000  # for a year of two digits

_NAMES = ("jan", "feb", "mar", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "des")
_MONTHS = {name: number for number, name in enumerate(_NAMES, start=1)} | {"may": 5, "oct": 10, "dec": 12}
_MONTH_WORDS = re.compile(
    r"(januar|february?|februar|january|jan|feb|mars|march|mar|april|apr|mai|may|juni|june|jun|juli|july|jul|"
    r"august|aug|september|sept|sep|oktober|october|okt|oct|november|nov|desember|december|des|dec)\.?",
)
_WEEKDAY = re.compile(
    r"(mandag|man|måndag|mån|tirsdag|tirs|tir|tysdag|tys|onsdag|ons|torsdag|tors|tor|fredag|fre|lørdag|lør|laurdag|lau|"
    r"søndag|søn|sundag|sun|monday|mon|tuesday|tue|wednesday|wed|thursday|thu|friday|fri|saturday|sat|sunday)\.?,? +"
)
_ISO = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_NORWEGIAN = re.compile(r"([0-9]{1,2})([./-]) ?([0-9]{1,2})\2 ?([0-9]{4}|(?<!-)(?<!- )[0-9]{2})")
_IN_WORDS = re.compile(r"([0-9]{1,2})\.? ?([a-z]+)\.? ?([0-9]{4})")
_EIGHT = re.compile(r"[0-9]{8}")
_CLOCK = re.compile(r"([0-9]{1,2})[:.]([0-9]{2})(?:[:.]([0-9]{2})(?:[.,][0-9]+)?)?")
_CLOCK_TOGETHER = re.compile(r"([0-9]{1,2})([0-9]{2})")
_HOUR = re.compile(r"(?:kl|klokken|klokka)\.? ?([0-9]{1,2})")
_CLOCK_WORD = re.compile(r"^(?:kl|klokken|klokka)\b\.? ?")
_WITH_ZONE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[t ][0-9:.,]+(?:z|[+-][0-9]{2}(?::?[0-9]{2})?)")
_APART = re.compile(r"[t ,]+")


def parse_date(value: Any) -> date:
    """The day that is meant.

    Args:
        value: a date or a date with a time of day, as a value or written: 20.11.2026, 20.11.26, 2026-11-20,
            20/11/2026, 20112026, "20. november 2026". A year of two digits is in this century. Numbers from a
            worksheet that were not formatted as dates are not dates.

    Raises:
        ValueError: it is no date, or a day that does not exist.
    """
    if isinstance(value, datetime):
        return _sensible(value.date())
    if isinstance(value, date):
        return _sensible(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return _written_date(f"{value:08}" if 1_000_000 <= value <= 99_999_999 else "")
    if isinstance(value, str):
        return parse_moment(value)[0]
    raise ValueError(value)


def parse_time(value: Any) -> time:
    """The time of day that is meant, to the minute.

    Args:
        value: a time, or written: 0930, 930, 9.30, 9:30, 09:30:00, "kl. 9:30", "kl. 9".

    Raises:
        ValueError: it is no time of day.
    """
    if isinstance(value, datetime):
        value = value.time()
    if isinstance(value, time):
        return value.replace(second=0, microsecond=0, tzinfo=None, fold=0)
    if isinstance(value, int) and not isinstance(value, bool) and value >= 100:
        value = str(value)
    if not isinstance(value, str):
        raise ValueError(value)  # noqa: TRY004 - one kind of error for whoever asks
    text = _plain(value)
    if hour := _HOUR.fullmatch(text):
        return time(int(hour[1]))
    text = _CLOCK_WORD.sub("", text)
    found = _CLOCK.fullmatch(text) or _CLOCK_TOGETHER.fullmatch(text)
    if not found:
        raise ValueError(value)
    if found.re is _CLOCK and found[3]:
        time(0, 0, int(found[3]))  # seconds must exist, though we do not keep them
    return time(int(found[1]), int(found[2]))


def parse_moment(value: Any) -> tuple[date, time | None]:
    """The day, and the time of day if one is written with it.

    Args:
        value: what parse_date takes, perhaps with a time after it: "2026-11-20T09:30", "20.11.2026 kl. 9.30".

    Raises:
        ValueError: it is no date, or what follows is no time of day.
    """
    if isinstance(value, datetime):
        return _sensible(value.date()), parse_time(value)
    if not isinstance(value, str):
        return parse_date(value), None
    text = _plain(value)
    if _WITH_ZONE.fullmatch(text):
        return _at_home(datetime.fromisoformat(text.upper()))
    text = text[weekday.end() :] if (weekday := _WEEKDAY.match(text)) else text
    for pattern in (_ISO, _NORWEGIAN, _IN_WORDS, _EIGHT):
        found = pattern.match(text)
        if found and found.end() == len(text):
            return _written_date(found[0]), None
        if found and (apart := _APART.match(text, found.end())):
            return _written_date(found[0]), parse_time(text[apart.end() :])
    raise ValueError(value)


def is_moment(value: Any) -> bool:
    """Whether it is a date, with or without a time of day."""
    try:
        parse_moment(value)
    except ValueError:
        return False
    return True


def _at_home(moment: datetime) -> tuple[date, time]:
    """A moment with a zone, as a clock in Norway shows it."""
    _sensible(moment.date())  # the calendar's last day has no tomorrow to become
    local = moment.astimezone(norway())
    return _sensible(local.date()), parse_time(local)


def _written_date(text: str) -> date:
    if found := _ISO.fullmatch(text):
        return _day(*map(int, found.groups()))
    if found := _NORWEGIAN.fullmatch(text):
        year = int(found[4])
        return _day(year + _CENTURY if len(found[4]) == 2 else year, int(found[3]), int(found[1]))
    if (found := _IN_WORDS.fullmatch(text)) and _MONTH_WORDS.fullmatch(found[2]):
        return _day(int(found[3]), _MONTHS[found[2][:3]], int(found[1]))
    if _EIGHT.fullmatch(text):
        return _day(int(text[4:]), int(text[2:4]), int(text[:2]))
    raise ValueError(text)


def _day(year: int, month: int, day: int) -> date:
    return _sensible(date(year, month, day))


def _sensible(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(day)
    return day


def _plain(text: str) -> str:
    """In small letters, with one ordinary space where there is any room."""
    return " ".join(text.casefold().split())
