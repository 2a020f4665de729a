"""The settings about the card "Hva skal vi registrere?": its lines, their order, and back to the suggestion."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ikdesk.incidents.half_written_panel import HalfWritten
from ikdesk.kernel.card import HEADINGS, MARKS, CardLine, card_of, plain_card
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.words import _
from ikdesk.reports.target_panel import made_report_folder
from ikdesk.ui.buttons import IconButton, PrimaryButton, QuietButton, SecondaryButton
from ikdesk.ui.cards import Banner, Card
from ikdesk.ui.desk import Desk
from ikdesk.ui.footer import Footer
from ikdesk.ui.inputs import Dropdown
from ikdesk.ui.layouts import Column, Row, ScrollPage
from ikdesk.ui.option import Option
from ikdesk.ui.text import Label
from ikdesk.ui.text_field import TextField
from ikdesk.ui.theme import px
from ikdesk.unit.card_actions import MOST, restore_card, save_card
from ikdesk.unit.card_panel import print_card
from ikdesk.unit.card_queries import card, own_card
from ikdesk.unit.contact_model import ThresholdLine


class LineEdit(QWidget):
    """One line of the card. ``raised()`` and ``removed()`` when its buttons are pressed."""

    changed = Signal()
    raised = Signal()
    removed = Signal()

    def __init__(self, line: CardLine) -> None:
        super().__init__()
        marks = [Option(code, str(words)) for code, words in MARKS.items()]
        self.event_, self.tell = TextField(), TextField(width=190)
        self.collected = Dropdown(HEADINGS[1], marks, width=96)
        self.whole = Dropdown(HEADINGS[2], marks, width=96)
        inputs: tuple[Any, ...] = (self.event_, self.collected, self.whole, self.tell)
        told = (line.event, line.collected, line.whole, line.tell)
        for widget, name, value in zip(inputs, HEADINGS, told, strict=True):
            widget.setAccessibleName(str(name))
            widget.set_value(value)
            widget.changed.connect(self.changed)
        for text in (self.event_, self.tell):
            text.setCursorPosition(0)  # a long one shows how it begins
        row = Row(spacing=8, parent=self)
        row.put(self.event_, 1)
        for part in (self.collected, self.whole, self.tell):
            row.put(part)
        up, away = IconButton(str(_("Flytt linjen opp")), "arrow-up"), IconButton(str(_("Ta bort linjen")), "x")
        up.clicked.connect(self.raised)
        away.clicked.connect(self.removed)
        for button in (up, away):
            row.put(button)

    def value(self) -> CardLine:
        """What it says."""
        return CardLine(self.event_.value(), str(self.collected.value()), str(self.whole.value()), self.tell.value())


class CardEditPanel(QWidget):
    """All lines in one form, saved together; what is half written is kept."""

    changed = Signal()

    def __init__(self, desk: Desk, tell: Callable[..., None]) -> None:
        super().__init__()
        self._desk, self._tell = desk, tell
        self.lines: list[LineEdit] = []
        self._shown: tuple[CardLine, ...] = ()
        self._build()
        self._connect()
        self.reload()
        self._half.begin("settings card")

    def _build(self) -> None:
        self.wrong = Banner("", "danger")
        self.own = Label("", "secondary")
        self.more = QuietButton(str(_("Legg til en linje")), "plus")
        heads = Row(spacing=8)
        heads.put(Label(str(HEADINGS[0]), "strong"), 1)
        for name, wide in zip(HEADINGS[1:], (96, 96, 190 + 84), strict=True):
            head = Label(str(name), "strong")
            head.setFixedWidth(px(wide))
            heads.put(head)
        self._rows = Column(spacing=6)
        self._card = Card(heads, self._rows, Row(self.more, 1), spacing=8, padding=(20, 14, 20, 14))
        why = _("Kortet vises når noen melder, også når IKdesk er låst, og det følger med i rapporten. Det er enheten "
                "selv som bestemmer hvor grensen går.")  # fmt: skip
        page = ScrollPage(margins=(28, 4, 28, 16), spacing=12)
        self._half = HalfWritten(
            self._desk, lambda: {"lines": plain_card(self._value())}, self._type, self.changed
        )
        page.put(self._half, Label(str(why), "secondary"), self.own, self._card, self.wrong, 1)
        self.save = PrimaryButton(str(_("Lagre")), "check")
        self.paper = SecondaryButton(str(_("Skriv ut til oppslag")), "printer")
        self.restore = QuietButton(str(_("Tilbake til forslaget")), "rotate-ccw")
        self.cancel = QuietButton(str(_("Avbryt")))
        whole = Column(spacing=0, parent=self)
        whole.put(page, 1)
        whole.put(Footer(self.save, self.paper, self.restore, self.cancel,
                         note=str(_("Ctrl+S lagrer · Esc avbryter"))))  # fmt: skip

    def _connect(self) -> None:
        self._desk.changed.connect(self._on_changed)
        self.more.clicked.connect(self._on_more)
        self.save.clicked.connect(self._on_save)
        self.cancel.clicked.connect(self._on_cancel)
        self.restore.clicked.connect(self._on_restore)
        self.paper.clicked.connect(lambda: print_card(self._desk, made_report_folder(self._desk), self._tell))
        for keys, act in (("Ctrl+S", self._on_save), ("Ctrl+Return", self._on_save), ("Esc", self._on_cancel)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def reload(self) -> None:
        """Show what is saved."""
        self._shown, own = self._desk.read(card), bool(self._desk.read(own_card))
        self._show(self._shown)
        self.restore.setVisible(own)
        self.own.say(str(_("Dette er deres eget kort.") if own else _("Dette er forslaget som følger med IKdesk.")))
        self.wrong.hide()

    def _type(self, draft: Mapping[str, Any]) -> None:
        with suppress(KeyError, TypeError):  # an older program wrote it
            self._show(card_of(draft["lines"]))

    def _value(self) -> tuple[CardLine, ...]:
        return tuple(line.value() for line in self.lines)

    def _show(self, lines: tuple[CardLine, ...]) -> None:
        for old in self.lines:
            self._rows.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.lines = []
        for line in lines:
            self._add(line)

    def _add(self, line: CardLine) -> LineEdit:
        made = LineEdit(line)
        made.raised.connect(lambda: self._on_up(made))
        made.removed.connect(lambda: self._on_removed(made))
        made.changed.connect(self._on_written)
        self.lines.append(made)
        self._rows.put(made)
        self.more.setVisible(len(self.lines) < MOST)
        return made

    def _on_written(self) -> None:
        self.wrong.hide()
        self.changed.emit()

    def _on_more(self) -> None:
        self._add(CardLine("", "no", "yes", "")).event_.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_up(self, line: LineEdit) -> None:
        at = self.lines.index(line)
        if at:
            told = list(self._value())
            told[at - 1], told[at] = told[at], told[at - 1]
            self._show(tuple(told))
            self.lines[at - 1].event_.setFocus(Qt.FocusReason.OtherFocusReason)
            self.changed.emit()

    def _on_removed(self, line: LineEdit) -> None:
        at, before = self.lines.index(line), self._value()
        self._show(before[:at] + before[at + 1 :])
        self._tell(str(_("Linjen er tatt bort. Lagre for å ta det i bruk.")), str(_("Angre")),
                   lambda: self._show(before))  # fmt: skip
        if self.lines:
            self.lines[min(at, len(self.lines) - 1)].event_.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_save(self) -> None:
        try:
            self._desk.write(save_card, self._value())
        except Invalid as wrong:
            self.wrong.say(" ".join(str(said) for said in wrong.messages.values()))
            self.wrong.show()
            return
        self._said(str(_("Kortet er lagret.")))

    def _on_cancel(self) -> None:
        before = self._value()
        self.reload()
        self._half.done()
        if before != self._shown:
            self._tell(str(_("Endringene er forkastet.")), str(_("Angre")), lambda: self._show(before))

    def _on_restore(self) -> None:
        self._desk.write(restore_card)
        self._said(str(_("Kortet er det som følger med IKdesk igjen.")))

    def _said(self, said: str) -> None:
        undo = self._desk.undoing(said)
        self.reload()
        self._half.done()
        self._tell(said, *undo)

    def _on_changed(self, kinds: frozenset[type]) -> None:
        if ThresholdLine in kinds and self._value() == self._shown:  # what somebody is writing is not written over
            self.reload()
