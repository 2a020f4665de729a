"""Who should be told of a case: each beside the number to call, how long there is left, and what was done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QWidget

from ikdesk.incidents.case_model import Notice, OtherChild, ReferenceCase
from ikdesk.incidents.model import Status
from ikdesk.incidents.notice_actions import NO_CONTENT, Asked, note_not_needed, note_notice, take_back_notice
from ikdesk.incidents.notice_box_panel import ToldBox
from ikdesk.incidents.notice_queries import notice_items
from ikdesk.incidents.notice_row_model import NoticeItem
from ikdesk.incidents.notice_sentences import (
    contact_words,
    done_words,
    due_words,
    left_words,
    no_number_words,
    source_words,
    what_words,
)
from ikdesk.incidents.queries import IncidentDetail
from ikdesk.incidents.section_panel import CaseSection
from ikdesk.incidents.staff_model import StaffCase
from ikdesk.kernel.words import _
from ikdesk.ui.buttons import Button, QuietButton, SecondaryButton
from ikdesk.ui.cards import Pill
from ikdesk.ui.desk import Desk
from ikdesk.ui.dialogs import ask_reason
from ikdesk.ui.icons import Icon
from ikdesk.ui.layouts import Column, Row, from_left
from ikdesk.ui.text import Label
from ikdesk.unit.contact_model import Contact
from ikdesk.unit.contact_queries import contacts
from ikdesk.unit.contact_row_model import ContactRow, reached_by
from ikdesk.unit.model import Unit


class NoticeLine(QWidget):
    """One suggestion: whom, why, where it says so, whom to call, and the two answers.

    ``told()``, ``not_needed()``, ``taken_back()`` and ``number_wanted()`` say what was pressed.
    """

    told = Signal()
    not_needed = Signal()
    taken_back = Signal()
    number_wanted = Signal()

    def __init__(self, item: NoticeItem, what: str, due: tuple[str, str], reached: Sequence[ContactRow]) -> None:
        super().__init__()
        self._what = what
        self._column = Column(spacing=5, margins=(0, 4, 0, 8), parent=self)
        if item.done:
            self._show_done(item)
        else:
            self._show_open(item, due, reached)

    def _show_done(self, item: NoticeItem) -> None:
        not_needed = item.notice is not None and item.notice.at is None
        head = Row(Icon("minus" if not_needed else "circle-check", "neutral" if not_needed else "ok", 20), spacing=8)
        head.put(Label(self._what, "medium"), 1)
        if item.notice is not None:
            head.put(self._button(QuietButton(str(_("Ta tilbake"))), self.taken_back))
        self._column.put(head)
        self._column.put(Label(done_words(item), "secondary"))

    def _show_open(self, item: NoticeItem, due: tuple[str, str], reached: Sequence[ContactRow]) -> None:
        suggestion = item.suggestion
        head = Row(spacing=8)
        head.put(Label(self._what, "medium"), 1)
        head.put(Pill(due[0], due[1], "clock"))
        self._column.put(head)
        self._column.put(Label(suggestion.why))
        if suggestion.asked:
            for part in self._numbers(suggestion.roles[0], reached):
                self._column.put(part)
        self._column.put(Label(source_words(suggestion), "secondary"))
        if suggestion.asked:
            self._column.put(Row(
                self._button(SecondaryButton(str(_("Varslet")), "check"), self.told),
                self._button(QuietButton(str(_("Ikke nødvendig"))), self.not_needed), 1, spacing=8,
            ))  # fmt: skip

    def _numbers(self, role: str, reached: Sequence[ContactRow]) -> Iterator[QWidget | Row]:
        for row in reached:
            line = Row(Icon("phone", "primary", 18), spacing=8)
            line.put(Label(contact_words(row), "strong"), 1)
            yield line
        if not any(row.phone for row in reached):
            elsewhere = no_number_words(role)
            if elsewhere:
                yield Label(elsewhere, "secondary")
            else:
                enter = QuietButton(str(_("Mangler nummer – legg inn")), "phone")
                yield Row(self._button(enter, self.number_wanted), 1)

    def _button(self, button: QuietButton | SecondaryButton, pressed: SignalInstance) -> QWidget:
        button.setAccessibleName(f"{button.words}: {self._what}")
        button.clicked.connect(pressed)
        return button


class NoticeSection(CaseSection):
    """Everybody the rules say should be told; nothing is sent by itself."""

    SHOWS = frozenset({Notice, OtherChild, ReferenceCase, StaffCase, Contact, Unit})

    def __init__(self, desk: Desk, tell: Callable[..., None], incident: IncidentDetail) -> None:
        super().__init__(desk, tell, incident, title=str(_("Hvem bør få beskjed?")))
        self.lines: list[NoticeLine] = []
        self.reload()

    def reload(self) -> None:
        """Ask for it anew: what is left first, then what goes on a list, then what is done."""
        items = self.desk.read(notice_items, self.incident.id) if self.handles else ()
        now, book, rows = self.desk.clock.local(), self.desk.codebook, self.desk.read(contacts) if items else ()
        ordered = sorted(items, key=lambda item: (item.done, not item.open))
        closed = self.incident.status is Status.CLOSED  # nothing waits there any more, also where it was before this
        self.lines = []
        for item in ordered:
            suggestion = item.suggestion
            due = (str(_("Ikke skrevet ned")), "neutral") if closed else due_words(suggestion, now)
            line = NoticeLine(item, what_words(suggestion, book), due, reached_by(suggestion.roles[0], rows))
            self._connect(line, item)
            self.lines.append(line)
        state = [_state(sum(item.open for item in items))] if any(item.suggestion.asked for item in items) else []
        self.show_parts(*state, *self.lines)

    def _connect(self, line: NoticeLine, item: NoticeItem) -> None:
        line.told.connect(lambda: self._on_told(item))
        line.not_needed.connect(lambda: self._on_not_needed(item))
        line.taken_back.connect(lambda: self._on_taken_back(item))
        line.number_wanted.connect(lambda: self.asks.emit("setting", "contacts"))

    def _asked(self, item: NoticeItem) -> Asked:
        return Asked(self.incident.id, item.suggestion.rule, item.suggestion.roles[0])

    def _on_told(self, item: NoticeItem) -> None:
        now, role = self.desk.clock.local(), item.suggestion.roles[0]
        what = what_words(item.suggestion, self.desk.codebook)
        reached = reached_by(role, self.desk.read(contacts))
        box = ToldBox(self, what, now, by=self.desk.viewer.name, told=reached[0].name if reached else "",
                      silent=role in NO_CONTENT)  # fmt: skip
        box.save = lambda values: self.desk.write(note_notice, self._asked(item), values, at=self.desk.clock.local())
        if box.ask():
            self._say(_("Skrevet ned at det er varslet: {what}.").format(what=what))

    def _on_not_needed(self, item: NoticeItem) -> None:
        what, silent = what_words(item.suggestion, self.desk.codebook), item.suggestion.roles[0] in NO_CONTENT
        why = str(_("Vurdert")) if silent else ask_reason(
            self, _("Ikke nødvendig: {what}").format(what=what),
            str(_("Grunnen blir stående, så andre ser at det er vurdert.")), str(_("Lagre")),
        )  # fmt: skip
        if not why:
            return
        self.desk.write(note_not_needed, self._asked(item), why)
        self._say(_("Skrevet ned at det ikke er nødvendig: {what}.").format(what=what))

    def _on_taken_back(self, item: NoticeItem) -> None:
        if item.notice is not None:
            self.desk.write(take_back_notice, item.notice.id)
            self._say(_("Tatt tilbake: {what}.").format(what=what_words(item.suggestion, self.desk.codebook)))

    def _say(self, said: str) -> None:
        self.tell(said, *self.desk.undoing(said))
        following = next((button for line in self.lines for button in line.findChildren(Button)), None)
        if following is not None:  # the one that was pressed is gone
            following.setFocus(Qt.FocusReason.OtherFocusReason)


def _state(left: int) -> QWidget:
    pill = Pill(left_words(left), "warn", "phone") if left else Pill(str(_("Alle har fått beskjed")), "ok")
    return from_left(pill)
