"""What is read from the other end of a room: the usual things to press and write in, twice as large.

Who has chosen large letters for themselves gets these larger still, as far as the screen has room for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ikdesk.picture.spec import Spec, describe
from ikdesk.ui.buttons import IconButton, PrimaryButton, QuietButton, SecondaryButton
from ikdesk.ui.dates import DateField
from ikdesk.ui.icons import paint_icon
from ikdesk.ui.inputs import Dropdown, LongText
from ikdesk.ui.option import Option
from ikdesk.ui.paint import rounded, write
from ikdesk.ui.picture_view import PictureView
from ikdesk.ui.pointed import Pointed
from ikdesk.ui.text_field import TextField
from ikdesk.ui.theme import BASE, color, current, font, px

SCALE = 2.0  # times ordinary text
TEXT = BASE * SCALE  # logical pixels at 100 %: nothing on a slide is smaller
HEIGHT = 60  # logical pixels at 100 %, of what one writes in and presses
_LOW = 768  # pixels; a screen of this height has room for what is twice as large, and no more
_MEANS_MORE = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
)
_SHEET = """
QLabel, QLabel[look="secondary"], QLabel[look="card"] {{ font-size: {text}px; }}
QLabel[look="title"] {{ font-size: {title}px; }}
QLabel[look="section"] {{ font-size: {section}px; }}
QLabel[look="kpi"] {{ font-size: {kpi}px; }}
QLineEdit {{ font-size: {text}px; min-height: {field}px; max-height: {field}px; padding: 0 {pad}px; }}
QLineEdit:focus, QLineEdit[wrong="true"] {{ min-height: {inside}px; max-height: {inside}px; }}
QPlainTextEdit {{ font-size: {text}px; padding: {half}px {pad}px; }}
QPlainTextEdit:focus {{ padding: {half}px {pad}px; }}
QComboBox QAbstractItemView {{ font-size: {text}px; }}
QComboBox QAbstractItemView::item {{ min-height: {row}px; }}
"""


def large(length: float) -> int:
    """A length in a window in which all is large; pixels.

    Args:
        length: logical pixels at 100 %.
    """
    return px(length * _share())


def _share() -> float:
    """How much of the text size chosen there is room for: all of it on a high screen, none of it on a low one."""
    screen = QGuiApplication.primaryScreen()
    room = max(1.0, screen.size().height() / _LOW) if screen is not None else 1.0
    return min(1.0, room / current().factor)


def large_sheet() -> str:
    """A style sheet for a window in which all text is large."""
    return _SHEET.format(
        text=large(TEXT), title=large(44), section=large(32), kpi=large(56), field=large(HEIGHT) - 2,
        inside=large(HEIGHT) - 4, pad=large(14), half=large(8), row=large(50),
    )  # fmt: skip


class _Large:
    """Large words on a button."""

    padding, gap, radius = 24.0, 14.0, 10.0
    weight: QFont.Weight

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.height_at_100, self.icon_size = HEIGHT * _share(), 30.0 * _share()

    def words_font(self) -> QFont:
        """The font of the words."""
        return font(SCALE * _share(), self.weight)


class LargePrimary(_Large, PrimaryButton):
    """What the slide is for."""


class LargeSecondary(_Large, SecondaryButton):
    """Something else one may do."""


class LargeQuiet(_Large, QuietButton):
    """Looks like a link."""

    padding, gap = 12.0, 10.0

    def words_font(self) -> QFont:
        """Underlined under the mouse."""
        made = super().words_font()
        made.setUnderline(self.underMouse())
        return made


class LargeIconButton(IconButton):
    """An icon alone; its name is heard and shown as a tip."""

    padding = 11.0

    def __init__(self, name: str, icon: str) -> None:
        super().__init__(name, icon)
        self.height_at_100, self.icon_size = 52.0 * _share(), 30.0 * _share()


_TURNS = {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End}


def _turns(field: QWidget, event: QEvent, text: str) -> bool:
    """Whether a key turns to another slide: in a field without a word the arrows have nowhere to go."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent) or text:
        return False
    return field.hasFocus() and Qt.Key(event.key()) in _TURNS and not event.modifiers() & _MEANS_MORE


