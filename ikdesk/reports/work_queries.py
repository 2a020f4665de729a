"""What a report asks about measures and routines: how they stood on the last day that was counted."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Date, and_, bindparam, select
from sqlalchemy.orm import Session

from ikdesk.kernel.tertial import Period
from ikdesk.kernel.viewer import Right, Viewer
from ikdesk.measures.model import ANSWERS, Evaluation, Measure, MeasureStatus
from ikdesk.reports.work_model import MeasureFact, RoutineFacts, Work, status_on
from ikdesk.routines.queries import routine_states


def work_in(session: Session, counted: Period, *, viewer: Viewer, today: date) -> Work:
    """The measures that were known on the last day of a period, as they stood then.

    Args:
        counted: the period, up to today.
    """
    viewer.may(Right.EXPORT)
    day = counted.last
    answers: dict[Any, Any] = {row.id: row for row in session.execute(_question(), {"day": day})}  # the latest answer
    known = (row for row in answers.values() if _since(row) is None or _first_seen(row) <= day)
    return Work(tuple(_fact(row, day, today) for row in known), counted)


def routines_on(session: Session, counted: Period, *, viewer: Viewer, today: date) -> RoutineFacts:
    """How many routines were valid on the last day of a period, and within their revision date.

    Args:
        counted: the period, up to today.
    """
    viewer.may(Right.EXPORT)
    found = routine_states(session, viewer=viewer, today=min(counted.last, today))
    return RoutineFacts(found.in_use, found.in_time, found.undated)


@lru_cache(1)
def _question() -> Any:
    """Built once: it takes longer than to ask it."""
    answer = and_(
        Evaluation.measure_id == Measure.id, Evaluation.withdrawn_at.is_(None),
        Evaluation.day <= bindparam("day", type_=Date),
    )  # fmt: skip
    question: Any = select(
        Measure.id, Measure.number, Measure.title, Measure.origin, Measure.kind, Measure.role, Measure.deadline,
        Measure.status, Measure.decided_on, Measure.started_on, Measure.done_on, Measure.evaluate_on,
        Measure.consequence, Measure.place_id, Measure.activity, Measure.mechanism, Measure.made_at,
        Measure.changed_at, Evaluation.day, Evaluation.answer, Evaluation.verdict,
    )  # fmt: skip
    return (
        question.select_from(Measure).outerjoin(Evaluation, answer).where(Measure.withdrawn_at.is_(None))
        .order_by(Measure.number, Evaluation.day, Evaluation.id)
    )  # fmt: skip


def _first_seen(row: Any) -> date:
    """The day from which a measure was there: it may have been decided long before it was written down."""
    days = (row.decided_on, row.started_on, row.done_on, row.made_at.date() if row.made_at else None)
    return min((day for day in days if day is not None), default=date.min)


def _since(row: Any) -> date | None:
    made: date | None = row.made_at.date() if row.made_at else None
    return row.decided_on or row.started_on or made


def _fact(row: Any, day: date, today: date) -> MeasureFact:
    status, answered_on, verdict = _stood(row, day)
    ended = _ended(row)
    return MeasureFact(
        row.number, row.title, row.origin, row.kind, row.role, row.deadline, status, row.started_on, row.done_on,
        row.evaluate_on, answered_on, verdict, _since(row) or today, ended, row.consequence, row.place_id,
        row.activity, row.mechanism,
    )  # fmt: skip


def _stood(row: Any, day: date) -> tuple[MeasureStatus, date | None, str]:
    """Where it stood, and the answer that was given by then with the verdict of the numbers."""
    if row.status in ANSWERS and row.day is not None:
        return row.answer, row.day, row.verdict
    ended = _ended(row)
    if ended is not None and ended <= day:
        return MeasureStatus.REJECTED, None, ""
    return status_on(row.status, row.decided_on, row.started_on, row.done_on, day), None, ""


def _ended(row: Any) -> date | None:
    """When it was rejected; the day is not asked for, so it is the day that was written down."""
    stamp = row.changed_at or row.made_at
    return stamp.date() if row.status is MeasureStatus.REJECTED and stamp is not None else None
