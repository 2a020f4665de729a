"""What is not entered in the municipality's own system yet."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Date, String, bindparam, func, select
from sqlalchemy.orm import Session

from ikdesk.incidents.model import Incident
from ikdesk.incidents.more_queries import MUNICIPAL
from ikdesk.incidents.municipal_model import Untransferred
from ikdesk.incidents.queries import seen_by
from ikdesk.kernel.tertial import Period
from ikdesk.kernel.viewer import Right, Viewer
from ikdesk.measures.model import Measure, MeasureStatus
from ikdesk.unit.model import Unit


def untransferred(session: Session, period: Period, *, viewer: Viewer, today: date) -> Untransferred | None:
    """How many incidents of a period, and measures made in it, are not in the municipality's system; None without one.

    Args:
        period: which days.
    """
    viewer.may(Right.READ)
    system = session.scalars(select(Unit.municipal_system)).one()
    if not system:
        return None
    counted = period.cut(today)
    incidents = session.execute(_incidents(viewer, today), {"first": counted.first, "after": counted.after}).one()
    days = {"first": counted.first.isoformat(), "after": counted.after.isoformat()}
    measures = session.execute(_MEASURES, days).one()
    return Untransferred(system, int(incidents[0]), int(incidents[1]), int(measures[0]), int(measures[1]))


@lru_cache(4)
def _incidents(viewer: Viewer, today: date) -> Any:
    """Built once a day: it takes longer than to ask it."""
    first, after = bindparam("first", type_=Date), bindparam("after", type_=Date)
    question = select(func.count().filter(Incident.municipal_on.is_(None)), func.count()).where(
        MUNICIPAL, Incident.occurred_on >= first, Incident.occurred_on < after
    )
    return seen_by(viewer, question, today)


_MEASURES = select(func.count().filter(Measure.municipal_on.is_(None)), func.count()).where(
    Measure.withdrawn_at.is_(None), Measure.status != MeasureStatus.REJECTED, Measure.origin != "already_done",
    func.date(Measure.made_at) >= bindparam("first", type_=String),
    func.date(Measure.made_at) < bindparam("after", type_=String),
)  # fmt: skip
