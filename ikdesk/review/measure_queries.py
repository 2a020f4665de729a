"""What is left undone about measures."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, or_
from sqlalchemy.sql.selectable import Select

from ikdesk.kernel.viewer import Viewer
from ikdesk.measures.model import Measure, MeasureStatus
from ikdesk.measures.status_queries import ALREADY, Stood, seen_by, stood_on
from ikdesk.review.model import Rule
from ikdesk.review.row_queries import row_of
from ikdesk.unit.model import Place


def not_done(stood: Stood, today: date) -> ColumnElement[bool]:
    """Work is left, and it is not the kind that goes on until somebody looks whether it helped."""
    goes_on = and_(stood.stage == MeasureStatus.RUNNING, Measure.evaluate_on.is_not(None))
    return and_(stood.work_left, or_(~goes_on, stood.overdue))


def measure_rules(viewer: Viewer, today: date) -> list[Select[*tuple[Any, ...]]]:
    """The questions about measures, one for each rule.

    Args:
        viewer: who asks.
        today: the day it is.
    """
    stood = stood_on(today)
    asked = Measure.evaluate_on <= today
    done = and_(stood.stage == MeasureStatus.DONE, Measure.origin != ALREADY)
    found = {
        Rule.MEASURE_LATE: (stood.overdue, Measure.deadline),
        Rule.MEASURE_NO_DEADLINE: (and_(not_done(stood, today), Measure.deadline.is_(None)), None),
        Rule.MEASURE_NO_OWNER: (
            and_(stood.work_left, Measure.role.is_(None), Measure.responsible_id.is_(None)), None),
        Rule.DONE_NOT_EVALUATED: (and_(done, or_(Measure.evaluate_on.is_(None), asked)), Measure.evaluate_on),
        Rule.EVALUATION_LATE: (and_(stood.status == MeasureStatus.TO_EVALUATE, ~done), Measure.evaluate_on),
    }  # fmt: skip
    return [_question(rule, stood, day, viewer, today).where(met) for rule, (met, day) in found.items()]


def _question(rule: Rule, stood: Stood, day: Any, viewer: Viewer, today: date) -> Select[*tuple[Any, ...]]:
    told = {} if day is None else {"day": day}
    columns = row_of(rule, Measure.id, number=Measure.number, title=Measure.title, place=Place.name, **told)
    named = columns.select_from(Measure).outerjoin(Place, Place.id == Measure.place_id)
    return seen_by(viewer, stood.joined(named), today)
