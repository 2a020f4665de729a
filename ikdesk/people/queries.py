"""Who is who."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.kernel.errors import Problem
from ikdesk.kernel.viewer import Key, Viewer
from ikdesk.kernel.words import _
from ikdesk.people.model import Person


def person_of_slot(session: Session, slot: str, *, viewer: Viewer, today: date) -> Viewer:
    """Who opened the file, from the lock that was opened.

    Raises:
        Problem: nobody here has that lock.
    """
    person = session.scalar(select(Person).where(Person.slot == slot, Person.withdrawn_at.is_(None)))
    if person is None:
        raise Problem(_("Passordet hører ikke til noen som er registrert her. Spør lederen."))
    return person.as_viewer()


def names_of(session: Session, *, viewer: Viewer, today: date) -> dict[Key, str]:
    """The names of everyone who uses IKdesk here, by key."""
    return dict(session.execute(select(Person.id, Person.name)).all())
