"""The list on the front page of what somebody must follow up, and the three first things in a new unit."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ikdesk.incidents.model import Status
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.words import _, many, plain_date, short_date
from ikdesk.start.queries import AttentionRow, FirstStep, FirstThing, FrontPage
from ikdesk.ui import cards
from ikdesk.ui.buttons import QuietButton
from ikdesk.ui.cards import Card, EmptyState, Pill, SectionHead
from ikdesk.ui.layouts import Row

_SOON = 7  # days
_SERIOUS = 3
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
    wants = Signal(str)  # a page
    wants_setting = Signal(str)  # a part of the settings

    def __init__(self, codebook: Codebook) -> None:
        super().__init__(padding=(1, 14, 1, 2), spacing=0)
        self._codebook = codebook
        self.all = QuietButton(str(_("Vis alle hendelser")))
        self.all.clicked.connect(lambda: self.wants.emit("incidents"))
        head = SectionHead(str(_("Dette trenger oppmerksomhet")), right=self.all)
        self.put(Row(head, margins=(17, 0, 12, 10)))
        self._shown: list[QWidget] = []

    def show_page(self, page: FrontPage) -> None:
        """Show what waits today."""
        for widget in self._shown:
            self.column.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self.all.setVisible(page.attention_total > 0)
        self._shown = [self._row(row) for row in page.attention] or self._none(page)
        self.put(*self._shown)

    def _row(self, row: AttentionRow) -> QWidget:
        kind = self._codebook.label("event_type", row.kind)
        title = row.story or kind
        parts = [kind if row.story else "", short_date(row.occurred_on), row.place]
        serious = row.severity is not None and row.severity >= _SERIOUS
        made = cards.AttentionRow(
            "triangle-alert" if serious else _ICONS.get(row.kind, "clipboard-list"), title,
            " · ".join(part for part in parts if part), pill=due_pill(row.days_left),
            verb=str(_("Følg opp") if row.status is Status.REPORTED else _("Fortsett")),
            tone="danger" if serious else "info" if row.status is Status.REPORTED else "warn",
        )  # fmt: skip
        made.acted.connect(lambda: self.follow_up.emit(row.id))
        return made

    def _none(self, page: FrontPage) -> list[QWidget]:
        if page.first_steps:
            return [self._first(step) for step in page.first_steps]
        due = _("Bra jobbet. Neste rapport er {name}, med frist {day}.").format(
            name=page.next_report.name, day=plain_date(page.next_report.deadline)
        )
        return [EmptyState("circle-check", str(_("Ingenting venter på deg")), due)]

    def _first(self, step: FirstStep) -> QWidget:
        icon, key, verb, text = _FIRST[step.what]
        pill = Pill(str(_("Gjort")), "ok") if step.done else None
        row = cards.AttentionRow(
            icon, step.what.label, str(text), pill=pill, verb="" if step.done else str(verb), tone="primary"
        )
        row.acted.connect(lambda: self.wants_setting.emit(key) if key else self.wants.emit("report"))
        return row


def due_pill(days: int) -> Pill:
    """When something is due.

    Args:
        days: until the deadline; below 0 are days past it.
    """
    if days < 0:
        return Pill(many("{n} dag over fristen", "{n} dager over fristen", -days), "danger", "triangle-alert")
    if days == 0:
        return Pill(str(_("Frist i dag")), "warn", "calendar")
    said = many("Om {n} dag", "Om {n} dager", days)
    return Pill(said, "warn" if days < _SOON else "neutral", "calendar")
