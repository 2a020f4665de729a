"""Asking when somebody was told, by whom and who it was, or why nobody needs to be: in a box of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from PySide6.QtWidgets import QWidget

from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.words import _
from ikdesk.ui.buttons import PrimaryButton, SecondaryButton
from ikdesk.ui.dates import DateField, TimeField
from ikdesk.ui.dialogs import Box
from ikdesk.ui.field_box import FieldBox
from ikdesk.ui.layouts import Row
from ikdesk.ui.text import announce
from ikdesk.ui.text_field import TextField


class ToldBox(Box):
    """Asks when somebody was told; now, and by the one who is signed in, unless something else is filled in.

    Args:
        parent: where the question belongs.
        what: who is told, in few words.
        now: local.
        by: the name of the one who is signed in.
        told: who was most likely spoken to.
        silent: nothing may stand about what was said, or to whom.
    """

    def __init__(
        self, parent: QWidget | None, what: str, now: datetime, *, by: str, told: str = "", silent: bool = False
    ) -> None:  # fmt: skip
        super().__init__(parent, _("Varslet: {what}").format(what=what), str(
            _("Skriv når, så ser alle som følger opp saken, at det er gjort.")), icon="phone")  # fmt: skip
        self.day = DateField(now.date(), latest=now.date(), chips=False, with_echo=False)
        self.time, self.by, self.told = TimeField(), TextField(), TextField()
        self.day.set_value(now.date())
        self.time.set_value(now.time().replace(second=0, microsecond=0))
        self.by.set_value(by)
        self.told.set_value("" if silent else told)
        self._now = now
        self.save: Callable[[dict[str, Any]], object] = lambda _values: None  # raises Invalid where it cannot be
        self.boxes = {
            "at": FieldBox(_("Når fikk de beskjed?"), self.day), "time": FieldBox(_("Klokkeslett"), self.time),
            "by_name": FieldBox(_("Hvem ga beskjed?"), self.by),
            "told": FieldBox(_("Hvem fikk beskjed?"), self.told, hint=str(_("Navn eller rolle. Kan stå tomt."))),
        }  # fmt: skip
        self.body.put(Row(self.boxes["at"], self.boxes["time"], 1, spacing=14))
        self.body.put(self.boxes["by_name"])
        self.body.put(self.boxes["told"])
        self.boxes["told"].setVisible(not silent)
        self.offer(("yes", PrimaryButton(str(_("Varslet")), "check")), ("", SecondaryButton(str(_("Avbryt")))))
        self.time.setFocus()

    def values(self) -> dict[str, Any]:
        """What was filled in."""
        day, at = self.day.value(), self.time.value()
        moment = datetime.combine(day, at) if day and at else None
        if moment == self._now.replace(second=0, microsecond=0):
            moment = self._now  # to the second, and in the right one of two hours of the same name
        return {"at": moment, "by_name": self.by.value(), "told": self.told.value()}

    def show_errors(self, messages: Mapping[str, str]) -> None:
        """Say what was wrong beside what it is about."""
        for key, box in self.boxes.items():
            box.set_error(str(messages.get(key, "")))
        wrong = next((box for key, box in self.boxes.items() if key in messages), None)
        if wrong is not None:
            wrong.focus()
            announce(self, " ".join(str(said) for said in messages.values()), now=True)

    def _on_chosen(self, answer: str) -> None:
        if answer:
            try:
                self.save(self.values())
            except Invalid as wrong:
                self.show_errors(wrong.messages)
                return
        super()._on_chosen(answer)
