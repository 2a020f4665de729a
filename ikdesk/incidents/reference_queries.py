"""Questions about cases whose papers lie elsewhere: what is kept of one, and what is due."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from ikdesk.incidents.case_model import ReferenceCase
from ikdesk.incidents.model import OPEN, REFERENCE, Incident
from ikdesk.incidents.queries import seen_by
from ikdesk.incidents.reference_model import PLANNED, WARNED, ReferenceDue, ReferenceRow
from ikdesk.incidents.visible_queries import seen_incident
from ikdesk.kernel.viewer import Key, Right, Viewer

_DAYS = 4  # the question is built once a day: it takes longer than to ask it
_COLUMNS = (
    ReferenceCase.case_number, ReferenceCase.known_on, ReferenceCase.parents_told_on, ReferenceCase.responsible_told_on,
    ReferenceCase.plan_due, ReferenceCase.plan_on, ReferenceCase.plan_items, ReferenceCase.evaluate_on,
    ReferenceCase.evaluated_on,
)  # fmt: skip


def reference_of(session: Session, key: Key, *, viewer: Viewer, today: date) -> ReferenceRow | None:
    """What is kept of a case whose papers lie elsewhere; None for an incident of another kind.

    Args:
        key: the incident.

    Raises:
        Problem: this person does not follow up cases, or may not see this one.
    """
    viewer.may(Right.HANDLE)
    incident = seen_incident(key, session, viewer)
    if incident.kind not in REFERENCE or incident.disposed_on is not None:
        return None
    kept = select(*_COLUMNS).where(ReferenceCase.incident_id == key, ReferenceCase.withdrawn_at.is_(None))
    row = session.execute(kept).first()
    return ReferenceRow(*row) if row is not None else ReferenceRow()


def references_due(session: Session, *, viewer: Viewer, today: date) -> list[ReferenceDue]:
    """The open cases whose plan, or whose look at the measures, is due within a week or late; the latest first.

    Raises:
        Problem: this person does not follow up cases.
    """
    viewer.may(Right.HANDLE)
    found = []
    for row in session.execute(_due_question(viewer, today)):
        day: date = row.plan_due if row.plan else row.evaluate_on
        found.append(ReferenceDue(row.id, row.number, row.kind, bool(row.plan), day, (day - today).days))
    return sorted(found, key=lambda one: (one.days_left, one.number))


@lru_cache(_DAYS)
def _due_question(viewer: Viewer, today: date) -> Any:
    soon = today + timedelta(days=WARNED)
    plan = and_(ReferenceCase.plan_on.is_(None), ReferenceCase.plan_due <= soon)
    look = and_(ReferenceCase.evaluated_on.is_(None), ReferenceCase.evaluate_on <= soon)
    question = (
        select(Incident.id, Incident.number, Incident.kind, plan.label("plan"), ReferenceCase.plan_due,
               ReferenceCase.evaluate_on)
        .join(ReferenceCase, ReferenceCase.incident_id == Incident.id)
        .where(ReferenceCase.withdrawn_at.is_(None), Incident.kind.in_(PLANNED), Incident.status.in_(OPEN),
               or_(plan, look))
    )  # fmt: skip
    return seen_by(viewer, question, today)
