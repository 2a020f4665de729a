"""From one page to another: where each thing somebody asks for is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtWidgets import QWidget

from ikdesk.access.log_panel import LogPanel
from ikdesk.beside_workplace import Besides
from ikdesk.data import Data
from ikdesk.focus.page import FocusPage
from ikdesk.handover_data import FileOutside
from ikdesk.incidents.page import IncidentPage
from ikdesk.incidents.shared_page import SharedPage
from ikdesk.kernel.paths import application_folder
from ikdesk.kernel.viewer import Key, Right
from ikdesk.measures.page import MeasurePage
from ikdesk.meetings.page import MeetingPage
from ikdesk.people.users_data import VaultUsers
from ikdesk.reports.audience_model import Audience
from ikdesk.reports.delivered_page import DeliveredPage
from ikdesk.reports.page import TertialPage
from ikdesk.reports.target_panel import report_folder
from ikdesk.reports.verify_page import VerifyPage
from ikdesk.review.page import ReviewPage
from ikdesk.risks.page import RiskPage
from ikdesk.routines.page import RoutinePage
from ikdesk.sector.known_model import KNOWN_NAME
from ikdesk.start.mine_page import MinePage
from ikdesk.ui.desk import Desk
from ikdesk.ui.window import Window
from ikdesk.unit.equipment_panel import EquipmentPanel
from ikdesk.unit.page import SettingsPage

if TYPE_CHECKING:
    from ikdesk.sector.page import SectorPage


class Goes:
    """Goes where it is asked to.

    Args:
        desk: verbs.
        tell: shows a toast.
        data: the open data.
        window: with the pages; it is made after those who ask to go.
        switch: lets another person in.
    """

    def __init__(
        self, desk: Desk, tell: Callable[..., None], data: Data, window: Callable[[], Window],
        switch: Callable[[], object],
    ) -> None:  # fmt: skip
        self.desk, self.tell, self._data, self._window, self._switch = desk, tell, data, window, switch

    @property
    def window(self) -> Window:
        """With the pages."""
        return self._window()

    def page(self, key: str) -> None:
        """A page by its name, or what stands on none."""
        besides: dict[str, Callable[[], QWidget]] = {
            "review": self._review_page, "delivered": self._delivered_page, "verify": self._verify_page,
            "sector": self._sector_page, "handover": self._handover_page,
        }  # fmt: skip
        if key in besides:
            self.window.open_page(key, besides[key])
            return
        if key == "switch":  # it stands in no list before two could unlock when the window was made
            self._switch()
            return
        if key.startswith("setting:"):
            self.setting(key.removeprefix("setting:"))
            return
        Besides(self.window, self.desk, self.tell, self._data.back_up_here).go(key)

    def _handover_page(self) -> QWidget:
        from ikdesk.handover.page import HandoverPage  # nobody needs it before they change leaders

        page = HandoverPage(self.desk, self.tell, VaultUsers(self._data), FileOutside(self._data))
        page.wants.connect(self.page)
        return page

    def _delivered_page(self) -> DeliveredPage:
        page = DeliveredPage(self.desk, self.tell)
        page.wants.connect(self.page)
        page.renews.connect(self.report)
        return page

    def _verify_page(self) -> VerifyPage:
        page = VerifyPage(self.desk)
        page.wants.connect(self.page)
        return page

    def _sector_page(self) -> SectorPage:
        from ikdesk.sector.page import Reach, SectorPage  # late: most units send reports, and receive none
        from ikdesk.sector_data import open_store

        pins = application_folder() / KNOWN_NAME
        page = SectorPage(Reach(self.desk.work, open_store, pins, report_folder(self.desk), lambda: self.desk.today))
        page.left.connect(lambda: self.page("reports"))
        return page

    def report(self, period: str, audience: Audience) -> None:
        """The report of a period for somebody.

        Args:
            period: the code of the period.
            audience: who it is for.
        """
        self.window.go("reports")
        cast("TertialPage", self.window.page).show_report(period, audience)

    def _review_page(self) -> ReviewPage:
        page = ReviewPage(self.desk)
        page.wants.connect(self.page)
        page.wants_incident.connect(self.incident)
        page.wants_measure.connect(lambda key: self.measures().show_measure(key))
        page.wants_evaluation.connect(lambda key: self.measures().show_evaluation(key))
        page.wants_routine.connect(lambda key: self.routines().show_routine(key))
        page.wants_focus.connect(lambda key: self.focus().show_focus(key))
        page.wants_risk.connect(self.risk)
        page.wants_equipment.connect(self.equipment)
        page.wants_setting.connect(self.setting)
        return page

    def incident(self, key: Key) -> None:
        """An incident in the register."""
        self.window.go("incidents")
        cast("IncidentPage", self.window.page).open_incident(key)

    def incidents(self, values: Mapping[str, str]) -> None:
        """The incidents a choice lets through.

        Args:
            values: by the names of ``incidents.filter_queries.NAMES``.
        """
        self.window.go("incidents")
        cast("IncidentPage", self.window.page).filters.show_values(values)

    def shared(self, key: Key) -> None:
        """A restricted incident somebody is named for."""
        cast("SharedPage", self.window.open_page("restricted", self._shared_page)).show_incident(key)

    def _shared_page(self) -> QWidget:
        page = SharedPage(self.desk)
        page.left.connect(lambda: self.window.go("mine"))
        return page

    def log(self, number: str) -> None:
        """What the access log says of an incident."""
        self.setting("log")
        cast("LogPanel", cast("SettingsPage", self.window.page).panel).show_number(number)

    def routines(self) -> RoutinePage:
        """The routines."""
        self.window.go("routines")
        return cast("RoutinePage", self.window.page)

    def measures(self) -> MeasurePage:
        """The measures."""
        self.window.go("measures")
        return cast("MeasurePage", self.window.page)

    def focus(self) -> FocusPage:
        """The focus areas."""
        self.window.go("focus")
        return cast("FocusPage", self.window.page)

    def risks(self) -> RiskPage:
        """The risk assessments."""
        self.window.go("risks")
        return cast("RiskPage", self.window.page)

    def risk(self, key: Key) -> None:
        """One of them."""
        self.risks().show_risk(key)

    def new_risk(self, start: Mapping[str, Any]) -> None:
        """Begin on a short assessment.

        Args:
            start: what is filled in already, as ``RiskPage.new_mini`` has it.
        """
        self.risks().new_mini(start)

    def asked(self, what: str, about: Any) -> None:
        """What a part of the settings asks for: an incident, an assessment, or a new one."""
        ways: dict[str, Callable[[Any], None]] = {
            "incident": self.incident, "risk": self.risk, "new_risk": self.new_risk, "page": self.page,
        }  # fmt: skip
        ways[what](about)

    def meetings(self) -> MeetingPage:
        """The meetings."""
        self.window.go("meetings")
        return cast("MeetingPage", self.window.page)

    def recorded(self, key: Key) -> None:
        """What was just reported, where the one who did may see it."""
        if Right.READ not in self.desk.viewer.rights:  # it stands on top of one's own, with its number
            self.window.go("mine")
            cast("MinePage", self.window.page).show_reports()
            return
        self.incident(key)

    def equipment(self, key: Key) -> None:
        """A piece of equipment in its list."""
        self.setting("equipment")
        page = self.window.page
        if isinstance(page, SettingsPage) and isinstance(page.panel, EquipmentPanel):
            page.panel.show_equipment(key)

    def setting(self, key: str) -> None:
        """A part of the settings."""
        if self._data.database.refusal:
            self.tell(self._data.database.refusal)
            return
        self.window.go("settings")
        cast("SettingsPage", self.window.page).show_section(key)
