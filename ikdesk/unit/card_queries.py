"""The unit's own card "Hva skal vi registrere?"."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.kernel.card import CardLine, shipped_card
from ikdesk.kernel.viewer import Viewer
from ikdesk.unit.contact_model import ThresholdLine

CardRow = CardLine
_OWN = select(ThresholdLine).where(ThresholdLine.withdrawn_at.is_(None)).order_by(
    ThresholdLine.position, ThresholdLine.id
)  # fmt: skip


def card(session: Session, *, viewer: Viewer, today: date) -> tuple[CardRow, ...]:
    """The card that holds; the one that comes with the program where the unit has written none."""
    return own_card(session, viewer=viewer, today=today) or shipped_card()


def own_card(session: Session, *, viewer: Viewer, today: date) -> tuple[CardRow, ...]:
    """The card the unit wrote itself; nothing where it uses the one that comes with the program."""
    rows = session.scalars(_OWN).all()
    return tuple(CardLine(row.event, row.collected.code, row.whole.code, row.tell) for row in rows)
