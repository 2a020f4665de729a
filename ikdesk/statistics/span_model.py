"""Which days are counted, and which they are set beside: chosen by name, never by sums."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from ikdesk.kernel.tertial import Period, parse_period, tertial_of, year_to
from ikdesk.kernel.words import _, plain_date
from ikdesk.unit.model import UnitKind

LAST_YEAR = "last12"  # the twelve months that end today
YEARS = 3  # before, of which the average is taken
_TERTIALS = 4
_SLACK = timedelta(days=31)
_NEAR = 16  # days that make no season
_YEAR = 365
_AUGUST = 8
_A_YEAR = re.compile(r"(\d{4})-08-01\.\.(\d{4})-07-31")

Against = Literal["year", "years", "none"]
AGAINST: tuple[Against, ...] = ("year", "years", "none")


@dataclass(frozen=True, slots=True)
class Span:
    """The days that are counted, and those they are set beside."""

    whole: Period  # as it was chosen, also what has not come yet
    name: str  # "1. tertial 2026"
    now: Period  # the same, up to today
    past: tuple[Period, ...]  # the same days of earlier years, the latest first; or days somebody chose
    past_name: str  # "1. tertial 2025", "de tre årene før"; empty where nothing is set beside
    code: str  # as it is kept, and as a list of incidents is asked for it
    year_before: str = ""  # what the first of several earlier years is called
    late: bool = False  # the days that were chosen to set beside are not over before it begins: nothing is set beside
    alone: bool = False  # nobody wants anything beside it

    @property
    def provisional(self) -> bool:
        """Whether it is not over."""
        return self.now != self.whole

    @property
    def year_begins(self) -> int:
        """The month its years begin in: of kindergartens and schools where such a year was chosen."""
        return _AUGUST if _A_YEAR.fullmatch(self.code) else 1

    @property
    def in_season(self) -> bool:
        """Whether what is set beside lies at the same time of the year: else the season explains the difference."""
        return all(_apart(one.first, self.now.first) <= _NEAR and abs(one.days - self.now.days) <= _NEAR
                   for one in self.past)  # fmt: skip

    def since(self, began: date | None) -> Span:
        """The same without the earlier periods from before anything was recorded: none are made up.

        Args:
            began: the day of the first event; a month without one after a period's first day is no gap.
        """
        held = tuple(one for one in self.past if began is not None and began <= one.first + _SLACK)
        if len(held) == len(self.past):
            return self
        name = _averaged(len(held)) if len(held) > 1 else self.year_before if held else ""
        return replace(self, past=held, past_name=name)


def span_of(code: str, against: str, today: date, *, kind: UnitKind) -> Span:
    """The days a choice means on a day.

    Args:
        code: as ``parse_period`` reads it, or ``LAST_YEAR``.
        against: one of ``AGAINST``, or the code of a period.
        today: the day; what comes later is not counted.
        kind: of unit: what its year is called.

    Raises:
        Problem: one of the codes is no period.
    """
    whole = year_to(today) if code == LAST_YEAR else parse_period(code)
    now = whole.cut(today)
    past, past_name = _beside(whole, now, against, kind)
    late = any(one.after > now.first for one in past)
    if late:  # what is counted twice, or came later, is nothing it could have fallen from
        past, past_name = (), ""
    before = _year_before(whole, now, kind)
    name = period_name(code, whole, kind)
    return Span(whole, name, now, past, past_name, code, before, late, alone=against == "none")


def period_name(code: str, period: Period, kind: UnitKind) -> str:
    """What people call a period: "siste 12 måneder", "barnehageåret 2025–2026", "1. tertial 2026".

    Args:
        code: as it was chosen.
        period: its days.
        kind: of unit.
    """
    if code == LAST_YEAR:
        return str(_("siste 12 måneder"))
    found = _A_YEAR.fullmatch(code)
    if found:
        own = kind is UnitKind.BARNEHAGE
        words = _("barnehageåret {first}–{last}") if own else _("skoleåret {first}–{last}")
        return words.format(first=found[1], last=found[2])
    return code if re.fullmatch(r"\d{4}", code) else period.name


def offered(today: date, kind: UnitKind) -> tuple[tuple[str, str], ...]:
    """The periods people ask for, each with its name: those that have begun, newest first in each kind."""
    tertials = [tertial_of(today)]
    while len(tertials) < _TERTIALS:
        tertials.append(tertial_of(tertials[-1].first - timedelta(days=1)))
    start = today.year if today.month >= _AUGUST else today.year - 1
    codes = [LAST_YEAR, *(one.code for one in tertials)]
    codes += [f"{year}-08-01..{year + 1}-07-31" for year in (start, start - 1)]
    codes += [str(today.year - back) for back in range(3)]
    codes += [f"{year}-H{part}" for year in (today.year, today.year - 1) for part in (2, 1)]
    found = [(code, span_of(code, "none", today, kind=kind)) for code in codes]
    return tuple((code, span.name) for code, span in found if span.whole.first <= today)


def against_name(code: str, against: Against, today: date, *, kind: UnitKind) -> str:
    """What a way of comparing is called for a period: "1. tertial 2025", "snittet av de tre årene før"."""
    if against == "none":
        return str(_("ingenting"))
    return span_of(code, against, today, kind=kind).past_name


def _beside(whole: Period, now: Period, against: str, kind: UnitKind) -> tuple[tuple[Period, ...], str]:
    if against == "none":
        return (), ""
    if against not in AGAINST:
        other = parse_period(against)
        return (other,), period_name(against, other, kind)
    years = [now.a_year_before()]
    while against == "years" and len(years) < YEARS:
        years.append(years[-1].a_year_before())
    if len(years) > 1:
        return tuple(years), _averaged(len(years))
    return tuple(years), _year_before(whole, now, kind)


def _year_before(whole: Period, now: Period, kind: UnitKind) -> str:
    """What the same days a year before are called."""
    before = whole.a_year_before()
    if re.fullmatch(r"\d{4}(-[TQH]\d|-\d\d)?", before.code) or _A_YEAR.fullmatch(before.code):
        name = period_name(before.code, before, kind)
        if now == whole:
            return name
        last = now.a_year_before().last
        return _("{period} til og med {day}").format(period=name, day=plain_date(last))
    is_year = (now.a_year_before().after - now.first).days == 0
    return str(_("de tolv månedene før") if is_year else _("de samme dagene året før"))


def _apart(day: date, other: date) -> int:
    """How many days lie between two days of the year."""
    days = abs(day.timetuple().tm_yday - other.timetuple().tm_yday)
    return min(days, _YEAR - days)


def _averaged(years: int) -> str:
    return str(_("snittet av de to årene før") if years < YEARS else _("snittet av de tre årene før"))
