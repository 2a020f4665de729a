"""A password for a PDF that tells of persons: four words drawn by lot, or one's own; shown once and kept nowhere."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.words import _
from ikdesk.safe.passphrase import four_words
from ikdesk.safe.secret import check_new_password
from ikdesk.ui.buttons import QuietButton, SecondaryButton
from ikdesk.ui.choices import CheckBox
from ikdesk.ui.clipboard import SECONDS, copy_secret
from ikdesk.ui.field_box import FieldBox
from ikdesk.ui.layouts import Column, Wrap
from ikdesk.ui.text import Label
from ikdesk.ui.text_field import TextField


class PdfPassword(QWidget):
    """Whether the PDF is locked, and with what; it is, unless somebody says no."""

    def __init__(self) -> None:
        super().__init__()
        self.lock = CheckBox(str(_("Lås PDF-en med passord")))
        self.lock.set_value(True)
        self.words = TextField()
        self.words.set_value(four_words())
        self.box = FieldBox(_("Passordet til PDF-en"), self.words, hint=_(
            "Skriv det ned nå: IKdesk tar ikke vare på det. Den som får filen, må få passordet på en annen måte."))
        self.copy = SecondaryButton(_("Kopier passordet"), "clipboard-check")
        self.other = QuietButton(str(_("Fire andre ord")), "rotate-ccw")
        self.copied = Label("", "secondary")
        self.copied.hide()
        self.open_part = QWidget()
        Column(self.box, Wrap(self.copy, self.other), self.copied, spacing=10, parent=self.open_part)
        Column(self.lock, self.open_part, spacing=10, parent=self)
        self.lock.changed.connect(lambda: self.open_part.setVisible(bool(self.lock.value())))
        self.words.changed.connect(lambda: self.box.set_error(""))
        self.copy.clicked.connect(self._on_copy)
        self.other.clicked.connect(lambda: self.words.set_value(four_words()))

    def value(self) -> str:
        """The password; "" where the PDF is not to be locked."""
        return self.words.text() if self.lock.value() else ""

    def check(self) -> bool:
        """Whether it will do; what is wrong is said at the field."""
        if not self.lock.value():
            return True
        try:
            check_new_password(self.words.text())
        except Invalid as wrong:
            self.box.set_error(wrong.messages["password"])
            self.box.focus()
            return False
        return True

    def _on_copy(self) -> None:
        copy_secret(self.words.text())
        self.copied.say(str(_("Kopiert. Det blir borte fra utklippstavlen om {n} sekunder.")).format(n=SECONDS))
        self.copied.show()
