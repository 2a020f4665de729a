"""One measure beside the list: what it is, how far it has come, what came of it, and the next thing to do with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ikdesk.incidents.municipal_panel import municipal_words
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.words import _, many, plain_date, short_date
from ikdesk.measures.look_panel import status_pill
from ikdesk.measures.model import STARTED, Decision
from ikdesk.measures.queries import EvaluationRow, LinkedIncident, MeasureDetail
from ikdesk.measures.status_queries import ALREADY
from ikdesk.measures.steps_panel import Step, steps_of
from ikdesk.risks.threads_panel import HazardLinks
from ikdesk.risks.view_model import HazardAt
from ikdesk.routines.queries import RoutineName
from ikdesk.ui.beside import SidePanel
from ikdesk.ui.buttons import Button, IconButton, PrimaryButton, QuietButton, SecondaryButton
from ikdesk.ui.cards import Card, EmptyState, FactLine
from ikdesk.ui.due import due_pill
from ikdesk.ui.layouts import Column, Row, ScrollPage, Wrap, first_in
from ikdesk.ui.text import Heading, Label

_MOST = 4  # incidents that are shown at once
_STORY = 110  # characters of what happened that are shown here


class DetailPanel(SidePanel):
    """Shows a measure; its buttons say what is wanted, the page does it."""

    wanted = Signal(str)  # the code of a step
    incident = Signal(object)  # the key of an incident
    unlinked = Signal(object)  # the key of an incident it did not come of after all
    routine = Signal(object)  # the key of a routine that came of it
    risk = Signal(object)  # the key of an assessment it is part of

    def __init__(self, codebook: Codebook) -> None:
        super().__init__(codebook)
        self._system = ""  # what the municipality calls its own
        self._risks: Sequence[HazardAt] = ()
        self.show_measure(None)

    def show_measure(
        self, measure: MeasureDetail | None, routines: Sequence[RoutineName] = (), system: str = "",
        risks: Sequence[HazardAt] = (),
    ) -> None:  # fmt: skip
        """Show this one, the routines that came of it and whether the municipality's system has it, or nothing.

        Args:
            measure: which.
            routines: those that came of it.
            system: what the municipality calls its own.
            risks: the dangers it stands in the way of.
        """
        self._system, self._risks = system, risks
        self.put_inside(self._nothing() if measure is None else self._card(measure, routines))

    def _nothing(self) -> QWidget:
        text = str(_("Velg et tiltak i listen, så ser du det her."))
        return Card(EmptyState("list-checks", str(_("Ingen valgt")), text))

    def _card(self, measure: MeasureDetail, routines: Sequence[RoutineName]) -> QWidget:
        card = Card(spacing=0, padding=(2, 2, 2, 12))
        page = ScrollPage(margins=(16, 14, 12, 10), spacing=7)
        pills: list[QWidget] = [status_pill(measure.status)]
        if measure.days_left is not None:
            pills.append(due_pill(measure.days_left))
        page.put(
            Label(_("Tiltak {number}").format(number=measure.number), "secondary"), Heading(measure.title, 2),
            Wrap(*pills, spacing=6),
        )  # fmt: skip
        self._put_evaluations(page, measure.evaluations)
        for title, text in self._texts(measure):
            if text:
                page.put(Heading(title, 3), Label(text))
        page.put(*(FactLine(name, value) for name, value in self._facts(measure) if value))
        if self._system or measure.municipal_on:
            page.put(self._municipal(measure))
        if measure.stage in STARTED and measure.origin != ALREADY and measure.evaluate_on is None:
            page.put(self._no_day())
        self._put_routines(page, routines)
        self._put_risks(page)
        self._put_incidents(page, measure.incidents)
        page.put(1)
        card.column.put(page, 1)
        card.put(self._buttons(measure, became_routine=bool(routines)))
        return card

    def _texts(self, measure: MeasureDetail) -> list[tuple[str, str]]:
        return [
            (str(_("Forkastet fordi")), measure.rejected_why),
            (str(_("Slik gjør vi det")), measure.description),
            (str(_("Hvis ingenting gjøres")), measure.consequence),
        ]

    def _facts(self, measure: MeasureDetail) -> list[tuple[str, str]]:
        book = self._codebook

        def coded(name: str, code: str | None) -> str:
            return book.label(name, code) if code else ""

        coded_target = (coded("activity", measure.activity), coded("mechanism", measure.mechanism))
        target = (measure.place, measure.equipment, *coded_target)
        days = {
            key: short_date(day) if (day := getattr(measure, key)) else ""
            for key in ("deadline", "decided_on", "started_on", "done_on", "evaluate_on")
        }
        return [
            (str(_("Rettet mot")), ", ".join(part for part in target if part)),
            (str(_("Ansvarlig")), ", ".join(
                part for part in (measure.responsible, coded("responsible_role", measure.role)) if part)),
            (str(_("Når")), coded("measure_origin", measure.origin)),
            (str(_("Type")), coded("measure_kind", measure.kind)),
            (str(_("Frist")), days["deadline"]), (str(_("Vedtatt")), days["decided_on"]),
            (str(_("Begynte")), days["started_on"]), (str(_("Gjennomført")), days["done_on"]),
            (str(_("Vurderes")), days["evaluate_on"]),
        ]  # fmt: skip

    def _put_evaluations(self, page: ScrollPage, evaluations: tuple[EvaluationRow, ...]) -> None:
        if evaluations:
            page.put(Heading(str(_("Virket det?")), 3))
        for row in evaluations:
            who = _("{day}, {who}").format(day=plain_date(row.day), who=row.given_by) if row.given_by else plain_date(
                row.day)  # fmt: skip
            page.put(Row(status_pill(row.answer), 1), Label(who, "secondary"))
            said = [row.decision.label if isinstance(row.decision, Decision) else "", row.comment]
            page.put(*(Label(text) for text in said if text))
            if row.sentence:
                page.put(Label(_("Tallene da: {sentence}").format(sentence=row.sentence), "secondary"))

    def _municipal(self, measure: MeasureDetail) -> QWidget:
        """Whether it stands in the municipality's system, and a way to say so."""
        made = QWidget()
        said = municipal_words(measure.municipal_number, measure.municipal_on) or str(_("ikke registrert ennå"))
        enter = QuietButton(str(_("Registrert i kommunens system")), "clipboard-check", flush=True)
        enter.clicked.connect(lambda: self.wanted.emit("municipal"))
        Column(FactLine(self._system or str(_("Kommunens system")), said), Row(enter, 1), spacing=0, parent=made)
        return made

    def _no_day(self) -> QWidget:
        """Nobody has said when one shall see whether it worked: done is not finished."""
        made = QWidget()
        choose = QuietButton(str(_("Velg dagen")), "calendar", flush=True)
        choose.clicked.connect(lambda: self.wanted.emit("plan"))
        Column(FactLine(str(_("Vurderes")), str(_("ingen dag er valgt"))), Row(choose, 1), spacing=0, parent=made)
        return made

    def _put_routines(self, page: ScrollPage, routines: Sequence[RoutineName]) -> None:
        if routines:
            page.put(Heading(str(_("Ble til rutine")), 3))
        for row in routines:
            link = QuietButton(_("Åpne rutine {number}").format(number=row.number), "book-open", flush=True)
            link.clicked.connect(lambda _on=False, key=row.id: self.routine.emit(key))
            page.put(Column(Row(link, 1), Label(row.title, "secondary"), spacing=0))

    def _put_risks(self, page: ScrollPage) -> None:
        if self._risks:
            links = HazardLinks(self._risks)
            links.opened.connect(self.risk)
            page.put(Heading(many("Skal hindre denne faren", "Skal hindre disse farene", len(self._risks)), 3), links)

    def _put_incidents(self, page: ScrollPage, incidents: tuple[LinkedIncident, ...]) -> None:
        if incidents:
            page.put(Heading(many("Kom av {n} hendelse", "Kom av {n} hendelser", len(incidents)), 3))
        page.put(*(self._incident(incident) for incident in incidents[:_MOST]))
        rest = [self._incident(incident) for incident in incidents[_MOST:]]
        if rest:
            more = QuietButton(_("Vis alle {n}").format(n=len(incidents)), "chevron-down", flush=True)
            hidden = QWidget()
            Column(*rest, spacing=7, parent=hidden)
            hidden.hide()
            more.clicked.connect(lambda: _unfold(hidden, more))
            page.put(hidden, Row(more, 1))

    def _incident(self, incident: LinkedIncident) -> QWidget:
        made = QWidget()
        words = f"{incident.number} · {short_date(incident.occurred_on)}"
        link = QuietButton(words, "clipboard-list", flush=True)
        link.setAccessibleName(_("Åpne hendelse {number}").format(number=incident.number))
        link.clicked.connect(lambda _on=False, key=incident.id: self.incident.emit(key))
        story = " ".join(incident.story.split())
        told = f"{story[:_STORY]}…" if len(story) > _STORY else story
        away = IconButton(_("Løs hendelse {number} fra tiltaket").format(number=incident.number), "x")
        away.clicked.connect(lambda _on=False, key=incident.id: self.unlinked.emit(key))
        Column(Row(link, 1, away), *([Label(told, "secondary")] if told else []), spacing=0, parent=made)
        return made

    def _buttons(self, measure: MeasureDetail, *, became_routine: bool) -> QWidget:
        primary, secondary, quiet = steps_of(measure, became_routine=became_routine)
        made: list[Button] = [self._button(PrimaryButton, step) for step in primary]
        made += [self._button(SecondaryButton, step) for step in secondary]
        foot = QWidget()
        column = Column(spacing=6, margins=(14, 8, 14, 0), parent=foot)
        if made:
            column.put(Wrap(*made, spacing=8))
        if quiet:
            column.put(Wrap(*(self._button(QuietButton, step) for step in quiet), spacing=2))
        return foot

    def _button(self, kind: type[Button], step: Step) -> Button:
        button = kind(str(step.verb), "" if kind is QuietButton else step.icon)
        button.clicked.connect(lambda _on=False: self.wanted.emit(step.code))
        return button


def _unfold(hidden: QWidget, button: QWidget) -> None:
    """Show the rest instead of the button, and go on there."""
    hidden.show()
    first_in(hidden).setFocus(Qt.FocusReason.OtherFocusReason)
    button.hide()
