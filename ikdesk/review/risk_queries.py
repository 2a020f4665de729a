"""What is left undone about risk assessments, and which routines have none behind them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from ikdesk.incidents.model import SERIOUS, Incident
from ikdesk.incidents.queries import seen_by
from ikdesk.kernel.viewer import Viewer
from ikdesk.measures.target_queries import COUNTED
from ikdesk.review.model import Rule
from ikdesk.review.row_queries import row_of
from ikdesk.risks.model import Barrier, Hazard, RiskAssessment, RiskForm, Works
from ikdesk.risks.rating_model import Rating, RiskVersion
from ikdesk.routines.queries import overdue_question
from ikdesk.unit.equipment_model import Equipment
from ikdesk.unit.model import Place

YEAR = timedelta(days=365)  # what is older nobody can learn from by looking at the assessment now
UNAPPROVED = timedelta(days=30)  # that a full assessment may be worked at before somebody says that it holds
_PARTS = ("activity", "equipment_id")


def risk_rules(viewer: Viewer, today: date) -> list[Select[*tuple[Any, ...]]]:
    """The questions about risk assessments, one for each rule that needs no matrix and no counting.

    Args:
        viewer: who asks.
        today: the day it is.
    """
    return [_routines(viewer, today), *_looks(today), _serious(viewer, today), _unapproved(today), _barriers(today)]


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
    approved = _latest(RiskVersion.approved_on, RiskVersion)
    long = RiskAssessment.assessed_on < today - UNAPPROVED
    met = and_(RiskAssessment.form == RiskForm.FULL, long, approved.is_(None))
    return _ask(Rule.RISK_NOT_APPROVED, met, today, day=RiskAssessment.assessed_on)


def _latest(day: Any, of: Any) -> Any:
    """The last day something was done with an assessment."""
    done = select(func.max(day)).where(of.withdrawn_at.is_(None))
    if of is Rating:
        done = done.join(Hazard, Hazard.id == Rating.hazard_id).where(Hazard.assessment_id == RiskAssessment.id)
    else:
        done = done.where(of.assessment_id == RiskAssessment.id)
    return done.correlate(RiskAssessment).scalar_subquery()


def _barriers(today: date) -> Select[*tuple[Any, ...]]:
    """What should stand between a danger and a child, and was found not to."""
    question = row_of(
        Rule.RISK_BARRIER, RiskAssessment.id, title=RiskAssessment.title, place=Barrier.title, day=Barrier.checked_on
    )
    tied = question.select_from(RiskAssessment).join(Hazard, Hazard.assessment_id == RiskAssessment.id)
    there = tied.join(Barrier, Barrier.hazard_id == Hazard.id)
    return there.where(standing_risk(today), _in_hazards(), Barrier.works == Works.NO)


def _serious(viewer: Viewer, today: date) -> Select[*tuple[Any, ...]]:
    """Something grave, or that might have been, at what was assessed, after anybody looked at it: one line for each.

    Only what all who work here may know counts, so that the list is the same for all who read it.
    """
    spots = _spots()
    here = select(spots.c.place).where(spots.c.risk == RiskAssessment.id).correlate(RiskAssessment)
    same = [or_(RiskAssessment.place_id.is_(None), Incident.place_id.in_(here))]
    for name in _PARTS:
        own = getattr(RiskAssessment, name)
        same.append(or_(own.is_(None), own == getattr(Incident, name)))
    about = or_(RiskAssessment.place_id.is_not(None), *(getattr(RiskAssessment, name).is_not(None) for name in _PARTS))
    first = RiskAssessment.assessed_on
    looked = func.max(
        first, func.coalesce(RiskAssessment.reviewed_on, first), func.coalesce(_latest(Rating.day, Rating), first),
        func.coalesce(_latest(RiskVersion.approved_on, RiskVersion), first),
    )  # fmt: skip
    question = _ask(
        Rule.RISK_SERIOUS, about, today, day=func.max(Incident.occurred_on), count=func.count(Incident.id)
    ).join(Incident, and_(*same))  # fmt: skip
    grave = or_(Incident.severity >= SERIOUS, Incident.potential >= SERIOUS)
    found = question.where(grave, COUNTED, Incident.occurred_on > today - YEAR, Incident.occurred_on > looked)
    return seen_by(viewer.before_all(), found.group_by(RiskAssessment.id), today)


def _spots() -> Any:
    """The places each assessment is about: what its place was called before, and is called now."""
    placed = RiskAssessment.place_id.is_not(None)
    own = select(RiskAssessment.id.label("risk"), RiskAssessment.place_id.label("place")).where(placed)
    spots = own.cte("risk_spots", recursive=True)
    before, after = aliased(Place), aliased(Place)
    onward = select(spots.c.risk, before.followed_by_id).join(before, before.id == spots.c.place)
    back = select(spots.c.risk, after.id).join(after, after.followed_by_id == spots.c.place)
    return spots.union(onward.where(before.followed_by_id.is_not(None)), back)

