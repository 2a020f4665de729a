"""One meeting beside the list: what it is about, what was said and decided, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.words import _, long_date, short_date
from ikdesk.meetings.sentences import called, missing_words, questions_of, who_words
from ikdesk.meetings.view_model import IdeaRow, MeetingDetail, MeetingState
from ikdesk.ui.beside import SidePanel
from ikdesk.ui.buttons import Button, PrimaryButton, QuietButton, SecondaryButton
from ikdesk.ui.cards import Card, EmptyState, FactLine, Pill
from ikdesk.ui.layouts import Column, Row, ScrollPage, Wrap
from ikdesk.ui.text import Heading, Label

STATES: dict[MeetingState, tuple[str, str]] = {
    MeetingState.PLANNED: ("info", "calendar"), MeetingState.GOING_ON: ("warn", "presentation"),
    MeetingState.HELD: ("ok", "circle-check"),
}  # fmt: skip


class DetailPanel(SidePanel):
    """Shows a meeting; its buttons say what is wanted, the page does it.

    ``wanted(what)``: show, change, agenda, minutes, poster, withdraw or reopen; ``measure(key)`` asks for a measure.
    """

    wanted = Signal(str)
    measure = Signal(object)

    def __init__(self, codebook: Codebook) -> None:
        super().__init__(codebook)
        self.buttons: dict[str, Button] = {}
        self.show_meeting(None)

    def show_meeting(self, meeting: MeetingDetail | None) -> None:
        """Show this one, or nothing."""
        self.put_inside(self._nothing() if meeting is None else self._card(meeting))

    def _nothing(self) -> QWidget:
        text = str(_("Velg et møte i listen, så ser du det her."))
        return Card(EmptyState("presentation", str(_("Ingen valgt")), text))

    def _card(self, meeting: MeetingDetail) -> QWidget:
        card = Card(spacing=0, padding=(2, 2, 2, 12))
        page = ScrollPage(margins=(16, 14, 12, 10), spacing=7)
        tone, icon = STATES[meeting.state]
        page.put(
            Label(long_date(meeting.day), "secondary"), Heading(called(meeting), 2),
            Row(Pill(meeting.state.label, tone, icon), 1),
        )  # fmt: skip
        if meeting.focus:
            page.put(FactLine(str(_("Innsatsområde")), meeting.focus))
        if meeting.present:
            page.put(FactLine(str(_("Til stede")), meeting.present))
        if meeting.points:
            page.put(Heading(str(_("Andre saker")), 3), *(Label(point) for point in meeting.points))
        self._put_ideas(page, meeting)
        for question in questions_of(meeting):
            if meeting.answer(question.key):
                page.put(Heading(question.text, 3), Label(meeting.answer(question.key)))
        if meeting.note:
            page.put(Heading(str(_("Annet som ble sagt")), 3), Label(meeting.note))
        page.put(1)
        card.column.put(page, 1)
        card.put(self._tools(meeting))
        return card

    def _put_ideas(self, page: ScrollPage, meeting: MeetingDetail) -> None:
        if not meeting.ideas:
            return
        page.put(Heading(str(_("Det vi ble enige om")), 3))
        page.put(*(self._idea(idea) for idea in meeting.ideas))
        missing = missing_words(meeting.ideas)
        if missing and meeting.ended_at is None:
            page.put(Label(missing, "secondary"))

    def _idea(self, idea: IdeaRow) -> QWidget:
        who = who_words(idea, self._codebook)
        parts = [self._codebook.label("measure_origin", idea.origin), who]
        parts += [short_date(idea.deadline)] if idea.deadline else []
        made = QWidget()
        column = Column(Label(idea.title), Label(" · ".join(part for part in parts if part), "secondary"),
                        spacing=1, parent=made)  # fmt: skip
        if idea.measure is not None and idea.measure_id is not None:
            link = QuietButton(_("Tiltak {number}").format(number=idea.measure), "list-checks", flush=True)
            link.clicked.connect(lambda _on=False: self.measure.emit(idea.measure_id))
            column.put(Row(link, 1))
        return made

    def _tools(self, meeting: MeetingDetail) -> QWidget:
        first = {
            MeetingState.PLANNED: _("Start møtet"), MeetingState.GOING_ON: _("Fortsett møtet"),
            MeetingState.HELD: _("Vis lysbildene"),
        }[meeting.state]  # fmt: skip
        self.buttons = {"show": PrimaryButton(str(first), "presentation", tip=str(_("F5: vis på hele skjermen")))}
        held = meeting.state is MeetingState.HELD
        if meeting.begun_at is not None:
            self.buttons["minutes"] = SecondaryButton(str(_("Referat")), "file-text")
        if not held:
            self.buttons["agenda"] = SecondaryButton(str(_("Saksliste")), "file-text")
        self.buttons["poster"] = SecondaryButton(str(_("Plakat")), "printer")
        self.buttons["change"] = QuietButton(str(_("Endre")), "pencil")
        if held:
            self.buttons["reopen"] = QuietButton(str(_("Åpne møtet igjen")), "rotate-ccw")
        self.buttons["withdraw"] = QuietButton(str(_("Trekk tilbake")), "undo-2")
        for what, button in self.buttons.items():
            button.clicked.connect(lambda _on=False, at=what: self.wanted.emit(at))
        tools = QWidget()
        Column(Wrap(*self.buttons.values(), spacing=8), margins=(14, 8, 12, 0), parent=tools)
        return tools
