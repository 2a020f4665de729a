"""What the log says beside the matrix of the short form, while somebody chooses place and activity."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ikdesk.kernel.words import _
from ikdesk.risks.matrix_model import Matrix, placed
from ikdesk.ui.buttons import SecondaryButton
from ikdesk.ui.desk import Desk
from ikdesk.ui.layouts import Column, Row
from ikdesk.ui.text import Label


class LogLine(QWidget):
    """What was counted, and what follows from it. ``taken()`` when the cell it speaks of shall be chosen.

    Args:
        desk: verbs.
        matrix: the unit's.
    """

    taken = Signal()

    def __init__(self, desk: Desk, matrix: Matrix) -> None:
        super().__init__()
        self._desk, self._matrix = desk, matrix
        self.suggested: tuple[int | None, int | None] = (None, None)  # probability and consequence, in the unit's steps
        self.why = ""  # where the suggestion comes from, in words
        self.words = Label("", "secondary")
        self.use = SecondaryButton(str(_("Bruk forslaget")), "check")
        self.use.clicked.connect(self.taken)
        line = Row(spacing=8)
        line.put(self.words, 1)
        line.put(self.use)
        Column(line, parent=self)

    def look(self, place: object, activity: object, equipment: object, hazard: Mapping[str, Any]) -> None:
        """Tell what the log says of a danger.

        Args:
            place: key of the place, or None.
            activity: its code, or None.
            equipment: key of the thing, or None.
            hazard: as ``record_mini`` takes it.
        """
        self.suggested, self.why = (None, None), ""
        self.use.hide()
        if not (place or activity or equipment):
            self.words.say(str(_("Velg sted eller aktivitet, så ser dere hva loggen sier.")))
            return
        self.words.say("")
        del hazard

    def _placed(self, step: int | None) -> int | None:
        return None if step is None else placed(step, 5, self._matrix.size)
