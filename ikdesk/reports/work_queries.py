"""What a report asks about measures and routines: how they stood on the last day that was counted."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, aliased

from ikdesk.kernel.tertial import Period
from ikdesk.kernel.viewer import Right, Viewer
from ikdesk.measures.model import ANSWERS, Evaluation, Measure, MeasureStatus
from ikdesk.measures.status_queries import known_on, stage_on
from ikdesk.reports.work_model import MeasureFact, RoutineFacts, Work
from ikdesk.routines.queries import routine_states
from ikdesk.unit.model import Place

_DAYS = 4  # questions that are kept: it takes longer to build one than to ask it


def work_in(session: Session, counted: Period, *, viewer: Viewer, today: date) -> Work:
    """The measures that were known on the last day of a period, as they stood then.

    Args:
        counted: the period, up to today.
    """
    viewer.may(Right.EXPORT)
    rows = session.execute(_question(counted.last))
    latest: dict[Any, Any] = {row[0]: row for row in rows}  # by their day, so that the last answer is kept
    return Work(tuple(_fact(row, today) for row in latest.values()), counted)


def routines_on(session: Session, counted: Period, *, viewer: Viewer, today: date) -> RoutineFacts:
    """How many routines were valid on the last day of a period, and within their revision date.

    Args:
        counted: the period, up to today.
    """
    viewer.may(Right.EXPORT)
    found = routine_states(session, viewer=viewer, today=min(counted.last, today))
    return RoutineFacts(found.in_use, found.in_time, found.undated)


@lru_cache(_DAYS)
def _question(day: date) -> Any:
    given, later = aliased(Evaluation), aliased(Place)
    answer = and_(given.measure_id == Measure.id, given.withdrawn_at.is_(None), given.day <= day)
    question: Any = select(
        Measure.number, Measure.title, Measure.origin, Measure.kind, Measure.role, Measure.deadline,
        stage_on(day).label("stage"), Measure.decided_on, Measure.started_on, Measure.done_on, Measure.evaluate_on,
        Measure.consequence, Measure.place_id, Place.followed_by_id, later.followed_by_id.label("at_last"),
        Measure.activity, Measure.mechanism, Measure.equipment_id, Measure.made_at, Measure.changed_at, given.day,
        given.verdict,
    )  # fmt: skip
    return (
        question.select_from(Measure).outerjoin(given, answer).outerjoin(Place, Place.id == Measure.place_id)
        .outerjoin(later, later.id == Place.followed_by_id).where(*known_on(day))
        .order_by(Measure.number, given.day, given.id)
    )  # fmt: skip


def _fact(row: Any, today: date) -> MeasureFact:
    (
        number, title, origin, kind, role, deadline, stage, decided_on, started_on, done_on, evaluate_on, consequence,
        place, followed_by, at_last, activity, mechanism, thing, made_at, changed_at, day, verdict,
    ) = row  # fmt: skip
    ended = (changed_at or made_at) if stage is MeasureStatus.REJECTED else None
    answered = stage in ANSWERS
    return MeasureFact(
        number, title, origin, kind, role, deadline, stage, started_on, done_on, evaluate_on,
        day if answered else None, (verdict or None) if answered else None,
        decided_on or started_on or (made_at.date() if made_at else today), ended.date() if ended else None,
        consequence, frozenset(filter(None, (place, followed_by, at_last))), activity, mechanism, thing,
    )  # fmt: skip
