"""The front page: what waits today, how the last weeks were, and what comes next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ikdesk.handover.line_panel import HandoverLine
from ikdesk.incidents.count_queries import UnloggedDay, unlogged_days
from ikdesk.incidents.model import Correction, Incident
from ikdesk.incidents.pace_panel import PaceLine
from ikdesk.incidents.unconfirmed_panel import UnconfirmedCard
from ikdesk.kernel.words import _, listed, long_date, many, month_name, plain_date, weekday_name
from ikdesk.measures.model import Evaluation, Measure
from ikdesk.reports.version_model import ReportVersion
from ikdesk.review.line_panel import ReviewLine
from ikdesk.risks.model import RiskAssessment
from ikdesk.routines.model import Routine, RoutineVersion
from ikdesk.start.attention_panel import AttentionPanel
from ikdesk.start.backup_panel import BackupLine
from ikdesk.start.pictures import weeks_bars
from ikdesk.start.queries import FrontPage, front_page, season_of
from ikdesk.start.today_panel import TodayPanel
from ikdesk.ui.buttons import QuietButton, SecondaryButton
from ikdesk.ui.cards import Card, KpiCard, PageHead, kpi_row
from ikdesk.ui.desk import Desk
from ikdesk.ui.layouts import Beside, Column, Row, ScrollPage
from ikdesk.ui.picture_view import PictureCard
from ikdesk.ui.text import Label
from ikdesk.unit.model import ExposureDay, MonthFigures, Place, SeasonTotal, Unit

SHOWS = {
    Incident, Correction, Unit, Place, ExposureDay, SeasonTotal, MonthFigures, UnloggedDay, Measure, Evaluation,
    Routine, RoutineVersion, RiskAssessment, ReportVersion,
}  # fmt: skip
_MORNING, _DAY, _EVENING = 5, 10, 18  # hours where they begin
_THIS_WEEK = 6  # days back a weekday alone is understood


class OverviewPage(QWidget):
    """The front page.

    ``wants(key)`` asks for another page, ``wants_setting(key)`` for a part of the settings, and the others for what
    they are called by its key; ``wants_evaluation(key)`` for the question whether a measure worked.
    """

    wants = Signal(str)
    wants_incident = Signal(object)
    wants_measure = Signal(object)
    wants_evaluation = Signal(object)
    wants_routine = Signal(object)
    wants_equipment = Signal(object)
    wants_risk = Signal(object)
    wants_setting = Signal(str)

    def __init__(self, desk: Desk, tell: Callable[..., None]) -> None:
        super().__init__()
        self._desk, self._tell = desk, tell
        self._build()
        self._connect()
        self.reload()

    def _build(self) -> None:
        self.head, self.backups, self.handover = PageHead(""), BackupLine(), HandoverLine(self._desk)
        self.waiting = KpiCard("–", "", "", "clipboard-list", "warn")
        self.overdue = KpiCard("–", "", "", "clock", "ok")
        self.month = KpiCard("–", "", "", "chart-column", "info")
        self.unconfirmed = UnconfirmedCard(self._desk, self._tell)
        self.attention = AttentionPanel(self._desk.codebook, self._desk.clock.local)
        self.days = TodayPanel(self._desk, self._tell)
        self.weeks = PictureCard(weeks_bars(()))
        self.report_text = Label("")
        self.report = SecondaryButton(str(_("Se utkast")), "file-text")
        report = Card(self.report_text, Row(self.report, 1), title=str(_("Neste rapport")), spacing=8)
        self.missing_text = Label("")
        self.fill = QuietButton(str(_("Fyll ut")), "pencil", flush=True)
        self.missing = Card(self.missing_text, Row(self.fill, 1), title=str(_("Tall som mangler")), spacing=6)
        side = QWidget()
        self.pace, self.review = PaceLine(self._desk), ReviewLine(self._desk)
        Column(self.days, self.weeks, report, self.missing, self.pace, spacing=16, parent=side)
        left = QWidget()
        self.attention.add_line(self.review)
        Column(self.unconfirmed, self.attention, 1, spacing=16, parent=left)
        page = ScrollPage()
        page.put(self.head, self.backups, self.handover, kpi_row(self.waiting, self.overdue, self.month),
                 Beside(left, side, width=382, below=1000), 1)  # fmt: skip
        Column(page, spacing=0, parent=self)
        self.panes = [left, side]

    def _connect(self) -> None:
        self._desk.changed.connect(self._on_changed)
        self.backups.wanted.connect(lambda: self.wants_setting.emit("backups"))
        self.handover.wanted.connect(lambda: self.wants.emit("handover"))
        self.unconfirmed.looked.connect(self.wants_incident)
        self.attention.follow_up.connect(self.wants_incident)
        self.attention.wants_measure.connect(self.wants_measure)
        self.attention.wants_evaluation.connect(self.wants_evaluation)
        self.attention.wants_routine.connect(self.wants_routine)
        self.attention.wants.connect(self.wants)
        self.attention.wants_equipment.connect(self.wants_equipment)
        self.attention.wants_risk.connect(self.wants_risk)
        self.attention.wants_setting.connect(self.wants_setting)
        self.review.wanted.connect(lambda: self.wants.emit("review"))
        self.days.opened.connect(lambda: self.wants.emit("exposure"))
        self.report.clicked.connect(lambda: self.wants.emit(self._report_page))
        self.fill.clicked.connect(lambda: self.wants_setting.emit("children"))

    def reload(self) -> None:
        """Ask for everything on the page in one go."""
        today = self._desk.today
        page = self._desk.read(front_page)
        words = long_date(today)
        week = _("uke {n}").format(n=today.isocalendar().week)
        self.head.say(greeting(self._desk.clock.local().hour), f"{words[:1].upper()}{words[1:]} · {week}")
        self._show_numbers(page, today)
        self.unconfirmed.reload()
        self.attention.show_page(page)
        asked = self._desk.read(unlogged_days, season_of(today)) if page.unlogged_events else []
        self.days.show_days(page.season_places, page.waiting_days, asked)
        self.weeks.show_spec(weeks_bars(page.weeks))
        self.weeks.setVisible(not page.first_steps)
        self._show_report(page)
        self.missing.setVisible(bool(page.missing_months))
        months = listed([month_name(month.month) for month in page.missing_months])
        self.missing_text.say(_("Antall barn og åpningsdager for {months}.").format(months=months))

    def _show_report(self, page: FrontPage) -> None:
        """The report to deliver next, or that it is delivered."""
        name, sent = page.next_report.name, page.next_report.delivered
        due = _("{name} – foreslått frist {day}").format(name=name, day=plain_date(page.next_report.deadline))
        self.report_text.say(_("Rapporten for {name} er levert.").format(name=name) if sent else due)
        self.report.say(str(_("Leverte rapporter") if sent else _("Se utkast")))
        self._report_page = "delivered" if sent else "reports"

    def _show_numbers(self, page: FrontPage, today: date) -> None:
        self.waiting.say(
            str(page.waiting), many("hendelse venter på oppfølging", "hendelser venter på oppfølging", page.waiting),
            _("Eldste er meldt {day}").format(day=_spoken(page.oldest_told, today)) if page.oldest_told
            else str(_("Alt som er meldt, er sett på")),
            tone="warn" if page.waiting else "ok", icon="clipboard-list" if page.waiting else "circle-check",
        )  # fmt: skip
        self.overdue.say(
            str(page.overdue), many("hendelse er over fristen", "hendelser er over fristen", page.overdue),
            str(_("De eldste bør lukkes først")) if page.overdue else str(_("Ingen hendelser har ventet for lenge")),
            tone="danger" if page.overdue else "ok", icon="clock",
        )  # fmt: skip
        self.month.say(
            str(page.this_month),
            _("{events} i {month}").format(
                events=many("hendelse", "hendelser", page.this_month), month=month_name(today.month)
            ),
            _("Til og med {day}").format(day=plain_date(today).rsplit(" ", 1)[0]),
        )  # fmt: skip

    def _on_changed(self, kinds: frozenset[type]) -> None:
        if kinds & SHOWS:
            self.reload()


def greeting(hour: int) -> str:
    """What one says at an hour of the day.

    Args:
        hour: 0–23.
    """
    if _MORNING <= hour < _DAY:
        return str(_("God morgen"))
    if _DAY <= hour < _EVENING:
        return str(_("God dag"))
    return str(_("God kveld"))


def _spoken(day: date, today: date) -> str:
    back = (today - day).days
    if back <= 1:
        return str(_("i går") if back else _("i dag"))
    return weekday_name(day.isoweekday()) if back <= _THIS_WEEK else plain_date(day)
