"""What is said of the cell one stands in, below the collective list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ikdesk.kernel.personal import Sort
from ikdesk.kernel.words import _
from ikdesk.ui.layouts import Column
from ikdesk.ui.text import Label
from ikdesk.ui.theme import px

_HELP = _(
    "Enter gir en ny linje med samme dag og sted. Ctrl+D tar det som står over. Alt+pil ned viser ordene. "
    "Du kan lime inn fra Excel."
)
WAY_ON = {
    Sort.NAME: _("Ikke et navn"), Sort.BIRTH_NUMBER: _("Det er ikke et fødselsnummer"),
    Sort.PHONE: _("Det er ikke et telefonnummer"),
}  # what whoever writes may say of what is pointed out


class CellNote(QWidget):
    """What must be mended, or what is worth a look, or else how one writes; and words one may choose."""

    def __init__(self) -> None:
        super().__init__()
        self.note, self.choices, self.wrong = Label(""), Label("", "secondary"), Label("", "error")
        for part in (self.wrong, self.note):
            part.setMinimumHeight(px(22))
        Column(self.wrong, self.note, self.choices, spacing=2, parent=self)

    def say(self, wrong: str, hint: str, words: Sequence[str]) -> None:
        """Say something else.

        Args:
            wrong: what must be mended, or nothing.
            hint: what is worth a look, or nothing.
            words: some that can be chosen.
        """
        self.wrong.say(wrong)
        self.wrong.setVisible(bool(wrong))
        self.note.say(hint or str(_HELP))
        self.note.setVisible(not wrong)
        self.choices.say(_("Velg for eksempel: {words}").format(words=" · ".join(words)) if words else "")
