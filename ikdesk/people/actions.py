"""Letting people in."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.people.model import Person, Role


def add_person(session: Session, name: str, *, slot: str, role: Role, by: Viewer, today: date) -> Key:
    """Register somebody who may sign in.

    Args:
        name: what the colleagues call them.
        slot: the lock in the vault they open.
        role: what they are here.
    """
    by.may(Right.SET_UP)
    person = Person(name=name, role=role, slot=slot)
    person.check(today)
    session.add(person)
    session.flush()
    return person.id
