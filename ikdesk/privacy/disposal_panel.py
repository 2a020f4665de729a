"""What was disposed of, and the way to dispose of one more: found by its number, looked at, and confirmed twice."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ikdesk.kernel.page import Page
from ikdesk.kernel.words import _, many
from ikdesk.privacy.disposal_ask_panel import Disposes, ask_to_dispose
from ikdesk.privacy.disposal_queries import DISPOSAL_FIELDS, DisposalRow, disposals, doomed
from ikdesk.privacy.model import Disposal
from ikdesk.privacy.sentences import preservation
from ikdesk.ui.buttons import SecondaryButton
from ikdesk.ui.cards import Card, EmptyState
from ikdesk.ui.desk import Desk
from ikdesk.ui.field_box import FieldBox
from ikdesk.ui.layouts import Column, Row, ScrollPage
from ikdesk.ui.table import ListView, RowTable, Width
from ikdesk.ui.text import Label
from ikdesk.ui.text_field import TextField
from ikdesk.ui.theme import px
from ikdesk.unit.model import Unit
from ikdesk.unit.queries import unit_row

_WIDTHS = {
    "number": Width(96), "day": Width(110), "ground": Width(230), "who": Width(120, hide_below=760),
    "why": Width(0, hide_below=560),
}  # fmt: skip
_LOWEST = 200  # logical pixels at 100 % the list needs to be of use


class DisposalPanel(QWidget):
    """What must be kept, a number to dispose of, and the list of what was disposed of.

    Args:
        desk: verbs.
        tell: shows a toast.
        disposals: destroys for good; without it one may only look.
    """

    def __init__(self, desk: Desk, tell: Callable[..., None], disposals: Disposes | None) -> None:
        super().__init__()
        self._desk, self._tell, self._disposals = desk, tell, disposals
        self._build()
        self._connect()
        self.reload()

    def _build(self) -> None:
        self.rules = [Label(""), Label("")]
        self.number = TextField(example="2026-14", width=140)
        self.seek = SecondaryButton(str(_("Kasser …")), "triangle-alert")
        self.box = FieldBox(
            str(_("Nummer på hendelsen som skal kasseres")), self.number,
            hint=str(_("Kassasjon kan ikke angres. Er noe feil, kan det rettes i hendelsen.")),
        )  # fmt: skip
        self.rows = RowTable(DISPOSAL_FIELDS, self._desk.codebook, self._fetch)
        self.list = ListView(str(_("Kassasjoner")), self.rows, _WIDTHS, main="ground")
        self.list.setMinimumHeight(px(_LOWEST))
        self.empty = EmptyState("circle-check", str(_("Ingenting er kassert")),
                                str(_("Det som kasseres, står her med grunnlag og begrunnelse.")))  # fmt: skip
        self.count = Label("", "secondary", wrap=False)
        what = Card(*self.rules, title=str(_("Hva som må bevares")), spacing=8, level=2)
        ask = Card(self.box, Row(self.seek, 1), spacing=10)
        ask.setVisible(self._disposals is not None)
        table = Card(spacing=0, padding=(2, 2, 2, 2))
        table.column.put(self.list, 1)
        table.column.put(self.empty, 1)
        page = ScrollPage(margins=(28, 0, 28, 18), spacing=14, widest=1100)
        page.put(what, ask)
        page.column.put(table, 1)
        page.put(self.count)
        Column(spacing=0, parent=self).put(page, 1)

    def _connect(self) -> None:
        self.seek.clicked.connect(self._on_find)
        self.number.returnPressed.connect(self._on_find)
        self._desk.changed.connect(self._on_changed)

    def reload(self) -> None:
        """Ask anew what the unit must keep, and what was disposed of."""
        unit = self._desk.read(unit_row)
        for label, text in zip(self.rules, preservation(unit.ownership, unit.kind), strict=True):
            label.say(text)
        self.rows.reload()
        self.list.setVisible(self.rows.total > 0)
        self.empty.setVisible(self.rows.total == 0)
        self.count.say(many("{n} kassasjon", "{n} kassasjoner", self.rows.total) if self.rows.total else "")

    def _fetch(self, first: int, size: int, sort: str, descending: bool) -> Page[DisposalRow]:  # noqa: FBT001 (the table asks so)
        rows = self._desk.read(disposals)
        if sort:
            rows.sort(key=lambda row: str(getattr(row, sort)), reverse=descending)
        return Page(rows[first : first + size], total=len(rows))

    def _on_changed(self, kinds: frozenset[type]) -> None:
        if kinds & {Disposal, Unit}:
            self.reload()

    def _on_find(self) -> None:
        found = self._desk.read(doomed, self.number.value())
        if found is None or found.disposed_on is not None or self._disposals is None:
            gone = found is not None and found.disposed_on is not None
            self.box.set_error(_("Den er kassert allerede.") if gone else _("Ingen hendelse har dette nummeret."))
            self.box.focus()
            return
        self.box.set_error("")
        if ask_to_dispose(self, self._desk, self._disposals, found):
            self.number.set_value("")
            self._tell(_("Hendelse {number} er kassert.").format(number=found.number))
