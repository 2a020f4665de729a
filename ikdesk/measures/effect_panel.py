"""Whether a measure worked: the verdict, the strip, the seasons, the numbers, and what holds the verdict back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.tertial import Period, tertial_of
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _
from ikdesk.measures.effect_model import Effect
from ikdesk.measures.effect_queries import measure_effect
from ikdesk.measures.gate_sentences import gate_name, gate_sentence, gate_state
from ikdesk.measures.model import ANSWERS
from ikdesk.measures.numbers_panel import numbers_grid
from ikdesk.measures.pictures import effect_strip, season_bars
from ikdesk.measures.queries import MeasureDetail
from ikdesk.measures.verdict_panel import VerdictCard
from ikdesk.picture.spec import Spec
from ikdesk.ui.buttons import PrimaryButton, QuietButton, SecondaryButton
from ikdesk.ui.cards import Banner, Card, PageHead, Pill
from ikdesk.ui.choices import ChoiceGroup
from ikdesk.ui.desk import Desk
from ikdesk.ui.footer import Footer
from ikdesk.ui.icons import Icon
from ikdesk.ui.layouts import Beside, Column, Row, ScrollPage
from ikdesk.ui.option import Option
from ikdesk.ui.picture_view import PictureCard
from ikdesk.ui.plain_table import PlainTable
from ikdesk.ui.text import Label

_GATES = {"caps": ("circle-alert", "warn"), "handled": ("info", "info"), "clear": ("circle-check", "ok")}  # as shown
SEASONS, TERTIAL = "seasons", "tertial"
_SIDE = 430  # width of the pictures' column at 100 %


class EffectPanel(QWidget):
    """The screen of an effect. ``left()`` goes back, ``answer()`` wants the evaluation."""

    left = Signal()
    answer = Signal()

    def __init__(self, desk: Desk, measure: MeasureDetail) -> None:
        super().__init__()
        self._desk, self._measure = desk, measure
        self._shown: QWidget | None = None
        self._build()
        self._connect()
        self.reload()

    def _build(self) -> None:
        measure = self._measure
        head = _("Tiltak {number}: {title}").format(number=measure.number, title=measure.title)
        options = [Option(SEASONS, str(_("hele sesonger"))), Option(TERTIAL, str(_("samme tertial")))]
        self.compare = ChoiceGroup(_("Sammenlign"), options)
        self.compare.set_value(SEASONS)
        self._ways = QWidget()
        line = Row(Label(_("Sammenlign:"), "secondary", wrap=False), spacing=8, parent=self._ways)
        line.put(self.compare, 1)
        self.page = ScrollPage(spacing=12)
        self.page.put(PageHead(str(_("Har det virket?")), head), self._ways, 1)
        again = measure.status in ANSWERS
        button = SecondaryButton if again else PrimaryButton
        self.ask = button(str(_("Svar på nytt") if again else _("Virket det?")), "circle-question-mark")
        self.back = QuietButton(str(_("Tilbake til tiltakene")), "arrow-left")
        self.footer = Footer(self.ask, self.back, note=str(_("Esc går tilbake")))
        whole = Column(spacing=0, parent=self)
        whole.put(self.page, 1)
        whole.put(self.footer)

    def _connect(self) -> None:
        self.compare.changed.connect(self.reload)
        self.ask.clicked.connect(self.answer)
        self.back.clicked.connect(self.left)
        QShortcut(QKeySequence("Esc"), self).activated.connect(self.left.emit)

    def reload(self) -> None:
        """Count anew."""
        whole = read_effect(self._desk, self._measure.id)
        found = whole
        if self.compare.value() == TERTIAL and isinstance(whole, Effect):
            found = read_effect(self._desk, self._measure.id, last_tertial(whole))
        old, self._shown = self._shown, whole_effect(found, self._desk.codebook)
        if old is not None:
            self.page.column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._ways.setVisible(isinstance(whole, Effect))
        self.page.column.insertWidget(2, self._shown)


def read_effect(desk: Desk, key: Key, tertial: Period | None = None) -> Effect | str:
    """The effect of a measure, or the sentence that says why there is nothing to count."""
    try:
        return desk.read(measure_effect, key, tertial=tertial)
    except Problem as said:
        return str(said)


def last_tertial(effect: Effect) -> Period:
    """The tertial of the last day that was counted in a season."""
    last = effect.after[-1].period.last if effect.after else effect.counted_to
    return tertial_of(min(last, effect.counted_to))


def whole_effect(found: Effect | str, codebook: Codebook) -> QWidget:
    """Everything about an effect, or the sentence that says why there is nothing."""
    made = QWidget()
    column = Column(spacing=12, parent=made)
    if isinstance(found, str):
        column.put(Banner(found, "info"))
        return made
    main, side = QWidget(), QWidget()
    Column(VerdictCard(found, codebook), strip_card(found, codebook), numbers_card(found, codebook), 1,
           spacing=12, parent=main)  # fmt: skip
    Column(picture_card(season_bars(found, codebook)), gates_card(found, codebook), 1, spacing=12, parent=side)
    column.put(Beside(main, side, width=_SIDE, below=980))
    return made


def strip_card(effect: Effect, codebook: Codebook) -> Card:
    """The verdict as a strip."""
    return picture_card(effect_strip(effect, codebook))


def picture_card(spec: Spec) -> Card:
    """A picture in a card; its numbers can be shown as a table."""
    return PictureCard(spec)


def numbers_card(effect: Effect, codebook: Codebook) -> Card:
    """The seasons as a table."""
    return Card(PlainTable(numbers_grid(effect, codebook)), title=str(_("Tallene")), level=2, spacing=8)


def gates_card(effect: Effect, codebook: Codebook) -> Card:
    """What was checked before the verdict was given: what holds it back first."""
    card = Card(title=str(_("Det vi har sjekket")), level=2, spacing=10)
    for gate in sorted(effect.judgement.gates, key=lambda gate: list(_GATES).index(gate.state)):
        icon, tone = _GATES[gate.state]
        mark = Icon(icon, tone, 20)
        head = Row(Label(gate_name(gate), "strong", wrap=False), Pill(gate_state(gate), tone, "-"), 1, spacing=8)
        line = Row(spacing=10)
        line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        line.put(Column(head, Label(gate_sentence(gate, effect, codebook)), spacing=2), 1)
        card.put(line)
    return card
