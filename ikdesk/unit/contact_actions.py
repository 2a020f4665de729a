"""Writing down whom to tell when something happens."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.kernel.words import _
from ikdesk.unit.actions import change_unit
from ikdesk.unit.contact_model import Contact
from ikdesk.unit.contact_row_model import RESPONSIBLE
from ikdesk.unit.model import CodeEntry, Unit

ASKED = ("role", "name", "phone", "email", "note")
_OF_UNIT = ("name", "phone", "email")  # of the one who is responsible, in the description of the unit


def add_contact(session: Session, values: Mapping[str, str], *, by: Viewer, today: date) -> Key:
    """Write down somebody to tell; the one who is responsible for the unit is written in its description.

    Args:
        values: attributes of ``Contact``.

    Raises:
        Invalid: there is nobody, or no way to reach them; or somebody is responsible for the unit already.
    """
    by.may(Right.SET_UP)
    if values.get("role") == RESPONSIBLE:
        if session.scalars(select(Unit.responsible_name)).one():
            raise Invalid(role=_("Den som er ansvarlig, står her fra før. Endre den i stedet."))
        return _responsible(session, values, by, today)
    last = session.scalar(select(func.max(Contact.position)))
    made = Contact(**{name: values.get(name) or "" for name in ASKED}, position=(last or 0) + 1)
    made.check(today)
    _refuse_unknown(session, made.role)
    session.add(made)
    session.flush()
    return made.id


def change_contact(session: Session, key: Key, values: Mapping[str, str], *, by: Viewer, today: date) -> Key:
    """Change somebody to tell.

    Args:
        key: the contact, or the unit for the one who is responsible for it.
        values: attributes of ``Contact`` and what they shall be.

    Raises:
        Invalid: there is nobody, or no way to reach them; or the role cannot be changed to or from that one.
    """
    by.may(Right.SET_UP)
    contact = session.get(Contact, key)
    if (values.get("role") == RESPONSIBLE) != (contact is None):
        raise Invalid(role=_("Den som er ansvarlig, kan ikke få en annen rolle. Legg til en ny."))
    if contact is None:
        return _responsible(session, values, by, today)
    for name in ASKED:
        setattr(contact, name, values.get(name, getattr(contact, name)))
    contact.check(today)
    _refuse_unknown(session, contact.role)
    return key


def withdraw_contact(session: Session, key: Key, *, by: Viewer, today: date) -> None:
    """Take somebody off the list; what was told them stays as it was.

    Args:
        key: the contact, or the unit for the one who is responsible for it.
    """
    by.may(Right.SET_UP)
    contact = session.get(Contact, key)
    if contact is None:
        change_unit(session, {f"responsible_{name}": "" for name in _OF_UNIT}, by=by, today=today)
    else:
        contact.withdraw(str(_("Tatt av listen")), session.info["now"])


def move_contact(session: Session, key: Key, before: Key, *, by: Viewer, today: date) -> None:
    """Let two of the same role change places; the first of a role is called first.

    Args:
        key: one of them.
        before: the other.
    """
    by.may(Right.SET_UP)
    one, other = session.get_one(Contact, key), session.get_one(Contact, before)
    one.position, other.position = other.position, one.position


def _responsible(session: Session, values: Mapping[str, str], by: Viewer, today: date) -> Key:
    """The one who is responsible for the unit: checked as any contact, kept where it belongs."""
    Contact(role=RESPONSIBLE, **{name: values.get(name) or "" for name in _OF_UNIT}).check(today)
    change_unit(session, {f"responsible_{name}": values.get(name) or "" for name in _OF_UNIT}, by=by, today=today)
    return session.scalars(select(Unit.id)).one()


def _refuse_unknown(session: Session, role: str) -> None:
    known = select(CodeEntry.id).where(CodeEntry.list_name == "contact_role", CodeEntry.code == role)
    if session.scalar(known) is None:
        raise Invalid(role=_("Velg hva de er for dere."))
