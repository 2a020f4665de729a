"""Two parts of the page of a case that stand elsewhere too: its measures, and what the staff register holds of it."""

from __future__ import annotations

from collections.abc import Callable

from ikdesk.incidents.measures_panel import MeasureSection
from ikdesk.incidents.model import Status
from ikdesk.incidents.queries import IncidentDetail
from ikdesk.incidents.section_panel import CaseSection
from ikdesk.incidents.staff_model import StaffCase
from ikdesk.incidents.staff_panel import StaffSection
from ikdesk.incidents.staff_queries import staff_detail
from ikdesk.kernel.viewer import Right
from ikdesk.measures.model import Evaluation, Measure, MeasureIncident
from ikdesk.measures.queries import measures_of_incident
from ikdesk.ui.desk import Desk
from ikdesk.ui.text import Label


class MeasuresSection(CaseSection):
    """What is done so that it does not happen again."""

    SHOWS = frozenset({Measure, MeasureIncident, Evaluation})

    def __init__(self, desk: Desk, tell: Callable[..., None], incident: IncidentDetail) -> None:
        super().__init__(desk, tell, incident)
        self.reload()

    def reload(self) -> None:
        """Ask for them anew."""
        rows = self.desk.read(measures_of_incident, self.incident.id)
        if not self.handles or (not rows and self.incident.status in {Status.WITHDRAWN, Status.UNCONFIRMED}):
            self.show_parts(*(Label(f"{row.title} · {row.status.label}") for row in rows))
            return
        section = MeasureSection(rows)
        section.asks.connect(self.asks)
        self.show_parts(section)


class AboutStaffSection(CaseSection):
    """What the staff register holds."""

    SHOWS = frozenset({StaffCase})

    def __init__(self, desk: Desk, tell: Callable[..., None], incident: IncidentDetail) -> None:
        super().__init__(desk, tell, incident)
        self.reload()

    def reload(self) -> None:
        """Ask for it anew."""
        reads = Right.READ_STAFF in self.desk.viewer.rights
        found = self.desk.read(staff_detail, self.incident.id) if reads else None
        if found is None or not (found.listed or found.left_behind):
            self.show_parts()
            return
        section = StaffSection(found, self.desk.codebook, told=not self.handles)  # else: beside the numbers to call
        section.move_injury.connect(lambda: self.asks.emit("move_injury", None))
        self.show_parts(section)
