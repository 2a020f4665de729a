"""Choosing a picture and making it anew beside the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QWidget

from ikdesk.kernel.content import Picture
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.words import _
from ikdesk.ui.desk import Desk
from ikdesk.ui.dialogs import ask_open_path
from ikdesk.ui.jobs import Job
from ikdesk.ui.pictures_in import KINDS, read_picture


def ask_picture(parent: QWidget | None, title: str) -> Path | None:
    """Ask which picture; None if it was called off.

    Args:
        parent: the window.
        title: of the box.
    """
    start = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation))
    kinds = f"{_('Bilder')} ({KINDS});;{_('Alle filer')} (*)"
    return ask_open_path(parent, title, start, kinds)


def bring_picture(
    desk: Desk, path: Path, longest: int, then: Callable[[Picture], object], refused: Callable[[Problem], object]
) -> Job:
    """Read a picture and make it anew, while the window goes on; nobody is asked about it over a locked screen.

    Args:
        desk: verbs.
        path: the file.
        longest: the longest side of what comes out; pixels.
        then: gets it.
        refused: gets why it cannot be used.
    """
    job = desk.work(lambda _tick: read_picture(path, longest))

    def on_read(picture: Picture) -> None:
        if desk.in_sight():
            then(picture)

    def on_failed(error: Exception) -> None:
        if not isinstance(error, Problem):
            raise error
        if desk.in_sight():
            refused(error)

    job.succeeded.connect(on_read)
    job.failed.connect(on_failed)
    return job
