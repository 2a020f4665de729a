"""The demo kindergarten with very many incidents, measures, routines and risk assessments, made quickly. For measuring
only: it goes past the door for changes, so what is added has no history."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ikdesk import data as opening
from ikdesk.incidents.model import Incident, Status
from ikdesk.kernel.base import new_key
from ikdesk.kernel.clock import Clock
from ikdesk.safe.keys import Keys
from ikdesk.start.demo_actions import DEMO_DAY, make_demo
from installer.bench.many_measures import add_measures
from installer.bench.many_risks import add_risks
from installer.bench.many_routines import add_routines
from installer.bench.rows import DAYS, Row, put, rows_of

PER_MEASURE, PER_ROUTINE, PER_RISK = 50, 500, 1000  # incidents for each; a busy kindergarten writes fewer measures
RISKS = 20  # assessments at least; the demo has fewer


def make_many(folder: Path, number: int) -> Keys:
    """Make a unit's encrypted data with this many incidents, and give the keys.

    Args:
        folder: new or empty.
        number: how many incidents in all, more than the demo has.
    """

    def fill(session: Session, **asked: Any) -> None:
        make_demo(session, **asked)
        session.flush()
        _add(session, number)
        add_measures(session, number // PER_MEASURE)
        add_routines(session, number // PER_ROUTINE)
        add_risks(session, max(RISKS, number // PER_RISK))

    data, _code = opening.make_data(folder, opening.DEMO_PASSWORD, fill, leader="Tom", clock=Clock(DEMO_DAY))
    data.close()
    return data.keys


def _add(session: Session, number: int) -> None:
    """More of the same incidents, on other days and in other words."""
    known = [row for row in rows_of(session, Incident) if row["status"] is Status.CLOSED]
    there = session.scalar(select(func.count()).select_from(Incident)) or 0
    put(session, Incident, _copies(known, number - there))


def _copies(known: list[Row], number: int) -> Iterator[Row]:
    rng = Random(number)  # the same every time
    running: dict[int, int] = {}
    for at in range(number):
        row, other = rng.choice(known), rng.choice(known)
        day = DEMO_DAY - timedelta(days=at * DAYS // number)
        year = day.year
        running[year] = running.get(year, 10_000) + 1  # above the demo's own
        moved = day - row["occurred_on"]
        yield row | {
            "id": new_key(), "number": f"{year}-{running[year]}", "year": year, "running": running[year],
            "occurred_on": day, "reported_at": _moved(row["reported_at"], moved),
            "closed_at": _moved(row["closed_at"], moved), "story": f"{row['story']} {other['done_at_once']}",
        }  # fmt: skip


def _moved(moment: datetime | None, by: timedelta) -> datetime | None:
    """The same moment as long after; nothing is told or closed after the last day there is."""
    if moment is None:
        return None
    return min(moment + by, datetime.combine(DEMO_DAY, moment.time()))
