"""The lock screen: what it must know to ask about an incident, and what was reported there and waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.incidents.model import ASKED, BRIEF, MUST_ANSWER, REFERENCE, VIOLATION, Incident, Status
from ikdesk.incidents.queries import STANDING, seen_by
from ikdesk.incidents.visible_queries import TOLD, seen_incident, told_in_lists
from ikdesk.kernel.base import LONGEST, Code, fields_of
from ikdesk.kernel.card import plain_card
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.fields import to_plain
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.people.model import Person, Role
from ikdesk.people.queries import colleagues
from ikdesk.unit.card_queries import own_card
from ikdesk.unit.model import Place
from ikdesk.unit.queries import codebook, departments, places, unit_row

_LISTS = ("event_type", "event_tile", "severity", "notified", "treatment")
_PROPERTIES = frozenset({"icon", "tile", "tone", "anchor_nb", "anchor_nn", "anchor_en"})  # of a code, on the form

NEAR = timedelta(days=3)  # on both sides of the day; two who report the same may not agree about it
_MOST = 50  # incidents to choose among


@dataclass(frozen=True, slots=True)
class UnconfirmedRow:
    """A report from the locked screen that nobody has confirmed; or an incident it may be about."""

    id: Key
    number: str
    kind: Code
    occurred_on: date
    place: str
    severity: int | None
    story: str
    reported_at: datetime | None


_COLUMNS = (
    Incident.id, Incident.number, Incident.kind, Incident.occurred_on, Place.name, Incident.severity, TOLD,
    Incident.reported_at, Incident.restricted,
)  # fmt: skip


def unconfirmed(session: Session, *, viewer: Viewer, today: date) -> list[UnconfirmedRow]:
    """The reports that wait to be confirmed, the oldest first; none for somebody who may not see incidents."""
    if Right.READ not in viewer.rights:
        return []
    question = select(*_COLUMNS).join(Place, Place.id == Incident.place_id)
    waiting = seen_by(viewer, question, today).where(Incident.status == Status.UNCONFIRMED)
    return [_row(row) for row in session.execute(waiting.order_by(Incident.reported_at, Incident.id))]


def same_event(session: Session, key: Key, *, viewer: Viewer, today: date) -> list[UnconfirmedRow]:
    """Confirmed incidents of the same days that a report may be about, those at the same place first."""
    viewer.may(Right.READ)
    report = seen_incident(key, session, viewer)
    question = select(*_COLUMNS).join(Place, Place.id == Incident.place_id)
    near = seen_by(viewer, question, today).where(
        Incident.id != key, STANDING, Incident.status != Status.UNCONFIRMED,
        Incident.occurred_on >= report.occurred_on - NEAR, Incident.occurred_on <= report.occurred_on + NEAR,
    )  # fmt: skip
    place = session.get_one(Place, report.place_id).name
    rows = [_row(row) for row in session.execute(near.order_by(Incident.id.desc()).limit(_MOST))]
    return sorted(rows, key=lambda row: (row.place != place, abs(row.occurred_on - report.occurred_on)))


def _row(row: Any) -> UnconfirmedRow:
    key, number, kind, day, place, severity, story, reported_at, restricted = row
    told = told_in_lists(story, restricted=restricted)
    return UnconfirmedRow(key, number, kind, day, place, severity, told, reported_at)


def report_form(session: Session, *, viewer: Viewer, today: date) -> dict[str, Any]:
    """The questions about an incident as plain data; sentences are Bokmål and translated when they are shown.

    Places and departments stand in the order of the settings: the order they were last used in would tell of events.
    """
    fields = fields_of(Incident, *ASKED)
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
        "sensitive": _sensitive(session, viewer, today),
        "card": plain_card(own_card(session, viewer=viewer, today=today)),  # none: the one that comes with the program
    }


def asked_besides(session: Session, *, viewer: Viewer, today: date) -> dict[str, Any]:
    """What some kinds of incidents ask besides, as plain data; the only leader by the key of the person."""
    people = colleagues(session, viewer=viewer, today=today)
    alone = next((str(one.id) for one in people if one.alone), "")
    return {**_sensitive(session, viewer, today), "alone": alone}


def _sensitive(session: Session, viewer: Viewer, today: date) -> dict[str, Any]:
    """The same for the lock screen: it knows the names from the vault, and here stands none but one for the case.

    Whoever is responsible above the leader must be found without unlocking; the unit wrote it down for that.
    """
    unit = unit_row(session, viewer=viewer, today=today)
    reach = (unit.responsible_name, unit.responsible_phone, unit.responsible_email)
    leads = select(Person.slot).where(Person.role == Role.LEADER, Person.withdrawn_at.is_(None))
    leaders = session.scalars(leads).all()
    return {
        "asks": VIOLATION, "alone": leaders[0] if len(leaders) == 1 else "",
        "responsible": ", ".join(part for part in reach if part), "brief": sorted(REFERENCE), "most": BRIEF,
    }  # fmt: skip


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
