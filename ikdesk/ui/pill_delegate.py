"""How a row of a list is painted: states as pills, severities with an icon, the chosen row with a bar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from ikdesk.ui.cards import paint_pill, pill_size
from ikdesk.ui.icons import paint_icon
from ikdesk.ui.paint import write
from ikdesk.ui.theme import MEDIUM, REGULAR, color, font, px, tone_colors

Index = QModelIndex | QPersistentModelIndex
_CUT = 0.6  # of a pill that must be seen, or its icon stands alone


@dataclass(frozen=True, slots=True)
class Mark:
    """How a code looks in a list.

    Args:
        icon: before the word.
        tone: danger, warn, ok, info or neutral.
        pill: as a pill; otherwise only the icon is coloured.
    """

    icon: str
    tone: str = "neutral"
    pill: bool = True


class RowDelegate(QStyledItemDelegate):
    """Paints the cells of a list.

    Args:
        mark_role: where the model keeps the mark of a cell.
        alignments: of each column.
        main: the column that says what a row is about, a little heavier; -1 for none.
        parent: the list.
    """

    def __init__(self, mark_role: int, alignments: Sequence[Qt.AlignmentFlag], main: int, parent: QObject) -> None:
        super().__init__(parent)
        self._mark_role, self._alignments, self._main = mark_role, list(alignments), main

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Room for the words."""
        hint = super().sizeHint(option, index)
        return QSize(hint.width() + px(20), px(38))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a cell."""
        box = QRectF(option.rect)
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        over = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.fillRect(box, color("sel" if chosen else "subtle" if over else "surface"))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), color("border"))
        if chosen and self._is_first(index, option):
            painter.fillRect(QRectF(box.left(), box.top(), px(4), box.height()), color("primary"))
            if getattr(option.widget, "picks_several", False):  # the tick says it without the colour
                side = px(15)
                tick = QRectF(box.right() - side - px(3), box.top(), side, box.height())
                paint_icon(painter, "check", color("primary"), tick)
        self._content(painter, box.adjusted(px(10), 0, -px(6), -1), index, chosen=chosen)
        painter.restore()

    def _is_first(self, index: Index, option: QStyleOptionViewItem) -> bool:
        view = cast("QTableView", option.widget)
        return view.horizontalHeader().logicalIndexAt(0) == index.column()  # those before it may be hidden

    def _content(self, painter: QPainter, box: QRectF, index: Index, *, chosen: bool) -> None:
        words = str(index.data() or "")
        mark = index.data(self._mark_role)
        ink = color("on_sel" if chosen else "text")
        painter.setFont(font(weight=MEDIUM if index.column() == self._main else REGULAR, tabular=True))
        if not isinstance(mark, Mark):
            write(painter, box, words, ink, align=self._alignments[index.column()])
            return
        if mark.pill:
            size = pill_size(words, mark.icon)
            width = min(float(size.width()), box.width())
            if mark.icon and width < _CUT * size.width():  # an icon is told apart, a few letters are not
                side = px(18)
                ink = tone_colors(mark.tone)[0]
                paint_icon(painter, mark.icon, ink, QRectF(box.left(), box.top(), side, box.height()))
                return
            paint_pill(
                painter, QRectF(box.left(), box.center().y() - size.height() / 2, width, size.height()),
                words, mark.tone, mark.icon,
            )  # fmt: skip
            return
        side = px(17)
        paint_icon(painter, mark.icon, tone_colors(mark.tone)[0], QRectF(box.left(), box.top(), side, box.height()))
        write(painter, box.adjusted(side + px(7), 0, 0, 0), words, ink, align=Qt.AlignmentFlag.AlignLeft)
