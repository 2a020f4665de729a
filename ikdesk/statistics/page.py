"""How many, where, when and how bad, in pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from ikdesk.access.actions import note_access
from ikdesk.access.model import Deed
from ikdesk.incidents.model import Incident
from ikdesk.kernel.viewer import Viewer
from ikdesk.kernel.words import _
from ikdesk.measures.model import Evaluation, Measure, MeasureIncident
from ikdesk.measures.sentences import NOT_WHY
from ikdesk.picture.spec import Spec
from ikdesk.reports.foot_panel import FootPanel
from ikdesk.reports.target_panel import report_folder
from ikdesk.statistics.activity_panel import ActivityCard
from ikdesk.statistics.activity_sentences import silence_words
from ikdesk.statistics.count_model import AllFacts, Group, GroupFacts
from ikdesk.statistics.count_sentences import comparison_words, quiet_words
from ikdesk.statistics.group_queries import all_facts, group_facts
from ikdesk.statistics.key_model import asked
from ikdesk.statistics.numbers_panel import NumbersPanel
from ikdesk.statistics.pictures import WIDE, pictures_of
from ikdesk.statistics.span_panel import SpanPanel
from ikdesk.statistics.writing import FORMATS, KIND, draw_statistics, statistics_note
from ikdesk.ui.cards import Banner, EmptyState, PageHead
from ikdesk.ui.choices import ChoiceGroup
from ikdesk.ui.desk import Desk
from ikdesk.ui.jobs import Tick
from ikdesk.ui.layouts import Column, ScrollPage, Wrap
from ikdesk.ui.option import Option
from ikdesk.ui.picture_view import PictureCard
from ikdesk.ui.text import Label
from ikdesk.unit.model import CodeEntry, Department, MonthFigures, Place, Unit
from ikdesk.unit.plan_model import PlanSpot, SitePlan
from ikdesk.unit.queries import unit_row

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

SHOWS = {
    Incident, Measure, MeasureIncident, Evaluation, MonthFigures, Place, Department, Unit, CodeEntry, SitePlan,
    PlanSpot,
}  # fmt: skip
_MIDDLE, _WIDEST = 900, 1200  # how wide a picture becomes; logical pixels at 100 %
_LEAST = 430  # width below which pictures stand under one another, logical pixels at 100 %


class StatisticsPage(QWidget):
    """The numbers of a period beside earlier ones, a group of pictures at a time.

    ``wants_incidents(dict)`` asks for those behind a number.

    Args:
        desk: verbs.
        tell: shows a toast: text, words of the action, what it does.
    """

    wants_incidents = Signal(dict)

    def __init__(self, desk: Desk, tell: Callable[..., None]) -> None:
        super().__init__()
        self._desk, self._tell = desk, tell
        self._stale = False
        self._shown: QWidget | None = None
        self.facts: GroupFacts | None = None
        self.cards: dict[str, PictureCard] = {}  # by what the picture is called
        self._build()
        self._connect()
        self.reload()

    def _build(self) -> None:
        self.span = SpanPanel(self._desk.today, self._desk.read(unit_row).kind)
        self.numbers = NumbersPanel()
        self.groups = ChoiceGroup(_("Hva vil du se?"), [Option(one.code, one.label) for one in Group])
        self.groups.set_value(Group.WHEN.code)
        self.why = Banner("", "info")
        self.page = ScrollPage(spacing=14, margins=(28, 18, 28, 16))
        sub = _("Alt dere har registrert. Trykk på et tall i et bilde for å se hendelsene bak det.")
        head, foot = PageHead(str(_("Statistikk")), str(sub)), Label(str(NOT_WHY), "secondary")
        self.page.put(head, self.span, self.why, self.numbers, self.groups, foot, 1)
        note = str(_("Internt: tallene er til bruk hos dere. Til kommunen sender du rapporten."))
        self.foot = FootPanel(self, self._tell, str(_("Lag PDF og Excel")), note, extract=True)
        whole = Column(spacing=0, parent=self)
        whole.put(self.page, 1)
        whole.put(self.foot)
        self.panes = [self.span, self.groups, self.page, self.foot.footer]

    def _connect(self) -> None:
        self._desk.changed.connect(self._on_changed)
        self._desk.settings_changed.connect(self._refresh)
        self.span.changed.connect(self.reload)
        self.groups.changed.connect(self._on_group)
        self.foot.wanted.connect(self._on_make)

    @property
    def group(self) -> Group:
        """Which pictures are shown."""
        return Group[self.groups.value().upper()]

    def reload(self) -> None:
        """Count anew."""
        self._stale = False
        self.facts = self._desk.read(group_facts, self.group, self.span.value())
        seen = self.facts.overview
        told = self.facts.reporting
        quiet = quiet_words(seen, silence_words(told) if told else "")
        said = " ".join(one for one in (comparison_words(seen), quiet) if one)
        self.why.say(said)
        self.why.setVisible(bool(said))
        self.numbers.show_overview(seen)
        old, self._shown = self._shown, self._pictures(self.facts)
        if old is not None:
            self.page.column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.page.column.insertWidget(5, self._shown)

    def showEvent(self, event: QShowEvent) -> None:
        """What changed while another page was shown is read now."""
        super().showEvent(event)
        if self._stale:
            self.reload()

    def _pictures(self, facts: GroupFacts) -> QWidget:
        """The pictures, two beside one another where there is room, the wide ones alone."""
        specs = pictures_of(self.group, facts, self._desk.codebook)
        self.cards = {spec.key: self._card(spec) for spec in specs}
        made = QWidget()
        column = Column(spacing=16, parent=made)
        lines = _lines(specs)
        for line in lines:
            cards: list[QWidget] = [self.cards[spec.key] for spec in line]
            if len(cards) == 1 and len(lines) > 1 and line[0].key not in WIDE:
                cards.append(QWidget())  # one that is left over is no larger than the others
            column.put(cards[0] if len(cards) == 1 else Wrap(*cards, spacing=16, least=_LEAST, most=2))
        if facts.reporting is not None and self.group is Group.FOLLOWED:
            card = ActivityCard(self._desk)
            card.show_reporting(facts.reporting)
            card.wants_incidents.connect(self.wants_incidents)
            column.put(card)
        elif not specs:
            column.put(EmptyState("chart-column", str(_("Ingen hendelser i perioden")), str(
                _("Velg en annen periode, så vises bildene her."))))  # fmt: skip
        return made

    def _card(self, spec: Spec) -> PictureCard:
        card = PictureCard(spec, most=_WIDEST if spec.key in WIDE else _MIDDLE)
        card.view.pressed.connect(self._on_pressed)
        return card

    def _on_pressed(self, key: str) -> None:
        self.wants_incidents.emit(asked(key, self.span.value().code))

    def _on_group(self) -> None:
        if self.groups.value() is not None:
            self.reload()

    def _on_make(self) -> None:
        """Write what is chosen, every group of it, beside the window."""
        if self.foot.job is not None:
            return
        self.foot.forget()
        span, folder, clock, today = self.span.value(), report_folder(self._desk), self._desk.clock, self._desk.today

        def read(session: Session, viewer: Viewer) -> AllFacts:
            return all_facts(session, span, viewer=viewer, today=today)

        def draw(facts: AllFacts, tick: Tick) -> list[Path]:
            return draw_statistics(facts, folder, FORMATS, clock=clock, tick=tick)

        def note(session: Session, _made: list[Path], *, by: Viewer, today: date) -> None:
            note_access(session, Deed.EXPORTED, KIND, note=statistics_note(span, FORMATS), by=by, today=today)

        def done(made: list[Path]) -> None:
            self._desk.know(KIND, made)
            self.foot.show_made(made, [""] * len(made))

        job = self._desk.start(read, draw, note)
        job.succeeded.connect(done)
        job.cancelled.connect(lambda: self._tell(str(_("Statistikken ble stoppet. Ingen fil er laget."))))
        self.foot.follow(job, _("Lager statistikken for {period} …").format(period=span.name))

    def _on_changed(self, kinds: frozenset[type]) -> None:
        if kinds & SHOWS:
            self._refresh()

    def _refresh(self) -> None:
        if self.isVisible():
            self.reload()
        else:
            self._stale = True


def _lines(specs: Iterable[Spec]) -> list[list[Spec]]:
    """Which pictures stand beside one another."""
    lines: list[list[Spec]] = []
    for spec in specs:
        last = lines[-1] if lines else []
        if spec.key in WIDE or not last or last[0].key in WIDE or len(last) > 1:
            lines.append([spec])
        else:
            last.append(spec)
    return lines
