"""Questions about the unit: what it is, its places, its children and the days its places were in use."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from sqlalchemy import Date, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from ikdesk.kernel.codes import Codebook, Entry
from ikdesk.kernel.tertial import Month, Period
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.unit.calendar_model import open_days_within
from ikdesk.unit.model import (
    Cadence,
    CodeEntry,
    Department,
    MonthFigures,
    Ownership,
    Place,
    Season,
    Unit,
    UnitKind,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class UnitRow:
    """The unit as it is shown."""

    name: str
    kind: UnitKind
    ownership: Ownership
    org_number: str
    staff_years: float | None
    threshold: str
    deadline_days: int
    demo_day: date | None
    responsible_name: str = ""  # who is told what concerns the leader
    responsible_phone: str = ""
    responsible_email: str = ""
    parents_language: str = ""  # of letters to parents; empty: the program's own
    insurer: str = ""
    policy_number: str = ""
    insurer_cadence: Cadence = Cadence.HALF_YEAR
    municipal_system: str = ""  # what the municipality calls its own; empty: there is none to enter things in
    report_language: str = ""  # of reports: nb, nn or en; empty: the program's own


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place as it is shown."""

    id: Key
    name: str
    standard: str
    season: Season
    logged: bool
    closed_from: date | None
    followed_by: str
    season_from: int | None = None
    season_to: int | None = None

    @property
    def own(self) -> tuple[int, int] | None:
        """The place's own first and last month, 1–12; None where it has none."""
        return (self.season_from, self.season_to) if self.season_from and self.season_to else None


@dataclass(frozen=True, slots=True)
class DepartmentRow:
    """A department as it is shown."""

    id: Key
    name: str
    closed_from: date | None
    followed_by: str


@dataclass(frozen=True, slots=True)
class MonthRow:
    """Children and opening days of a month; None where nobody has said."""

    month: Month
    children: int | None
    open_days: int | None


@dataclass(frozen=True, slots=True)
class Attendance:
    """The denominator: children × opening days ("oppholdsdager")."""

    days: int
    missing: tuple[Month, ...]  # months nobody has entered; then no rate is given
    estimated: bool  # a month counted in part


def unit_row(session: Session, *, viewer: Viewer, today: date) -> UnitRow:
    """What the unit is."""
    unit = session.scalars(select(Unit)).one()
    return UnitRow(
        unit.name, unit.kind, unit.ownership, unit.org_number, unit.staff_years, unit.threshold, unit.deadline_days,
        unit.demo_day, unit.responsible_name, unit.responsible_phone, unit.responsible_email,
        unit.parents_language, unit.insurer, unit.policy_number, unit.insurer_cadence, unit.municipal_system,
        unit.report_language,
    )  # fmt: skip


def codebook(session: Session, *, viewer: Viewer, today: date) -> Codebook:
    """The unit's own code lists, frozen."""
    return _codebook(tuple(tuple(row) for row in session.execute(_CODES)))


_CODES = select(
    CodeEntry.list_name, CodeEntry.code, CodeEntry.nb, CodeEntry.nn, CodeEntry.en, CodeEntry.core, CodeEntry.hidden,
    CodeEntry.more,
).order_by(CodeEntry.list_name, CodeEntry.position)  # fmt: skip


@lru_cache(2)
def _codebook(rows: tuple[tuple[Any, ...], ...]) -> Codebook:
    """Put together once, because the lists are read again for every page; nobody can change what is frozen."""
    lists: dict[str, dict[str, Entry]] = {}
    for name, code, nb, nn, en, core, hidden, more in rows:
        labels = MappingProxyType({"nb": nb, "nn": nn, "en": en})
        lists.setdefault(name, {})[code] = Entry(code, labels, core, hidden, _more(more))
    return Codebook(MappingProxyType({name: MappingProxyType(entries) for name, entries in lists.items()}))


@lru_cache(1000)
def _more(text: str) -> Mapping[str, str]:
    """What else stands about a code; read once, because the lists are read again for every page."""
    return MappingProxyType(json.loads(text))


def places(session: Session, *, viewer: Viewer, today: date, closed: bool = False) -> list[PlaceRow]:
    """The unit's places in their order.

    Args:
        closed: also those that are out of use today.
    """
    rows = session.execute(_PLACES, {"open_on": date.min if closed else today})
    return [PlaceRow(*row) for row in rows]


