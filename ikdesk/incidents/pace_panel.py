"""How long it takes to report, for the one who leads: half of all reports, never whose."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ikdesk.incidents.capture_queries import Pace, capture_pace
from ikdesk.incidents.model import Incident
from ikdesk.kernel.words import _, many
from ikdesk.ui.desk import Desk
from ikdesk.ui.icons import Icon
from ikdesk.ui.layouts import Row
from ikdesk.ui.text import Label

MINUTES = 120  # seconds from which it is said in minutes


class PaceLine(QWidget):
    """One quiet line; hidden while there are too few reports to tell.

    Args:
        desk: verbs.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.said = Label("", "secondary")
        row = Row(Icon("clock", "neutral", 18), spacing=8, margins=(4, 0, 4, 0), parent=self)
        row.put(self.said, 1)
        desk.changed.connect(self._on_changed)
        self.reload()

    def reload(self) -> None:
        """Ask anew."""
        pace = self._desk.read(capture_pace)
        self.setVisible(pace is not None)
        if pace is not None:
            self.said.say(pace_words(pace))

    def _on_changed(self, kinds: frozenset[type]) -> None:
        if Incident in kinds:
            self.reload()


def pace_words(pace: Pace) -> str:
    """How long half of the reports take at most, and how many that was seen of.

    Args:
        pace: of the last twelve months.
    """
    minutes = -(-pace.seconds // 60)
    took = (
        many("{n} sekund", "{n} sekunder", pace.seconds) if pace.seconds < MINUTES
        else many("{n} minutt", "{n} minutter", minutes)
    )  # fmt: skip
    return _("Halvparten av meldingene tar under {time} (n = {n}).").format(time=took, n=pace.reports)
