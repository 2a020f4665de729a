"""The list that places are dragged from, and the box that asks what a plan shows."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from ikdesk.kernel.words import _
from ikdesk.ui.dialogs import LineBox
from ikdesk.ui.plan_view import PLACE_MIME
from ikdesk.ui.table import ListView


class PlaceList(ListView):
    """Places that can be dragged to the plan."""

    _from: QPointF | None = None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Here something may be dragged from."""
        self._from = event.position()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the place that was pressed."""
        far = self._from is not None and (event.position() - self._from).manhattanLength()
        if not event.buttons() & Qt.MouseButton.LeftButton or not far or far < QApplication.startDragDistance():
            super().mouseMoveEvent(event)
            return
        self._from = None
        data = QMimeData()
        data.setData(PLACE_MIME, str(self.key).encode())
        drag = QDrag(self)
        drag.setMimeData(data)
        drag.exec(Qt.DropAction.CopyAction)


class NameBox(LineBox):
    """Asks what a plan shows."""

    def __init__(self, parent: QWidget | None, name: str, keep: Callable[[str], object]) -> None:
        super().__init__(parent, str(_("Hva viser tegningen?")), str(_("Navnet står over tegningen.")), keep, "name")
        self.name = self.put_line(_("Navn"), name, str(_("Lagre")))
        self.name.selectAll()
