"""Dates and times as people write them: "20.11", "i går", "tors", "20. nov", "930". No Qt."""

from __future__ import annotations

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, time, timedelta

from ikdesk.kernel.words import _, clock_time, long_date, month_name, short_date

_DAYS = {
    "i dag": 0, "idag": 0, "today": 0, "i går": -1, "igår": -1, "i gar": -1, "yesterday": -1, "i forgårs": -2,
    "i førgår": -2, "i morgen": 1, "i morgon": 1, "imorgen": 1, "tomorrow": 1, "i overmorgen": 2,
}  # fmt: skip
_WEEKDAYS = (
    ("mandag", "måndag", "monday"), ("tirsdag", "tysdag", "tuesday"), ("onsdag", "wednesday"),
    ("torsdag", "thursday"), ("fredag", "friday"), ("lørdag", "laurdag", "lordag", "saturday"),
    ("søndag", "sundag", "sondag", "sunday"),
)  # fmt: skip
_MONTHS = (
    ("januar", "january"), ("februar", "february"), ("mars", "march"), ("april",), ("mai", "may"), ("juni", "june"),
    ("juli", "july"), ("august",), ("september",), ("oktober", "october"), ("november",), ("desember", "december"),
)  # fmt: skip
_SHORTEST = 2  # letters that are enough for a weekday: "to", "ma"
_LEAP_CYCLE = range(-8, 9)  # 29 February may be eight years away (1896–1904)
_CENTURY = 2000  # two digits are always this century: nobody reports what happened in 1926
AHEAD = 31  # days
_HOURS, _MINUTES = 24, 60


@dataclass(frozen=True, slots=True)
class Read:
    """What was understood: a day, or a sentence about why not; neither if there was nothing to read."""

    day: date | None = None
    complaint: str = ""


def read_date(text: str, today: date, ahead: int = AHEAD) -> Read:
    """Understand a date as it was typed.

    Args:
        text: for example ``20.11.2026 20.11 201126 20/11 "20. nov" "i går" tors``. A weekday is the latest one up to
            today; so is a date without a year, unless it is soon: then it is taken as meant, and may be refused.
        today: what "i dag" is.
        ahead: how many days ahead "soon" is; 365 where one writes a time limit.
    """
    words = _plain(text)
    if not words:
        return Read()
    if words in _DAYS:
        return _shifted(today, _DAYS[words])
    weekday = _weekday(words)
    if weekday is not None:
        return _shifted(today, -((today.weekday() - weekday) % 7))
    first, _blank, rest = words.partition(" ")
    if rest and _weekday(first) is not None:
        words = rest
    found = _numbers(words) or _with_month(words)
    return _make(found, today, ahead) if found else Read(complaint=_not_understood(today))


def echo(day: date) -> str:
    """A date said back in full: "fredag 20. november 2026, uke 47"."""
    return _("{date}, uke {week}").format(date=long_date(day), week=day.isocalendar().week)


def read_time(text: str) -> tuple[time | None, str]:
    """Understand a time of day; the second answer is a complaint or nothing.

    Args:
        text: for example ``930 0930 9.30 9:30 "kl. 9.30" 9``; empty is no time and no complaint.
    """
    words = _plain(text).removeprefix("kl").removeprefix(".").strip()
    if not words:
        return None, ""
    found = re.fullmatch(r"(\d{1,2})(?:[.:, ]?(\d\d))?", words, re.ASCII)
    if found and int(found[1]) < _HOURS and int(found[2] or 0) < _MINUTES:
        return time(int(found[1]), int(found[2] or 0)), ""
    return None, _("Skriv klokkeslettet som {example}.").format(example=clock_time(time(9, 30)))


def _plain(text: str) -> str:
    composed = unicodedata.normalize("NFC", text).casefold()
    return re.sub(r",? *(uke|veke|week) *\d+$", "", " ".join(composed.split())).strip(" ,")


def _weekday(word: str) -> int | None:
    bare = word.removeprefix("på ").removeprefix("sist ").rstrip(".,")
    if len(bare) < _SHORTEST:
        return None
    return next((at for at, names in enumerate(_WEEKDAYS) if any(name.startswith(bare) for name in names)), None)


Parts = tuple[int, int, int | None]  # day, month, year


def _numbers(words: str) -> Parts | None:
    if iso := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", words, re.ASCII):
        return int(iso[3]), int(iso[2]), int(iso[1])
    if marked := re.fullmatch(r"(\d{1,2})[./ -] ?(\d{1,2})(?:[./ -] ?(\d{4}|\d\d)?)?", words, re.ASCII):
        return int(marked[1]), int(marked[2]), _year(marked[3])
    if solid := re.fullmatch(r"(\d\d)(\d\d)(\d{4}|\d\d)?", words, re.ASCII):
        return int(solid[1]), int(solid[2]), _year(solid[3])
    return None


def _with_month(words: str) -> Parts | None:
    found = re.fullmatch(r"(\d{1,2})\.? ?([^\W\d_]{3,})\.?(?:,? ?(\d{4}|\d\d))?", words, re.ASCII | re.IGNORECASE)
    if not found:
        return None
    month = next((at for at, names in enumerate(_MONTHS, 1) if any(n.startswith(found[2]) for n in names)), None)
    return (int(found[1]), month, _year(found[3])) if month else None


def _year(text: str | None) -> int | None:
    if not text:
        return None
    return int(text) + _CENTURY if len(text) == 2 else int(text)


def _make(parts: Parts, today: date, ahead: int) -> Read:
    day, month, year = parts
    if not 1 <= month <= 12:
        return Read(complaint=str(_("Datoen finnes ikke. Året har tolv måneder.")))
    years = [year] if year is not None else [today.year + step for step in _LEAP_CYCLE]
    days = [made for number in years if (made := _day(number, month, day)) is not None]
    if days:
        soon = [made for made in days if (made - today).days < ahead]
        return Read(max(soon, default=days[0]))
    shown = years[0] if year is not None and 1 <= year <= date.max.year else today.year
    length = calendar.monthrange(shown, month)[1]
    name = month_name(month).capitalize()
    if month == 2:
        name = f"{name} {shown}"
    return Read(complaint=_("Datoen finnes ikke. {month} har {days} dager.").format(month=name, days=length))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _shifted(today: date, days: int) -> Read:
    try:
        return Read(today + timedelta(days=days))
    except OverflowError:
        return Read(complaint=_not_understood(today))


def _not_understood(today: date) -> str:
    return _("Skriv datoen for eksempel som {example}.").format(example=short_date(today))
