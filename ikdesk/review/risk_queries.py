"""What is left undone about risk assessments, and which routines have none behind them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select

from ikdesk.kernel.viewer import Viewer
from ikdesk.review.model import Rule
from ikdesk.review.row_queries import row_of
from ikdesk.risks.model import Barrier, Hazard, RiskAssessment, RiskForm, Works
from ikdesk.risks.rating_model import RiskVersion
from ikdesk.routines.queries import overdue_question
from ikdesk.unit.equipment_model import Equipment
from ikdesk.unit.model import Place

UNAPPROVED = timedelta(days=30)  # that a full assessment may be worked at before somebody says that it holds


def risk_rules(viewer: Viewer, today: date) -> list[Select[*tuple[Any, ...]]]:
    """The questions about risk assessments, one for each rule that needs no matrix and no counting.

    Args:
        viewer: who asks.
        today: the day it is.
    """
    return [_routines(viewer, today), *_looks(today), _unapproved(today), _barriers(today)]


def standing_risk(today: date) -> ColumnElement[bool]:
    """An assessment that holds on a day.

    Args:
        today: the day.
    """
    return and_(
        RiskAssessment.withdrawn_at.is_(None), RiskAssessment.closed_on.is_(None), RiskAssessment.assessed_on <= today
    )


def _in_hazards() -> ColumnElement[bool]:
    """A barrier of a hazard that is still there, in this assessment."""
    return and_(
        Hazard.assessment_id == RiskAssessment.id, Hazard.withdrawn_at.is_(None), Hazard.closed_on.is_(None),
        Barrier.hazard_id == Hazard.id, Barrier.withdrawn_at.is_(None),
    )  # fmt: skip


def _routines(viewer: Viewer, today: date) -> Select[*tuple[Any, ...]]:
    """Routines that hold, and stand in no assessment: nobody can tell what danger they are there for."""
    holds = overdue_question(viewer, today, None).order_by(None).subquery("holds")
    behind = select(Barrier.id).where(Barrier.routine_id == holds.c.id, _in_hazards(), standing_risk(today))
    question = row_of(Rule.ROUTINE_NO_RISK, holds.c.id, number=holds.c.number, title=holds.c.title)
    return question.where(~behind.correlate(holds).exists())


def _named(question: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """With the place or the thing an assessment is about."""
    named = question.select_from(RiskAssessment).outerjoin(Place, Place.id == RiskAssessment.place_id)
    return named.outerjoin(Equipment, Equipment.id == RiskAssessment.equipment_id)


def _ask(rule: Rule, met: ColumnElement[bool], today: date, **told: Any) -> Select[*tuple[Any, ...]]:
    spot = func.coalesce(Place.name, Equipment.name)
    question = row_of(rule, RiskAssessment.id, title=RiskAssessment.title, place=spot, **told)
    return _named(question).where(standing_risk(today), met)


def _looks(today: date) -> list[Select[*tuple[Any, ...]]]:
    due = RiskAssessment.next_review
    return [
        _ask(Rule.RISK_LATE, due < today, today, day=due),
        _ask(Rule.RISK_NO_LOOK, due.is_(None), today, day=RiskAssessment.assessed_on),
    ]


def _unapproved(today: date) -> Select[*tuple[Any, ...]]:
    """A short one holds when it is written; a full one when somebody has approved it."""
    approved = select(RiskVersion.id).where(
        RiskVersion.assessment_id == RiskAssessment.id, RiskVersion.withdrawn_at.is_(None)
    ).correlate(RiskAssessment).exists()  # fmt: skip
    long = RiskAssessment.assessed_on < today - UNAPPROVED
    met = and_(RiskAssessment.form == RiskForm.FULL, long, ~approved)
    return _ask(Rule.RISK_NOT_APPROVED, met, today, day=RiskAssessment.assessed_on)


def _barriers(today: date) -> Select[*tuple[Any, ...]]:
    """What should stand between a danger and a child, and was found not to."""
    question = row_of(
        Rule.RISK_BARRIER, RiskAssessment.id, title=RiskAssessment.title, place=Barrier.title, day=Barrier.checked_on
    )
    tied = question.select_from(RiskAssessment).join(Hazard, Hazard.assessment_id == RiskAssessment.id)
    there = tied.join(Barrier, Barrier.hazard_id == Hazard.id)
    return there.where(standing_risk(today), _in_hazards(), Barrier.works == Works.NO)
