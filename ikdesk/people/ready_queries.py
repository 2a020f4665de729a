"""May anything real be written here yet: only when one lost password does not lose it all."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.kernel.errors import Problem
from ikdesk.kernel.viewer import Right, Viewer
from ikdesk.kernel.words import _
from ikdesk.people.model import Person, Role
from ikdesk.unit.model import Unit


class NotReadyError(Problem):
    """There is one leader, and nobody has said that the recovery code is written down."""


def kept_codes(session: Session, *, viewer: Viewer, today: date) -> dict[str, date]:
    """Whose recovery code is written down, and since when; by the lock in the vault they open."""
    standing = select(Person.slot, Person.code_kept).where(Person.withdrawn_at.is_(None), Person.code_kept.is_not(None))
    return {slot: day for slot, day in session.execute(standing) if day is not None}


def not_ready(session: Session, *, viewer: Viewer, today: date) -> str:
    """What must be done before anything real is written here; empty when nothing must.

    Two leaders, or one leader whose recovery code is written down. The demo needs neither.
    """
    if session.scalar(select(Unit.demo_day).limit(1)) is not None:
        return ""
    leaders = list(session.scalars(select(Person.code_kept).where(
        Person.withdrawn_at.is_(None), Person.role == Role.LEADER)))  # fmt: skip
    return "" if len(leaders) != 1 or leaders[0] is not None else ready_words(viewer)


def ready_words(viewer: Viewer) -> str:
    """What must be done, for whoever can do it and for the others."""
    if Right.MANAGE_USERS not in viewer.rights:
        return str(_("Her kan ikke noe skrives inn ennå. Be lederen låse opp og skrive ned gjenopprettingskoden først. "
                     "Det tar ett minutt."))  # fmt: skip
    return str(_("Før dere skriver inn noe: lag en gjenopprettingskode og skriv den ned, eller legg til en leder til i "
                 "Innstillinger → Brukere. Ellers er alt borte hvis ett passord er borte."))  # fmt: skip


def refuse_unready(session: Session, *, viewer: Viewer, today: date) -> None:
    """Do nothing if something real may be written here.

    Raises:
        NotReadyError: not yet; the sentence says what to do.
    """
    said = not_ready(session, viewer=viewer, today=today)
    if said:
        raise NotReadyError(said)
