"""One assessment on a page of its own: where its risks lie, what can go wrong, what stands in the way, who approved."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from ikdesk.kernel.viewer import Key, Right
from ikdesk.kernel.words import _, plain_date
from ikdesk.risks.beside_panel import AboutCard, ThenCard, VersionsCard
from ikdesk.risks.hazard_panel import HazardCard
from ikdesk.risks.head_panel import RiskHead
from ikdesk.risks.pictures import risk_matrix
from ikdesk.risks.queries import risk_version, risk_view
from ikdesk.risks.shown_model import Shown
from ikdesk.risks.steps_panel import RiskForms, RiskSteps
from ikdesk.risks.view_model import RiskView, VersionRow
from ikdesk.ui.buttons import PrimaryButton, QuietButton, SecondaryButton
from ikdesk.ui.cards import Banner, EmptyState
from ikdesk.ui.desk import Desk
from ikdesk.ui.footer import Footer
from ikdesk.ui.layouts import Beside, Column, Row, ScrollPage, first_in
from ikdesk.ui.picture_view import PictureCard
from ikdesk.ui.text import announce

_SIDE = 420  # width of the column beside the hazards, at 100 %
_BELOW = 960  # width of the page under which it goes below


class RiskPanel(QStackedWidget):
    """An assessment, or a form over it. ``asks(what, about)`` says what is wanted elsewhere; ``told(said, undo)``.

    Args:
        desk: verbs.
        view: the assessment.
    """

    asks = Signal(str, object)
    told = Signal(str, object)

    def __init__(self, desk: Desk, view: RiskView) -> None:
        super().__init__()
        self._desk, self.view = desk, view
        self.then: RiskView | None = None  # as it was earlier, where that is shown
        self.form: Any = None
        self.cards: dict[Key, HazardCard] = {}
        self._at: Key | None = None  # the hazard one works with
        self._shown: QWidget | None = None
        self._first = QWidget()
        self.page = ScrollPage(margins=(28, 12, 28, 18), spacing=12)
        self.page.put(1)
        self._whole = Column(spacing=0, parent=self._first)
        self._whole.put(self.page, 1)
        self.footer: QWidget | None = None
        self.addWidget(self._first)
        self._forms = RiskForms(desk)
        self._steps = RiskSteps(desk, self._tell, self)
        QShortcut(QKeySequence("Esc"), self._first).activated.connect(self._on_escape)
        self.show_view(view)

    def show_view(self, view: RiskView) -> None:
        """Show the assessment as it is now; one stays where one was, or goes to what was written just now."""
        if self._shown is not None and (new := [one.id for one in view.hazards if one.id not in self.cards]):
            self._at = new[0]
            QTimer.singleShot(100, self, lambda: self.page.ensureWidgetVisible(self.cards.get(new[0]) or self.back))
        self.view, self.then, self._day = view, None, self._desk.today
        self._show(view, "")

    def begin(self) -> None:
        """Go on here: with the hazard something was done with, or from the top."""
        card = self.cards.get(self._at) if self._at is not None and self.footer is not None else None
        (first_in(card) if card and card.isVisible() else self.back).setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def panes(self) -> list[QWidget]:
        """The parts of it, as F6 goes through them."""
        if self.form is not None:
            return [self.form]
        return [part for part in (self._shown, self.footer) if part is not None]

    def keep_draft(self) -> None:
        """Write down what is half written."""
        if self.form is not None:
            self.form.keep_draft()

    def _show(self, view: RiskView, when: str) -> None:
        old, bar = self._shown, self.page.verticalScrollBar()
        at, had = bar.value(), self._first.isAncestorOf(self.focusWidget() or self)
        self._shown = self._inside(view, when)
        self.page.column.insertWidget(0, self._shown)
        if old is not None:
            self.page.column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._show_footer(then=bool(when))
        bar.setValue(at)
        if had and self.form is None:
            self.begin()

    def _inside(self, view: RiskView, when: str) -> QWidget:
        made, handles = QWidget(), self._may(Right.HANDLE) and not when and view.row.closed_on is None
        shown = Shown(self._desk.codebook, self._day, handles=handles, then=bool(when))
        column = Column(self._head(view, shown), spacing=12, parent=made)
        if when:
            today = QuietButton(str(_("Tilbake til i dag")), "undo-2")
            today.clicked.connect(lambda: self.show_view(self.view))
            banner = Banner(when, "info", icon="history")
            banner.add_links(today)
            column.put(banner)
        main, side = QWidget(), QWidget()
        Column(*self._hazards(view, shown), 1, spacing=12, parent=main)
        self.matrix = PictureCard(risk_matrix(view))
        self.matrix.view.pressed.connect(self._on_matrix)
        Column(self.matrix, *self._beside(view, then=bool(when)), 1, spacing=12, parent=side)
        column.put(Beside(main, side, width=_SIDE, below=_BELOW))
        return made

    def _head(self, view: RiskView, shown: Shown) -> QWidget:
        head = RiskHead(view, shown, papers=self._may(Right.EXPORT), handles=self._may(Right.HANDLE))
        head.asks.connect(self._on_asked)
        self.back = head.back
        self.back.clicked.connect(self._on_escape)
        return head

    def _hazards(self, view: RiskView, shown: Shown) -> list[QWidget]:
        self.cards = {}
        for hazard in view.hazards:
            card = HazardCard(view, hazard, shown)
            card.asks.connect(partial(self._on_card, hazard.id))
            self.cards[hazard.id] = card
        parts: list[QWidget] = list(self.cards.values())
        if not parts:
            text = str(_("Skriv ned det første som kan gå galt. Én ting om gangen er nok."))
            parts.append(EmptyState("triangle-alert", str(_("Ingen farer er skrevet ned")), text))
        if shown.handles:
            self.new = SecondaryButton(str(_("Ny fare")), "plus")
            self.new.clicked.connect(lambda: self._on_asked("hazard", None))
            line = QWidget()
            Row(self.new, 1, parent=line)
            parts.append(line)
        return parts

    def _beside(self, view: RiskView, *, then: bool) -> list[QWidget]:
        about = AboutCard(view, self._day)
        about.incidents.connect(lambda values: self.asks.emit("incidents", values))
        if then:
            return [about]
        versions, day = VersionsCard(view, papers=self._may(Right.EXPORT)), ThenCard(self._desk.today)
        versions.opened.connect(self._on_version)
        versions.printed.connect(lambda edition: self._on_asked("pdf", edition))
        day.asked.connect(self.show_day)
        return [about, versions, day]

    def _show_footer(self, *, then: bool) -> None:
        old, self.footer = self.footer, None
        if old is not None:
            self._whole.removeWidget(old)
            old.hide()
            old.deleteLater()
        if then or not self._may(Right.HANDLE) or self.view.row.closed_on is not None:
            return
        approve = PrimaryButton(str(_("Godkjenn")), "check")
        review = SecondaryButton(str(_("Vi har sett på den")), "eye")
        approve.clicked.connect(lambda: self._on_asked("approve", None))
        review.clicked.connect(lambda: self._on_asked("review", None))
        self.footer = Footer(approve, review)
        self._whole.put(self.footer)

    def _may(self, right: Right) -> bool:
        return right in self._desk.viewer.rights

    def show_day(self, day: date) -> None:
        """Show the risk as it stood on a day.

        Args:
            day: not after today.
        """
        view = self._desk.read(risk_view, self.view.row.id, on=day)
        if view is not None:
            self._show_then(view, day, _("Slik sto risikoen {day}.").format(day=plain_date(day)))

    def _on_version(self, version: VersionRow) -> None:
        view = self._desk.read(risk_version, version.id)
        if view is not None:
            said = _("Slik var versjon {n}, som {who} godkjente {day}.").format(
                n=version.edition, who=version.approved_by, day=plain_date(version.approved_on)
            )
            self._show_then(view, version.approved_on, said)

    def _show_then(self, view: RiskView, day: date, said: str) -> None:
        self.then, self._day = view, day
        self._show(view, said)
        self.page.verticalScrollBar().setValue(0)
        announce(self, said)

    def _on_escape(self) -> None:
        if self.then is not None:
            self.show_view(self.view)
            self.begin()
            return
        self.asks.emit("back", None)

    def _on_matrix(self, key: str) -> None:
        card = next((card for at, card in self.cards.items() if str(at) == key), None)
        if card is not None:
            self.page.ensureWidgetVisible(card)
            first_in(card).setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_card(self, hazard: Key, what: str, about: object) -> None:
        self._at = hazard
        self._on_asked(what, about)

    def _on_asked(self, what: str, about: object) -> None:
        if what in self._forms.forms:
            self._put_over(self._forms.forms[what](self.view, about))
        elif what in self._steps.steps:
            self._steps.steps[what](self.view, about)
        else:
            self.asks.emit(what, about)

    def _put_over(self, form: Any) -> None:
        self._shut()
        self.form = form
        form.saved.connect(self._on_saved)
        form.left.connect(self._shut)
        self.setCurrentIndex(self.addWidget(form))
        first_in(form.form).setFocus()

    def _on_saved(self, said: str, undo: tuple[object, ...]) -> None:
        self._shut()
        self.told.emit(said, undo)

    def _shut(self) -> None:
        """The form is done with."""
        self.keep_draft()
        form, self.form = self.form, None
        if form is not None:
            self.removeWidget(form)
            form.hide()
            form.deleteLater()
            self.setCurrentWidget(self._first)
            self.begin()

    def _tell(self, said: str, *undo: object) -> None:
        self.told.emit(said, undo)
