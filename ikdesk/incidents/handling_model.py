"""What can be true of how an incident was followed up, and what is asked of which kind."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from ikdesk.incidents.model import CHILD_INJURY
from ikdesk.kernel.words import _

HANDLING = (
    "routine_status", "routine_id", "activity", "mechanism", "causes", "injury_kind", "body_part", "side", "treatment",
    "notified", "handling", "reply", "potential", "supervision", "adults_present", "children_present", "conditions",
    "equipment_id", "prevent", "prevent_said", "discovered_on", "discovered_time", "due_on",
)  # fmt: skip
_TOLD_TOO = {
    "potential", "prevent", "prevent_said", "discovered_on", "discovered_time", "notified", "treatment",
}  # may be told when it is reported
HANDLED = tuple(name for name in HANDLING if name not in _TOLD_TOO)  # these say that somebody looked at it
MOST = 500  # adults or children; more is a slip of the finger
LONGEST = 730  # days a deadline may lie ahead
OF_PEOPLE = ("adults_present", "children_present")


def wrong_handling(values: Mapping[str, Any], occurred_on: date, today: date) -> dict[str, str]:
    """What cannot be, of what was filled in: sentences by attribute.

    Args:
        values: attributes of an incident, as far as they were filled in.
        occurred_on: the day it happened.
        today: the day it is.
    """
    wrong: dict[str, str] = {}
    for key in OF_PEOPLE:
        number = values.get(key)
        if number is not None and not 0 <= number <= MOST:
            wrong[key] = _("Skriv et antall fra 0 til {most}.").format(most=MOST)
    found = values.get("discovered_on")
    if found is not None and not occurred_on <= found <= today:
        wrong["discovered_on"] = _("Det kan ikke være oppdaget før det skjedde, eller etter i dag.")
    if found is None and values.get("discovered_time") is not None:
        wrong["discovered_on"] = _("Velg dagen det ble oppdaget, når du skriver et klokkeslett.")
    due = values.get("due_on")
    if due is not None and not occurred_on <= due <= today + timedelta(days=LONGEST):
        wrong["due_on"] = _("Fristen må være etter hendelsen og innen to år.")
    return wrong


def hurts(kind: str) -> bool:
    """Whether a child may have been hurt in this kind of incident, so that the injury is asked about first."""
    return kind == CHILD_INJURY
