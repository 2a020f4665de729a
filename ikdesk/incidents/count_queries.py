"""How many, where, how bad: sums asked of the file, never of rows in memory."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Date,
    Integer,
    Select,
    String,
    and_,
    bindparam,
    case,
    cast,
    extract,
    func,
    literal_column,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from ikdesk.incidents.due_queries import due
from ikdesk.incidents.model import Incident, Status
from ikdesk.incidents.queries import seen_by, status_on
from ikdesk.kernel.tertial import Period
from ikdesk.kernel.viewer import Key, Viewer
from ikdesk.unit.model import Place

_COUNTED = and_(Incident.status != Status.WITHDRAWN, Incident.status != Status.UNCONFIRMED)
_STATISTICS = ("kind", "severity", "place", "month", "weekday", "status")


@dataclass(frozen=True, slots=True)
class Handling:
    """How fast incidents were told and followed up."""

    due: int  # reported, and closed or past the deadline
    in_time: int  # of these, closed within the deadline
    told: int  # with a time they were told
    told_soon: int  # of these, within 24 hours
    with_cause: int  # with at least one cause, of all but the lines of collective lists
    with_proposal: int  # where it is said what would have prevented it, of the same
    collected: int = 0  # lines of collective lists: nobody is asked how they were handled
    no_activity: int = 0  # of these
    no_routine: int = 0  # of these


def tally(
    session: Session, by_what: str, period: Period, *, viewer: Viewer, today: date
) -> dict[str, int]:
    """How many incidents for each value of an attribute.

    Args:
        by_what: kind, severity, place, status, routine_status, mechanism, activity, department_id, month or weekday.
        period: which days; those after today are left out.

    Returns:
        Numbers by code; "" is where nothing was filled in. Months are "2026-01", weekdays "1" (Monday) to "7".
    """
    return tallies(session, (by_what,), period, viewer=viewer, today=today)[by_what]


def tallies(
    session: Session, attributes: tuple[str, ...], period: Period, *, viewer: Viewer, today: date
) -> dict[str, dict[str, int]]:
    """As ``tally`` for several attributes, in one statement: asking costs more than the sums.

    Args:
        attributes: as in ``tally``.
        period: which days; those after today are left out.
    """
    found: dict[str, dict[str, int]] = {what: {} for what in attributes}
    question = _tally_question(attributes, viewer, today)
    for what, value, number in session.execute(question, {"first": period.first, "after": period.after}):
        found[what][_code(what, value)] = number
    return found


@lru_cache(8)
def _tally_question(attributes: tuple[str, ...], viewer: Viewer, today: date) -> CompoundSelect[str, str | None, int]:
    """Built once a day: a report asks it for three periods."""
    return union_all(*(_tally_of(what, viewer, today) for what in attributes))


def _tally_of(what: str, viewer: Viewer, today: date) -> Any:
    key = _expression(what, today)
    question: Any = select(literal_column(f"'{what}'"), cast(key, String), func.count()).select_from(Incident)
    if what == "place":
        question = question.join(Place, Place.id == Incident.place_id)
    return seen_by(viewer, question, today).where(*_within()).group_by(key)


def total(session: Session, period: Period, *, viewer: Viewer, today: date) -> int:
    """How many incidents in a period."""
    question = seen_by(viewer, select(func.count()).select_from(Incident), today)
    return int(session.scalar(_during(question, period)) or 0)


@dataclass(frozen=True, slots=True)
class Statistics:
    """The plain numbers of a period, by code."""

    total: int
    by_type: dict[str, int]
    by_severity: dict[str, int]  # "0"–"4" and "unknown"
    by_place: dict[str, int]  # standard codes
    by_month: dict[str, int]  # "2026-01", zeros too
    by_weekday: dict[str, int]  # "1" (Monday) to "7"
    by_status: dict[str, int]

    def as_json(self) -> dict[str, Any]:
        """The same for a command."""
        return asdict(self)


def statistics(session: Session, period: Period, *, viewer: Viewer, today: date) -> Statistics:
    """How many incidents in a period, counted six ways; drafts and withdrawn are left out."""
    by = tallies(session, _STATISTICS, period, viewer=viewer, today=today)
    grades, months, days = by["severity"], by["month"], by["weekday"]
    return Statistics(
        total=sum(grades.values()),
        by_type=by["kind"],
        by_severity={**{str(n): grades.get(str(n), 0) for n in range(5)}, "unknown": grades.get("", 0)},
        by_place=by["place"],
        by_month={month.code: months.get(month.code, 0) for month in period.months()},
        by_weekday={str(n): days.get(str(n), 0) for n in range(1, 8)},
        by_status=by["status"],
    )


def first_day(session: Session, *, viewer: Viewer, today: date) -> date | None:
    """The day of the first incident that was ever recorded; None when there is none."""
    found: date | None = session.scalar(_first_day(viewer, today))
    return found


@lru_cache(8)
def _first_day(viewer: Viewer, today: date) -> Select[*tuple[Any, ...]]:
    return seen_by(viewer, select(func.min(Incident.occurred_on)), today).where(_COUNTED)


def handling(session: Session, period: Period, deadline: int, *, viewer: Viewer, today: date) -> Handling:
    """How fast incidents of a period were told and followed up, as it stood at the end of today.

    Only those with a time they were told count, and closed ones only if it is known when; the lines of collective
    lists, which were put right on the spot, do not count.

    Args:
        deadline: days from told to closed that are in time.
    """
    question = _handling_question(deadline, viewer, today)
    row = session.execute(question, {"first": period.first, "after": period.after}).one()
    return Handling(*(int(value or 0) for value in row))


@lru_cache(8)
def _handling_question(deadline: int, viewer: Viewer, today: date) -> Any:
    """Built once a day, as the one for sums."""
    tomorrow = datetime.combine(today + timedelta(days=1), time())
    told = and_(Incident.reported_at.is_not(None), ~Incident.collected)
    closed = and_(told, Incident.status == Status.CLOSED, Incident.closed_at < tomorrow)
    known_end = or_(Incident.status != Status.CLOSED, Incident.closed_at.is_not(None))
    late = and_(told, due(deadline) < today, known_end)
    in_time = func.date(Incident.closed_at) <= due(deadline)
    question: Any = select(
        _sum(or_(closed, late)), _sum(and_(closed, in_time)), _sum(told),
        _sum(and_(told, Incident.hours_to_report <= 24)),
        _sum(and_(Incident.causes != (), ~Incident.collected)),
        _sum(and_(or_(Incident.prevent != (), Incident.prevent_said != ""), ~Incident.collected)),
        _sum(Incident.collected.is_(True)),
        _sum(and_(Incident.collected, Incident.activity.is_(None))),
        _sum(and_(Incident.collected, Incident.routine_status.is_(None))),
    ).select_from(Incident)  # fmt: skip
    return seen_by(viewer, question, today).where(*_within())


@dataclass(frozen=True, slots=True)
class UnloggedDay:
    """A day something happened in a counted place, though the day is not in its log."""

    place: Key
    name: str
    day: date


def unlogged_events(session: Session, period: Period, *, viewer: Viewer, today: date) -> int:
    """How many events happened in a counted place on a day that is not in its log."""
    bounds = {"first": period.first, "after": period.after}
    return int(session.scalar(_unlogged_question(viewer, today), bounds) or 0)


@lru_cache(8)
def _unlogged_question(viewer: Viewer, today: date) -> Any:
    question: Any = select(func.count()).select_from(Incident).join(Place, Place.id == Incident.place_id)
    return seen_by(viewer, question, today).where(*_within(), *_not_in_log())


def unlogged_days(
    session: Session, period: Period, *, viewer: Viewer, today: date, most: int = 5
) -> list[UnloggedDay]:
    """The days behind ``unlogged_events``, newest first.

    Args:
        period: which days.
        most: how many at most.
    """
    question: Any = select(Incident.place_id, Place.name, Incident.occurred_on).distinct()
    asked = _during(seen_by(viewer, question.join(Place, Place.id == Incident.place_id), today), period)
    newest = asked.where(*_not_in_log()).order_by(Incident.occurred_on.desc(), Place.name).limit(most)
    return [UnloggedDay(*row) for row in session.execute(newest)]


def _not_in_log() -> tuple[ColumnElement[bool], ...]:
    from ikdesk.unit.model import ExposureDay, SeasonTotal

    day = select(ExposureDay.id).where(
        ExposureDay.place_id == Incident.place_id, ExposureDay.day == Incident.occurred_on,
        ExposureDay.withdrawn_at.is_(None),
    )  # fmt: skip
    season = select(SeasonTotal.id).where(
        SeasonTotal.place_id == Incident.place_id, SeasonTotal.first <= Incident.occurred_on,
        SeasonTotal.last >= Incident.occurred_on, SeasonTotal.withdrawn_at.is_(None),
    )  # fmt: skip
    return Place.logged.is_(True), ~day.exists(), ~season.exists()


def _sum(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))


def _within() -> tuple[ColumnElement[bool], ...]:
    """The same as ``_during`` for a question that is kept: the days are given each time it is asked."""
    first, after = bindparam("first", type_=Date), bindparam("after", type_=Date)
    return _COUNTED, Incident.occurred_on >= first, Incident.occurred_on < after


def _during(question: Any, period: Period) -> Any:
    return question.where(_COUNTED, Incident.occurred_on >= period.first, Incident.occurred_on < period.after)


def _expression(by_what: str, today: date) -> ColumnElement[Any]:
    match by_what:
        case "month":
            return extract("year", Incident.occurred_on) * 100 + extract("month", Incident.occurred_on)
        case "weekday":
            return cast(extract("dow", Incident.occurred_on), Integer)
        case "place":
            return Place.standard.expression
        case "status":
            return status_on(today)
        case _:
            column: ColumnElement[Any] = Incident.__table__.c[by_what]
            return column


def _code(by_what: str, value: Any) -> str:
    if value is None:
        return ""
    if by_what == "month":
        return f"{int(value) // 100:04}-{int(value) % 100:02}"
    if by_what == "weekday":
        return str(int(value) or 7)
    return str(Key(value)) if by_what == "department_id" else str(value)
