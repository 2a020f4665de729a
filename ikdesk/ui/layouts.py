"""How things are placed: rows and columns whose lengths follow the text size, and layouts that wrap."""

from __future__ import annotations

from typing import Any, cast

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLayout, QLayoutItem, QScrollArea, QSizePolicy, QWidget

from ikdesk.ui.theme import current, px

Margins = tuple[float, float, float, float]  # left, top, right, bottom; logical pixels at 100 %
NONE: Margins = (0, 0, 0, 0)
_WIDE_MARGIN = 24  # logical pixels at 100 %


class Line(QBoxLayout):
    """Things after one another, with lengths that follow the text size.

    Args:
        direction: as Qt names it.
        items: widgets and layouts; an int is a stretch of that weight.
        spacing: between them, logical pixels at 100 %.
        margins: left, top, right, bottom.
        parent: the widget to lay out, if it is known already.
    """

    def __init__(
        self, direction: QBoxLayout.Direction, *items: Any, spacing: float = 8, margins: Margins = NONE,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(direction)
        if parent is not None:
            parent.setLayout(self)
        self._space, self._around = spacing, margins
        self.taken = 0  # pixels of the right margin that something else stands in
        self.rescale()
        for item in items:
            self.put(item)

    def put(self, item: QWidget | QLayout | int, stretch: int = 0) -> None:
        """Add a widget, a layout, or (a number) a stretch."""
        if isinstance(item, int):
            self.addStretch(item)
        elif isinstance(item, QLayout):
            self.addLayout(item, stretch)
        elif getattr(item, "stays_on_top", False) and self.direction() == QBoxLayout.Direction.LeftToRight:
            self.addWidget(item, stretch, Qt.AlignmentFlag.AlignTop)
        else:
            self.addWidget(item, stretch)

    def rescale(self) -> None:
        """Take the lengths anew at the text size chosen."""
        left, top, right, bottom = self._around
        self.setSpacing(px(self._space))
        self.setContentsMargins(px(left), px(top), max(0, px(right) - self.taken), px(bottom))


class Row(Line):
    """Things from left to right."""

    def __init__(self, *items: Any, spacing: float = 8, margins: Margins = NONE, parent: QWidget | None = None) -> None:
        super().__init__(QBoxLayout.Direction.LeftToRight, *items, spacing=spacing, margins=margins, parent=parent)


class Column(Line):
    """Things from top to bottom."""

    def __init__(self, *items: Any, spacing: float = 8, margins: Margins = NONE, parent: QWidget | None = None) -> None:
        super().__init__(QBoxLayout.Direction.TopToBottom, *items, spacing=spacing, margins=margins, parent=parent)


class Wrapping(QLayout):
    """What chips and cards need: left to right, and on to the next line when it is full.

    Args:
        spacing: between things, logical pixels at 100 %.
        least: width below which a thing wraps; given it, everything gets the same width and fills the line.
        most: how many on a line at most when ``least`` is given; 0 for as many as fit.
        level: what is lower than the others on its line stands in the middle of it.
        parent: the widget to lay out.
    """

    def __init__(
        self, *, spacing: float = 8, least: float = 0, most: int = 0, level: bool = False,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        self._level = level
        self._items: list[QLayoutItem] = []
        self._space, self._least, self._most = spacing, least, most
        if parent is not None:
            parent.setLayout(self)
        self.setContentsMargins(0, 0, 0, 0)

    def rescale(self) -> None:
        """Take the lengths anew at the text size chosen."""
        self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        """Add a thing."""
        self._items.append(item)

    def count(self) -> int:
        """How many things there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The thing at a place; None outside."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take a thing out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """It takes the width it gets."""
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        """Narrower is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height at a width, in pixels."""
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Place everything."""
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        """All on one line."""
        hints = [item.sizeHint() for item in self._shown()]
        wide = sum(hint.width() for hint in hints) + px(self._space) * max(0, len(hints) - 1)
        return QSize(wide, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        """The widest single thing."""
        least = QSize()
        for item in self._shown():
            least = least.expandedTo(item.minimumSize())
        return least

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _place(self, rect: QRect, *, move: bool) -> int:
        space = px(self._space)
        even = self._even_width(rect.width(), space)
        at, height = QPoint(rect.topLeft()), 0
        line: list[tuple[QLayoutItem, QRect]] = []
        for item in self._shown():
            hint = item.sizeHint()
            width = even or min(hint.width(), rect.width())
            if line and at.x() + width > rect.x() + rect.width():
                self._settle(line, height, move=move)
                at, height, line = QPoint(rect.x(), at.y() + height + space), 0, []
            tall = item.heightForWidth(width) if item.hasHeightForWidth() else hint.height()
            line.append((item, QRect(at, QSize(width, tall))))
            at.setX(at.x() + width + space)
            height = max(height, tall)
        self._settle(line, height, move=move)
        return at.y() + height - rect.y()

    def _settle(self, line: list[tuple[QLayoutItem, QRect]], height: int, *, move: bool) -> None:
        for item, place in line:
            if self._least:
                place.setHeight(place.height() if getattr(item.widget(), "stays_on_top", False) else height)
            elif self._level:
                place.translate(0, (height - place.height()) // 2)
            if move:
                item.setGeometry(place)

    def _even_width(self, width: int, space: int) -> int:
        number = len(self._shown())
        if not self._least or not number:
            return 0
        least = max(px(self._least), *(item.minimumSize().width() for item in self._shown()))
        fit = max(1, (width + space) // (least + space))
        columns = min(fit, self._most or number, number)
        rows = -(-number // columns)
        columns = -(-number // rows)  # no line with one lonely thing where two even lines would do
        return (width - space * (columns - 1)) // columns


class Wrap(QWidget):
    """A widget whose things wrap on to the next line when it is full; arguments as for ``Wrapping``."""

    def __init__(
        self, *items: QWidget, spacing: float = 8, least: float = 0, most: int = 0, level: bool = False
    ) -> None:
        super().__init__()
        self._flow = Wrapping(spacing=spacing, least=least, most=most, level=level, parent=self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for item in items:
            self.put(item)

    def put(self, item: QWidget) -> None:
        """Add a widget."""
        self._flow.addWidget(item)


class _Inside(QWidget):
    """What scrolls: as high as its things are at the width there is, not at the narrowest they could have."""

    def minimumSizeHint(self) -> QSize:
        """Only the width; the height follows from it."""
        hint = super().minimumSizeHint()
        return QSize(hint.width(), 0) if self.hasHeightForWidth() else hint


class ScrollPage(QScrollArea):
    """A page that scrolls up and down when it is higher than the window.

    Args:
        margins: around the content, logical pixels at 100 %.
        spacing: between the things in its column.
        widest: the content is never wider than this.
    """

    def __init__(self, *, margins: Margins = (28, 20, 28, 20), spacing: float = 16, widest: float = 1640) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._widest, self._right = widest, margins[2]
        inside = _Inside()
        inside.setProperty("page", "true")
        self.column = Column(spacing=spacing, margins=margins, parent=inside)
        self.setWidget(inside)

    def put(self, *items: QWidget | QLayout | int) -> None:
        """Add things to the column; a number is a stretch."""
        for item in items:
            self.column.put(item)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep lines from becoming too long on wide screens."""
        cast("QWidget", self.widget()).setMaximumWidth(px(self._widest))
        self._make_even()
        super().resizeEvent(event)

    def _make_even(self) -> None:
        """The bar takes its room of a wide margin: what scrolls ends where what stands above and below it does."""
        if self._right < _WIDE_MARGIN:
            return
        taken = self.width() - self.viewport().width()
        if taken != self.column.taken:
            self.column.taken = taken
            self.column.rescale()


class Beside(QWidget):
    """A main column with another beside it, or below it where there is not room for both.

    Args:
        main: what gets the rest of the width.
        side: the other one.
        width: of the side column, logical pixels at 100 %.
        below: the width of the page, at 100 %, under which the side goes below.
        full: the side is as high as the main column, as for a detail beside a list; where there is not room for
            both, it is hidden, and the page shows the thing by itself when it is opened.
        under: it goes below all the same, where the page has no other way to show it.
    """

    def __init__(
        self, main: QWidget, side: QWidget, *, width: float = 258, below: float = 1000, full: bool = False,
        under: bool = False,
    ) -> None:  # fmt: skip
        super().__init__()
        self._side, self._width, self._below = side, width, below
        self._hides = full and not under
        self._column = QWidget()
        column = Column(parent=self._column)
        column.put(side, 1 if full else 0)
        if not full:
            column.put(1)
        self._line = Row(spacing=16, parent=self)
        self._line.put(main, 1)
        self._line.put(self._column)
        self._turn()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn when the window is too narrow."""
        super().resizeEvent(event)
        self._turn()

    def changeEvent(self, event: QEvent) -> None:
        """Turn when the text grows."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._turn()

    def _turn(self) -> None:
        narrow = page_width(self) < self._below
        self._column.setVisible(not (narrow and self._hides))
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._line.direction() != way:
            self._line.setDirection(way)
        self._column.setMinimumWidth(0 if narrow else px(self._width))
        self._column.setMaximumWidth(16_777_215 if narrow else px(self._width))


class Turning(QWidget):
    """Things beside one another, and under one another where the page is too narrow for it.

    Args:
        items: the things; the first gets what width is left.
        below: the width of the page, at 100 %, under which they turn.
        spacing: between them, logical pixels at 100 %.
    """

    def __init__(self, *items: QWidget, below: float = 1000, spacing: float = 16) -> None:
        super().__init__()
        self._below = below
        self._line = Row(spacing=spacing, parent=self)
        for at, item in enumerate(items):
            self._line.put(item, 0 if at else 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn when the window is too narrow."""
        super().resizeEvent(event)
        self._turn()

    def changeEvent(self, event: QEvent) -> None:
        """Turn when the text grows."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._turn()

    def _turn(self) -> None:
        narrow = page_width(self) < self._below
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._line.direction() != way:
            self._line.setDirection(way)


def page_width(widget: QWidget) -> float:
    """The width pages have beside the sidebar; logical pixels at 100 %."""
    window = widget.window()
    sidebar = getattr(window, "sidebar", None)
    taken = sidebar.width() if isinstance(sidebar, QWidget) else 0
    return (window.width() - taken) / current().factor


def first_in(pane: QWidget) -> QWidget:
    """The first thing in a part of the window that takes focus; the part itself if nothing does."""
    at = pane
    while pane.isVisible():  # else nothing in it is
        if at.focusPolicy() & Qt.FocusPolicy.TabFocus and at.isVisible() and (at is pane or pane.isAncestorOf(at)):
            return at
        following = at.nextInFocusChain()
        if following is None or following is pane:
            return pane
        at = following
    return pane


def column_in(widget: QWidget, *items: Any, spacing: float = 8, margins: Margins = NONE) -> Column:
    """Lay out a widget as a column of things."""
    return Column(*items, spacing=spacing, margins=margins, parent=widget)


def row_in(widget: QWidget, *items: Any, spacing: float = 8, margins: Margins = NONE) -> Row:
    """Lay out a widget as a row of things."""
    return Row(*items, spacing=spacing, margins=margins, parent=widget)


__all__ = [
    "NONE",
    "Beside",
    "Column",
    "Line",
    "Margins",
    "Row",
    "ScrollPage",
    "Turning",
    "Wrap",
    "Wrapping",
    "column_in",
    "first_in",
    "page_width",
    "row_in",
]


def from_left(*items: Any) -> QWidget:
    """Things beside one another from the left, no wider than they are, as one widget."""
    made = QWidget()
    Row(*items, 1, spacing=8, parent=made)
    return made
