"""What the demo has besides events: contacts, equipment with its checks, and what was added to some of the cases."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.incidents.case_model import CaseNote, Notice, OtherChild
from ikdesk.incidents.find_model import Capture
from ikdesk.incidents.model import Incident
from ikdesk.kernel.base import Code, Record, new_key
from ikdesk.kernel.paths import resource
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.kernel.words import sort_key
from ikdesk.start.demo_days_model import DEMO_DAY
from ikdesk.start.demo_details_model import SYSTEM
from ikdesk.unit.contact_actions import add_contact
from ikdesk.unit.equipment_model import Equipment, EquipmentEvent, Looked
from ikdesk.unit.model import Unit

Rows = list[dict[str, Any]]


def add_demo_details(session: Session, places: Mapping[str, Key], *, by: Viewer, today: date) -> None:
    """Fill in what belongs to Solbakken and to some of its cases.

    Args:
        places: the keys of its places by standard code.
    """
    by.may(Right.SET_UP)
    told = json.loads(resource("demo/details.json").read_text("utf-8"))
    unit = session.scalars(select(Unit)).one()
    unit.municipal_system, unit.insurer, unit.policy_number = SYSTEM, told["insurer"], told["policy_number"]
    for row in told["contacts"]:
        add_contact(session, row, by=by, today=today)
    _equipment(session, told["equipment"], places)
    _cases(session, told["cases"])
    this_month = DEMO_DAY.replace(day=1)
    rows = enumerate(told["seconds"], 1)
    session.add_all([Capture(id=at, month=this_month, seconds=seconds) for at, seconds in rows])


def _add(session: Session, records: list[Any]) -> None:
    for record in records:
        record.check(DEMO_DAY)
    session.add_all(records)


def _equipment(session: Session, rows: Rows, places: Mapping[str, Key]) -> None:
    things, events = [], []
    for row in rows:
        key, day = new_key(), row.get("bought_on")
        things.append(Equipment(
            id=key, name=row["name"], kind=Code(row["kind"]), place_id=places[row["place"]], mark=row.get("mark", ""),
            supplier=row.get("supplier", ""), bought_on=date.fromisoformat(day) if day else None,
            check_months=row.get("check_months"), next_check=_day(row.get("next_check")),
            order_key=sort_key(row["name"]),
        ))  # fmt: skip
        events += [
            EquipmentEvent(
                equipment_id=key, day=date.fromisoformat(one["day"]), what=Looked.of(one["what"]),
                by_whom=one["by_whom"], note=one.get("note", ""),
            )
            for one in row["events"]
        ]  # fmt: skip
    _add(session, things)
    session.flush()  # the events point at what is saved
    _add(session, events)


def _cases(session: Session, rows: Rows) -> None:
    """Each is found by how its story begins."""
    records: list[Record] = []
    for row in rows:
        begins = Incident.story.startswith(row["story"], autoescape=True)
        question = select(Incident).where(begins, Incident.withdrawn_at.is_(None)).order_by(Incident.occurred_on.desc())
        incident = session.scalars(question.limit(1)).one()
        of = {"incident_id": incident.id}
        records += [OtherChild(position=at, **of, **_codes(child)) for at, child in enumerate(row.get("children", ()))]
        records += [CaseNote(at=datetime.fromisoformat(at), text=said, **of) for at, said in row.get("notes", ())]
        records += [
            Notice(rule=one["rule"], whom=one["whom"], at=datetime.fromisoformat(one["at"]), by_name=one["by"],
                   told=one["told"], **of)
            for one in row.get("notices", ())
        ]  # fmt: skip
    _add(session, records)


def _codes(child: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in child.items()}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
