"""The settings about departments and places: a list, and beside it the one that is changed."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ikdesk.kernel.base import fields_of
from ikdesk.kernel.fields import Field
from ikdesk.kernel.page import Page
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _, many, short_date
from ikdesk.ui.buttons import PrimaryButton
from ikdesk.ui.cards import Card
from ikdesk.ui.choices import CheckBox
from ikdesk.ui.desk import Desk
from ikdesk.ui.layouts import Beside, Column, Row, ScrollPage
from ikdesk.ui.table import ListView, RowTable, Width
from ikdesk.ui.text import Label
from ikdesk.ui.theme import px
from ikdesk.unit.model import Department, Place
from ikdesk.unit.named_edit_panel import NamedEditPanel
from ikdesk.unit.queries import PlaceRow, departments, places
from ikdesk.unit.season_model import season_words

PLACE_FIELDS = fields_of(Place, "name", "standard", "season", "logged")
DEPARTMENT_FIELDS = fields_of(Department, "name")
_SHORTER = {"season": _("I bruk"), "logged": _("Vi teller dager")}
_WIDTHS = {
    "name": Width(0), "standard": Width(190, hide_below=430), "season": Width(176, hide_below=680),
    "logged": Width(126, hide_below=560),
}  # fmt: skip
_LOWEST = 240  # logical pixels at 100 % a list and a form need to be of use


class NamedPanel(QWidget):
    """Departments, or places.

    Args:
        desk: verbs.
        tell: shows a toast.
        what: ``Department`` or ``Place``.
    """

    def __init__(self, desk: Desk, tell: Callable[..., None], what: type[Department] | type[Place]) -> None:
        super().__init__()
        self._desk, self._what = desk, what
        self._edit = NamedEditPanel(desk, tell, what)
        self._build()
        self._connect()
        self.reload()

    def _build(self) -> None:
        place = self._what is Place
        self.add = PrimaryButton(str(_("Legg til sted") if place else _("Legg til avdeling")), "plus")
        self.closed = CheckBox(str(_("Vis også dem som ikke er i bruk")))
        self.count = Label("", "secondary", wrap=False)
        fields = [
            Field(f.key, _SHORTER.get(f.key, f.label), f.kind, codes=f.codes)
            for f in (PLACE_FIELDS if place else DEPARTMENT_FIELDS)
        ]
        self.rows = RowTable(fields, self._desk.codebook, self._fetch)
        self.list = ListView(str(_("Steder") if place else _("Avdelinger")), self.rows, _WIDTHS)
        box = Card(spacing=0, padding=(2, 2, 2, 2))
        box.column.put(self.list, 1)
        left = QWidget()
        tools = Row(self.add, self.closed, 1, self.count, spacing=16)
        column = Column(tools, spacing=12, parent=left)
        column.put(box, 1)
        self.list.setMinimumHeight(px(_LOWEST))
        self._edit.setMinimumHeight(px(_LOWEST))
        page = ScrollPage(margins=(28, 4, 28, 20))
        page.column.put(Beside(left, self._edit, width=340, below=900, full=True, under=True), 1)
        Column(spacing=0, parent=self).put(page, 1)
        self.panes = [self.list, self._edit]

    def _connect(self) -> None:
        self.add.clicked.connect(self._on_add)
        self.closed.changed.connect(self.reload)
        self.list.chosen.connect(self._on_chosen)
        self.list.opened.connect(lambda _key: self._edit.focus_first())
        self._edit.saved.connect(self._on_saved)
        self._edit.left.connect(self._on_left)
        self._desk.changed.connect(self._on_changed)

    def reload(self) -> None:
        """Ask for the list anew."""
        self.rows.reload()
        n = self.rows.total
        self.count.say(many("{n} sted", "{n} steder", n) if self._what is Place
                       else many("{n} avdeling", "{n} avdelinger", n))  # fmt: skip
        if self.list.key is None and n:
            self.list.choose(self.rows.key(0))

    def _all(self) -> list[Any]:
        asked = places if self._what is Place else departments
        return list(self._desk.read(asked, closed=self.closed.value()))

    def _fetch(self, first: int, size: int, sort: str, descending: bool) -> Page[Any]:  # noqa: FBT001 (the table asks so)
        rows = self._all()
        if sort:
            rows.sort(key=lambda row: _order(getattr(row, sort)), reverse=descending)
        rows = [_with_state(row) for row in rows]
        return Page(rows[first : first + size], total=len(rows))

    def _row(self, key: Key | None) -> Any:
        return next((row for row in self._all() if row.id == key), None)

    def _on_changed(self, kinds: frozenset[type]) -> None:
        if self._what in kinds:
            self.reload()

    def _on_chosen(self, key: Key | None) -> None:
        self._edit.show_row(self._row(key))

    def _on_add(self) -> None:
        self._edit.show_row(None)
        self._edit.focus_first()

    def _on_left(self) -> None:
        self._on_chosen(self.list.key)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_saved(self, key: Key) -> None:
        self.reload()
        self.list.choose(key)
        self._on_chosen(self.list.key)


def _with_state(row: Any) -> Any:
    if isinstance(row, PlaceRow):
        row = dataclasses.replace(row, season=season_words(row.season, row.own))  # type: ignore[arg-type]
    if row.closed_from is None:
        return row
    words = _("{name} (ikke i bruk fra {day})").format(name=row.name, day=short_date(row.closed_from))
    return dataclasses.replace(row, name=words)


def _order(value: Any) -> str:
    return str(getattr(value, "code", value) if value is not None else "").casefold()


__all__ = ["NamedPanel"]
