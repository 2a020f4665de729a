"""What can go wrong at a place, in an activity or with a thing, and what stands in its way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ikdesk.incidents.actions import save_draft
from ikdesk.kernel.tertial import Period
from ikdesk.kernel.viewer import Key, Right
from ikdesk.kernel.words import _
from ikdesk.risks.detail_panel import RiskPanel
from ikdesk.risks.library_panel import LibraryPanel
from ikdesk.risks.list_panel import SHOWS, FilterLine, ListPanel
from ikdesk.risks.mini_panel import MiniForm
from ikdesk.risks.print_panel import RegisterButtons
from ikdesk.risks.queries import risk_counts, risk_list, risk_view
from ikdesk.risks.take_panel import RiskTaker
from ikdesk.risks.view_model import RiskGroup
from ikdesk.risks.writing import Some
from ikdesk.ui.buttons import PrimaryButton, SecondaryButton
from ikdesk.ui.cards import PageHead
from ikdesk.ui.desk import Desk
from ikdesk.ui.layouts import Column, first_in


class RiskPage(QStackedWidget):
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
        super().__init__()
        self._desk, self._tell = desk, tell
        self.risk: RiskPanel | None = None
        self.form: MiniForm | None = None
        self.library: LibraryPanel | None = None
        self._stale = False  # something changed while nobody looked
        self._listed = False  # the list is as things are
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
        self._stale = self._listed = False
        view = None if self.risk is None else self._desk.read(risk_view, self.risk.view.row.id)
        if self.risk is not None and view is not None:
            self.risk.show_view(view)
            return
        if self.risk is not None:  # it was taken away
            self._leave()
        self._list()

    def _list(self) -> None:
        group, words = self.filters.wanted
        self.list.plain = group is RiskGroup.STANDING and not words
        rows = self._desk.read(risk_list, group, words)
        today = self._desk.today
        counts = self._desk.read(risk_counts, Period(today, today + timedelta(days=1)))
        self.list.show_risks(rows, counts, self._desk.codebook, today, handles=self._handles)
        self._listed = True

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody looks: what changed while nobody did is asked for now."""
        super().showEvent(event)
        if self._stale:
            self.reload()

    def show_group(self, group: RiskGroup) -> None:
        """Show the list with one group of assessments."""
        self.filters.show_group(group)
        self._leave()
        self._list()

    def show_risk(self, key: Key) -> None:
        """Show one of them."""
        self._leave()
        view = self._desk.read(risk_view, key)
        if view is None:
            self.reload()
            return
        self.risk = RiskPanel(self._desk, view)
        self.risk.asks.connect(self._on_asked)
        self.risk.told.connect(lambda said, undo: self._tell(said, *undo))
        self.setCurrentIndex(self.addWidget(self.risk))
        self.risk.begin()

    def new_mini(self, start: Mapping[str, Any]) -> None:
        """Begin a short assessment.

        Args:
            start: what is filled in already, by attributes of ``RiskAssessment``; also "routine_id": a routine that
                is one of the barriers.
        """
        self._leave()
        self._open_form(MiniForm(self._desk, start))

    def show_library(self) -> None:
        """Show the drafts one can begin with; a form that is open is filled with the one that is chosen."""
        self._shut_library()
        self.library = LibraryPanel(self._desk)
        self.library.taken.connect(self._on_taken)
        self.library.left.connect(self._shut_library)
        self.setCurrentIndex(self.addWidget(self.library))
        self.library.list.setFocus()

    def wanted_again(self) -> None:
        """Whoever asks for the list while an assessment stands over it, gets the list."""
        self._close()

    def keep_draft(self) -> None:
        """Write down what is half written."""
        if self.form is not None:
            self.form.keep_draft()
        keep = getattr(self.risk, "keep_draft", None)
        if keep is not None:
            keep()

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
        risk = self._leave()
        if not self._listed:
            self._list()
        if risk is not None:
            self.list.begin(risk.view.row.id)

    def _leave(self) -> RiskPanel | None:
        """Whatever stood over the list is done with."""
        self._shut_library()
        self._shut_form()
        risk, self.risk = self.risk, None
        if risk is not None:
            self._drop(risk)
        self.setCurrentWidget(self._first)
        return risk

    def _shut_form(self) -> None:
        self.keep_draft()
        form, self.form = self.form, None
        if form is not None:
            self._drop(form)

    def _shut_library(self) -> None:
        library, self.library = self.library, None
        if library is not None:
            self._drop(library)
            self.setCurrentWidget(self.form or self.risk or self._first)

    def _drop(self, over: QWidget) -> None:
        self.removeWidget(over)
        over.hide()
        over.deleteLater()

    def _open_form(self, form: MiniForm) -> None:
        form.saved.connect(self._on_saved)
        form.left.connect(lambda draft: self._on_left(form.start, draft))
        form.library.connect(self.show_library)
        self.form = form
        self.setCurrentIndex(self.addWidget(form))
        first_in(form.form).setFocus()

    def _on_taken(self, values: Mapping[str, Any]) -> None:
        self._shut_library()
        if self.form is None:
            self.new_mini({})
        if self.form is not None:
            self.form.fill(values)

    def _on_saved(self, key: Key, said: str, undo: tuple[object, ...]) -> None:
        self._listed = False
        self.show_risk(key)
        self._tell(said, *undo)

    def _on_left(self, start: Mapping[str, Any], draft: dict[str, object]) -> None:
        about = self.form.about if self.form is not None else ""
        self._close()
        if draft:
            self._tell(str(_("Utkastet er kastet.")), str(_("Angre")), lambda: self._bring_back(about, start, draft))

    def _bring_back(self, about: str, start: Mapping[str, Any], draft: Mapping[str, object]) -> None:
        self._desk.write(save_draft, about, draft, at=self._desk.clock.local())
        self.new_mini(start)
