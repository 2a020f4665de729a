"""What is left undone about incidents."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, literal, or_, select
from sqlalchemy.sql.selectable import Select

from ikdesk.incidents.case_model import ReferenceCase
from ikdesk.incidents.due_queries import usual_days
from ikdesk.incidents.model import OPEN, REFERENCE, SERIOUS, Incident, Status
from ikdesk.incidents.more_queries import over
from ikdesk.incidents.queries import seen_by, status_on
from ikdesk.incidents.reference_model import PLANNED
from ikdesk.kernel.viewer import Right, Viewer
from ikdesk.measures.model import Measure, MeasureIncident, MeasureStatus
from ikdesk.measures.status_queries import known_on, stood_on
from ikdesk.review.measure_queries import not_done
from ikdesk.review.model import Rule
from ikdesk.review.row_queries import incident_of

YEAR = timedelta(days=365)  # what lies further back cannot be put right any more: nobody remembers it
_LINKED = and_(MeasureIncident.incident_id == Incident.id, MeasureIncident.withdrawn_at.is_(None))


@lru_cache(1)
def handled_here() -> ColumnElement[bool]:
    """Counted, and followed up in a case of its own: no line of a collective list, and no case that lies elsewhere."""
    return and_(
        Incident.status.not_in((Status.WITHDRAWN, Status.UNCONFIRMED)), Incident.collected.is_(False),
        Incident.kind.not_in(REFERENCE), Incident.disposed_on.is_(None),
    )  # fmt: skip


def incident_rules(viewer: Viewer, today: date) -> list[Select[*tuple[Any, ...]]]:
    """The questions about incidents, one for each rule.

    Args:
        viewer: who asks.
        today: the day it is.
    """
    recent = and_(handled_here(), Incident.occurred_on > today - YEAR)
    grave, might = Incident.severity >= SERIOUS, Incident.potential >= SERIOUS
    # what is still being looked at has its time: nobody need know the cause the day after
    over_and_done = or_(status_on(today) == Status.CLOSED, over(today), Incident.reported_at.is_(None))
    questions = [
        incident_of(Rule.SERIOUS_NO_MEASURE, count=case((grave, 0), else_=1)).where(
            recent, or_(grave, might), ~_has_measure(today)),
        _closed(today),
        incident_of(Rule.NO_CAUSE).where(recent, Incident.causes == (), over_and_done),
        incident_of(Rule.INCIDENT_LATE, day=_due()).where(over(today)),
        incident_of(Rule.UNCONFIRMED).where(Incident.status == Status.UNCONFIRMED),
    ]
    if Right.HANDLE in viewer.rights:
        questions.append(_cases(today))
    return [seen_by(viewer, question, today) for question in questions]


def _has_measure(today: date) -> ColumnElement[bool]:
    """Something came of it that was not dropped."""
    return (
        select(Measure.id).join(MeasureIncident, MeasureIncident.measure_id == Measure.id)
        .where(_LINKED, Measure.status != MeasureStatus.REJECTED, *known_on(today)).correlate(Incident).exists()
    )  # fmt: skip


def _closed(today: date) -> Select[*tuple[Any, ...]]:
    """Closed, and what should be done because of it is not done: one line for each incident."""
    stood = stood_on(today)
    came = and_(MeasureIncident.measure_id == Measure.id, MeasureIncident.withdrawn_at.is_(None))
    each = select(MeasureIncident.incident_id, func.count().label("left")).select_from(Measure)
    standing = stood.joined(each.join(MeasureIncident, came)).where(not_done(stood, today), *known_on(today))
    left = standing.group_by(MeasureIncident.incident_id).subquery("left_open")
    closed = incident_of(Rule.CLOSED_OPEN_MEASURE, count=left.c.left).where(status_on(today) == Status.CLOSED)
    return closed.join(left, left.c.incident_id == Incident.id)


def _due() -> Any:
    """The day it should have been done with."""
    days: Any = usual_days()
    usual = func.date(Incident.reported_at, literal("+").concat(days).concat(" days"))
    return func.coalesce(Incident.due_on, usual)


def _cases(today: date) -> Select[*tuple[Any, ...]]:
    """Open cases whose plan should be ready, or whose measures should have been looked at."""
    plan = and_(ReferenceCase.plan_on.is_(None), ReferenceCase.plan_due < today)
    look = and_(ReferenceCase.evaluated_on.is_(None), ReferenceCase.evaluate_on < today)
    day = case((plan, ReferenceCase.plan_due), else_=ReferenceCase.evaluate_on)
    return incident_of(Rule.CASE_LATE, day=day).join(ReferenceCase, ReferenceCase.incident_id == Incident.id).where(
        ReferenceCase.withdrawn_at.is_(None), Incident.kind.in_(PLANNED), Incident.status.in_(OPEN), or_(plan, look)
    )  # fmt: skip
