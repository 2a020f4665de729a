"""What the papers about privacy say of the unit."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.kernel.viewer import Right, Viewer
from ikdesk.people.model import Person, Role
from ikdesk.unit.queries import UnitRow, unit_row


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """The unit, and how many there are in each role."""

    unit: UnitRow
    roles: dict[Role, int]
    today: date


def unit_facts(session: Session, *, viewer: Viewer, today: date) -> UnitFacts:
    """The unit, and how many can unlock in each role."""
    viewer.may(Right.SET_UP)
    counted = Counter(session.scalars(select(Person.role).where(Person.withdrawn_at.is_(None))))
    return UnitFacts(unit_row(session, viewer=viewer, today=today), {role: counted[role] for role in Role}, today)
