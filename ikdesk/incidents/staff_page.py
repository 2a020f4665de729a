"""The extract to the safety representative and AMU: choose the period, read it through, write it, open it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from ikdesk.access.actions import note_access
from ikdesk.access.model import Deed
from ikdesk.incidents.model import Correction, Incident
from ikdesk.incidents.staff_count_queries import staff_facts
from ikdesk.incidents.staff_model import StaffCase
from ikdesk.incidents.staff_sections import staff_file_name, staff_story
from ikdesk.incidents.staff_writing import Content, draw_extract, extract_note
from ikdesk.kernel.viewer import Viewer
from ikdesk.kernel.words import _
from ikdesk.measures.model import Measure, MeasureIncident
from ikdesk.reports.foot_panel import FootPanel
from ikdesk.reports.pdf_password_panel import PdfPassword
from ikdesk.reports.period_panel import PeriodPanel
from ikdesk.reports.story_panel import StoryPanel
from ikdesk.reports.target_panel import TargetPanel, report_folder
from ikdesk.ui.cards import Card, PageHead
from ikdesk.ui.choices import ChoiceGroup
from ikdesk.ui.desk import Desk
from ikdesk.ui.jobs import Tick
from ikdesk.ui.layouts import Column, ScrollPage
from ikdesk.ui.option import Option
from ikdesk.ui.text import Label
from ikdesk.unit.model import Place
from ikdesk.unit.queries import unit_row

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

SHOWS = {Incident, StaffCase, Correction, Measure, MeasureIncident, Place}


class StaffExtractPage(QWidget):
    """What the extract holds, read through on the screen before it is written."""

    def __init__(self, desk: Desk, tell: Callable[..., None]) -> None:
        """Make the page.

        Args:
            desk: verbs.
            tell: shows a toast: text, words of the action, what it does.
        """
        super().__init__()
        self._desk, self._tell = desk, tell
        self._stale = False
        self.story: StoryPanel | None = None
        self._build()
        self._connect()
        self.reload()

    def _build(self) -> None:
        self.period = PeriodPanel(self._desk.today, self._desk.read(unit_row).kind)
        self.content = ChoiceGroup(_("Hva skal med?"), [
            Option("numbers", str(_("Bare tall")), tip=str(_("Små tall vises som «:»."))),
            Option("cases", str(_("Tall og sakene én for én"))),
        ])  # fmt: skip
        self.content.set_value("numbers")
        self.target = TargetPanel(self._desk)
        self.password = PdfPassword()
        self.password.hide()  # numbers alone are about nobody
        self.unlocked = Label(str(_("En Excel-fil kan ikke låses.")), "secondary")
        self.unlocked.hide()
        self.page = ScrollPage(spacing=12, margins=(28, 18, 28, 16))
        sub = _("Uttrekk fra registeret for ansatte, uten helseopplysninger og navn. Les gjennom før du sender.")
        chosen = Card(self.period, self.content, self.target, self.password, self.unlocked, spacing=14,
                      padding=(20, 16, 20, 16))  # fmt: skip
        self.page.put(PageHead(str(_("Verneombud og AMU")), str(sub)), chosen)
        self.foot = FootPanel(
            self, self._tell, str(_("Lag uttrekket")), str(_("Ctrl+P lager uttrekket")), extract=True
        )
        whole = Column(spacing=0, parent=self)
        whole.put(self.page, 1)
        whole.put(self.foot)
        self.panes = [self.period, self.page, self.foot.footer]

    def _connect(self) -> None:
        self._desk.changed.connect(self._on_changed)
        self._desk.settings_changed.connect(self._refresh)
        self.period.changed.connect(self._on_wanted)
        self.content.changed.connect(self._on_wanted)
        self.target.changed.connect(self._show_password)
        self.foot.wanted.connect(self._on_make)

    @property
    def cases(self) -> bool:
        """Whether the cases shall stand there one by one."""
        return bool(self.content.value() == "cases")

    def reload(self) -> None:
        """Read the facts of the period, and show what the extract will say."""
        self._stale = False
        facts = self._desk.read(staff_facts, self.period.value())
        story = staff_story(facts, cases=self.cases, when=self._desk.clock.local().astimezone())
        old, self.story = self.story, StoryPanel(story, {})
        self.story.take_place_of(old, self.page)
        self._name = staff_file_name(facts)
        self.target.show_name(self._name)

    def showEvent(self, event: QShowEvent) -> None:
        """What changed while another page was shown is read now."""
        super().showEvent(event)
        if self._stale:
            self.reload()

    def _on_changed(self, kinds: frozenset[type]) -> None:
        if kinds & SHOWS:
            self._refresh()

    def _refresh(self) -> None:
        if self.isVisible():
            self.reload()
        else:
            self._stale = True

    def _on_wanted(self) -> None:
        self.foot.forget()
        self._show_password()
        self.reload()

    def _show_password(self) -> None:
        formats = self.target.formats.value()
        self.password.setVisible(self.cases and "pdf" in formats)
        self.unlocked.setVisible(self.cases and "xlsx" in formats)

    def _on_make(self) -> None:
        formats = self.target.chosen()
        if self.foot.job is not None or not formats:
            return
        self.foot.forget()
        if "pdf" in formats and self.cases and not self.password.check():
            return
        period, folder, clock = self.period.value(), report_folder(self._desk), self._desk.clock
        content = Content(self.cases, self.password.value() if self.cases else "")
        today, wanted = self._desk.today, [f"{self._name}.{kind}" for kind in formats]

        def read(session: Session, viewer: Viewer) -> Any:
            return staff_facts(session, period, viewer=viewer, today=today)

        def draw(facts: Any, tick: Tick) -> tuple[list[Path], int]:
            made = draw_extract(facts, folder, formats, content=content, clock=clock, tick=tick)
            return made, facts.sums.total

        def note(session: Session, done: tuple[list[Path], int], *, by: Viewer, today: Any) -> None:
            said = extract_note(period, formats)
            note_access(session, Deed.EXPORTED, StaffCase.__tablename__, done[1], note=said, by=by, today=today)

        job = self._desk.start(read, draw, note)
        job.succeeded.connect(lambda done: self._on_made(done[0], wanted))
        job.cancelled.connect(lambda: self._tell(str(_("Uttrekket ble stoppet. Ingen fil er laget."))))
        self.foot.follow(job, _("Lager uttrekket for {period} …").format(period=period.name))

    def _on_made(self, made: list[Path], wanted: list[str]) -> None:
        self._desk.know("staff_case", made)
        self.foot.show_made(made, wanted)
        self.target.show_name(self._name)
