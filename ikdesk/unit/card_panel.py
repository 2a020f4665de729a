"""The card "Hva skal vi registrere?" in the window: to read, and to put on the wall."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ikdesk.access.actions import note_access
from ikdesk.access.model import Deed
from ikdesk.kernel.viewer import Viewer
from ikdesk.kernel.words import _
from ikdesk.lock.card_view import CardView
from ikdesk.paper.saving import renamed_said
from ikdesk.ui.buttons import SecondaryButton
from ikdesk.ui.desk import Desk
from ikdesk.ui.open_file import open_file, shown_folder
from ikdesk.unit.card_queries import card
from ikdesk.unit.card_writing import draw_card, read_card

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from ikdesk.ui.jobs import Job, Tick


class CardPanel(CardView):
    """The card that holds, read anew each time it is shown. ``left()`` when one has read it.

    Args:
        desk: verbs.
        tell: shows a toast.
        folder: where files for people go, asked when one is made.
    """

    def __init__(self, desk: Desk, tell: Callable[..., None], folder: Callable[[Desk], Path]) -> None:
        self.paper = SecondaryButton(str(_("Skriv ut til oppslag")), "printer")
        super().__init__(self.paper)
        self._desk, self._tell, self._folder = desk, tell, folder
        self.job: Job | None = None
        self.paper.clicked.connect(self._on_paper)

    def reload(self) -> None:
        """Show the card as it is now."""
        self.show_card(self._desk.read(card))

    def _on_paper(self) -> None:
        self.job = print_card(self._desk, self._folder(self._desk), self._tell)


def print_card(desk: Desk, folder: Path, tell: Callable[..., None]) -> Job:
    """Write the page for the wall beside the window, and offer to open it.

    Args:
        desk: verbs.
        folder: where the file goes.
        tell: shows a toast.
    """
    today, when = desk.today, desk.clock.local().astimezone()

    def read(session: Session, viewer: Viewer) -> Any:
        return read_card(session, when, viewer=viewer, today=today)

    def draw(poster: Any, _tick: Tick) -> Path:
        return draw_card(poster, folder)

    def note(session: Session, _made: Path, *, by: Viewer, today: date) -> None:
        note_access(session, Deed.PRINTED, "threshold_line", by=by, today=today)

    def show(made: Path) -> None:
        desk.know("threshold_line", [made])
        told = _("Siden ligger i {folder}.").format(folder=shown_folder(made.parent))
        tell(told + renamed_said(made), str(_("Åpne")), lambda: open_file(made))

    job = desk.start(read, draw, note)
    job.succeeded.connect(show)
    return job
