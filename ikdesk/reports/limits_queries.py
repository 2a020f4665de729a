"""Which limits the unit's reports have."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.kernel.viewer import Right, Viewer
from ikdesk.reports.facts_model import Limits
from ikdesk.reports.limits_model import limits_from
from ikdesk.unit.model import Unit

_KEPT = select(Unit.light_limits, Unit.least_shown, Unit.least_sensitive)


def report_limits(session: Session, *, viewer: Viewer, today: date) -> Limits:
    """Where the lights change colour, and which numbers are too small to be told."""
    viewer.may(Right.EXPORT)
    del today
    return limits_from(*session.execute(_KEPT).one())
