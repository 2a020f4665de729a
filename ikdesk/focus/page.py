"""The places and ways children keep getting hurt that the unit works with."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _
from ikdesk.ui.cards import PageHead
from ikdesk.ui.desk import Desk
from ikdesk.ui.layouts import Column


class FocusPage(QWidget):
    """The places and ways children keep getting hurt that the unit works with."""

    wants = Signal(str)
    wants_incidents = Signal(dict)
    wants_measure = Signal(object)
    new_measure = Signal(object)
    wants_meeting = Signal(object)

    def __init__(self, desk: Desk, tell: Callable[..., None]) -> None:
        super().__init__()
        self._desk, self._tell = desk, tell
        Column(PageHead(str(_("Innsatsområder")), ""), 1, margins=(28, 20, 28, 12), parent=self)

    def show_focus(self, key: Key) -> None:
        """Show one of them."""
