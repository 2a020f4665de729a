"""Choosing a PIN: the digits twice, and a sentence about those that are easy to guess."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.words import _
from ikdesk.safe.pin import NO_PIN, Pin, new_pin
from ikdesk.ui.buttons import PrimaryButton, QuietButton
from ikdesk.ui.field_box import FieldBox
from ikdesk.ui.layouts import Column, Row
from ikdesk.ui.text import announce
from ikdesk.ui.text_field import TextField

WIDE = 170  # logical pixels at 100 %: room for twelve digits


def pin_field() -> TextField:
    """A line for a PIN; what is too long is taken and refused, not cut."""
    field = TextField(width=WIDE, secret=True)
    field.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhSensitiveData)
    return field


class PinCard(QWidget):
    """Asks for a new PIN. ``chosen(pin)`` when there is one; ``declined(pin)`` when its owner goes without.

    Args:
        verb: on the button that takes it.
        no: on the link of whoever wants none.
    """

    chosen = Signal(object)
    declined = Signal(object)

    def __init__(self, verb: str, no: str) -> None:
        super().__init__()
        self.pin, self.again = pin_field(), pin_field()
        hint = str(_("Fire tall eller flere. Ikke den du bruker på bankkortet."))
        self.pin_box = FieldBox(_("PIN-kode"), self.pin, hint=hint)
        self.again_box = FieldBox(_("PIN-koden en gang til"), self.again)
        self.take, self.no = PrimaryButton(str(verb), "check"), QuietButton(str(no))
        Column(self.pin_box, self.again_box, Row(self.take, self.no, 1, spacing=10), spacing=14, parent=self)
        self.take.clicked.connect(self._on_take)
        self.no.clicked.connect(self._on_no)
        self.pin.returnPressed.connect(self.again.setFocus)
        self.again.returnPressed.connect(self._on_take)
        for field, box in ((self.pin, self.pin_box), (self.again, self.again_box)):
            field.changed.connect(lambda at=box: at.set_error(""))

    def clear(self) -> None:
        """Forget what was typed."""
        for field, box in ((self.pin, self.pin_box), (self.again, self.again_box)):
            field.clear()
            box.set_error("")

    def _on_take(self) -> None:
        try:
            made = self._made()
        except Invalid as wrong:
            for key, box in (("pin", self.pin_box), ("again", self.again_box)):
                box.set_error(str(wrong.messages.get(key, "")))
            announce(self, str(wrong), now=True)
            (self.pin_box if self.pin_box.error else self.again_box).focus()
            return
        self.clear()
        self.chosen.emit(made)

    def _made(self) -> Pin:
        typed = self.pin.text()
        made = new_pin(typed)
        if typed != self.again.text():
            raise Invalid(again=_("De to er ikke like. Skriv det samme begge steder."))
        return made

    def _on_no(self) -> None:
        self.clear()
        self.declined.emit(NO_PIN)
