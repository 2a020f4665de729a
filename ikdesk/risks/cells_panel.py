"""The matrix of the whole unit, and the dangers in the cell one presses; those that are worst until one does."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ikdesk.kernel.words import _
from ikdesk.risks.counts_model import Cell, RiskCounts, RiskTold
from ikdesk.risks.mark_panel import MarkBadge
from ikdesk.risks.matrix_model import consequence_steps, probability_steps
from ikdesk.risks.pictures import counts_matrix
from ikdesk.risks.sentences import outcome_words
from ikdesk.ui.buttons import QuietButton
from ikdesk.ui.cards import Card
from ikdesk.ui.layouts import Column, Row
from ikdesk.ui.picture_view import PictureCard
from ikdesk.ui.text import Heading, Label, announce


class CellsCard(Card):
    """``opened(key)`` asks for an assessment."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__(padding=(16, 14, 16, 12), spacing=8)
        self._counts: RiskCounts | None = None
        self._cell: Cell | None = None
        self.picture: PictureCard | None = None
        self._told: QWidget | None = None
        self._first: QuietButton | None = None

    def show_counts(self, counts: RiskCounts) -> None:
        """Show these; the cell one looked at stays if something is in it.

        Args:
            counts: all that holds today.
        """
        if counts is self._counts:  # another part of the list is shown
            return
        self._counts = counts
        if self._cell is not None and not counts.cells.get(self._cell):
            self._cell = None
        spec = counts_matrix(counts)
        if self.picture is None:
            self.picture = PictureCard(spec, framed=False)
            self.picture.view.pressed.connect(self._on_pressed)
            self.put(self.picture)
        else:
            self.picture.show_spec(spec)
        self._tell()

    def show_cell(self, cell: Cell | None) -> None:
        """Tell what is in a cell.

        Args:
            cell: probability and consequence; None tells of the worst.
        """
        self._cell = cell
        self._tell()
        if self._told is not None:
            announce(self._told, self._heading())
        if self._first is not None and cell is not None:
            self._first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_pressed(self, key: str) -> None:
        likely, _between, bad = key.partition("-")
        if likely.isdigit() and bad.isdigit():
            self.show_cell((int(likely), int(bad)))

    def _tell(self) -> None:
        old, self._told = self._told, QWidget()
        column = Column(Heading(self._heading(), 3), spacing=6, parent=self._told)
        rows = self._rows()
        self._first = None
        if not rows:
            column.put(Label(self._nothing(), "secondary"))
        for one in rows:
            column.put(self._row(one))
        if self._cell is not None:
            back = QuietButton(str(_("Vis de verste")), "arrow-left", flush=True)
            back.clicked.connect(lambda: self.show_cell(None))
            column.put(Row(back, 1))
        if old is not None:
            self.column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.put(self._told)

    def _heading(self) -> str:
        if self._cell is None or self._counts is None:
            return str(_("De verste i dag"))
        size = self._counts.matrix.size
        likely, bad = self._cell
        return _("{likely} × {bad}").format(
            likely=probability_steps(size)[likely - 1].name, bad=consequence_steps(size)[bad - 1].name)  # fmt: skip

    def _nothing(self) -> str:
        if self._cell is not None:
            return str(_("Ingen farer i denne ruten."))
        if self._counts is not None and self._counts.standing:
            return str(_("Ingen røde eller gule farer. Trykk på en rute for å se hva som er i den."))
        return str(_("Ingen farer er vurdert i matrisen ennå."))

    def _rows(self) -> Sequence[RiskTold]:
        if self._counts is None:
            return ()
        if self._cell is None:
            return self._counts.worst
        return [one for one in self._counts.standing
                if one.now is not None and (one.now.probability, one.now.consequence) == self._cell]  # fmt: skip

    def _row(self, one: RiskTold) -> QWidget:
        made = QWidget()
        words = outcome_words(one.danger, one.outcome) if one.both else one.danger
        link = QuietButton(str(_("Åpne")))
        link.setAccessibleName(_("Åpne {risk}: {danger}").format(risk=one.title, danger=words))
        link.clicked.connect(lambda _on=False: self.opened.emit(one.risk))
        self._first = self._first or link
        about = one.title if not one.is_bare else _("{risk} · uten vedtatt tiltak").format(risk=one.title)
        row = Row(spacing=10, parent=made)
        row.put(MarkBadge(one.now))
        row.put(Column(Label(words), Label(about, "secondary"), spacing=0), 1)
        row.put(link)
        return made