class LargeField(TextField):
    """One line of text."""

    def event(self, event: QEvent) -> bool:
        """While it is empty the arrows are not its own."""
        if _turns(self, event, self.text()):
            event.ignore()
            return True
        return super().event(event)

    def sizeHint(self) -> QSize:
        """Room for large letters."""
        return QSize(large(300), large(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """It may become narrow."""
        return QSize(large(160), large(HEIGHT))


class LargeText(LongText):
    """Several lines of text."""

    def event(self, event: QEvent) -> bool:
        """While it is empty the arrows are not its own."""
        if _turns(self, event, self.toPlainText()):
            event.ignore()
            return True
        return super().event(event)

    def sizeHint(self) -> QSize:
        """Room for its lines."""
        return QSize(large(400), QFontMetrics(font(SCALE * _share())).lineSpacing() * self._lines + large(30))

    def minimumSizeHint(self) -> QSize:
        """It may become low: the foot of the slide must be seen."""
        return QSize(large(240), large(110))

    def fill(self) -> None:
        """Be as high as there is room for."""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)


class LargeDate(DateField):
    """A date that lies ahead.

    Args:
        today: what "i dag" is.
        ahead: how many days ahead a date without a year may lie.
    """

    def __init__(self, today: date, *, ahead: int) -> None:
        super().__init__(today, chips=False, with_echo=False, ahead=ahead)
        self.line.setMinimumWidth(large(250))
        self.line.setMinimumHeight(large(HEIGHT))


class LargeDropdown(Dropdown):
    """One of many in a list that folds out.

    Args:
        name: what screen readers say.
        options: what may be chosen, in order.
        none: the words for nothing chosen.
    """

    def __init__(self, name: str, options: Iterable[Option], *, none: str) -> None:
        super().__init__(name, options, none=none)
        self.view().setTextElideMode(Qt.TextElideMode.ElideRight)
        for part in (self, self.view()):  # the list is a window of its own, and no style sheet tells it
            part.setFont(font(SCALE * _share()))

    def sizeHint(self) -> QSize:
        """Room for most lines."""
        return QSize(large(330), large(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Long lines may be cut with dots."""
        return QSize(large(200), large(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it like the other fields."""
        painter = QPainter(self)
        wrong, over = self.property("wrong") == "true", self.underMouse() or self.hasFocus()
        line = color("danger") if wrong else color("primary" if self.hasFocus() else "text" if over else "strong")
        box, side = QRectF(self.rect()), large(28)
        rounded(painter, box, large(7), color("surface"), line, 2 if wrong or self.hasFocus() else 1)
        paint_icon(painter, "chevron-down", color("muted"), QRectF(box.right() - large(40), 0, side, box.height()))
        painter.setFont(font(SCALE * _share()))
        words = box.adjusted(large(14), 0, -large(46), 0)
        write(painter, words, self.currentText(), color("text"), align=Qt.AlignmentFlag.AlignLeft)
        painter.end()


class LargePicture(PictureView):
    """A chart that is read from afar; what it is about stands above it.

    Args:
        spec: what it says; its title and what stands under that are heard, and not drawn.
        most: the widest it becomes, logical pixels at 100 %.
    """

    def __init__(self, spec: Spec, *, most: float) -> None:
        self._whole = spec
        super().__init__(replace(spec, title="", subtitle=""), most=most)
        self.text = TEXT * _share()

    def show_spec(self, spec: Spec) -> None:
        """Show another chart."""
        super().show_spec(spec)
        self.setAccessibleName(str(self._whole.title))
        self.setAccessibleDescription(describe(self._whole))

    def fill(self, height: float) -> None:
        """Be as high as there is room for.

        Args:
            height: pixels.
        """
        if height != self.room:
            self.room = height
            self.show_spec(self.spec)


class LargePointed(Pointed):
    """Names and numbers in what is written."""

    quiet = LargeQuiet
