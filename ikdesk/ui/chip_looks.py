"""How chips and tiles are painted."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from ikdesk.ui.icons import paint_icon
from ikdesk.ui.option import Option
from ikdesk.ui.paint import rounded, write
from ikdesk.ui.text import plain_tip
from ikdesk.ui.theme import REGULAR, SEMIBOLD, color, current, font, px, tone_colors


class Painted:
    """How a chip or tile is painted, whatever kind of button it is."""

    option: Option
    tile: bool

    def set_up(self, button: QAbstractButton, option: Option, *, tile: bool) -> None:
        """Take the option."""
        self.option, self.tile = option, tile
        self.name(button)
        button.setText(str(option.label).replace("&", "&&"))
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.setAttribute(Qt.WidgetAttribute.WA_Hover)
        sideways = QSizePolicy.Policy.Preferred if tile else QSizePolicy.Policy.Fixed
        button.setSizePolicy(sideways, QSizePolicy.Policy.Fixed)
        button.setToolTip(plain_tip(option.tip))

    def name(self, button: QAbstractButton) -> None:
        """What screen readers say: all of it, also where only the beginning is shown."""
        button.setAccessibleName(str(self.option.whole or self.option.label))

    def _measures(self) -> tuple[int, int, int, int]:
        """Height, padding, icon side, gap; pixels."""
        if self.tile:
            return px(52), px(13), px(22), px(12)
        return px(32), px(13), px(18), px(8)

    def hint(self) -> QSize:
        """Room for the icon and the words in bold, so that nothing jumps when it is chosen."""
        height, padding, side, gap = self._measures()
        words = QFontMetrics(font(1.0, SEMIBOLD)).horizontalAdvance(str(self.option.label)) + 2
        around = round(1.5 * padding) if self.tile else 2 * padding
        return QSize(words + around + (side + gap if self.option.icon else 0), height)

    def radius(self) -> float:
        """The radius of its corners; pixels."""
        return px(9) if self.tile else px(32) / 2

    def draw(self, button: QAbstractButton) -> None:
        """Paint the button."""
        painter = QPainter(button)
        chosen, over = button.isChecked(), button.underMouse()
        rest = color("subtle") if over else color("surface")
        line = color("primary") if chosen or button.isDown() else color("text") if over else color("strong")
        box = QRectF(button.rect())
        rounded(painter, box, self.radius(), color("tint") if chosen else rest, line, 2 if chosen else 1)
        ink = color("on_tint") if chosen else color("text")
        painter.setFont(font(1.0, SEMIBOLD if chosen else REGULAR))
        self._content(painter, box, ink)
        painter.end()

    def _content(self, painter: QPainter, box: QRectF, ink: QColor) -> None:
        _height, padding, side, gap = self._measures()
        left = float(padding)
        if self.option.icon:
            drawn = tone_colors(self.option.tone)[0] if self.option.tone else ink
            paint_icon(painter, self.option.icon, drawn, QRectF(left, (box.height() - side) / 2, side, side))
            left += side + gap
        words = QRectF(left, 0, box.width() - left - padding / 2, box.height())
        align = Qt.AlignmentFlag.AlignLeft
        if not self.option.icon and not self.tile:
            words, align = box, Qt.AlignmentFlag.AlignHCenter
        write(painter, words, str(self.option.label), ink, align=align)


class Pictured(Painted):
    """A tile that is known by its picture: large, above the words; beside them where the text is so large that the
    tiles stand in several lines, and would fill the window.
    """

    SIDE = 36  # logical pixels at 100 %
    BESIDE = 28  # of the picture beside the words
    LARGE = 1.2  # times the usual text
    WIDTHS = range(100, 260, 4)  # tried from the narrowest

    def hint(self) -> QSize:
        """Room for the picture and two lines of words in bold."""
        above = self._above()
        if current().factor < self.LARGE:
            return above
        lines = QFontMetrics(font(1.0, SEMIBOLD)).lineSpacing() * 2
        return QSize(above.width() + px(self.BESIDE + 22), lines + px(14))

    def _above(self) -> QSize:
        metrics = QFontMetrics(font(1.0, SEMIBOLD))
        most = metrics.lineSpacing() * 2 + metrics.leading()
        flags = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter)
        for wide in self.WIDTHS:
            needs = metrics.boundingRect(QRect(0, 0, px(wide), 10_000), flags, str(self.option.label))
            if needs.height() < metrics.lineSpacing() * 2.5 and needs.width() <= px(wide):
                break
        return QSize(px(wide + 14), px(9 + self.SIDE + 4 + 8) + most)

    def _content(self, painter: QPainter, box: QRectF, ink: QColor) -> None:
        drawn = tone_colors(self.option.tone)[0] if self.option.tone else color("primary")
        if current().factor >= self.LARGE:
            side, left = px(self.BESIDE), float(px(14))
            if self.option.icon:
                paint_icon(painter, self.option.icon, drawn, QRectF(left, (box.height() - side) / 2, side, side))
            write(painter, box.adjusted(left + side + px(10), px(4), -px(8), -px(4)), str(self.option.label), ink,
                  align=Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, wrap=True)  # fmt: skip
            return
        side = px(self.SIDE)
        top, left = px(9), (box.width() - side) / 2
        if self.option.icon:
            paint_icon(painter, self.option.icon, drawn, QRectF(left, top, side, side))
        words = QRectF(px(6), top + side + px(4), box.width() - px(12), box.height() - top - side - px(4 + 6))
        write(painter, words, str(self.option.label), ink, align=Qt.AlignmentFlag.AlignHCenter, wrap=True)
