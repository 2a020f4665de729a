"""The grid of the collective list: written in by keys alone, as a worksheet is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QMenu,
    QTableView,
    QWidget,
)

from ikdesk.incidents.collect_cell_panel import ENTER, CellInk
from ikdesk.incidents.collect_lines_panel import LinesModel
from ikdesk.incidents.collect_model import COLUMNS, COPIED, KEYS, is_blank, pasted
from ikdesk.kernel.words import _
from ikdesk.ui.theme import px

Index = QModelIndex | QPersistentModelIndex
_FIRST = next(at for at, key in enumerate(KEYS) if key not in COPIED)
_LINE, _HEAD, _NUMBERS = 36, 44, 44  # logical pixels at 100 %
_LEAST = 1040  # the narrowest all columns together become; logical pixels at 100 %


class Grid(QTableView):
    """Lines to write in. ``moved(line, column)`` when another cell is stood in, ``too_many(n)`` after a paste, and
    ``left(way)`` when Tab leads out of it: 1 after a last line nobody has begun on, -1 before the first cell.

    Enter makes the next line with the day and the place of this one, Tab goes to the next cell, Ctrl+D takes the cell
    above, F2 goes on with what stands there, Alt+Down shows what can be chosen, Ctrl+V pastes from a worksheet.
    """

    moved = Signal(int, int)
    too_many = Signal(int)
    left = Signal(int)

    def __init__(self, model: LinesModel) -> None:
        super().__init__()
        self.lines = model
        self.setModel(model)
        self._cell = CellInk(self)
        self.setItemDelegate(self._cell)
        self.setAccessibleName(str(_("Små skader, en linje for hver")))
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )  # fmt: skip
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(True)
        self.setWordWrap(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag(int(left) | int(Qt.TextFlag.TextWordWrap)))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumHeight(px(_HEAD + 4 * _LINE))
        self._rescale()
        self._cell.entered.connect(self.go_down)
        self.stand(0, _FIRST)

    def _rescale(self) -> None:
        self.verticalHeader().setDefaultSectionSize(px(_LINE))
        self.verticalHeader().setFixedWidth(px(_NUMBERS))
        self.horizontalHeader().setFixedHeight(px(_HEAD))
        self.horizontalHeader().setStyleSheet(f"QHeaderView::section {{ padding: 0 {px(7)}px; }}")
        self._share()

    def _share(self) -> None:
        """All of the width, each column its part of it."""
        room = max(self.viewport().width(), px(_LEAST))
        whole = sum(column.share for column in COLUMNS)
        for at, column in enumerate(COLUMNS):
            self.setColumnWidth(at, int(room * column.share / whole))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The columns follow."""
        super().resizeEvent(event)
        self._share()

    def changeEvent(self, event: QEvent) -> None:
        """Take the new lengths when the looks change."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._rescale()

    def ring_radius(self) -> float:
        """The radius of its corners, for the focus ring; pixels."""
        return px(4)

    def stand(self, line: int, column: int) -> None:
        """Stand in a cell."""
        index = self.lines.index(line, column)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell where one stands."""
        super().currentChanged(current, previous)
        if current.isValid():
            self.moved.emit(current.row(), current.column())

    def take_in(self) -> None:
        """What is being written in a cell stands there from now on; whoever writes, writes on."""
        for editor in self.viewport().findChildren(QLineEdit):
            if editor.isVisible():
                self.commitData(editor)

    def go_down(self) -> None:
        """To the next line, which is made where there is none, at the first cell that is not copied."""
        at = self.currentIndex().row()
        if at == len(self.lines.lines) - 1:
            at = self.lines.add_line(at) - 1
        self.stand(at + 1, _FIRST)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Tab goes to the next cell; one writes on there, as everywhere in a worksheet."""
        steps = {
            QAbstractItemDelegate.EndEditHint.EditNextItem: 1, QAbstractItemDelegate.EndEditHint.EditPreviousItem: -1,
        }  # fmt: skip
        super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint if hint in steps else hint)
        if hint in steps:
            self._step(steps[hint])

    def _step(self, step: int) -> None:
        here = self.currentIndex()
        place = here.row() * len(KEYS) + here.column() + step
        line, column = divmod(place, len(KEYS))
        if line < 0 or (line == len(self.lines.lines) and is_blank(self.lines.lines[-1])):
            self.left.emit(step)
        elif line == len(self.lines.lines):
            self.go_down()
        else:
            self.stand(line, column)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of a worksheet."""
        act = self._meant(event)
        if act is not None:
            act()
            event.accept()
            return
        super().keyPressEvent(event)

    def _meant(self, event: QKeyEvent) -> Callable[[], object] | None:
        key, held = Qt.Key(event.key()), event.modifiers()
        plain = held in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
        if event.matches(QKeySequence.StandardKey.Paste):
            return self.paste
        if key == Qt.Key.Key_D and held == Qt.KeyboardModifier.ControlModifier:
            return self.take_from_above
        if key == Qt.Key.Key_Down and held == Qt.KeyboardModifier.AltModifier:
            return self.show_choices
        acts: dict[Qt.Key, Callable[[], object]] = {
            **dict.fromkeys(ENTER, self.go_down), Qt.Key.Key_Delete: self.empty, Qt.Key.Key_Tab: lambda: self._step(1),
        }  # fmt: skip
        if key == Qt.Key.Key_Backtab:
            return lambda: self._step(-1)
        return acts.get(key) if plain else None

    def empty(self) -> None:
        """Empty the cell."""
        self.lines.setData(self.currentIndex(), "")

    def take_from_above(self) -> None:
        """Take what stands in the cell above."""
        here = self.currentIndex()
        if here.row() > 0:
            self.lines.setData(here, self.lines.lines[here.row() - 1].get(KEYS[here.column()], ""))

    def show_choices(self) -> None:
        """What can be chosen in this column, in a list that folds out."""
        menu = self.choices()
        if menu.actions():
            menu.popup(self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft()))

    def choices(self) -> QMenu:
        """That list, made anew: it is gone when it is closed."""
        here, menu = self.currentIndex(), QMenu(self)
        for word in self.lines.lexicon.choices[KEYS[here.column()]]:
            menu.addAction(word.replace("&", "&&")).setData(word)
        menu.triggered.connect(lambda chosen: self.lines.setData(here, chosen.data()))
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def paste(self) -> None:
        """Fill in what was copied from a worksheet, from where one stands."""
        here = self.currentIndex()
        lines = pasted(QGuiApplication.clipboard().text(), here.column())
        if not lines:
            return
        left = self.lines.paste(here.row(), lines)
        self.stand(min(here.row() + len(lines), len(self.lines.lines)) - 1, here.column())
        if left:
            self.too_many.emit(left)
