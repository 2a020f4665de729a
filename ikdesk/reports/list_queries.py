"""The rows of the list of events for use inside the unit, some at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from ikdesk.incidents.model import Incident
from ikdesk.incidents.queries import Filter, seen_by, status_on
from ikdesk.incidents.visible_queries import TOLD, told_in_lists
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.unit.model import Place

PAGE = 2000  # rows at a time


@dataclass(frozen=True, slots=True)
class ListPage:
    """Some rows of the list, a value for each of ``EXPORT_FIELDS``, and where the next ones begin."""

    rows: list[tuple[Any, ...]]
    after: tuple[date, Key] | None  # None: these were the last


def list_page(
    session: Session, wanted: Filter, after: tuple[date, Key] | None = None, size: int = PAGE, *, viewer: Viewer,
    today: date,
) -> ListPage:  # fmt: skip
    """Some rows of the list, newest first; each page in a short session of its own, and none read twice.

    Args:
        wanted: which ones.
        after: from the page before; None begins.
        size: how many at most.
    """
    viewer.may(Right.EXPORT)
    question = select(
        Incident.number, Incident.occurred_on, Incident.kind, Place.name, Incident.severity, TOLD,
        status_on(today), Incident.id, Incident.restricted,
    ).join(Place, Place.id == Incident.place_id).where(*wanted.clauses(today))  # fmt: skip
    if after is not None:
        question = question.where(tuple_(Incident.occurred_on, Incident.id) < tuple_(*after))
    question = question.order_by(Incident.occurred_on.desc(), Incident.id.desc()).limit(size)
    found = session.execute(seen_by(viewer, question, today)).all()
    last = found[-1] if len(found) == size else None
    return ListPage([_told(row) for row in found], None if last is None else (last.occurred_on, last.id))


def _told(row: Any) -> tuple[Any, ...]:
    number, day, kind, place, severity, story, status, _key, restricted = row
    return number, day, kind, place, severity, told_in_lists(story, restricted=restricted), status
