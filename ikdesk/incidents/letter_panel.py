"""A letter to parents: choose the child and the language, read it through, change it, and write it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ikdesk.incidents.form_job_panel import Wanted, child_choice, start_paper
from ikdesk.incidents.form_writing import Paper
from ikdesk.incidents.half_written_panel import HalfWritten
from ikdesk.incidents.letter_model import Letter
from ikdesk.incidents.letter_queries import letter_facts
from ikdesk.incidents.letter_sentences import letter_text, words_to_look_at
from ikdesk.incidents.letter_writing import draw_letter, letter_note
from ikdesk.incidents.queries import IncidentDetail
from ikdesk.kernel.words import LANGUAGES, _, listed, quoted
from ikdesk.reports.pdf_password_panel import PdfPassword
from ikdesk.ui.buttons import PrimaryButton, QuietButton
from ikdesk.ui.cards import Banner, Card, PageHead
from ikdesk.ui.choices import ChoiceGroup
from ikdesk.ui.desk import Desk
from ikdesk.ui.field_box import FieldBox
from ikdesk.ui.footer import Footer
from ikdesk.ui.inputs import LongText
from ikdesk.ui.jobs import Job
from ikdesk.ui.layouts import Column, ScrollPage
from ikdesk.ui.option import Option
from ikdesk.ui.text import Label

_MOST = 8  # words that are pointed out


class LetterPanel(QWidget):
    """A letter about one case. ``left()`` when one goes back; what is half written is kept.

    Args:
        desk: verbs.
        incident: the case.
        tell: shows a toast.
    """

    left = Signal()
    keeps_drafts = True

    def __init__(self, desk: Desk, incident: IncidentDetail, *, tell: Callable[..., None]) -> None:
        super().__init__()
        self._desk, self._tell, self._key = desk, tell, incident.id
        self._facts = desk.read(letter_facts, incident.id)
        self.job: Job | None = None
        self._build(incident)
        self._connect()
        self._begin()

    def _build(self, incident: IncidentDetail) -> None:
        told = str(_("Brevet sier bare noe om dette barnet."))
        self.child, choose = child_choice(_("Hvilket barn gjelder brevet?"), self._facts.whole, told)
        self.language = ChoiceGroup(_("Språk"), [Option(code, name) for code, name in LANGUAGES.items()])
        self.language.set_value(self._facts.language)
        self.text = LongText(lines=19)
        self.form = self.text  # where one begins
        self.look = Banner("", "warn")
        self.free = Label(str(_("Det personalet har skrevet selv, er ikke oversatt.")), "secondary")
        self.password = PdfPassword()
        self.password.lock.set_value(False)
        self.half = HalfWritten(self._desk, self._draft, self._fill, self.text.changed)
        self.box = FieldBox(_("Brevet"), self.text,
                            hint=str(_("Les gjennom og endre så det passer. Skriv ikke hvem andre var.")))  # fmt: skip
        page = ScrollPage(spacing=12)
        page.put(
            PageHead(_("Brev til foreldre om hendelse {number}").format(number=incident.number), str(
                _("Forslaget er laget av det som er registrert. Ingenting sendes herfra."))),
            self.half,
            Card(choose, FieldBox(_("Språk"), self.language), self.free, spacing=12),
            Card(self.look, self.box, spacing=12), Card(self.password, spacing=12), 1,
        )  # fmt: skip
        self.make = PrimaryButton(str(_("Lag brevet")), "file-text")
        self.back = QuietButton(str(_("Tilbake")))
        self.footer = Footer(self.make, self.back, note=str(_("Ctrl+S lager brevet · Esc går tilbake")))
        whole = Column(spacing=0, parent=self)
        whole.put(page, 1)
        whole.put(self.footer)

    def _connect(self) -> None:
        self.child.changed.connect(self._begin)
        self.language.changed.connect(self._begin)
        self.text.changed.connect(self._point_out)
        self.make.clicked.connect(self._on_make)
        self.back.clicked.connect(self._on_back)
        for keys, act in (("Ctrl+S", self._on_make), ("Ctrl+Return", self._on_make), ("Esc", self._on_back)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def letter(self) -> Letter:
        """The letter as it stands now."""
        child = self._facts.whole.children[self._at].get("child")
        return Letter(self.text.value(), self.language.value(), str(child or ""), self._facts.whole.number)

    @property
    def _at(self) -> int:
        return int(self.child.value() or 0)

    def _begin(self) -> None:
        """Show the letter for this child in this language, as it was left or as it is proposed."""
        if self.language.value() is None or self.child.value() is None:
            return
        self.half.keep_draft()
        proposed = letter_text(self._facts, self._at, self._desk.codebook, self.language.value())
        self.text.set_value(proposed)
        self.half.begin(f"letter {self.language.value()} {self._at} {self._key}")
        self.free.setVisible(self.language.value() == "en")
        self._point_out()

    def _draft(self) -> dict[str, Any]:
        return {"text": self.text.toPlainText()}

    def _fill(self, written: Mapping[str, Any]) -> None:
        self.text.set_value(written.get("text", ""))

    def _point_out(self) -> None:
        words = words_to_look_at(self.text.value(), self._facts, self._at)[:_MOST]
        self.look.setVisible(bool(words))
        if words:
            told = _("Se etter om dette er navn på andre: {words}.")
            self.look.say(told.format(words=listed([quoted(word) for word in words])))

    def _on_back(self) -> None:
        self.half.keep_draft()
        self.left.emit()

    def _on_make(self) -> None:
        self.box.set_error("" if self.text.value() else _("Skriv brevet først."))
        if self.job is not None or not self.text.value() or not self.password.check():
            return
        self.half.keep_draft()
        letter = self.letter()

        def draw(_facts: object, folder: Path, paper: Paper) -> Path:
            return draw_letter(letter, folder, paper)

        wanted = Wanted(self._key, "letter", letter_note(letter), self.password.value())
        key = self._key
        self.job = start_paper(
            self._desk, self._tell, wanted, lambda session, **who: letter_facts(session, key, **who), draw
        )
        self.make.setEnabled(False)
        self.job.ended.connect(self._on_ended)

    def _on_ended(self) -> None:
        self.job = None
        self.make.setEnabled(True)
