"""The form for a focus area: what it is about, what the problem is, and when one looks at the numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ikdesk.focus.actions import DESCRIBED, change_focus, choose_focus
from ikdesk.focus.model import FocusArea
from ikdesk.focus.view_model import FocusView
from ikdesk.incidents.draft_panel import FormDrafts
from ikdesk.incidents.text_panel import words_for
from ikdesk.kernel.base import fields_of
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _
from ikdesk.ui.buttons import PrimaryButton, QuietButton
from ikdesk.ui.cards import Card, PageHead, SectionHead, TagPill
from ikdesk.ui.dates import DateField
from ikdesk.ui.desk import Desk
from ikdesk.ui.footer import Footer
from ikdesk.ui.form import Form, options_of
from ikdesk.ui.inputs import Dropdown
from ikdesk.ui.layouts import Column, Row, ScrollPage
from ikdesk.ui.option import Option
from ikdesk.ui.text import Label
from ikdesk.unit.equipment_queries import equipment_rows
from ikdesk.unit.queries import places

_KEYS = ("place_id", "equipment_id")
_YEAR = 365  # days ahead a day without a year may lie


class FocusForm(QWidget):
    """A form about one focus area. ``saved(key, sentence, undo)`` when it was kept, ``left()`` when it was not.

    Args:
        desk: verbs.
        view: the area, or None for a new one.
        start: what stands in the form from the beginning, by the names of the attributes.
    """

    saved = Signal(object, str, object)
    left = Signal(object)

    def __init__(self, desk: Desk, view: FocusView | None = None, start: Mapping[str, Any] | None = None) -> None:
        super().__init__()
        self._desk, self.view = desk, view
        self._start = dict(start or {}) if view is None else _values_of(view)
        self.about = f"focus:{view.row.id}" if view is not None else "focus:new"  # where what is half written is kept
        self._build()
        self._begin()
        self.save.clicked.connect(self._on_save)
        self.cancel.clicked.connect(self._on_cancel)
        for keys, act in (("Ctrl+S", self._on_save), ("Ctrl+Return", self._on_save), ("Esc", self._on_cancel)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _build(self) -> None:
        book, today = self._desk.codebook, self._desk.today
        rooms = [Option(str(row.id), row.name) for row in self._desk.read(places)]
        things = [Option(str(row.id), row.name) for row in self._desk.read(equipment_rows, out=True)]
        target = self.view.row.target if self.view is not None else None
        if target is not None and target.place_id and str(target.place_id) not in {room.code for room in rooms}:
            rooms.append(Option(str(target.place_id), target.place))  # it is not in use any more
        if target is not None and target.equipment_id and str(target.equipment_id) not in {one.code for one in things}:
            things.append(Option(str(target.equipment_id), target.equipment))  # it was taken out of the list
        self.form = Form(fields_of(FocusArea, *DESCRIBED), book, today, made={
            "place_id": Dropdown("", rooms, none="–", width=240),
            "activity": Dropdown("", options_of(book, "activity"), none="–", width=240),
            "mechanism": Dropdown("", options_of(book, "mechanism"), none="–", width=240),
            "equipment_id": Dropdown("", things, none="–", width=240),
            "next_look": DateField(today, chips=False, ahead=_YEAR),
        })  # fmt: skip
        self.form.point_out(words_for(self._desk), "title", "problem")
        self.saved_at = Label("", "secondary", wrap=False)
        self.drafts = FormDrafts(self._desk, self.form, self.saved_at, self.about)
        page = ScrollPage(margins=(28, 14, 28, 10), spacing=12)
        title = _("Endre innsatsområdet") if self.view is not None else _("Velg et innsatsområde")
        nothing = str(_("Et sted eller en måte barn stadig slår seg på."))
        sub = self.view.row.title if self.view is not None else nothing
        page.put(PageHead(str(title), sub, self.saved_at), self._questions(), 1)
        self.save, self.cancel = PrimaryButton(str(_("Lagre innsatsområdet")), "check"), QuietButton(str(_("Avbryt")))
        self.footer = Footer(self.save, self.cancel, note=str(_("Ctrl+S lagrer · Esc avbryter")), form=self.form)
        whole = Column(spacing=0, parent=self)
        whole.put(page, 1)
        whole.put(self.footer)

    def _questions(self) -> QWidget:
        box, padding = self.form.box, (20, 12, 20, 14)
        why = _("Minst ett svar. Med flere telles bare det som passer på alle.")
        first, second = Row(spacing=16), Row(spacing=16)
        for line, keys in ((first, ("place_id", "equipment_id")), (second, ("activity", "mechanism"))):
            for key in keys:
                line.put(box(key), 1)
        for card in (
            Card(SectionHead(str(_("Hva vil dere jobbe med?"))), Label(str(why), "secondary"), first, second,
                 spacing=8, padding=padding),
            Card(SectionHead(str(_("Med egne ord")), TagPill(required=False)), box("title"), box("problem"),
                 spacing=8, padding=padding),
            Card(SectionHead(str(_("Oppfølging")), TagPill(required=False)), box("next_look"), box("in_report"),
                 spacing=8, padding=padding),
        ):  # fmt: skip
            self.form.column.put(card)
        return self.form

    def _begin(self) -> None:
        self.drafts.begin(_told(self._start))

    def keep_draft(self) -> None:
        """Write down what was written since the last time; what stood there from the start is no draft."""
        self.drafts.keep()

    def _on_save(self) -> None:
        try:
            key, said = self._store(_stored(self.form.values()))
        except Invalid as wrong:
            self.form.show_errors(wrong.messages)
            return
        undo = self._desk.undoing(said)
        self.drafts.throw_away()
        self.saved.emit(key, said, undo)

    def _store(self, values: dict[str, Any]) -> tuple[Key, str]:
        if self.view is None:
            key: Key = self._desk.write(choose_focus, values)
            return key, str(_("Innsatsområdet er valgt."))
        self._desk.write(change_focus, self.view.row.id, values)
        return self.view.row.id, str(_("Innsatsområdet er endret."))

    def _on_cancel(self) -> None:
        now = self.form.draft() if self.drafts.begun else {}
        self.drafts.throw_away()
        self.left.emit(now)


def _values_of(view: FocusView) -> dict[str, Any]:
    row = view.row
    named = "" if row.named_after else row.title
    return {**row.what._asdict(), "title": named, "problem": view.problem, "next_look": row.next_look,
            "in_report": row.in_report}  # fmt: skip


def _told(values: Mapping[str, Any]) -> dict[str, Any]:
    """Attributes of an area as the form holds them."""
    return {**values, **{name: str(values[name]) if values.get(name) else None for name in _KEYS}}


def _stored(values: Mapping[str, Any]) -> dict[str, Any]:
    """What the form holds as attributes of an area."""
    keys = {name: Key(values[name]) if values[name] else None for name in _KEYS}
    texts = {name: values[name] or "" for name in ("title", "problem")}
    return {**values, **keys, **texts, "in_report": bool(values["in_report"])}
