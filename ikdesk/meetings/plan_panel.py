"""The form in which a meeting is planned, and in which the minutes are written on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ikdesk.focus.queries import focus_areas
from ikdesk.incidents.draft_panel import FormDrafts
from ikdesk.incidents.text_panel import words_for
from ikdesk.kernel.base import fields_of
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.fields import Field
from ikdesk.kernel.tertial import parse_period
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _
from ikdesk.meetings.actions import change_meeting, plan_meeting
from ikdesk.meetings.model import Meeting
from ikdesk.meetings.view_model import MeetingDetail
from ikdesk.statistics.span_model import LAST_YEAR, offered, period_name
from ikdesk.ui.buttons import PrimaryButton, QuietButton
from ikdesk.ui.cards import Card, PageHead, SectionHead, TagPill
from ikdesk.ui.dates import DateField
from ikdesk.ui.desk import Desk
from ikdesk.ui.footer import Footer
from ikdesk.ui.form import Form
from ikdesk.ui.inputs import Dropdown, LongText
from ikdesk.ui.layouts import Column, Row, ScrollPage
from ikdesk.ui.option import Option
from ikdesk.ui.text import Label
from ikdesk.unit.queries import unit_row

PLAN = ("day", "title", "focus_id", "period", "agenda")
MINUTES = ("present", "note")
_YEAR = 365  # days ahead a date without a year may lie


@dataclass(frozen=True, slots=True)
class Subject:
    """What the form is about: a meeting that is there, or a new one."""

    meeting: MeetingDetail | None = None
    start: Mapping[str, Any] = field(default_factory=dict)

    @property
    def draft(self) -> str:
        """Where what is half written is kept."""
        return f"meeting_plan:{self.meeting.id if self.meeting else 'new'}"

    @property
    def held(self) -> bool:
        """Whether there are minutes to write on."""
        return self.meeting is not None and self.meeting.begun_at is not None


class PlanForm(QWidget):
    """A form about one meeting.

    ``saved(key, sentence, undo)`` when it was kept, ``left(draft)`` when it was not.
    """

    saved = Signal(object, str, object)
    left = Signal(object)

    def __init__(self, desk: Desk, subject: Subject) -> None:
        super().__init__()
        self._desk, self.subject = desk, subject
        self._build()
        self._start()
        self.save.clicked.connect(self._on_save)
        self.cancel.clicked.connect(self._on_cancel)
        for keys, act in (("Ctrl+S", self._on_save), ("Ctrl+Return", self._on_save), ("Esc", self._on_cancel)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _build(self) -> None:
        self.form = self._made_form()
        self.form.point_out(words_for(self._desk), "title", "agenda", "present", "note")
        self.saved_at = Label("", "secondary", wrap=False)
        self.drafts = FormDrafts(self._desk, self.form, self.saved_at, self.subject.draft)
        title = _("Planlegg et møte") if self.subject.meeting is None else _("Endre møtet")
        sub = _("Tallene kommer av seg selv. Velg hva dere vil se på.")
        page = ScrollPage(margins=(28, 14, 28, 10), spacing=10)
        page.put(PageHead(str(title), str(sub), self.saved_at), self._questions(), 1)
        self.save, self.cancel = PrimaryButton(str(_("Lagre møtet")), "check"), QuietButton(str(_("Avbryt")))
        note = str(_("Ctrl+S lagrer · Esc avbryter"))
        self.footer = Footer(self.save, self.cancel, note=note, form=self.form)
        whole = Column(spacing=0, parent=self)
        whole.put(page, 1)
        whole.put(self.footer)

    def _made_form(self) -> Form:
        desk, today = self._desk, self._desk.today
        areas = [
            Option(str(row.id), row.title) for row in desk.read(focus_areas, verdicts=False, counts=False)
            if row.closed_on is None or (self.subject.meeting and row.id == self.subject.meeting.focus_id)
        ]  # fmt: skip
        fields = {row.key: row for row in fields_of(Meeting)}
        fields["period"] = Field("period", _("Hvilke tall skal vi se på?"))
        asked = (*PLAN, *MINUTES) if self.subject.held else PLAN
        kind, kept = desk.read(unit_row).kind, self.subject.meeting.period if self.subject.meeting else ""
        periods = [Option(code, _first_up(name)) for code, name in offered(today, kind) if code != LAST_YEAR]
        if kept and kept not in {one.code for one in periods}:
            periods.append(Option(kept, _first_up(period_name(kept, parse_period(kept), kind))))
        return Form((fields[key] for key in asked), desk.codebook, today, made={
            "day": DateField(today, chips=False, ahead=_YEAR),
            "focus_id": Dropdown("", areas, none=str(_("Ikke noe bestemt")), width=300),
            "period": Dropdown("", periods, none=str(_("De siste tolv månedene")), width=300),
            "agenda": LongText(lines=4), "note": LongText(lines=4),
        })  # fmt: skip

    def _questions(self) -> QWidget:
        box, padding = self.form.box, (20, 12, 20, 14)
        self.form.column.put(Card(
            SectionHead(str(_("Når er møtet?")), TagPill(required=True)), box("day"), spacing=8, padding=padding,
        ))  # fmt: skip
        numbers = Row(spacing=16)
        numbers.put(box("focus_id"), 1)
        numbers.put(box("period"), 1)
        self.form.column.put(Card(
            SectionHead(str(_("Hva handler det om?")), TagPill(required=False)), box("title"), numbers, box("agenda"),
            spacing=8, padding=padding,
        ))  # fmt: skip
        if self.subject.held:
            self.form.column.put(Card(
                SectionHead(str(_("Til referatet")), TagPill(required=False)), box("present"), box("note"),
                spacing=8, padding=padding,
            ))  # fmt: skip
        return self.form

    def _start(self) -> None:
        meeting = self.subject.meeting
        start = {key: getattr(meeting, key) for key in (*PLAN, *MINUTES)} if meeting else dict(self.subject.start)
        focus = start.get("focus_id")
        self.drafts.begin({**start, "focus_id": str(focus) if focus else None})

    def keep_draft(self) -> None:
        """Write down what was written since the last time."""
        self.drafts.keep()

    def _on_save(self) -> None:
        try:
            key, said = self._store(self.form.values())
        except Invalid as wrong:
            self.form.show_errors(wrong.messages)
            return
        undo = self._desk.undoing(said)
        self.drafts.throw_away()
        self.saved.emit(key, said, undo)

    def _store(self, told: dict[str, Any]) -> tuple[Key, str]:
        if told["day"] is None:
            raise Invalid(day=_("Skriv når møtet er. For eksempel 20.11.2026."))
        focus = told["focus_id"]
        words = {key: value or "" for key, value in told.items() if key not in {"day", "focus_id"}}
        values = {**words, "day": told["day"], "focus_id": Key(focus) if focus else None}
        if self.subject.meeting is None:
            key: Key = self._desk.write(plan_meeting, values)
            return key, str(_("Møtet er planlagt."))
        self._desk.write(change_meeting, self.subject.meeting.id, values)
        return self.subject.meeting.id, str(_("Møtet er endret."))

    def _on_cancel(self) -> None:
        now = self.form.draft() if self.drafts.begun else {}
        self.drafts.throw_away()
        self.left.emit(now)


def _first_up(name: str) -> str:
    return name[:1].upper() + name[1:]
