"""Saying that one has read a routine and understood it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.kernel.errors import Problem
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.kernel.words import _
from ikdesk.routines.model import RoutineRead
from ikdesk.routines.read_queries import reading_of


def note_read(session: Session, key: Key, version: Key, *, by: Viewer, today: date) -> None:
    """Write down that one has read a routine as it is now; said twice it stands once, with the first day.

    Args:
        key: the routine.
        version: the version that was read.

    Raises:
        Problem: that version does not hold: there is a newer one, or none.
    """
    by.may(Right.READ_ROUTINES)
    reading = reading_of(session, key, viewer=by, today=today)
    if reading is None or reading.version != version:
        raise Problem(_("Rutinen er endret siden du åpnet den. Les den slik den er nå."))
    if by.person is None:
        raise Problem(_("Lås opp med ditt eget navn først."))
    found = _found(session, version, by)
    if found is None:
        session.add(RoutineRead(routine_version_id=version, person_id=by.person, day=today))
    elif found.withdrawn_at is not None:
        found.withdrawn_at, found.withdrawn_why, found.day = None, None, today


def undo_read(session: Session, version: Key, *, by: Viewer, today: date) -> None:
    """Take back that one has read a version; what was said stays in the history."""
    by.may(Right.READ_ROUTINES)
    found = _found(session, version, by)
    if found is not None and found.withdrawn_at is None:
        found.withdraw(str(_("Angret")), session.info["now"])


def _found(session: Session, version: Key, by: Viewer) -> RoutineRead | None:
    return session.scalar(select(RoutineRead).where(
        RoutineRead.routine_version_id == version, RoutineRead.person_id == by.person
    ))  # fmt: skip
