"""Small questions about a routine that are asked in a box of their own: it was looked at, or a measure becomes one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QWidget

from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _
from ikdesk.routines.queries import RoutineName
from ikdesk.ui.buttons import PrimaryButton, SecondaryButton
from ikdesk.ui.dates import DateField
from ikdesk.ui.dialogs import Box
from ikdesk.ui.field_box import FieldBox
from ikdesk.ui.inputs import Dropdown
from ikdesk.ui.option import Option
from ikdesk.ui.text_field import TextField

FAR = 366 * 3  # days ahead that a date without a year may lie


@dataclass(frozen=True, slots=True)
class Review:
    """That a routine was looked at: when next, and what was seen."""

    due: date
    note: str


class ReviewBox(Box):
    """Asks when a routine is to be looked at next."""

    def __init__(self, parent: QWidget | None, title: str, today: date, due: date) -> None:
        text = _("Rutinen er riktig som den står. Da får den en ny dato, men ingen ny versjon.")
        super().__init__(parent, _("Sett på «{title}»").format(title=title), str(text))
        self._today = today
        self.due = DateField(today, chips=False, ahead=FAR)
        self.due.set_value(due)
        self.note = TextField()
        self.field = FieldBox(_("Når skal den ses på igjen?"), self.due)
        self.body.put(self.field)
        self.body.put(FieldBox(_("Hva så dere?"), self.note, hint=_("Kan stå tomt.")))
        self.offer(("yes", PrimaryButton(_("Lagre"))), ("", SecondaryButton(_("Avbryt"))))
        self.due.setFocus()

    def review(self) -> Review | None:
        """What was answered; None if it was called off."""
        if not self.ask():
            return None
        day = self.due.value()
        return None if day is None else Review(day, self.note.value())

    def _on_chosen(self, answer: str) -> None:
        day = self.due.value()
        if answer and (day is None or day <= self._today):
            self.field.set_error(self.due.complaint() or str(_("Velg en dag som kommer.")))
            self.field.focus()
            return
        super()._on_chosen(answer)


class MeasureBox(Box):
    """Asks whether a measure becomes a routine of its own or a new version of one."""

    def __init__(self, parent: QWidget | None, names: Sequence[RoutineName]) -> None:
        text = _("Tiltaket blir et utkast. Det gjelder ikke før du har lest gjennom og godkjent det.")
        super().__init__(parent, str(_("Lag rutine av tiltaket")), str(text))
        self.which = Dropdown(
            _("Hvilken rutine?"), [Option(str(row.id), row.title) for row in names], none=str(_("En helt ny rutine"))
        )
        self.body.put(FieldBox(_("Ny rutine, eller ny versjon av en dere har?"), self.which))
        self.offer(("yes", PrimaryButton(_("Lag utkast"))), ("", SecondaryButton(_("Avbryt"))))

    def chosen(self) -> tuple[bool, Key | None]:
        """Whether a draft is wanted, and of which routine; None is a new one."""
        if not self.ask():
            return False, None
        key = self.which.value()
        return True, Key(key) if key else None
