"""The tertial report: choose which, read it through, see what its recipient could work out, and deliver it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from ikdesk.focus.model import FocusArea
from ikdesk.incidents.find_model import PlainWord
from ikdesk.incidents.half_written_panel import HalfWritten
from ikdesk.incidents.model import Incident
from ikdesk.kernel.words import _, spoken_in
from ikdesk.measures.model import Evaluation, Measure
from ikdesk.paper.story import Story
from ikdesk.reports.audience_model import Audience
from ikdesk.reports.audience_sentences import report_title
from ikdesk.reports.choose_panel import ChoosePanel
from ikdesk.reports.deliver_panel import Asked
from ikdesk.reports.delivery_model import Wanted
from ikdesk.reports.facts_model import Facts
from ikdesk.reports.foot_panel import FootPanel
from ikdesk.reports.lack_sentences import lacks
from ikdesk.reports.maker_panel import Maker
from ikdesk.reports.model import ReportMade, ReportText
from ikdesk.reports.names_panel import NamesBanner
from ikdesk.reports.over_panel import OverPanel
from ikdesk.reports.own_texts_panel import OwnTexts
from ikdesk.reports.protection_panel import ProtectionPanel
from ikdesk.reports.report_queries import Report, report_of
from ikdesk.reports.sections import file_name, tertial_story
from ikdesk.reports.short_panel import ShortPanel
from ikdesk.reports.state_panel import StateLine
from ikdesk.reports.story_panel import StoryPanel
from ikdesk.reports.version_model import ReportVersion
from ikdesk.review.line_panel import ReviewLine
from ikdesk.routines.model import Routine, RoutineVersion
from ikdesk.ui.buttons import PrimaryButton, QuietButton
from ikdesk.ui.cards import PageHead
from ikdesk.ui.desk import Desk
from ikdesk.ui.layouts import Column, ScrollPage
from ikdesk.ui.theme import current, px
from ikdesk.unit.model import CodeEntry, ExposureDay, MonthFigures, Place, SeasonTotal, Unit
from ikdesk.unit.queries import unit_row

SHOWS = {
    Incident, ReportText, ReportMade, ReportVersion, Unit, Place, MonthFigures, ExposureDay, SeasonTotal, CodeEntry,
    Measure, Evaluation, Routine, RoutineVersion, PlainWord, FocusArea,
}  # fmt: skip


class TertialPage(QWidget):
    """A report of a period for somebody, read through on the screen before it is delivered."""

    own: OwnTexts  # what one writes in it; made anew when the facts are read
    _shown = ""  # which report stands on the page

    def __init__(
        self, desk: Desk, tell: Callable[..., None], wants: Callable[[str], object] = lambda _page: None
    ) -> None:
        """Make the page.

        Args:
            desk: verbs.
            tell: shows a toast: text, words of the action, what it does.
            wants: shows another page, or "setting:" and a part of the settings.
        """
        super().__init__()
        self._desk, self._tell, self._wants = desk, tell, wants
        self._stale, self._scrolled, self._factor = False, 0, current().factor
        self.story: StoryPanel | None = None
        self._build()
        self._connect()
        self.reload()

    def _build(self) -> None:
        self.chosen = ChoosePanel(self._desk)
        self.period, self.target = self.chosen.period, self.chosen.target
        self.page = ScrollPage(spacing=12, margins=(28, 18, 28, 16))
        sub = _("Velg periode og mottaker. Rapporten har ingen navn.")
        self._half = HalfWritten(self._desk, self._begun, self._go_on_with)
        self.delivered = QuietButton(str(_("Leverte rapporter")), "history")
        self.verify = QuietButton(str(_("Kontroller en rapport")), "shield-check")
        self.insurer = QuietButton(str(_("Samleliste til forsikring")), "file-text")
        self.sector = QuietButton(str(_("Samle rapporter")), "building-2")
        self.names, self.state, self.hidden = NamesBanner(self._desk), StateLine(self._desk), ProtectionPanel()
        self.review = ReviewLine(self._desk, str(_("Dere kan lage rapporten likevel.")))
        head = PageHead(str(_("Rapporter")), str(sub), self.delivered, self.verify, self.sector, self.insurer)
        self.page.put(head, self.review, self.chosen, self.state, self.names, self._half, self.hidden)
        self.deliver = PrimaryButton(str(_("Lever rapporten …")), "check")
        self.foot = FootPanel(
            self, self._tell, str(_("Lag utkast")), str(_("Ctrl+P lager utkast")), first=self.deliver
        )
        self.maker = Maker(self._desk, self._tell, self.foot)
        reading = QWidget()
        inside = Column(spacing=0, parent=reading)
        inside.put(self.page, 1)
        inside.put(self.foot)
        self.over = OverPanel(self._desk, reading)
        Column(self.over, spacing=0, parent=self)
        self.panes = [self.chosen, self.page, self.foot.footer]

    def _connect(self) -> None:
        self._desk.changed.connect(self._on_changed)
        self._desk.settings_changed.connect(self._on_settings)
        self.chosen.changed.connect(self._on_chosen)
        beside = {"insurer": self.insurer, "delivered": self.delivered, "verify": self.verify, "sector": self.sector}
        for key, button in beside.items():
            button.clicked.connect(lambda _on=False, key=key: self._wants(key))
        self.state.wanted.connect(partial(self._wants, "delivered"))
        self.review.wanted.connect(partial(self._wants, "review"))
        self.page.verticalScrollBar().rangeChanged.connect(self._on_range)
        self.foot.wanted.connect(self._on_make)
        self.deliver.clicked.connect(self.show_delivery)
        self.over.wanted.connect(self._on_deliver)
        self.over.left.connect(self.deliver.setFocus)
        self.over.went.connect(self._on_went)
        self.maker.made.connect(lambda: self.target.show_name(self.name))

    @property
    def short(self) -> ShortPanel:
        """ "Kort fortalt"."""
        return self.own.short

    def reload(self) -> None:
        """Read the facts of the report and show it anew, where it was scrolled to."""
        self._stale, self._scrolled = False, self.page.verticalScrollBar().value()
        report = self._read()
        facts, which = report.facts, f"{self.chosen.audience.code} {self.chosen.wanted.code}"
        story, same = self._story(facts), which == self._shown
        if not same:
            self._half.keep_draft()  # of the report that was shown
        begun = self.own.begun() if same and self._shown else {}
        self.own = OwnTexts(self._desk, self._tell, story, self._tongue)
        self.own.show_facts(facts, begun)
        self._shown = which
        self.short.traced.connect(self._on_traced)
        self.names.show_story(story)
        self.hidden.show_report(facts, report.protection, story)
        self.deliver.say(str(_("Lever ny versjon …") if self.state.row is not None else _("Lever rapporten …")))
        with spoken_in(self._tongue):
            old, self.story = self.story, StoryPanel(story, self.own.cards())
        self.story.take_place_of(old, self.page)
        if not same:
            self._half.begin(f"report {which}"[:60])
        self.target.show_name(self.name)

    def _read(self) -> Report:
        self._tongue = self._desk.read(unit_row).report_language  # on the screen as it will be on paper
        self.state.show_state(self.chosen.wanted, self.chosen.audience)
        with spoken_in(self._tongue):
            return self._desk.read(report_of, self.chosen.wanted, self.chosen.audience)

    def _story(self, facts: Facts) -> Story:
        with spoken_in(self._tongue):
            self.name, self.title, self._facts = file_name(facts), report_title(facts), facts
            return tertial_story(facts, when=self._desk.clock.local().astimezone())

    def _begun(self) -> dict[str, Any]:
        return dict(self.own.begun()) if self._shown else {}

    def _go_on_with(self, begun: Mapping[str, Any]) -> None:
        self.own.show_facts(self._read().facts, begun)

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
            facts = self._read().facts
            self.own.show_facts(facts)
            self.names.show_story(self._story(facts))
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

    def _on_chosen(self) -> None:
        self.foot.forget()
        self.page.verticalScrollBar().setValue(0)
        self.reload()

    def _on_traced(self, key: str) -> None:
        """To the table that a line's numbers stand in."""
        if self.story is not None:
            self.page.verticalScrollBar().setValue(self.story.y() + self.story.go_to(key) - px(12))

    def _on_make(self) -> None:
        formats = self.target.chosen()
        if self.foot.job is None and formats and self.over.panel is None:
            self.maker.make(Wanted(self.chosen.wanted, self.chosen.audience, formats))

    def show_report(self, period: str, audience: Audience) -> None:
        """Show the report of a period for somebody.

        Args:
            period: the code of the period.
            audience: who it is for.
        """
        self.over.take_away()
        self.chosen.choose(period, audience)

    def show_delivery(self) -> None:
        """Ask how the report on the page shall be delivered."""
        if self.foot.job is not None or self.over.panel is not None:
            return
        found = lacks(self._facts, names=len(self.names.found), findings=self.review.number)
        self.over.ask(Asked(self.chosen.wanted, self.chosen.audience, self.title, self._facts.edition, found))

    def _on_deliver(self, wanted: Wanted) -> None:
        self.deliver.setFocus()  # what comes of it is told there
        self.maker.make(wanted)

    def _on_went(self, where: str) -> None:
        if where == "names":
            self.names.show_them.setFocus()
            self.page.ensureWidgetVisible(self.names)
        elif where == "evaluation":
            self._on_traced(where)
            self.own.evaluation.begin()
        else:
            self._wants(where)
