"""Whether a report has been delivered, and whether its numbers have changed since: one calm line."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ikdesk.kernel.tertial import Period
from ikdesk.kernel.words import _, plain_date
from ikdesk.reports.audience_model import Audience
from ikdesk.reports.delivery_model import VersionRow
from ikdesk.reports.version_queries import versions
from ikdesk.ui.buttons import QuietButton
from ikdesk.ui.desk import Desk
from ikdesk.ui.icons import Icon
from ikdesk.ui.layouts import Row
from ikdesk.ui.text import Label


class StateLine(QWidget):
    """Hidden for a report that was never delivered. ``wanted()`` when the delivered reports are asked for.

    Args:
        desk: verbs.
    """

    wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.row: VersionRow | None = None  # the newest
        self.said = Label("", "secondary")
        self.look = QuietButton(str(_("Se hva som er levert")))
        self.look.clicked.connect(self.wanted)
        line = Row(spacing=8, margins=(4, 0, 4, 0), parent=self)
        line.put(Icon("circle-check", "ok", 18))
        line.put(self.said, 1)
        line.put(self.look)
        self.hide()

    def show_state(self, period: Period, audience: Audience) -> None:
        """Say what was delivered.

        Args:
            period: of the report.
            audience: who it is for.
        """
        found = self._desk.read(versions, period.code, audience)
        self.row = found[0] if found else None
        self.setVisible(self.row is not None)
        if self.row is not None:
            self.said.say(state_words(self.row))


def state_words(row: VersionRow) -> str:
    """When a report was delivered to whom, and received."""
    said = _("Versjon {n} er levert {day} til {to}.").format(
        n=row.edition, day=plain_date(row.delivered_on), to=row.delivered_to
    )
    if row.received_on is not None:
        said += " " + _("Mottatt {day}.").format(day=plain_date(row.received_on))
    if row.touched:
        said += " " + str(_("Noen av tallene er andre i dag."))
    return said
