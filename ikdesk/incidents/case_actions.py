"""What is added to a case while it is followed up: notes, and what became of each child when several were hurt."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ikdesk.incidents.actions import standing, strangers
from ikdesk.incidents.case_model import CaseNote, OtherChild
from ikdesk.incidents.model import STAFF_KINDS
from ikdesk.incidents.restricted_actions import refuse_long_texts
from ikdesk.kernel.base import fields_of
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.kernel.words import _, clean

CHILD = ("child", "injury_kind", "body_part", "side", "treatment")  # what is asked of each child


def add_note(session: Session, key: Key, text: str, *, at: datetime, by: Viewer, today: date) -> Key:
    """Note something about a case while it is followed up.

    Args:
        key: the incident.
        text: what is noted.
        at: local date and time.

    Raises:
        Invalid: nothing is written, or too much.
    """
    by.may(Right.HANDLE)
    refuse_long_texts(standing(key, session, by).kind, {"text": text})
    note = CaseNote(incident_id=key, at=at, text=clean(text))
    note.check(today)
    session.add(note)
    session.flush()
    return note.id


def add_child(session: Session, key: Key, values: Mapping[str, Any], *, by: Viewer, today: date) -> Key:
    """Add one more child to an event that is one event.

    Args:
        key: the incident.
        values: attributes named in ``CHILD``; who it is must be there.

    Raises:
        Invalid: it is not said who, or a code is in no list.
        Problem: the incident is about staff.
    """
    by.may(Right.HANDLE)
    incident = standing(key, session, by)
    if incident.kind in STAFF_KINDS:
        raise Problem(_("Hendelsen gjelder ansatte. Barn føres i en egen hendelse."))
    last = session.scalar(select(func.max(OtherChild.position)).where(OtherChild.incident_id == key))
    child = OtherChild(incident_id=key, position=(last or 0) + 1)
    _fill(session, child, values, today)
    session.add(child)
    session.flush()
    return child.id


def change_child(session: Session, key: Key, values: Mapping[str, Any], *, by: Viewer, today: date) -> None:
    """Write down what became of one of the other children.

    Args:
        key: of the child's row.
        values: attributes named in ``CHILD``.

    Raises:
        Invalid: as ``add_child``; nothing was saved.
    """
    by.may(Right.HANDLE)
    _fill(session, _there(session, key, by), values, today)


def withdraw_child(session: Session, key: Key, why: str, *, by: Viewer, today: date) -> None:
    """Say that a child had no part in it after all; the row stays, with the reason.

    Args:
        key: of the child's row.
        why: the reason, in words.
    """
    by.may(Right.HANDLE)
    child = _there(session, key, by)
    child.withdraw(why, session.info["now"])
    child.check(today)


def _there(session: Session, key: Key, by: Viewer) -> OtherChild:
    child = session.get(OtherChild, key)
    if child is None or child.withdrawn_at is not None:
        raise Problem(_("Barnet står ikke på hendelsen lenger. Gå tilbake til saken."))
    standing(child.incident_id, session, by)
    return child


def _fill(session: Session, child: OtherChild, values: Mapping[str, Any], today: date) -> None:
    for name in CHILD:
        if name in values:
            value = values[name]
            setattr(child, name, clean(value) if isinstance(value, str) else value)
    child.check(today)
    wrong = dict(strangers(child, [one for one in fields_of(OtherChild) if one.codes and one.key in values], session))
    if not child.child:
        wrong["child"] = _("Skriv initialer eller nummer.")
    if wrong:
        raise Invalid(**wrong)
