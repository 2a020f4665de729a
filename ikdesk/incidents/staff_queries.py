"""Questions about the staff register: what it holds of one incident."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.incidents.model import STAFF_KINDS, Incident
from ikdesk.incidents.queries import known_by
from ikdesk.incidents.staff_duties_model import Medical, StaffDetail
from ikdesk.incidents.staff_model import FILLED_IN, INJURY, MEDICAL, PLAIN, StaffCase, empty
from ikdesk.incidents.visible_queries import visible
from ikdesk.kernel.viewer import Key, Right, Viewer


def staff_detail(session: Session, key: Key, *, viewer: Viewer, today: date) -> StaffDetail | None:
    """What the staff register holds of an incident; the injury itself only for leaders, and only with consent.

    Returns:
        None where the viewer may not see the incident, or it is about a child and nothing stands in the register.
    """
    viewer.may(Right.READ_STAFF)
    question = select(Incident, StaffCase).outerjoin(StaffCase, StaffCase.incident_id == Incident.id)
    found = session.execute(question.where(Incident.id == key, visible(viewer), *known_by(today))).first()
    if found is None:
        return None
    incident, held = found
    leads = Right.HANDLE in viewer.rights
    detail = held_of(incident, held, leads=leads)
    return detail if detail.listed or detail.left_behind else None


def held_of(incident: Incident, held: StaffCase | None, *, leads: bool) -> StaffDetail:
    """What the register holds of an incident that may be seen.

    Args:
        incident: the incident.
        held: its case; None where nothing was written down yet.
        leads: whether it is for somebody who leads.
    """
    listed, case = incident.kind in STAFF_KINDS, held or StaffCase(incident_id=incident.id)
    return StaffDetail(
        incident_id=incident.id, listed=listed, kind=incident.kind, severity=incident.severity,
        **{name: getattr(case, name) for name in PLAIN}, medical_consent=case.medical_consent,
        medical=_medical(case) if leads and listed else None,
        left_behind=tuple(_left_behind(incident, case)) if leads else (),
    )  # fmt: skip


def _medical(case: StaffCase) -> Medical | None:
    if not case.medical_consent:
        return None
    return Medical(case.consent_on, **{name: getattr(case, name) for name in MEDICAL})


def _left_behind(incident: Incident, case: StaffCase) -> Iterator[str]:
    """What is filled in and belongs in the other register."""
    if incident.kind in STAFF_KINDS:
        yield from (key for key in ("child", *INJURY) if getattr(incident, key) != empty(key))
        return
    yield from (key for key in FILLED_IN if getattr(case, key) and key != "consent_on")
