"""The one who takes an archive in, and the people in it: who unlocks the new file, and as whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.access.actions import note_access
from ikdesk.access.model import Deed
from ikdesk.archive.found_data import Archive, rows_in
from ikdesk.archive.values_model import row_of
from ikdesk.kernel.base import Base
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.viewer import Key, Viewer
from ikdesk.kernel.words import _, clean
from ikdesk.people.actions import add_person
from ikdesk.people.model import Person, Role
from ikdesk.safe.vault import alike

MOST_TOLD = 5  # names in a sentence


@dataclass(frozen=True, slots=True)
class Seat:
    """Who unlocks what was taken in.

    Args:
        name: as it stands on the lock screen.
        key: of the leader in the archive; None for one who comes with it.
        kept: the day they said that the recovery code of this vault is written down.
    """

    name: str
    key: Key | None
    kept: date | None = None


def seat_of(archive: Archive, name: str) -> Seat:
    """Who somebody is who takes an archive in.

    Args:
        archive: that was looked through.
        name: what they said they are called; without it, the one leader there is.

    Raises:
        Problem: nobody was named and it cannot be told, or it is the name of somebody who is no leader.
    """
    known = _people(archive)
    leaders = {key: called for key, (called, role) in known.items() if role is Role.LEADER}
    told = clean(name)
    if not told:
        if len(leaders) == 1:
            key, called = next(iter(leaders.items()))
            return Seat(called, key)
        said = _("Skriv hvem du er: --name og navnet ditt. Ledere i arkivet: {names}.")
        some = ", ".join(sorted(leaders.values(), key=str.casefold)[:MOST_TOLD])
        raise Problem(said.format(names=some or str(_("ingen"))))
    found = [(key, called, role) for key, (called, role) in known.items() if alike(called) == alike(told)]
    if not found:
        return Seat(told, None)
    key, called, role = found[0]
    if role is not Role.LEADER or len(found) > 1:
        said = _("{name} er ikke den eneste med det navnet, eller er ikke leder i arkivet. Skriv navnet til en leder, "
                 "eller et navn som ikke finnes der.")  # fmt: skip
        raise Problem(said.format(name=called))
    return Seat(called, key)


def take_seat(session: Session, seat: Seat, slot: str, *, by: Viewer, today: date) -> Viewer:
    """Let somebody open the file that was filled, as the leader they were or as a new one; who they are from now on.

    The others have no password here until a leader gives them one.

    Args:
        seat: who it is.
        slot: the lock in the vault they open.
    """
    key = seat.key or add_person(session, seat.name, slot=slot, role=Role.LEADER, by=by, today=today)
    person = session.scalars(select(Person).where(Person.id == key)).one()
    person.slot, person.code_kept = slot, seat.kept  # a code from before opens nothing here
    session.flush()
    if seat.key is not None:
        note_access(session, Deed.PASSWORD_CHANGED, Person.__tablename__, [key], by=by, today=today)
    return person.as_viewer()


def kept_on(session: Session, slot: str, *, viewer: Viewer, today: date) -> date | None:  # noqa: ARG001 (as below)
    """The day somebody said that their recovery code is written down.

    Args:
        slot: the lock in the vault they open.
    """
    return session.scalar(select(Person.code_kept).where(Person.slot == slot, Person.withdrawn_at.is_(None)))


def without_password(session: Session, slot: str, *, by: Viewer, today: date) -> tuple[str, ...]:  # noqa: ARG001 (what is written is asked so)
    """The names of those who must be given a password before they can unlock.

    Args:
        slot: the lock of the one who can.
    """
    question = select(Person.name).where(Person.withdrawn_at.is_(None), Person.slot != slot).order_by(Person.id)
    return tuple(session.scalars(question))


def _people(archive: Archive) -> dict[Key, tuple[str, Role]]:
    """The name and the role of everybody who has not gone."""
    table, silent = Base.metadata.tables[Person.__tablename__], _silent()
    rows = (row_of(table, given, number, older=archive.older)
            for number, given in rows_in(archive, table.name, silent))  # fmt: skip
    return {row["id"]: (row["name"], row["role"]) for row in rows if row["withdrawn_at"] is None}


def _silent() -> Callable[[int], None]:
    return lambda _bytes: None
