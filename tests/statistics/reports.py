"""Units where something is reported, and how it is counted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ikdesk.incidents.model import Incident
from ikdesk.kernel.database import Database
from ikdesk.kernel.tertial import parse_period
from ikdesk.kernel.viewer import Key, Viewer
from ikdesk.statistics.activity_model import Reporting
from ikdesk.statistics.activity_queries import reporting
from tests.samples import LEADER, TODAY, place_of


def told(database: Database, days: Iterable[date], **values: Any) -> None:
    """Something happened on each of these days, and was reported the same afternoon."""
    place = values.pop("place_id", None) or place_of(database)

    def does(session: Session, *, by: Viewer, today: date) -> None:
        del by, today
        running = int(session.scalar(select(func.count()).select_from(Incident)) or 0)
        for number, day in enumerate(days, running + 1):
            session.add(Incident(**{
                "kind": "child_injury", "occurred_on": day, "place_id": place, "severity": 1, "story": "Falt.",
                "number": f"{day.year}-{number}", "year": day.year, "running": number,
                "reported_at": datetime.combine(day, time(15, 0)), **values,
            }))  # fmt: skip

    database.write(does, by=LEADER, today=TODAY)


def every(step: int, first: date, last: date) -> list[date]:
    """Every so many days, both ends included where they fit."""
    return [first + timedelta(days=n) for n in range(0, (last - first).days + 1, step)]


def asked(database: Database, period: str = "2026-T1", today: date = TODAY, **values: Any) -> Reporting:
    """How much is reported in a period."""
    found: Reporting = database.read(reporting, parse_period(period), viewer=LEADER, today=today, **values)
    return found


def departments_of(database: Database, *names: str) -> list[Key]:
    """Departments that were just made."""
    from ikdesk.unit.actions import add_department

    return [database.write(add_department, name, by=LEADER, today=TODAY) for name in names]
