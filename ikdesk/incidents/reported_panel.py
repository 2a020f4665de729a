"""That an incident was changed after it was told of in a report: so that nobody wonders why two numbers differ."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ikdesk.kernel.tertial import parse_period
from ikdesk.kernel.viewer import Key, Right
from ikdesk.kernel.words import _, listed, plain_date
from ikdesk.reports.version_queries import reported_before_change
from ikdesk.ui.cards import Banner
from ikdesk.ui.desk import Desk
from ikdesk.ui.layouts import Column


class ReportedLine(QWidget):
    """Hidden where every delivered report tells of the incident as it is; and for those who make no reports.

    Args:
        desk: verbs.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.banner = Banner("", "info", icon="pencil")
        Column(self.banner, parent=self)
        self.hide()

    def show_for(self, key: Key) -> None:
        """Say which delivered reports tell of an incident otherwise than it is now.

        Args:
            key: the incident.
        """
        may = Right.EXPORT in self._desk.viewer.rights
        rows = self._desk.read(reported_before_change, key) if may else ()
        told = dict.fromkeys(
            _("{period} ble levert {day}").format(
                period=parse_period(row.period).name, day=plain_date(row.delivered_on)
            )
            for row in rows
        )  # the same report to several is told of once
        self.banner.say(_("Endret etter at rapporten for {reports}.").format(reports=listed([*told])) if told else "")
        self.setVisible(bool(told))
