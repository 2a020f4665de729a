"""What worked, what did not, and what comes first in the next period: written by the leader, on the report itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ikdesk.incidents.text_panel import words_for
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.words import Text, _
from ikdesk.reports.actions import restore_text, save_text
from ikdesk.reports.audience_model import Audience
from ikdesk.reports.facts_model import Facts
from ikdesk.reports.line_panel import Asks, InPlace
from ikdesk.reports.model import EVALUATION, PRIORITIES, WORKED, WORKED_NOT
from ikdesk.ui.buttons import QuietButton
from ikdesk.ui.cards import Card
from ikdesk.ui.desk import Desk
from ikdesk.ui.layouts import Column, Row
from ikdesk.ui.pointed import PlainWords
from ikdesk.ui.text import Label

_FIRST = _("Én linje, uten navn. Det viktigste å gjøre i neste periode.")


@dataclass(frozen=True, slots=True)
class _Asked:
    """One of the texts: what it is called, and what is asked for."""

    label: Text | str
    hint: Text
    lines: int


_TEXTS = {
    WORKED: _Asked(_("Dette har virket"), _("Uten navn. Hva gjorde dere, og hva ble bedre?"), 4),
    WORKED_NOT: _Asked(_("Dette har ikke virket"), _("Uten navn. Hva ble ikke gjort, eller hjalp ikke?"), 4),
}


def _asked(key: str) -> _Asked:
    if key in _TEXTS:
        return _TEXTS[key]
    return _Asked(_("Prioritet {n} i neste periode").format(n=PRIORITIES.index(key) + 1), _FIRST, 2)


class EvaluationPanel(Card):
    """The texts about the period and the next, each edited in its place.

    Args:
        desk: verbs.
        tell: shows a toast.
    """

    def __init__(self, desk: Desk, tell: Callable[..., None]) -> None:
        title = str(_("Evaluering og neste periode"))
        super().__init__(title=title, spacing=10, padding=(20, 16, 20, 14), level=2)
        self._desk, self._tell, self._words = desk, tell, words_for(desk)
        self._inside: QWidget | None = None
        self.rows: list[TextRow] = []
        self.put(Label(_("Det som er tomt, kommer ikke med i rapporten."), "secondary"))

    def begun(self) -> dict[str, str]:
        """What is being written now, by text."""
        return {row.key: row.words.value() for row in self.rows if row.is_open()}

    def show_facts(self, facts: Facts, begun: Mapping[str, str] | None = None) -> None:
        """Show the texts as they stand now.

        Args:
            facts: of the report.
            begun: what is being written, other texts of the page too; None: as it is here.
        """
        self._facts = facts
        begun = self.begun() if begun is None else begun
        writing = [row.key for row in self.rows if row.isAncestorOf(self.window().focusWidget())]
        old, self._inside = self._inside, QWidget()
        column = Column(spacing=8, parent=self._inside)
        self.rows = [TextRow(key, facts, self._words) for key in EVALUATION]
        for row in self.rows:
            row.kept.connect(self._on_kept)
            row.restored.connect(self._on_restored)
            column.put(row)
            if row.key in begun:  # another text was saved while this one was being written
                row.edit(begun[row.key])
        self.put(self._inside)
        self._inside.show()
        for row in [row for row in self.rows if row.key in writing and not row.is_open()]:
            row.change.setFocus(Qt.FocusReason.OtherFocusReason)  # before the old ones go, or the page scrolls
        if old is not None:
            self.column.removeWidget(old)
            old.hide()
            old.deleteLater()

    def begin(self) -> None:
        """Write the first text that is empty, or the first of all."""
        empty = (row for row in self.rows if not row.stands)
        row = next(empty, self.rows[0])
        if not row.is_open():
            row.edit()

    def _on_kept(self, key: str, text: str, row: TextRow) -> None:
        row.saving = True
        try:
            self._desk.write(save_text, self._facts.period.code, key, text, audience=self._facts.audience)
        except Invalid as wrong:
            row.saving = False
            row.field.set_error(" ".join(str(said) for said in wrong.messages.values()))
            row.field.focus()
            return
        self._done(_("Teksten er lagret.") if text else _("Teksten er tatt ut."))

    def _on_restored(self, key: str) -> None:
        self._desk.write(restore_text, self._facts.period.code, key, audience=self._facts.audience)
        self._done(_("Teksten fra tertialrapporten står her igjen."))

    def _done(self, said: str) -> None:
        self._tell(str(said), *self._desk.undoing(said))


class TextRow(InPlace):
    """One of the texts.

    Args:
        key: which.
        facts: of the report.
        plain: what is no name here.
    """

    keeps_drafts = True  # the page does

    def __init__(self, key: str, facts: Facts, plain: PlainWords) -> None:
        asked = _asked(key)
        self.label = str(asked.label)
        stands = facts.texts.get(key, "")
        empty = "" if stands else str(_("Skriv teksten først."))
        super().__init__(key, stands, Asks(self.label, str(asked.hint), asked.lines, empty), plain)
        self.save.say(str(_("Lagre teksten")))
        self.change.say(str(_("Endre") if stands else _("Skriv")))
        self.change.setAccessibleName(f"{self.change.words}: {self.label}")
        self._put_read(facts)
        self._put_buttons(facts)

    def _put_read(self, facts: Facts) -> None:
        told = Column(spacing=2)
        told.put(Label(self.label, "strong"))
        told.put(Label(self.stands or _("Ikke skrevet ennå."), "" if self.stands else "muted"))
        if self.stands and self.key in facts.shared:
            shared = _("Fra tertialrapporten. Endrer du den her, gjelder det bare denne versjonen.")
            told.put(Label(shared, "secondary"))
        row = Row(spacing=14, parent=self._read)
        row.put(told, 1)
        row.put(self.change)

    def _put_buttons(self, facts: Facts) -> None:
        self.take_out = QuietButton(_("Ta ut teksten"))
        self.restore = QuietButton(_("Bruk teksten fra tertialrapporten"))
        for button in (self.take_out, self.restore):
            button.setAccessibleName(f"{button.words}: {self.label}")
            self.buttons.put(button)
        self.buttons.put(1)
        own = self.key in facts.texts and self.key not in facts.shared
        if not own or facts.audience is Audience.MUNICIPALITY:
            self.restore.hide()
        if not self.stands:
            self.take_out.hide()
        self.take_out.clicked.connect(lambda _on=False: self.kept.emit(self.key, "", self))
        self.restore.clicked.connect(lambda _on=False: self.restored.emit(self.key))
