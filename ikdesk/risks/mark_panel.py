"""How high a risk is, as a cell of the matrix: letter, number, colour and pattern say the same."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QColor, QFontMetricsF, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ikdesk.picture.risk_key import stripes
from ikdesk.picture.scene import Rect
from ikdesk.risks.sentences import mark_said
from ikdesk.risks.view_model import Mark
from ikdesk.ui.paint import rounded, write
from ikdesk.ui.picture_ink import chart_palette, paint_item
from ikdesk.ui.text import plain_tip, teach_roles
from ikdesk.ui.theme import SEMIBOLD, color, font, px

_WIDE, _HIGH = 62, 34  # logical pixels at 100 %


class MarkBadge(QWidget):
    """A small cell of the matrix: "H 12". A line where nothing is rated yet.

    Args:
        mark: which cell, or None.
    """

    accessible_role = QAccessible.Role.StaticText

    def __init__(self, mark: Mark | None) -> None:
        super().__init__()
        teach_roles()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_mark(mark)

    def show_mark(self, mark: Mark | None) -> None:
        """Show another one."""
        self._mark = mark
        said = mark_said(mark)
        self.setAccessibleName(said)
        self.setToolTip(plain_tip(said))
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the letter and two digits."""
        return QSize(px(_WIDE), px(_HIGH))

    def changeEvent(self, event: QEvent) -> None:
        """Take the new lengths when the looks change."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        painter = QPainter(self)
        box = QRectF(self.rect())
        if self._mark is None:
            rounded(painter, box, px(7), color("surface"), color("strong"))
            painter.setFont(font(1.0, SEMIBOLD))
            write(painter, box, "–", color("muted"), align=Qt.AlignmentFlag.AlignHCenter)
        else:
            self._paint_mark(painter, box, self._mark)
        painter.end()

    def _paint_mark(self, painter: QPainter, box: QRectF, mark: Mark) -> None:
        palette, level = chart_palette(), mark.grade.level
        fill = palette.risk[level]
        shape = QPainterPath()
        shape.addRoundedRect(box, px(7), px(7))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.save()
        painter.setClipPath(shape)
        ground = Rect(box.left(), box.top(), box.width(), box.height(), fill)
        for item in (ground, *stripes(ground, level, palette, px(13))):
            paint_item(painter, item)
        words = f"{mark.grade.letter} {mark.product}"
        letters = font(1.05, SEMIBOLD, tabular=True)
        wide = QFontMetricsF(letters).horizontalAdvance(words) + px(8)
        patch = QRectF(box.center().x() - wide / 2, box.top() + px(6), wide, box.height() - px(12))
        rounded(painter, patch, px(4), QColor(fill))  # no stripe runs through the letter
        painter.setFont(letters)
        write(painter, box, words, QColor(palette.ink_on(fill)), align=Qt.AlignmentFlag.AlignHCenter)
        painter.restore()
