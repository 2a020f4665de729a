"""The first page of those who do not lead: report, what came of it, what one is to do and to read."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ikdesk.incidents.model import Incident, IncidentAccess
from ikdesk.incidents.own_actions import undo_own_report
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _, long_date
from ikdesk.measures.model import Measure, MeasureIncident
from ikdesk.people.model import Person
from ikdesk.routines.model import Routine, RoutineRead, RoutineVersion
from ikdesk.start.mine_queries import mine
from ikdesk.start.own_reports_panel import OwnReportsPanel
from ikdesk.start.own_tasks_panel import OwnTasksPanel
from ikdesk.start.page import greeting
from ikdesk.start.shared_panel import SharedPanel
from ikdesk.start.to_read_panel import ToReadPanel
from ikdesk.start.today_panel import TodayPanel
from ikdesk.ui.buttons import PrimaryButton
from ikdesk.ui.cards import Card, PageHead
from ikdesk.ui.desk import Desk
from ikdesk.ui.icons import Icon
from ikdesk.ui.layouts import Beside, Column, Row, ScrollPage
from ikdesk.ui.paint import rounded
from ikdesk.ui.text import Heading, Label
from ikdesk.ui.theme import color, px
from ikdesk.unit.model import ExposureDay, Place, Unit

SHOWS = {
    Incident, IncidentAccess, Measure, MeasureIncident, Routine, RoutineVersion, RoutineRead, ExposureDay, Place,
    Person, Unit,
}  # fmt: skip


class ReportButton(PrimaryButton):
    """The thing this page is for, large enough for cold fingers."""

    height_at_100 = 58.0
    icon_size = 26.0
    padding = 26.0
    radius = 9.0


class AskCard(Card):
    """Asks whether something happened. ``reported()`` when the answer is yes."""

    reported = Signal()

    def __init__(self) -> None:
        super().__init__(padding=(22, 20, 22, 20), spacing=0)
        told = _("Et lite plaster eller noe som nesten gikk galt: si fra. Det tar et minutt, og du trenger ikke vite "
                 "alt.")  # fmt: skip
        self.report = ReportButton(str(_("Meld hendelse")), "circle-plus")
        self.report.clicked.connect(self.reported)
        words = Column(Heading(str(_("Har det skjedd noe?")), 2), Label(told), spacing=3)
        line = Row(Icon("clipboard-list", "primary", 28, circle="surface"), spacing=16)
        line.put(words, 1)
        line.put(self.report)
        self.put(line)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A box in the colour of the program, so that it is seen first."""
        painter = QPainter(self)
        rounded(painter, QRectF(self.rect()), px(10), color("tint"), color("border"))
        painter.end()


class MinePage(QWidget):
    """"I dag". ``wants(key)`` asks for another page.

    ``wants_routine(key)`` asks for a routine to read, ``wants_shared(key)`` for an incident one is named for.
    """

    wants = Signal(str)
    wants_shared = Signal(object)
    wants_routine = Signal(object)

    def __init__(self, desk: Desk, tell: Callable[..., None]) -> None:
        super().__init__()
        self._desk, self._tell = desk, tell
        self._build()
        self._connect()
        self.reload()

    def _build(self) -> None:
        self.head = PageHead("")
        self.ask = AskCard()
        self.tasks = OwnTasksPanel(self._desk, self._tell)
        self.shared = SharedPanel()
        self.reports = OwnReportsPanel(self._desk.codebook)
        self.days = TodayPanel(self._desk, self._tell)
        self.reading = ToReadPanel()
        left, side = QWidget(), QWidget()
        Column(self.ask, self.tasks, self.shared, self.reports, 1, spacing=16, parent=left)
        Column(self.days, self.reading, 1, spacing=16, parent=side)
        self.page = ScrollPage()
        self.page.put(self.head, Beside(left, side, width=366, below=1000), 1)
        Column(self.page, spacing=0, parent=self)
        self.panes = [left, side]

    def _connect(self) -> None:
        self._desk.changed.connect(self._on_changed)
        self._desk.settings_changed.connect(self._on_settings)
        self.ask.reported.connect(lambda: self.wants.emit("report"))
        self.shared.opened.connect(self.wants_shared)
        self.reports.undone.connect(self._on_undone)
        self.reports.outdated.connect(self.reload)
        self.reports.reported.connect(lambda: self.wants.emit("report"))
        self.days.opened.connect(lambda: self.wants.emit("exposure"))
        self.reading.wanted.connect(self.wants_routine)
        self.reading.opened.connect(lambda: self.wants.emit("routines"))

    def reload(self) -> None:
        """Ask for everything on the page in one go."""
        today, found = self._desk.today, self._desk.read(mine, self._desk.clock.now())
        name, hour = self._desk.viewer.name, self._desk.clock.local().hour
        said = _("{greeting}, {name}").format(greeting=greeting(hour), name=name) if name else greeting(hour)
        words = long_date(today)
        week = _("uke {n}").format(n=today.isocalendar().week)
        self.head.say(said, f"{words[:1].upper()}{words[1:]} · {week}")
        self.tasks.show_tasks(found.tasks, today)
        self.shared.show_shared(found.shared)
        self.reports.show_reports(found.reports, today)
        self.days.show_days(found.season_places, (), ())
        self.reading.show_routines(found.to_read)

    def show_reports(self) -> None:
        """Go to what one has reported; the newest stands first."""
        self.reports.heading.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self.page, lambda: self.page.ensureWidgetVisible(self.reports.newest(), 0, px(60)))

    def _on_undone(self, key: Key) -> None:
        self.reports.heading.setFocus()
        try:
            self._desk.write(undo_own_report, key)
        except Problem as said:  # somebody was faster
            self._tell(str(said))
            return
        self._tell(str(_("Meldingen er tatt tilbake.")))

    def _on_changed(self, kinds: frozenset[type]) -> None:
        if kinds & SHOWS:
            self.reload()

    def _on_settings(self) -> None:
        self.reports.use_codebook(self._desk.codebook)
        self.reload()
