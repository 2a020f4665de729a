"""Meetings with the staff, planned and held."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _
from ikdesk.ui.cards import PageHead
from ikdesk.ui.desk import Desk
from ikdesk.ui.layouts import Column


class MeetingPage(QWidget):
    """Meetings with the staff, planned and held."""

    wants = Signal(str)
    wants_measure = Signal(object)

    def __init__(self, desk: Desk, tell: Callable[..., None]) -> None:
        super().__init__()
        self._desk, self._tell = desk, tell
        Column(PageHead(str(_("Møter")), ""), 1, margins=(28, 20, 28, 12), parent=self)

    def new_about(self, key: Key) -> None:
        """Begin to plan one about a focus area."""
