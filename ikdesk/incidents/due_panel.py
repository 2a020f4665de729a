"""The pill that says when a case should be done with."""

from __future__ import annotations

from ikdesk.incidents.queries import IncidentDetail
from ikdesk.kernel.words import many
from ikdesk.ui.cards import Pill
from ikdesk.ui.due import due_pill


def case_due(incident: IncidentDetail) -> list[Pill]:
    """When it should be done with; nothing for what is closed, or has no deadline."""
    days = incident.days_left
    if days is None:
        return []
    return [due_pill(days, many("Frist om {n} dag", "Frist om {n} dager", days) if days > 0 else "")]
