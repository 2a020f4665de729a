"""Choosing a PIN for the screen lock: everybody their own, and nobody another's."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from ikdesk.kernel.viewer import Right, Viewer
from ikdesk.people.pin_model import StoredPin


def keep_pin(session: Session, salt: bytes, stretched: bytes, *, by: Viewer, today: date) -> None:
    """Keep one's own PIN, in place of the one there was.

    Args:
        salt: random bytes.
        stretched: what became of the digits; empty for whoever goes without.
    """
    by.may(Right.REPORT)
    row = session.get(StoredPin, by.person)
    if row is None:
        session.add(StoredPin(person_id=by.person, salt=salt, stretched=stretched))
    else:
        row.salt, row.stretched = salt, stretched
