"""Questions about the unit's equipment: the list, what was done with a piece of it, and what should be checked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ikdesk.incidents.model import Incident
from ikdesk.incidents.queries import STANDING, seen_by
from ikdesk.incidents.visible_queries import TOLD, told_in_lists
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.unit.equipment_model import Equipment, EquipmentEvent, Looked
from ikdesk.unit.equipment_row_model import (
    SOON,
    EquipmentDue,
    EquipmentEventRow,
    EquipmentIncident,
    EquipmentRow,
    EquipmentState,
    has_fault,
    state_of,
)
from ikdesk.unit.model import Place

_DAYS = 4  # the question is built once a day: it takes longer than to ask it
_PLACE = func.coalesce(Place.name, "")  # empty without one
_PIECE: tuple[Any, ...] = (
    Equipment.id, Equipment.name, Equipment.kind, _PLACE, Equipment.place_id, Equipment.mark,
    Equipment.supplier, Equipment.bought_on, Equipment.check_months, Equipment.next_check, Equipment.out_of_use,
    Equipment.note,
)  # fmt: skip


def equipment_rows(session: Session, *, out: bool = False, viewer: Viewer, today: date) -> list[EquipmentRow]:
    """The unit's equipment, by name.

    Args:
        out: also what is out of use.
    """
    viewer.may(Right.SET_UP)
    done: dict[Any, list[tuple[date, Looked]]] = {}
    events = select(EquipmentEvent.equipment_id, EquipmentEvent.day, EquipmentEvent.what).where(
        EquipmentEvent.withdrawn_at.is_(None)).order_by(EquipmentEvent.day, EquipmentEvent.id)  # fmt: skip
    for key, day, what in session.execute(events):
        done.setdefault(key, []).append((day, what))
    question = select(*_PIECE).outerjoin(Place, Place.id == Equipment.place_id).where(Equipment.withdrawn_at.is_(None))
    found = []
    rows: Iterable[Any] = session.execute(question.order_by(Equipment.order_key, Equipment.id))
    for row in rows:
        fault = has_fault(done.get(row.id, ()))
        state = state_of(row.next_check, row.out_of_use, fault=fault, today=today)
        if out or state is not EquipmentState.OUT:
            found.append(EquipmentRow(*[*row, state]))
    return found


def equipment_events(session: Session, key: Key, *, viewer: Viewer, today: date) -> list[EquipmentEventRow]:
    """What was done with a piece of equipment, the latest first.

    Args:
        key: which.
    """
    viewer.may(Right.SET_UP)
    question = (
        select(EquipmentEvent.id, EquipmentEvent.day, EquipmentEvent.what, EquipmentEvent.by_whom, EquipmentEvent.note)
        .where(EquipmentEvent.equipment_id == key, EquipmentEvent.withdrawn_at.is_(None), EquipmentEvent.day <= today)
        .order_by(EquipmentEvent.day.desc(), EquipmentEvent.id.desc())
    )  # fmt: skip
    return [EquipmentEventRow(*row) for row in session.execute(question)]


def incidents_with(session: Session, key: Key, *, viewer: Viewer, today: date) -> list[EquipmentIncident]:
    """The incidents a piece of equipment had a part in, of those somebody may see; the latest first.

    Args:
        key: which piece.
    """
    columns = (Incident.id, Incident.number, Incident.occurred_on, Incident.kind, Incident.severity)
    question = (
        select(*columns, TOLD.label("told"), Incident.restricted).where(Incident.equipment_id == key, STANDING)
        .order_by(Incident.occurred_on.desc(), Incident.number.desc())
    )  # fmt: skip
    return [
        EquipmentIncident(row.id, row.number, row.occurred_on, row.kind, row.severity,
                          told_in_lists(row.told, restricted=row.restricted))
        for row in session.execute(seen_by(viewer, question, today))
    ]  # fmt: skip


def equipment_due(session: Session, *, viewer: Viewer, today: date) -> list[EquipmentDue]:
    """The equipment in use whose check is late or due within two weeks, the latest first."""
    viewer.may(Right.SET_UP)
    return [
        EquipmentDue(key, name, place, day, (day - today).days)
        for key, name, place, day in session.execute(_due_question(today)) if day is not None
    ]  # fmt: skip


@lru_cache(_DAYS)
def _due_question(today: date) -> Any:
    return (
        select(Equipment.id, Equipment.name, _PLACE, Equipment.next_check)
        .outerjoin(Place, Place.id == Equipment.place_id)
        .where(Equipment.withdrawn_at.is_(None), Equipment.next_check <= today + SOON,
               Equipment.out_of_use.is_(None) | (Equipment.out_of_use > today))
        .order_by(Equipment.next_check, Equipment.order_key)
    )  # fmt: skip
