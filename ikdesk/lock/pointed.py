"""Names that are pointed out at the foot of a form: seen though the form is longer than the screen just then."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from ikdesk.ui.inputs import LongText
from ikdesk.ui.pointed import PlainWords, Pointed
from ikdesk.ui.text_field import TextField


class PointedInSight(Pointed):
    """As ``Pointed``; whoever writes in its field sees it at once.

    Args:
        field: what is written in.
        words: what is no name here.
    """

    def __init__(self, field: LongText | TextField, words: PlainWords) -> None:
        super().__init__(field, words)
        self._field_of = field
        self._seen = QTimer(self, singleShot=True, interval=0)
        self._seen.timeout.connect(self._show_whole)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """There is more to see, once everything has found its place."""
        super().resizeEvent(event)
        self._seen.start()

    def _show_whole(self) -> None:
        above: QWidget | None = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if isinstance(above, QScrollArea) and self.isVisible() and self._field_of.hasFocus():
            above.ensureWidgetVisible(self, 0, 12)
