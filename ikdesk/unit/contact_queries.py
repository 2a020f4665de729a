"""Questions about whom to tell: the unit's own contacts, and the public services."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.kernel.public_numbers import public_numbers
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.unit.contact_model import Contact
from ikdesk.unit.model import CodeEntry, Unit

RESPONSIBLE = "responsible_s7"  # stands in the description of the unit, not among the contacts


@dataclass(frozen=True, slots=True)
class ContactRow:
    """Somebody to tell."""

    id: Key | None  # None: a public service, as shipped
    role: str
    name: str
    phone: str
    email: str = ""
    note: str = ""


def contacts(session: Session, *, viewer: Viewer, today: date) -> tuple[ContactRow, ...]:
    """Everybody the unit itself has written down, role by role in the order of the list of roles.

    The one who is responsible for the unit is the one named in its description.
    """
    viewer.may(Right.REPORT)
    order = {code: at for at, code in enumerate(session.scalars(_ROLES))}
    rows = [
        ContactRow(c.id, c.role, c.name, c.phone, c.email, c.note)
        for c in session.scalars(select(Contact).where(Contact.withdrawn_at.is_(None)).order_by(Contact.position))
    ]
    unit = session.scalars(select(Unit)).one()
    if unit.responsible_name or unit.responsible_phone or unit.responsible_email:
        rows.insert(0, ContactRow(
            unit.id, RESPONSIBLE, unit.responsible_name, unit.responsible_phone, unit.responsible_email,
        ))  # fmt: skip
    return tuple(sorted(rows, key=lambda row: order.get(row.role, len(order))))


_ROLES = select(CodeEntry.code).where(CodeEntry.list_name == "contact_role").order_by(CodeEntry.position)


def reached_by(role: str, rows: tuple[ContactRow, ...]) -> tuple[ContactRow, ...]:
    """Whom to call for a role: the unit's own contacts, and where there are none, the public service that has it.

    Args:
        role: code of contact_role.
        rows: the unit's own contacts.
    """
    own = tuple(row for row in rows if row.role == role)
    public = (ContactRow(None, role, one.name, one.number) for one in public_numbers() if one.role == role)
    return own or tuple(public)
