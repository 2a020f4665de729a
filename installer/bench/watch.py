"""Watches a window until it can be used. Imports no more than an empty window needs."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer  # noqa: TID251 (it measures Qt)
from PySide6.QtWidgets import QWidget  # noqa: TID251

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


class Watch(QObject):
    """Tells when a widget has been painted for the first time, what waited then is done, and it can be used."""

    def __init__(self, watched: QWidget, usable: Callable[[], bool], tell: Callable[[], None]) -> None:
        super().__init__(watched)
        self._usable, self._tell, self._painted = usable, tell, False
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt calls it so)
        """See the first painting go by."""
        if not self._painted and event.type() == QEvent.Type.Paint:
            self._painted = True
            QTimer.singleShot(0, self._ask)
        return super().eventFilter(watched, event)

    def _ask(self) -> None:
        if self._usable():
            self._tell()
        else:
            QTimer.singleShot(0, self._ask)
