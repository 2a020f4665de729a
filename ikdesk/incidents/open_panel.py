"""Opening cases from the list: the whole of one, the forms about it, and everything that is done with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from ikdesk.access.model import Deed
from ikdesk.incidents.case_panel import CasePanel, correct_case
from ikdesk.incidents.case_queries import ChildRow
from ikdesk.incidents.children_panel import child_form
from ikdesk.incidents.close_panel import close_form
from ikdesk.incidents.detail_panel import DetailPanel
from ikdesk.incidents.follow_panel import follow_up_case
from ikdesk.incidents.form_draft_panel import DraftPanel
from ikdesk.incidents.half_written_panel import HalfWritten
from ikdesk.incidents.letter_panel import LetterPanel
from ikdesk.incidents.model import Incident, Status
from ikdesk.incidents.queries import IncidentDetail, incident_detail
from ikdesk.incidents.spot_panel import SpotPage
from ikdesk.incidents.staff_case_panel import staff_case
from ikdesk.incidents.staff_queries import staff_detail
from ikdesk.incidents.state_panel import StateTaker
from ikdesk.incidents.whole_panel import CasePage
from ikdesk.kernel.viewer import Key, Right
from ikdesk.ui.beside import Beside
from ikdesk.ui.desk import Desk
from ikdesk.ui.table import ListView

_FORMS = {"correct": "correct", "close": "close"}  # and their sections of the handbook; the rest follow up


class Cases(QObject):
    """Does what the panel beside the list and the page of a case ask for, about what is chosen in the list.

    Args:
        desk: verbs.
        tell: shows a toast: text, words of the action, what it does.
        beside: where the list, a case or a form is shown.
        listed: the list.
        detail: the panel beside it.
    """

    wants_measure = Signal(object)  # the key of a measure
    new_measure = Signal(object)  # for the incident with this key
    proposed_measure = Signal(object, object)  # the same, and what it begins with
    wants_setting = Signal(str)  # a part of the settings
    wants = Signal(str)  # another page
    wants_risk = Signal(object)  # the key of a risk assessment
    new_risk = Signal(object)  # what a short one begins with

    def __init__(
        self, desk: Desk, tell: Callable[..., None], beside: Beside, listed: ListView, detail: DetailPanel
    ) -> None:
        super().__init__(beside)
        self._desk, self._tell, self._beside, self._list, self._detail = desk, tell, beside, listed, detail
        self.whole: CasePage | None = None
        self.form: CasePanel | LetterPanel | DraftPanel | None = None
        self._states = StateTaker(desk, tell, beside)
        detail.asks.connect(self.do)
        self._does: dict[str, Callable[[Any], object]] = {
            "open": lambda _about: self.open(), "back": lambda _about: self.leave(),
            "before": lambda _about: self._step(-1), "after": lambda _about: self._step(1),
            "follow_up": lambda _about: self._follow_up(), "correct": lambda _about: self._open_form(correct_case),
            "close_case": lambda _about: self._open_form(close_form),
            "setting": self.wants_setting.emit,
            "letter": lambda _about: self._open_form(partial(LetterPanel, tell=tell)),
            "drafts": lambda _about: self._open_form(partial(DraftPanel, tell=tell)),
            "extract": lambda _about: self.wants.emit("staff"),
            "risk": self.wants_risk.emit, "new_risk": self.new_risk.emit,
            "measure": self.wants_measure.emit, "new_measure": self._measure, "child": self._child,
            "unlink_measure": lambda key: self._on_state(lambda own: self._states.unlink(own, key), key),
        }  # fmt: skip
        for what, act in (
            ("on_the_spot", self._states.on_the_spot), ("withdraw", self._states.withdraw),
            ("reopen", self._states.reopen),
            ("confirm", self._states.confirm), ("merge", self._states.merge), ("restrict", self._states.restrict),
            ("link_measure", self._states.link), ("move_injury", self._states.move_injury),
        ):  # fmt: skip
            self._does[what] = partial(self._on_state, act)

    def do(self, what: str, about: object = None) -> None:
        """Do what was asked for."""
        self._does[what](about)

    def open(self) -> None:
        """Show the whole of what is chosen in the list, unless it is covered still."""
        incident = self._chosen()
        if incident is None:
            return
        if self._detail.covers(incident):
            self._beside.open()
            self._detail.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._desk.note_once(Deed.OPENED, Incident.__tablename__, incident.id)
        self._take_away_whole()
        self.whole = CasePage(self._desk, self._tell, incident)
        self.whole.asks.connect(self.do)
        at, last = self._list.rows.find(incident.id), self._list.rows.total - 1
        self.whole.before.setVisible(at > 0)
        self.whole.after.setVisible(0 <= at < last)
        self._beside.put_over(self.whole, self.whole)
        self.whole.begin()

    def leave(self) -> None:
        """Back to the list; what is half written is kept."""
        form, self.form = self.form, None
        if form is not None:
            for part in form.findChildren(HalfWritten):
                part.keep_draft()
            self._beside.take_away(form)
        self._take_away_whole()
        self._list.setFocus()

    def reload(self) -> None:
        """Show the case as it is now; one that may not be seen any more is left.

        Where something beside it changed, the sections that show that ask for it themselves.
        """
        if self.whole is None:
            return
        incident = self._desk.read(incident_detail, self.whole.incident.id)
        if incident is None:
            self.leave()
        elif incident != self.whole.incident:
            self.whole.show_incident(incident)

    def _chosen(self) -> IncidentDetail | None:
        key = self.whole.incident.id if self.whole is not None else self._list.key
        return self._desk.read(incident_detail, key) if key else None

    def _take_away_whole(self) -> None:
        whole, self.whole = self.whole, None
        self._beside.take_away(whole)

    def _step(self, by: int) -> None:
        """To the one before or after it in the list, as the list stands now."""
        rows = self._list.rows
        at = rows.find(self._list.key) + by
        if not 0 <= at < rows.total:
            return
        self._list.choose(rows.key(at))
        self._take_away_whole()
        self.open()

    def _follow_up(self) -> None:
        reads = Right.READ_STAFF in self._desk.viewer.rights
        key = self._key()
        staff = self._desk.read(staff_detail, key) if key and reads else None
        if staff is not None and staff.listed:
            self._open_form(partial(staff_case, found=staff))
        else:
            self._open_form(follow_up_case)

    def _measure(self, start: dict[str, Any] | None) -> None:
        if start:
            self.proposed_measure.emit(self._key(), start)
        else:
            self.new_measure.emit(self._key())

    def _child(self, row: ChildRow | None) -> None:
        self._open_form(partial(child_form, row=row))

    def _key(self) -> Key | None:
        return self.whole.incident.id if self.whole is not None else self._list.key

    def _open_form(self, kind: Callable[[Desk, IncidentDetail], CasePanel | LetterPanel | DraftPanel]) -> None:
        incident = self._chosen() if Right.HANDLE in self._desk.viewer.rights else None
        shut = {Status.WITHDRAWN} if kind is correct_case else {Status.WITHDRAWN, Status.UNCONFIRMED}
        if incident is None or incident.status in shut or incident.disposed_on or self._detail.covers(incident):
            return
        self.form = kind(self._desk, incident)
        if isinstance(self.form, CasePanel):
            self.form.keep_for(self._desk, incident.id)
            self.form.asks.connect(self.do)
            self.form.done.connect(self._on_form_done)
        self.form.left.connect(self._on_form_left)
        self._beside.put_over(self.form, self.form.form)

    def _on_form_done(self, sentence: str, undo: Sequence[object]) -> None:
        self._tell(sentence, *undo)
        self._on_form_left()

    def _on_form_left(self) -> None:
        form, self.form = self.form, None
        self._beside.take_away(form)
        if self.whole is not None:
            self._beside.setCurrentWidget(self.whole)
            self.whole.begin()
        else:
            self._list.setFocus()

    def _on_state(self, act: Callable[[Key], None], _about: object) -> None:
        key = self._key()
        if key is None:
            return
        act(key)
        if self.whole is None:
            self._beside.go_on()


def told_of(shown: QWidget | None) -> str:
    """The section of the handbook about what stands over the list; "" where nothing does."""
    match shown:
        case CasePage():
            return "case"
        case CasePanel():
            return _FORMS.get(shown.kind, "follow")
        case LetterPanel() | DraftPanel():
            return "letters"
        case SpotPage():
            return "plan"
    return ""


def pane_of(whole: QWidget | None, listed: Sequence[QWidget]) -> list[QWidget]:
    """The parts of the window F6 goes through: of the case where one is shown, otherwise of the list."""
    return list(whole.panes) if isinstance(whole, CasePage) else list(listed)
