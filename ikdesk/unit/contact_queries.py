"""Questions about whom to tell: the unit's own contacts, and the public services."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.kernel.viewer import Right, Viewer
from ikdesk.unit.contact_model import Contact
from ikdesk.unit.contact_row_model import RESPONSIBLE, ContactRow
from ikdesk.unit.model import CodeEntry, Unit


def contacts(session: Session, *, viewer: Viewer, today: date) -> tuple[ContactRow, ...]:
    """Everybody the unit itself has written down, role by role in the order of the list of roles.

    The one who is responsible for the unit is the one named in its description.
    """
    viewer.may(Right.REPORT)
    order: dict[str, int] = {code: at for at, code in enumerate(session.scalars(_ROLES))}
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
