"""Cases with something in every field, for the tests of what is made of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.incidents.actions import record_incident
from ikdesk.incidents.form_model import INCIDENT, PARTS
from ikdesk.incidents.form_queries import case_whole
from ikdesk.incidents.form_writing import Paper
from ikdesk.incidents.model import Incident
from ikdesk.incidents.staff_model import StaffCase
from ikdesk.kernel.database import Database
from ikdesk.kernel.fields import Choice, Field
from ikdesk.kernel.viewer import Key, Viewer
from ikdesk.people.actions import add_person
from ikdesk.people.model import Role
from ikdesk.unit.equipment_model import Equipment
from ikdesk.unit.model import CodeEntry
from ikdesk.unit.queries import codebook
from tests.samples import LEADER, NOON, TODAY, incident_values

KEPT = {"number", "kind", "place_id", "status", "disposed_on", "occurred_on", "reported_at", "closed_at", "severity",
        "adults_present"}  # fmt: skip


def case_of(database: Database, **changes: Any) -> Key:
    """A case as it was reported."""
    return database.write(record_incident, incident_values(database, **changes), told_at=NOON, by=LEADER, today=TODAY)


def whole_of(database: Database, key: Key) -> Any:
    """All of a case."""
    return database.read(case_whole, key, viewer=LEADER, today=TODAY)


def paper(database: Database) -> Paper:
    """What stands round it."""
    book = database.read(codebook, viewer=LEADER, today=TODAY)
    return Paper("Solbakken barnehage", book, "Tom", NOON.astimezone())


def everything(database: Database, kind: str = "child_injury") -> Key:
    """A case with something in every field of it and of what belongs to it; a new attribute is filled in, too."""
    key = case_of(database, kind=kind, child="OH" if kind == "child_injury" else "Assistent")
    person = database.write(add_person, "Navn Navnesen", slot="n", role=Role.STAFF, by=LEADER, today=TODAY)

    def fill(session: Session, *, by: Viewer, today: date) -> None:
        del by, today
        thing = Equipment(name="Klatrestativet", kind="climbing", order_key="k")
        session.add(thing)
        session.flush()
        links = {"equipment_id": thing.id, "about_id": person}
        _fill(session, session.get_one(Incident, key), INCIDENT, links)
        for part, fields in PARTS.items():
            row: Any = session.scalar(select(cast("Any", part)).where(cast("Any", part).incident_id == key))
            if row is None:
                if part is StaffCase:
                    continue
                row = part(incident_id=key, **({"rule": "x"} if part.__tablename__ == "notice" else {}))
                session.add(row)
            _fill(session, row, fields, {})

    database.write(fill, by=LEADER, today=TODAY)
    return key


def _fill(session: Session, row: Any, fields: tuple[Field, ...], links: Mapping[str, Any]) -> None:
    for at, field in enumerate(fields):
        if row.__tablename__ == "incident" and field.key in KEPT:
            continue
        if field.key.endswith("_id"):
            if field.key in links:
                setattr(row, field.key, links[field.key])
            continue
        setattr(row, field.key, _sample(session, row, field, at))


def _sample(session: Session, row: Any, field: Field, at: int) -> Any:
    if field.codes:
        codes = list(session.scalars(
            select(CodeEntry.code).where(CodeEntry.list_name == field.codes).order_by(CodeEntry.position)))  # fmt: skip
        code: Any = codes[at % len(codes)]
        if field.kind is int:
            return int(code)
        return (code,) if field.kind is tuple else code
    if issubclass(field.kind, Choice):
        return next(iter(field.kind))
    plain: dict[type, Any] = {
        int: 2, bool: True, date: TODAY - timedelta(days=at), time: time(9, at), datetime: datetime(2026, 4, 2, 9, at),
    }  # fmt: skip
    length = getattr(type(row).__mapper__.columns[field.key].type, "length", None) or 99
    return plain.get(field.kind, f"{field.key} sagt {at}"[:length])