_LATER = aliased(Place)
_PLACES = (
    select(
        Place.id, Place.name, Place.standard, Place.season, Place.logged, Place.closed_from,
        func.coalesce(_LATER.name, ""), Place.season_from, Place.season_to,
    )
    .outerjoin(_LATER, _LATER.id == Place.followed_by_id)
    .where(
        Place.withdrawn_at.is_(None), func.coalesce(Place.closed_from, date.max) > bindparam("open_on", type_=Date)
    )
    .order_by(Place.position, Place.order_key)
)  # fmt: skip


def departments(session: Session, *, viewer: Viewer, today: date, closed: bool = False) -> list[DepartmentRow]:
    """The unit's departments in their order.

    Args:
        closed: also those that are out of use today.
    """
    names: dict[Key | None, str] = dict(session.execute(select(Department.id, Department.name)).all())
    question = select(Department).where(Department.withdrawn_at.is_(None)).order_by(Department.position)
    if not closed:
        question = question.where(func.coalesce(Department.closed_from, date.max) > today)
    rows = session.scalars(question)
    return [DepartmentRow(d.id, d.name, d.closed_from, names.get(d.followed_by_id, "")) for d in rows]


_FIGURES = select(MonthFigures.year, MonthFigures.month, MonthFigures.children, MonthFigures.open_days).where(
    MonthFigures.year >= bindparam("first"), MonthFigures.year <= bindparam("last"), MonthFigures.withdrawn_at.is_(None)
)  # built once: a report asks it four times


def month_figures(session: Session, period: Period, *, viewer: Viewer, today: date) -> list[MonthRow]:
    """Children and opening days for every month of a period."""
    viewer.may(Right.READ)
    months = list(period.months())
    if not months:
        return []
    known = {
        (row.year, row.month): row
        for row in session.execute(_FIGURES, {"first": months[0].year, "last": months[-1].year})
    }
    return [
        MonthRow(m, row.children if row else None, row.open_days if row else None)
        for m in months
        for row in [known.get((m.year, m.month))]
    ]


def attendance(session: Session, period: Period, *, viewer: Viewer, today: date) -> Attendance:
    """Children × opening days in a period, up to today.

    A month the period has only a part of counts by its share of the days that are open by the calendar.
    """
    return attendance_in(session, (period,), viewer=viewer, today=today)[0]


def attendance_in(
    session: Session, periods: Sequence[Period], *, viewer: Viewer, today: date
) -> list[Attendance]:
    """As ``attendance`` for several periods, in one statement.

    Args:
        periods: which days.
    """
    viewer.may(Right.READ)
    within = [period.cut(today) for period in periods]
    known = _known_months(session, within, viewer, today)
    return [_attendance([known[month] for month in one.months()], one) for one in within]


def open_days_in(session: Session, periods: Sequence[Period], *, viewer: Viewer, today: date) -> list[float]:
    """How many days the unit was open in each of several periods, up to today, in one statement.

    A month nobody has entered counts by the calendar; one the period has only a part of, by its share of those days.

    Args:
        periods: which days.
    """
    viewer.may(Right.READ)
    within = [period.cut(today) for period in periods]
    known = _known_months(session, within, viewer, today)
    return [sum((_open(known[month], one) for month in one.months()), 0.0) for one in within]


def _known_months(
    session: Session, within: Sequence[Period], viewer: Viewer, today: date
) -> dict[Month, MonthRow]:
    """What is known of every month that is touched, in one statement."""
    asked = [one for one in within if one.days]
    if not asked:
        return {}
    span = Period(min(one.first for one in asked), max(one.after for one in asked))
    return {row.month: row for row in month_figures(session, span, viewer=viewer, today=today)}


def _open(row: MonthRow, within: Period) -> float:
    if row.open_days is not None:
        return row.open_days * _share(row.month, within)
    return open_days_within(max(row.month.first, within.first), min(row.month.after, within.after))


def _attendance(rows: Sequence[MonthRow], within: Period) -> Attendance:
    total = 0.0
    estimated = False
    for row in rows:
        if row.children is None or row.open_days is None:
            continue
        share = _share(row.month, within)
        estimated = estimated or share < 1
        total += row.children * row.open_days * share
    return Attendance(round(total), _missing(rows), estimated)


def _missing(rows: Sequence[MonthRow]) -> tuple[Month, ...]:
    return tuple(row.month for row in rows if row.children is None or row.open_days is None)


def _share(month: Month, within: Period) -> float:
    first, after = max(month.first, within.first), min(month.after, within.after)
    if (first, after) == (month.first, month.after):
        return 1.0
    whole = open_days_within(month.first, month.after)
    return open_days_within(first, after) / whole if whole else 0.0
