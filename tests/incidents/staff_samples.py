"""Cases of the staff register for the tests; a test names only what matters to it."""

from __future__ import annotations

from datetime import date
from typing import Any

from ikdesk.incidents.actions import record_incident
from ikdesk.incidents.staff_actions import handle_staff_case
from ikdesk.kernel.database import Database
from ikdesk.kernel.viewer import Key, Viewer
from ikdesk.people.model import RIGHTS, Role
from tests.samples import LEADER, NOON, TODAY, incident_values

SAFETY_REP = Viewer(Key(int=9), "Vera", "safety_rep", RIGHTS[Role.SAFETY_REP])
STAFF = Viewer(Key(int=10), "Anne", "staff", RIGHTS[Role.STAFF])
DEPARTMENT_LEAD = Viewer(Key(int=11), "Pål", "department_lead", RIGHTS[Role.DEPARTMENT_LEAD])
CONSENT: dict[str, Any] = {"medical_consent": True, "consent_on": date(2026, 2, 4)}
CANARY = "kragebeinsoperasjon"  # medical: read by leaders only


def staff_incident(database: Database, by: Viewer = LEADER, **changes: Any) -> Key:
    """An employee was hit, as it was reported."""
    values = {"kind": "violence_threat", "child": "Pedagogisk leder", "story": "Slått i en overgang."}
    return database.write(
        record_incident, incident_values(database, **{**values, **changes}), told_at=NOON, by=by, today=TODAY
    )


def follow_up(database: Database, key: Key, told: dict[str, Any] | None = None, **values: Any) -> None:
    """A leader writes down what there is to know."""
    database.write(handle_staff_case, key, told or {}, values, by=LEADER, today=TODAY)


def medical(database: Database, key: Key) -> None:
    """With consent, what is known of the injury."""
    follow_up(database, key, **CONSENT, injury_kind="fracture", body_part="shoulder", side="left",
              treatment=("hospital",), medical_note=CANARY)  # fmt: skip
