"""Letting people in, making them something else, and letting them go."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.access.actions import note_access
from ikdesk.access.model import Deed
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.kernel.words import _, clean
from ikdesk.people.model import Person, Role
from ikdesk.unit.model import Department


def add_person(session: Session, name: str, *, slot: str, role: Role, by: Viewer, today: date) -> Key:
    """Register somebody who may sign in.

    Args:
        name: what the colleagues call them.
        slot: the lock in the vault they open.
        role: what they are here.
    """
    by.may(Right.MANAGE_USERS)
    person = Person(name=name, role=role, slot=slot)
    person.check(today)
    session.add(person)
    session.flush()
    note_access(session, Deed.USER_ADDED, Person.__tablename__, [person.id], note=role.label, by=by, today=today)
    return person.id


def change_person_role(session: Session, slot: str, role: Role, *, by: Viewer, today: date) -> None:
    """Make somebody something else here.

    Args:
        slot: the lock in the vault they open.
        role: what they are from now on.
    """
    by.may(Right.MANAGE_USERS)
    person = _of_slot(session, slot)
    if person is not None:
        person.role = role
        person.check(today)
        session.flush()
        note_access(session, Deed.ROLE_CHANGED, Person.__tablename__, [person.id], note=role.label, by=by, today=today)


def give_department(session: Session, slot: str, department: Key | None, *, by: Viewer, today: date) -> None:
    """Say which department a department lead has: they see the children's register of that one, and of no other.

    Args:
        slot: the lock in the vault they open.
        department: its key; None for none.

    Raises:
        Invalid: there is no such department.
    """
    by.may(Right.MANAGE_USERS)
    found = session.get(Department, department) if department is not None else None
    if department is not None and (found is None or found.withdrawn_at is not None):
        raise Invalid(department=_("Velg en avdeling fra listen."))
    person = _of_slot(session, slot)
    if person is not None:
        person.department_id = department
        person.check(today)
        session.flush()
        named = found.name if found is not None else ""
        note_access(session, Deed.ACCESS_GIVEN, Person.__tablename__, [person.id], note=named, by=by, today=today)


def rename_person(session: Session, slot: str, name: str, *, by: Viewer, today: date) -> None:
    """Call somebody something else; everybody may choose what they are called themselves.

    Args:
        slot: the lock in the vault they open.
        name: what the colleagues call them from now on.

    Raises:
        Invalid: there is no name.
    """
    person = _of_slot(session, slot)
    if person is None or person.id != by.person:
        by.may(Right.MANAGE_USERS)
    if person is not None:
        person.name = name
        person.check(today)
        session.flush()


def keep_code(session: Session, slot: str, *, kept: bool, by: Viewer, today: date) -> None:
    """Somebody said that their recovery code is written down; or there is a new one, and nobody has said so yet.

    Args:
        slot: the lock in the vault they open.
        kept: whether it is written down.
    """
    by.may(Right.MANAGE_USERS)
    person = _of_slot(session, slot)
    if person is not None:
        person.code_kept = today if kept else None
        person.check(today)
        session.flush()
        if not kept:
            note_access(session, Deed.CODE_MADE, Person.__tablename__, [person.id], by=by, today=today)


def password_changed(session: Session, slot: str, *, by: Viewer, today: date) -> None:
    """Write down that somebody got a new password, from oneself or another.

    Args:
        slot: the lock in the vault they open.
    """
    person = _of_slot(session, slot)
    if person is None or person.id != by.person:
        by.may(Right.MANAGE_USERS)
    if person is not None:
        note_access(session, Deed.PASSWORD_CHANGED, Person.__tablename__, [person.id], by=by, today=today)


def let_go(session: Session, slot: str, why: str, *, by: Viewer, today: date) -> None:
    """Somebody shall not sign in any more; what they did stands, with their name.

    Args:
        slot: the lock in the vault they open; if nobody has it any more, nothing is done.
        why: the reason, in words.

    Raises:
        Invalid: there is no reason.
    """
    by.may(Right.MANAGE_USERS)
    if not clean(why):
        raise Invalid(why=_("Skriv kort hvorfor."))
    person = _of_slot(session, slot)
    if person is not None:
        person.withdraw(why, session.info["now"])
        session.flush()
        note_access(session, Deed.USER_REMOVED, Person.__tablename__, [person.id], by=by, today=today)


def _of_slot(session: Session, slot: str) -> Person | None:
    return session.scalar(select(Person).where(Person.slot == slot, Person.withdrawn_at.is_(None)))
