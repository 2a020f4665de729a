"""A cell of the collective list: how it is painted, and how one writes in it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QCompleter,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ikdesk.incidents.collect_lines_panel import POINTED, WRONG, LinesModel
from ikdesk.incidents.collect_model import COLUMNS, KEYS
from ikdesk.ui.icons import paint_icon
from ikdesk.ui.paint import write
from ikdesk.ui.theme import color, font, px

Index = QModelIndex | QPersistentModelIndex
ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_PAD = 8  # logical pixels at 100 %


class CellInk(QStyledItemDelegate):
    """Paints a cell, and gives it a line to write in that goes on by itself with the words of the list."""

    entered = Signal()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A line as high as the cell."""
        editor = QLineEdit(parent)
        editor.setStyleSheet(f"min-height: 0; max-height: 9999px; border-radius: 0; padding: 0 {px(_PAD - 2)}px;")
        editor.setAccessibleName(str(COLUMNS[index.column()].label))
        model = index.model()
        words = model.lexicon.beginnings(KEYS[index.column()]) if isinstance(model, LinesModel) else ()
        if words:
            completer = QCompleter(list(words), editor)
            completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            editor.setCompleter(completer)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """What stands there."""
        if isinstance(editor, QLineEdit):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        """What was written."""
        if isinstance(editor, QLineEdit) and isinstance(model, LinesModel):
            model.setData(index, editor.text())

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter takes what was written, and the line below."""
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in ENTER
        if pressed and isinstance(editor, QLineEdit):
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
            self.entered.emit()
            return True
        return super().eventFilter(editor, event)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The words, and a mark where something must be mended or is worth a look."""
        box = QRectF(option.rect)
        wrong, pointed = str(index.data(WRONG) or ""), str(index.data(POINTED) or "")
        here = bool(option.state & QStyle.StateFlag.State_HasFocus)
        tone = "danger" if wrong else "warn" if pointed else ""
        painter.save()
        if tone:
            painter.fillRect(box, color(f"{tone}_bg"))
        elif option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, color("sel"))
        words = box.adjusted(px(_PAD), 0, -px(_PAD / 2), 0)
        if tone:
            side = px(15)
            words.setRight(words.right() - side - px(3))
            paint_icon(painter, "circle-alert", color(tone), QRectF(words.right() + px(2), box.top(), side,
                                                                     box.height()))  # fmt: skip
        painter.setFont(font(0.95))
        write(painter, words, str(index.data()), color(tone or "text"), align=Qt.AlignmentFlag.AlignLeft)
        painter.setPen(color("border"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        painter.drawLine(box.topRight(), box.bottomRight())
        if here:
            painter.fillRect(QRectF(box.left(), box.top(), box.width(), px(2)), color("primary"))
            painter.fillRect(QRectF(box.left(), box.bottom() - px(2), box.width(), px(2)), color("primary"))
            painter.fillRect(QRectF(box.left(), box.top(), px(2), box.height()), color("primary"))
            painter.fillRect(QRectF(box.right() - px(2), box.top(), px(2), box.height()), color("primary"))
        painter.restore()
