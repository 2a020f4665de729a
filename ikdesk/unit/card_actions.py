"""Writing the unit's own card "Hva skal vi registrere?", and going back to the one that comes with the program."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.kernel.card import CardLine, Mark
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.viewer import Right, Viewer
from ikdesk.kernel.words import _, clean
from ikdesk.unit.contact_model import ThresholdLine

MOST = 20  # lines; it hangs on the wall, and is read in one look


def save_card(session: Session, lines: Sequence[CardLine], *, by: Viewer, today: date) -> None:
    """Write the card as it shall be; a line that is not there any more is withdrawn.

    Args:
        lines: in their order.

    Raises:
        Invalid: there is no line, there are too many, or one does not say what has happened.
    """
    by.may(Right.SET_UP)
    if not lines:
        said = _("Kortet må ha minst én linje. Velg «Tilbake til forslaget» hvis dere ikke vil ha et eget.")
        raise Invalid(lines=said)
    if len(lines) > MOST:
        raise Invalid(lines=_("Kortet kan ha høyst {n} linjer, så det kan leses på et øyeblikk.").format(n=MOST))
    rows = _standing(session)
    for position, line in enumerate(lines):
        row = rows[position] if position < len(rows) else ThresholdLine(event="")
        told = (position, clean(line.event), Mark.of(line.collected), Mark.of(line.whole), clean(line.tell))
        for name, value in zip(("position", "event", "collected", "whole", "tell"), told, strict=True):
            if getattr(row, name) != value:
                setattr(row, name, value)
        row.check(today)
        session.add(row)
    for row in rows[len(lines) :]:
        row.withdraw(str(_("Tatt bort fra kortet")), session.info["now"])


def restore_card(session: Session, *, by: Viewer, today: date) -> None:
    """Use the card that comes with the program again; what the unit wrote stays, withdrawn."""
    by.may(Right.SET_UP)
    for row in _standing(session):
        row.withdraw(str(_("Tilbake til forslaget")), session.info["now"])


def _standing(session: Session) -> list[ThresholdLine]:
    question = select(ThresholdLine).where(ThresholdLine.withdrawn_at.is_(None))
    return list(session.scalars(question.order_by(ThresholdLine.position, ThresholdLine.id)))
