"""The one table model and the one list view: rows fetched a page at a time, sorted and filtered by the query."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.fields import Choice, Field, show
from ikdesk.kernel.page import Page
from ikdesk.ui.pill_delegate import Mark, RowDelegate
from ikdesk.ui.text import plain_tip
from ikdesk.ui.theme import current, font, px

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
Fetch = Callable[[int, int, str, bool], Page[Any]]
CHUNK = 100  # rows asked for at a time
KEPT = 40  # chunks remembered; the oldest are forgotten
MARK_ROLE = Role.UserRole + 1

_NOWHERE = QModelIndex()


class RowTable(QAbstractTableModel):
    """Read-only rows, fetched a page at a time. Sorting and filtering are asked of the query, never done here.

    Args:
        fields: the columns.
        codebook: the unit's lists.
        fetch: ``fetch(first, size, sort_key, descending)`` answers with a page; "" means the usual order.
        marks: by column key, what pill or icon a code has.
        identity: the attribute that tells rows apart.
    """

    reloaded = Signal()

    def __init__(
        self, fields: Sequence[Field], codebook: Codebook, fetch: Fetch, *,
        marks: Mapping[str, Mapping[str, Mark]] | None = None, identity: str = "id",
    ) -> None:  # fmt: skip
        super().__init__()
        self._fields, self._codebook, self._fetch = list(fields), codebook, fetch
        self._marks, self._identity = dict(marks or {}), identity
        self._chunks: OrderedDict[int, list[Any]] = OrderedDict()
        self._sort, self._descending = "", False
        self._total = 0
        self._load_first()

    @property
    def fields(self) -> list[Field]:
        """The columns."""
        return self._fields

    @property
    def total(self) -> int:
        """How many rows there are in all."""
        return self._total

    def reload(self) -> None:
        """Ask again: something changed, or the filter did."""
        self.beginResetModel()
        self._load_first()
        self.endResetModel()
        self.reloaded.emit()

    def row(self, number: int) -> Any:
        """A frozen row, fetched when it is not at hand.

        Args:
            number: from 0.
        """
        rows = self._chunk(number // CHUNK)
        at = number % CHUNK
        return rows[at] if at < len(rows) else None

    def key(self, number: int) -> Any:
        """What tells a row apart; None where there is none."""
        row = self.row(number) if 0 <= number < self._total else None
        return None if row is None else getattr(row, self._identity)

    def find(self, key: Any, near: int = 0) -> int:
        """Where a row is now, looked for among those at hand and those near its old place; -1 if not there."""
        for chunk in dict.fromkeys([max(0, near) // CHUNK, 0, *self._chunks]):
            for at, row in enumerate(self._chunk(chunk)):
                if getattr(row, self._identity) == key:
                    return chunk * CHUNK + at
        return -1

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many rows there are in all."""
        return 0 if parent.isValid() else self._total

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(self._fields)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """What a cell shows and says."""
        if not index.isValid() or role not in _ANSWERED:
            return None
        field = self._fields[index.column()]
        row = self.row(index.row())
        if row is None:
            return None
        value = getattr(row, field.key)
        if role == MARK_ROLE:
            code = value.code if isinstance(value, Choice) else str(value)
            return self._marks.get(field.key, {}).get(code)
        words = " ".join(show(value, field, self._codebook).splitlines())
        if role == Role.ToolTipRole:
            return plain_tip(words)
        return f"{field.label}: {words}" if role == Role.AccessibleTextRole else words

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """The names of the columns."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._fields):
            return None
        match role:
            case Role.DisplayRole:
                return str(self._fields[section].label)
            case Role.TextAlignmentRole:
                return int(_alignment(self._fields[section]))
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Ask the query for another order."""
        self._sort = self._fields[column].key if 0 <= column < len(self._fields) else ""
        self._descending = order == Qt.SortOrder.DescendingOrder
        self.reload()

    def _load_first(self) -> None:
        self._chunks.clear()
        page = self._fetch(0, CHUNK, self._sort, self._descending)
        self._total = page.total
        self._chunks[0] = page.rows

    def _chunk(self, number: int) -> list[Any]:
        if number not in self._chunks:
            self._chunks[number] = self._fetch(number * CHUNK, CHUNK, self._sort, self._descending).rows
            if len(self._chunks) > KEPT:
                self._chunks.popitem(last=False)
        self._chunks.move_to_end(number)
        return self._chunks[number]


_ANSWERED = {Role.DisplayRole, Role.AccessibleTextRole, Role.ToolTipRole, MARK_ROLE}


def _alignment(field: Field) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if field.kind in {int, float} and not field.codes else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Width:
    """How wide a column is, logical pixels at 100 %; 0 takes what is left.

    Args:
        at_100: the width.
        hide_below: width of the list, at 100 %, under which the column is hidden.
    """

    at_100: float
    hide_below: float = 0


