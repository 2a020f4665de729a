"""What the front page says: what waits, how it goes, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, func, or_, select
from sqlalchemy.orm import Session

from ikdesk.incidents.count_queries import unlogged_events
from ikdesk.incidents.due_queries import due
from ikdesk.incidents.model import OPEN, SERIOUS, Incident, Status
from ikdesk.incidents.notice_queries import notices_due
from ikdesk.incidents.queries import seen_by, status_on
from ikdesk.incidents.visible_queries import TOLD, told_in_lists
from ikdesk.kernel.fields import Choice
from ikdesk.kernel.tertial import Month, Period, period_of_dates, tertial_of
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.kernel.words import _
from ikdesk.reports.audience_model import Audience
from ikdesk.reports.version_model import ReportVersion
from ikdesk.start.attention_model import ATTENTION, AttentionRow, Waiting, most_urgent
from ikdesk.start.attention_queries import cases_and_checks_due, lists_due, measures_due, routines_due
from ikdesk.unit.exposure_queries import WaitingDay, is_logged, waiting_days
from ikdesk.unit.model import MonthFigures, Place, Season, Unit
from ikdesk.unit.queries import month_figures, places
from ikdesk.unit.season_model import in_season

WEEKS = 8
REPORT_DAYS = 15  # days after the period's end; only a suggestion, the municipality decides
STORY = 90  # characters of the story in a row
_ONE_DAY = timedelta(days=1)
_DAYS = 4  # questions that only depend on the day are built once: it takes longer than to ask them
_WEEK = timedelta(days=7)
_SENT = select(ReportVersion.period).distinct().where(
    ReportVersion.period.in_(bindparam("periods", expanding=True)), ReportVersion.audience == Audience.MUNICIPALITY,
    ReportVersion.withdrawn_at.is_(None),
)  # fmt: skip


class FirstThing(Choice):
    """What a new unit should do first."""

    REPORT = _("Meld den første hendelsen")
    FIGURES = _("Skriv inn antall barn og åpningsdager")
    THRESHOLD = _("Bli enige om hva dere skal registrere")


@dataclass(frozen=True, slots=True)
class FirstStep:
    """One of the first things, and whether it is done."""

    what: FirstThing
    done: bool


@dataclass(frozen=True, slots=True)
class WeekCount:
    """How many events happened in a week."""

    monday: date
    week: int  # ISO 8601, 1–53
    events: int


@dataclass(frozen=True, slots=True)
class SeasonPlace:
    """A place whose days are counted and that is in season today."""

    id: Key
    name: str
    standard: str
    logged_today: bool


@dataclass(frozen=True, slots=True)
class NextReport:
    """The report that comes next."""

    code: str
    name: str
    deadline: date  # suggested
    delivered: bool = False  # already, to the municipality


@dataclass(frozen=True, slots=True)
class FrontPage:
    """Everything on the front page."""

    waiting: int  # new, nobody has looked at them
    oldest_told: date | None  # when the oldest of these was told
    overdue: int  # open and past the deadline, of all that are open
    this_month: int
    weeks: tuple[WeekCount, ...]  # oldest first; the last one is this week
    attention: tuple[Waiting, ...]  # serious events first, then what has waited longest past its day
    attention_total: int  # events that are open
    waiting_days: tuple[WaitingDay, ...]
    season_places: tuple[SeasonPlace, ...]
    unlogged_events: int  # in counted places on days that are not in the log, this season
    missing_months: tuple[Month, ...]
    next_report: NextReport
    first_steps: tuple[FirstStep, ...]  # only while there are no events at all


def front_page(session: Session, *, viewer: Viewer, today: date) -> FrontPage:
    """What the front page says today; somebody who may not see events gets a page without them."""
    sees = Right.READ in viewer.rights
    days, insurer = session.execute(select(Unit.deadline_days, Unit.insurer)).one()
    deadline = int(days or 28)
    waiting, oldest, overdue, still_open = _open_ones(session, deadline, viewer, today) if sees else (0, None, 0, 0)
    weeks = _weeks(session, viewer, today) if sees else ()
    report = next_report(session, viewer=viewer, today=today)
    return FrontPage(
        waiting=waiting,
        oldest_told=oldest,
        overdue=overdue,
        this_month=_this_month(session, viewer, today) if sees else 0,
        weeks=weeks,
        attention=_waiting(session, deadline, viewer, today, open_=still_open, insured=bool(insurer)) if sees else (),
        attention_total=still_open,
        waiting_days=tuple(waiting_days(session, viewer=viewer, today=today)),
        season_places=season_places(session, viewer=viewer, today=today) if Right.REPORT in viewer.rights else (),
        unlogged_events=unlogged_events(session, season_of(today), viewer=viewer, today=today) if sees else 0,
        missing_months=_missing_months(session, report.code, viewer, today) if sees else (),
        next_report=report,
        first_steps=_first_steps(session, viewer, today) if sees else (),
    )


def waiting_incidents(session: Session, *, viewer: Viewer, today: date) -> int:
    """How many events nobody has begun to follow up."""
    return int(session.scalar(_new_ones(viewer, today)) or 0)


@lru_cache(_DAYS)
def _new_ones(viewer: Viewer, today: date) -> Any:
    question = select(func.count()).select_from(Incident).where(Incident.status == Status.REPORTED, _is_open(today))
    return seen_by(viewer, question, today)


def next_report(session: Session, *, viewer: Viewer, today: date) -> NextReport:
    """The tertial report whose suggested deadline comes next; one that is delivered is done with."""
    now = tertial_of(today)
    before = tertial_of(now.first - _ONE_DAY)
    sent = set(session.scalars(_SENT, {"periods": [now.code, before.code]}))
    period = before if today <= _deadline(before) and before.code not in sent else now
    return NextReport(period.code, period.name, _deadline(period), delivered=period.code in sent)


def season_of(day: date) -> Period:
    """The season a day is in: winter October–April, summer May–September, as places have it."""
    if 5 <= day.month <= 9:
        return period_of_dates(date(day.year, 5, 1), date(day.year, 9, 30))
    start = day.year if day.month >= 10 else day.year - 1
    return period_of_dates(date(start, 10, 1), date(start + 1, 4, 30))


def _deadline(period: Period) -> date:
    return period.last + timedelta(days=REPORT_DAYS)


def _start(day: date) -> datetime:
    return datetime.combine(day, time())


def _is_open(today: date) -> ColumnElement[bool]:
    """Told, and not closed by the end of the day; said so that an index on the status can be used."""
    closed_later = and_(Incident.status == Status.CLOSED, Incident.closed_at >= _start(today + _ONE_DAY))
    return and_(Incident.reported_at.is_not(None), or_(Incident.status.in_(OPEN), closed_later))


def _sum(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def _open_ones(session: Session, deadline: int, viewer: Viewer, today: date) -> tuple[int, date | None, int, int]:
    waiting, oldest, overdue, still_open = session.execute(_open_question(deadline, viewer, today)).one()
    return int(waiting), oldest.date() if oldest else None, int(overdue), int(still_open)


@lru_cache(_DAYS)
def _open_question(deadline: int, viewer: Viewer, today: date) -> Any:
    new = Incident.status == Status.REPORTED
    question: Select[*tuple[Any, ...]] = select(
        _sum(new), func.min(case((new, Incident.reported_at))),
        _sum(due(deadline) < today), func.count(),
    ).where(_is_open(today))  # fmt: skip
    return seen_by(viewer, question, today)


def _counted() -> ColumnElement[bool]:
    return Incident.status.notin_([Status.WITHDRAWN, Status.UNCONFIRMED])


def _this_month(session: Session, viewer: Viewer, today: date) -> int:
    return int(session.scalar(_month_question(viewer, today)) or 0)


@lru_cache(_DAYS)
def _month_question(viewer: Viewer, today: date) -> Any:
    question = select(func.count()).select_from(Incident).where(
        _counted(), Incident.occurred_on >= today.replace(day=1), Incident.occurred_on <= today
    )
    return seen_by(viewer, question, today)


def _weeks(session: Session, viewer: Viewer, today: date) -> tuple[WeekCount, ...]:
    mondays = _mondays(today)
    row = session.execute(_weeks_question(viewer, today)).one()
    return tuple(
        WeekCount(monday, monday.isocalendar().week, int(events)) for monday, events in zip(mondays, row, strict=True)
    )


def _mondays(today: date) -> list[date]:
    this = today - timedelta(days=today.isoweekday() - 1)
    return [this - n * _WEEK for n in range(WEEKS - 1, -1, -1)]


@lru_cache(_DAYS)
def _weeks_question(viewer: Viewer, today: date) -> Any:
    mondays = _mondays(today)
    sums = [_sum(and_(Incident.occurred_on >= monday, Incident.occurred_on < monday + _WEEK)) for monday in mondays]
    question: Select[*tuple[Any, ...]] = select(*sums).where(_counted(), Incident.occurred_on >= mondays[0])
    return seen_by(viewer, question, today)


def _waiting(
    session: Session, deadline: int, viewer: Viewer, today: date, *, open_: int, insured: bool
) -> tuple[Waiting, ...]:
    incidents = _attention(session, deadline, viewer, today) if open_ else ()
    if open_ and Right.HANDLE in viewer.rights:
        incidents = _with_notices(session, incidents, deadline, viewer, today)
    measures = measures_due(session, viewer=viewer, today=today)
    lists = lists_due(session, viewer=viewer, today=today) if insured else ()
    others = (*lists, *cases_and_checks_due(session, viewer=viewer, today=today))
    return most_urgent(incidents, measures, routines_due(session, viewer=viewer, today=today), others)


def _attention(session: Session, deadline: int, viewer: Viewer, today: date) -> tuple[AttentionRow, ...]:
    rows = session.execute(_attention_question(deadline, viewer, today))
    return tuple(_attention_row(row, today) for row in rows)


def _with_notices(
    session: Session, rows: Sequence[AttentionRow], deadline: int, viewer: Viewer, today: date
) -> tuple[AttentionRow, ...]:
    """The same, with whom somebody should tell now; and those there was no room for, where somebody should be told."""
    due = {one.id: one for one in notices_due(session, viewer=viewer, today=today)[:ATTENTION]}
    lacking = due.keys() - {row.id for row in rows}
    question = _attention_rows(deadline, viewer, today).where(Incident.id.in_(lacking))
    more = [_attention_row(row, today) for row in session.execute(question)] if lacking else []
    return tuple(replace(row, notice=due.get(row.id)) for row in (*rows, *more))


@lru_cache(_DAYS)
def _attention_question(deadline: int, viewer: Viewer, today: date) -> Any:
    serious = case((Incident.severity >= SERIOUS, 0), else_=1)
    ordered = _attention_rows(deadline, viewer, today).order_by(
        serious, due(deadline), Incident.reported_at, Incident.id
    )
    return ordered.limit(ATTENTION)


def _attention_rows(deadline: int, viewer: Viewer, today: date) -> Any:
    columns: Select[*tuple[Any, ...]] = select(
        Incident.id, Incident.number, Incident.kind, Place.name.label("place"), Incident.occurred_on,
        Incident.severity, func.substr(TOLD, 1, STORY + 1).label("story"), Incident.reported_at,
        status_on(today).label("status"), Incident.restricted, due(deadline).label("due"),
    ).join(Place, Place.id == Incident.place_id)  # fmt: skip
    return seen_by(viewer, columns.where(_is_open(today)), today)


def _attention_row(row: Any, today: date) -> AttentionRow:
    return AttentionRow(
        row.id, row.number, row.kind, row.place, row.occurred_on, row.severity,
        told_in_lists(_first_words(row.story), restricted=row.restricted), row.status,
        row.due, (row.due - today).days,
    )  # fmt: skip


def _first_words(story: str) -> str:
    line = story.split("\n", 1)[0].strip()
    if len(line) <= STORY:
        return line
    return line[:STORY].rsplit(" ", 1)[0].rstrip(" ,.;:–") + " …"


def season_places(session: Session, *, viewer: Viewer, today: date) -> tuple[SeasonPlace, ...]:
    """The places whose days are counted and whose season it is, and whether today is counted already."""
    viewer.may(Right.REPORT)
    return tuple(
        SeasonPlace(row.id, row.name, row.standard, is_logged(session, row.id, today, viewer=viewer, today=today))
        for row in places(session, viewer=viewer, today=today)
        if row.logged and row.season is not Season.ALL_YEAR and in_season(row.season, row.own, today)
    )


def _missing_months(session: Session, code: str, viewer: Viewer, today: date) -> tuple[Month, ...]:
    """Months that are over, in the period to be reported next and in the present tertial."""
    now = tertial_of(today)
    first = now.first if now.code == code else tertial_of(now.first - _ONE_DAY).first
    rows = month_figures(session, Period(first, now.after), viewer=viewer, today=today)
    over = [row for row in rows if row.month.after <= today + _ONE_DAY]
    return tuple(row.month for row in over if row.children is None or row.open_days is None)


def _first_steps(session: Session, viewer: Viewer, today: date) -> tuple[FirstStep, ...]:
    if session.scalar(seen_by(viewer, select(Incident.id), today).limit(1)) is not None:
        return ()
    figures = session.scalar(select(MonthFigures.id).where(MonthFigures.withdrawn_at.is_(None)).limit(1)) is not None
    threshold = bool(session.scalar(select(Unit.threshold)))
    return (
        FirstStep(FirstThing.REPORT, done=False),
        FirstStep(FirstThing.FIGURES, figures),
        FirstStep(FirstThing.THRESHOLD, threshold),
    )


__all__ = [
    "AttentionRow", "FirstStep", "FirstThing", "FrontPage", "NextReport", "SeasonPlace", "WeekCount", "front_page",
    "next_report", "season_of", "waiting_incidents",
]  # fmt: skip
