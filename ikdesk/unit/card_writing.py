"""The card "Hva skal vi registrere?" as a page for the wall: read once, drawn beside the data."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ikdesk.kernel.card import TITLE
from ikdesk.kernel.names import safe_name
from ikdesk.unit.card_queries import card
from ikdesk.unit.card_sections import card_poster
from ikdesk.unit.queries import unit_row

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from ikdesk.kernel.viewer import Viewer
    from ikdesk.paper.poster import Poster


def read_card(session: Session, when: datetime, *, viewer: Viewer, today: date) -> Poster:
    """What the page says; quick.

    Args:
        session: where it stands.
        when: the moment it is printed; aware.
        viewer: whoever prints it.
        today: the day it is.
    """
    lines = card(session, viewer=viewer, today=today)
    return card_poster(lines, unit_row(session, viewer=viewer, today=today).name, when=when)


def draw_card(poster: Poster, folder: Path) -> Path:
    """Draw the page, without the data.

    Raises:
        Problem: it is too long for one page, or cannot be saved there.
    """
    from ikdesk.paper.poster import write_poster

    return write_poster(poster, folder / f"{safe_name(str(TITLE))}.pdf")
