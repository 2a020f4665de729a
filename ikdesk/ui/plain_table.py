"""A table to read: a few rows as high as their words, without scrolling of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from ikdesk.ui.theme import REGULAR, SEMIBOLD, Theme, color, current, font, px

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
_NOWHERE = QModelIndex()
_PAD = 10  # on both sides of a cell; logical pixels at 100 %
_NARROW, _WIDE, _LONG = 64, 150, 420  # a column is never narrower, one of figures never wider, one of words seldom
_WRAP = Qt.TextFlag.TextWordWrap


@dataclass(frozen=True, slots=True)
class Grid:
    """What a table says, in words.

    Args:
        name: what screen readers say it is.
        headings: one for each column.
        rows: the cells.
        figures: columns of figures, which stand to the right.
        total: the last row is the sum of the others.
        roomy: columns of words beside the first that share what is left of the width.
    """

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: frozenset[int] = frozenset()
    total: bool = False
    roomy: frozenset[int] = frozenset({0})


class _Cells(QAbstractTableModel):
    """The words of a table."""

    def __init__(self, grid: Grid) -> None:
        super().__init__()
        self.grid = grid

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self.grid.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(self.grid.headings)

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """A cell, and what screen readers say of it."""
        if not index.isValid() or role not in {Role.DisplayRole, Role.AccessibleTextRole}:
            return None
        words = self.grid.rows[index.row()][index.column()]
        return f"{self.grid.headings[index.column()]}: {words}" if role == Role.AccessibleTextRole else words

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> object:
        """The names of the columns."""
        across = orientation == Qt.Orientation.Horizontal and role == Role.DisplayRole
        return self.grid.headings[section] if across and 0 <= section < len(self.grid.headings) else None


class _Head(QHeaderView):
    """Headings that wrap."""

    def __init__(self, grid: Grid) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.grid = grid
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint a heading at the foot of its place, with a line under it."""
        painter.fillRect(rect, color("surface"))
        painter.fillRect(QRectF(rect.left(), rect.bottom(), rect.width(), 1), color("strong"))
        painter.setFont(font(0.93, SEMIBOLD))
        painter.setPen(color("muted"))
        side = Qt.AlignmentFlag.AlignRight if section in self.grid.figures else Qt.AlignmentFlag.AlignLeft
        words = rect.adjusted(px(_PAD), 0, -px(_PAD), -px(7))
        painter.drawText(words, int(side | Qt.AlignmentFlag.AlignBottom) | int(_WRAP), self.grid.headings[section])


