"""The settings about whom to tell: the unit's own contacts by role, the public services, and the page for the wall."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ikdesk.incidents.notice_list_panel import print_notice_list
from ikdesk.kernel.base import fields_of
from ikdesk.kernel.page import Page
from ikdesk.kernel.public_numbers import numbers_stale, numbers_written, public_numbers
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _, many, plain_date
from ikdesk.ui.buttons import PrimaryButton, SecondaryButton
from ikdesk.ui.cards import Banner, Card, FactLine
from ikdesk.ui.desk import Desk
from ikdesk.ui.layouts import Beside, Column, Row, ScrollPage, Wrap
from ikdesk.ui.table import ListView, RowTable, Width
from ikdesk.ui.text import Label
from ikdesk.ui.theme import px
from ikdesk.unit.contact_edit_panel import ContactEditPanel
from ikdesk.unit.contact_model import Contact
from ikdesk.unit.contact_queries import contacts
from ikdesk.unit.contact_row_model import ContactRow
from ikdesk.unit.model import Unit

_SHORTER = {"role": _("Rolle")}
_WIDTHS = {"role": Width(180, hide_below=330), "name": Width(0), "phone": Width(122)}
_LOWEST = 500  # logical pixels at 100 % a list and a form need to be of use


class ContactPanel(QWidget):
    """A list, and beside it the one that is changed; the public services below."""

    def __init__(self, desk: Desk, tell: Callable[..., None]) -> None:
        super().__init__()
        self._desk, self._tell = desk, tell
        self.edit = ContactEditPanel(desk, tell)
        self._build()
        self._connect()
        self.reload()

    def _build(self) -> None:
        self.add = PrimaryButton(str(_("Legg til")), "plus")
        self.print = SecondaryButton(str(_("Skriv ut varslingslisten")), "printer")
        self.count = Label("", "secondary", wrap=False)
        fields = [dataclasses.replace(one, label=_SHORTER.get(one.key, one.label))
                  for one in fields_of(Contact, "name", "role", "phone")]  # fmt: skip
        self.rows = RowTable(fields, self._desk.codebook, self._fetch)
        self.list = ListView(str(_("Hvem vi gir beskjed")), self.rows, _WIDTHS)
        self.none = Label(_("Ingen ennå. Legg inn dem dere ringer, så står numrene ved siden av forslagene når noe "
                            "skjer."), "secondary")  # fmt: skip
        box = Card(spacing=0, padding=(2, 2, 2, 2))
        box.column.put(self.list, 1)
        left = QWidget()
        column = Column(Row(self.add, self.print, 1, self.count, spacing=12), self.none, spacing=12, parent=left)
        column.put(box, 1)
        for part in (self.list, self.edit):
            part.setMinimumHeight(px(_LOWEST))
        page = ScrollPage(margins=(28, 4, 28, 20), spacing=14)
        page.column.put(Beside(left, self.edit, width=340, below=900, full=True, under=True), 1)
        page.put(self._public())
        Column(spacing=0, parent=self).put(page, 1)
        self.panes = [self.list, self.edit]

    def _public(self) -> QWidget:
        """The services everybody has; a number that is wrong is put right by a contact of the unit's own."""
        self.stale = Banner(
            _("Det er et år siden noen så på de offentlige numrene. Kontroller at de stemmer."), "warn",
            action=str(_("De stemmer")), then=self._on_checked, icon="phone",
        )  # fmt: skip
        lines = Wrap(*(FactLine(one.name, one.number) for one in public_numbers()), spacing=10, least=290, most=3)
        told = Label(_(
            "Står på låseskjermen og varslingslisten. Skrevet ned {day}. Er et nummer feil, legg inn det rette med "
            "samme rolle, så gjelder det.").format(day=plain_date(numbers_written())), "secondary")  # fmt: skip
        return Card(self.stale, lines, told, title=str(_("Offentlige numre")), spacing=10)

    def _connect(self) -> None:
        self.add.clicked.connect(self._on_add)
        self.print.clicked.connect(self._on_print)
        self.list.chosen.connect(self._on_chosen)
        self.list.opened.connect(lambda _key: self.edit.focus_first())
        self.edit.saved.connect(self._on_saved)
        self.edit.left.connect(self._on_left)
        self._desk.changed.connect(self._on_changed)

    def reload(self) -> None:
        """Ask for the list anew."""
        self.rows.reload()
        total = self.rows.total
        self.count.say(many("{n} kontakt", "{n} kontakter", total))
        self.none.setVisible(not total)
        self.stale.setVisible(numbers_stale(self._desk.today, self._checked()))
        if self.list.key is None and total:
            self.list.choose(self.rows.key(0))

    def _checked(self) -> date | None:
        with suppress(ValueError):
            return date.fromisoformat(self._desk.settings.numbers_checked)
        return None

    def _fetch(self, first: int, size: int, sort: str, descending: bool) -> Page[Any]:  # noqa: FBT001 (the table asks so)
        rows = list(self._desk.read(contacts))
        if sort:
            label = self._desk.codebook.label
            rows.sort(key=lambda row: (label("contact_role", row.role) if sort == "role" else getattr(row, sort))
                      .casefold(), reverse=descending)  # fmt: skip
        return Page(rows[first : first + size], total=len(rows))

    def _row(self, key: Key | None) -> ContactRow | None:
        return next((row for row in self._desk.read(contacts) if row.id == key), None) if key else None

    def _on_changed(self, kinds: frozenset[type]) -> None:
        if kinds & {Contact, Unit}:
            self.reload()

    def _on_chosen(self, key: Key | None) -> None:
        self.edit.show_row(self._row(key))

    def _on_add(self) -> None:
        self.edit.show_row(None)
        self.edit.focus_first()

    def _on_left(self) -> None:
        self._on_chosen(self.list.key)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_saved(self, key: Key | None) -> None:
        self.reload()
        if key is not None:
            self.list.choose(key)
        self._on_chosen(self.list.key)

    def _on_checked(self) -> None:
        self._desk.use_settings(dataclasses.replace(
            self._desk.settings, numbers_checked=self._desk.today.isoformat()))  # fmt: skip
        self.reload()
        self._tell(str(_("Notert. Du blir minnet på det igjen om et år.")))

    def _on_print(self) -> None:
        self.print.setEnabled(False)
        job = print_notice_list(self._desk, self._tell)
        job.ended.connect(lambda: self.print.setEnabled(True))
