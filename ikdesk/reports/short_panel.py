""" "Kort fortalt" on the screen: every line can be traced to its table, changed in place, and changed back."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ikdesk.incidents.text_panel import words_for
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.words import _
from ikdesk.reports.actions import add_text, restore_text, save_text
from ikdesk.reports.facts_model import Facts
from ikdesk.reports.model import LINES, OWN
from ikdesk.reports.sentences import Line, generated_lines, short_lines, so_far
from ikdesk.ui.buttons import QuietButton, SecondaryButton
from ikdesk.ui.cards import Card, Pill
from ikdesk.ui.desk import Desk
from ikdesk.ui.field_box import FieldBox
from ikdesk.ui.inputs import LongText
from ikdesk.ui.layouts import Column, Row
from ikdesk.ui.pointed import PlainWords, Pointed
from ikdesk.ui.text import Label


class ShortPanel(Card):
    """The lines of "Kort fortalt"; ``traced(key)`` asks for the table a line's numbers stand in.

    Args:
        desk: verbs.
        tell: shows a toast.
        titles: what the tables of the report are called, by key.
    """

    traced = Signal(str)

    def __init__(self, desk: Desk, tell: Callable[..., None], titles: Mapping[str, str]) -> None:
        super().__init__(title=str(_("Kort fortalt")), spacing=10, padding=(20, 16, 20, 14), level=2)
        self._desk, self._tell, self._titles = desk, tell, titles
        self._words = words_for(desk)
        self._inside: QWidget | None = None
        self.rows: list[LineRow] = []

    def begun(self) -> dict[str, str]:
        """What is being written now, by line."""
        return {row.line.key: row.words.value() for row in self.rows if row.is_open()}

    def show_facts(self, facts: Facts, begun: Mapping[str, str] | None = None) -> None:
        """Show the lines as they stand now.

        Args:
            facts: of the period.
            begun: what is being written; None: as it is here.
        """
        self._facts = facts
        begun = self.begun() if begun is None else begun
        writing = [row.line.key for row in self.rows if row.isAncestorOf(self.window().focusWidget())]
        old, self._inside = self._inside, QWidget()
        column = Column(spacing=2, parent=self._inside)
        if so_far(facts):
            column.put(Label(so_far(facts), "muted"))
        self.rows = [LineRow(line, self._titles.get(line.table, ""), self._words) for line in short_lines(facts)]
        for row in self.rows:
            row.kept.connect(self._on_kept)
            row.restored.connect(self._on_restored)
            row.traced.connect(self.traced)
            column.put(row)
            if row.line.key in begun:  # another line was saved while this one was being written
                row.edit(begun[row.line.key])
        for line in generated_lines(facts):
            if facts.texts.get(line.key) == "":
                column.put(self._taken_out(line))
        self._put_own(column)
        self.put(self._inside)
        self._inside.show()
        for row in [row for row in self.rows if row.line.key in writing and not row.is_open()]:
            row.change.setFocus(Qt.FocusReason.OtherFocusReason)  # before the old ones go, or the page scrolls
        if old is not None:
            self.column.removeWidget(old)
            old.hide()
            old.deleteLater()

    def _put_own(self, column: Column) -> None:
        self.own = LineRow(Line("", "", ""), "", self._words)
        self.own.keeps_drafts = False
        self.own.kept.connect(self._on_own)
        self.own.hide()
        self.own.left.connect(self._on_own_left)
        self.add = QuietButton(_("Legg til en egen linje"), "plus", flush=True)
        self.add.clicked.connect(self._on_add)
        if sum(row.line.edited for row in self.rows) >= LINES:
            self.add.hide()
        column.put(self.own)
        column.put(Row(self.add, 1))

    def _taken_out(self, line: Line) -> QWidget:
        whole = QWidget()
        again = QuietButton(_("Ta inn igjen"), "rotate-ccw", flush=True)
        again.setAccessibleName(f"{again.words}: {line.generated}")
        again.clicked.connect(lambda _on=False: self._on_restored(line.key))
        row = Row(Label(_("Tatt ut: {line}").format(line=line.generated), "secondary"), spacing=12, parent=whole)
        row.put(again)
        row.put(1)
        return whole

    def _on_kept(self, key: str, text: str, row: LineRow) -> None:
        if self._written(row, lambda: self._desk.write(save_text, self._facts.period.code, key, text)):
            self._done(_("Linjen er lagret.") if text else _("Linjen er tatt ut."))

    def _on_own(self, _key: str, text: str, row: LineRow) -> None:
        if self._written(row, lambda: self._desk.write(add_text, self._facts.period.code, text)):
            self._done(_("Linjen din er lagt til."))

    def _on_restored(self, key: str) -> None:
        self._desk.write(restore_text, self._facts.period.code, key)
        self._done(_("Linjen er tatt ut.") if key.startswith(OWN) else _("Forslaget står igjen i rapporten."))

    def _on_add(self) -> None:
        self.add.hide()
        self.own.show()
        self.own.edit()

    def _on_own_left(self) -> None:
        self.own.hide()
        self.add.show()
        self.add.setFocus()

    def _done(self, said: str) -> None:
        self._tell(str(said), *self._desk.undoing(said))

    def _written(self, row: LineRow, write: Callable[[], object]) -> bool:
        row.saving = True
        try:
            write()
        except Invalid as wrong:
            row.saving = False
            row.field.set_error(" ".join(str(said) for said in wrong.messages.values()))
            row.field.focus()
            return False
        return True


class LineRow(QWidget):
    """One line: to read, and in its place to write.

    ``kept(key, text, row)``, ``restored(key)``, ``traced(table)``, ``left()``.
    """

    kept = Signal(str, str, object)
    restored = Signal(str)
    traced = Signal(str)
    left = Signal()
    keeps_drafts = True  # the page does

    def __init__(self, line: Line, table: str, plain: PlainWords) -> None:
        """Show a line.

        Args:
            line: what it says; its key is empty for one that is not there yet.
            table: what the table its numbers stand in is called; "" if there is none.
            plain: what is no name here.
        """
        super().__init__()
        self.line, self.saving = line, False
        self._build(table)
        self.field.put_under(Pointed(self.words, plain))
        self._connect()

    def _build(self, table: str) -> None:
        self.text = Label(self.line.text)
        self.change = QuietButton(_("Endre"), "pencil")
        self.change.setAccessibleName(f"{self.change.words}: {self.line.text}")
        self.trace = QuietButton(table, "chart-column", tip=str(_("Vis tabellen tallene er fra")))
        self.trace.setAccessibleName(_("Vis tabellen tallene er fra: {title}").format(title=table))
        self.edited = Pill(_("Egen linje") if not self.line.generated else _("Endret"), "info", "pencil")
        self._read = QWidget()
        first = Row(spacing=14, parent=self._read)
        first.put(self.text, 1)
        for widget in (self.edited, self.trace, self.change):
            first.put(widget)
        self.words = LongText(lines=2)
        self.field = FieldBox(_("Linjen i rapporten"), self.words, hint=str(_("Én linje, uten navn.")))
        self.save, self.cancel = SecondaryButton(_("Lagre linjen"), "check"), QuietButton(_("Avbryt"))
        own = not self.line.generated
        self.restore = QuietButton(_("Ta ut linjen") if own else _("Tilbake til forslaget"))
        self.take_out = QuietButton(_("Ta ut linjen"))
        self._suggested = Label(_("Forslaget er: {line}").format(line=self.line.generated), "secondary")
        self._write = QWidget()
        buttons = Row(self.save, self.cancel, self.restore, self.take_out, 1, spacing=8)
        Column(self.field, self._suggested, buttons, spacing=8, margins=(0, 4, 0, 8), parent=self._write)
        self._write.hide()
        self._hide_what_says_nothing(table)
        Column(self._read, self._write, spacing=0, parent=self)

    def _hide_what_says_nothing(self, table: str) -> None:
        own, edited = not self.line.generated, self.line.edited
        says = {
            self.trace: bool(table) and not own, self.edited: edited, self._suggested: edited and not own,
            self.restore: bool(self.line.key) and edited, self.take_out: bool(self.line.key) and not own,
        }  # fmt: skip
        for widget, shown in says.items():
            if not shown:
                widget.hide()

    def _connect(self) -> None:
        self.change.clicked.connect(lambda _on=False: self.edit())
        self.trace.clicked.connect(lambda _on=False: self.traced.emit(self.line.table))
        self.save.clicked.connect(self._on_save)
        self.cancel.clicked.connect(self._on_cancel)
        self.restore.clicked.connect(lambda _on=False: self.restored.emit(self.line.key))
        self.take_out.clicked.connect(lambda _on=False: self.kept.emit(self.line.key, "", self))
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
            text: what was begun; None begins with the line itself.
        """
        self.words.set_value(self.line.text if text is None else text)
        self._read.hide()
        self._write.show()
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_save(self) -> None:
        if self.words.value() or not self.line.key:
            self.kept.emit(self.line.key, self.words.value(), self)
        else:
            self.field.set_error(_("Skriv linjen først, eller ta den ut."))

    def _on_cancel(self) -> None:
        self.field.set_error("")
        self._write.hide()
        self._read.show()
        self.change.setFocus()
        self.left.emit()
