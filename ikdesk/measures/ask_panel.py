"""Small questions about a measure that are asked in a box of their own: on which day, and which one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from ikdesk.kernel.words import _
from ikdesk.ui.buttons import PrimaryButton, SecondaryButton
from ikdesk.ui.dates import DateField
from ikdesk.ui.dialogs import Box
from ikdesk.ui.field_box import FieldBox
from ikdesk.ui.inputs import Dropdown
from ikdesk.ui.option import Option

_YEAR = 365  # days ahead a day without a year may lie


class DayBox(Box):
    """Asks for a day, today at the latest; today stands there already."""

    def __init__(
        self, parent: QWidget | None, title: str, text: str, verb: str, today: date, day: DateField | None = None
    ) -> None:
        super().__init__(parent, title, text)
        self._today = today
        self.day = day or DateField(today, latest=today)
        if day is None:
            self.day.set_value(today)
        self.field = FieldBox(_("Hvilken dag?"), self.day)
        self.body.put(self.field)
        self.offer(("yes", PrimaryButton(verb)), ("", SecondaryButton(_("Avbryt"))))
        self.day.setFocus()

    def _on_chosen(self, answer: str) -> None:
        wrong = self._wrong() if answer else ""
        if wrong:
            self.field.set_error(wrong)
            self.field.focus()
            return
        super()._on_chosen(answer)

    def _wrong(self) -> str:
        day = self.day.value()
        if self.day.complaint():
            return self.day.complaint()
        if day is None:
            return str(_("Skriv hvilken dag det var."))
        return "" if day <= self._today else str(_("Dagen må være i dag eller tidligere."))


def ask_day(parent: QWidget | None, title: str, text: str, verb: str, today: date) -> date | None:
    """Ask on which day something was; None if it was called off.

    Args:
        parent: the window.
        title: the question.
        text: what happens then.
        verb: on the button.
        today: what stands there to begin with, and the last day there can be.
    """
    box = DayBox(parent, title, text, verb, today)
    return box.day.value() if box.ask() else None


class PlanBox(DayBox):
    """Asks for a day that comes."""

    def __init__(self, parent: QWidget | None, today: date) -> None:
        text = str(_("Velg dagen nå, før tallene er kjent. Etter sesongen er vanlig."))
        super().__init__(parent, str(_("Når skal vi se om det virket?")), text, str(_("Lagre")), today,
                         DateField(today, chips=False, ahead=_YEAR))  # fmt: skip

    def _wrong(self) -> str:
        day = self.day.value()
        if self.day.complaint():
            return self.day.complaint()
        return "" if day is not None and day > self._today else str(_("Velg en dag som kommer."))


def ask_plan(parent: QWidget | None, today: date) -> date | None:
    """Ask when one shall see whether a measure worked; None if it was called off.

    Args:
        parent: the window.
        today: the day before the first there can be.
    """
    box = PlanBox(parent, today)
    return box.day.value() if box.ask() else None


class ChoiceBox(Box):
    """Asks which one of a list."""

    def __init__(self, parent: QWidget | None, title: str, text: str, verb: str, options: Iterable[Option]) -> None:
        super().__init__(parent, title, text)
        self.choice = Dropdown(title, options)
        self.body.put(self.choice)
        self.offer(("yes", PrimaryButton(verb)), ("", SecondaryButton(_("Avbryt"))))
        self.choice.setFocus()


def ask_which(parent: QWidget | None, title: str, text: str, verb: str, options: Iterable[Option]) -> Any:
    """Ask which one; its code, or None if it was called off.

    Args:
        parent: the window.
        title: the question.
        text: what happens then.
        verb: on the button.
        options: at least one.
    """
    box = ChoiceBox(parent, title, text, verb, options)
    return box.choice.value() if box.ask() else None
