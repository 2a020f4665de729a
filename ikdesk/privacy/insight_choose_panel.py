"""The second step of an insight: which incidents really are about the person."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ikdesk.incidents.visible_queries import HIDDEN
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.words import _, listed, many, short_date
from ikdesk.privacy.insight_find_panel import Found
from ikdesk.privacy.insight_model import Candidate
from ikdesk.ui.buttons import PrimaryButton, QuietButton
from ikdesk.ui.cards import Banner, Card
from ikdesk.ui.choices import CheckBox
from ikdesk.ui.layouts import Column, Row, ScrollPage
from ikdesk.ui.text import Heading, Label

_STORY = 110  # characters of what was told


class ChoosePanel(QWidget):
    """A check box for each; none is checked from the start. ``chosen(keys)``, or ``left()``."""

    chosen = Signal(list)
    left = Signal()

    def __init__(self, found: Found, codebook: Codebook) -> None:
        super().__init__()
        self._found, self._codebook = found, codebook
        self.boxes = [CheckBox(self._line(row)) for row in found.rows]
        self._build()
        self._connect()
        self._on_checked()

    def _build(self) -> None:
        page = ScrollPage(margins=(28, 0, 28, 12), spacing=12, widest=1100)
        page.put(Heading(_("Hvilke hendelser gjelder {who}?").format(who=self._found.about), 2))
        if any(not row.in_field for row in self._found.rows) or len(self._found.rows) > 1:
            said = _("Flere kan ha like initialer eller likt navn. Kryss bare av for det du er sikker på.")
            page.put(Banner(str(said), "warn"))
        if self.boxes:
            card = Card(spacing=4, padding=(18, 12, 18, 12))
            card.put(*self.boxes)
            page.put(card)
        else:
            page.put(Label(str(_("Ingen hendelser ble funnet. Du kan likevel lage et svar som sier det."))))
        if self._found.elsewhere:
            said = _("{who} kan også være nevnt her: {places}. Les det, og ta det med i svaret hvis det gjelder dem.")
            page.put(Banner(said.format(who=self._found.about, places=listed(self._found.elsewhere)), "info"))
        page.put(1)
        self.go = PrimaryButton(str(_("Gå videre")), "check")
        self.back = QuietButton(str(_("Tilbake")))
        self.count = Label("", "secondary", wrap=False)
        whole = Column(spacing=0, parent=self)
        whole.put(page, 1)
        whole.put(Row(self.go, self.back, 1, self.count, spacing=12, margins=(28, 10, 28, 14)))
        self.setFocusProxy((*self.boxes, self.go)[0])

    def _connect(self) -> None:
        for box in self.boxes:
            box.changed.connect(self._on_checked)
        self.go.clicked.connect(lambda: self.chosen.emit(self.keys()))
        self.back.clicked.connect(self.left)

    def keys(self) -> list[object]:
        """The incidents that are checked."""
        return [row.id for row, box in zip(self._found.rows, self.boxes, strict=True) if box.value()]

    def _on_checked(self) -> None:
        self.count.say(many("{n} valgt", "{n} valgt", len(self.keys())))

    def _line(self, row: Candidate) -> str:
        kind = self._codebook.label("event_type", row.kind)
        story = str(HIDDEN) if row.restricted else " ".join(row.story.split())
        short = f"{story[:_STORY]}…" if len(story) > _STORY else story
        where = "" if row.in_field else str(_("bare nevnt i teksten"))
        child = "" if row.restricted else row.child
        parts = (row.number, short_date(row.occurred_on), row.place, kind, child, where, short)
        return " · ".join(part for part in parts if part)
