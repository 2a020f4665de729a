"""Who may see a restricted incident besides those who lead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.incidents.model import VIOLATION, IncidentAccess
from ikdesk.incidents.visible_queries import seen_incident
from ikdesk.kernel.viewer import Key, Right, Viewer


@dataclass(frozen=True, slots=True)
class Readers:
    """Who sees an incident, and who never does."""

    restricted: bool
    always: bool  # it is of a kind that cannot be released
    readers: tuple[Key, ...]
    about: Key | None


def readers_of(session: Session, key: Key, *, viewer: Viewer, today: date) -> Readers:
    """Who sees an incident besides those who lead.

    Raises:
        Problem: it is not there for this person.
    """
    viewer.may(Right.HANDLE)
    incident = seen_incident(key, session, viewer)
    named = select(IncidentAccess.person_id).where(
        IncidentAccess.incident_id == key, IncidentAccess.withdrawn_at.is_(None)
    )
    found = tuple(session.scalars(named))
    return Readers(incident.restricted, incident.kind == VIOLATION, found, incident.about_id)
