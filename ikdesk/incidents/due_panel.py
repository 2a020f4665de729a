"""The pill that says when a case should be done with."""

from __future__ import annotations

from ikdesk.incidents.queries import IncidentDetail
from ikdesk.kernel.words import _, many
from ikdesk.ui.cards import Pill

SOON = 7  # days


def case_due(incident: IncidentDetail) -> list[Pill]:
    """When it should be done with; nothing for what is closed, or has no deadline."""
    days = incident.days_left
    if days is None:
        return []
    if days < 0:
        return [Pill(many("{n} dag over fristen", "{n} dager over fristen", -days), "danger", "triangle-alert")]
    if days == 0:
        return [Pill(str(_("Frist i dag")), "warn", "calendar")]
    tone = "warn" if days < SOON else "neutral"
    return [Pill(many("Frist om {n} dag", "Frist om {n} dager", days), tone, "calendar")]
