"""The pages of the sidebar, each made the first time it is shown, with what one can ask for on it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ikdesk.focus.page import FocusPage
from ikdesk.goes_workplace import Goes
from ikdesk.incidents.page import IncidentPage
from ikdesk.incidents.report_page import ReportPage
from ikdesk.incidents.staff_page import StaffExtractPage
from ikdesk.measures.page import MeasurePage
from ikdesk.meetings.page import MeetingPage
from ikdesk.reports.page import TertialPage
from ikdesk.risks.page import RiskPage
from ikdesk.routines.page import RoutinePage
from ikdesk.start.mine_page import MinePage
from ikdesk.start.page import OverviewPage
from ikdesk.statistics.page import StatisticsPage
from ikdesk.unit.exposure_page import ExposurePage


class Pages:
    """Makes them.

    Args:
        go: where one goes from them.
    """

    def __init__(self, go: Goes) -> None:
        self._go, self._desk, self._tell = go, go.desk, go.tell

    def start(self) -> QWidget:
        """The front page."""
        page = OverviewPage(self._desk, self._tell)
        page.wants.connect(self._go.page)
        page.wants_incident.connect(self._go.incident)
        page.wants_measure.connect(lambda key: self._go.measures().show_measure(key))
        page.wants_evaluation.connect(lambda key: self._go.measures().show_evaluation(key))
        page.wants_routine.connect(lambda key: self._go.routines().show_routine(key))
        page.wants_equipment.connect(self._go.equipment)
        page.wants_risk.connect(self._go.risk)
        page.wants_setting.connect(self._go.setting)
        return page

    def mine(self) -> QWidget:
        """The front page of who only reports."""
        page = MinePage(self._desk, self._tell)
        page.wants.connect(self._go.page)
        page.wants_routine.connect(lambda key: self._go.routines().open_routine(key))
        page.wants_shared.connect(self._go.shared)
        return page

    def incidents(self) -> QWidget:
        """The register."""
        page = IncidentPage(self._desk, self._tell)
        page.seen.wanted.connect(self._go.log)
        page.wants.connect(self._go.page)
        page.wants_measure.connect(lambda key: self._go.measures().show_measure(key))
        page.new_measure.connect(lambda key: self._go.measures().new_for_incident(key))
        page.proposed_measure.connect(lambda key, start: self._go.measures().new_for_incident(key, start))
        page.cases.wants_risk.connect(self._go.risk)
        page.cases.new_risk.connect(self._go.new_risk)
        page.wants_setting.connect(self._go.setting)
        return page

    def focus(self) -> QWidget:
        """The focus areas."""
        page = FocusPage(self._desk, self._tell)
        page.wants_incidents.connect(self._go.incidents)
        page.wants_measure.connect(lambda key: self._go.measures().show_measure(key))
        page.new_measure.connect(lambda start: self._go.measures().new_measure(start))
        page.wants_risk.connect(self._go.risk)
        page.new_risk.connect(self._go.new_risk)
        page.wants_meeting.connect(lambda key: self._go.meetings().new_about(key))
        return page

    def measures(self) -> QWidget:
        """The action plan."""
        page = MeasurePage(self._desk, self._tell)
        page.wants.connect(self._go.page)
        page.wants_incident.connect(self._go.incident)
        page.wants_routine.connect(lambda key: self._go.routines().new_from_measure(key))
        page.wants_risk.connect(self._go.risk)
        page.wants_to_see.connect(lambda key: self._go.routines().show_routine(key))
        return page

    def risks(self) -> QWidget:
        """The risk assessments."""
        page = RiskPage(self._desk, self._tell)
        page.wants_incidents.connect(self._go.incidents)
        page.wants_measure.connect(lambda key: self._go.measures().show_measure(key))
        page.new_measure.connect(lambda start: self._go.measures().new_measure(start))
        page.wants_routine.connect(lambda key: self._go.routines().show_routine(key))
        page.wants_equipment.connect(self._go.equipment)
        page.wants_setting.connect(self._go.setting)
        return page

    def routines(self) -> QWidget:
        """The routines."""
        page = RoutinePage(self._desk, self._tell)
        page.wants.connect(self._go.page)
        page.wants_risk.connect(self._go.risk)
        page.new_risk.connect(self._go.new_risk)
        page.wants_incidents.connect(lambda routine: self._go.incidents({"routine": str(routine)}))
        page.wants_measure.connect(lambda key: self._go.measures().show_measure(key))
        return page

    def exposure(self) -> QWidget:
        """The days in use."""
        page = ExposurePage(self._desk, self._tell)
        page.wants.connect(lambda _key: self._go.setting("places"))
        return page

    def statistics(self) -> QWidget:
        """The numbers in pictures."""
        page = StatisticsPage(self._desk, self._tell)
        page.wants_incidents.connect(self._go.incidents)
        return page

    def meetings(self) -> QWidget:
        """The meetings with the staff."""
        page = MeetingPage(self._desk, self._tell)
        page.wants_measure.connect(lambda key: self._go.measures().show_measure(key))
        return page

    def reports(self) -> QWidget:
        """The report upward."""
        return TertialPage(self._desk, self._tell, self._go.page)

    def staff(self) -> QWidget:
        """What the safety representative gets."""
        return StaffExtractPage(self._desk, self._tell)

    def report(self) -> QWidget:
        """The form."""
        page = ReportPage(self._desk, self._tell)
        page.wants.connect(self._go.recorded)
        for small in (page.small, page.receipt.small):
            small.clicked.connect(lambda: self._go.page("collect"))
        page.left.connect(self._go.window.back)
        return page
