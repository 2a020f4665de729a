"""The places and ways children keep getting hurt that the unit works with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ikdesk.focus.area_panel import AreaPanel
from ikdesk.focus.form_panel import FocusForm
from ikdesk.focus.list_panel import ListPanel
from ikdesk.focus.look_panel import LookForm
from ikdesk.focus.model import FocusArea, FocusLook
from ikdesk.focus.propose_queries import hot_spots
from ikdesk.focus.queries import focus_areas, focus_view
from ikdesk.focus.take_panel import PRESSED, FocusTaker, behind
from ikdesk.focus.view_model import FocusView, Proposal
from ikdesk.incidents.actions import save_draft
from ikdesk.incidents.model import Incident
from ikdesk.kernel.viewer import Key, Right
from ikdesk.kernel.words import _
from ikdesk.measures.model import Evaluation, Measure
from ikdesk.risks.threads_panel import RISKS
from ikdesk.ui.buttons import PrimaryButton
from ikdesk.ui.cards import PageHead
from ikdesk.ui.desk import Desk
from ikdesk.ui.layouts import Column, first_in
from ikdesk.unit.equipment_model import Equipment
from ikdesk.unit.model import ExposureDay, MonthFigures, Place, SeasonTotal

SHOWS = {
    FocusArea, FocusLook, Measure, Evaluation, Incident, Place, Equipment, ExposureDay, SeasonTotal, MonthFigures,
} | RISKS  # fmt: skip


class FocusPage(QStackedWidget):
    """The list of areas, or one of them instead of it, or a form.

    ``wants_incidents(values)`` asks for the incidents a filter lets through, ``wants_measure(key)`` for a measure,
    ``new_measure(start)`` to begin on one, ``wants_meeting(key)`` for a meeting about an area,
    ``wants_risk(key)`` for an assessment, ``new_risk(start)`` to begin on one.
    """

    wants_incidents = Signal(dict)
    wants_measure = Signal(object)
    new_measure = Signal(object)
    wants_meeting = Signal(object)
    wants_risk = Signal(object)
    new_risk = Signal(object)

    def __init__(self, desk: Desk, tell: Callable[..., None]) -> None:
        super().__init__()
        self._desk, self._tell = desk, tell
        self.area: AreaPanel | None = None
        self.form: FocusForm | LookForm | None = None
        self._stale = False  # something changed while nobody looked
        self._listed = False  # the list is as things are
        self._build()
        self._taker = FocusTaker(desk, tell, self)
        self._does: dict[str, Callable[[FocusView, Any], object]] = {
            "back": lambda _view, _about: self._close(), "look": lambda view, _about: self._open_look(view),
            "change": lambda view, _about: self._open_form(FocusForm(desk, view)),
            **{name: partial(_alone, take) for name, take in self._taker.steps.items()},
            "measure": lambda _view, key: self.wants_measure.emit(key),
            "new_measure": lambda view, _about: self.new_measure.emit(view.row.what._asdict()),
            "risk": lambda _view, key: self.wants_risk.emit(key),
            "new_risk": lambda view, _about: self.new_risk.emit(view.row.what._asdict()),
            "meeting": lambda view, _about: self.wants_meeting.emit(view.row.id),
            **{what: partial(self._show_incidents, what) for what in PRESSED},
            "filtered": lambda _view, values: self.wants_incidents.emit(values),
        }  # fmt: skip
        desk.changed.connect(self._on_changed)
        self.reload()

    def _build(self) -> None:
        self.new = PrimaryButton(str(_("Velg et innsatsområde")), "plus")
        self.new.clicked.connect(lambda: self._open_form(FocusForm(self._desk)))
        self.new.setVisible(self._handles)
        self.list = ListPanel()
        self.list.opened.connect(self.show_focus)
        self.list.proposed.connect(self._on_proposed)
        self.list.wanted.connect(lambda: self._open_form(FocusForm(self._desk)))
        first, head = QWidget(), QWidget()
        sub = str(_("Stedene og måtene barn stadig slår seg på, og om det vi gjør, hjelper."))
        Column(PageHead(str(_("Innsatsområder")), sub, self.new), margins=(28, 20, 28, 0), parent=head)
        column = Column(head, spacing=14, parent=first)
        column.put(self.list, 1)
        self.addWidget(first)
        self._first = first

    @property
    def panes(self) -> list[QWidget]:
        """The parts of it, as F6 goes through them."""
        if self.form is not None:
            return [self.form]
        return self.area.panes if self.area is not None else [self.list]

    def reload(self) -> None:
        """Ask anew for what is seen: the area, or the list; the other when it is seen again."""
        self._stale = False
        view = None if self.area is None else self._desk.read(focus_view, self.area.view.row.id)
        if self.area is not None and view is not None:
            self.area.show_view(view)
            self._listed = False
            return
        if self.area is not None:  # it was taken away
            self._leave()
        self._list()

    def _list(self) -> None:
        rows = self._desk.read(focus_areas)
        self.list.show_areas(rows, self._desk.read(hot_spots, rows), self._desk.today, handles=self._handles)
        self._listed = True

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody looks: what changed while nobody did is asked for now."""
        super().showEvent(event)
        if self._stale:
            self.reload()

    def show_focus(self, key: Key) -> None:
        """Show one of them."""
        self._leave()
        view = self._desk.read(focus_view, key)
        if view is None:
            self.reload()
            return
        self.area = AreaPanel(self._desk, view)
        self.area.asks.connect(self._on_asked)
        self.setCurrentIndex(self.addWidget(self.area))
        self.area.begin()

    def wanted_again(self) -> None:
        """Whoever asks for the list while an area stands over it, gets the list."""
        self._close()

    def keep_draft(self) -> None:
        """Write down what is half written."""
        if self.form is not None:
            self.form.keep_draft()

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

    def _on_asked(self, what: str, about: object) -> None:
        if self.area is not None:
            self._does[what](self.area.view, about)

    def _on_proposed(self, proposal: Proposal) -> None:
        self._open_form(FocusForm(self._desk, start=proposal.what._asdict()))

    def _close(self) -> None:
        """Back to the list; what is half written is kept."""
        area = self._leave()
        if not self._listed:
            self._list()
        if area is not None:
            self.list.begin(area.view.row.id)

    def _leave(self) -> AreaPanel | None:
        """The area that was shown is done with."""
        self._shut()
        area, self.area = self.area, None
        if area is not None:
            self._drop(area)
        self.setCurrentWidget(self._first)
        return area

    def _shut(self) -> None:
        """The form is done with."""
        self.keep_draft()
        form, self.form = self.form, None
        if form is not None:
            self._drop(form)
            if self.area is not None:
                self.setCurrentWidget(self.area)
                self.area.begin()

    def _drop(self, over: QWidget) -> None:
        self.removeWidget(over)
        over.hide()
        over.deleteLater()

    def _open_form(self, form: FocusForm) -> None:
        form.saved.connect(self._on_saved)
        form.left.connect(lambda draft: self._on_left(form, draft))
        self._put_over(form)

    def _open_look(self, view: FocusView) -> None:
        form = LookForm(self._desk, view)
        form.saved.connect(self._on_looked)
        form.left.connect(self._shut)
        self._put_over(form)

    def _put_over(self, form: FocusForm | LookForm) -> None:
        self._shut()
        self.form = form
        self.setCurrentIndex(self.addWidget(form))
        first_in(form.form).setFocus()

    def _on_saved(self, key: Key, said: str, undo: tuple[object, ...]) -> None:
        self._listed = False
        self.show_focus(key)
        self._tell(said, *undo)

    def _on_looked(self, said: str, undo: tuple[object, ...]) -> None:
        self._shut()
        self._tell(said, *undo)

    def _on_left(self, form: FocusForm, draft: dict[str, object]) -> None:
        about, view = form.about, form.view
        self._shut()
        if draft:
            self._tell(str(_("Utkastet er kastet.")), str(_("Angre")), lambda: self._bring_back(about, view, draft))

    def _bring_back(self, about: str, view: FocusView | None, draft: Mapping[str, object]) -> None:
        self._desk.write(save_draft, about, draft, at=self._desk.clock.local())
        self._open_form(FocusForm(self._desk, view))

    def _show_incidents(self, what: str, view: FocusView, key: str) -> None:
        values = behind(view, what, key)
        if values:
            self.wants_incidents.emit(values)


def _alone(take: Callable[[FocusView], None], view: FocusView, _about: object) -> None:
    """A step that is about nothing but the area."""
    take(view)