class _Ink(QStyledItemDelegate):
    """Paints the cells."""

    def __init__(self, grid: Grid, parent: QTableView) -> None:
        super().__init__(parent)
        self.grid = grid

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Words, a thin line under them, and the row that is pointed out."""
        box: QRect = option.rect
        last = self.grid.total and index.row() == len(self.grid.rows) - 1
        painter.save()
        painter.fillRect(QRectF(box.left(), box.top() if last else box.bottom(), box.width(), 1), color("border"))
        painter.setFont(_font(bold=last))
        painter.setPen(color("text"))
        figure = index.column() in self.grid.figures
        side = Qt.AlignmentFlag.AlignRight if figure else Qt.AlignmentFlag.AlignLeft
        words = box.adjusted(px(_PAD), 0, -px(_PAD), 0)
        flags = int(side | Qt.AlignmentFlag.AlignVCenter) | int(_WRAP)
        painter.drawText(words, flags, self.grid.rows[index.row()][index.column()])
        painter.restore()


class PlainTable(QTableView):
    """A table to read.

    Args:
        grid: what it says.
    """

    def __init__(self, grid: Grid) -> None:
        super().__init__()
        self._model = _Cells(grid)
        self.grid = grid
        self._looks: Theme | None = None  # for which the lengths hold
        self._lengths = list[tuple[int, int]]()  # of each column: what it would like, and its longest word
        self._heights = dict[int, int]()  # at each width it was asked about
        self._long = list[list[int]]()  # each cell on one line
        self.setAccessibleName(grid.name)
        self.setModel(self._model)
        self.setHorizontalHeader(_Head(grid))
        self.setItemDelegate(_Ink(grid, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def ring_radius(self) -> float:
        """The radius of the focus ring; pixels."""
        return px(7)

    def hasHeightForWidth(self) -> bool:
        """Narrower is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as all its words at a width, or at its own where that is the most it takes; pixels."""
        width = min(width, self.maximumWidth())
        if self._looks is not current() or width not in self._heights:
            widths = self._widths(width)  # forgets the heights of other looks
            self._heights[width] = self._head_height(widths) + sum(self._row_heights(widths)) + 1
        return self._heights[width]

    def sizeHint(self) -> QSize:
        """A usual width."""
        return QSize(px(420), self.heightForWidth(px(420)))

    def minimumSizeHint(self) -> QSize:
        """Room for its narrowest columns."""
        return QSize(px(220), px(60))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width."""
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Take the new lengths when the looks change."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_model"):
            self._place()
            self.updateGeometry()

    def _place(self) -> None:
        widths = self._widths(self.width())
        self.horizontalHeader().setFixedHeight(self._head_height(widths))
        for at, width in enumerate(widths):
            self.setColumnWidth(at, width)
        for at, height in enumerate(self._row_heights(widths)):
            self.setRowHeight(at, height)

    def _widths(self, width: int) -> list[int]:
        """The columns of words share what the others leave; where that is too little, the others break their lines."""
        if self._looks is not current():  # measured once for each look: it is asked for at every step of a layout
            columns, cells = range(len(self.grid.headings)), QFontMetrics(_font(bold=True))
            self._long = [[cells.horizontalAdvance(cell) for cell in row] for row in self.grid.rows]
            words = [self._longest_word(at) for at in columns]
            self._looks, self._lengths = current(), [(self._natural(at, words[at]), words[at]) for at in columns]
            self._heights.clear()
        wanted, least = [one[0] for one in self._lengths], [one[1] for one in self._lengths]
        roomy = [at for at in range(len(wanted)) if at in self.grid.roomy]
        for at in range(len(wanted)):
            if at not in self.grid.roomy:
                wanted[at] = min(wanted[at], px(_WIDE) + 2 * px(_PAD))
        if self._left(wanted, width) < sum(max(least[at], min(wanted[at], px(_WIDE))) for at in roomy):
            for at in range(len(wanted)):
                if at not in self.grid.roomy and at not in self.grid.figures:
                    wanted[at] = min(wanted[at], least[at])
        left, natural = self._left(wanted, width), sum(min(wanted[at], px(_LONG)) for at in roomy) or 1
        for at in roomy:
            wanted[at] = max(least[at], left * min(wanted[at], px(_LONG)) // natural)
        return wanted

    def _left(self, wanted: Sequence[int], width: int) -> int:
        return width - sum(wide for at, wide in enumerate(wanted) if at not in self.grid.roomy)

    def _natural(self, column: int, word: int) -> int:
        """Room for its longest cell and word, and for its heading over as few lines as is seemly."""
        head, longest = QFontMetrics(font(0.93, SEMIBOLD)), max((row[column] for row in self._long), default=0)
        heading = min(head.horizontalAdvance(self.grid.headings[column]), px(_WIDE) * 2 // 3)
        return max(px(_NARROW), longest + 2 * px(_PAD) + 2, heading + 2 * px(_PAD) + 2, word)

    def _longest_word(self, column: int) -> int:
        cells, head = QFontMetrics(_font(bold=True)), QFontMetrics(font(0.93, SEMIBOLD))
        told = {word for row in self.grid.rows for word in row[column].split(" ")}  # numbers and codes come often
        words = [cells.horizontalAdvance(word) for word in told]
        words += [head.horizontalAdvance(word) for word in self.grid.headings[column].split(" ")]
        return min(max(words, default=0), px(_WIDE)) + 2 * px(_PAD) + 2

    def _head_height(self, widths: Sequence[int]) -> int:
        metrics = QFontMetrics(font(0.93, SEMIBOLD))
        tall = [_tall(metrics, words, width) for words, width in zip(self.grid.headings, widths, strict=True)]
        return max(tall, default=0) + px(14)

    def _row_heights(self, widths: Sequence[int]) -> list[int]:
        metrics = QFontMetrics(_font(bold=True))
        line, padding = _tall(metrics, "0", max(widths, default=0)), 2 * px(_PAD)

        def tall(cell: str, long: int, width: int) -> int:
            fits = long < width - padding and "\n" not in cell  # as most do: that is seen without laying it out
            return line if fits else _tall(metrics, cell, width)

        return [
            max(px(32), max(map(tall, row, long, widths)) + px(12))
            for row, long in zip(self.grid.rows, self._long, strict=True)
        ]


def _font(*, bold: bool) -> QFont:
    return font(1.0, SEMIBOLD if bold else REGULAR, tabular=True)


def _tall(metrics: QFontMetrics, words: str, width: int) -> int:
    return metrics.boundingRect(QRect(0, 0, max(1, width - 2 * px(_PAD)), 10_000), int(_WRAP), words).height()
