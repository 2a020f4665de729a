""" "Kort fortalt" on the screen: every line can be traced to its table, changed in place, and changed back."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ikdesk.incidents.text_panel import words_for
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.words import _
from ikdesk.reports.actions import add_text, restore_text, save_text
from ikdesk.reports.facts_model import Facts
from ikdesk.reports.line_panel import LineRow
from ikdesk.reports.model import LINES, OWN
from ikdesk.reports.sentences import Line, generated_lines, short_lines, so_far
from ikdesk.ui.buttons import QuietButton
from ikdesk.ui.cards import Card
from ikdesk.ui.desk import Desk
from ikdesk.ui.layouts import Column, Row
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
        period, audience, generated = self._facts.period.code, self._facts.audience, row.line.generated
        if self._written(row, lambda: self._desk.write(
            save_text, period, key, text, audience=audience, generated=generated
        )):  # fmt: skip
            self._done(_("Linjen er lagret.") if text else _("Linjen er tatt ut."))

    def _on_own(self, _key: str, text: str, row: LineRow) -> None:
        period, audience = self._facts.period.code, self._facts.audience
        if self._written(row, lambda: self._desk.write(add_text, period, text, audience=audience)):
            self._done(_("Linjen din er lagt til."))

    def _on_restored(self, key: str) -> None:
        self._desk.write(restore_text, self._facts.period.code, key, audience=self._facts.audience)
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
