"""The settings about who has seen what: the log, what it shows, and as a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from ikdesk.access.filter_panel import LogFilterPanel
from ikdesk.access.findings_panel import FindingsPanel, Watched
from ikdesk.access.model import Access, Deed
from ikdesk.access.queries import access_page
from ikdesk.access.row_model import AccessFilter, AccessRow
from ikdesk.access.sentences import chosen_said, told_of
from ikdesk.kernel.fields import Field
from ikdesk.kernel.page import Cut, Page
from ikdesk.kernel.viewer import Viewer
from ikdesk.kernel.words import _, many
from ikdesk.paper.saving import renamed_said
from ikdesk.paper.story import Listing
from ikdesk.reports.target_panel import made_report_folder
from ikdesk.ui.buttons import SecondaryButton
from ikdesk.ui.cards import Card, EmptyState
from ikdesk.ui.desk import Desk
from ikdesk.ui.dialogs import ask_save_path
from ikdesk.ui.jobs import Job, Tick
from ikdesk.ui.layouts import Column, Row, ScrollPage
from ikdesk.ui.open_file import open_file, shown_folder
from ikdesk.ui.table import ListView, RowTable, Width
from ikdesk.ui.text import Label
from ikdesk.ui.theme import px
from ikdesk.unit.queries import unit_row

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_FIELDS = (
    Field("at", _("Når"), datetime), Field("by_name", _("Hvem")), Field("deed", _("Hva"), Deed),
    Field("what", _("Gjelder")), Field("note", _("Mer")),
)  # fmt: skip
_WIDTHS = {
    "at": Width(176), "by_name": Width(120), "deed": Width(160), "what": Width(0), "note": Width(230, hide_below=860),
}  # fmt: skip
_PAGE = 1000  # rows read at a time for a file
_LOWEST = 240  # logical pixels at 100 % the list needs to be of use


@dataclass(frozen=True, slots=True)
class Line:
    """A deed as the list shows it."""

    id: int
    at: datetime
    by_name: str
    deed: Deed
    what: str
    note: str


class LogPanel(QWidget):
    """Who has seen what.

    Args:
        desk: verbs.
        tell: shows a toast.
        watched: the open data, for what is wrong with the log itself.
    """

    def __init__(self, desk: Desk, tell: Callable[..., None], watched: Watched | None = None) -> None:
        super().__init__()
        self._desk, self._tell = desk, tell
        self._wanted = AccessFilter()
        self.findings = FindingsPanel(watched, tell) if watched is not None else None
        self._build()
        self._connect()
        self.reload()

    def _build(self) -> None:
        self.filters = LogFilterPanel(self._desk)
        self.export = SecondaryButton(str(_("Eksporter")), "file-spreadsheet")
        self.count = Label("", "secondary", wrap=False)
        self.rows = RowTable(_FIELDS, self._desk.codebook, self._fetch)
        self.list = ListView(str(_("Hvem har sett hva")), self.rows, _WIDTHS, main="what")
        self.list.setMinimumHeight(px(_LOWEST))
        self.empty = EmptyState("list-checks", str(_("Ingen treff")), str(_("Velg andre filtre, eller nullstill dem.")))
        box = Card(spacing=0, padding=(2, 2, 2, 2))
        box.column.put(self.list, 1)
        box.column.put(self.empty, 1)
        about = Label(str(_("Her står det hvem som har åpnet, skrevet ut og tatt ut hva. Ingen kan rette i loggen.")),
                      "secondary")  # fmt: skip
        column = Column(about, *([self.findings] if self.findings else []), self.filters, spacing=12)
        column.put(box, 1)
        column.put(Row(self.count, 1, self.export, spacing=12))
        page = ScrollPage(margins=(28, 4, 28, 16))
        page.column.put(column, 1)
        Column(spacing=0, parent=self).put(page, 1)
        self.panes = [self.filters, self.list]

    def _connect(self) -> None:
        self.filters.changed.connect(self.reload)
        self.export.clicked.connect(self._on_export)
        self._desk.changed.connect(self._on_changed)
        if self.findings is not None:
            self.findings.accepted.connect(self.reload)

    def reload(self) -> None:
        """Ask for the log anew."""
        self._wanted = self.filters.wanted()
        self.rows.reload()
        total = self.rows.total
        self.count.say(many("{n} linje", "{n} linjer", total))
        self.list.setVisible(total > 0)
        self.empty.setVisible(total == 0)
        self.export.setEnabled(total > 0)

    def show_number(self, number: str) -> None:
        """Show who has seen one record.

        Args:
            number: of an incident, a measure or a routine.
        """
        self.filters.show_number(number)

    def write(self, path: Path) -> Job:
        """Write what is shown as a workbook; what comes out is where it lies."""
        wanted, total, today = self._wanted, self.rows.total, self._desk.today
        book, when = self._desk.codebook, self._desk.clock.local().astimezone()
        self._desk.note(Deed.EXPORTED, Access.__tablename__, total, _note(wanted))

        def read(session: Session, viewer: Viewer) -> Listing:
            unit = unit_row(session, viewer=viewer, today=today)
            return Listing(
                title=str(_("Hvem har sett hva")), unit=unit.name, fields=_FIELDS, when=when, codebook=book,
                subtitle=chosen_said(wanted), author=viewer.name, total=total,
            )  # fmt: skip

        def draw(listing: Listing, tick: Tick) -> Path:
            from ikdesk.paper.list_workbook import write_rows

            return write_rows(listing, self._pages(wanted), path, tick)

        return self._desk.start(read, draw)

    def _fetch(self, first: int, size: int, sort: str, descending: bool) -> Page[Line]:  # noqa: FBT001 (the table asks so)
        cut = Cut(first, size, sort or "at", descending if sort else True)
        page = self._desk.read(access_page, self._wanted, cut)
        return Page([_line(row) for row in page.rows], page.total)

    def _pages(self, wanted: AccessFilter) -> Iterator[Sequence[Sequence[Any]]]:
        first = 0
        while rows := self._desk.read(access_page, wanted, Cut(first, _PAGE, "at", descending=False)).rows:
            yield [tuple(getattr(_line(row), field.key) for field in _FIELDS) for row in rows]
            first += len(rows)

    def _on_changed(self, kinds: frozenset[type]) -> None:
        if Access in kinds and self.isVisible():
            self.reload()

    def _on_export(self) -> None:
        folder = made_report_folder(self._desk)
        name = f"{_('Hvem har sett hva')} {self._desk.today.isoformat()}.xlsx"
        path = ask_save_path(self, str(_("Hvor skal listen ligge?")), folder / name, "Excel (*.xlsx)")
        if path is None:
            return
        job = self.write(path)
        job.succeeded.connect(lambda made: self._desk.know("access", [made]))
        job.succeeded.connect(lambda made: self._tell(
            _("Listen ligger i {folder}.").format(folder=shown_folder(made.parent)) + renamed_said(made, path.name),
            str(_("Åpne")), lambda: open_file(made),
        ))  # fmt: skip


def _line(row: AccessRow) -> Line:
    return Line(row.id, row.at, row.by_name, row.deed, told_of(row), row.note)


def _note(wanted: AccessFilter) -> str:
    return " · ".join(part for part in ("Excel", chosen_said(wanted)) if part)
