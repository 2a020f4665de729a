"""The collective list to the insurer: choose the period, read it through, write it, open it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from ikdesk.access.actions import note_access
from ikdesk.access.model import Deed
from ikdesk.incidents.case_model import Notice, OtherChild
from ikdesk.incidents.insurer_model import KIND, InsurerFacts, insurer_periods, period_over
from ikdesk.incidents.insurer_queries import insurer_facts
from ikdesk.incidents.insurer_sections import insurer_file_name, insurer_story
from ikdesk.incidents.insurer_writing import draw_insurer_list, insurer_note
from ikdesk.incidents.model import Incident
from ikdesk.kernel.tertial import Period, parse_period
from ikdesk.kernel.viewer import Viewer
from ikdesk.kernel.words import _
from ikdesk.reports.foot_panel import FootPanel
from ikdesk.reports.pdf_password_panel import PdfPassword
from ikdesk.reports.story_panel import StoryPanel
from ikdesk.reports.target_panel import TargetPanel, report_folder
from ikdesk.ui.cards import Card, PageHead
from ikdesk.ui.choices import ChoiceGroup
from ikdesk.ui.desk import Desk
from ikdesk.ui.field_box import FieldBox
from ikdesk.ui.jobs import Tick
from ikdesk.ui.layouts import Column, ScrollPage
from ikdesk.ui.option import Option
from ikdesk.ui.text import Label
from ikdesk.unit.model import Cadence, Place, Unit
from ikdesk.unit.queries import unit_row

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

SHOWS = {Incident, OtherChild, Notice, Place, Unit}


class InsurerPage(QWidget):
    """The list of a period, read through on the screen before it is written.

    Args:
        desk: verbs.
        tell: shows a toast: text, words of the action, what it does.
    """

    def __init__(self, desk: Desk, tell: Callable[..., None]) -> None:
        super().__init__()
        self._desk, self._tell = desk, tell
        self._stale = False
        self.story: StoryPanel | None = None
        self._build()
        self._connect()
        self.reload()

    def _build(self) -> None:
        cadence = self._desk.read(unit_row).insurer_cadence
        self.cadence = ChoiceGroup(_("Hvor lang periode?"), [Option(one.code, one.label) for one in Cadence])
        self.cadence.set_value(cadence.code)
        self.period = ChoiceGroup(_("Hvilken periode?"), self._periods(cadence))
        self.period.set_value(period_over(cadence, self._desk.today).code)
        self.target = TargetPanel(self._desk)
        self.password = PdfPassword()
        self.unlocked = Label(str(_("En Excel-fil kan ikke låses.")), "secondary")
        self.page = ScrollPage(spacing=12, margins=(28, 18, 28, 16))
        sub = _("Små skader på barn, samlet for forsikringsselskapet. Les gjennom før du sender.")
        chosen = Card(
            FieldBox(_("Hvor lang periode?"), self.cadence, hint=str(
                _("Det vanlige velger du under Innstillinger, Om virksomheten."))),
            FieldBox(_("Hvilken periode?"), self.period), self.target, self.password, self.unlocked, spacing=14,
            padding=(20, 16, 20, 16),
        )  # fmt: skip
        self.page.put(PageHead(str(_("Samleliste til forsikring")), str(sub)), chosen)
        self.foot = FootPanel(self, self._tell, str(_("Lag samlelisten")), str(_("Ctrl+P lager samlelisten")),
                              extract=True)  # fmt: skip
        whole = Column(spacing=0, parent=self)
        whole.put(self.page, 1)
        whole.put(self.foot)
        self.panes = [self.period, self.page, self.foot.footer]

    def _connect(self) -> None:
        self._desk.changed.connect(self._on_changed)
        self._desk.settings_changed.connect(self._refresh)
        self.cadence.changed.connect(self._on_cadence)
        self.period.changed.connect(self._on_wanted)
        self.target.changed.connect(self._show_password)
        self.foot.wanted.connect(self._on_make)

    @property
    def wanted(self) -> Period:
        """The period that is chosen."""
        return parse_period(self.period.value())

    def reload(self) -> None:
        """Read the facts of the period, and show what the list will say."""
        self._stale = False
        facts = self._desk.read(insurer_facts, self.wanted)
        story = insurer_story(facts, when=self._desk.clock.local().astimezone())
        old, self.story = self.story, StoryPanel(story, {})
        self.story.take_place_of(old, self.page)
        self._name = insurer_file_name(facts)
        self.target.show_name(self._name)

    def showEvent(self, event: QShowEvent) -> None:
        """What changed while another page was shown is read now."""
        super().showEvent(event)
        if self._stale:
            self.reload()

    def _periods(self, cadence: Cadence) -> list[Option]:
        over = period_over(cadence, self._desk.today)
        return [
            Option(one.code, one.name if one <= over else _("{period} så langt").format(period=one.name))
            for one in insurer_periods(cadence, self._desk.today)
        ]

    def _on_changed(self, kinds: frozenset[type]) -> None:
        if kinds & SHOWS:
            self._refresh()

    def _refresh(self) -> None:
        if self.isVisible():
            self.reload()
        else:
            self._stale = True

    def _on_cadence(self) -> None:
        if self.cadence.value() is None:
            return
        cadence = Cadence[self.cadence.value().upper()]
        self.period.set_options(self._periods(cadence))
        self.period.set_value(period_over(cadence, self._desk.today).code)

    def _on_wanted(self) -> None:
        if self.period.value() is not None:
            self.foot.forget()
            self.reload()

    def _show_password(self) -> None:
        formats = self.target.formats.value()
        self.password.setVisible("pdf" in formats)
        self.unlocked.setVisible("xlsx" in formats)

    def _on_make(self) -> None:
        formats = self.target.chosen()
        if self.foot.job is not None or not formats:
            return
        self.foot.forget()
        if "pdf" in formats and not self.password.check():
            return
        period, folder, clock, today = self.wanted, report_folder(self._desk), self._desk.clock, self._desk.today
        password, wanted = self.password.value(), [f"{self._name}.{kind}" for kind in formats]

        def read(session: Session, viewer: Viewer) -> InsurerFacts:
            return insurer_facts(session, period, viewer=viewer, today=today)

        def draw(facts: InsurerFacts, tick: Tick) -> tuple[list[Path], int]:
            made = draw_insurer_list(facts, folder, formats, password=password, clock=clock, tick=tick)
            return made, len(facts.lines)

        def note(session: Session, done: tuple[list[Path], int], *, by: Viewer, today: Any) -> None:
            said = insurer_note(period, formats)
            note_access(session, Deed.EXPORTED, KIND, done[1], note=said, by=by, today=today)

        job = self._desk.start(read, draw, note)
        job.succeeded.connect(lambda done: self._on_made(done[0], wanted))
        job.cancelled.connect(lambda: self._tell(str(_("Listen ble stoppet. Ingen fil er laget."))))
        self.foot.follow(job, _("Lager samlelisten for {period} …").format(period=period.name))

    def _on_made(self, made: list[Path], wanted: list[str]) -> None:
        self._desk.know(KIND, made)
        self.foot.show_made(made, wanted)
        self.target.show_name(self._name)
