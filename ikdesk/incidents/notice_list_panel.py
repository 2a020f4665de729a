"""Printing the page with whom to call: drawn beside the window, opened when it is done, and written in the log."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from ikdesk.access.model import Deed
from ikdesk.incidents.notice_sections import notice_sheet
from ikdesk.incidents.notice_writing import draw_notice_list
from ikdesk.kernel.paths import documents_folder
from ikdesk.kernel.words import _
from ikdesk.paper.saving import renamed_said
from ikdesk.ui.open_file import open_file, shown_folder
from ikdesk.unit.contact_queries import contacts
from ikdesk.unit.queries import unit_row

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from ikdesk.kernel.viewer import Viewer
    from ikdesk.paper.call_sheet import CallSheet
    from ikdesk.ui.desk import Desk
    from ikdesk.ui.jobs import Job, Tick

KIND = "call_list"  # what it is called in the log and among the files that were written


def print_notice_list(desk: Desk, tell: Callable[..., None]) -> Job:
    """Write the page.

    Args:
        desk: verbs.
        tell: shows a toast.
    """
    today, book, when = desk.today, desk.codebook, desk.clock.local().astimezone()
    folder = Path(desk.settings.report_folder) if desk.settings.report_folder else documents_folder()

    def read(session: Session, viewer: Viewer) -> CallSheet:
        so = {"viewer": viewer, "today": today}
        return notice_sheet(unit_row(session, **so), contacts(session, **so), book, when=when)  # type: ignore[arg-type]

    def draw(sheet: CallSheet, _tick: Tick) -> Path:
        return draw_notice_list(sheet, folder)

    def show(made: Path) -> None:
        desk.know(KIND, [made])
        told = _("Varslingslisten ligger i {folder}.").format(folder=shown_folder(made.parent))
        tell(told + renamed_said(made), str(_("Åpne")), lambda: open_file(made))
        if desk.in_sight():  # nothing may come up over a locked screen
            open_file(made)

    desk.note(Deed.PRINTED, KIND)
    job = desk.start(read, draw)
    job.succeeded.connect(show)
    return job
