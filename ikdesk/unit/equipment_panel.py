"""The settings about equipment: what there is, when it is checked next, and beside it the one that is chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ikdesk.incidents.model import Incident
from ikdesk.kernel.page import Page
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _, many, sort_key
from ikdesk.risks.threads_panel import RISKS
from ikdesk.ui.buttons import PrimaryButton, SecondaryButton
from ikdesk.ui.cards import Card
from ikdesk.ui.choices import CheckBox
from ikdesk.ui.desk import Desk
from ikdesk.ui.layouts import Beside, Column, Row, ScrollPage, Wrap
from ikdesk.ui.pill_delegate import Mark
from ikdesk.ui.table import ListView, RowTable, Width
from ikdesk.ui.text import Label
from ikdesk.ui.theme import px
from ikdesk.unit.equipment_detail_panel import TONES, EquipmentDetail
from ikdesk.unit.equipment_export_panel import export_equipment
from ikdesk.unit.equipment_model import Equipment, EquipmentEvent
from ikdesk.unit.equipment_queries import equipment_rows
from ikdesk.unit.equipment_row_model import EquipmentRow
from ikdesk.unit.equipment_sections import LIST_FIELDS
from ikdesk.unit.model import Place

_WIDTHS = {
    "name": Width(0), "kind": Width(170, hide_below=640), "place": Width(120, hide_below=520), "next_check": Width(128),
    "state": Width(150, hide_below=400),
}  # fmt: skip
_MARKS = {state.code: Mark(icon, tone) for state, (tone, icon) in TONES.items()}
_SHOWS = {Equipment, EquipmentEvent, Place, Incident} | RISKS
_LOWEST = 240  # logical pixels at 100 % a list and what stands beside it need to be of use


class EquipmentPanel(QWidget):
    """The list, and one of it. ``asks(what, about)`` wants something of the window: "incident" (about its key),
    "risk" (about its key) and "new_risk" (about what it begins with).

    Args:
        desk: verbs.
        tell: shows a toast.
    """

    asks = Signal(str, object)

    def __init__(self, desk: Desk, tell: Callable[..., None]) -> None:
        super().__init__()
        self._desk, self._tell = desk, tell
        self._rows: list[EquipmentRow] = []
        self._chosen: Key | None = None
        self._build()
        self._connect()
        self.reload()

    def _build(self) -> None:
        self.add = PrimaryButton(str(_("Legg til utstyr")), "plus")
        self.excel = SecondaryButton(str(_("Excel")), "file-spreadsheet")
        self.pdf = SecondaryButton(str(_("PDF")), "file-text")
        self.excel.setAccessibleName(str(_("Listen som Excel")))
        self.pdf.setAccessibleName(str(_("Listen som PDF")))
        self.out = CheckBox(str(_("Vis også det som er ute av bruk")))
        self.count = Label("", "secondary", wrap=False)
        self.rows = RowTable(LIST_FIELDS, self._desk.codebook, self._fetch, marks={"state": _MARKS})
        self.list = ListView(str(_("Utstyr")), self.rows, _WIDTHS, main="name")
        self.detail = EquipmentDetail(self._desk, self._tell)
        box = Card(spacing=0, padding=(2, 2, 2, 2))
        box.column.put(self.list, 1)
        left = QWidget()
        column = Column(Wrap(self.add, self.excel, self.pdf, spacing=12), Row(self.out, 1, self.count, spacing=12),
                        spacing=12, parent=left)  # fmt: skip
        column.put(box, 1)
        self.list.setMinimumHeight(px(_LOWEST))
        self.detail.setMinimumHeight(px(_LOWEST))
        page = ScrollPage(margins=(28, 4, 28, 20))
        page.column.put(Beside(left, self.detail, width=350, below=960, full=True, under=True), 1)
        Column(spacing=0, parent=self).put(page, 1)
        self.panes = [self.list, self.detail]

    def _connect(self) -> None:
        self.add.clicked.connect(lambda: self.detail.begin(None))
        self.excel.clicked.connect(lambda: export_equipment(self, self._desk, "xlsx", self._tell))
        self.pdf.clicked.connect(lambda: export_equipment(self, self._desk, "pdf", self._tell))
        self.out.changed.connect(self.reload)
        self.list.chosen.connect(self._on_chosen)
        self.list.opened.connect(lambda _key: self.detail.focus_first())
        self.detail.kept.connect(self._on_kept)
        self.detail.asks.connect(self.asks)
        self._desk.changed.connect(self._on_changed)

    def reload(self) -> None:
        """Ask for the list anew."""
        self._rows = self._desk.read(equipment_rows, out=self.out.value())
        self.rows.reload()
        self.count.say(many("{n} utstyr", "{n} utstyr", len(self._rows)))
        for button in (self.excel, self.pdf):
            button.setEnabled(bool(self._rows))
        if self.list.key is None and self._rows:
            self.list.choose(self.rows.key(0))
        if self.detail.form is None:  # what is being written is left alone
            self._on_chosen(self.list.key)

    def show_equipment(self, key: Key) -> None:
        """Go to one of them; what is being written is left alone.

        Args:
            key: of the piece of equipment.
        """
        self.list.choose(key)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fetch(self, first: int, size: int, sort: str, descending: bool) -> Page[EquipmentRow]:  # noqa: FBT001 (the table asks so)
        rows = self._rows
        if sort:
            rows = sorted(rows, key=lambda row: _order(getattr(row, sort)), reverse=descending)
        return Page(rows[first : first + size], total=len(rows))

    def _on_chosen(self, key: Key | None) -> None:
        if self.detail.form is not None and key == self._chosen:
            return  # the list was asked anew; what is being written is left alone
        self._chosen = key
        self.detail.show_row(next((row for row in self._rows if row.id == key), None))

    def _on_kept(self, key: Key | None) -> None:
        self.reload()
        if key is not None:
            self.list.choose(key)
        self._on_chosen(self.list.key)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_changed(self, kinds: frozenset[type]) -> None:
        if kinds & _SHOWS:
            self.reload()


def _order(value: Any) -> tuple[bool, str]:
    """Empty ones last."""
    return value is None, sort_key(str(getattr(value, "code", value)))
