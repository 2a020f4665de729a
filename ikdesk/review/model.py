"""What the review looks for, and one thing it found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ikdesk.kernel.base import Code
from ikdesk.kernel.fields import Choice
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _


class Rule(Choice):
    """Something that is left undone, in the order it is told."""

    MEASURE_LATE = _("Tiltak over fristen")
    MEASURE_NO_DEADLINE = _("Tiltak uten frist")
    MEASURE_NO_OWNER = _("Tiltak uten ansvarlig")
    DONE_NOT_EVALUATED = _("Gjennomførte tiltak uten vurdering")
    EVALUATION_LATE = _("Tiltak som venter på vurdering")
    SERIOUS_NO_MEASURE = _("Alvorlige hendelser uten tiltak")
    CLOSED_OPEN_MEASURE = _("Lukkede hendelser der et tiltak ikke er gjort")
    NO_CAUSE = _("Hendelser uten årsak")
    INCIDENT_LATE = _("Hendelser over fristen")
    UNCONFIRMED = _("Meldinger ingen har bekreftet")
    CASE_LATE = _("Saker der planen eller vurderingen er over fristen")
    ROUTINE_LATE = _("Rutiner som skulle vært sett på igjen")
    ROUTINE_NO_RISK = _("Rutiner uten en risikovurdering bak")
    RISK_NO_MEASURE = _("Rød eller gul risiko uten tiltak, som ingen har godtatt")
    RISK_FELL_BACK = _("Risiko som er som før, fordi et tiltak er stoppet")
    RISK_SERIOUS = _("Risikovurderinger der noe alvorlig har skjedd siden")
    RISK_LOG = _("Risiko der loggen sier noe annet")
    RISK_LOWERED = _("Risiko satt lavere uten noe tiltak bak")
    RISK_ACCEPTED = _("Godtatt risiko som skal vurderes på nytt")
    RISK_BARRIER = _("Det som skal hindre en fare, men ikke virker")
    RISK_NOT_RATED = _("Farer som ikke er vurdert i matrisen")
    RISK_LATE = _("Risikovurderinger som skulle vært sett på igjen")
    RISK_NO_LOOK = _("Risikovurderinger uten dag for å se på dem igjen")
    RISK_NOT_APPROVED = _("Fulle risikovurderinger ingen har godkjent")
    PLACE_NO_DAYS = _("Steder i sesong der ingen dager er ført")
    DAYS_UNCONFIRMED = _("Dager i bruk ingen har bekreftet")
    EQUIPMENT_FAULT = _("Utstyr med en feil ingen har rettet")
    EQUIPMENT_LATE = _("Utstyr som skulle vært kontrollert")
    FOCUS_LATE = _("Innsatsområder der tallene skulle vært sett på")
    FOCUS_NO_LOOK = _("Innsatsområder uten dag for å se på tallene")
    MEETING_OPEN = _("Møter som ikke er avsluttet")

    @property
    def page(self) -> str:
        """Where such things are put right: the name of a page or of a part of the settings."""
        return _PAGES[self.name.split("_")[0]]


_PAGES = {
    "MEASURE": "measures", "DONE": "measures", "EVALUATION": "measures", "SERIOUS": "incidents", "CLOSED": "incidents",
    "NO": "incidents", "INCIDENT": "incidents", "UNCONFIRMED": "incidents", "CASE": "incidents",
    "ROUTINE": "routines", "PLACE": "exposure", "DAYS": "exposure", "EQUIPMENT": "equipment", "FOCUS": "focus",
    "MEETING": "meetings", "RISK": "risks",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is left undone; nothing of what was told of an incident."""

    rule: Rule
    key: Key
    number: str  # of the incident, measure or routine; empty for what has none
    title: str  # of what has one
    code: Code | None  # what kind of incident, or what a focus area is about; None where the title says it
    codes: str  # the list of the code
    place: str
    day: date | None  # when it happened, or was due
    days: int | None  # since that day; None where no day has passed
    page: str  # where it is put right: the name of a page, or of a part of the settings
    count: int = 0  # of events, or of days, where that is what was found
    restricted: bool = False
