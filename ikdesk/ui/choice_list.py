"""One of many as a list down the side, in groups; folded to a list that opens where there is no room for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGroupBox, QRadioButton, QSizePolicy, QWidget

from ikdesk.ui.choices import BY_KEYS
from ikdesk.ui.icons import paint_icon
from ikdesk.ui.inputs import Dropdown
from ikdesk.ui.layouts import Column, Row, ScrollPage
from ikdesk.ui.option import Option
from ikdesk.ui.paint import rounded, write
from ikdesk.ui.text import Label
from ikdesk.ui.theme import BODY, REGULAR, SEMIBOLD, color, font, px

WIDTH = 258  # logical pixels at 100 %
Group = tuple[str, Sequence[Option]]  # what is said above it, and what stands in it


class ChoiceRow(QRadioButton):
    """A radio button that looks like a line of a menu."""

    def __init__(self, option: Option) -> None:
        super().__init__(str(option.label).replace("&", "&&"))
        self.option, self.code = option, option.code
        self.setAccessibleName(str(option.label))
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def ring_radius(self) -> float:
        """The radius of the focus ring; pixels."""
        return px(7)

    def sizeHint(self) -> QSize:
        """One row."""
        return QSize(px(52) + QFontMetrics(font(BODY, SEMIBOLD)).horizontalAdvance(str(self.option.label)), px(30))

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def hitButton(self, position: QPoint) -> bool:
        """All of it can be pressed."""
        return self.rect().contains(position)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever comes by the keyboard, comes to the one that is chosen."""
        super().focusInEvent(event)
        chosen = self.group().checkedButton() if self.group() is not None else None
        if chosen is not None and chosen is not self and event.reason() in BY_KEYS:
            chosen.setFocus(event.reason())

    def changeEvent(self, event: QEvent) -> None:
        """Take the new lengths when the looks change."""
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        painter = QPainter(self)
        box, chosen = QRectF(self.rect()), self.isChecked()
        if chosen or self.underMouse() or self.isDown():
            rounded(painter, box, px(7), color("tint" if chosen else "subtle"))
        if chosen:
            rounded(painter, QRectF(px(4), px(7), px(3), box.height() - 2 * px(7)), px(1), color("primary"))
        side = px(18)
        ink = color("on_tint" if chosen else "muted")
        paint_icon(painter, self.option.icon, ink, QRectF(px(14), (box.height() - side) / 2, side, side))
        painter.setFont(font(BODY, SEMIBOLD if chosen else REGULAR))
        words = QRectF(px(42), 0, box.width() - px(42), box.height())
        write(painter, words, str(self.option.label), color("on_tint" if chosen else "text"),
              align=Qt.AlignmentFlag.AlignLeft)  # fmt: skip
        painter.end()


class ChoiceList(QWidget):
    """Rows in groups, one of which is chosen; ``fold`` makes a list that opens of them.

    Args:
        question: what screen readers say on the way in.
        groups: what may be chosen, in order.
    """

    changed = Signal()

    def __init__(self, question: str, groups: Sequence[Group]) -> None:
        super().__init__()
        self._rows: list[ChoiceRow] = []
        self._group = QButtonGroup(self)
        box = QGroupBox()
        box.setAccessibleName(str(question))
        lines = Column(spacing=0, parent=box)
        for title, options in groups:
            if lines.count():
                lines.addSpacing(px(6))
            lines.put(Row(Label(title, "secondary", wrap=False), margins=(12, 0, 0, 1)))
            for option in options:
                lines.put(self._row(option))
        lines.put(1)
        self._page = ScrollPage(margins=(16, 2, 10, 6), spacing=0)
        self._page.put(box, 1)
        self.folded = Dropdown(question, [option for _title, options in groups for option in options], width=320)
        self._above = QWidget()
        Column(self.folded, spacing=0, margins=(28, 0, 28, 10), parent=self._above)
        self._above.hide()
        Column(self._above, spacing=0, parent=self).put(self._page, 1)
        self.setFocusProxy(self._rows[0])
        self._group.buttonToggled.connect(self._on_toggled)
        self.folded.changed.connect(lambda: self.set_value(self.folded.value()))

    def _row(self, option: Option) -> ChoiceRow:
        row = ChoiceRow(option)
        self._rows.append(row)
        self._group.addButton(row)
        return row

    def buttons(self) -> list[ChoiceRow]:
        """The rows, in order."""
        return list(self._rows)

    def value(self) -> Any:
        """The code chosen, or None."""
        chosen = self._group.checkedButton()
        return chosen.code if isinstance(chosen, ChoiceRow) else None

    def set_value(self, value: object) -> None:
        """Choose a code; one that is not there changes nothing."""
        found = next((row for row in self._rows if row.code == value), None)
        if found is not None:
            found.setChecked(True)

    def fold(self, *, folded: bool) -> None:
        """Stand above the rest as a list that opens, or beside it with all its rows."""
        self._page.setVisible(not folded)
        self._above.setVisible(folded)
        if folded:
            self.setMinimumWidth(0)
            self.setMaximumWidth(16_777_215)  # as wide as it likes: Qt's own number for it
        else:
            self.setFixedWidth(px(WIDTH))
        self.setFocusProxy(self.folded if folded else self._chosen())

    def _chosen(self) -> ChoiceRow:
        return next((row for row in self._rows if row.isChecked()), self._rows[0])

    def _on_toggled(self, row: QAbstractButton, on: bool) -> None:  # noqa: FBT001 - as Qt sends it
        if not on or not isinstance(row, ChoiceRow):
            return
        self.folded.set_value(row.code)
        if self._above.isHidden():
            self.setFocusProxy(row)
            self._page.ensureWidgetVisible(row, 0, px(40))
        self.changed.emit()
