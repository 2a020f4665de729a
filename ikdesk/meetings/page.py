"""Meetings with the staff, planned and held: the list, one of them beside it, and the big screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ikdesk.focus.model import FocusArea
from ikdesk.incidents.actions import save_draft
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _, many
from ikdesk.measures.model import Measure
from ikdesk.meetings.actions import begin_meeting, reopen_meeting, withdraw_meeting
from ikdesk.meetings.detail_panel import DetailPanel
from ikdesk.meetings.list_panel import ListPanel
from ikdesk.meetings.model import Meeting, MeetingAnswer, MeetingIdea
from ikdesk.meetings.plan_panel import PlanForm, Subject
from ikdesk.meetings.queries import meeting_detail
from ikdesk.meetings.stage_panel import Stage
from ikdesk.meetings.take_panel import print_meeting
from ikdesk.meetings.view_model import MeetingDetail
from ikdesk.meetings.writing import What
from ikdesk.people.model import Person
from ikdesk.reports.target_panel import report_folder
from ikdesk.ui.beside import Beside
from ikdesk.ui.buttons import PrimaryButton
from ikdesk.ui.cards import PageHead
from ikdesk.ui.desk import Desk
from ikdesk.ui.dialogs import ask_reason
from ikdesk.ui.jobs import Job
from ikdesk.ui.layouts import Column, Row, first_in
from ikdesk.ui.text import Label

SHOWS = {Meeting, MeetingIdea, MeetingAnswer, Measure, FocusArea, Person}


class MeetingPage(QWidget):
    """All meetings, with the chosen one beside.

    ``wants_measure(key)`` asks for a measure.
    """

    wants_measure = Signal(object)

    def __init__(self, desk: Desk, tell: Callable[..., None]) -> None:
        super().__init__()
        self._desk, self._tell = desk, tell
        self.form: PlanForm | None = None
        self.stage: Stage | None = None
        self.job: Job | None = None
        self._places: dict[Key, str] = {}  # the slide each meeting was left at
        self._build()
        self._connect()
        self.reload()

    def _build(self) -> None:
        self.new = PrimaryButton(str(_("Planlegg et møte")), "plus")
        self.list, self.detail = ListPanel(self._desk), DetailPanel(self._desk.codebook)
        self.count = Label("", "secondary", wrap=False)
        self._beside = Beside(self.list, self.detail, self.list.view, str(_("Åpne møtet")), widths=(350, 420))
        first = QWidget()
        sub = str(_("Se på tallene sammen, snakk om dem, og gå hjem med tiltak som har navn og dato."))
        column = Column(PageHead(str(_("Møter")), sub, self.new), spacing=12, margins=(28, 20, 28, 12), parent=first)
        column.put(self._beside.middle, 1)
        column.put(Row(self._beside.look, self.count, 1, spacing=12))
        self._beside.begin(first)
        Column(parent=self).put(self._beside, 1)
        self.panes = [self.list.view, self.detail]

    def _connect(self) -> None:
        self._desk.changed.connect(self._on_changed)
        self._desk.settings_changed.connect(lambda: self.detail.use_codebook(self._desk.codebook))
        self.new.clicked.connect(lambda: self._open_form(Subject()))
        self.list.empty.acted.connect(lambda: self._open_form(Subject()))
        self.list.view.chosen.connect(lambda _key: self._on_chosen())
        self.list.view.opened.connect(lambda _key: self._on_opened())
        self._beside.look.clicked.connect(self._on_opened)
        self.detail.wanted.connect(self._on_wanted)
        self.detail.measure.connect(self.wants_measure)
        QShortcut(QKeySequence("F5"), self).activated.connect(lambda: self._on_wanted("show"))

    def reload(self) -> None:
        """Ask for the list anew; the chosen one stays chosen."""
        self.count.say(many("{n} møte", "{n} møter", self.list.reload()))
        self._on_chosen()

    def show_meeting(self, key: Key) -> None:
        """Choose a meeting in the list."""
        self._close_form()
        self.reload()
        self.list.view.choose(key)
        self.list.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def new_about(self, key: Key) -> None:
        """Begin to plan one about a focus area."""
        self._open_form(Subject(start={"focus_id": key}))

    def keep_draft(self) -> None:
        """Keep what is half written."""
        if self.form is not None:
            self.form.keep_draft()

    def _meeting(self) -> MeetingDetail | None:
        return self._desk.read(meeting_detail, self.list.key) if self.list.key else None

    def _on_changed(self, kinds: frozenset[type]) -> None:
        if kinds & SHOWS:
            self.reload()

    def _on_chosen(self) -> None:
        self.detail.show_meeting(self._meeting())

    def _on_opened(self) -> None:
        self._beside.open()
        first_in(self.detail).setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_wanted(self, what: str) -> None:
        meeting = self._meeting()
        if meeting is None or self.form is not None:
            return
        match what:
            case "show":
                self.show_stage(meeting)
            case "change":
                self._open_form(Subject(meeting))
            case "agenda" | "minutes" | "poster":
                self._print(meeting.id, what)
            case "reopen":
                self._desk.write(reopen_meeting, meeting.id)
                self._said(str(_("Møtet er åpnet igjen.")))
            case "withdraw":
                self._withdraw(meeting)

    def _print(self, key: Key, what: What) -> None:
        self.job = print_meeting(self._desk, key, what, report_folder(self._desk), self._printed)

    def _printed(self, said: str, *then: object) -> None:
        self._tell(said, *then)
        if self.stage is not None:  # the window behind it is not seen
            self.stage.foot.say(said)

    def _withdraw(self, meeting: MeetingDetail) -> None:
        why = ask_reason(
            self, str(_("Trekk møtet tilbake")), str(_("Tiltakene som kom av det, blir stående.")),
            str(_("Trekk tilbake")),
        )  # fmt: skip
        if why:
            self._desk.write(withdraw_meeting, meeting.id, why)
            self._said(str(_("Møtet er trukket tilbake.")))

    def _said(self, sentence: str) -> None:
        self._tell(sentence, *self._desk.undoing(sentence))
        self._beside.go_on()

    def show_stage(self, meeting: MeetingDetail) -> None:
        """Show a meeting on the big screen, at the slide it was left at."""
        if self.stage is not None:
            self.stage.activateWindow()
            return
        if meeting.begun_at is None and meeting.day <= self._desk.today:
            self._desk.write(begin_meeting, meeting.id)
        self.stage = Stage(self._desk, meeting.id, self)
        self.stage.left.connect(self._on_left_stage)
        self.stage.minutes.connect(lambda: self._print(meeting.id, "minutes"))
        self.stage.begin(self._places.get(meeting.id, ""))

    def _on_left_stage(self) -> None:
        stage, self.stage = self.stage, None
        if stage is not None:
            self._places[stage.key] = stage.slide.key
            stage.deleteLater()
        self.window().activateWindow()
        self.reload()
        self._beside.go_on()

    def _open_form(self, subject: Subject, draft: Mapping[str, Any] | None = None) -> None:
        self._close_form()
        if draft:
            self._desk.write(save_draft, subject.draft, draft, at=self._desk.clock.local())
        self.form = PlanForm(self._desk, subject)
        self.form.saved.connect(self._on_saved)
        self.form.left.connect(lambda written: self._on_left(subject, written))
        self._beside.put_over(self.form, self.form.form)

    def _close_form(self) -> None:
        self.keep_draft()
        form, self.form = self.form, None
        self._beside.take_away(form)

    def _on_saved(self, key: Key, sentence: str, undo: tuple[object, ...]) -> None:
        self.show_meeting(key)
        self._tell(sentence, *undo)

    def _on_left(self, subject: Subject, written: Mapping[str, Any]) -> None:
        form, self.form = self.form, None
        self._beside.take_away(form)
        if written:
            self._tell(str(_("Utkastet er kastet.")), str(_("Angre")), lambda: self._open_form(subject, written))
        self._beside.go_on()
