"""Did it work? The numbers on screen, the answer, and what the unit does now."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ikdesk.incidents.half_written_panel import half_written
from ikdesk.kernel.base import fields_of
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.words import _
from ikdesk.measures.effect_model import Effect
from ikdesk.measures.effect_panel import gates_card, numbers_card, read_effect, strip_card
from ikdesk.measures.evaluation_actions import answer_measures
from ikdesk.measures.evidence_sentences import evidence_of
from ikdesk.measures.look_panel import TONES
from ikdesk.measures.model import FALLS, Evaluation, MeasureStatus
from ikdesk.measures.queries import MeasureDetail, to_evaluate
from ikdesk.measures.verdict_panel import VerdictCard
from ikdesk.ui.buttons import PrimaryButton, QuietButton
from ikdesk.ui.cards import Banner, Card, PageHead, SectionHead, TagPill
from ikdesk.ui.choices import CheckGroup, ChoiceGroup
from ikdesk.ui.desk import Desk
from ikdesk.ui.footer import Footer
from ikdesk.ui.form import Form
from ikdesk.ui.inputs import LongText
from ikdesk.ui.layouts import Beside, Column, ScrollPage
from ikdesk.ui.option import Option
from ikdesk.ui.text import Label, announce

_ANSWERS = (
    MeasureStatus.WORKED, MeasureStatus.WORKED_PARTLY, MeasureStatus.DID_NOT_WORK, MeasureStatus.CANNOT_TELL,
)  # fmt: skip
_ASKED = {"answer": _("Velg om tiltaket virket."), "decision": _("Velg hva dere gjør nå.")}
_NO_FALL = _("Tallene viser ingen nedgang. Skriv hva dere bygger svaret på.")
_NO_NUMBERS = _("Tallene kan ikke svare ennå. Skriv hva dere bygger svaret på.")
_SIDE = 470  # width of the strip's column at 100 %


class AnswerPanel(QWidget):
    """The form for an evaluation. ``saved(keys)`` of the answers when it was kept, ``left()`` when it was not."""

    saved = Signal(str, object)
    left = Signal()

    def __init__(self, desk: Desk, measure: MeasureDetail) -> None:
        super().__init__()
        self._desk, self._measure = desk, measure
        self._effect = read_effect(desk, measure.id)
        self.others: CheckGroup | None = None  # measures the answer may be for too
        self._build()
        self._connect()
        self._half = half_written(desk, self.form)
        self._half.begin(f"answer {measure.id}")
        self.left.connect(self._half.done)

    def _build(self) -> None:
        measure, book = self._measure, self._desk.codebook
        options = [Option(one.code, one.label, icon=TONES[one][1], tone=TONES[one][0]) for one in _ANSWERS]
        fields = fields_of(Evaluation, "answer", "decision", "comment")
        self.form = Form(fields, book, self._desk.today, made={
            "answer": ChoiceGroup(_("Virket det?"), options, look="tile", columns=4), "comment": LongText(lines=2),
        })  # fmt: skip
        box = self.form.box
        self.form.column.put(Card(
            SectionHead(str(_("Svaret deres")), TagPill(required=True)), box("answer"), box("decision"), spacing=8,
            padding=(20, 12, 20, 14),
        ))  # fmt: skip
        self._tag = TagPill(required=False)
        self._why = Label(_NO_FALL if isinstance(self._effect, Effect) else _NO_NUMBERS, "secondary")
        self.form.column.put(Card(
            SectionHead(str(_("Det dere har sett")), self._tag), self._why, box("comment"), spacing=8,
            padding=(20, 12, 20, 14),
        ))  # fmt: skip
        self._why.hide()
        self._put_others()
        head = _("Tiltak {number}: {title}").format(number=measure.number, title=measure.title)
        page = ScrollPage(margins=(28, 14, 28, 10), spacing=12)
        page.put(PageHead(str(_("Virket det?")), head), self._numbers(), self.form, *self._more(), 1)
        self.save = PrimaryButton(str(_("Lagre svaret")), "check")
        self.cancel = QuietButton(str(_("Avbryt")))
        note = str(_("Ctrl+S lagrer · Esc avbryter"))
        self.footer = Footer(self.save, self.cancel, note=note, form=self.form)
        whole = Column(spacing=0, parent=self)
        whole.put(page, 1)
        whole.put(self.footer)

    def _put_others(self) -> None:
        """The others that began against the same and wait for an answer too: they need not be gone through again."""
        numbers = {other.number for other in self._effect.bundle} if isinstance(self._effect, Effect) else set()
        rows = [row for row in self._desk.read(to_evaluate) if row.number in numbers]
        if not rows:
            return
        question = str(_("Gjelder svaret også disse tiltakene?"))
        why = str(_("De begynte samtidig, mot det samme. Tallene kan ikke skille dem fra hverandre."))
        self.others = CheckGroup(question, [Option(row.id, f"{row.number}: {row.title}") for row in rows])
        self.others.setAccessibleDescription(why)
        self.form.column.put(Card(
            SectionHead(question, TagPill(required=False)), Label(why, "secondary"), self.others, spacing=8,
            padding=(20, 12, 20, 14),
        ))  # fmt: skip

    def _numbers(self) -> QWidget:
        """What the answer is given on."""
        effect, book = self._effect, self._desk.codebook
        if not isinstance(effect, Effect):
            return Banner(effect, "info")
        return Beside(VerdictCard(effect, book), strip_card(effect, book), width=_SIDE, below=980)

    def _more(self) -> list[QWidget]:
        effect, book = self._effect, self._desk.codebook
        return [numbers_card(effect, book), gates_card(effect, book)] if isinstance(effect, Effect) else []

    def _connect(self) -> None:
        self.save.clicked.connect(self._on_save)
        self.cancel.clicked.connect(self.left)
        self.form.input("answer").changed.connect(self._on_answer)
        for keys, act in (("Ctrl+S", self._on_save), ("Ctrl+Return", self._on_save), ("Esc", self.left.emit)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _on_answer(self) -> None:
        """Say before it is saved that "it worked" needs a reason where the numbers show no fall."""
        effect = self._effect
        fell = isinstance(effect, Effect) and effect.judgement.verdict in FALLS
        needed = self.form.input("answer").value() == MeasureStatus.WORKED.code and not fell
        if needed == self._why.isVisibleTo(self):
            return
        self._tag.require(required=needed)
        self._why.setVisible(needed)
        comment = self.form.input("comment")
        comment.setAccessibleDescription(self._why.text() if needed else "")
        if needed:
            announce(comment, self._why.text())

    def _on_save(self) -> None:
        others = self.others.value() if self.others is not None else ()
        evidence = {self._measure.id: self._evidence(self._effect)}
        evidence |= {key: self._evidence(read_effect(self._desk, key)) for key in others}
        try:
            values = self.form.values(also=_unanswered)
            self._desk.write(answer_measures, values, evidence)
        except Invalid as wrong:
            self.form.show_errors(wrong.messages)
            return
        said = str(_("Svaret er lagret, med tallene slik de er i dag."))
        undo = self._desk.undoing(said)
        self._half.done()
        self.saved.emit(said, undo)

    def _evidence(self, effect: Effect | str) -> dict[str, Any]:
        return evidence_of(effect, self._desk.codebook) if isinstance(effect, Effect) else {}


def _unanswered(values: dict[str, Any]) -> dict[str, str]:
    return {key: str(said) for key, said in _ASKED.items() if values.get(key) is None}
