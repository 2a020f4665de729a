"""One's own PIN for the screen lock, as it is kept."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from ikdesk.kernel.viewer import Viewer
from ikdesk.people.pin_model import StoredPin


def own_pin(session: Session, *, viewer: Viewer, today: date) -> tuple[bytes, bytes] | None:
    """Salt and stretched digits, both empty for whoever goes without; None if nothing was chosen yet."""
    row = session.get(StoredPin, viewer.person) if viewer.person else None
    return None if row is None else (row.salt, row.stretched)
