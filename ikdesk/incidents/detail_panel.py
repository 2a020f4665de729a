"""One incident beside the list: what was told, what was corrected, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QWidget

from ikdesk.incidents.actions import HANDLING
from ikdesk.incidents.measures_panel import MeasureSection
from ikdesk.incidents.model import Incident, Status
from ikdesk.incidents.queries import CorrectionRow, IncidentDetail
from ikdesk.incidents.restrict_panel import Cover, restricted_pill
from ikdesk.incidents.staff_duties_model import StaffDetail
from ikdesk.incidents.staff_panel import StaffSection
from ikdesk.kernel.base import fields_of
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.fields import Field, show
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _, clock_time, long_date, short_date
from ikdesk.measures.queries import MeasureRow
from ikdesk.ui.beside import SidePanel
from ikdesk.ui.buttons import PrimaryButton, QuietButton, SecondaryButton
from ikdesk.ui.cards import Card, EmptyState, FactLine, Pill
from ikdesk.ui.layouts import Column, Row, ScrollPage
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
_LOCKED = _("Meldt fra låst skjerm. Teller ikke med før den er bekreftet.")
_FIELDS = {field.key: field for field in fields_of(Incident)}
_WAITS = (Status.REPORTED, Status.IN_PROGRESS, Status.MEASURES_RUNNING)


class DetailPanel(SidePanel):
    """Shows an incident; its buttons say what is wanted, the page does it."""

    follow_up = Signal()
    correct = Signal()
    close_case = Signal()
    withdraw = Signal()
    reopen = Signal()
    confirm = Signal()
    merge = Signal()
    measure = Signal(object)  # the key of a measure to open
    new_measure = Signal()
    link_measure = Signal()
    unlink_measure = Signal(object)  # the key of a measure that is none of this incident's
    restrict = Signal()
    lifted = Signal()  # a restricted incident is to be seen
    move_injury = Signal()  # to the register the incident is in now

    def __init__(self, codebook: Codebook, *, handles: bool = True) -> None:
        """Make an empty panel.

        Args:
            codebook: the unit's lists.
            handles: whether one may do more than read.
        """
        super().__init__(codebook)
        self._handles = handles
        self._lifted: Key | None = None  # the restricted incident that was opened
        self._offer: QWidget | None = None  # what is offered first where an incident is not followed up
        self.show_incident(None)

    def show_incident(
        self, incident: IncidentDetail | None, measures: Sequence[MeasureRow] = (), staff: StaffDetail | None = None
    ) -> None:
        """Show this one, the measures that came of it and what the staff register holds of it, or an empty panel."""
        self._offer = None
        if incident is None or incident.id != self._lifted:
            self._lifted = None
        if incident is not None and self.covers(incident):
            cover = Cover(incident, self._codebook.label("event_type", incident.kind))
            cover.lifted.connect(lambda: self._on_lifted(incident.id))
            self.put_inside(cover)
            return
        self.put_inside(self._nothing() if incident is None else self._card(incident, measures, staff))

    def go_to_offer(self) -> bool:
        """Go to what is offered first, as opening a closed case again: Enter in the list changes nothing by itself.

        Returns:
            Whether there was one; where the incident is followed up, that is what one goes on with.
        """
        if self._offer is None:
            return False
        self._offer.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def covers(self, incident: IncidentDetail) -> bool:
        """Whether an incident is restricted, and nobody has said yet that they want to see it."""
        return incident.restricted and incident.id != self._lifted

    def _on_lifted(self, key: Key) -> None:
        self._lifted = key
        self.lifted.emit()

    def _nothing(self) -> QWidget:
        text = str(_("Velg en hendelse i listen, så ser du den her."))
        return Card(EmptyState("clipboard-list", str(_("Ingen valgt")), text))

    def _card(self, incident: IncidentDetail, measures: Sequence[MeasureRow], staff: StaffDetail | None) -> QWidget:
        card = Card(spacing=0, padding=(2, 2, 2, 12))
        page = ScrollPage(margins=(16, 14, 12, 10), spacing=7)
        tone, icon = TONES[incident.status]
        page.put(
            Label(_("Hendelse {number}").format(number=incident.number), "secondary"),
            Heading(title_of(incident, self._codebook), 2),
            Row(Pill(incident.status.label, tone, icon), *self._restricted(incident), spacing=8),
            *([Label(str(_LOCKED), "secondary")] if incident.status is Status.UNCONFIRMED else []),
            *(FactLine(name, value) for name, value in self._facts(incident) if value),
        )
        for key in ("story", "done_at_once"):
            if getattr(incident, key):
                page.put(Heading(_FIELDS[key].label.rstrip("?"), 3), Label(getattr(incident, key)))
        if staff is not None:
            section = StaffSection(staff, self._codebook)
            section.move_injury.connect(self.move_injury)
            page.put(section)
        if self._handles and (measures or incident.status not in {Status.WITHDRAWN, Status.UNCONFIRMED}):
            page.put(self._measures(measures))
        elif measures:
            page.put(Heading(str(_("Tiltak")), 3))
            page.put(*(Label(f"{row.title} · {row.status.label}") for row in measures))
        self._put_handling(page, incident)
        if incident.corrections:
            page.put(Heading(str(_("Rettelser")), 3))
            page.put(*(Label(self._told(correction), "secondary") for correction in incident.corrections))
        page.put(1)
        card.column.put(page, 1)
        buttons = self._buttons(incident) if self._handles and incident.disposed_on is None else []
        self._offer = buttons[0][0] if buttons and incident.status not in _WAITS else None
        card.put(Column(*(Row(*line, 1, spacing=8) for line in buttons), spacing=6, margins=(14, 8, 14, 0)))
        return card

    def _restricted(self, incident: IncidentDetail) -> list[Any]:
        """That not everybody sees it, and for those who may the way to choose who does."""
        pill = [restricted_pill()] if incident.restricted else []
        if not self._handles or incident.status is Status.WITHDRAWN or incident.disposed_on is not None:
            return [*pill, 1]
        return [*pill, 1, self._quiet(_("Endre") if incident.restricted else _("Skjerm"), self.restrict)]

    def _facts(self, incident: IncidentDetail) -> list[tuple[str, str]]:
        at = f" {_('kl.')} {clock_time(incident.occurred_time)}" if incident.occurred_time else ""
        return [
            (str(_("Når")), f"{long_date(incident.occurred_on)}{at}"),
            (str(_("Hvor")), ", ".join(part for part in (incident.place, incident.department) if part)),
            (str(_("Type")), self._show("kind", incident.kind)),
            (str(_("Alvor")), self._show("severity", incident.severity)),
            (str(_("Gjelder")), incident.child),
            (str(_("Meldt")), self._show("reported_at", incident.reported_at)),
            (str(_("Lukket")), self._show("closed_at", incident.closed_at)),
            (str(_("Trukket fordi")), incident.withdrawn_why if incident.disposed_on is None else ""),
        ]

    def _put_handling(self, page: ScrollPage, incident: IncidentDetail) -> None:
        lines = [(_FIELDS[key], getattr(incident, key)) for key in HANDLING if getattr(incident, key)]
        if not lines:
            return
        page.put(Heading(str(_("Oppfølging")), 3))
        for field, value in lines:
            told = incident.routine if field.key == "routine_id" else show(value, field, self._codebook)
            page.put(FactLine(field.label.rstrip("?") if len(field.label) < 30 else str(_("Rutine")), told))

    def _measures(self, rows: Sequence[MeasureRow]) -> QWidget:
        section = MeasureSection(rows)
        section.measure.connect(self.measure)
        section.new.connect(self.new_measure)
        section.link.connect(self.link_measure)
        section.unlink.connect(self.unlink_measure)
        return section

    def _buttons(self, incident: IncidentDetail) -> list[list[QWidget]]:
        if incident.status is Status.UNCONFIRMED:
            sure, same = PrimaryButton(str(_("Bekreft")), "check"), SecondaryButton(str(_("Slå sammen")), "link")
            sure.clicked.connect(self.confirm)
            same.clicked.connect(self.merge)
            return [[sure, same], [self._quiet(_("Rett opplysningene"), self.correct),
                    self._quiet(_("Trekk tilbake"), self.withdraw)]]  # fmt: skip
        if incident.status in _WAITS:
            follow, close = PrimaryButton(str(_("Følg opp")), "pencil"), SecondaryButton(str(_("Lukk saken")), "check")
            follow.clicked.connect(self.follow_up)
            close.clicked.connect(self.close_case)
            return [[follow, close], [self._quiet(_("Rett opplysningene"), self.correct),
                    self._quiet(_("Trekk tilbake"), self.withdraw)]]  # fmt: skip
        again = SecondaryButton(str(_("Åpne saken igjen")), "rotate-ccw")
        again.clicked.connect(self.reopen)
        if incident.status is Status.WITHDRAWN:
            return [[again]]
        return [[again], [self._quiet(_("Rett opplysningene"), self.correct)]]

    def _quiet(self, words: str, signal: SignalInstance) -> QWidget:
        button = QuietButton(str(words))
        button.clicked.connect(signal)
        return button

    def _show(self, key: str, value: object) -> str:
        return "" if value is None else show(value, _FIELDS[key], self._codebook)

    def _told(self, correction: CorrectionRow) -> str:
        field = _FIELDS.get(correction.attribute, Field(correction.attribute, correction.attribute))
        before, after = (_as_shown(text, field, self._codebook) for text in (correction.before, correction.after))
        return _("{day}: «{label}» sto som «{before}», rettet til «{after}». {why}").format(
            day=short_date(correction.at.date()), label=field.label.rstrip("?"), before=before or "–",
            after=after or "–", why=correction.why,
        )  # fmt: skip


def _as_shown(text: str, field: Field, codebook: Codebook) -> str:
    """What a correction keeps as text, as people read it."""
    if field.codes:
        return codebook.label(field.codes, text)
    if text and field.kind in {date, time}:
        return show(field.kind.fromisoformat(text), field, codebook)
    return text


def title_of(incident: IncidentDetail, codebook: Codebook) -> str:
    """The first line of what was told, or what kind of incident it is where nothing was."""
    first = incident.story.split("\n", 1)[0].strip()
    return f"{first[:90]}…" if len(first) > 90 else first or codebook.label("event_type", incident.kind)
