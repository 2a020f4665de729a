"""A new password, for oneself or for another: four words are drawn as a proposal, and its strength is shown."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.words import _
from ikdesk.safe.passphrase import four_words, strength
from ikdesk.safe.secret import check_new_password
from ikdesk.ui.buttons import QuietButton, SecondaryButton
from ikdesk.ui.cards import Card, Pill
from ikdesk.ui.choices import CheckBox
from ikdesk.ui.field_box import FieldBox
from ikdesk.ui.layouts import Column, Row, Wrap
from ikdesk.ui.text import Label
from ikdesk.ui.text_field import TextField

_TONES = ("danger", "warn", "ok", "ok")  # by grade
_WEAKEST = 1  # grade that is accepted: what can be better is said, what is weak is refused


class NewPasswordPanel(QWidget):
    """The password twice, and a proposal."""

    def __init__(self) -> None:
        super().__init__()
        self.password, self.again = TextField(secret=True), TextField(secret=True)
        self.show_it = CheckBox(str(_("Vis passordet")))
        self.proposal = Label("", "section")
        self.use = SecondaryButton(str(_("Bruk disse ordene")), "check")
        self.other = QuietButton(str(_("Fire andre ord")), "rotate-ccw")
        self.grade = Pill("", "neutral")
        self.boxes = {
            "password": FieldBox(_("Passord"), self.password, hint=_("Minst tolv tegn.")),
            "again": FieldBox(_("Skriv passordet en gang til"), self.again),
        }
        self._build()
        self._connect()
        self._on_other()

    def _build(self) -> None:
        advice = Card(
            Label(_("Fire tilfeldige ord er lette å huske og vanskelige å gjette. Skriv dem ned og legg lappen et "
                    "trygt sted til du kan dem."), "secondary"),
            self.proposal, Wrap(self.use, self.other), title=str(_("Forslag")), spacing=8, padding=(16, 14, 16, 14),
        )  # fmt: skip
        Column(
            advice, self.boxes["password"], Row(self.grade, 1, spacing=8), self.boxes["again"], Row(self.show_it, 1),
            spacing=14, parent=self,
        )  # fmt: skip
        self.grade.hide()

    def _connect(self) -> None:
        self.use.clicked.connect(self._on_use)
        self.other.clicked.connect(self._on_other)
        self.show_it.changed.connect(self._on_show)
        self.password.changed.connect(self._on_password)
        for key, field in (("password", self.password), ("again", self.again)):
            field.changed.connect(lambda at=key: self.boxes[at].set_error(""))

    def check(self) -> None:
        """Raise Invalid unless this may be a password."""
        check_new_password(self.password.text())
        found = strength(self.password.text())
        if found.grade < _WEAKEST:
            raise Invalid(password=found.sentence)
        if self.again.text() != self.password.text():
            raise Invalid(again=_("Passordene er ikke like. Skriv det samme begge steder."))

    def clear(self) -> None:
        """Forget what was typed, and draw other words."""
        for field in (self.password, self.again):
            field.clear()
        for box in self.boxes.values():
            box.set_error("")
        self.show_it.set_value(False)
        self._on_other()

    def _on_other(self) -> None:
        self.proposal.say(four_words())

    def _on_use(self) -> None:
        self.show_it.set_value(True)
        self.password.set_value(self.proposal.text())
        self.again.set_value(self.proposal.text())
        self.password.setFocus()

    def _on_show(self) -> None:
        mode = QLineEdit.EchoMode.Normal if self.show_it.value() else QLineEdit.EchoMode.Password
        for field in (self.password, self.again):
            field.setEchoMode(mode)

    def _on_password(self) -> None:
        text = self.password.text()
        self.grade.setVisible(bool(text))
        if text:
            found = strength(text)
            self.grade.show_state(found.sentence, _TONES[found.grade])
