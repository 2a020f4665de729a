"""One incident beside the list: what was told, what was corrected, and what can be done with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ikdesk.incidents.due_panel import case_due
from ikdesk.incidents.facts_panel import LOCKED, correction_lines, facts, title_of, told_words
from ikdesk.incidents.handling_panel import handling_lines
from ikdesk.incidents.measures_panel import MeasureSection
from ikdesk.incidents.model import OPEN, Status
from ikdesk.incidents.queries import IncidentDetail
from ikdesk.incidents.restrict_panel import Cover, restricted_pill
from ikdesk.incidents.staff_duties_model import StaffDetail
from ikdesk.incidents.staff_panel import StaffSection
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _, many
from ikdesk.measures.queries import MeasureRow
from ikdesk.ui.beside import SidePanel
from ikdesk.ui.buttons import Button, PrimaryButton, SecondaryButton
from ikdesk.ui.cards import Card, EmptyState, FactLine, Pill
from ikdesk.ui.layouts import Column, Row, ScrollPage, Wrap
from ikdesk.ui.pill_delegate import Mark
from ikdesk.ui.text import Heading, Label

TONES = {
    Status.UNCONFIRMED: ("warn", "circle-dot"), Status.REPORTED: ("info", "circle-plus"),
    Status.IN_PROGRESS: ("warn", "clock"), Status.MEASURES_RUNNING: ("warn", "clock"),
    Status.CLOSED: ("ok", "circle-check"), Status.WITHDRAWN: ("neutral", "undo-2"),
}  # fmt: skip
GRADES = {
    "0": Mark("circle", "neutral", pill=False), "1": Mark("info", "neutral", pill=False),
    "2": Mark("circle-alert", "warn", pill=False), "3": Mark("triangle-alert", "danger", pill=False),
    "4": Mark("siren", "danger", pill=False),
}  # fmt: skip


class DetailPanel(SidePanel):
    """Shows an incident; its buttons say what is wanted, the page does it."""

    asks = Signal(str, object)  # what is wanted, and about what: see ``Cases``
    lifted = Signal()  # a restricted incident is to be seen

    def __init__(self, codebook: Codebook, *, handles: bool = True, whole: bool = False) -> None:
        """Make an empty panel.

        Args:
            codebook: the unit's lists.
            handles: whether one may do more than read.
            whole: show all there is; otherwise what is short, with a way to open the rest.
        """
        super().__init__(codebook)
        self._handles, self._whole = handles, whole
        self._lifted: Key | None = None  # the restricted incident that was opened
        self.show_incident(None)

    def show_incident(
        self, incident: IncidentDetail | None, measures: Sequence[MeasureRow] = (), staff: StaffDetail | None = None,
        *, untold: int = 0,
    ) -> None:  # fmt: skip
        """Show this one, or an empty panel.

        Args:
            incident: what to show.
            measures: that came of it.
            staff: what the staff register holds of it.
            untold: how many should be told of it, and were not.
        """
        if incident is None or incident.id != self._lifted:
            self._lifted = None
        if incident is not None and self.covers(incident):
            cover = Cover(incident, self._codebook.label("event_type", incident.kind))
            cover.lifted.connect(lambda: self._on_lifted(incident.id))
            self.put_inside(cover)
            return
        self.put_inside(self._nothing() if incident is None else self._card(incident, measures, staff, untold))

    def covers(self, incident: IncidentDetail) -> bool:
        """Whether an incident is restricted, and nobody has said yet that they want to see it."""
        return incident.restricted and incident.id != self._lifted

    def _on_lifted(self, key: Key) -> None:
        self._lifted = key
        self.lifted.emit()

    def _nothing(self) -> QWidget:
        text = str(_("Velg en hendelse i listen, så ser du den her."))
        return Card(EmptyState("clipboard-list", str(_("Ingen valgt")), text))

    def _card(
        self, incident: IncidentDetail, measures: Sequence[MeasureRow], staff: StaffDetail | None, untold: int
    ) -> QWidget:
        card = Card(spacing=0, padding=(2, 2, 2, 12))
        page = ScrollPage(margins=(16, 14, 12, 10), spacing=7)
        tone, icon = TONES[incident.status]
        page.put(
            Label(_("Hendelse {number}").format(number=incident.number), "secondary"),
            Heading(title_of(incident, self._codebook), 2),
            Wrap(Pill(incident.status.label, tone, icon), *case_due(incident),
                 *([restricted_pill()] if incident.restricted else []),
                 *([untold_pill(untold)] if untold else []), spacing=8),
            *([Label(str(LOCKED), "secondary")] if incident.status is Status.UNCONFIRMED else []),
            *(FactLine(name, value) for name, value in facts(incident, self._codebook) if value),
            *told_words(incident),
        )
        if staff is not None:
            section = StaffSection(staff, self._codebook)
            section.move_injury.connect(lambda: self.asks.emit("move_injury", None))
            page.put(section)
        if self._handles and (measures or incident.status not in {Status.WITHDRAWN, Status.UNCONFIRMED}):
            done = MeasureSection(measures)
            done.asks.connect(self.asks)
            page.put(done)
        elif measures:
            page.put(Heading(str(_("Tiltak")), 3))
            page.put(*(Label(f"{row.title} · {row.status.label}") for row in measures))
        if self._whole:
            page.put(*self._rest(incident))
        page.put(1)
        card.column.put(page, 1)
        buttons = [] if self._whole else self._buttons(incident)
        lines = (Row(*line, *([1] if len(line) > 1 else []), spacing=8) for line in buttons)
        card.put(Column(*lines, spacing=6, margins=(14, 8, 14, 0)))
        return card

    def _rest(self, incident: IncidentDetail) -> Iterator[QWidget]:
        lines = list(handling_lines(incident, self._codebook))
        if lines:
            yield Heading(str(_("Oppfølging")), 3)
        yield from (FactLine(name, value) for name, value in lines)
        yield from correction_lines(incident, self._codebook)

    def _buttons(self, incident: IncidentDetail) -> list[list[QWidget]]:
        whole = self._button(SecondaryButton(str(_("Åpne hele saken")), "eye").widen(), "open")
        if not self._handles or incident.disposed_on is not None:
            return [[whole]]
        if incident.status is Status.UNCONFIRMED:
            return [[self._button(PrimaryButton(str(_("Bekreft")), "check"), "confirm"),
                     self._button(SecondaryButton(str(_("Slå sammen")), "link"), "merge")], [whole]]  # fmt: skip
        if incident.status in OPEN:
            return [[self._button(PrimaryButton(str(_("Følg opp")), "pencil"), "follow_up"),
                     self._button(SecondaryButton(str(_("Lukk saken")), "check"), "close_case")], [whole]]  # fmt: skip
        again = SecondaryButton(str(_("Åpne saken igjen")), "rotate-ccw").widen()
        return [[self._button(again, "reopen")], [whole]]

    def _button(self, button: Button, what: str) -> QWidget:
        button.clicked.connect(lambda: self.asks.emit(what, None))
        return button


def untold_pill(number: int) -> Pill:
    """How many should be told of an incident and were not, as far as anybody has said.

    Args:
        number: 1 or more.
    """
    return Pill(many("{n} bør få beskjed", "{n} bør få beskjed", number), "warn", "phone")
