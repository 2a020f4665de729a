"""The numbers of a chart as a table, whose rows open what the chart does."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ikdesk.picture.grid_spec import GridSpec, RiskSpec
from ikdesk.picture.spec import Spec, StripSpec
from ikdesk.picture.table_keys import keys_of
from ikdesk.picture.tables import cells_of
from ikdesk.picture.tie_spec import BowTieSpec
from ikdesk.ui.theme import font, px

KEY = Qt.ItemDataRole.UserRole  # of a cell: what it opens
_OPENS = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}
_LINES = 14  # rows that are shown at once; the rest is scrolled to
_WIDE = 8  # more columns than this do not share the width, they are scrolled
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class PictureTable(QTableView):
    """The numbers of a chart. ``pressed(key)`` when a cell that opens something is clicked, or Enter is pressed in it.

    Args:
        spec: what the chart says.
        opens: whether anything is opened at all.
    """

    pressed = Signal(str)

    def __init__(self, spec: Spec, *, opens: bool) -> None:
        super().__init__()
        heads, lines = cells_of(spec)
        self._opens = opens
        cells = isinstance(spec, GridSpec) or (isinstance(spec, RiskSpec) and bool(spec.counts))
        sentences = isinstance(spec, StripSpec | RiskSpec | BowTieSpec) and not cells
        model = _filled(spec, heads, lines, sentences=sentences)
        model.setParent(self)
        self.setModel(model)
        self.setAccessibleName(str(spec.title))
        self.setFont(font(tabular=True))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        if not cells:
            self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(px(32))
        self._share_width(len(heads))
        self._let_words_run_on(lines)
        self.setMinimumHeight(px(32) * min(len(lines) + 1, _LINES) + px(6))
        if sentences:
            self._make_room_for_sentences(len(lines))

    def ring_radius(self) -> float:
        """The radius of the focus ring; pixels."""
        return px(7)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens what the cell is the number of."""
        key = self._key(self.currentIndex())
        if event.key() in _OPENS and key:
            self.pressed.emit(key)
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click does, too."""
        super().mouseReleaseEvent(event)
        key = self._key(self.indexAt(event.position().toPoint()))
        if key and event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit(key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand over what opens."""
        super().mouseMoveEvent(event)
        over = self._key(self.indexAt(event.position().toPoint()))
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def _key(self, index: QModelIndex | QPersistentModelIndex) -> str:
        return str(index.data(KEY) or "") if self._opens and index.isValid() else ""

    def _share_width(self, columns: int) -> None:
        head = self.horizontalHeader()
        if columns <= _WIDE:
            head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
            return
        head.setMinimumSectionSize(px(44))
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def _let_words_run_on(self, lines: list[list[str]]) -> None:
        """Words that stand alone in their row go over all of it; others are broken rather than cut."""
        for at, line in enumerate(lines):
            if len(line) > 1 and not any(line[1:]):
                self.setSpan(at, 0, 1, len(line))
        self.verticalHeader().setMinimumSectionSize(px(32))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)

    def _make_room_for_sentences(self, rows: int) -> None:
        """Rows of several lines, for what is said in words."""
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.verticalHeader().setMinimumSectionSize(px(46))
        self.setMinimumHeight(px(40) + px(52) * min(rows, _LINES // 2))


def _filled(spec: Spec, heads: list[str], lines: list[list[str]], *, sentences: bool) -> QStandardItemModel:
    """The cells, each with what it says aloud and what it opens; numbers and notes stand to the right."""
    keys = keys_of(spec, heads, lines)
    model = QStandardItemModel(len(lines), len(heads))
    model.setHorizontalHeaderLabels(heads)
    for column in range(len(heads)):
        model.horizontalHeaderItem(column).setTextAlignment(_RIGHT if column and not sentences else _LEFT)
    for at, line in enumerate(lines):
        for column, words in enumerate(line):
            cell = QStandardItem(words)
            if column and not sentences:
                cell.setTextAlignment(_RIGHT)
            if column and words:
                told = f"{line[0]}, {heads[column]}" if heads[column] else line[0]
                cell.setData(f"{told}: {words}", Qt.ItemDataRole.AccessibleTextRole)
            cell.setData(keys[at][column], KEY)
            model.setItem(at, column, cell)
    return model
