"""Somebody to tell, beside the list: written down, changed, moved up, or taken off the list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from ikdesk.incidents.half_written_panel import HalfWritten, half_written
from ikdesk.kernel.base import fields_of
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _
from ikdesk.ui.buttons import PrimaryButton, QuietButton
from ikdesk.ui.cards import Card
from ikdesk.ui.desk import Desk
from ikdesk.ui.form import Form, options_of
from ikdesk.ui.inputs import Dropdown
from ikdesk.ui.layouts import Row, ScrollPage
from ikdesk.ui.text import Heading, Label
from ikdesk.unit.contact_actions import ASKED, add_contact, change_contact, move_contact, withdraw_contact
from ikdesk.unit.contact_model import Contact
from ikdesk.unit.contact_queries import contacts
from ikdesk.unit.contact_row_model import RESPONSIBLE, ContactRow

INSIDE = Qt.ShortcutContext.WidgetWithChildrenShortcut


class ContactEditPanel(Card):
    """A form beside the list. ``saved(key)`` when something was saved, ``left()`` when it was called off."""

    saved = Signal(object)
    left = Signal()

    def __init__(self, desk: Desk, tell: Callable[..., None]) -> None:
        super().__init__(padding=(2, 2, 2, 2), spacing=0)
        self._desk, self._tell = desk, tell
        self._row: ContactRow | None = None
        self._half: HalfWritten | None = None
        self._build()
        self._connect()
        self._half = half_written(desk, self.form)
        self._half.begin(self._about())

    def _build(self) -> None:
        self.head = Heading("", 2)
        role = Dropdown(_("Hva er de for oss?"), options_of(self._desk.codebook, "contact_role"),
                        none=str(_("Velg …")))  # fmt: skip
        self.form = Form(fields_of(Contact, *ASKED), self._desk.codebook, self._desk.today, made={"role": role},
                         spacing=12)  # fmt: skip
        self.of_unit = Label(_(
            "Den som er ansvarlig, står også under «Om virksomheten». Det er de samme opplysningene."), "secondary")
        self.save, self.cancel = PrimaryButton(str(_("Lagre")), "check"), QuietButton(str(_("Avbryt")))
        self.up = QuietButton(str(_("Flytt opp")), "arrow-up")
        self.take_off = QuietButton(str(_("Ta av listen")))
        page = ScrollPage(margins=(16, 14, 14, 14), spacing=12)
        page.put(self.head, self.form, self.of_unit, Row(self.save, self.cancel, 1), Row(self.up, self.take_off, 1), 1)
        self.column.put(page, 1)
        self.show_row(None)

    def _connect(self) -> None:
        self.save.clicked.connect(self._on_save)
        self.cancel.clicked.connect(self._on_cancel)
        self.up.clicked.connect(self._on_up)
        self.take_off.clicked.connect(self._on_take_off)
        self.form.input("role").changed.connect(self._on_role)
        for keys, act in (("Ctrl+S", self._on_save), ("Ctrl+Return", self._on_save), ("Esc", self._on_cancel)):
            QShortcut(QKeySequence(keys), self, context=INSIDE).activated.connect(act)

    def show_row(self, row: ContactRow | None) -> None:
        """Show this one, or an empty form for a new one."""
        if self._half is not None:
            self._half.keep_draft()  # of the one that was shown
        self._row = row
        self.head.say(row.name if row else str(_("Ny kontakt")))
        self.form.fill({key: getattr(row, key, "") or None for key in ASKED})
        if self._half is not None:
            self._half.begin(self._about())
        self._on_role()
        self.up.setVisible(self._above() is not None)
        self.take_off.setVisible(row is not None)

    def focus_first(self) -> None:
        """Begin at the top."""
        self.form.input("name" if self.form.input("role").value() else "role").setFocus(Qt.FocusReason.OtherFocusReason)

    def _about(self) -> str:
        return f"{Contact.__tablename__} {self._row.id if self._row else 'new'}"

    def _on_role(self) -> None:
        """The description of the unit has no room for a note about the one who is responsible."""
        of_unit = self.form.input("role").value() == RESPONSIBLE
        self.of_unit.setVisible(of_unit)
        self.form.box("note").setVisible(not of_unit)

    def _above(self) -> ContactRow | None:
        """The one of the same role that is called before this one."""
        row = self._row
        if row is None or row.role == RESPONSIBLE:
            return None
        same = [one for one in self._desk.read(contacts) if one.role == row.role]
        at = next((at for at, one in enumerate(same) if one.id == row.id), 0)
        return same[at - 1] if at else None

    def _on_save(self) -> None:
        about, row = self._about(), self._row
        try:
            values = self.form.values()
            key = self._store(values)
        except Invalid as wrong:
            self.form.show_errors(wrong.messages)
            self.form.go_to_complaint()
            return
        self._done(_("{name} er lagret.").format(name=values["name"]) if row
                   else _("{name} er lagt til.").format(name=values["name"]))  # fmt: skip
        if self._half is not None:
            self._half.done(about)
        self.saved.emit(key)

    def _store(self, values: dict[str, Any]) -> Key:
        plain = {key: values.get(key) or "" for key in ASKED}
        if self._row is None or self._row.id is None:
            return self._desk.write(add_contact, plain)
        return self._desk.write(change_contact, self._row.id, plain)

    def _on_cancel(self) -> None:
        if self._half is not None:
            self._half.done()
        self.show_row(self._row)
        self.left.emit()

    def _on_up(self) -> None:
        row, above = self._row, self._above()
        if row is not None and row.id and above is not None and above.id:
            self._desk.write(move_contact, row.id, above.id)
            self._done(_("{name} står først nå.").format(name=row.name))
            self.saved.emit(row.id)

    def _on_take_off(self) -> None:
        row = self._row
        if row is not None and row.id:
            self._desk.write(withdraw_contact, row.id)
            self._done(_("{name} er tatt av listen.").format(name=row.name))
            self.saved.emit(None)

    def _done(self, said: str) -> None:
        self._tell(said, *self._desk.undoing(said))
