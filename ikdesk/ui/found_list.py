"""What was found, in groups with headings: each with an icon, and with the words that were searched for marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyledItemDelegate, QStyleOptionViewItem

from ikdesk.ui.icons import paint_icon
from ikdesk.ui.paint import rounded, write
from ikdesk.ui.theme import SECONDARY, SEMIBOLD, color, font, px

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
Marks = tuple[tuple[int, int], ...]  # where a word begins, and how many letters of it are marked
_NOWHERE = QModelIndex()
_HEAD, _ONE, _TWO = 30, 38, 54  # heights at 100 %: a heading, a title alone, a title with details


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that was found."""

    key: object  # what opens it; means something to whoever asked
    title: str
    detail: str = ""  # a quieter line below
    icon: str = ""
    marks: Marks = ()  # in the title
    detail_marks: Marks = ()


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind."""

    title: str
    hits: tuple[Hit, ...]


class _Rows(QAbstractListModel):
    """Headings and what stands under them, one after the other."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Hit | str] = []

    def show(self, groups: Sequence[Group]) -> None:
        """Hold something else."""
        self.beginResetModel()
        self.rows = []
        for group in groups:
            if group.hits:
                self.rows.append(group.title)
                self.rows.extend(group.hits)
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many lines there are, headings included."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """One."""
        return 0 if parent.isValid() else 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings cannot be chosen."""
        chosen = isinstance(self._at(index), Hit)
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable if chosen else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """The row itself, or what a screen reader says of it."""
        row = self._at(index)
        if role == Role.UserRole:
            return row
        if role == Role.DisplayRole:
            return row.title if isinstance(row, Hit) else row
        if role == Role.AccessibleTextRole:
            return said_of(row)
        return None

    def _at(self, index: Index) -> Hit | str:
        return self.rows[index.row()] if index.isValid() and index.row() < len(self.rows) else ""


def said_of(row: Hit | str) -> str:
    """A row as it is heard."""
    return row if isinstance(row, str) else ", ".join(part for part in (row.title, row.detail) if part)


class _Drawn(QStyledItemDelegate):
    """Paints headings and rows."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """A row with details is higher."""
        row = index.data(Role.UserRole)
        return QSize(px(120), px(_HEAD if isinstance(row, str) else _TWO if row.detail else _ONE))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a line."""
        row, box = index.data(Role.UserRole), QRectF(option.rect)
        painter.save()
        if isinstance(row, str):
            painter.setFont(font(SECONDARY, SEMIBOLD))
            words = box.adjusted(px(8), px(5), 0, 0)
            write(painter, words, row, color("muted"), align=Qt.AlignmentFlag.AlignLeft)
        else:
            view = cast("QListView", option.widget)
            self._hit(painter, box, row, chosen=index.row() == view.currentIndex().row())
        painter.restore()

    def _hit(self, painter: QPainter, box: QRectF, hit: Hit, *, chosen: bool) -> None:
        ink = color("on_sel" if chosen else "text")
        if chosen:
            rounded(painter, box.adjusted(0, 1, 0, -1), px(7), color("sel"))
            painter.fillRect(QRectF(box.left(), box.top() + px(9), px(4), box.height() - px(18)), color("primary"))
        if hit.icon:
            side = px(18)
            paint_icon(painter, hit.icon, ink if chosen else color("muted"),
                       QRectF(box.left() + px(14), box.top(), side, box.height()))  # fmt: skip
        left, right = box.left() + px(44), box.right() - px(10)
        if not hit.detail:
            marked(painter, QRectF(left, box.top(), right - left, box.height()), hit.title, hit.marks, font(), ink)
            return
        half = box.height() / 2
        upper = QRectF(left, box.top() + px(4), right - left, half - px(3))
        lower = QRectF(left, box.top() + half, right - left, half - px(5))
        marked(painter, upper, hit.title, hit.marks, font(), ink)
        marked(painter, lower, hit.detail, hit.detail_marks, font(SECONDARY), ink if chosen else color("muted"))


def marked(painter: QPainter, box: QRectF, text: str, marks: Marks, plain: QFont, ink: QColor) -> None:
    """Words on one line, some of them marked: bolder and underlined, so that nobody must tell colours apart."""
    shown = QFontMetricsF(plain).elidedText(text, Qt.TextElideMode.ElideRight, box.width() - px(4))
    strong = QTextCharFormat()
    bold = QFont(plain)
    bold.setWeight(SEMIBOLD)
    strong.setFont(bold)
    strong.setFontUnderline(True)
    layout = QTextLayout(shown, plain)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    ranges = []
    for start, length in marks:
        if start < len(shown):
            part = QTextLayout.FormatRange()
            part.start, part.length, part.format = start, min(length, len(shown) - start), strong
            ranges.append(part)
    layout.setFormats(ranges)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(100_000)
    layout.endLayout()
    painter.setPen(ink)
    painter.setClipRect(box)
    layout.draw(painter, QPointF(box.left(), box.center().y() - line.height() / 2))


class FoundList(QListView):
    """The list; focus stays in the line above it, which moves what is chosen here.

    Args:
        name: what screen readers say.
    """

    pressed_hit = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._rows = _Rows()
        self.setModel(self._rows)
        self.setItemDelegate(_Drawn(self))
        self.setAccessibleName(str(name))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setStyleSheet("QListView { background: transparent; border: 0; outline: 0; }")
        self.clicked.connect(lambda index: self.pressed_hit.emit(index.data(Role.UserRole)))

    @property
    def hit(self) -> Hit | None:
        """What is chosen."""
        row = self.currentIndex().data(Role.UserRole)
        return row if isinstance(row, Hit) else None

    @property
    def hits(self) -> list[Hit]:
        """All that was found, in order."""
        return [row for row in self._rows.rows if isinstance(row, Hit)]

    def show_groups(self, groups: Sequence[Group]) -> int:
        """Show something else, choose the first of it, and tell how much there is."""
        self._rows.show(groups)
        self.step(1)
        return len(self.hits)

    def step(self, by: int) -> None:
        """Choose another row; from the last one goes on with the first.

        Args:
            by: how many rows down; below 0: up. More than one stops at the end.
        """
        places = [at for at, row in enumerate(self._rows.rows) if isinstance(row, Hit)]
        if not places:
            return
        now = self.currentIndex().row()
        at = places.index(now) + by if now in places else 0
        at = at % len(places) if abs(by) == 1 else max(0, min(at, len(places) - 1))
        self.setCurrentIndex(self._rows.index(places[at], 0))
        if at == 0:
            self.scrollToTop()
        self.viewport().update()

    def said(self) -> str:
        """What is chosen, as it is heard."""
        return said_of(self.hit) if self.hit is not None else ""

    def height_of_all(self) -> int:
        """How high it is when all of it is seen; pixels."""
        return sum(self.sizeHintForRow(at) for at in range(self._rows.rowCount())) + px(4)
