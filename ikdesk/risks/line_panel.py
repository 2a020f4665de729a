"""One way a hazard may end, on the page of its assessment: how high it is, and what it lacks."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ikdesk.kernel.words import _, plain_date
from ikdesk.risks.at_model import Rated
from ikdesk.risks.log_model import Against
from ikdesk.risks.log_sentences import ALL_KINDS, against_words, log_words, logged_at, lower_words
from ikdesk.risks.mark_panel import MarkBadge
from ikdesk.risks.matrix_model import Grade
from ikdesk.risks.model import Standing
from ikdesk.risks.rating_model import Outcome, Stage
from ikdesk.risks.sentences import mark_said, outcome_words
from ikdesk.risks.shown_model import Shown
from ikdesk.risks.view_model import BarrierRow, HazardView, Lack, Mark, RiskLine, RiskView
from ikdesk.ui.buttons import QuietButton
from ikdesk.ui.cards import Banner, Pill
from ikdesk.ui.layouts import Column, Row, Wrap
from ikdesk.ui.text import Heading, Label

_LEAST = 190  # width of a rating at 100 %
_TODO = {
    Lack.NO_MEASURE: _("Skriv ned noe nytt som kan hjelpe, eller skriv hvem som godtar den, og hvorfor."),
    Lack.LOWERED_BARE: _("Knytt tiltaket som gjorde den lavere, til noe som står under, eller vurder på nytt."),
    Lack.FELL_BACK: _("Ta opp igjen tiltaket, eller vurder på nytt når dere vet mer."),
    Lack.ACCEPTANCE_OVER: _("Godta den på nytt, eller gjør noe mer."),
}
_TO_MAKE = _("Lag et tiltak, eller skriv hvem som godtar risikoen, og hvorfor.")  # something new was written down
_AGAINST = {Against.TOO_LOW, Against.TOO_MILD}
_AGAIN = _("Vurder på nytt")


class LinePart(QWidget):
    """One line of a hazard. ``asks(what, about)`` as the page of the assessment.

    Args:
        view: the assessment.
        hazard: what can go wrong.
        line: the line.
        shown: on which day, and whether one may change it.
    """

    asks = Signal(str, object)

    def __init__(self, view: RiskView, hazard: HazardView, line: RiskLine, shown: Shown) -> None:
        super().__init__()
        self._view, self._hazard, self._line, self._shown = view, hazard, line, shown
        whole = Column(spacing=6, parent=self)
        name = Heading(f"{line.number}. {line.outcome.label}", 3)
        name.setAccessibleName(f"{line.number}. {outcome_words(hazard.title, line.outcome)}")
        for part in (name, Wrap(*self._ratings(), spacing=14, least=_LEAST, most=3)):
            whole.put(part)
        self._say_why(whole)
        self._say_log(whole)
        self._say_lacks(whole)
        self._say_accepted(whole)

    def _ratings(self) -> list[QWidget]:
        line = self._line
        now = str(_("Den dagen") if self._shown.then else _("I dag"))
        again = _on(_actual(line)) or str(_("Ikke vurdert på nytt") if line.mark else _("Ikke vurdert ennå"))
        before = _on(line.before) or str(_("Ikke vurdert ennå"))
        expected = _on(line.expected) or str(_("Ikke vurdert"))
        return [
            self._rating(str(_("Uten nye tiltak")), line.mark_before, before, Stage.BEFORE),
            self._rating(str(_("Slik vi venter")), line.mark_expected, expected, Stage.EXPECTED),
            self._rating(now, line.mark, again, Stage.ACTUAL),
        ]

    def _rating(self, title: str, mark: Mark | None, when: str, stage: Stage) -> QWidget:
        made = QWidget()
        words = Column(Label(title, "medium"), Label(when, "secondary"), spacing=0)
        if self._shown.handles:
            words.put(Row(self._rate(_("Vurder det"), stage, f"{title}. {mark_said(mark)}", "pencil"), 1))
        words.put(1)
        row = Row(spacing=10, parent=made)
        row.put(Column(MarkBadge(mark), 1))
        row.put(words, 1)
        return made

    def _rate(self, words: str, stage: Stage, about: str, icon: str = "") -> QuietButton:
        button = QuietButton(str(words), icon, flush=bool(icon))
        button.setAccessibleName(f"{words}: {about}")
        asked = (self._hazard, self._line.outcome, stage)
        button.clicked.connect(lambda _on=False: self.asks.emit("rate", asked))
        return button

    def _say_why(self, whole: Column) -> None:
        """What is said for the rating that holds; what is hoped for is explained until one knows how it became."""
        line = self._line
        told = [line.standing] if _actual(line) is not None else [line.standing, line.expected]
        for one in told:
            if one is not None and one.why:
                who = f"{one.stage.label}, {one.given_by}" if one.given_by else one.stage.label
                whole.put(Label(f"{who}: {one.why}"))

    def _say_log(self, whole: Column) -> None:
        said, view = self._line.log, self._view
        if said is None:
            return
        target = logged_at(view.row.target, self._hazard.mechanism)
        whole.put(Label(log_words(said, target, self._shown.book, view.matrix), "secondary"))
        if self._line.mark is not None and said.against in _AGAINST:
            stage = self._line.standing.stage if self._line.standing is not None else Stage.BEFORE
            broad = f" {ALL_KINDS}" if self._hazard.mechanism is None and self._shown.handles else ""
            whole.put(self._banner(against_words(said) + broad, stage))
        if said.lower is not None:
            whole.put(self._banner(lower_words(said, view.matrix), Stage.ACTUAL, "info"))

    def _banner(self, said: str, stage: Stage | None, tone: str = "warn") -> Banner:
        """A sentence with what one can do about it: rate anew, or where there is no stage, write down something new."""
        banner = Banner(said, tone)
        named = outcome_words(self._hazard.title, self._line.outcome)
        if self._shown.handles and stage is not None:
            banner.add_links(self._rate(_AGAIN, stage, named))
        elif self._shown.handles:
            waits = self._waits
            words = _("Skriv noe nytt") if waits is None else _("Lag tiltak")
            asked = ("new_barrier", self._hazard) if waits is None else ("measure_of", waits)
            new = QuietButton(str(words))
            new.setAccessibleName(f"{words}: {named if waits is None else waits.title}")
            new.clicked.connect(lambda _on=False: self.asks.emit(*asked))
            banner.add_links(new)
        return banner

    @property
    def _waits(self) -> BarrierRow | None:
        """The first that was written down as new, and that nobody has made a measure of."""
        new = (one for one in self._hazard.barriers if one.standing is Standing.NEW and one.measure_id is None)
        return next(new, None)

    def _say_lacks(self, whole: Column) -> None:
        if self._view.row.closed_on is not None:
            return
        again = {Lack.LOWERED_BARE: Stage.ACTUAL, Lack.FELL_BACK: Stage.ACTUAL}
        for lack in self._line.lacks:
            todo = _TO_MAKE if lack is Lack.NO_MEASURE and self._waits is not None else _TODO.get(lack)
            said = f"{lack.label}. {todo}" if todo is not None and self._shown.handles else f"{lack.label}."
            if lack is Lack.ACCEPTANCE_OVER:
                whole.put(Banner(said, "warn"))  # the link stands right below
            elif lack in _TODO:
                whole.put(self._banner(said, again.get(lack)))

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
        if self._shown.handles and line.mark is not None and line.mark.grade is not Grade.LOW:
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


def _actual(line: RiskLine) -> Rated | None:
    """How it became, where that holds."""
    return line.actual if line.standing is line.actual else None


def _on(rated: Rated | None) -> str:
    return plain_date(rated.day) if rated is not None else ""


def worst_link(hazard: HazardView) -> QuietButton | None:
    """A way to rate the worst that can be believed, where nobody has; None where somebody has."""
    if any(line.outcome is Outcome.WORST for line in hazard.lines):
        return None
    return QuietButton(str(_("Vurder også det verste som kan skje")), "plus", flush=True)
