"""The rows of the list of events for use inside the unit, some at a time: the same as the list in the window shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from ikdesk.incidents.model import Incident
from ikdesk.incidents.more_queries import flag_on
from ikdesk.incidents.queries import LIST_FIELDS, Filter, IncidentRow, incident_page, seen_by, status_on
from ikdesk.incidents.visible_queries import TOLD, told_in_lists
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.page import NEWEST, Cut
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.unit.model import Place

PAGE = 2000  # rows at a time
ROWS = Cut(size=PAGE)
After = tuple[date, Key] | int | None  # where the next rows begin; in another order than by day, after so many
_STORY, _KIND = (next(at for at, one in enumerate(LIST_FIELDS) if one.key == key) for key in ("story", "kind"))


@dataclass(frozen=True, slots=True)
class ListPage:
    """Some rows of the list, a value for each of ``LIST_FIELDS``, and where the next ones begin."""

    rows: list[tuple[Any, ...]]
    after: After  # None: these were the last


def list_page(
    session: Session, wanted: Filter, after: After = None, cut: Cut = ROWS, *, viewer: Viewer, today: date
) -> ListPage:
    """Some rows of the list; each page in a short session of its own, and none read twice.

    Args:
        wanted: which ones.
        after: from the page before; None begins.
        cut: how many at most, by which column of ``LIST_FIELDS``, and which way.
    """
    viewer.may(Right.EXPORT)
    size = cut.size
    if (cut.sort, cut.descending) != (NEWEST.sort, NEWEST.descending):
        viewer.may(Right.READ)
        first = after if isinstance(after, int) else 0
        page = incident_page(session, wanted, replace(cut, first=first), viewer=viewer, today=today)
        return ListPage([_values(row) for row in page.rows], first + size if len(page.rows) == size else None)
    question = select(
        Incident.number, Incident.occurred_on, TOLD, Incident.kind, Place.name, Incident.severity, status_on(today),
        flag_on(today), Incident.id, Incident.restricted,
    ).join(Place, Place.id == Incident.place_id).where(*wanted.clauses(today))  # fmt: skip
    if isinstance(after, tuple):
        question = question.where(tuple_(Incident.occurred_on, Incident.id) < tuple_(*after))
    question = question.order_by(Incident.occurred_on.desc(), Incident.id.desc()).limit(size)
    found = session.execute(seen_by(viewer, question, today)).all()
    last = found[-1] if len(found) == size else None
    return ListPage([_told(row) for row in found], None if last is None else (last.occurred_on, last.id))


def pages_of(
    read: Callable[..., Any], wanted: Filter, order: Cut, book: Codebook
) -> Iterator[list[tuple[Any, ...]]]:
    """All rows as the list shows them, each page read in its own short session.

    Args:
        read: asks a question of the open data.
        wanted: which ones.
        order: as in ``list_page``.
        book: the unit's code lists; what has no words of its own says at least what kind it was.
    """
    after = None
    while True:
        page = read(list_page, wanted, after, replace(order, size=PAGE))
        yield [row if row[_STORY] else _with_kind(row, book) for row in page.rows]
        after = page.after
        if after is None:
            return


def _with_kind(row: tuple[Any, ...], book: Codebook) -> tuple[Any, ...]:
    return (*row[:_STORY], book.label("event_type", row[_KIND]), *row[_STORY + 1 :])


def _values(row: IncidentRow) -> tuple[Any, ...]:
    return tuple(getattr(row, field.key) for field in LIST_FIELDS)


def _told(row: Any) -> tuple[Any, ...]:
    number, day, story, kind, place, severity, status, flag, _key, restricted = row
    return number, day, told_in_lists(story, restricted=restricted), kind, place, severity, status, flag
