"""The restricted incidents somebody is named for: what they may see besides what their role lets them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.incidents.model import Incident, IncidentAccess
from ikdesk.incidents.queries import STANDING, known_by
from ikdesk.incidents.visible_queries import visible
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.unit.model import Place


@dataclass(frozen=True, slots=True)
class SharedRow:
    """An incident that is shared with somebody; what it is about is seen when it is opened."""

    id: Key
    number: str
    occurred_on: date
    place: str


def shared_with(session: Session, *, viewer: Viewer, today: date) -> list[SharedRow]:
    """The incidents the viewer is named for, newest first; in whichever register they are."""
    viewer.may(Right.READ_OWN)
    question = (
        select(Incident.id, Incident.number, Incident.occurred_on, Place.name)
        .join(Place, Place.id == Incident.place_id)
        .join(IncidentAccess, IncidentAccess.incident_id == Incident.id)
        .where(
            IncidentAccess.person_id == viewer.person, IncidentAccess.withdrawn_at.is_(None), Incident.restricted,
            Incident.disposed_on.is_(None), STANDING, visible(viewer), *known_by(today),
        )
        .order_by(Incident.occurred_on.desc(), Incident.id.desc())
    )  # fmt: skip
    return [SharedRow(*row) for row in session.execute(question)]
