"""What is not entered in the municipality's own system yet."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select
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
    left = func.count().filter(Incident.municipal_on.is_(None))
    question = select(left, func.count()).where(
        MUNICIPAL, Incident.occurred_on >= counted.first, Incident.occurred_on < counted.after
    )
    incidents = session.execute(seen_by(viewer, question, today)).one()
    made = func.date(Measure.made_at)
    measures = session.execute(
        select(func.count().filter(Measure.municipal_on.is_(None)), func.count()).where(
            Measure.withdrawn_at.is_(None), Measure.status != MeasureStatus.REJECTED, Measure.origin != "already_done",
            made >= counted.first.isoformat(), made < counted.after.isoformat(),
        )
    ).one()  # fmt: skip
    return Untransferred(system, int(incidents[0]), int(incidents[1]), int(measures[0]), int(measures[1]))
