"""The demo kindergarten with very many incidents, made quickly. For measuring only: it goes past the door for changes,
so what is added has no history."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any, cast

from sqlalchemy import Table, func, insert, select, text
from sqlalchemy.orm import Session

from ikdesk import data as opening
from ikdesk.incidents.model import Incident, Status
from ikdesk.kernel.base import new_key
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.search import SearchText
from ikdesk.safe.keys import Keys
from ikdesk.start.demo_actions import DEMO_DAY, make_demo

DAYS = 3650  # ten years of incidents, evenly spread
LOT = 5000  # rows at a time
Row = dict[str, Any]


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

    data, _code = opening.make_data(folder, opening.DEMO_PASSWORD, fill, leader="Tom", clock=Clock(DEMO_DAY))
    data.close()
    return data.keys


def _add(session: Session, number: int) -> None:
    """More of the same incidents, on other days and in other words."""
    table = cast("Table", Incident.__table__)
    known = [dict(row) for row in session.execute(select(table).where(Incident.status == Status.CLOSED)).mappings()]
    there = session.scalar(select(func.count()).select_from(Incident)) or 0
    row_number = session.scalar(select(func.max(SearchText.id))) or 0
    made = _copies(known, number - there)
    while lot := list(islice(made, LOT)):
        session.execute(insert(table), lot)
        words = [
            {"id": row_number + at, "kind": "incident", "key": row["id"], "body": _body(row)}
            for at, row in enumerate(lot, 1)
        ]
        session.execute(insert(cast("Table", SearchText.__table__)), words)
        session.execute(text("INSERT INTO search_word(rowid, body) VALUES (:id, :body)"), words)
        row_number += len(lot)


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


def _body(row: Row) -> str:
    return " ".join(row[key] or "" for key in Incident.__searched__)
