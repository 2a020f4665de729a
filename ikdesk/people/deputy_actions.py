"""Letting somebody stand in for the leader between two days."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.access.actions import note_access
from ikdesk.access.model import Deed
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.kernel.words import _, clean
from ikdesk.people.model import Deputy, Person, Role


def appoint_deputy(  # noqa: PLR0913 (who, from when, until when and why are what it is)
    session: Session, person: Key, from_day: date, to_day: date, why: str, *, by: Viewer, today: date
) -> Key:
    """Give somebody the leader's rights on some days, but not over users, keys and the log.

    Args:
        person: who stands in.
        from_day: the first day.
        to_day: the last day; the rights end when it does.
        why: the reason, in words.

    Raises:
        Invalid: a leader needs none, the days make no sense, lie behind, or are taken, or there is no reason.
    """
    by.may(Right.MANAGE_USERS)
    found = session.get(Person, person)
    wrong: dict[str, str] = {}
    if found is None or found.withdrawn_at is not None:
        wrong["person"] = _("Velg hvem som er stedfortreder.")
    elif found.role is Role.LEADER:
        wrong["person"] = _("{name} er leder allerede.").format(name=found.name)
    if to_day < today:
        wrong["to_day"] = _("Siste dag er allerede over.")
    if not clean(why):
        wrong["why"] = _("Skriv kort hvorfor.")
    if wrong:
        raise Invalid(**wrong)
    deputy = Deputy(person_id=person, from_day=from_day, to_day=to_day, why=why)
    deputy.check(today)
    _refuse_twice(session, deputy)
    session.add(deputy)
    session.flush()
    _note(session, deputy, by, today)
    return deputy.id


def end_deputy(session: Session, key: Key, why: str, *, by: Viewer, today: date) -> None:
    """End it before its last day; it stays in the list, with the reason.

    Raises:
        Invalid: there is no reason.
    """
    by.may(Right.MANAGE_USERS)
    deputy = session.get_one(Deputy, key)
    if deputy.withdrawn_at is None:
        deputy.withdraw(why, session.info["now"])
        session.flush()
        _note(session, deputy, by, today)


def revive_deputy(session: Session, key: Key, *, by: Viewer, today: date) -> None:
    """Undo ``end_deputy``."""
    by.may(Right.MANAGE_USERS)
    deputy = session.get_one(Deputy, key)
    _refuse_twice(session, deputy)
    deputy.withdrawn_at = deputy.withdrawn_why = None
    session.flush()
    _note(session, deputy, by, today)


def _refuse_twice(session: Session, deputy: Deputy) -> None:
    same = select(Deputy.id).where(
        Deputy.person_id == deputy.person_id, Deputy.withdrawn_at.is_(None), Deputy.id != deputy.id,
        Deputy.from_day <= deputy.to_day, Deputy.to_day >= deputy.from_day,
    )  # fmt: skip
    if session.scalar(same.limit(1)) is not None:
        raise Invalid(from_day=_("Personen er stedfortreder noen av disse dagene allerede."))


def _note(session: Session, deputy: Deputy, by: Viewer, today: date) -> None:
    days = f"{deputy.from_day.isoformat()}/{deputy.to_day.isoformat()}"
    note_access(session, Deed.DEPUTY, "person", [deputy.person_id], note=days, by=by, today=today)
