"""How likely and how bad something is: one press in the matrix, with what the log says beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ikdesk.incidents.text_panel import words_for
from ikdesk.kernel.base import fields_of
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _, plain_date
from ikdesk.risks.at_model import Rated, latest
from ikdesk.risks.build_model import mark_at
from ikdesk.risks.counted_model import ask_of
from ikdesk.risks.form_panel import PartForm
from ikdesk.risks.log_model import FIVE, LogSaid
from ikdesk.risks.log_panel import LogCard
from ikdesk.risks.log_queries import log_of
from ikdesk.risks.log_sentences import evidence_of_log, logged_at, suggested
from ikdesk.risks.mark_panel import MarkBadge
from ikdesk.risks.matrix_model import placed
from ikdesk.risks.pictures import matrix_face
from ikdesk.risks.rating_actions import rate_hazard, withdraw_rating
from ikdesk.risks.rating_model import Outcome, Rating, Stage
from ikdesk.risks.sentences import outcome_words
from ikdesk.risks.view_model import HazardView, RiskView
from ikdesk.ui.buttons import QuietButton
from ikdesk.ui.cards import Banner, Card, PageHead, SectionHead
from ikdesk.ui.dates import DateField
from ikdesk.ui.desk import Desk
from ikdesk.ui.dialogs import ask_reason
from ikdesk.ui.form import Form
from ikdesk.ui.inputs import LongText
from ikdesk.ui.layouts import Beside, Column, Row, ScrollPage
from ikdesk.ui.matrix_field import MatrixField
from ikdesk.ui.text import Label

_SIDE = 520  # width of the column with the words, at 100 %
_SHOWN = 6  # earlier ratings that are told of
_ADVICE = {
    Stage.BEFORE: _("Tenk på det dere har og gjør i dag. Nye tiltak teller ikke med ennå."),
    Stage.EXPECTED: _("Tenk deg at de nye tiltakene virker som de skal. Dette teller ikke som risikoen i dag."),
    Stage.ACTUAL: _("Tenk på hvordan det har gått etter at tiltakene begynte."),
}
NOT_BEGUN = _("Ingen av tiltakene mot denne faren er i gang. Vent gjerne til noe er gjort, og se hvordan det går.")


class Cell(MatrixField):
    """The matrix as an answer in a form; its heading stands above it."""

    asks_itself = True


class RatingForm(PartForm):
    """The form for one rating. ``saved(sentence, undo)`` when it was kept, ``left()`` when it was not.

    Args:
        desk: verbs.
        view: the assessment.
        hazard: what can go wrong.
        outcome: which way of ending.
        stage: before new measures, as it is expected to become, or as it became.
    """

    def __init__(self, desk: Desk, view: RiskView, hazard: HazardView, outcome: Outcome, stage: Stage) -> None:
        super().__init__(desk)
        self._view, self._hazard, self._outcome, self._stage = view, hazard, outcome, stage
        self._target = logged_at(view.row.target, hazard.mechanism)
        self._last = latest(hazard.ratings, outcome, stage, desk.today)
        self._said = self._ask()
        self._card: LogCard | None = None
        self._build()
        self.matrix.changed.connect(self._offer)
        self._offer()

    def _ask(self) -> LogSaid | None:
        """What the log says; nothing has been counted of what is only expected."""
        if self._stage is Stage.EXPECTED:
            return None
        hazard = self._hazard
        ask = ask_of(self._view.row.target, hazard.mechanism, hazard.barriers, self._outcome, self._last)
        said = self._desk.read(log_of, [replace(ask, stage=self._stage)])[0]
        return replace(said, lower=None) if said and self._stage is Stage.BEFORE else said  # new measures do not count

    def _build(self) -> None:
        today, size = self._desk.today, self._view.matrix.size
        self.matrix = Cell(str(_("Hvor sannsynlig, og hvor alvorlig?")), matrix_face(self._view.matrix))
        self.form = Form(fields_of(Rating, "probability", "why", "day"), self._desk.codebook, today, made={
            "probability": self.matrix, "why": LongText(lines=2), "day": DateField(today, chips=False),
        })  # fmt: skip
        self.form.point_out(words_for(self._desk), "why")
        self.form.fill({"day": today})
        self._fill(size)
        left = QWidget()
        Column(self._matrix_card(), 1, parent=left)
        self.form.column.put(Beside(left, self._words(), width=_SIDE, below=900))
        earlier = [one for one in self._hazard.ratings if one.outcome is self._outcome]
        if earlier:
            self.form.column.put(self._earlier(earlier[::-1][:_SHOWN]))
        page = ScrollPage(margins=(28, 14, 28, 10), spacing=12)
        page.put(
            PageHead(str(self._stage.label), outcome_words(self._hazard.title, self._outcome)), self.form, 1
        )
        whose = f" {size}" if size != FIVE else ""  # a cell of one matrix is none of another
        about = f"rate {self._hazard.id.hex[:20]} {self._outcome.code[:8]} {self._stage.code[:8]}{whose}"
        note = str(_("Det dere har vurdert før, blir stående · Ctrl+S lagrer · Esc avbryter"))
        self.lay_out(page, self.form, about, self._rate, (str(_("Lagre vurderingen")), note))

    def _fill(self, size: int) -> None:
        """Begin with what was said last, and show where it was before the measures."""
        if self._last is not None:
            self.matrix.set_value(_cell(self._last, size))
        if self._stage is not Stage.BEFORE:
            before = latest(self._hazard.ratings, self._outcome, Stage.BEFORE, self._desk.today)
            self.matrix.show_before(_cell(before, size) if before is not None else None)

    def _matrix_card(self) -> Card:
        head = SectionHead(str(_("Hvor sannsynlig, og hvor alvorlig?")))
        return Card(head, Label(str(_ADVICE[self._stage]), "secondary"), self.form.box("probability"),
                    padding=(20, 14, 20, 16), spacing=8)  # fmt: skip

    def _words(self) -> QWidget:
        """The log and the reason."""
        made, view, book = QWidget(), self._view, self._desk.codebook
        column = Column(spacing=12, parent=made)
        forces = [one.force for one in self._hazard.barriers if one.force is not None]
        if self._stage is Stage.ACTUAL and not any(one.on(self._desk.today) for one in forces):
            column.put(Banner(str(NOT_BEGUN), "info"))
        if self._stage is not Stage.EXPECTED:
            card = LogCard(self._said, self._target, view.matrix, book, rated=self._last is not None)
            card.taken.connect(self._on_taken)
            self.matrix.suggest(*suggested(self._said, view.matrix), self._hint())
            column.put(card)
            self._card = card
        column.put(Card(self.form.box("why"), self.form.box("day"), padding=(20, 14, 20, 16), spacing=10))
        return made

    def _hint(self) -> str:
        """What the dashed line in the matrix is."""
        return str(_("Stiplet: det loggen sier")) if any(suggested(self._said, self._view.matrix)) else ""

    def _earlier(self, ratings: list[Rated]) -> Card:
        card = Card(title=str(_("Vurdert før")), padding=(20, 14, 20, 14), spacing=10)
        for one in ratings:
            mark = mark_at(self._view.matrix, one.probability, one.consequence, one.size)
            who = _("{day}, {who}").format(day=plain_date(one.day), who=one.given_by)
            told = Column(Label(str(one.stage.label), "strong"), spacing=1)
            told.put(Label(who if one.given_by else plain_date(one.day), "secondary"))
            if one.why:
                told.put(Label(one.why))
            if one.sentence:
                told.put(Label(_("Loggen da: {sentence}").format(sentence=one.sentence), "secondary"))
            line = Row(spacing=12)
            line.put(MarkBadge(mark))
            line.put(told, 1)
            away = QuietButton(str(_("Trekk tilbake")))
            away.setAccessibleName(_("Trekk tilbake vurderingen {day}").format(day=plain_date(one.day)))
            away.clicked.connect(lambda _checked=False, key=one.id: self._on_withdraw(key))
            line.put(away)
            card.put(line)
        return card

    def _on_withdraw(self, key: Key) -> None:
        text = str(_("Gjør dette når ruten ble valgt ved en feil. Ser dere annerledes på det nå, så velg en ny rute."))
        why = ask_reason(self, str(_("Trekk tilbake vurderingen")), text, str(_("Trekk tilbake")))
        if why:
            self._desk.write(withdraw_rating, key, why)
            said = str(_("Vurderingen er trukket tilbake."))
            self.saved.emit(said, self._desk.undoing(said))

    def _offer(self) -> None:
        """What the log does not speak of is chosen for nobody: until somebody has, there is no whole cell to take."""
        steps = suggested(self._said, self._view.matrix)
        if self._card is not None and any(steps):
            self._card.use.setVisible(self.matrix.value() is not None or None not in steps)

    def _on_taken(self, likely: int | None, bad: int | None) -> None:
        """Choose the cell the log speaks of; what it does not speak of stays as it was chosen."""
        now = self.matrix.value() or (None, None)
        there = likely or now[0], bad or now[1]
        if None not in there:
            self.matrix.set_value(there)
            self.matrix.changed.emit()
        self.matrix.setFocus(Qt.FocusReason.OtherFocusReason)

    def _rate(self, told: dict[str, Any]) -> str:
        likely, bad = told.pop("probability") or (0, 0)
        values = told | {"outcome": self._outcome, "stage": self._stage, "probability": likely, "consequence": bad,
                         "size": self._view.matrix.size}  # fmt: skip
        self._desk.write(rate_hazard, self._hazard.id, values, self._evidence())
        return str(_("Vurderingen er lagret."))

    def _evidence(self) -> dict[str, Any]:
        return evidence_of_log(self._said, self._target, self._desk.codebook, self._view.matrix)


def _cell(rated: Rated, size: int) -> tuple[int, int]:
    """Where a rating lies in the unit's matrix."""
    return placed(rated.probability, rated.size, size), placed(rated.consequence, rated.size, size)
