"""When a case should be done with: a day of its own, or so many days after it was told."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Date, func, select, type_coerce

from ikdesk.incidents.model import Incident
from ikdesk.unit.model import Unit

USUAL = 28  # days, where a unit has chosen nothing else


@lru_cache(1)
def usual_days() -> ColumnElement[int]:
    """The days the unit gives itself, for a question that asks for more besides."""
    return func.coalesce(select(Unit.deadline_days).limit(1).scalar_subquery(), USUAL)


@lru_cache(8)
def due(days: int) -> ColumnElement[date]:
    """The day a case should be done with; nothing for what was told without a time.

    Args:
        days: from told to the deadline, where the case has none of its own.
    """
    usual: Any = func.date(Incident.reported_at, f"+{days} days")
    return type_coerce(func.coalesce(Incident.due_on, usual), Date)


def due_day(told: date | None, own: date | None, days: int) -> date | None:
    """The same for one that was read already.

    Args:
        told: the day it was reported; None: outside the deadlines.
        own: a deadline of its own.
        days: the usual number.
    """
    if told is None:
        return None
    return own or told + timedelta(days=days)
