"""The way from a record to who has seen it."""

from __future__ import annotations

from PySide6.QtCore import Signal

from ikdesk.kernel.viewer import Right
from ikdesk.kernel.words import _
from ikdesk.ui.buttons import QuietButton
from ikdesk.ui.desk import Desk


class SeenLink(QuietButton):
    """ "Hvem har sett denne?", for those who may see the log; hidden while no record is shown.

    ``wanted(number)`` says of which.
    """

    wanted = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(str(_("Hvem har sett denne?")), "eye")
        self._may = Right.SEE_LOG in desk.viewer.rights
        self._number = ""
        self.clicked.connect(lambda: self.wanted.emit(self._number))
        self.show_for("")

    def show_for(self, number: str) -> None:
        """Lead to who has seen this one.

        Args:
            number: of the record; empty when none is shown.
        """
        self._number = number
        self.setVisible(self._may and bool(number))
