"""One focus area on a page of its own: what happened, whether it helps, what is done, and when one looks again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ikdesk.focus.head_panel import figures_of, head_of
from ikdesk.focus.look_panel import LooksCard
from ikdesk.focus.measures_panel import MeasuresCard
from ikdesk.focus.pictures import effect_strip, month_bars, over_time, season_bars, where_grid
from ikdesk.focus.queries import focus_aim
from ikdesk.focus.risks_panel import RisksCard
from ikdesk.focus.sentences import NOTHING_YET
from ikdesk.focus.view_model import FocusView
from ikdesk.kernel.viewer import Right
from ikdesk.kernel.words import _
from ikdesk.measures.effect_panel import gates_card
from ikdesk.measures.sentences import NOT_WHY
from ikdesk.measures.verdict_panel import VerdictCard
from ikdesk.picture.line_spec import RunSpec
from ikdesk.picture.spec import Spec
from ikdesk.risks.thread_queries import hazards_at
from ikdesk.statistics.activity_panel import ActivityCard
from ikdesk.statistics.activity_sentences import silence_words
from ikdesk.ui.buttons import Button, PrimaryButton, QuietButton, SecondaryButton
from ikdesk.ui.cards import Banner, Card
from ikdesk.ui.desk import Desk
from ikdesk.ui.footer import Footer
from ikdesk.ui.layouts import Beside, Column, ScrollPage, Wrap
from ikdesk.ui.picture_view import PictureCard
from ikdesk.ui.text import Heading, Label

Pressed = TypeVar("Pressed", bound=Button)
_SIDE = 400  # width of the column beside the pictures, at 100 %
_BELOW = 940  # width of the page under which it goes below


class AreaPanel(QWidget):
    """A focus area. ``asks(what, about)`` says what is wanted; the page does it.

    Args:
        desk: verbs.
        view: the area.
    """

    asks = Signal(str, object)

    def __init__(self, desk: Desk, view: FocusView) -> None:
        super().__init__()
        self._desk, self.view = desk, view
        self._shown: QWidget | None = None
        self.footer: QWidget | None = None
        self.page = ScrollPage(margins=(28, 12, 28, 18), spacing=12)
        self.page.put(1)
        self._whole = Column(spacing=0, parent=self)
        self._whole.put(self.page, 1)
        self.back = self._link(str(_("Tilbake til listen")), "arrow-left", "back")
        QShortcut(QKeySequence("Esc"), self).activated.connect(lambda: self.asks.emit("back", None))
        self.show_view(view)

    def show_view(self, view: FocusView) -> None:
        """Show the area as it is now; one stays where one was on the page."""
        self.view = view
        old, bar = self._shown, self.page.verticalScrollBar()
        at, had = bar.value(), self.isAncestorOf(self.focusWidget() or self)
        self.back = self._link(str(_("Tilbake til listen")), "arrow-left", "back")
        self._shown = self._inside(view)
        self.page.column.insertWidget(0, self._shown)
        if old is not None:
            self.page.column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._show_footer()
        bar.setValue(at)
        if had:
            self.begin()

    def begin(self) -> None:
        """Go on here."""
        first = self._first or self.back
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def panes(self) -> list[QWidget]:
        """The parts of it, as F6 goes through them."""
        return [part for part in (self._shown, self.footer) if part is not None]

    def _inside(self, view: FocusView) -> QWidget:
        book, made = self._desk.codebook, QWidget()
        column = Column(head_of(view, book, self._desk.today, self.back, self._links()), spacing=12, parent=made)
        column.put(figures_of(view, book))
        months, strip = QWidget(), effect_strip(view, book)
        parts = [self._picture(month_bars(view, book), "month"), *([self._picture(strip, "")] if strip else [])]
        Column(*parts, 1, spacing=12, parent=months)
        column.put(Beside(months, self._verdict(view), width=_SIDE, below=_BELOW))
        activity = self._activity(view)
        said = silence_words(activity.reporting) if activity.reporting is not None else ""
        if said and view.falls:
            column.put(Banner(said, "info", icon="clock"))
        measures = MeasuresCard(view, book, handles=self._handles)
        measures.opened.connect(lambda key: self.asks.emit("measure", key))
        measures.wanted.connect(lambda: self.asks.emit("new_measure", None))
        column.put(measures)
        main, side = QWidget(), QWidget()
        Column(*self._pictures(view), self._risks(view), 1, spacing=12, parent=main)
        Column(*self._beside(view), 1, spacing=12, parent=side)
        for part in (Beside(main, side, width=_SIDE, below=_BELOW), activity):
            column.put(part)
        return made

    def _verdict(self, view: FocusView) -> QWidget:
        made = QWidget()
        Column(self._verdict_card(view), LooksCard(view, self._desk.today), 1, spacing=12, parent=made)
        return made

    def _verdict_card(self, view: FocusView) -> QWidget:
        if view.effect is not None:
            return VerdictCard(view.effect, self._desk.codebook)
        card = Card(spacing=8, padding=(20, 16, 20, 16))
        card.put(Heading(f"◆ {NOTHING_YET}", 2), Label(view.why_no_effect), Label(str(NOT_WHY), "secondary"))
        return card

    def _pictures(self, view: FocusView) -> Iterator[QWidget]:
        book = self._desk.codebook
        over = over_time(view, book)
        pressed = "month" if isinstance(over, RunSpec) else "day"
        for spec, what in ((over, pressed), (where_grid(view, book), "way")):
            if spec is not None:
                yield self._picture(spec, what)

    def _risks(self, view: FocusView) -> QWidget:
        risks = RisksCard(self._desk.read(hazards_at, view.row.what), handles=self._handles)
        risks.opened.connect(lambda key: self.asks.emit("risk", key))
        risks.wanted.connect(lambda: self.asks.emit("new_risk", None))
        return risks

    def _beside(self, view: FocusView) -> Iterator[QWidget]:
        book = self._desk.codebook
        seasons = season_bars(view, book)
        if seasons is not None:
            yield self._picture(seasons, "")
        if view.effect is not None and view.effect.judgement.verdict != "too_few":
            yield gates_card(view.effect, book)

    def _picture(self, spec: Spec, what: str) -> PictureCard:
        """A picture; what is pressed in it asks for the incidents behind."""
        card = PictureCard(spec)
        if what:
            card.view.pressed.connect(lambda key: self.asks.emit(what, key))
        return card

    def _activity(self, view: FocusView) -> ActivityCard:
        card = ActivityCard(self._desk)
        card.show_period(view.year, aside=self._desk.read(focus_aim, view.row.id))
        card.wants_incidents.connect(lambda values: self.asks.emit("filtered", values))
        return card

    @property
    def _handles(self) -> bool:
        return Right.HANDLE in self._desk.viewer.rights

    def _show_footer(self) -> None:
        old, buttons = self.footer, self._buttons()
        self._first: Button | None = buttons[0] if buttons else None
        self.footer = Footer(Wrap(*buttons, spacing=10))
        if old is not None:
            self._whole.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._whole.put(self.footer)

    def _buttons(self) -> list[Button]:
        row = self.view.row
        see = self._button(SecondaryButton(str(_("Se hendelsene")), "clipboard-list"), "incidents")
        paper = self._button(QuietButton(str(_("Lagre som PDF")), "file-text"), "pdf")
        if not self._handles:
            return [see, paper]
        if row.closed_on is not None:
            return [self._button(PrimaryButton(str(_("Ta opp igjen")), "rotate-ccw"), "reopen"), see, paper]
        due = row.is_due(self._desk.today)
        look = self._button((PrimaryButton if due else SecondaryButton)(str(_("Se på tallene")), "eye"), "look")
        new = self._button((SecondaryButton if due else PrimaryButton)(str(_("Nytt tiltak")), "plus"), "new_measure")
        meeting = self._button(SecondaryButton(str(_("Lag møte")), "presentation"), "meeting")
        first = [look, new] if due else [new, look]
        return [*first, meeting, see, paper]

    def _links(self) -> list[QuietButton]:
        """What one does seldom."""
        row = self.view.row
        if not self._handles or row.closed_on is not None:
            return []
        report = _("Ta ut av rapporten") if row.in_report else _("Ta med i rapporten")
        links = ((report, "report"), (_("Endre"), "change"), (_("Avslutt"), "close"))
        return [self._button(QuietButton(str(words)), what) for words, what in links]

    def _button(self, button: Pressed, what: str) -> Pressed:
        button.clicked.connect(lambda: self.asks.emit(what, None))
        return button

    def _link(self, words: str, icon: str, what: str) -> QuietButton:
        made = QuietButton(words, icon, tip=_("{words} (Esc)").format(words=words))
        made.clicked.connect(lambda: self.asks.emit(what, None))
        return made


