"""The list of incidents as a file for use inside the unit: in which form, where to, and how far it has come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from ikdesk.access.model import Deed
from ikdesk.incidents.queries import Filter, how_many
from ikdesk.kernel.page import NEWEST, Cut
from ikdesk.kernel.viewer import Viewer
from ikdesk.kernel.words import _, many
from ikdesk.paper.saving import renamed_said
from ikdesk.paper.story import Listing
from ikdesk.reports.list_queries import pages_of
from ikdesk.reports.list_sections import exported_note, incident_list
from ikdesk.reports.list_writing import draw_list_file, list_name
from ikdesk.reports.pdf_password_panel import PdfPassword
from ikdesk.reports.target_panel import made_report_folder
from ikdesk.ui.buttons import PrimaryButton, QuietButton, SecondaryButton
from ikdesk.ui.desk import Desk
from ikdesk.ui.dialogs import Box, ask_save_path
from ikdesk.ui.jobs import Job, Tick
from ikdesk.ui.open_file import open_file, shown_folder
from ikdesk.ui.progress import JobLine
from ikdesk.ui.text import Label
from ikdesk.unit.queries import unit_row

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

KINDS = {"xlsx": "Excel (*.xlsx)", "csv": "CSV (*.csv)", "pdf": "PDF (*.pdf)"}
PATIENCE = 400  # milliseconds before the box with the bar is shown


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which list, and where to."""

    filter: Filter
    total: int
    path: Path
    password: str = ""  # opens the PDF; "" for none
    order: Cut = NEWEST


def export_list(
    window: QWidget, desk: Desk, wanted: Filter, tell: Callable[..., None], order: Cut = NEWEST
) -> Job | None:
    """Ask for the form and the place, then write the list beside the window.

    Args:
        window: what asks.
        desk: verbs.
        wanted: which incidents.
        tell: shows a toast.
        order: as the list shows them.

    Returns:
        The work, or None if it was called off.
    """
    total = desk.read(how_many, wanted)
    chosen = _ask(window, desk, total)
    if chosen is None:
        return None
    path, password = chosen
    job = start_list(desk, Wanted(wanted, total, path, password, order))
    job.succeeded.connect(lambda made: desk.know("incident", [made]))
    job.succeeded.connect(lambda made: tell(_told(made, path), str(_("Åpne")), lambda: open_file(made)))
    job.cancelled.connect(lambda: tell(str(_("Listen ble stoppet. Ingen fil er laget."))))
    ProgressBox(window, job)
    return job


def start_list(desk: Desk, wanted: Wanted) -> Job:
    """Write the list; what comes out is where it lies.

    Args:
        desk: verbs.
        wanted: which list; the ending of its path says in which form.
    """
    today, book, when = desk.today, desk.codebook, desk.clock.local().astimezone()

    def read(session: Session, viewer: Viewer) -> Listing:
        unit = unit_row(session, viewer=viewer, today=today)
        return incident_list(unit, wanted.filter, wanted.total, codebook=book, viewer=viewer, when=when)

    def draw(listing: Listing, tick: Tick) -> Path:
        pages = pages_of(desk.read, wanted.filter, wanted.order, book)
        return draw_list_file(listing, pages, wanted.path, tick, password=wanted.password)

    desk.note(Deed.EXPORTED, "incident", wanted.total, exported_note(wanted.filter, book, wanted.path))
    return desk.start(read, draw)


class ProgressBox(Box):
    """How far the list has come; shown if it takes a while, gone when it is done.

    Args:
        window: where it is shown.
        job: the work.
    """

    def __init__(self, window: QWidget, job: Job) -> None:
        super().__init__(window, str(_("Lager listen")), str(_("Du kan jobbe videre mens den lages.")))
        self.line = JobLine()
        self.body.put(self.line)
        self.line.follow(job, _("Skriver hendelsene …"))
        self._soon = QTimer(self, singleShot=True, interval=PATIENCE)
        self._soon.timeout.connect(self.show)
        self._soon.start()
        self.rejected.connect(job.cancel)
        job.ended.connect(self._on_ended)

    def _on_ended(self) -> None:
        self._soon.stop()
        self.hide()
        self.deleteLater()


class ListBox(Box):
    """Asks in which form, and says once what a list like this is.

    Args:
        window: where it is shown.
        total: how many incidents.
    """

    def __init__(self, window: QWidget, total: int) -> None:
        text = many(
            "{n} hendelse, med det som er skrevet om den. Listen er til bruk hos dere og skal ikke sendes videre. "
            "Til kommunen sender du tertialrapporten.",
            "{n} hendelser, med det som er skrevet om dem. Listen er til bruk hos dere og skal ikke sendes videre. "
            "Til kommunen sender du tertialrapporten.", total,
        )  # fmt: skip
        super().__init__(window, str(_("Lag intern liste")), text, icon="file-spreadsheet")
        self.password = PdfPassword()
        self.body.put(self.password)
        self.body.put(Label(_("En Excel-fil eller CSV-fil kan ikke låses."), "secondary"))
        self.offer(
            ("pdf", PrimaryButton(_("Lag PDF"), "file-text")),
            ("xlsx", SecondaryButton(_("Lag Excel"), "file-spreadsheet")), ("csv", SecondaryButton(_("Lag CSV"))),
            ("", QuietButton(_("Avbryt"))),
        )

    def _on_chosen(self, answer: str) -> None:
        if answer != "pdf" or self.password.check():
            super()._on_chosen(answer)


def _ask(window: QWidget, desk: Desk, total: int) -> tuple[Path, str] | None:
    """Where it shall lie, and what opens it."""
    box = ListBox(window, total)
    kind = box.ask()
    if not kind:
        return None
    folder = made_report_folder(desk)
    name = list_name(desk.clock, kind)
    path = ask_save_path(window, str(_("Hvor skal listen ligge?")), folder / name, KINDS[kind])
    return None if path is None else (path, box.password.value() if kind == "pdf" else "")


def _told(made: Path, wanted: Path) -> str:
    return _("Listen ligger i {folder}.").format(folder=shown_folder(made.parent)) + renamed_said(made, wanted.name)
