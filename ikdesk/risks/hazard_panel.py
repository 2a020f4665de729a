"""One hazard of an assessment as a card: how high it is, what stands in its way, and what we think of it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal

from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.words import _, plain_date
from ikdesk.risks.barriers_panel import BarriersPart
from ikdesk.risks.line_panel import LinePart, worst_link
from ikdesk.risks.pictures import bow_tie
from ikdesk.risks.rating_model import Outcome, Stage
from ikdesk.risks.shown_model import Shown
from ikdesk.risks.view_model import HazardView, RiskView
from ikdesk.ui.buttons import IconButton, QuietButton
from ikdesk.ui.cards import Card, Pill
from ikdesk.ui.fold import Fold
from ikdesk.ui.layouts import Column, Row
from ikdesk.ui.picture_view import PictureCard
from ikdesk.ui.text import Heading, Label


class HazardCard(Card):
    """Everything about one hazard. ``asks(what, about)`` as the page of the assessment.

    Args:
        view: the assessment.
        hazard: what can go wrong.
        shown: on which day, and whether one may change it.
    """

    asks = Signal(str, object)

    def __init__(self, view: RiskView, hazard: HazardView, shown: Shown) -> None:
        super().__init__(padding=(20, 14, 20, 16), spacing=10)
        self.hazard, self._handles, book = hazard, shown.handles, shown.book
        self.setAccessibleName(hazard.title)
        self.put(self._head(view, book))
        if hazard.closed_on is not None:
            self._say_closed(hazard, hazard.closed_on)
            return
        for line in hazard.lines:
            part = LinePart(view, hazard, line, shown)
            part.asks.connect(self.asks)
            self.put(part)
        worst = worst_link(hazard) if shown.handles else None
        if worst is not None:
            worst.clicked.connect(lambda: self.asks.emit("rate", (hazard, Outcome.WORST, Stage.BEFORE)))
            self.put(Row(worst, 1))
        barriers = BarriersPart(hazard, shown)
        barriers.asks.connect(self.asks)
        self.put(barriers)
        if hazard.judgement:
            self.put(Heading(str(_("Vår vurdering")), 3), Label(hazard.judgement))
        if hazard.causes or hazard.consequences or hazard.barriers:
            self.put(Fold(str(_("Som sløyfe: årsaker, hendelse og følger")), self._tie(shown)))
        if shown.handles:
            self.put(self._foot())

    def _tie(self, shown: Shown) -> PictureCard:
        """The same barriers as a picture; one that is pressed is opened."""
        made = PictureCard(bow_tie(self.hazard, shown.book, shown.day), framed=False)
        if self._handles:
            made.view.pressed.connect(self._on_bar)
        return made

    def _on_bar(self, key: str) -> None:
        for row in self.hazard.barriers:
            if str(row.id) == key:
                self.asks.emit("barrier", (self.hazard, row.side, row))

    def begin(self) -> None:
        """Go on here."""
        self.change.setFocus()

    def _head(self, view: RiskView, book: Codebook) -> Column:
        hazard = self.hazard
        line = Row(spacing=2)
        line.put(Heading(hazard.title, 2), 1)
        head = Column(line, spacing=4)
        if hazard.mechanism:
            head.put(Row(Pill(book.label("mechanism", hazard.mechanism), "neutral", "-"), 1))
        self.change = self._button(_("Endre"), "pencil", "hazard", hazard)
        if not self._handles or hazard.closed_on is not None:
            return head
        line.put(self.change)
        there = [one.id for one in view.hazards if one.closed_on is None]
        for name, icon, by, ends in (
            (_("Flytt opp: {title}"), "arrow-up", -1, there[0]), (_("Flytt ned: {title}"), "arrow-down", 1, there[-1]),
        ):  # fmt: skip
            button = IconButton(name.format(title=hazard.title), icon)
            button.setVisible(len(there) > 1)
            button.setEnabled(hazard.id != ends)
            button.clicked.connect(lambda _on=False, by=by: self.asks.emit("move_hazard", (hazard.id, by)))
            line.put(button)
        return head

    def _foot(self) -> Row:
        gone = self._button(_("Faren er borte"), "check", "close_hazard", self.hazard, flush=True)
        wrong = self._button(_("Trekk tilbake faren"), "x", "withdraw_hazard", self.hazard, flush=True)
        return Row(gone, wrong, 1, spacing=16)

    def _button(self, words: str, icon: str, what: str, about: object, *, flush: bool = False) -> QuietButton:
        made = QuietButton(str(words), icon, flush=flush)
        made.setAccessibleName(f"{words}: {self.hazard.title}")
        made.clicked.connect(lambda _on=False: self.asks.emit(what, about))
        return made

    def _say_closed(self, hazard: HazardView, day: date) -> None:
        said = _("Borte {day}: {why}").format(day=plain_date(day), why=hazard.closed_why)
        row = Row(Pill(str(_("Borte")), "neutral", "check"), spacing=10)
        row.put(Label(said, "secondary"), 1)
        if self._handles:
            row.put(self._button(_("Den er her likevel"), "undo-2", "reopen_hazard", hazard))
        self.put(row)
