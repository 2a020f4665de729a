"""Asking what was done with a piece of equipment: checked, repaired, taken out of use, or put back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from ikdesk.kernel.base import fields_of
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.words import _
from ikdesk.ui.buttons import PrimaryButton, SecondaryButton
from ikdesk.ui.dates import DateField
from ikdesk.ui.dialogs import Box
from ikdesk.ui.form import Form
from ikdesk.ui.inputs import LongText
from ikdesk.ui.pointed import PlainWords
from ikdesk.unit.equipment_actions import DONE
from ikdesk.unit.equipment_model import EquipmentEvent, Looked


class LogBox(Box):
    """Asks what was done, when and by whom.

    Args:
        parent: where the question belongs.
        name: of the equipment.
        codebook: the unit's lists.
        today: what "i dag" is.
        what: filled in already, or None.
        words: what is no name here.
    """

    def __init__(
        self, parent: QWidget | None, name: str, codebook: Codebook, today: date, *, what: Looked | None = None,
        words: PlainWords | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent, name, str(_("Skriv hva dere gjorde, så ser alle når det ble gjort sist.")),
                         icon="wrench")  # fmt: skip
        day = DateField(today, latest=today, with_echo=False)
        note = LongText(lines=2)
        self.form = Form(fields_of(EquipmentEvent, "what", "day", "by_whom", "note"), codebook, today,
                         made={"day": day, "note": note}, spacing=12)  # fmt: skip
        self.form.fill({"day": today, "what": what})
        self.form.point_out(words or PlainWords(), "note")
        self.save: Callable[[dict[str, Any]], object] = lambda _values: None  # raises Invalid where it cannot be
        self.body.put(self.form)
        self.offer(("yes", PrimaryButton(str(_("Lagre")), "check")), ("", SecondaryButton(str(_("Avbryt")))))
        self.form.input("by_whom" if what is not None else "what").setFocus()

    def _on_chosen(self, answer: str) -> None:
        if answer:
            try:
                values = self.form.values()
                self.save({name: values[name] for name in DONE})
            except Invalid as wrong:
                self.form.show_errors(wrong.messages)
                self.form.go_to_complaint()
                return
        super()._on_chosen(answer)
