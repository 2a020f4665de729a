"""The tertial report: choose the period, read it through, write it, open it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from ikdesk.focus.model import FocusArea
from ikdesk.incidents.find_model import PlainWord
from ikdesk.incidents.half_written_panel import HalfWritten
from ikdesk.incidents.model import Incident
from ikdesk.kernel.tertial import Period
from ikdesk.kernel.viewer import Viewer
from ikdesk.kernel.words import _
from ikdesk.measures.model import Evaluation, Measure
from ikdesk.reports.actions import report_made
from ikdesk.reports.foot_panel import FootPanel
from ikdesk.reports.model import ReportMade, ReportText
from ikdesk.reports.names_panel import NamesBanner
from ikdesk.reports.period_panel import PeriodPanel
from ikdesk.reports.queries import tertial_facts
from ikdesk.reports.sections import file_name, tertial_story
from ikdesk.reports.short_panel import ShortPanel
from ikdesk.reports.story_panel import StoryPanel
from ikdesk.reports.target_panel import TargetPanel, report_folder
from ikdesk.reports.writing import draw_report
from ikdesk.review.line_panel import ReviewLine
from ikdesk.routines.model import Routine, RoutineVersion
from ikdesk.ui.buttons import QuietButton
from ikdesk.ui.cards import Card, PageHead
from ikdesk.ui.desk import Desk
from ikdesk.ui.jobs import Tick
from ikdesk.ui.layouts import Column, ScrollPage
from ikdesk.ui.theme import current, px
from ikdesk.unit.model import CodeEntry, ExposureDay, MonthFigures, Place, SeasonTotal, Unit
from ikdesk.unit.queries import unit_row

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

SHOWS = {
    Incident, ReportText, ReportMade, Unit, Place, MonthFigures, ExposureDay, SeasonTotal, CodeEntry, Measure,
    Evaluation, Routine, RoutineVersion, PlainWord, FocusArea,
}  # fmt: skip


class TertialPage(QWidget):
    """The report of a period, read through on the screen before it is written."""

    short: ShortPanel  # "Kort fortalt"; made anew when the facts are read

    def __init__(
        self, desk: Desk, tell: Callable[..., None], wants: Callable[[str], object] = lambda _page: None
    ) -> None:
        """Make the page.

        Args:
            desk: verbs.
            tell: shows a toast: text, words of the action, what it does.
            wants: shows another page.
        """
        super().__init__()
        self._desk, self._tell, self._wants = desk, tell, wants
        self._stale, self._scrolled, self._factor = False, 0, current().factor
        self._shown: Period | None = None
        self.story: StoryPanel | None = None
        self._build()
        self._connect()
        self.reload()

    def _build(self) -> None:
        self.period = PeriodPanel(self._desk.today, self._desk.read(unit_row).kind)
        self.target = TargetPanel(self._desk)
        self.page = ScrollPage(spacing=12, margins=(28, 18, 28, 16))
        sub = _("Velg periode, og les gjennom før du sender. Rapporten har ingen navn.")
        chosen = Card(self.period, self.target, spacing=14, padding=(20, 16, 20, 16))
        self._half = HalfWritten(self._desk, self._begun, self._go_on_with)
        self.insurer = QuietButton(str(_("Samleliste til forsikring")), "file-text")
        self.names = NamesBanner(self._desk)
        self.review = ReviewLine(self._desk, str(_("Dere kan lage rapporten likevel.")))
        self.page.put(
            PageHead(str(_("Rapporter")), str(sub), self.insurer), self.review, chosen, self.names, self._half
        )
        self.foot = FootPanel(self, self._tell, str(_("Lag rapporten")), str(_("Ctrl+P lager rapporten")))
        whole = Column(spacing=0, parent=self)
        whole.put(self.page, 1)
        whole.put(self.foot)
        self.panes = [self.period, self.page, self.foot.footer]

    def _connect(self) -> None:
        self._desk.changed.connect(self._on_changed)
        self._desk.settings_changed.connect(self._on_settings)
        self.period.changed.connect(self._on_period)
        self.insurer.clicked.connect(lambda: self._wants("insurer"))
        self.review.wanted.connect(lambda: self._wants("review"))
        self.page.verticalScrollBar().rangeChanged.connect(self._on_range)
        self.foot.wanted.connect(self._on_make)

    def reload(self) -> None:
        """Read the facts of the period and show the report anew, where it was scrolled to."""
        self._stale, self._scrolled = False, self.page.verticalScrollBar().value()
        facts = self._desk.read(tertial_facts, self.period.value())
        story = tertial_story(facts, when=self._desk.clock.local().astimezone())
        same = facts.period == self._shown
        if not same:
            self._half.keep_draft()  # of the period that was shown
        begun = self.short.begun() if same else {}
        self.short = ShortPanel(self._desk, self._tell, {table.key: table.title for table in story.tables})
        self.short.show_facts(facts, begun)
        self._shown = facts.period
        self.short.traced.connect(self._on_traced)
        self.names.show_story(story)
        old, self.story = self.story, StoryPanel(story, {"short": self.short})
        self.story.take_place_of(old, self.page)
        if not same:
            self._half.begin(f"report {facts.period.code}")
        self.name = file_name(facts)
        self.target.show_name(self.name)

    def _begun(self) -> dict[str, Any]:
        return dict(self.short.begun()) if self._shown is not None else {}

    def _go_on_with(self, begun: Mapping[str, Any]) -> None:
        self.short.show_facts(self._desk.read(tertial_facts, self.period.value()), begun)

    def showEvent(self, event: QShowEvent) -> None:
        """What changed while another page was shown is read now."""
        super().showEvent(event)
        if self._stale:
            self.reload()

    def changeEvent(self, event: QEvent) -> None:
        """Another text size: everything is measured anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._factor != current().factor:
            self._factor = current().factor
            QTimer.singleShot(0, self, self._refresh)

    def _on_changed(self, kinds: frozenset[type]) -> None:
        if kinds == {ReportText}:
            facts = self._desk.read(tertial_facts, self.period.value())
            self.short.show_facts(facts)
            self.names.show_story(tertial_story(facts, when=self._desk.clock.local().astimezone()))
        elif kinds & SHOWS:
            self._refresh()

    def _on_settings(self) -> None:
        self._stale = True  # the words of the lists may be others

    def _refresh(self) -> None:
        if self.isVisible():
            self.reload()
        else:
            self._stale = True

    def _on_range(self, _least: int, most: int) -> None:
        """The new cards have got their heights: back to where one was."""
        if 0 < self._scrolled <= most:
            self.page.verticalScrollBar().setValue(self._scrolled)
            self._scrolled = 0

    def _on_period(self) -> None:
        self.foot.forget()
        self.page.verticalScrollBar().setValue(0)
        self.reload()

    def _on_traced(self, key: str) -> None:
        """To the table that a line's numbers stand in."""
        if self.story is not None:
            self.page.verticalScrollBar().setValue(self.story.y() + self.story.go_to(key) - px(12))

    def _on_make(self) -> None:
        formats = self.target.chosen()
        if self.foot.job is not None or not formats:
            return
        self.foot.forget()
        period, folder, clock = self.period.value(), report_folder(self._desk), self._desk.clock
        today, name = self._desk.today, self.name

        def read(session: Session, viewer: Viewer) -> Any:
            return tertial_facts(session, period, viewer=viewer, today=today)

        def draw(facts: Any, tick: Tick) -> list[Path]:
            return draw_report(facts, folder, formats, clock=clock, tick=tick)

        def note(session: Session, _made: list[Path], *, by: Viewer, today: Any) -> None:
            report_made(session, period.code, formats, by=by, today=today)

        def done(made: list[Path]) -> None:
            self._desk.know("report", made)
            self.foot.show_made(made, [f"{name}.{kind}" for kind in formats])
            self.target.show_name(self.name)

        job = self._desk.start(read, draw, note)
        job.succeeded.connect(done)
        job.cancelled.connect(lambda: self._on_stopped(period))
        self.foot.follow(job, _("Lager rapporten for {period} …").format(period=period.name))

    def _on_stopped(self, period: Period) -> None:
        self._tell(_("Rapporten for {period} ble stoppet.").format(period=period.name))
