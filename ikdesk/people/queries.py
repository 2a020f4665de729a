"""Who is who."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ikdesk.kernel.errors import Problem
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.kernel.words import _, sort_key
from ikdesk.people.model import Deputy, Person, Role, role_of


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody who may sign in."""

    id: Key
    name: str
    role: Role
    slot: str  # the lock in the vault they open
    since: date | None
    code_kept: date | None = None  # the day somebody said that the recovery code is written down
    department: Key | None = None  # whose incidents a department lead sees


def person_of_slot(session: Session, slot: str, *, viewer: Viewer, today: date, role: str = "") -> Viewer:
    """Who opened the file, from the lock that was opened.

    Args:
        slot: the lock.
        role: what the vault says they are; where that differs, they may do only what both let them.

    Raises:
        Problem: nobody here has that lock, or it is not the program that asks.
    """
    viewer.may(Right.MANAGE_USERS)  # nobody becomes somebody else
    person = session.scalar(select(Person).where(Person.slot == slot, Person.withdrawn_at.is_(None)))
    if person is None:
        raise Problem(_("Passordet hører ikke til noen som er registrert her. Spør lederen."))
    return person.as_viewer(role_of(role) if role else None, until=_stands_in(session, person.id, today))


def _stands_in(session: Session, person: Key, day: date) -> date | None:
    """The last day somebody is the leader's deputy, if they are on this one."""
    found: date | None = session.scalar(select(func.max(Deputy.to_day)).where(
        Deputy.person_id == person, Deputy.withdrawn_at.is_(None), Deputy.from_day <= day, Deputy.to_day >= day
    ))  # fmt: skip
    return found


@dataclass(frozen=True, slots=True)
class DeputyRow:
    """Somebody who stands, stood or will stand in for the leader."""

    id: Key
    person_id: Key
    name: str
    from_day: date
    to_day: date
    why: str
    ended: str  # why it ended before its last day; empty where it did not
    current: bool


def deputies(session: Session, *, viewer: Viewer, today: date) -> list[DeputyRow]:
    """Everybody who ever stood in for the leader, the latest first."""
    viewer.may(Right.MANAGE_USERS)
    question = select(Deputy, Person.name).join(Person, Person.id == Deputy.person_id)
    rows = session.execute(question.order_by(Deputy.from_day.desc(), Deputy.id.desc()))
    return [
        DeputyRow(one.id, one.person_id, name, one.from_day, one.to_day, one.why, one.withdrawn_why or "",
                  current=one.withdrawn_at is None and one.from_day <= today <= one.to_day)
        for one, name in rows
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who can unlock, for those who report."""

    id: Key
    slot: str
    name: str
    alone: bool  # the only leader there is


def colleagues(session: Session, *, viewer: Viewer, today: date) -> list[Colleague]:
    """Those who can unlock, by name: a report may concern one of them."""
    viewer.may(Right.REPORT)
    rows = session.scalars(select(Person).where(Person.withdrawn_at.is_(None))).all()
    leaders = [row.id for row in rows if row.role is Role.LEADER]
    found = [Colleague(row.id, row.slot, row.name, leaders == [row.id]) for row in rows]
    return sorted(found, key=lambda one: sort_key(one.name))


def names_of(session: Session, *, viewer: Viewer, today: date) -> dict[Key, str]:
    """The names of everyone who uses IKdesk here, by key."""
    viewer.may(Right.SET_UP)
    return dict(session.execute(select(Person.id, Person.name)).all())


def people(session: Session, *, viewer: Viewer, today: date) -> list[PersonRow]:
    """Those who may sign in, in the order they came; only oneself for somebody who may not set up."""
    question = select(Person).where(Person.withdrawn_at.is_(None)).order_by(Person.id)
    if Right.SET_UP not in viewer.rights:
        question = question.where(Person.id == viewer.person)
    found = session.scalars(question)
    return [
        PersonRow(
            one.id, one.name, one.role, one.slot, one.made_at.date() if one.made_at else None, one.code_kept,
            one.department_id,
        )
        for one in found
    ]  # fmt: skip


def differences(
    session: Session, known: Mapping[str, tuple[str, str]], *, viewer: Viewer, today: date
) -> dict[str, str]:
    """Where the people in the file and those in the vault are not the same: a sentence for each lock.

    Somebody who may not set up is told only about their own.

    Args:
        known: by lock, the name and the role the vault gives.
    """
    rows = {row.slot: row for row in people(session, viewer=viewer, today=today)}
    if Right.SET_UP not in viewer.rights:
        known = {slot: known[slot] for slot in rows if slot in known}
    said: dict[str, str] = {}
    for slot, (name, code) in known.items():
        row = rows.get(slot)
        if row is None:
            said[slot] = _("{name} er ikke registrert her, men har et passord. Ingen slipper inn med det. Fjern "
                           "brukeren i Innstillinger → Brukere.").format(name=name)  # fmt: skip
        elif row.role.code != code:
            said[slot] = _("{name} har ikke samme rolle i dataene og i nøkkelen. Rollen med færrest rettigheter "
                           "gjelder. Velg rolle på nytt i Innstillinger → Brukere.").format(name=row.name)  # fmt: skip
        elif row.name != name:
            said[slot] = _("{name} heter {other} på låseskjermen. Skriv navnet på nytt i Innstillinger → "
                           "Brukere.").format(name=row.name, other=name)  # fmt: skip
    for slot, row in rows.items():
        if slot not in known:
            said[slot] = _("{name} er registrert her, men har ikke noe passord. Lag et nytt, eller fjern brukeren, i "
                           "Innstillinger → Brukere.").format(name=row.name)  # fmt: skip
    return said
