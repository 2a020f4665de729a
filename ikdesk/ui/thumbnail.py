"""A small picture that is pressed to see it large, and the box it is seen in."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ikdesk.kernel.words import _
from ikdesk.ui.buttons import Button, PressedByEnter, SecondaryButton
from ikdesk.ui.dialogs import Box
from ikdesk.ui.icons import paint_icon
from ikdesk.ui.paint import rounded
from ikdesk.ui.text import plain_tip
from ikdesk.ui.theme import color, px

SIZE = (148, 104)  # logical pixels at 100 %
ROUND = 7
LARGE = (900, 560)  # a picture is shown no larger in its box


class Thumbnail(PressedByEnter):
    """A small picture.

    Args:
        image: what is shown; an empty one where the picture is lost.
        about: what it shows, for who cannot see it.
    """

    def __init__(self, image: QImage, about: str) -> None:
        super().__init__()
        self._image = image
        self.setAccessibleName(_("Se bildet: {about}").format(about=about))
        self.setToolTip(plain_tip(about))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def ring_radius(self) -> float:
        """The radius of the focus ring; pixels."""
        return px(ROUND)

    def sizeHint(self) -> QSize:
        """All are alike."""
        return QSize(px(SIZE[0]), px(SIZE[1]))

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be pressed."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """As before."""
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill the box with the middle of the picture."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self._image.isNull():
            rounded(painter, box, px(ROUND), color("subtle"), color("border"))
            paint_icon(painter, "eye-off", color("muted"), _in_middle(box, px(26)))
        else:
            way = QPainterPath()
            way.addRoundedRect(box, px(ROUND), px(ROUND))
            painter.setClipPath(way)
            painter.drawImage(box, self._image, _middle_of(self._image, box))
            painter.setClipping(False)
            painter.setPen(QPen(color("primary" if self.underMouse() else "strong"), 2 if self.underMouse() else 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(way)
        painter.end()


class Shown(QWidget):
    """A picture as large as there is room for."""

    def __init__(self, image: QImage, about: str, most: tuple[float, float] = LARGE) -> None:
        super().__init__()
        self._image, self._scaled = image, QImage()
        wide, high = max(1, image.width()), max(1, image.height())
        share = min(px(most[0]) / wide, px(most[1]) / high, 1.0)
        self._size = QSize(max(1, round(wide * share)), max(1, round(high * share)))
        self.setMinimumSize(QSize(min(self._size.width(), px(220)), min(self._size.height(), px(150))))
        self.setAccessibleName(about)

    def sizeHint(self) -> QSize:
        """As large as it is, or as there is room for."""
        return self._size

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw all of it."""
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        ratio = self.devicePixelRatioF()
        if self._scaled.size() != size * ratio:  # made smaller with care, once: a painter leaves out points
            self._scaled = self._image.scaled(size * ratio, Qt.AspectRatioMode.IgnoreAspectRatio,
                                              Qt.TransformationMode.SmoothTransformation)  # fmt: skip
        painter = QPainter(self)
        painter.drawImage(QRectF((self.width() - size.width()) / 2, 0, size.width(), size.height()), self._scaled)
        painter.end()


class PictureBox(Box):
    """Shows a picture large, with what can be done with it.

    Args:
        parent: the window.
        image: the picture.
        about: what it shows.
        told: a line under it.
        offered: answers with their buttons, besides closing it.
    """

    def __init__(
        self, parent: QWidget | None, image: QImage, about: str, told: str, *offered: tuple[str, Button]
    ) -> None:  # fmt: skip
        super().__init__(parent, about, told)
        room = parent.window().size() if parent is not None else QSize(px(LARGE[0]), px(LARGE[1]))
        factor = px(100) / 100
        most = (min(LARGE[0], room.width() * 0.8 / factor), min(LARGE[1], room.height() * 0.6 / factor))
        self.setMaximumWidth(px(LARGE[0]) + px(60))
        self.body.put(Shown(image, about, most), 1)
        self.offer(("", SecondaryButton(str(_("Lukk")))), *offered)


def _in_middle(box: QRectF, side: float) -> QRectF:
    return QRectF(box.center().x() - side / 2, box.center().y() - side / 2, side, side)


def _middle_of(image: QImage, box: QRectF) -> QRectF:
    """The part of a picture that fills a box."""
    share = max(box.width() / image.width(), box.height() / image.height())
    wide, high = box.width() / share, box.height() / share
    return QRectF((image.width() - wide) / 2, (image.height() - high) / 2, wide, high)
