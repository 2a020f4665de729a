"""Below the kind of an incident, where it is one that asks more: whom it is about, and what does not belong here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from ikdesk.kernel.errors import Problem
from ikdesk.kernel.paths import resource
from ikdesk.kernel.words import _, language
from ikdesk.lock.sensitive import Sensitive
from ikdesk.ui.buttons import SecondaryButton
from ikdesk.ui.cards import Banner
from ikdesk.ui.field_box import FieldBox
from ikdesk.ui.layouts import Column, Row
from ikdesk.ui.open_file import open_file
from ikdesk.ui.text import Heading, Label, announce

FORMS = {"nn": "nn", "en": "en"}  # languages with a form of their own; the others get Bokmål


class SensitivePart(QWidget):
    """What is said and asked besides.

    Args:
        whom: the row that asks whom it is about.
    """

    def __init__(self, whom: FieldBox | None) -> None:
        super().__init__()
        self._whom = whom
        self.brief = Banner("", "info")
        self.elsewhere = QWidget()
        self.why, self.told = Label(""), Label("")
        self.blank = SecondaryButton(str(_("Åpne et tomt skjema for utskrift")), "file-text")
        self.blank.clicked.connect(self._on_blank)
        Column(
            Heading(str(_("Denne meldingen skal ikke gå gjennom IKdesk")), 3), self.why, self.told,
            Row(self.blank, 1), spacing=8, margins=(0, 4, 0, 4), parent=self.elsewhere,
        )  # fmt: skip
        column = Column(spacing=8, parent=self)
        for part in (self.brief, whom, self.elsewhere):
            if part is not None:
                column.put(part)
        self.follow(Sensitive(), {})

    def follow(self, sensitive: Sensitive, values: Mapping[str, Any]) -> None:
        """Show what there is to say and ask of what was chosen.

        Args:
            sensitive: what must be known.
            values: what stands in the form.
        """
        kind, before = values.get("kind"), self.elsewhere.isVisible()
        asks, short, away = kind == sensitive.asks, kind in sensitive.brief, sensitive.elsewhere(values)
        if self._whom is not None:
            self._whom.setVisible(asks and bool(sensitive.people))
        said = _("Skriv bare en kort henvisning, høyst {n} tegn: at det er meldt, og til hvem. Selve saken hører ikke "
                 "hjemme her. Lederen fører saksnummer og frister etterpå.")  # fmt: skip
        self.brief.say(said.format(n=sensitive.most))
        self.brief.setVisible(short and not away)
        self.why.say(sensitive.why())
        self.told.say(sensitive.told_to())
        self.elsewhere.setVisible(away)
        self.setVisible(short or asks)
        if away and not before and self.isVisible():
            announce(self, self.told.text(), now=True)

    def _on_blank(self) -> None:
        try:
            open_file(resource(f"forms/violation_{FORMS.get(language(), 'nb')}.pdf"))
        except Problem as said:
            self.told.say(str(said))
