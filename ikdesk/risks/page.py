"""What can go wrong at a place, in an activity or with a thing, and what stands in its way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from ikdesk.kernel.tertial import Period
from ikdesk.kernel.viewer import Key, Right
from ikdesk.kernel.words import _
from ikdesk.risks.counts_model import RiskCounts
from ikdesk.risks.detail_panel import RiskPanel
from ikdesk.risks.list_panel import SHOWS, FilterLine, ListPanel
from ikdesk.risks.over_panel import Over
from ikdesk.risks.print_panel import RegisterButtons
from ikdesk.risks.queries import risk_counts, risk_list, risk_view
from ikdesk.risks.take_panel import RiskTaker
from ikdesk.risks.view_model import RiskGroup
from ikdesk.risks.writing import Some
from ikdesk.ui.buttons import PrimaryButton, SecondaryButton
from ikdesk.ui.cards import PageHead
from ikdesk.ui.desk import Desk
from ikdesk.ui.layouts import Column


class RiskPage(Over):
    """The list of assessments, or one of them instead of it, or a form.

    ``wants_incidents(values)`` asks for the incidents a filter lets through, ``wants_measure(key)`` for a measure,
    ``new_measure(start)`` to begin on one, ``wants_routine(key)`` for a routine, ``wants_equipment(key)`` for a thing,
    ``wants_setting(key)`` for a part of the settings.
    """

    wants_incidents = Signal(dict)
    wants_measure = Signal(object)
    new_measure = Signal(object)
    wants_routine = Signal(object)
    wants_equipment = Signal(object)
    wants_setting = Signal(str)

    def __init__(self, desk: Desk, tell: Callable[..., None]) -> None:
        super().__init__(desk, tell)
        self.risk: RiskPanel | None = None
        self._stale = False  # something changed while nobody looked
        self._listed = False  # the list is as things are
        self._counts: RiskCounts | None = None  # whatever the list is narrowed to; None: to be asked for
        self._build()
        self._taker = RiskTaker(desk, tell, self)
        self._emits: dict[str, Callable[[Any], object]] = {
            "back": lambda _about: self._close(), "incidents": self.wants_incidents.emit,
            "measure": self.wants_measure.emit, "new_measure": self.new_measure.emit,
            "routine": self.wants_routine.emit, "equipment": self.wants_equipment.emit,
            "setting": self.wants_setting.emit,
        }  # fmt: skip
        desk.changed.connect(self._on_changed)
        self.reload()

    def _build(self) -> None:
        handles = self._handles
        self.new = PrimaryButton(str(_("Ny kort vurdering")), "plus")
        self.drafts = SecondaryButton(str(_("Velg et utkast")), "book-open")
        for one in (self.new, self.drafts):
            one.setVisible(handles)
        self.filters = FilterLine()
        self.list = ListPanel()
        first, head = QWidget(), QWidget()
        sub = str(_("Hva som kan gå galt, og hva som hindrer det."))
        self.files = RegisterButtons(self._desk, self._tell, lambda: Some(*self.filters.wanted))
        title = PageHead(str(_("Risiko")), sub, self.files, self.drafts, self.new)
        Column(title, self.filters, spacing=12, margins=(28, 20, 28, 0), parent=head)
        column = Column(head, spacing=12, parent=first)
        column.put(self.list, 1)
        self.addWidget(first)
        self._first = first
        self.new.clicked.connect(lambda: self.new_mini({}))
        self.drafts.clicked.connect(self.show_library)
        self.filters.changed.connect(self._list)
        self.list.opened.connect(self.show_risk)
        self.list.wanted.connect(lambda: self.new_mini({}))
        self.list.library.connect(self.show_library)
        self.list.reset.connect(lambda: self.show_group(RiskGroup.STANDING))
        QShortcut(QKeySequence("Ctrl+F"), first).activated.connect(self.filters.words.setFocus)

    @property
    def panes(self) -> list[QWidget]:
        """The parts of it, as F6 goes through them."""
        over = self.library or self.form
        if over is not None:
            return [over]
        return self.risk.panes if self.risk is not None else [self.filters, self.list]

    def reload(self) -> None:
        """Ask anew for what is seen: the assessment, or the list; the other when it is seen again."""
        self._stale, self._listed, self._counts = False, False, None
        view = None if self.risk is None else self._desk.read(risk_view, self.risk.view.row.id)
        if self.risk is not None and view is not None:
            self.risk.show_view(view)
            return
        if self.risk is not None:  # it was taken away
            self.leave()
        self._list()

    def _list(self) -> None:
        group, words = self.filters.wanted
        rows = self._desk.read(risk_list, group, words)
        self.list.asked = group, words
        self.list.never = not rows and not self._desk.read(risk_list, RiskGroup.ALL)
        today = self._desk.today
        if self._counts is None or self._counts.day != today:
            self._counts = self._desk.read(risk_counts, Period(today, today + timedelta(days=1)))
        self.list.show_risks(rows, self._counts, self._desk.codebook, today, handles=self._handles)
        self._listed = True

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody looks: what changed while nobody did is asked for now."""
        super().showEvent(event)
        if self._stale:
            self.reload()

    def show_group(self, group: RiskGroup) -> None:
        """Show the list with one group of assessments."""
        self.filters.show_group(group)
        self.leave()
        self._list()

    def show_risk(self, key: Key) -> None:
        """Show one of them."""
        self.leave()
        view = self._desk.read(risk_view, key)
        if view is None:
            self.reload()
            return
        self.risk = RiskPanel(self._desk, view)
        self.risk.asks.connect(self._on_asked)
        self.risk.told.connect(lambda said, undo: self._tell(said, *undo))
        self.setCurrentIndex(self.addWidget(self.risk))
        self.risk.begin()

    def wanted_again(self) -> None:
        """Whoever asks for the list while an assessment stands over it, gets the list."""
        self._close()

    def keep_draft(self) -> None:
        """Write down what is half written."""
        super().keep_draft()
        if self.risk is not None:
            self.risk.keep_draft()

    @property
    def _handles(self) -> bool:
        return Right.HANDLE in self._desk.viewer.rights

    def _on_changed(self, kinds: frozenset[type]) -> None:
        if not kinds & SHOWS:
            return
        if self.isVisible():
            self.reload()
        else:
            self._stale = True

    def _on_asked(self, what: str, about: Any) -> None:
        if self.risk is None:
            return
        step = self._taker.steps.get(what)
        if step is not None:
            step(self.risk.view.row)
        else:
            self._emits[what](about)

    def _close(self) -> None:
        """Back to the list; what is half written is kept."""
        key = None if self.risk is None else self.risk.view.row.id
        self.leave()
        if not self._listed:
            self._list()
        self.list.begin(key)

    @property
    def under(self) -> QWidget:
        """The assessment that is shown, or the list."""
        return self.risk or self._first

    def begin_under(self) -> None:
        """Go on with the assessment, or where one began on another."""
        if self.risk is not None:
            self.risk.begin()
        else:
            self.new.setFocus()

    def leave(self) -> None:
        """Whatever stood over the list is done with."""
        self.keep_draft()
        risk, self.risk = self.risk, None
        self.shut_form()
        if risk is not None:
            self.drop(risk)
        self.setCurrentWidget(self._first)
