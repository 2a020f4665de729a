"""What the lock screen must know to ask about an incident: the questions, and nothing about persons or events."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from ikdesk.incidents.model import MUST_ANSWER, REPORTED, Incident
from ikdesk.kernel.base import LONGEST, fields_of
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.fields import to_plain
from ikdesk.kernel.viewer import Viewer
from ikdesk.unit.queries import codebook, departments, places

_LISTS = ("event_type", "event_tile", "severity")
_PROPERTIES = frozenset({"icon", "tile", "tone", "anchor_nb", "anchor_nn", "anchor_en"})  # of a code, on the form


def report_form(session: Session, *, viewer: Viewer, today: date) -> dict[str, Any]:
    """The questions about an incident as plain data; sentences are Bokmål and translated when they are shown.

    Places and departments stand in the order of the settings: the order they were last used in would tell of events.
    """
    fields = fields_of(Incident, *REPORTED)
    book = codebook(session, viewer=viewer, today=today)
    rooms = places(session, viewer=viewer, today=today)
    groups = departments(session, viewer=viewer, today=today)
    return {
        "fields": to_plain(fields),
        "asked": dict(MUST_ANSWER),
        "longest": {key: _longest(key) for key in ("story", "done_at_once", "child")},
        "lists": {name: _entries(book, name) for name in _LISTS},
        "places": [{"id": str(place.id), "name": place.name} for place in rooms],
        "departments": [{"id": str(group.id), "name": group.name} for group in groups],
    }


def _longest(key: str) -> int:
    """Characters at most, as ``Record.check`` counts them."""
    column = Incident.__mapper__.columns[key]
    return LONGEST if column.info["long"] else int(getattr(column.type, "length", 0))


def _entries(book: Codebook, name: str) -> list[dict[str, Any]]:
    return [
        {"code": entry.code, "labels": dict(entry.labels),
         "more": {key: said for key, said in entry.more.items() if key in _PROPERTIES}}
        for entry in book.entries(name)
    ]  # fmt: skip
