"""Files and folders that are dropped anywhere on a page, and the card on it that takes them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QRectF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ikdesk.ui.cards import Card
from ikdesk.ui.theme import color, px


def dropped_paths(data: QMimeData) -> list[Path]:
    """The files and folders in what is held over something, those that lie on this machine."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


class DropCard(Card):
    """A card that takes what is dropped on its page."""

    _over = False

    def drop(self, paths: Sequence[Path]) -> None:
        """Something was dropped.

        Args:
            paths: one at least.
        """
        raise NotImplementedError

    def mark(self, *, over: bool) -> None:
        """Show that what is held over the page can be dropped."""
        self._over = over
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A dashed line while something is held over the page."""
        super().paintEvent(event)
        if not self._over:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(color("primary"), px(2), Qt.PenStyle.DashLine))
        inset = px(5)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), px(7), px(7))
        painter.end()


class DropPage(QWidget):
    """A page on which files may be dropped anywhere."""

    def catch(self, card: DropCard) -> None:
        """Hand what is dropped to this card."""
        self._card = card
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Something is held over the page."""
        if dropped_paths(event.mimeData()):
            event.acceptProposedAction()
            self._card.mark(over=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """It went away again."""
        self._card.mark(over=False)

    def dropEvent(self, event: QDropEvent) -> None:
        """It is there."""
        self._card.mark(over=False)
        paths = dropped_paths(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self._card.drop(paths)
