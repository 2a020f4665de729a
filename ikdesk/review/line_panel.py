"""One calm line that says how much is left undone, and the way to the list of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from ikdesk.focus.model import FocusArea
from ikdesk.incidents.case_model import ReferenceCase
from ikdesk.incidents.model import Incident
from ikdesk.kernel.viewer import Right
from ikdesk.kernel.words import _
from ikdesk.measures.model import Evaluation, Measure, MeasureIncident
from ikdesk.meetings.model import Meeting
from ikdesk.review.queries import finding_count
from ikdesk.review.sentences import found_words
from ikdesk.risks.model import Barrier, Hazard, RiskAssessment
from ikdesk.risks.rating_model import Rating, RiskAcceptance, RiskVersion
from ikdesk.routines.model import Routine, RoutineVersion
from ikdesk.ui.buttons import QuietButton
from ikdesk.ui.desk import Desk
from ikdesk.ui.icons import Icon
from ikdesk.ui.jobs import Job
from ikdesk.ui.layouts import Row
from ikdesk.ui.text import Label
from ikdesk.unit.equipment_model import Equipment, EquipmentEvent
from ikdesk.unit.model import ExposureDay, Place, SeasonTotal, Unit

LOOKS_AT = {
    Incident, ReferenceCase, Measure, MeasureIncident, Evaluation, Routine, RoutineVersion, Place, ExposureDay,
    SeasonTotal, Unit, Equipment, EquipmentEvent, FocusArea, Meeting,
    RiskAssessment, Hazard, Barrier, Rating, RiskAcceptance, RiskVersion,
}  # fmt: skip

LATER = 400  # milliseconds after the page is shown: it never makes anybody wait who wants to begin


class ReviewLine(QWidget):
    """Hidden where nothing was found, and from those who do not see it all. ``wanted()`` when the list is asked for.

    Args:
        desk: verbs.
        more: what is said after how much there is, or "".
    """

    wanted = Signal()

    def __init__(self, desk: Desk, more: str = "") -> None:
        super().__init__()
        self._desk, self._more, self.number = desk, more, 0
        self._job: Job | None = None
        self.said = Label("", "secondary")
        self.look = QuietButton(str(_("Se listen")))
        self.look.setAccessibleName(str(_("Se listen i Røntgen")))
        self.look.clicked.connect(self.wanted)
        row = Row(spacing=8, margins=(4, 0, 4, 0), parent=self)
        row.put(Icon("scan-search", "neutral", 18))
        row.put(self.said, 1)
        row.addWidget(self.look, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()
        self._soon = QTimer(self, singleShot=True, interval=LATER)  # it is stopped with all others at closing
        self._soon.timeout.connect(self._on_soon)
        desk.changed.connect(self._on_changed)
        self.soon()

    def soon(self) -> None:
        """Count when what stands on the page is there and can be used."""
        if Right.READ in self._desk.viewer.rights:
            self._soon.start()

    def _on_soon(self) -> None:
        if not self.window().isVisible():  # nobody is there to read it, or the data are closed already
            return
        if self._job is not None and self._job.running:  # what it counts is old already
            self._soon.start()
            return
        self._job = self._desk.work(lambda _tick: self._desk.read(finding_count))  # the log is counted in, too
        self._job.succeeded.connect(self.show_number)

    def show_number(self, number: int) -> None:
        """Say that so much was found.

        Args:
            number: of findings; 0 hides the line.
        """
        self.number = number
        self.setVisible(number > 0)
        said = found_words(number)
        self.said.say(f"{said}. {self._more}" if self._more else said)

    def _on_changed(self, kinds: frozenset[type]) -> None:
        if kinds & LOOKS_AT:
            self.soon()
