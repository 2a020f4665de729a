"""What is left undone, in one list."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ikdesk.kernel.words import _
from ikdesk.ui.cards import PageHead
from ikdesk.ui.desk import Desk
from ikdesk.ui.layouts import Column


class ReviewPage(QWidget):
    """What is left undone, in one list."""

    wants = Signal(str)
    wants_incident = Signal(object)
    wants_measure = Signal(object)
    wants_routine = Signal(object)
    wants_focus = Signal(object)
    wants_setting = Signal(str)

    def __init__(self, desk: Desk, tell: Callable[..., None]) -> None:
        super().__init__()
        self._desk, self._tell = desk, tell
        Column(PageHead(str(_("Røntgen")), ""), 1, margins=(28, 20, 28, 12), parent=self)
