"""Where measures stood on a day, as conditions that other questions are built of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, func, literal, or_, select

from ikdesk.kernel.viewer import Right, Viewer
from ikdesk.measures.model import ANSWERS, OPEN, STARTED, Evaluation, Measure, MeasureStatus

ALREADY = "already_done"  # the origin of what is done anyway: no work left, and nobody need evaluate it
_DAYS = 4  # the parts of a question that only depend on the day are built once


@dataclass(frozen=True, slots=True, eq=False)  # one is not another, though it be of the same day
class Stood:
    """Where each measure stood by the end of a day: join ``table`` by its id, and use the rest as columns."""

    table: Subquery
    stage: ColumnElement[MeasureStatus]  # never TO_EVALUATE
    status: ColumnElement[MeasureStatus]  # TO_EVALUATE when somebody should have said by then if it worked
    work_left: ColumnElement[bool]
    overdue: ColumnElement[bool]  # work left, and the deadline has passed

    def joined(self, question: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
        """A question about measures that may use these columns."""
        return question.join(self.table, self.table.c.id == Measure.id)


def seen_by(viewer: Viewer, question: Select[*tuple[Any, ...]], today: date) -> Select[*tuple[Any, ...]]:
    """Only what this person may see, and nothing that nobody had thought of today.

    Raises:
        Problem: this person may not see measures.
    """
    viewer.may(Right.READ)
    return question.where(*known_on(today))


@lru_cache(_DAYS)
def known_on(today: date) -> tuple[ColumnElement[bool], ...]:
    """What was written down, decided or begun by the end of a day, and not withdrawn since."""
    begun = or_(Measure.made_at < _end_of(today), Measure.decided_on <= today, Measure.started_on <= today)
    return (Measure.withdrawn_at.is_(None), begun)


@lru_cache(_DAYS)
def stage_on(today: date) -> ColumnElement[MeasureStatus]:
    """Its status now, taken back past what happened after a day: an answer, a rejection, and then step by step."""
    answer = (
        select(Evaluation.answer)
        .where(Evaluation.measure_id == Measure.id, Evaluation.withdrawn_at.is_(None), Evaluation.day <= today)
        .order_by(Evaluation.day.desc(), Evaluation.id.desc()).limit(1).scalar_subquery()
    )  # fmt: skip
    answered, dropped = Measure.status.in_(ANSWERS), Measure.status == MeasureStatus.REJECTED
    # nobody is asked when it was rejected: it is the day that was written down
    rejected = and_(dropped, func.coalesce(Measure.changed_at, Measure.made_at) < _end_of(today))
    never = and_(dropped, Measure.decided_on.is_(None), Measure.started_on.is_(None))
    later = and_(Measure.decided_on > today, func.coalesce(Measure.started_on, date.max) > today)
    waiting = or_(Measure.status == MeasureStatus.ADOPTED, and_(dropped, Measure.started_on.is_(None)))
    undone = or_(Measure.status == MeasureStatus.RUNNING, dropped, and_(answered, Measure.done_on.is_(None)))
    return case(
        (rejected, _said(MeasureStatus.REJECTED)),
        (and_(answered, answer.is_not(None)), answer),
        (or_(Measure.status == MeasureStatus.PROPOSED, never, later), _said(MeasureStatus.PROPOSED)),
        (or_(waiting, Measure.started_on > today), _said(MeasureStatus.ADOPTED)),
        (or_(undone, Measure.done_on > today), _said(MeasureStatus.RUNNING)),
        else_=_said(MeasureStatus.DONE),
    )


@lru_cache(_DAYS)
def stood_on(today: date) -> Stood:
    """Where each measure stood by the end of a day, as far as its days tell: what came later had not happened."""
    stood = select(Measure.id, stage_on(today).label("stage")).subquery("stood")
    own = Measure.origin != ALREADY
    work_left = and_(stood.c.stage.in_(OPEN), own)
    asks = and_(stood.c.stage.in_(STARTED), Measure.evaluate_on <= today, own)
    status = case((asks, _said(MeasureStatus.TO_EVALUATE)), else_=stood.c.stage)
    return Stood(stood, stood.c.stage, status, work_left, and_(work_left, Measure.deadline < today))


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time())


def _said(status: MeasureStatus) -> ColumnElement[MeasureStatus]:
    return literal(status, Measure.status.type)
