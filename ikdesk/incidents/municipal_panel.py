"""Asking what something is called in the municipality's own system, and when it was entered there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from ikdesk.incidents.municipal_actions import mark_measure_transferred, mark_transferred
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _, short_date
from ikdesk.ui.buttons import PrimaryButton, QuietButton, SecondaryButton
from ikdesk.ui.dates import DateField
from ikdesk.ui.desk import Desk
from ikdesk.ui.dialogs import Box
from ikdesk.ui.field_box import FieldBox
from ikdesk.ui.text_field import TextField


class MunicipalBox(Box):
    """Number and day; both can be taken away again.

    Args:
        window: where it is shown.
        title: the heading.
        store: keeps number and day.
        today: the day it is.
    """

    def __init__(
        self, window: QWidget, title: str, store: Callable[[str, date | None], object], today: date
    ) -> None:
        text = _("Da vet alle at det står der, og tertialrapporten teller det ikke lenger som noe som mangler.")
        super().__init__(window, title, str(text), icon="clipboard-check")
        self._store = store
        self.number = TextField(width=220)
        self.number.setMaxLength(40)
        self.day = DateField(today, latest=today)
        self.number_box = FieldBox(_("Nummer i kommunens system"), self.number, hint=str(_("Kan stå tomt.")))
        self.day_box = FieldBox(_("Når ble det registrert?"), self.day)
        self.body.put(self.number_box)
        self.body.put(self.day_box)
        self.offer(("yes", PrimaryButton(_("Lagre"), "check")), ("no", SecondaryButton(_("Det står ikke der"))),
                   ("", QuietButton(_("Avbryt"))))  # fmt: skip
        self.number.setFocus()

    def show_values(self, number: str, day: date | None, today: date) -> None:
        """Show what is known; without a day, today is proposed."""
        self.number.set_value(number)
        self.day.set_value(day or today)

    def _on_chosen(self, answer: str) -> None:
        if answer and not self._kept(answer == "yes"):
            return
        super()._on_chosen(answer)

    def _kept(self, there: bool) -> bool:  # noqa: FBT001 (one answer of two)
        day = self.day.value() if there else None
        complaint = self.day.complaint() or ("" if day else str(_("Skriv når det ble registrert.")))
        if there and complaint:
            self.day_box.set_error(complaint)
            self.day_box.focus()
            return False
        try:
            self._store(self.number.value() if there else "", day)
        except Invalid as wrong:
            self.number_box.set_error(wrong.messages.get("municipal_number", ""))
            self.day_box.set_error(wrong.messages.get("municipal_on", ""))
            return False
        except Problem as problem:
            self.day_box.set_error(str(problem))
            return False
        return True


def ask_transferred(
    window: QWidget, desk: Desk, tell: Callable[..., None], keys: list[Key], known: tuple[str, date | None]
) -> None:
    """Ask, and write it down of one incident or of several.

    Args:
        window: what asks.
        desk: verbs.
        tell: shows a toast.
        keys: the incidents.
        known: the number and the day that are known.
    """
    box = MunicipalBox(window, str(_("Registrert i kommunens system")),
                       lambda number, day: desk.write(mark_transferred, keys, number, day), desk.today)  # fmt: skip
    _asked(box, desk, tell, known)


def ask_measure_transferred(
    window: QWidget, desk: Desk, tell: Callable[..., None], key: Key, known: tuple[str, date | None]
) -> None:
    """The same of a measure.

    Args:
        window: what asks.
        desk: verbs.
        tell: shows a toast.
        key: the measure.
        known: the number and the day that are known.
    """
    box = MunicipalBox(window, str(_("Registrert i kommunens system")),
                       lambda number, day: desk.write(mark_measure_transferred, key, number, day),
                       desk.today)  # fmt: skip
    _asked(box, desk, tell, known)


def municipal_words(number: str, day: date | None) -> str:
    """That it stands there, since when and as what; empty where it does not."""
    if day is None:
        return ""
    return _("{number}, {day}").format(number=number, day=short_date(day)) if number else short_date(day)


def _asked(box: MunicipalBox, desk: Desk, tell: Callable[..., None], known: tuple[Any, ...]) -> None:
    box.show_values(known[0], known[1], desk.today)
    answer = box.ask()
    if answer:
        said = _("Skrevet ned at det står i kommunens system.") if answer == "yes" else _(
            "Skrevet ned at det ikke står i kommunens system.")  # fmt: skip
        tell(str(said), *desk.undoing(said))
