"""The form for a routine, new or renewed: what it is for, step by step, and who has to see to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ikdesk.incidents.draft_panel import FormDrafts
from ikdesk.kernel.base import fields_of
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.fields import Field
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _, many
from ikdesk.routines.actions import WRITTEN, save_routine, undo_approval
from ikdesk.routines.model import MOST_STEPS, Routine, RoutineVersion
from ikdesk.routines.queries import RoutineDetail
from ikdesk.routines.version_queries import VersionRow
from ikdesk.ui.buttons import PrimaryButton, QuietButton, SecondaryButton
from ikdesk.ui.cards import Card, PageHead
from ikdesk.ui.dates import DateField
from ikdesk.ui.desk import Desk
from ikdesk.ui.footer import Footer
from ikdesk.ui.form import Form
from ikdesk.ui.inputs import Dropdown, LongText
from ikdesk.ui.layouts import Beside, Column, ScrollPage
from ikdesk.ui.option import Option
from ikdesk.ui.text import Label
from ikdesk.unit.queries import places

A_YEAR = 366  # days ahead that a date without a year may lie


@dataclass(frozen=True, slots=True)
class Subject:
    """What the form is about."""

    routine: RoutineDetail | None = None  # None: a new one

    @property
    def source(self) -> VersionRow | None:
        """What stands in the form to begin with."""
        return None if self.routine is None else self.routine.draft or self.routine.shown

    @property
    def edition(self) -> int:
        """Which version is written."""
        routine = self.routine
        if routine is None:
            return 1
        return routine.draft.edition if routine.draft else routine.versions[0].edition + 1

    @property
    def draft(self) -> str:
        """Where what is half written is kept."""
        return f"routine {self.routine.id}" if self.routine else "routine"


class RoutineForm(QWidget):
    """A form about one routine.

    ``saved(key, sentence, undo)`` when it was kept; ``left(draft)`` when it was not, empty when nothing was written.
    """

    saved = Signal(object, str, object)
    left = Signal(object)

    def __init__(self, desk: Desk, subject: Subject) -> None:
        super().__init__()
        self._desk, self.subject = desk, subject
        self._build()
        self._start()
        self._connect()

    def _build(self) -> None:
        subject = self.subject
        self.form = _form(self._desk)
        self.saved_at, self.count = Label("", "secondary", wrap=False), Label("", "secondary")
        self.drafts = FormDrafts(self._desk, self.form, self.saved_at, self.subject.draft)
        title = _("Ny rutine") if subject.routine is None or subject.edition == 1 else _(
            "Versjon {n} av «{title}»").format(n=subject.edition, title=subject.routine.title)  # fmt: skip
        page = ScrollPage(margins=(28, 14, 28, 10), spacing=10)
        page.put(PageHead(str(title), "", self.saved_at), self.form, 1)
        self.form.column.put(Beside(self._words(), self._frame(), width=330, below=940))
        self.form.column.put(Card(self.form.box("legal_hooks"), padding=(20, 14, 20, 16)))
        self.approve = PrimaryButton(str(_("Godkjenn")), "check")
        self.save, self.cancel = SecondaryButton(str(_("Lagre utkast"))), QuietButton(str(_("Avbryt")))
        note = str(_("Ctrl+S lagrer utkastet · Esc avbryter"))
        self.footer = Footer(self.approve, self.save, self.cancel, note=note, form=self.form)
        whole = Column(spacing=0, parent=self)
        whole.put(page, 1)
        whole.put(self.footer)

    def _words(self) -> QWidget:
        box = self.form.box
        return Card(
            box("title"), box("purpose"), box("when"), box("steps"), self.count, box("if_it_fails"),
            1, spacing=10, padding=(20, 14, 20, 16),
        )  # fmt: skip

    def _frame(self) -> QWidget:
        box, padding = self.form.box, (20, 14, 20, 16)
        dates = Card(box("valid_from"), box("review_due"), spacing=10, padding=padding)
        new = Card(box("change_note"), spacing=10, padding=padding)
        new.setVisible(self.subject.edition > 1)
        who = Card(box("role"), box("place_id"), spacing=10, padding=padding)
        side = QWidget()
        Column(new, who, dates, spacing=10, parent=side)
        return side

    def _connect(self) -> None:
        self.approve.clicked.connect(self._on_approve)
        self.save.clicked.connect(self._on_save)
        self.cancel.clicked.connect(self._on_cancel)
        self.form.input("steps").changed.connect(self._on_steps)
        for keys, act in (("Ctrl+S", self._on_save), ("Ctrl+Return", self._on_approve), ("Esc", self._on_cancel)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _start(self) -> None:
        self.form.fill(_told(self.subject, self._desk.today))
        self.drafts.blank = self.form.draft()
        self.drafts.stands()
        draft = self.drafts.read()
        if draft:
            self.fill(draft)
        self._on_steps()

    def fill(self, draft: Mapping[str, Any]) -> None:
        """Show what was half written."""
        self.form.fill(draft)
        self.drafts.stands()
        self._on_steps()

    def keep_draft(self) -> None:
        """Keep what was written since the last time; what stood there from the start is left alone."""
        self.drafts.keep()

    def _on_steps(self) -> None:
        """Say how many steps there are while they are written."""
        number = len([line for line in self.form.input("steps").value().splitlines() if line.strip()])
        told = many("{n} steg", "{n} steg", number)
        self.count.say(told if number <= MOST_STEPS else _("{told}. Høyst {limit} er mulig å huske.").format(
            told=told, limit=MOST_STEPS))  # fmt: skip

    def _on_save(self) -> None:
        self._store(approve=False)

    def _on_approve(self) -> None:
        self._store(approve=True)

    def _store(self, *, approve: bool) -> None:
        routine = self.subject.routine
        try:
            values = self.form.values()
            values["place_id"] = Key(values["place_id"]) if values["place_id"] else None
            key = self._desk.write(save_routine, routine.id if routine else None, values, approve=approve)
        except Invalid as wrong:
            self.form.show_errors(wrong.messages)
            return
        said = str(_("Rutinen er godkjent.") if approve else _("Utkastet er lagret."))
        # what was approved stays as a draft when that is undone: it was written, after all
        undo = self._desk.undoing(said, undo_approval, key) if approve else self._desk.undoing(said)
        self.drafts.throw_away()
        self.saved.emit(key, said, undo)

    def _on_cancel(self) -> None:
        now = self.form.draft() if self.drafts.begun else {}
        self.drafts.throw_away()
        self.left.emit(now)


def _form(desk: Desk) -> Form:
    rows = [Option(str(row.id), row.name) for row in desk.read(places, closed=True)]
    place = Field("place_id", fields_of(Routine, "place_id")[0].label)
    dates = {key: DateField(desk.today, chips=False, ahead=A_YEAR * 3) for key in ("valid_from", "review_due")}
    return Form((*fields_of(RoutineVersion, *WRITTEN), place), desk.codebook, desk.today, spacing=10, made={
        "purpose": LongText(lines=2), "steps": LongText(lines=9), "if_it_fails": LongText(lines=3),
        "change_note": LongText(lines=2), "place_id": Dropdown(place.label, rows, none="–"), **dates,
    })  # fmt: skip


def _told(subject: Subject, today: date) -> dict[str, Any]:
    """What stands in the form to begin with; a draft holds from today at the earliest, and is seen to in a year."""
    source = subject.source
    values: dict[str, Any] = {} if source is None else {name: getattr(source, name) for name in WRITTEN}
    if source is not None and subject.routine is not None:
        values["steps"] = "\n".join(source.steps)
        place = subject.routine.place_id
        values["place_id"] = str(place) if place else None
        if subject.routine.draft is None:
            values.update(change_note="", valid_from=None, review_due=None)
    begins = max(values.get("valid_from") or today, today)
    values["valid_from"] = begins
    values["review_due"] = values.get("review_due") or in_a_year(begins)
    return values


def in_a_year(day: date) -> date:
    """The same day next year; 28 February for 29."""
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)

