"""One way a hazard may end, on the page of its assessment: how high it is, and what it lacks."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.words import _, plain_date
from ikdesk.risks.log_model import Against
from ikdesk.risks.log_sentences import against_words, log_words, logged_at, lower_words
from ikdesk.risks.mark_panel import MarkBadge
from ikdesk.risks.matrix_model import Grade
from ikdesk.risks.rating_model import Outcome, Stage
from ikdesk.risks.sentences import mark_said, outcome_words
from ikdesk.risks.view_model import HazardView, Lack, Mark, RiskLine, RiskView
from ikdesk.ui.buttons import QuietButton
from ikdesk.ui.cards import Banner, Pill
from ikdesk.ui.layouts import Column, Row, Wrap
from ikdesk.ui.text import Heading, Label

_LEAST = 190  # width of a rating at 100 %
_TODO = {
    Lack.NO_MEASURE: _("Lag et tiltak av en ny barriere, eller skriv hvem som godtar risikoen og hvorfor."),
    Lack.LOWERED_BARE: _("Knytt tiltaket som gjorde den lavere, til en barriere, eller vurder den på nytt."),
    Lack.FELL_BACK: _("Et tiltak er stoppet, så risikoen er som før. Vurder den på nytt når dere vet mer."),
    Lack.ACCEPTANCE_OVER: _("Dagen for å vurdere på nytt om den kan godtas, er kommet."),
}
_AGAINST = {Against.TOO_LOW, Against.TOO_MILD}


class LinePart(QWidget):
    """One line of a hazard. ``asks(what, about)`` as the page of the assessment.

    Args:
        view: the assessment.
        hazard: what can go wrong.
        line: the line.
        book: the unit's lists.
        today: the day it is.
        handles: whether one may change it.
    """

    asks = Signal(str, object)

    def __init__(
        self, view: RiskView, hazard: HazardView, line: RiskLine, book: Codebook, today: date, *, handles: bool
    ) -> None:
        super().__init__()
        self._hazard, self._line, self._today, self._handles = hazard, line, today, handles
        whole = Column(spacing=6, parent=self)
        name = Heading(f"{line.number}. {line.outcome.label}", 3)
        name.setAccessibleName(f"{line.number}. {outcome_words(hazard.title, line.outcome)}")
        for part in (name, Wrap(*self._ratings(), spacing=14, least=_LEAST, most=3)):
            whole.put(part)
        self._say_log(whole, view, book)
        self._say_lacks(whole)
        self._say_accepted(whole)

    def _ratings(self) -> list[QWidget]:
        line = self._line
        now, told = line.mark, str(_("I dag"))
        actual = None if line.actual is None or line.standing is not line.actual else line.actual
        when = plain_date(actual.day) if actual else str(_("Ikke vurdert etter at tiltakene begynte"))
        before = plain_date(line.before.day) if line.before else str(_("Ikke vurdert ennå"))
        expected = plain_date(line.expected.day) if line.expected else str(_("Ikke vurdert"))
        return [
            self._rating(str(_("Uten nye tiltak")), line.mark_before, before, Stage.BEFORE),
            self._rating(str(_("Ventet med nye tiltak")), line.mark_expected, expected, Stage.EXPECTED),
            self._rating(told, now, when, Stage.ACTUAL),
        ]

    def _rating(self, title: str, mark: Mark | None, when: str, stage: Stage) -> QWidget:
        made = QWidget()
        words = Column(Label(title, "medium"), Label(when, "muted"), spacing=0)
        if self._handles:
            button = QuietButton(str(_("Vurder")), "pencil", flush=True)
            button.setAccessibleName(f"{_('Vurder')}: {title}. {mark_said(mark)}")
            about = (self._hazard, self._line.outcome, stage)
            button.clicked.connect(lambda _on=False: self.asks.emit("rate", about))
            words.put(Row(button, 1))
        row = Row(spacing=10, parent=made)
        row.put(Column(MarkBadge(mark), 1))
        row.put(words, 1)
        return made

    def _say_log(self, whole: Column, view: RiskView, book: Codebook) -> None:
        said = self._line.log
        if said is None:
            return
        target = logged_at(view.row.target, self._hazard.mechanism)
        whole.put(Label(log_words(said, target, book, view.matrix), "secondary"))
        if self._line.mark is not None and said.against in _AGAINST:
            whole.put(Banner(against_words(said), "warn"))
        if said.lower is not None:
            whole.put(Banner(lower_words(said, view.matrix), "info"))

    def _say_lacks(self, whole: Column) -> None:
        for lack in self._line.lacks:
            if lack in _TODO:
                whole.put(Banner(f"{lack.label}. {_TODO[lack]}", "warn", icon="triangle-alert"))

    def _say_accepted(self, whole: Column) -> None:
        line, accepted = self._line, self._line.acceptance
        row = Row(spacing=10)
        if accepted is not None:
            said = _("Godtatt {day} av {who}, til {until}. {why}").format(
                day=plain_date(accepted.day), who=accepted.accepted_by, until=plain_date(accepted.review_on),
                why=accepted.why,
            )  # fmt: skip
            row.put(Pill(str(_("Godtatt")), "neutral", "check"))
            row.put(Label(said, "secondary"), 1)
        if self._handles and line.mark is not None and line.mark.grade is not Grade.LOW:
            words = _("Godta på nytt") if accepted else _("Godta risikoen")
            self.accept = QuietButton(str(words), "check", flush=True)
            self.accept.setAccessibleName(f"{words}: {outcome_words(self._hazard.title, line.outcome)}")
            self.accept.clicked.connect(lambda: self.asks.emit("accept", (self._hazard, line)))
            row.put(self.accept)
            if accepted is not None:
                take_back = QuietButton(str(_("Trekk tilbake")), flush=True)
                take_back.clicked.connect(lambda: self.asks.emit("withdraw_acceptance", accepted.id))
                row.put(take_back)
        if row.count():
            if accepted is None:
                row.put(1)
            whole.put(row)


def worst_link(hazard: HazardView) -> QuietButton | None:
    """A way to rate the worst that can be believed, where nobody has; None where somebody has."""
    if any(line.outcome is Outcome.WORST for line in hazard.lines):
        return None
    return QuietButton(str(_("Vurder også det verste som kan skje")), "plus", flush=True)
