"""Where measures stood on a day, as conditions that other questions are built of."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, or_, select

from ikdesk.kernel.viewer import Right, Viewer
from ikdesk.measures.model import ANSWERS, OPEN, STARTED, Evaluation, Measure, MeasureStatus

ALREADY = "already_done"  # the origin of what is done anyway: no work left, and nobody need evaluate it
_DAYS = 4  # the parts of a question that only depend on the day are built once


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
    tomorrow = datetime.combine(today + timedelta(days=1), time())
    begun = or_(Measure.made_at < tomorrow, Measure.decided_on <= today, Measure.started_on <= today)
    return (Measure.withdrawn_at.is_(None), begun)


@lru_cache(_DAYS)
def stage_on(today: date) -> ColumnElement[MeasureStatus]:
    """Where a measure stood by the end of a day, as far as its days tell: what was done or answered later was not."""
    answer = (
        select(Evaluation.answer)
        .where(Evaluation.measure_id == Measure.id, Evaluation.withdrawn_at.is_(None), Evaluation.day <= today)
        .order_by(Evaluation.day.desc(), Evaluation.id.desc()).limit(1).scalar_subquery()
    )  # fmt: skip
    tomorrow = datetime.combine(today + timedelta(days=1), time())
    answered, dropped = Measure.status.in_(ANSWERS), Measure.status == MeasureStatus.REJECTED
    # nobody is asked when it was rejected: it is the day that was written down
    rejected = and_(dropped, func.coalesce(Measure.changed_at, Measure.made_at) < tomorrow)
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
def status_on(today: date) -> ColumnElement[MeasureStatus]:
    """The status as it was by the end of a day: what had begun and should be evaluated by then asks for its answer."""
    asks = and_(stage_on(today).in_(STARTED), Measure.evaluate_on <= today, Measure.origin != ALREADY)
    return case((asks, _said(MeasureStatus.TO_EVALUATE)), else_=stage_on(today))


@lru_cache(_DAYS)
def is_open_on(today: date) -> ColumnElement[bool]:
    """Whether there was work left on a day; what is done anyway is no work left."""
    return and_(stage_on(today).in_(OPEN), Measure.origin != ALREADY)


def asks_on(today: date) -> ColumnElement[bool]:
    """Whether somebody should have said by a day if it worked, and did not."""
    return status_on(today) == MeasureStatus.TO_EVALUATE


def _said(status: MeasureStatus) -> ColumnElement[MeasureStatus]:
    return literal(status, Measure.status.type)
