"""The papers of a meeting, made beside the window and opened when they are there."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ikdesk.access.model import Deed
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _
from ikdesk.meetings.writing import NAMES, Paper, What, read_paper, write_meeting
from ikdesk.paper.saving import renamed_said
from ikdesk.ui.open_file import open_file, shown_folder

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from ikdesk.kernel.viewer import Viewer
    from ikdesk.ui.desk import Desk
    from ikdesk.ui.jobs import Job, Tick


def print_meeting(desk: Desk, key: Key, what: What, folder: Path, tell: Callable[..., None]) -> Job:
    """Write one of the papers of a meeting, and open it when it is done.

    Args:
        desk: verbs.
        key: the meeting.
        what: agenda, minutes or poster.
        folder: where the file goes.
        tell: shows a toast.
    """
    today, when = desk.today, desk.clock.local().astimezone()

    def read(session: Session, viewer: Viewer) -> Paper:
        return read_paper(session, key, what, when, viewer=viewer, today=today)

    def draw(paper: Paper, tick: Tick) -> Path:
        return write_meeting(paper, folder, tick)

    desk.note(Deed.PRINTED, "meeting", [key], note=str(NAMES[what]))
    job = desk.start(read, draw)
    job.succeeded.connect(partial(_show, desk, what, tell))
    return job


def _show(desk: Desk, what: What, tell: Callable[..., None], made: Path) -> None:
    desk.know("meeting", [made])
    told = _("{name} ligger i {folder}.").format(name=NAMES[what], folder=shown_folder(made.parent))
    tell(told + renamed_said(made), str(_("Åpne")), lambda: open_file(made))
    if desk.in_sight():  # nothing may come up over a locked screen
        open_file(made)