class ListView(QTableView):
    """A list: whole rows, no grid, one chosen row that stays chosen when the list is asked anew.

    Args:
        name: what screen readers say.
        model: the rows.
        widths: by column key; others are 120 wide.
        main: the key of the column that says what a row is about.
    """

    chosen = Signal(object)  # the key of the chosen row
    cleared = Signal()  # the row that was chosen is gone
    opened = Signal(object)  # Enter or double click
    picked = Signal(object)  # the keys of all that is chosen, where several may be

    def __init__(
        self, name: str, model: RowTable, widths: Mapping[str, Width | float] | None = None, main: str = ""
    ) -> None:
        super().__init__()
        self._rows = model
        self._widths = {key: w if isinstance(w, Width) else Width(w) for key, w in (widths or {}).items()}
        self._key: Any = None
        self._at = 0
        self._picked: list[Any] = []
        # a column that is always seen: from one that is hidden, the keys lead nowhere
        self._steady = next((at for at, one in enumerate(model.fields) if not self._width(one.key).hide_below), 0)
        self.setAccessibleName(str(name))
        self.setModel(model)
        sides, keys = [_alignment(field) for field in model.fields], [field.key for field in model.fields]
        self.setItemDelegate(RowDelegate(MARK_ROLE, sides, keys.index(main) if main in keys else -1, self))
        self._behave()
        self.restyle()
        self.selectionModel().currentRowChanged.connect(self._on_current)
        model.reloaded.connect(self._on_reloaded)
        self.doubleClicked.connect(lambda _index: self.opened.emit(self._key))

    @property
    def rows(self) -> RowTable:
        """The model."""
        return self._rows

    @property
    def key(self) -> Any:
        """The key of the chosen row, or None."""
        return self._key

    def choose(self, key: Any) -> None:
        """Choose the row with this key, if it is near."""
        at = self._rows.find(key, self._at)
        if at >= 0:
            self.setCurrentIndex(self._rows.index(at, self._steady))

    def let_several(self) -> None:
        """Let several rows be chosen: with Shift and Ctrl, and with Ctrl+A those at hand."""
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.selectionModel().selectionChanged.connect(self._on_picked)

    @property
    def picks_several(self) -> bool:
        """Whether more than one row is chosen now."""
        return len(self._picked) > 1

    def unpick(self) -> None:
        """Choose only the row that is shown."""
        if self.currentIndex().isValid():
            self.selectRow(self.currentIndex().row())

    def selectAll(self) -> None:
        """Those at hand, and no more: of a list of thousands one sees the first."""
        last = min(self._rows.total, CHUNK) - 1
        if self.selectionMode() == QAbstractItemView.SelectionMode.ExtendedSelection and last >= 0:
            self._pick([(0, last)])

    def _pick(self, spans: Sequence[tuple[int, int]]) -> None:
        chosen, wide = QItemSelection(), len(self._rows.fields) - 1
        for first, last in spans:
            chosen.select(self._rows.index(first, 0), self._rows.index(last, wide))
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _on_picked(self) -> None:
        chosen = self.selectionModel().selection()
        spans = [(chosen.at(number).top(), chosen.at(number).bottom()) for number in range(chosen.count())]
        rows = sorted(row for first, last in spans for row in range(first, last + 1))
        self._picked = [self._rows.key(row) for row in rows]
        self.viewport().update()
        self.picked.emit(self._picked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._key is not None:
            self.opened.emit(self._key)
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Take the new lengths when the looks change."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_rows"):
            self.restyle()

    def ring_radius(self) -> float:
        """The radius of the focus ring; pixels."""
        return px(8)

    def restyle(self) -> None:
        """Rows and columns at the text size chosen."""
        self.setFont(font(tabular=True))
        self.verticalHeader().setDefaultSectionSize(px(38))
        self.horizontalHeader().setFixedHeight(px(38))
        self._place_columns()

    def _behave(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setMouseTracking(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSortIndicatorClearable(False)
        header.setSortIndicator(-1, Qt.SortOrder.DescendingOrder)
        header.setMinimumSectionSize(px(40))
        self.setSortingEnabled(False)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.sectionClicked.connect(self._on_header)

    def resizeEvent(self, event: Any) -> None:
        """Hide what there is not room for."""
        super().resizeEvent(event)
        self._place_columns()

    def _place_columns(self) -> None:
        header, wide = self.horizontalHeader(), self.width() / current().factor
        for at, field in enumerate(self._rows.fields):
            width = self._width(field.key)
            self.setColumnHidden(at, bool(wide < width.hide_below))
            if width.at_100:
                header.setSectionResizeMode(at, QHeaderView.ResizeMode.Interactive)
                header.resizeSection(at, px(width.at_100))
            else:
                header.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)

        now = self.currentIndex()
        if now.isValid() and self.isColumnHidden(now.column()):
            here = self._rows.index(now.row(), self._steady)
            self.selectionModel().setCurrentIndex(here, QItemSelectionModel.SelectionFlag.NoUpdate)

    def _width(self, key: str) -> Width:
        return self._widths.get(key, Width(120))

    def _on_header(self, section: int) -> None:
        order = self.horizontalHeader().sortIndicatorOrder()
        self._rows.sort(section, order)

    def _on_current(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid():
            self._at, self._key = now.row(), self._rows.key(now.row())
            self.chosen.emit(self._key)

    def _on_reloaded(self) -> None:
        if self._key is None:
            return
        kept = self._picked if self.picks_several else []
        at = self._rows.find(self._key, self._at)
        if at >= 0:
            self.setCurrentIndex(self._rows.index(at, self._steady))
        if kept:
            places = [self._rows.find(key, self._at) for key in kept]
            self._pick([(place, place) for place in places if place >= 0])
        if at < 0:
            self._key = None
            self.cleared.emit()
