"""Risk assessments on paper and in Excel from the window: drawn beside it, and offered to be opened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ikdesk.access.actions import note_access
from ikdesk.access.model import Deed
from ikdesk.kernel.viewer import Right, Viewer
from ikdesk.kernel.words import _
from ikdesk.paper.saving import renamed_said
from ikdesk.reports.target_panel import made_report_folder
from ikdesk.risks.register_sections import Register, file_name
from ikdesk.risks.sections import Around
from ikdesk.risks.view_model import RiskView
from ikdesk.risks.writing import (
    KIND,
    Some,
    Which,
    draw_blank,
    draw_register,
    draw_risk,
    read_blank,
    read_register,
    read_risk,
    register_note,
)
from ikdesk.ui.buttons import SecondaryButton
from ikdesk.ui.desk import Desk
from ikdesk.ui.dialogs import ask_save_path
from ikdesk.ui.jobs import Job, Tick
from ikdesk.ui.layouts import Row
from ikdesk.ui.open_file import open_file, shown_folder

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from ikdesk.paper.form_sheet import FormSheet

KINDS = {"xlsx": "Excel (*.xlsx)", "pdf": "PDF (*.pdf)"}


class RegisterButtons(QWidget):
    """The list that is shown as Excel or PDF; nothing is shown to who may take nothing out.

    Args:
        desk: verbs.
        tell: shows a toast.
        wanted: which assessments the list shows.
    """

    def __init__(self, desk: Desk, tell: Callable[..., None], wanted: Callable[[], Some]) -> None:
        super().__init__()
        self.excel = SecondaryButton(str(_("Excel")), "file-spreadsheet")
        self.pdf = SecondaryButton(str(_("PDF")), "file-text")
        self.excel.setAccessibleName(str(_("Listen som Excel")))
        self.pdf.setAccessibleName(str(_("Listen som PDF")))
        self.excel.clicked.connect(lambda: export_register(self, desk, wanted(), "xlsx", tell))
        self.pdf.clicked.connect(lambda: export_register(self, desk, wanted(), "pdf", tell))
        Row(self.excel, self.pdf, spacing=12, parent=self)
        self.setVisible(Right.EXPORT in desk.viewer.rights)


def print_risk(desk: Desk, which: Which, folder: Path, tell: Callable[..., None]) -> Job:
    """Write the pages of an assessment beside the window, and offer to open them.

    Args:
        desk: verbs.
        which: the assessment, or an approved version of it.
        folder: where the file goes.
        tell: shows a toast.
    """
    today, when = desk.today, desk.clock.local().astimezone()

    def read(session: Session, viewer: Viewer) -> tuple[RiskView, Around]:
        return read_risk(session, which, when, viewer=viewer, today=today)

    def draw(found: tuple[RiskView, Around], _tick: Tick) -> Path:
        return draw_risk(*found, folder)

    def note(session: Session, _made: Path, *, by: Viewer, today: date) -> None:
        note_access(session, Deed.PRINTED, KIND, [which.key], by=by, today=today)

    def show(made: Path) -> None:
        desk.know(KIND, [made])
        told = _("Risikovurderingen ligger i {folder}.").format(folder=shown_folder(made.parent))
        tell(told + renamed_said(made), str(_("Åpne")), lambda: open_file(made))

    job = desk.start(read, draw, note)
    job.succeeded.connect(show)
    return job


def print_blank(desk: Desk, tell: Callable[..., None]) -> Job:
    """Write a blank short assessment to fill in by hand, and offer to open it; nobody is named in it.

    Args:
        desk: verbs.
        tell: shows a toast.
    """
    folder, today, when = made_report_folder(desk), desk.today, desk.clock.local().astimezone()

    def read(session: Session, viewer: Viewer) -> FormSheet:
        return read_blank(session, when, viewer=viewer, today=today)

    def draw(sheet: FormSheet, _tick: Tick) -> Path:
        return draw_blank(sheet, folder)

    def show(made: Path) -> None:
        desk.know("paper", [made])
        told = _("Skjemaet ligger i {folder}.").format(folder=shown_folder(made.parent))
        tell(told + renamed_said(made), str(_("Åpne")), lambda: open_file(made))

    job = desk.start(read, draw)
    job.succeeded.connect(show)
    return job


def export_register(window: QWidget, desk: Desk, some: Some, kind: str, tell: Callable[..., None]) -> Job | None:
    """Ask where to, then write the list of assessments beside the window.

    Args:
        window: what asks.
        desk: verbs.
        some: which assessments.
        kind: "xlsx" or "pdf".
        tell: shows a toast.

    Returns:
        The work, or None if it was called off.
    """
    suggested = made_report_folder(desk) / f"{file_name(desk.today)}.{kind}"
    path = ask_save_path(window, str(_("Hvor skal listen ligge?")), suggested, KINDS[kind])
    if path is None:
        return None
    job = start_register(desk, some, path)
    job.succeeded.connect(lambda made: tell(
        _("Listen ligger i {folder}.").format(folder=shown_folder(made.parent)) + renamed_said(made, path.name),
        str(_("Åpne")), lambda: open_file(made),
    ))  # fmt: skip
    return job


def start_register(desk: Desk, some: Some, path: Path) -> Job:
    """Write the list of assessments; what comes out is where it lies.

    Args:
        desk: verbs.
        some: which assessments.
        path: its ending says in which form.
    """
    today, when, kind = desk.today, desk.clock.local().astimezone(), path.suffix.lower().lstrip(".")
    number = 0  # of assessments in it

    def read(session: Session, viewer: Viewer) -> Register:
        return read_register(session, some, when, viewer=viewer, today=today)

    def draw(register: Register, tick: Tick) -> Path:
        nonlocal number
        number = len(register.views)
        return draw_register(register, path.with_suffix(""), [kind], tick)[0]

    def note(session: Session, _made: Path, *, by: Viewer, today: date) -> None:
        note_access(session, Deed.EXPORTED, KIND, number, note=register_note(some, [kind]), by=by, today=today)

    job = desk.start(read, draw, note)
    job.succeeded.connect(lambda made: desk.know(KIND, [made]))
    return job
