"""What people do with incidents: report, correct, follow up, close, withdraw."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ikdesk.incidents.model import Correction, Draft, Incident, Status
from ikdesk.kernel.base import fields_of
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.kernel.words import _

HANDLING = (
    "routine_status", "activity", "mechanism", "causes", "injury_kind", "body_part", "side", "treatment", "notified",
    "handling",
)  # fmt: skip
CORRECTED = (
    "kind", "occurred_on", "occurred_time", "place_id", "department_id", "severity", "story", "done_at_once", "child",
)  # fmt: skip
_ASKED = {
    "kind": _("Velg hva slags hendelse det er."),
    "occurred_on": _("Skriv når det skjedde."),
    "place_id": _("Velg hvor det skjedde."),
    "severity": _("Velg hvor alvorlig det var."),
}


def record_incident(
    session: Session, values: Mapping[str, Any], *, told_at: datetime, by: Viewer, today: date
) -> Key:
    """Register a new incident and return its key.

    Args:
        values: attributes of ``Incident``; kind, occurred_on, place_id and severity must be there.
        told_at: local date and time it was reported.
    """
    by.may(Right.REPORT)
    missing = {key: sentence for key, sentence in _ASKED.items() if values.get(key) is None or values[key] == ""}
    if missing:
        raise Invalid(**missing)
    incident = Incident(**values, reported_at=told_at, status=Status.REPORTED)
    _give_number(session, incident)
    incident.check(today)
    session.add(incident)
    session.flush()
    return incident.id


def correct_incident(
    session: Session, key: Key, values: Mapping[str, Any], why: str, *, by: Viewer, today: date
) -> None:
    """Correct what was reported by adding: what stood before is kept and shown.

    Args:
        key: the incident.
        values: the attributes that were wrong and what they shall be.
        why: the reason, in words; may be empty.
    """
    by.may(Right.HANDLE)
    incident = _standing(session, key)
    labels = {field.key for field in fields_of(Incident)}
    for name, value in values.items():
        if name not in CORRECTED or name not in labels or getattr(incident, name) == value:
            continue
        correction = Correction(
            incident_id=key, attribute=name, before=_told(getattr(incident, name)), after=_told(value), why=why
        )
        correction.check(today)
        session.add(correction)
        setattr(incident, name, value)
    if incident.severity is None:
        raise Invalid(severity=_ASKED["severity"])
    incident.check(today)


def handle_incident(session: Session, key: Key, values: Mapping[str, Any], *, by: Viewer, today: date) -> None:
    """Write down what came out of following it up; a new incident is thereby being followed up.

    Args:
        values: attributes named in ``HANDLING`` and what they shall be.
    """
    by.may(Right.HANDLE)
    incident = _standing(session, key)
    for name in HANDLING:
        if name in values:
            setattr(incident, name, values[name])
    if incident.status is Status.REPORTED:
        incident.status = Status.IN_PROGRESS
    incident.check(today)


def close_incident(session: Session, key: Key, *, at: datetime, by: Viewer, today: date) -> None:
    """Close an incident.

    Args:
        at: local date and time.
    """
    by.may(Right.HANDLE)
    incident = _standing(session, key)
    incident.status, incident.closed_at = Status.CLOSED, at
    incident.check(today)


def reopen_incident(session: Session, key: Key, *, by: Viewer, today: date) -> None:
    """Open a closed or withdrawn incident again."""
    by.may(Right.HANDLE)
    incident = session.get_one(Incident, key)
    incident.status = Status.IN_PROGRESS
    incident.closed_at = incident.withdrawn_at = incident.withdrawn_why = None
    incident.check(today)


def withdraw_incident(session: Session, key: Key, why: str, *, by: Viewer, today: date) -> None:
    """Withdraw an incident that should not have been there; it stays, with the reason, and counts nowhere."""
    by.may(Right.HANDLE)
    incident = _standing(session, key)
    incident.withdraw(why, session.info["now"])
    incident.status = Status.WITHDRAWN
    incident.check(today)


def save_draft(
    session: Session, page: str, content: Mapping[str, Any], *, at: datetime, by: Viewer, today: date
) -> None:
    """Keep what somebody has begun to write, in place of what stood there.

    Args:
        page: which form it is.
        content: plain values; empty when there is nothing to keep.
        at: local date and time.
    """
    by.may(Right.REPORT)
    draft = session.scalar(select(Draft).where(Draft.author == by.person, Draft.page == page))
    if draft is None:
        draft = Draft(author=by.person, page=page)
        session.add(draft)
    draft.content = json.dumps(dict(content), ensure_ascii=False, default=str) if content else ""
    draft.saved_at = at


def _give_number(session: Session, incident: Incident) -> None:
    """Give an incident its number for people: the year it happened and a running number."""
    last = session.scalar(select(func.max(Incident.running)).where(Incident.year == incident.occurred_on.year))
    number(incident, (last or 0) + 1)


def number(incident: Incident, running: int) -> None:
    """Set the number of an incident.

    Args:
        running: 1 or more, not used before in that year.
    """
    incident.year, incident.running = incident.occurred_on.year, running
    incident.number = f"{incident.year}-{running}"


def _standing(session: Session, key: Key) -> Incident:
    incident = session.get_one(Incident, key)
    if incident.withdrawn_at is not None:
        raise Problem(_("Hendelsen er trukket tilbake. Åpne den igjen før du endrer den."))
    return incident


def _told(value: Any) -> str:
    return "" if value is None else str(value)
