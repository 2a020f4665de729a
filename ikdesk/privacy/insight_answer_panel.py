"""The third step of an insight: what is taken out, what goes out, and the file."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ikdesk.access.model import Deed
from ikdesk.kernel.paths import documents_folder
from ikdesk.kernel.viewer import Viewer
from ikdesk.kernel.words import _
from ikdesk.paper.saving import renamed_said
from ikdesk.privacy.insight_model import Insight
from ikdesk.privacy.insight_queries import harmless_words
from ikdesk.privacy.insight_sections import preview
from ikdesk.privacy.insight_writing import Letter, write_insight
from ikdesk.privacy.mask_model import suspects
from ikdesk.privacy.model import Withholding
from ikdesk.reports.pdf_password_panel import PdfPassword
from ikdesk.ui.buttons import PrimaryButton, QuietButton
from ikdesk.ui.cards import Card
from ikdesk.ui.choices import CheckBox, CheckGroup
from ikdesk.ui.desk import Desk
from ikdesk.ui.field_box import FieldBox
from ikdesk.ui.inputs import LongText
from ikdesk.ui.jobs import Job, Tick
from ikdesk.ui.layouts import Column, Row, ScrollPage
from ikdesk.ui.open_file import open_file, shown_folder
from ikdesk.ui.option import Option
from ikdesk.ui.text import Label
from ikdesk.ui.text_field import TextField
from ikdesk.unit.queries import UnitRow, unit_row

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_BETWEEN = re.compile(r"[,;\n]+")


class AnswerPanel(QWidget):
    """Words to take out, exactly what goes out, and the button that writes it.

    ``done(sentence, action, then)`` when it was written, ``left()`` when one goes back.

    Args:
        desk: verbs.
        insight: what is told, with nothing taken out yet.
        own: the words that are the person's own.
    """

    done = Signal(str, str, object)
    left = Signal()

    def __init__(self, desk: Desk, insight: Insight, own: Collection[str]) -> None:
        super().__init__()
        self._desk, self._insight = desk, insight
        texts = [text for record in insight.records for text in record.texts()]
        self._suspects = suspects(texts, own, desk.read(harmless_words))
        self._build()
        self._connect()
        self._on_words()

    def _build(self) -> None:
        options = [Option(one.word, f"{one.word} ({one.count})", tip=one.example) for one in self._suspects]
        self.words = CheckGroup(_("Ord som tas ut"), options)
        self.words.set_value([one.word for one in self._suspects])
        self.more = TextField()
        self.shown = LongText(lines=14)
        self.shown.setReadOnly(True)
        self.shown.setAccessibleName(str(_("Dette går ut")))
        self.withheld = CheckGroup(_("Grunnlag"), [Option(one.code, one.label) for one in Withholding])
        self.password = PdfPassword()
        self.beside = CheckBox(str(_("Lag også en egen datafil (JSON). Den har ikke passord.")))
        page = ScrollPage(margins=(28, 0, 28, 12), spacing=14, widest=1100)
        if self._insight.records:
            page.put(self._masks(), Card(self.shown, title=str(_("Dette går ut")), spacing=8, level=2))
        page.put(Card(
            FieldBox(str(_("Er noe holdt tilbake? Velg grunnlaget.")), self.withheld,
                     hint=str(_("Svaret sier at noe er holdt tilbake og hvorfor, ikke hva."))),
            spacing=12,
        ), Card(self.password, self.beside, spacing=12), 1)  # fmt: skip
        self.go = PrimaryButton(str(_("Lag svaret")), "file-text")
        self.back = QuietButton(str(_("Tilbake")))
        whole = Column(spacing=0, parent=self)
        whole.put(page, 1)
        whole.put(Row(self.go, self.back, 1, spacing=12, margins=(28, 10, 28, 14)))
        self.setFocusProxy(self.more if self._insight.records else self.go)

    def _masks(self) -> QWidget:
        hint = str(_("Ord med stor bokstav, initialer og tall som kan gjelde andre. Ta bort krysset der ordet er "
                     "ufarlig. Pek på ordet for å se hvor det står."))  # fmt: skip
        words: QWidget = FieldBox(str(_("Tas ut")), self.words, hint=hint)
        if not self._suspects:
            words = Label(str(_("Ingen ord ligner på navn eller initialer. Les likevel gjennom.")), "secondary")
        told = str(_("Skill med komma. Les gjennom teksten under: også «lillebror» kan si hvem det er."))
        more = FieldBox(str(_("Ta også ut disse ordene")), self.more, hint=told)
        return Card(words, more, title=str(_("Andre som er nevnt")), spacing=12, level=2)

    def _connect(self) -> None:
        self.words.changed.connect(self._on_words)
        self.more.changed.connect(self._on_words)
        self.go.clicked.connect(self._on_go)
        self.back.clicked.connect(self.left)

    def insight(self) -> Insight:
        """What goes out, as it is chosen now."""
        more = [word.strip() for word in _BETWEEN.split(self.more.value())]
        return dataclasses.replace(
            self._insight, words=tuple(word for word in (*self.words.value(), *more) if word),
            withheld=tuple(Withholding[code.upper()] for code in self.withheld.value()),
        )  # fmt: skip

    def _on_words(self) -> None:
        self.shown.set_value(preview(self.insight(), self._desk.codebook))

    def _on_go(self) -> None:
        if not self.password.check():
            return
        self.go.setEnabled(False)
        job = self.start()
        job.succeeded.connect(self._on_written)
        job.ended.connect(lambda: self.go.setEnabled(True))

    def start(self) -> Job:
        """Write the answer; what comes out is where its files lie."""
        desk, insight, beside = self._desk, self.insight(), self.beside.value()
        password = self.password.value()
        folder = Path(desk.settings.report_folder) if desk.settings.report_folder else documents_folder()
        when, today, book, by = desk.clock.local().astimezone(), desk.today, desk.codebook, desk.viewer.name

        def read(session: Session, viewer: Viewer) -> UnitRow:
            return unit_row(session, viewer=viewer, today=today)

        def draw(unit: UnitRow, _tick: Tick) -> list[Path]:
            return write_insight(Letter(insight, unit, book, by, when, password), folder, beside=beside)

        return desk.start(read, draw)

    def _on_written(self, made: list[Path]) -> None:
        forms = ", ".join(path.suffix.lstrip(".") for path in made)
        self._desk.note(Deed.INSPECTED, "incident", self._insight.keys or 0, note=forms)
        self._desk.know("insight", made)
        folder = shown_folder(made[0].parent)
        told = _("Svaret ligger i {folder}. Les det før du gir det fra deg.").format(folder=folder)
        self.done.emit(told + "".join(map(renamed_said, made)), str(_("Åpne")), lambda: open_file(made[0]))
