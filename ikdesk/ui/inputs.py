"""What people write in and choose from: numbers, long text, and a drop-down list.

Everything a form holds has ``value()``, ``set_value(…)`` and a signal ``changed``; ``complaint()`` is one sentence
about what cannot be understood, or nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QSizePolicy, QStyledItemDelegate

from ikdesk.kernel.words import _
from ikdesk.ui.icons import paint_icon
from ikdesk.ui.option import Option
from ikdesk.ui.paint import rounded, write
from ikdesk.ui.text_field import TextField
from ikdesk.ui.theme import color, font, px


class NumberField(TextField):
    """A whole number.

    Args:
        least: the smallest that makes sense.
        most: the largest.
    """

    def __init__(self, *, least: int = 0, most: int = 999_999, width: float = 110) -> None:
        super().__init__(width=width)
        self._least, self._most = least, most
        self.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)

    def value(self) -> int | None:  # type: ignore[override]
        """The number; None if it is empty or no number."""
        text = self.text().replace("\xa0", "").replace(" ", "")
        return int(text) if text.isascii() and text.lstrip("-").isdigit() else None

    def complaint(self) -> str:
        """What is wrong with what was typed."""
        number = self.value()
        if number is None:
            return str(_("Skriv et helt tall.")) if self.text().strip() else ""
        if not self._least <= number <= self._most:
            return _("Skriv et tall fra {least} til {most}.").format(least=self._least, most=self._most)
        return ""


class LongText(QPlainTextEdit):
    """Several lines of text. Tab moves on, as in every other field.

    Args:
        lines: how many are seen at once.
        example: shown while it is empty.
    """

    changed = Signal()

    def __init__(self, *, lines: int = 4, example: str = "") -> None:
        super().__init__()
        self._lines = lines
        self.guard: Callable[[], str] | None = None  # says what is wrong with the text
        self.setTabChangesFocus(True)
        self.setPlaceholderText(str(example))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self.changed)  # nothing is cut, however much is pasted: too much is told when saving

    def value(self) -> str:
        """What it holds, without blanks around it."""
        return self.toPlainText().strip()

    def set_value(self, value: object) -> None:
        """Show this text; None is empty."""
        text = "" if value is None else str(value)
        if text != self.toPlainText():
            self.setPlainText(text)
        self.document().setModified(False)  # by nobody: it was filled in

    def complaint(self) -> str:
        """What is wrong with what was written."""
        return self.guard() if self.guard is not None else ""

    def ring_radius(self) -> float:
        """The radius of the focus ring; pixels."""
        return px(7)

    def sizeHint(self) -> QSize:
        """Room for its lines."""
        return QSize(px(320), QFontMetrics(font()).lineSpacing() * self._lines + px(20))

    def minimumSizeHint(self) -> QSize:
        """It may become narrow."""
        return QSize(px(120), self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        """Take the new lengths when the looks change."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()


class Dropdown(QComboBox):
    """One of many in a list that folds out; for lists too long for chips.

    Args:
        name: what screen readers say.
        options: what may be chosen, in order.
        none: the words for nothing chosen; "" if something always is.
        width: logical pixels at 100 %, or 0 for as wide as the longest.
    """

    changed = Signal()

    def __init__(self, name: str, options: Iterable[Option], *, none: str = "", width: float = 0) -> None:
        super().__init__()
        self._width = width
        self.setAccessibleName(str(name))
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setMaxVisibleItems(14)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # not by the wheel
        self.setItemDelegate(QStyledItemDelegate(self))  # the usual one does not listen to the style sheet
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        if none:
            self.addItem(str(none), None)
        self._fixed = self.count()
        self.set_options(options)
        self.currentIndexChanged.connect(lambda _at: self.changed.emit())

    def set_options(self, options: Iterable[Option]) -> None:
        """Offer other things; what was chosen stays chosen if it is still there."""
        chosen = self.value()
        quiet = self.blockSignals(True)
        while self.count() > self._fixed:
            self.removeItem(self.count() - 1)
        for option in options:
            self.addItem(str(option.label), option.code)
        self.set_value(chosen)
        self.blockSignals(quiet)
        self.updateGeometry()

    def value(self) -> Any:
        """The code chosen, or None."""
        return self.currentData()

    def set_value(self, value: object) -> None:
        """Choose a code; one that is not there chooses the first line."""
        codes = ["" if (code := self.itemData(at)) is None else str(code) for at in range(self.count())]
        wanted = "" if value is None else str(value)
        self.setCurrentIndex(codes.index(wanted) if wanted in codes else (0 if codes else -1))

    def ring_radius(self) -> float:
        """The radius of the focus ring; pixels."""
        return px(7)

    def sizeHint(self) -> QSize:
        """Room for the longest line."""
        metrics = QFontMetrics(font())
        words = max((metrics.horizontalAdvance(self.itemText(at)) for at in range(self.count())), default=px(80))
        return QSize(px(self._width) if self._width else words + px(11 + 8 + 18 + 9), px(38))

    def minimumSizeHint(self) -> QSize:
        """Long lines may be cut with dots."""
        return QSize(min(self.sizeHint().width(), px(120)), px(38))

    def changeEvent(self, event: QEvent) -> None:
        """Take the new lengths when the looks change."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling the page must not change what was chosen."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it like the other fields."""
        painter = QPainter(self)
        wrong, over = self.property("wrong") == "true", self.underMouse() or self.hasFocus()
        line = color("danger") if wrong else color("primary" if self.hasFocus() else "text" if over else "strong")
        box = QRectF(self.rect())
        rounded(painter, box, px(7), color("surface"), line, 2 if wrong or self.hasFocus() else 1)
        side = px(18)
        paint_icon(painter, "chevron-down", color("muted"), QRectF(box.right() - px(27), 0, side, box.height()))
        painter.setFont(font())
        words = box.adjusted(px(11), 0, -px(31), 0)
        write(painter, words, self.currentText(), color("text"), align=Qt.AlignmentFlag.AlignLeft)
        painter.end()
