"""Whom to tell, as it is read and shown, and whom to call for a role."""

from __future__ import annotations

from dataclasses import dataclass

from ikdesk.kernel.public_numbers import public_numbers
from ikdesk.kernel.viewer import Key

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


def reached_by(role: str, rows: tuple[ContactRow, ...]) -> tuple[ContactRow, ...]:
    """Whom to call for a role: the unit's own contacts, and where there are none, the public service that has it.

    Args:
        role: code of contact_role.
        rows: the unit's own contacts.
    """
    own = tuple(row for row in rows if row.role == role)
    public = (ContactRow(None, role, one.name, one.number) for one in public_numbers() if one.role == role)
    return own or tuple(public)
