"""A text of the report on the screen: to read, and in its place to write."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ikdesk.kernel.words import _
from ikdesk.reports.sentences import Line
from ikdesk.ui.buttons import QuietButton, SecondaryButton
from ikdesk.ui.cards import Pill
from ikdesk.ui.field_box import FieldBox
from ikdesk.ui.inputs import LongText
from ikdesk.ui.layouts import Column, Row
from ikdesk.ui.pointed import PlainWords, Pointed
from ikdesk.ui.text import Label


@dataclass(frozen=True, slots=True)
class Asks:
    """What the field asks for."""

    label: str
    hint: str
    lines: int = 2  # seen at once
    empty: str = ""  # said where nothing stands when it is saved


class InPlace(QWidget):
    """A text to read, and in its place to write: Ctrl+Enter saves, Esc goes back.

    ``kept(key, text, row)``: save it. ``restored(key)``: what it replaced shall stand again. ``left()``: nothing is
    written after all.
    """

    kept = Signal(str, str, object)
    restored = Signal(str)
    left = Signal()

    def __init__(self, key: str, stands: str, asks: Asks, plain: PlainWords) -> None:
        """Show a text.

        Args:
            key: which; "" for one that is not there yet.
            stands: what stands there now.
            asks: what is asked for.
            plain: what is no name here.
        """
        super().__init__()
        self.key, self.stands, self.saving, self._empty = key, stands, False, asks.empty
        self.change = QuietButton(_("Endre"), "pencil")
        self.words = LongText(lines=asks.lines)
        self.field = FieldBox(asks.label, self.words, hint=asks.hint)
        self.field.put_under(Pointed(self.words, plain))
        self.save, self.cancel = SecondaryButton(_("Lagre linjen"), "check"), QuietButton(_("Avbryt"))
        self._read, self._write = QWidget(), QWidget()
        self.buttons = Row(self.save, self.cancel, spacing=8)
        self.written = Column(self.field, self.buttons, spacing=8, margins=(0, 4, 0, 8), parent=self._write)
        self._write.hide()
        Column(self._read, self._write, spacing=0, parent=self)
        self.change.clicked.connect(lambda _on=False: self.edit())
        self.save.clicked.connect(self._on_save)
        self.cancel.clicked.connect(self._on_cancel)
        self.words.changed.connect(lambda: self.field.set_error(""))
        for keys, act in (("Ctrl+Return", self._on_save), ("Esc", self._on_cancel)):
            shortcut = QShortcut(QKeySequence(keys), self._write)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def is_open(self) -> bool:
        """Whether somebody is writing in it."""
        return not self._write.isHidden() and not self.saving

    def edit(self, text: str | None = None) -> None:
        """Write in its place.

        Args:
            text: what was begun; None begins with what stands there.
        """
        self.words.set_value(self.stands if text is None else text)
        self._read.hide()
        self._write.show()
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_save(self) -> None:
        if self.words.value() or not self._empty:
            self.kept.emit(self.key, self.words.value(), self)
        else:
            self.field.set_error(self._empty)

    def _on_cancel(self) -> None:
        self.field.set_error("")
        self._write.hide()
        self._read.show()
        self.change.setFocus()
        self.left.emit()


class LineRow(InPlace):
    """A line of "Kort fortalt"; ``traced(table)`` asks for the table its numbers stand in."""

    traced = Signal(str)
    keeps_drafts = True  # the page does

    def __init__(self, line: Line, table: str, plain: PlainWords) -> None:
        """Show a line.

        Args:
            line: what it says; its key is empty for one that is not there yet.
            table: what the table its numbers stand in is called; "" if there is none.
            plain: what is no name here.
        """
        hint = str(_("Én linje, uten navn."))
        empty = str(_("Skriv linjen først, eller ta den ut.")) if line.key else ""
        super().__init__(line.key, line.text, Asks(str(_("Linjen i rapporten")), hint, empty=empty), plain)
        self.line = line
        self._build(table)
        self._hide_what_says_nothing(table)
        self.trace.clicked.connect(lambda _on=False: self.traced.emit(self.line.table))
        for button in (self.restore, self.use):
            button.clicked.connect(lambda _on=False: self.restored.emit(self.line.key))
        self.take_out.clicked.connect(lambda _on=False: self.kept.emit(self.line.key, "", self))
        self.keep.clicked.connect(lambda _on=False: self.kept.emit(self.line.key, self.line.text, self))

    def _build(self, table: str) -> None:
        line, own = self.line, not self.line.generated
        self.change.setAccessibleName(f"{self.change.words}: {line.text}")
        self.trace = QuietButton(table, "chart-column", tip=str(_("Vis tabellen tallene er fra")))
        self.trace.setAccessibleName(_("Vis tabellen tallene er fra: {title}").format(title=table))
        self.edited = Pill(_("Egen linje") if own else _("Endret"), "info", "pencil")
        inside = Column(spacing=2, parent=self._read)
        first = Row(spacing=14)
        first.put(Label(line.text), 1)
        for widget in (self.edited, self.trace, self.change):
            first.put(widget)
        inside.put(first)
        inside.put(self._marked())
        self.restore = QuietButton(_("Ta ut linjen") if own else _("Tilbake til forslaget"))
        self.take_out = QuietButton(_("Ta ut linjen"))
        self._suggested = Label(_("Forslaget er: {line}").format(line=line.generated), "secondary")
        for widget in (self.restore, self.take_out):
            self.buttons.put(widget)
        self.buttons.put(1)
        self.written.insertWidget(1, self._suggested)

    def _marked(self) -> QWidget:
        """That the numbers are others than when the line was written, and what one can do."""
        self.mark = QWidget()
        said = _("Tallene er endret siden du skrev linjen. Forslaget er nå: {line}").format(line=self.line.generated)
        self.use, self.keep = QuietButton(_("Bruk forslaget"), "check"), QuietButton(_("Behold linjen"))
        for button in (self.use, self.keep):
            button.setAccessibleName(f"{button.words}: {self.line.text}")
        row = Row(Pill(_("Tallene er endret"), "warn"), spacing=10, parent=self.mark)
        row.put(Label(said, "secondary"), 1)
        row.put(self.use)
        row.put(self.keep)
        return self.mark

    def _hide_what_says_nothing(self, table: str) -> None:
        own, edited = not self.line.generated, self.line.edited
        says = {
            self.trace: bool(table) and not own, self.edited: edited, self._suggested: edited and not own,
            self.restore: bool(self.line.key) and edited, self.take_out: bool(self.line.key) and not own,
            self.mark: self.line.stale,
        }  # fmt: skip
        for widget, shown in says.items():
            if not shown:
                widget.hide()
