"""Looking at the numbers of a focus area: when it was done and shall be done again, and the form for doing it."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ikdesk.focus.actions import look_at_focus
from ikdesk.focus.model import FocusArea, FocusLook
from ikdesk.focus.pictures import effect_strip, month_bars
from ikdesk.focus.sentences import happened_words, look_words
from ikdesk.focus.view_model import FocusView, LookRow
from ikdesk.incidents.half_written_panel import half_written
from ikdesk.incidents.text_panel import words_for
from ikdesk.kernel.base import fields_of
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.words import _, plain_date
from ikdesk.measures.evidence_sentences import evidence_of
from ikdesk.measures.sentences import NOT_WHY, verdict_words
from ikdesk.measures.verdict_panel import VerdictCard
from ikdesk.ui.buttons import PrimaryButton, QuietButton
from ikdesk.ui.cards import Banner, Card, PageHead, Pill, SectionHead, TagPill
from ikdesk.ui.dates import DateField
from ikdesk.ui.desk import Desk
from ikdesk.ui.footer import Footer
from ikdesk.ui.form import Form
from ikdesk.ui.inputs import LongText
from ikdesk.ui.layouts import Beside, Column, Row, ScrollPage
from ikdesk.ui.picture_view import PictureCard
from ikdesk.ui.text import Heading, Label

_YEAR = 365  # days ahead a day without a year may lie
_SIDE = 470  # width of the picture's column at 100 %
_SHOWN = 3  # looks that are told of


class LooksCard(Card):
    """When one looks again, and what one saw the last times."""

    def __init__(self, view: FocusView, today: date) -> None:
        super().__init__(padding=(20, 14, 20, 14), spacing=8)
        row = view.row
        tone = "warn" if row.is_due(today) else "neutral"
        self.put(Heading(str(_("Når ser vi på det igjen?")), 2), Row(Pill(look_words(row, today), tone, "calendar"), 1))
        if row.next_look is None and row.closed_on is None:
            self.put(Label(str(_("Velg dagen på forhånd, før tallene er kjent. Da lurer vi ikke oss selv.")),
                           "secondary"))  # fmt: skip
        if row.closed_why:
            self.put(Label(_("Avsluttet fordi: {why}").format(why=row.closed_why)))
        for look in view.looks[:_SHOWN]:
            self.put(_look(look))


def _look(look: LookRow) -> QWidget:
    made = QWidget()
    who = _("{day}, {who}").format(day=plain_date(look.day), who=look.given_by)
    head = Row(Label(who if look.given_by else plain_date(look.day), "strong"), 1, spacing=8)
    if look.verdict:
        said = verdict_words(look.verdict)  # type: ignore[arg-type]  # the code as it was kept
        head.put(Pill(said.whole, said.tone, "-"))
    column = Column(head, spacing=2, parent=made)
    if look.comment:
        column.put(Label(look.comment))
    if look.sentence:
        column.put(Label(_("Tallene da: {sentence}").format(sentence=look.sentence), "secondary"))
    return made


class LookForm(QWidget):
    """The form for a look. ``saved(sentence, undo)`` when it was kept, ``left()`` when it was not."""

    saved = Signal(str, object)
    left = Signal()

    def __init__(self, desk: Desk, view: FocusView) -> None:
        super().__init__()
        self._desk, self._view = desk, view
        self._build()
        self.save.clicked.connect(self._on_save)
        self.cancel.clicked.connect(self.left)
        for keys, act in (("Ctrl+S", self._on_save), ("Ctrl+Return", self._on_save), ("Esc", self.left.emit)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        if view.row.next_look is not None and view.row.next_look > desk.today:
            self.form.fill({"next_look": view.row.next_look})  # a look before its day does not take the day away
        self._half = half_written(desk, self.form)
        self._half.begin(f"look {view.row.id}")
        self.left.connect(self._half.done)

    def keep_draft(self) -> None:
        """Write down what is half written."""
        self._half.keep_draft()

    def _build(self) -> None:
        view, today = self._view, self._desk.today
        fields = (*fields_of(FocusLook, "comment"), *fields_of(FocusArea, "next_look"))
        self.form = Form(fields, self._desk.codebook, today, made={
            "comment": LongText(lines=3), "next_look": DateField(today, chips=False, ahead=_YEAR),
        })  # fmt: skip
        self.form.point_out(words_for(self._desk), "comment")
        self.form.column.put(Card(
            SectionHead(str(_("Det dere ser")), TagPill(required=False)), self.form.box("comment"),
            self.form.box("next_look"), spacing=8, padding=(20, 12, 20, 14),
        ))  # fmt: skip
        page = ScrollPage(margins=(28, 14, 28, 10), spacing=12)
        page.put(PageHead(str(_("Se på tallene")), view.row.title), self._numbers(), self.form, 1)
        self.save = PrimaryButton(str(_("Lagre gjennomgangen")), "check")
        self.cancel = QuietButton(str(_("Avbryt")))
        note = str(_("Tallene lagres slik de er i dag · Ctrl+S lagrer · Esc avbryter"))
        self.footer = Footer(self.save, self.cancel, note=note, form=self.form)
        whole = Column(spacing=0, parent=self)
        whole.put(page, 1)
        whole.put(self.footer)

    def _numbers(self) -> QWidget:
        """What one looks at."""
        view, book = self._view, self._desk.codebook
        strip = effect_strip(view, book)
        if view.effect is None or strip is None:
            made = QWidget()
            Column(Banner(view.why_no_effect, "info"), PictureCard(month_bars(view, book)), spacing=12, parent=made)
            return made
        return Beside(VerdictCard(view.effect, book), PictureCard(strip), width=_SIDE, below=980)

    def _on_save(self) -> None:
        try:
            self._desk.write(look_at_focus, self._view.row.id, self.form.values(), self._evidence())
        except Invalid as wrong:
            self.form.show_errors(wrong.messages)
            return
        said = str(_("Gjennomgangen er lagret, med tallene slik de er i dag."))
        undo = self._desk.undoing(said)
        self._half.done()
        self.saved.emit(said, undo)

    def _evidence(self) -> dict[str, Any]:
        view = self._view
        if view.effect is not None:
            return evidence_of(view.effect, self._desk.codebook)
        return {"sentence": f"{happened_words(view)} {NOT_WHY}", "events": view.events}
