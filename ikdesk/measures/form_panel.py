"""The form for a measure, new or changed: what, how, aimed at what, and when one shall see whether it worked."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ikdesk.incidents.draft_panel import FormDrafts
from ikdesk.incidents.text_panel import words_for
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _
from ikdesk.measures.actions import add_measure, change_measure
from ikdesk.measures.inputs_panel import Subject, measure_form, stored, told
from ikdesk.ui.buttons import PrimaryButton, QuietButton
from ikdesk.ui.cards import Card, PageHead, SectionHead, TagPill
from ikdesk.ui.desk import Desk
from ikdesk.ui.footer import Footer
from ikdesk.ui.layouts import Column, Row, ScrollPage
from ikdesk.ui.text import Label

_OWNER = "needs_owner"


class MeasureForm(QWidget):
    """A form about one measure.

    ``saved(key, sentence, undo)`` when it was kept, ``left(draft)`` when it was not; the draft is empty when nothing
    had been written.
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
        self.form = measure_form(self._desk, self.subject)
        self.form.point_out(words_for(self._desk), "title", "description", "consequence")
        self.saved_at = Label("", "secondary", wrap=False)
        self.drafts = FormDrafts(self._desk, self.form, self.saved_at, self.subject.draft)
        page = ScrollPage(margins=(28, 14, 28, 10), spacing=10)
        page.put(PageHead(self.subject.title, self.subject.sub, self.saved_at), self._questions(), 1)
        self.save = PrimaryButton(str(_("Lagre tiltaket")), "check")
        self.cancel = QuietButton(str(_("Avbryt")))
        note = str(_("Ctrl+S lagrer · Esc avbryter"))
        self.footer = Footer(self.save, self.cancel, note=note, form=self.form)
        whole = Column(spacing=0, parent=self)
        whole.put(page, 1)
        whole.put(self.footer)

    def _questions(self) -> QWidget:
        box, padding = self.form.box, (20, 12, 20, 14)
        self.form.column.put(Card(
            SectionHead(str(_("Det viktigste")), TagPill(required=True)), box("title"), box("origin"),
            spacing=8, padding=padding,
        ))  # fmt: skip
        who, when = Row(spacing=16), Row(spacing=16)
        for line, key, wide in ((who, "kind", 5), (who, "deadline", 3), (when, "role", 5), (when, "responsible_id", 3)):
            line.put(box(key), wide)
        self.form.column.put(Card(
            SectionHead(str(_("Slik gjør vi det")), TagPill(required=False)), box("description"), who, when,
            box("consequence"), spacing=8, padding=padding,
        ))  # fmt: skip
        target = Row(spacing=16)
        things = self.form.input("equipment_id")
        box("equipment_id").setVisible(things.count() > 1)  # more than "–"
        for key in ("place_id", "activity", "mechanism", "equipment_id"):
            target.put(box(key), 1)
        why = _("Da kan vi telle det som skjer der, før og etter. Ett svar er nok.")
        self.form.column.put(Card(
            SectionHead(str(_("Hva er tiltaket rettet mot?")), TagPill(required=False)), Label(why, "secondary"),
            target, spacing=8, padding=padding,
        ))  # fmt: skip
        look = Row(spacing=24)
        look.put(box("evaluate_on"), 2)
        look.put(Column(box("trigger_first"), box("trigger_kept"), spacing=4), 3)
        card = Card(
            SectionHead(str(_("Slik ser vi om det virket")), TagPill(required=False)), look,
            spacing=8, padding=padding,
        )  # fmt: skip
        days = [box(key) for key in self.subject.days]
        if days:
            card.put(Row(*days, 1, spacing=16))
        self.form.column.put(card)
        return self.form

    def _connect(self) -> None:
        self.save.clicked.connect(self._on_save)
        self.cancel.clicked.connect(self._on_cancel)
        self.form.input("origin").changed.connect(self._on_origin)
        self.form.input("place_id").changed.connect(self._on_place)
        for keys, act in (("Ctrl+S", self._on_save), ("Ctrl+Return", self._on_save), ("Esc", self._on_cancel)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _start(self) -> None:
        self.drafts.begin(told(self.subject.start), lambda draft: self._on_place(draft.get("place_id")))
        self._on_origin()

    def keep_draft(self) -> None:
        """Write down what was written since the last time; what stood there from the start is no draft."""
        self.drafts.keep()

    def _on_save(self) -> None:
        try:
            key, said = self._store(stored(self.form.values()))
        except Invalid as wrong:
            self.form.show_errors(wrong.messages)
            return
        undo = self._desk.undoing(said)
        self.drafts.throw_away()
        self.saved.emit(key, said, undo)

    def _store(self, values: dict[str, Any]) -> tuple[Key, str]:
        """Save; which measure it was, and what was done."""
        measure = self.subject.measure
        if measure is None:
            key: Key = self._desk.write(add_measure, values, incidents=self.subject.incidents)
            return key, str(_("Tiltaket er lagret."))
        self._desk.write(change_measure, measure.id, values)
        return measure.id, str(_("Tiltaket er endret."))

    def _on_cancel(self) -> None:
        now = self.form.draft() if self.drafts.begun else {}
        self.drafts.throw_away()
        self.left.emit(now)

    def _on_origin(self) -> None:
        """Only what needs the owner must say what happens without."""
        box = self.form.box("consequence")
        box.setVisible(self.form.input("origin").value() == _OWNER or bool(self.form.input("consequence").value()))

    def _on_place(self, chosen: Any = None) -> None:
        """The seasons to choose from are those of the place."""
        place = chosen or self.form.input("place_id").value()
        self.form.input("trigger_first").set_options(self.subject.seasons(self._desk, place))
