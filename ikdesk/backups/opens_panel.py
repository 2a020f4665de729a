"""Asks what opens a backup: a password and whose it is, or the recovery code."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ikdesk.backups.restore_model import Opens
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.words import _
from ikdesk.ui.choices import ChoiceGroup
from ikdesk.ui.field_box import FieldBox
from ikdesk.ui.footer import go_to
from ikdesk.ui.inputs import Dropdown
from ikdesk.ui.layouts import Column
from ikdesk.ui.option import Option
from ikdesk.ui.text import announce
from ikdesk.ui.text_field import TextField

PASSWORD, CODE = "password", "code"


class OpensPanel(QWidget):
    """One of the two ways, and its field. ``done()`` when Enter was pressed in it.

    Args:
        hint: which password it is.
    """

    done = Signal()
    keeps_drafts = True  # what opens everything is kept nowhere

    def __init__(self, hint: str = "") -> None:
        super().__init__()
        ways = [Option(PASSWORD, str(_("Passordet"))), Option(CODE, str(_("Gjenopprettingskoden")))]
        self.way = ChoiceGroup(_("Hva vil du åpne den med?"), ways)
        self.way.set_value(PASSWORD)
        self.who = Dropdown(_("Hvem er du?"), [], none=str(_("Velg navnet ditt")))
        self.password, self.code = TextField(secret=True), TextField()
        self.boxes = {
            "person": FieldBox(_("Hvem er du?"), self.who),
            PASSWORD: FieldBox(_("Passord"), self.password, hint=hint or str(_("Det som gjaldt da kopien ble laget."))),
            CODE: FieldBox(_("Gjenopprettingskode"), self.code,
                           hint=_("Den som ble skrevet ned da IKdesk ble satt opp, eller en nyere.")),
        }  # fmt: skip
        Column(FieldBox(_("Hva vil du åpne den med?"), self.way), *self.boxes.values(), spacing=14, parent=self)
        self.show_people(())
        self._connect()

    def _connect(self) -> None:
        self.way.changed.connect(self._on_way)
        self.who.changed.connect(lambda: self.boxes["person"].set_error(""))
        for key, field in ((PASSWORD, self.password), (CODE, self.code)):
            field.changed.connect(lambda at=key: self.boxes[at].set_error(""))
            field.returnPressed.connect(self.done)

    def show_people(self, people: tuple[str, ...]) -> None:
        """Ask who it is where several have a password.

        Args:
            people: their names.
        """
        self.who.set_options([Option(name, name) for name in people])
        self._several = len(people) > 1
        self._on_way()

    def value(self) -> Opens:
        """What was typed."""
        if self.way.value() == CODE:
            return Opens(code=self.code.value())
        return Opens(self.password.text(), str(self.who.value() or "") if self._several else "")

    def check(self) -> None:
        """Raise Invalid unless there is something to try with."""
        told = self.value()
        if self.way.value() == CODE:
            if not told.code:
                raise Invalid(code=_("Skriv gjenopprettingskoden."))
            return
        if self._several and not told.person:
            raise Invalid(person=_("Velg hvem du er."))
        if not told.password:
            raise Invalid(password=_("Skriv passordet."))

    def show_wrong(self, wrong: Invalid) -> None:
        """Say at the field what is wrong, and go there."""
        for key, box in self.boxes.items():
            box.set_error(str(wrong.messages.get(key, "")))
        at = next((box for box in self.boxes.values() if box.error), self._own())
        if not at.error:
            at.set_error(" ".join(str(said) for said in wrong.messages.values()))
        announce(at, at.error, now=True)
        go_to(at)
        if isinstance(at.widget, TextField):
            at.widget.selectAll()

    def forget(self) -> None:
        """Keep nothing of what was typed."""
        self.password.clear()
        self.code.clear()

    def focus_first(self) -> None:
        """Go to the first field that is empty."""
        asks = self._several and not self.who.value() and self.way.value() == PASSWORD
        (self.boxes["person"] if asks else self._own()).focus()

    def _own(self) -> FieldBox:
        return self.boxes[str(self.way.value() or PASSWORD)]

    def _on_way(self) -> None:
        coded = self.way.value() == CODE
        self.boxes["person"].setVisible(self._several and not coded)
        self.boxes[PASSWORD].setVisible(not coded)
        self.boxes[CODE].setVisible(coded)
