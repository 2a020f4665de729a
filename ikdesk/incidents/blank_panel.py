"""Printing a blank form beside the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from ikdesk.incidents.blank_sections import Blank
from ikdesk.incidents.blank_writing import write_blank
from ikdesk.kernel.viewer import Viewer
from ikdesk.kernel.words import _
from ikdesk.paper.saving import renamed_said
from ikdesk.reports.target_panel import made_report_folder
from ikdesk.ui.desk import Desk
from ikdesk.ui.jobs import Job
from ikdesk.ui.open_file import open_file, shown_folder
from ikdesk.unit.queries import departments, places, unit_row

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def print_blank(desk: Desk, tell: Callable[..., None], what: str) -> Job:
    """Write a blank form, and offer to open it.

    Args:
        desk: verbs.
        tell: shows a toast.
        what: report or collect.

    Raises:
        Problem: the folder cannot be made.
    """
    folder, today, when, book = made_report_folder(desk), desk.today, desk.clock.local().astimezone(), desk.codebook

    def read(session: Session, viewer: Viewer) -> Blank:
        return Blank(
            unit_row(session, viewer=viewer, today=today).name, book,
            [row.name for row in places(session, viewer=viewer, today=today)],
            [row.name for row in departments(session, viewer=viewer, today=today)], when,
        )  # fmt: skip

    def draw(blank: Blank, _tick: object) -> Path:
        return write_blank(what, blank, folder)

    def show(made: Path) -> None:
        desk.know("paper", [made])  # it names nobody, but the places it lists grow old
        said = _("«{name}» ligger i {folder}.").format(name=made.name, folder=shown_folder(made.parent))
        tell(said + renamed_said(made), str(_("Åpne")), lambda: open_file(made))

    job = desk.start(read, draw)
    job.succeeded.connect(show)
    return job
