"""Periods: tertials, quarters, half-years, years, school years, months and dates chosen freely. Half-open dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ikdesk.kernel.errors import Problem
from ikdesk.kernel.words import _, month_name, plain_date

_SPANS = {"T": 4, "Q": 3, "H": 6, "": 12}
_AUGUST = 8  # school years and kindergarten years begin then
_ONE_DAY = timedelta(days=1)
EARLIEST = 1900  # years before this are typing errors


@dataclass(frozen=True, slots=True)
class Month:
    """One calendar month."""

    year: int
    month: int

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.month, 1)

    @property
    def after(self) -> date:
        """The first day of the next month."""
        return add_months(self.first, 1)

    @property
    def code(self) -> str:
        """ "2026-01"."""
        return f"{self.year:04}-{self.month:02}"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Days from ``first`` up to, but without, ``after``."""

    first: date
    after: date
    code: str = ""  # "2026-T1", "2026", "2025-S" (August 2025 to July 2026), "2026-01-15..2026-04-30"

    @property
    def last(self) -> date:
        """The last day in the period."""
        return self.after - _ONE_DAY

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.after - self.first).days

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day < self.after

    def cut(self, today: date) -> Period:
        """The same period without the days after today (at least its first day stays a bound)."""
        return Period(self.first, max(self.first, min(self.after, today + _ONE_DAY)), self.code)

    def months(self) -> Iterator[Month]:
        """Every month the period touches."""
        at = self.first.replace(day=1)
        while at < self.after and self.first < self.after:
            yield Month(at.year, at.month)
            at = add_months(at, 1)

    def a_year_before(self) -> Period:
        """The same period the year before; 29 February becomes 1 March as a bound."""
        return period_of_dates(_year_back(self.first), _year_back(self.after) - _ONE_DAY, self._code_a_year_before())

    def _code_a_year_before(self) -> str:
        found = re.fullmatch(r"(\d{4})(-[TQH]\d|-[SK]|-\d\d)?", self.code)
        return f"{int(found[1]) - 1:04}{found[2] or ''}" if found else ""

    @property
    def name(self) -> str:
        """What people call it: "1. tertial 2026"."""
        if august := re.fullmatch(r"(\d{4})-([SK])", self.code):
            said = _("skoleåret {first}–{last}") if august[2] == "S" else _("barnehageåret {first}–{last}")
            return str(said).format(first=august[1], last=int(august[1]) + 1)
        found = re.fullmatch(r"(\d{4})(?:-([TQH])(\d)|-(\d\d))?", self.code)
        if not found:
            return f"{plain_date(self.first)} – {plain_date(self.last)}"
        year, letter, part, month = found.groups()
        if month:
            return f"{month_name(int(month))} {year}"
        if not letter:
            return str(_("hele {year}").format(year=year))
        words = {"T": _("{n}. tertial {year}"), "Q": _("{n}. kvartal {year}"), "H": _("{n}. halvår {year}")}
        return words[letter].format(n=part, year=year)


def period_of_dates(first: date, last: date, code: str = "") -> Period:
    """The period from one day to another, both included."""
    return Period(first, last + _ONE_DAY, code or f"{first.isoformat()}..{last.isoformat()}")


def parse_period(text: str) -> Period:
    """A period as people and commands write it.

    Args:
        text: ``2026``, ``2026-T1``, ``2026-H1``, ``2026-Q1``, ``2026-01``, ``2026-01-15..2026-04-30``, ``2025-S`` (the
            school year from August 2025) or ``2025-K`` (the kindergarten year).

    Raises:
        Problem: it is none of these.
    """
    code = text.strip().upper()
    try:
        found = _read(code) if code.isascii() else None
    except (ValueError, OverflowError):
        found = None
    if found is not None and found.first.year >= EARLIEST:
        return found
    raise Problem(
        _("Perioden «{text}» forstår vi ikke. Skriv for eksempel 2026, 2026-T1, 2026-H1, 2026-Q1, 2026-01, "
          "2025-S for skoleåret, 2025-K for barnehageåret, eller 2026-01-15..2026-04-30.").format(text=text[:40])
    )  # fmt: skip


def _read(code: str) -> Period | None:
    if ".." in code:
        return _dates(*(date.fromisoformat(part) for part in code.split("..", 1)))
    if month := re.fullmatch(r"(\d{4})-(\d\d)", code):
        first = date(int(month[1]), int(month[2]), 1)
        return Period(first, add_months(first, 1), code)
    if august := re.fullmatch(r"(\d{4})-[SK]", code):
        first = date(int(august[1]), _AUGUST, 1)
        return Period(first, add_months(first, 12), code)
    if found := re.fullmatch(r"(\d{4})(?:-([TQH])([1-4]))?", code):
        return _span(int(found[1]), found[2] or "", int(found[3] or 1), code)
    return None


def tertial_of(day: date) -> Period:
    """The tertial a day is in: January–April, May–August, September–December."""
    part = (day.month - 1) // 4 + 1
    return _span(day.year, "T", part, f"{day.year}-T{part}")


def latest_tertial(today: date) -> Period:
    """The tertial to report now: the one that ends today, or else the last one that is over."""
    now = tertial_of(today)
    return now if now.last == today else tertial_of(now.first - _ONE_DAY)


def year_to(day: date) -> Period:
    """The twelve months that end with a day."""
    return period_of_dates(_year_back(day + _ONE_DAY), day)


def _dates(first: date, last: date) -> Period:
    if last < first:
        raise ValueError(first)
    return period_of_dates(first, last)


def _span(year: int, letter: str, part: int, code: str) -> Period:
    months = _SPANS[letter]
    if part * months > 12:
        raise ValueError(code)
    first = date(year, (part - 1) * months + 1, 1)
    return Period(first, add_months(first, months), code)


def add_months(day: date, months: int) -> date:
    """The first day of the month so many months after the one a day is in.

    Args:
        months: below 0 is before it.
    """
    total = day.year * 12 + day.month - 1 + months
    return date(total // 12, total % 12 + 1, 1)


def _year_back(day: date) -> date:
    return date(day.year - 1, 3, 1) if (day.month, day.day) == (2, 29) else day.replace(year=day.year - 1)
