"""The third step: who uses it, and the password."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.words import _
from ikdesk.people.password_panel import NewPasswordPanel
from ikdesk.ui.cards import Card
from ikdesk.ui.field_box import FieldBox
from ikdesk.ui.layouts import Column
from ikdesk.ui.text_field import TextField


class FirstLeaderPanel(QWidget):
    """Name and password."""

    title = _("Hvem skal låse opp?")
    sub = _("Den som leder virksomheten, bestemmer passordet og ser alt.")

    def __init__(self) -> None:
        super().__init__()
        self.leader = TextField(width=280)
        self.secret = NewPasswordPanel()
        self.password, self.again = self.secret.password, self.secret.again
        self.boxes = {"leader": FieldBox(_("Hva heter du?"), self.leader, hint=_("Fornavn er nok.")),
                      **self.secret.boxes}  # fmt: skip
        Column(Card(self.boxes["leader"], self.secret, spacing=14, padding=(24, 18, 24, 20)), parent=self)
        self.leader.changed.connect(lambda: self.boxes["leader"].set_error(""))

    def check(self) -> None:
        """Raise Invalid unless one may go on."""
        if not self.leader.value():
            raise Invalid(leader=_("Skriv hva du heter. Fornavn er nok."))
        self.secret.check()
