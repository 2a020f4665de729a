"""Writing down the unit's equipment, and what is done with it: checks, faults, repairs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.incidents.visible_queries import seen_incident
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.kernel.words import _, clean, sort_key
from ikdesk.unit.equipment_model import Equipment, EquipmentEvent, Looked
from ikdesk.unit.equipment_row_model import CHECKS, months_after
from ikdesk.unit.model import CodeEntry, Place

ASKED = ("name", "kind", "place_id", "mark", "supplier", "bought_on", "check_months", "next_check", "note")
DONE = ("day", "what", "by_whom", "note")


def add_equipment(session: Session, values: Mapping[str, Any], *, by: Viewer, today: date) -> Key:
    """Write down a piece of equipment.

    Args:
        values: attributes named in ``ASKED``. Where it is checked regularly and no day is named, the next check is
            counted from today.

    Raises:
        Invalid: it has no name or kind, or something else cannot be; nothing was saved.
    """
    by.may(Right.SET_UP)
    told = {name: _tidy(values[name]) for name in ASKED if values.get(name) is not None}
    piece = Equipment(**{"name": "", "kind": "", **told})
    if piece.check_months and piece.next_check is None and 1 <= piece.check_months <= 60:
        piece.next_check = months_after(today, piece.check_months)
    _check(session, piece, today)
    session.add(piece)
    session.flush()
    return piece.id


def change_equipment(session: Session, key: Key, values: Mapping[str, Any], *, by: Viewer, today: date) -> None:
    """Change what is written about a piece of equipment.

    Args:
        key: which.
        values: attributes named in ``ASKED``.

    Raises:
        Invalid: as ``add_equipment``.
    """
    by.may(Right.SET_UP)
    piece = _there(session, key)
    for name in ASKED:
        if name in values:
            setattr(piece, name, _tidy(values[name]))
    _check(session, piece, today)


def withdraw_equipment(session: Session, key: Key, why: str, *, by: Viewer, today: date) -> None:
    """Say that it should never have been in the list; what points at it stays as it was.

    Args:
        key: which.
        why: the reason, in words.
    """
    by.may(Right.SET_UP)
    piece = _there(session, key)
    piece.withdraw(why, session.info["now"])
    piece.check(today)


def log_equipment(session: Session, key: Key, values: Mapping[str, Any], *, by: Viewer, today: date) -> Key:
    """Write down that it was checked, repaired, taken out of use or put back.

    The next check is counted from the latest one; what is taken out is out from that day, until it is put back.

    Args:
        key: which.
        values: attributes named in ``DONE``.

    Raises:
        Invalid: the day has not been, or nothing is chosen.
    """
    by.may(Right.SET_UP)
    piece = _there(session, key)
    wrong = {name: said for name, said in (("day", _("Velg dagen.")), ("what", _("Velg hva som ble gjort.")))
             if values.get(name) is None}  # fmt: skip
    if wrong:
        raise Invalid(**wrong)
    event = EquipmentEvent(equipment_id=key, **{name: _tidy(values[name]) for name in DONE if name in values})
    event.check(today)
    _follow(session, piece, event)
    session.add(event)
    session.flush()
    return event.id


def fault_from_incident(session: Session, incident: Key, *, by: Viewer, today: date) -> Key:
    """Write down that the equipment an incident points at has a fault; it says nothing of what happened.

    Args:
        incident: which points at the equipment.

    Raises:
        Problem: it points at none, or is not there.
    """
    by.may(Right.HANDLE)
    found = seen_incident(incident, session, by)
    if found.equipment_id is None:
        raise Problem(_("Velg først hvilket utstyr det gjelder, under oppfølgingen."))
    note = str(_("Skrevet opp etter en hendelse."))
    return log_equipment(session, found.equipment_id, {"day": today, "what": Looked.FAULT, "note": note},
                         by=by, today=today)  # fmt: skip


def _there(session: Session, key: Key) -> Equipment:
    piece = session.get(Equipment, key)
    if piece is None or piece.withdrawn_at is not None:
        raise Problem(_("Utstyret står ikke i listen lenger."))
    return piece


def _tidy(value: Any) -> Any:
    return clean(value) if isinstance(value, str) else value


def _check(session: Session, piece: Equipment, today: date) -> None:
    piece.order_key = sort_key(piece.name)[:160]
    piece.check(today)
    wrong: dict[str, str] = {}
    known = select(CodeEntry.id).where(CodeEntry.list_name == "equipment_kind", CodeEntry.code == piece.kind)
    if session.scalar(known) is None:
        wrong["kind"] = _("Velg hva slags utstyr det er.")
    if piece.place_id is not None and session.get(Place, piece.place_id) is None:
        wrong["place_id"] = _("Velg et sted fra listen.")
    if wrong:
        raise Invalid(**wrong)


def _follow(session: Session, piece: Equipment, event: EquipmentEvent) -> None:
    if event.what in CHECKS and piece.check_months and not _later(session, event, CHECKS):
        piece.next_check = months_after(event.day, piece.check_months)
    if _later(session, event, {Looked.OUT, Looked.BACK}):
        return
    if event.what is Looked.OUT:
        piece.out_of_use = event.day
    elif event.what is Looked.BACK:
        piece.out_of_use = None


def _later(session: Session, event: EquipmentEvent, what: Any) -> bool:
    """Whether one of these was done after this one: what is written down late changes nothing that came after it."""
    question = select(EquipmentEvent.id).where(
        EquipmentEvent.equipment_id == event.equipment_id, EquipmentEvent.withdrawn_at.is_(None),
        EquipmentEvent.what.in_(what), EquipmentEvent.day > event.day,
    )  # fmt: skip
    return session.scalars(question.limit(1)).first() is not None
