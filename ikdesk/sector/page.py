"""The reports of many units, collected: choose them, press one button, and see what is in it and what is not.

It needs no unit's data: somebody who receives reports may have none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent

from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.tertial import Period, parse_period
from ikdesk.kernel.words import _
from ikdesk.sector.choose_panel import ChoosePanel
from ikdesk.sector.options_panel import OptionsPanel
from ikdesk.sector.outcome_model import MissingUnit, Outcome, TroubledFile
from ikdesk.sector.result_panel import MOST, ResultPanel
from ikdesk.sector.units_panel import UnitsPanel
from ikdesk.sector.wanted_model import Collected, Tick, Wanted
from ikdesk.ui.buttons import PrimaryButton, QuietButton
from ikdesk.ui.cards import PageHead
from ikdesk.ui.dialogs import confirm
from ikdesk.ui.dropping import DropPage
from ikdesk.ui.footer import Footer
from ikdesk.ui.jobs import Job
from ikdesk.ui.layouts import Column, ScrollPage, first_in
from ikdesk.ui.progress import JobLine
from ikdesk.ui.tab_order import in_order
from ikdesk.ui.text import announce
from ikdesk.ui.theme import px

if TYPE_CHECKING:
    from ikdesk.sector.collect_writing import OpenStore
    from ikdesk.sector.store_model import Store


@dataclass(frozen=True, slots=True)
class Reach:
    """What the page works at."""

    work: Callable[[Callable[[Tick], Any]], Job]  # does something beside the window
    open_store: OpenStore  # the file reports are laid out in meanwhile
    pins: Path  # the file of the units that are known
    folder: Path  # where documents are proposed to go
    today: Callable[[], date]
    alone: bool = False  # there is no unit: whoever leaves the page stops what it does


@dataclass(slots=True)
class _Run:
    """One collection, and what it came to."""

    wanted: Wanted
    folder: Path
    found: Outcome = field(default_factory=Outcome)
    period: Period | None = None  # where something came of it


class SectorPage(DropPage):
    """Collects reports. ``left()`` when somebody wants back to where they came from.

    Args:
        reach: what it works at.
    """

    left = Signal()

    def __init__(self, reach: Reach) -> None:
        super().__init__()
        self._reach = reach
        self.job: Job | None = None
        self._run: _Run | None = None  # the last one
        self._accepted: frozenset[str] = frozenset()  # fingerprints somebody has made sure of
        self._leaving = False
        self._build()
        self._connect()
        self.catch(self.choose)

    def _build(self) -> None:
        self.back = QuietButton(str(_("Tilbake") if self._reach.alone else _("Til rapportene")), "arrow-left")
        self.choose = ChoosePanel()
        self.options = OptionsPanel(self._reach.today(), self._reach.folder)
        self.result = ResultPanel()
        self.units = UnitsPanel(self._reach.pins, self._reach.today)
        self.go = PrimaryButton(str(_("Samle rapportene")), "check")
        self.line = JobLine()
        self.line.setMinimumWidth(px(360))
        self._note = str(_("Ctrl+P samler"))
        self.footer = Footer(self.go, self.line, note=self._note)
        self.page = ScrollPage(spacing=12, margins=(28, 18, 28, 16), widest=1040)
        sub = _("Sett rapportene fra mange enheter sammen til én PDF og ett Excel-ark. Enhetene blir ikke rangert.")
        self.page.put(PageHead(str(_("Samle rapporter")), str(sub), self.back), self.result, self.choose, self.options,
                      self.units, 1)  # fmt: skip
        whole = Column(spacing=0, parent=self)
        whole.put(self.page, 1)
        whole.put(self.footer)
        self.panes = [self.page, self.footer]

    def _connect(self) -> None:
        self.back.clicked.connect(self._on_back)
        self.go.clicked.connect(self._on_go)
        self.result.accepts.connect(self._on_accepts)
        self.result.stops.connect(self._on_stops)
        self.choose.changed.connect(self._order)
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self._on_go)
        if self._reach.alone:
            QShortcut(QKeySequence("Esc"), self).activated.connect(self._on_back)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin where one begins."""
        super().showEvent(event)
        if self._reach.alone and not event.spontaneous():
            self.choose.folder.setFocus(Qt.FocusReason.OtherFocusReason)

    def reload(self) -> None:
        """Read anew which units are known."""
        self.units.reload()

    def collect(self, wanted: Wanted, folder: Path) -> None:
        """Collect, beside the window.

        Args:
            wanted: which reports.
            folder: where the documents go.
        """
        run = self._run = _Run(wanted, folder)
        self.result.forget()
        self.go.hide()
        self.footer.say("")
        reach = self._reach

        def work(tick: Tick) -> Collected:
            from ikdesk.sector.outcome_writing import collect_told  # late: it knows all about paper

            return collect_told(reach.open_store, wanted, reach.pins, folder, see=see, tick=tick)

        def see(store: Store) -> None:
            from ikdesk.sector.outcome_queries import outcome

            run.found = outcome(store, MOST)

        self.job = reach.work(work)
        self.job.succeeded.connect(self._on_made)
        self.job.failed.connect(self._on_failed)
        self.job.cancelled.connect(self._on_stopped)
        self.job.ended.connect(self._on_ended)
        self.line.follow(self.job, str(_("Leser, kontrollerer og samler rapportene …")))
        self.line.stop.setFocus(Qt.FocusReason.OtherFocusReason)  # what was pressed is gone

    def _on_go(self) -> None:
        if self.job is not None:
            return
        if not self.choose.paths():
            self.choose.complain(str(_("Velg rapportene først: en mappe eller noen filer.")))
            self.page.ensureWidgetVisible(self.choose)
            return
        try:
            wanted = self.options.wanted(self.choose.paths(), self._reach.today())
        except Invalid as wrong:
            announce(self.options, str(wrong), now=True)
            self.options.due_box.focus()
            return
        self.collect(replace(wanted, accepted=self._accepted), self.options.out)

    def _on_made(self, made: Collected) -> None:
        if self._run is not None:
            self._run.period = parse_period(made.period)
        self.result.show_made(made, self._found())
        self.units.reload()
        self._tell()

    def _on_failed(self, problem: Exception) -> None:
        if not isinstance(problem, Problem):
            raise problem
        self.result.show_problem(str(problem), self._found())
        self._tell()

    def _on_stopped(self) -> None:
        if not self._leaving:
            self.result.show_problem(str(_("Stoppet. Ingen dokumenter er laget.")), Outcome())
            self._tell()

    def _on_ended(self) -> None:
        self.job = None
        if self._leaving:
            self.left.emit()
            return
        self.go.show()
        self.footer.say(self._note)
        if self.isVisible():
            first = first_in(self.result)
            (self.go if first is self.result else first).setFocus(Qt.FocusReason.OtherFocusReason)
            self.page.verticalScrollBar().setValue(0)

    def _found(self) -> Outcome:
        return self._run.found if self._run is not None else Outcome()

    def _tell(self) -> None:
        self._order()
        announce(self, self.result.said)

    def _order(self) -> None:
        """What has come since stands where it is seen, also for who goes through the page by the keyboard."""
        in_order(self.back, *self.result.stops_at(), *(row.drop for row in self.choose.rows), self.choose.folder,
                 self.choose.files)  # fmt: skip

    def _on_accepts(self, found: TroubledFile) -> None:
        if self._run is None or self.job is not None:
            return
        name = found.unit_name or found.name
        said = _(
            "Ring {name} på et nummer du har fra før, og ikke på et som står i rapporten eller e-posten. La dem lese "
            "opp nøkkelen sin. Den står bak «Nøkkelen vår» når de åpner en levert rapport i IKdesk, og skal være:"
            "\n\n{key}\n\nEr den ikke lik, kan rapporten komme fra noen andre."
        ).format(name=name, key=found.fingerprint)  # fmt: skip
        asked, yes = str(_("Har du ringt og spurt?")), str(_("Ja, nøkkelen er lik"))
        if not confirm(self.window(), asked, said, yes, careful=True):
            return
        self._accepted |= {found.fingerprint}
        self.collect(replace(self._run.wanted, accepted=self._accepted), self._run.folder)

    def _on_stops(self, found: MissingUnit) -> None:
        period = self._run.period if self._run is not None else None
        if not self.units.stop(found.unit, found.name, period):
            return
        self.result.drop(found)

    def _on_back(self) -> None:
        if self.job is not None and self._reach.alone:
            self._leaving = True
            self.job.cancel()
        else:
            self.left.emit()
