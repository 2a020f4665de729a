"""The list of equipment as a file: Excel to work in, or PDF to hang up and to show at an inspection."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ikdesk.access.model import Deed
from ikdesk.kernel.viewer import Viewer
from ikdesk.kernel.words import _
from ikdesk.paper.saving import renamed_said
from ikdesk.paper.story import Listing
from ikdesk.reports.target_panel import made_report_folder
from ikdesk.ui.desk import Desk
from ikdesk.ui.dialogs import ask_save_path
from ikdesk.ui.jobs import Job, Tick
from ikdesk.ui.open_file import open_file, shown_folder
from ikdesk.unit.equipment_model import Equipment
from ikdesk.unit.equipment_queries import equipment_rows
from ikdesk.unit.equipment_row_model import EquipmentRow
from ikdesk.unit.equipment_sections import equipment_listing, file_name, listed
from ikdesk.unit.queries import unit_row

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

KINDS = {"xlsx": "Excel (*.xlsx)", "pdf": "PDF (*.pdf)"}


def export_equipment(window: QWidget, desk: Desk, kind: str, tell: Callable[..., None]) -> Job | None:
    """Ask where to, then write the list beside the window.

    Args:
        window: what asks.
        desk: verbs.
        kind: "xlsx" or "pdf".
        tell: shows a toast.

    Returns:
        The work, or None if it was called off.
    """
    suggested = made_report_folder(desk) / f"{file_name(desk.today)}.{kind}"
    path = ask_save_path(window, str(_("Hvor skal listen ligge?")), suggested, KINDS[kind])
    if path is None:
        return None
    job = start_list(desk, path)
    job.succeeded.connect(lambda made: desk.know(Equipment.__tablename__, [made]))
    job.succeeded.connect(lambda made: tell(
        _("Listen ligger i {folder}.").format(folder=shown_folder(made.parent)) + renamed_said(made, path.name),
        str(_("Åpne")), lambda: open_file(made),
    ))  # fmt: skip
    return job


def start_list(desk: Desk, path: Path) -> Job:
    """Write all equipment, also what is out of use; what comes out is where it lies.

    Args:
        desk: verbs.
        path: its ending says in which form.
    """
    today, book, when = desk.today, desk.codebook, desk.clock.local().astimezone()

    def read(session: Session, viewer: Viewer) -> tuple[Listing, list[EquipmentRow]]:
        rows = equipment_rows(session, out=True, viewer=viewer, today=today)
        unit = unit_row(session, viewer=viewer, today=today)
        return equipment_listing(unit, len(rows), codebook=book, viewer=viewer, when=when), rows

    def draw(found: tuple[Listing, list[EquipmentRow]], tick: Tick) -> Path:
        listing, rows = found
        if path.suffix.lower() == ".pdf":
            from ikdesk.paper.list_pdf import write_list_pdf

            return write_list_pdf(listing, [listed(rows)], path, tick)
        from ikdesk.paper.list_workbook import write_rows

        return write_rows(listing, [listed(rows)], path, tick)

    desk.note(Deed.EXPORTED, Equipment.__tablename__, len(desk.read(equipment_rows, out=True)), path.suffix.lstrip("."))
    return desk.start(read, draw)
