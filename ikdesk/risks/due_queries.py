"""Which assessments should be looked at again: how many, and those the front page tells of."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from ikdesk.kernel.viewer import Right, Viewer
from ikdesk.risks.due_model import RiskDue
from ikdesk.risks.model import RiskAssessment
from ikdesk.unit.equipment_model import Equipment
from ikdesk.unit.model import Place

SOON = timedelta(days=7)
_DAYS = 4  # the question is built once a day: it takes longer than to ask it


def waiting_reviews(session: Session, *, viewer: Viewer, today: date) -> int:
    """How many assessments wait for somebody to look at them again, as was planned."""
    viewer.may(Right.READ)
    return int(session.scalar(_waiting(today)) or 0)


def risks_due(session: Session, *, viewer: Viewer, today: date) -> tuple[RiskDue, ...]:
    """The assessments that should be looked at again by next week, the one that has waited longest first."""
    viewer.may(Right.READ)
    return tuple(
        RiskDue(row.id, row.title, row.spot or "", row.next_review, (row.next_review - today).days)
        for row in session.execute(_due(today))
    )  # fmt: skip


def _holding(question: Select[*tuple[Any, ...]], last: date) -> Select[*tuple[Any, ...]]:
    return question.where(
        RiskAssessment.withdrawn_at.is_(None), RiskAssessment.closed_on.is_(None), RiskAssessment.next_review <= last
    )


@lru_cache(_DAYS)
def _waiting(today: date) -> Any:
    return _holding(select(func.count()).select_from(RiskAssessment), today)


@lru_cache(_DAYS)
def _due(today: date) -> Any:
    spot = func.coalesce(Place.name, Equipment.name).label("spot")
    question: Any = select(RiskAssessment.id, RiskAssessment.title, RiskAssessment.next_review, spot)
    named = question.outerjoin(Place, Place.id == RiskAssessment.place_id)
    named = named.outerjoin(Equipment, Equipment.id == RiskAssessment.equipment_id)
    return _holding(named, today + SOON).order_by(RiskAssessment.next_review, RiskAssessment.id)
