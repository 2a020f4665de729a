"""The list on the front page of what somebody must follow up, and the three first things in a new unit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ikdesk.incidents.model import SERIOUS, Status
from ikdesk.incidents.notice_row_model import NoticeDue
from ikdesk.incidents.notice_sentences import due_words, what_words
from ikdesk.incidents.reference_model import ReferenceDue
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.words import _, many, plain_date, short_date
from ikdesk.risks.due_model import RiskDue
from ikdesk.start.attention_model import AttentionRow, InsurerDue, MeasureDue, RoutineDue, Waiting
from ikdesk.start.queries import FirstStep, FirstThing, FrontPage
from ikdesk.ui import cards
from ikdesk.ui.buttons import QuietButton
from ikdesk.ui.cards import Card, EmptyState, Pill, SectionHead
from ikdesk.ui.due import due_pill
from ikdesk.ui.layouts import Row
from ikdesk.unit.equipment_row_model import EquipmentDue

_LONG = 30  # days an answer may have waited before it is pressing
_ICONS = {
    "child_injury": "heart-pulse", "staff_injury": "heart-pulse", "near_miss": "shield-alert", "hazard": "wrench",
}  # fmt: skip
_FIRST = {
    FirstThing.REPORT: ("circle-plus", "", _("Meld en hendelse"),
                        _("En skade, noe som nesten skjedde, eller noe som er i ustand.")),
    FirstThing.FIGURES: ("users", "children", _("Fyll ut"),
                         _("Da kan rapporten vise hvor ofte det skjer, ikke bare hvor mange ganger.")),
    FirstThing.THRESHOLD: ("file-text", "unit", _("Skriv"),
                           _("Vi har et forslag dere kan bruke. Teksten står i rapporten.")),
}  # fmt: skip


class AttentionPanel(Card):
    """Rows with a pill that says when each is due, and one thing to do."""

    follow_up = Signal(object)  # the key of an incident
    wants_measure = Signal(object)  # the key of a measure
    wants_evaluation = Signal(object)  # of one that waits for an answer
    wants_routine = Signal(object)  # the key of a routine
    wants_equipment = Signal(object)  # the key of a piece of equipment
    wants_risk = Signal(object)  # the key of a risk assessment
    wants = Signal(str)  # a page
    wants_setting = Signal(str)  # a part of the settings

    def __init__(self, codebook: Codebook, now: Callable[[], datetime]) -> None:
        """Make it.

        Args:
            codebook: the unit's lists.
            now: tells the local time.
        """
        super().__init__(padding=(1, 14, 1, 2), spacing=0)
        self._codebook, self._now = codebook, now
        self.all = QuietButton(str(_("Vis alle hendelser")))
        self.all.clicked.connect(lambda: self.wants.emit("incidents"))
        head = SectionHead(str(_("Dette trenger oppmerksomhet")), right=self.all)
        self.put(Row(head, margins=(17, 0, 12, 10)))
        self._shown: list[QWidget] = []

    def add_line(self, line: QWidget) -> None:
        """Say something under the heading, before the rows.

        Args:
            line: one quiet line.
        """
        self.put(Row(line, margins=(14, 0, 8, 4)))

    def show_page(self, page: FrontPage) -> None:
        """Show what waits today."""
        for widget in self._shown:
            self.column.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self.all.setVisible(page.attention_total > 0)
        self._shown = [self._row(row) for row in page.attention] or self._none(page)
        self.put(*self._shown)

    def _row(self, row: Waiting) -> QWidget:
        match row:
            case MeasureDue():
                return self._measure(row)
            case RoutineDue():
                return self._routine(row)
            case InsurerDue():
                return self._list(row)
            case ReferenceDue():
                return self._case(row)
            case EquipmentDue():
                return self._check(row)
            case RiskDue():
                return self._risk(row)
            case _:
                return self._incident(row)

    def _measure(self, row: MeasureDue) -> QWidget:
        role = self._codebook.label("responsible_role", row.role) if row.role else ""
        if row.evaluate:
            more = many("og {n} tiltak til", "og {n} tiltak til", row.others) if row.others else ""
            when = _("Skulle vurderes {day}").format(day=short_date(row.due)) if row.days_left else str(
                _("Vurderes i dag"))  # fmt: skip
            verb = str(_("Virket det?"))
            icon, tone, pill = "circle-question-mark", "info", asked_pill(-row.days_left)
        else:
            when, verb, more = _("Frist {day}").format(day=short_date(row.due)), str(_("Åpne tiltaket")), ""
            icon, tone, pill = "list-checks", "danger" if row.days_left < 0 else "warn", due_pill(row.days_left)
        parts = (_("Tiltak {number}").format(number=row.number), more, row.place, role, when)
        made = cards.AttentionRow(
            icon, row.title, " · ".join(part for part in parts if part), pill=pill, verb=verb, tone=tone
        )
        wanted = self.wants_evaluation if row.evaluate else self.wants_measure
        made.acted.connect(lambda: wanted.emit(row.id))
        return made

    def _routine(self, row: RoutineDue) -> QWidget:
        role = self._codebook.label("responsible_role", row.role) if row.role else ""
        parts = (_("Rutine {number}").format(number=row.number), role,
                 _("Skulle ses på {day}").format(day=short_date(row.due)))  # fmt: skip
        made = cards.AttentionRow(
            "book-open", row.title, " · ".join(part for part in parts if part), pill=due_pill(row.days_left),
            verb=str(_("Se på rutinen igjen")), tone="warn",
        )  # fmt: skip
        made.acted.connect(lambda: self.wants_routine.emit(row.id))
        return made

    def _list(self, row: InsurerDue) -> QWidget:
        made = cards.AttentionRow(
            "file-text", str(_("Samleliste til forsikring")), f"{row.insurer} · {row.period}",
            pill=due_pill(row.days_left), verb=str(_("Lag samlelisten")), tone="info",
        )  # fmt: skip
        made.acted.connect(lambda: self.wants.emit("insurer"))
        return made

    def _case(self, row: ReferenceDue) -> QWidget:
        title = _("Planen i saken skal være ferdig") if row.plan else _("Se om tiltakene i saken virker")
        number = _("Hendelse {number}").format(number=row.number)
        made = cards.AttentionRow(
            "file-text", str(title), f"{number} · {_('Frist {day}').format(day=short_date(row.due))}",
            pill=due_pill(row.days_left), verb=str(_("Åpne saken")), tone="danger" if row.days_left < 0 else "warn",
        )  # fmt: skip
        made.acted.connect(lambda: self.follow_up.emit(row.id))
        return made

    def _check(self, row: EquipmentDue) -> QWidget:
        parts = (str(_("Kontroll av utstyr")), row.place, _("Frist {day}").format(day=short_date(row.due)))
        made = cards.AttentionRow(
            "wrench", row.name, " · ".join(part for part in parts if part), pill=due_pill(row.days_left),
            verb=str(_("Åpne utstyret")), tone="danger" if row.days_left < 0 else "warn",
        )  # fmt: skip
        made.acted.connect(lambda: self.wants_equipment.emit(row.id))
        return made

    def _risk(self, row: RiskDue) -> QWidget:
        when = _("Ses på igjen {day}") if row.days_left >= 0 else _("Skulle vært sett på {day}")
        spot = "" if row.spot in row.title else row.spot
        parts = (str(_("Risikovurdering")), spot, when.format(day=short_date(row.due)))
        made = cards.AttentionRow(
            "triangle-alert", row.title, " · ".join(part for part in parts if part), pill=due_pill(row.days_left),
            verb=str(_("Se på risikoen igjen")), tone="warn",
        )  # fmt: skip
        made.acted.connect(lambda: self.wants_risk.emit(row.id))
        return made

    def _incident(self, row: AttentionRow) -> QWidget:
        kind = self._codebook.label("event_type", row.kind)
        title = row.story or kind
        parts = [kind if row.story else "", short_date(row.occurred_on), row.place]
        pill, verb = due_pill(row.days_left), _("Følg opp") if row.status is Status.REPORTED else _("Fortsett")
        if row.notice is not None:
            said, tone = due_words(row.notice.suggestion, self._now())
            parts.insert(0, self._whom(row.notice))
            pill, verb = Pill(said, tone, "phone"), _("Gi beskjed")
        serious = row.severity is not None and row.severity >= SERIOUS
        made = cards.AttentionRow(
            "triangle-alert" if serious else _ICONS.get(row.kind, "clipboard-list"), title,
            " · ".join(part for part in parts if part), pill=pill, verb=str(verb),
            tone="danger" if serious else "info" if row.status is Status.REPORTED else "warn",
        )  # fmt: skip
        made.acted.connect(lambda: self.follow_up.emit(row.id))
        return made

    def _whom(self, notice: NoticeDue) -> str:
        """Who should be told: "Beskjed: Foreldre, og 2 til"."""
        whom = what_words(notice.suggestion, self._codebook)
        if notice.others:
            whom = _("{whom}, og {n} til").format(whom=whom, n=notice.others)
        return _("Beskjed: {whom}").format(whom=whom)

    def _none(self, page: FrontPage) -> list[QWidget]:
        if page.first_steps:
            return [self._first(step) for step in page.first_steps]
        due = str(_("Bra jobbet.")) if page.next_report.delivered else _(
            "Bra jobbet. Neste rapport er {name}, med frist {day}."
        ).format(name=page.next_report.name, day=plain_date(page.next_report.deadline))
        return [EmptyState("circle-check", str(_("Ingenting venter på deg")), due)]

    def _first(self, step: FirstStep) -> QWidget:
        icon, key, verb, text = _FIRST[step.what]
        pill = Pill(str(_("Gjort")), "ok") if step.done else None
        row = cards.AttentionRow(
            icon, step.what.label, str(text), pill=pill, verb="" if step.done else str(verb), tone="primary"
        )
        row.acted.connect(lambda: self.wants_setting.emit(key) if key else self.wants.emit("report"))
        return row


def asked_pill(days: int) -> Pill:
    """How long somebody has waited for the answer to whether a measure worked.

    Args:
        days: since the day it should have been given, 0 or more.
    """
    if not days:
        return Pill(str(_("Klar i dag")), "info", "calendar")
    said = many("Klar i {n} dag", "Klar i {n} dager", days)
    return Pill(said, "warn" if days > _LONG else "info", "calendar")
