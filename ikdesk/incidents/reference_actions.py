"""Keeping the number, the days and the points of a case whose papers lie elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.incidents.actions import standing, strangers
from ikdesk.incidents.case_model import ReferenceCase
from ikdesk.incidents.model import REFERENCE, Incident
from ikdesk.incidents.reference_model import ASKED, PAST
from ikdesk.kernel.base import fields_of
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.kernel.words import _, clean


def keep_reference(session: Session, key: Key, values: Mapping[str, Any], *, by: Viewer, today: date) -> Key:
    """Write down where the papers of a case lie, who was told when, and how far its plan has come.

    Args:
        key: the incident.
        values: attributes of ``ReferenceCase``; what is not asked of its kind is passed over.

    Raises:
        Invalid: a day cannot be, or a point is in no list; nothing was saved.
        Problem: the incident is of another kind, or is not there.
    """
    by.may(Right.HANDLE)
    incident = standing(key, session, by)
    if incident.kind not in REFERENCE:
        raise Problem(_("Saksnummer og frister føres bare på saker som ligger et annet sted."))
    found = session.scalars(select(ReferenceCase).where(ReferenceCase.incident_id == key)).first()
    case = found or ReferenceCase(incident_id=key)
    if case.withdrawn_at is not None:  # undone, and begun anew: an incident has one at most
        case.withdrawn_at, case.withdrawn_why = None, ""
    for name in ASKED[incident.kind]:
        if name in values:
            value = values[name]
            setattr(case, name, clean(value) if isinstance(value, str) else value)
    _refuse(case, incident, session, today)
    session.add(case)
    session.flush()
    return case.id


def _refuse(case: ReferenceCase, incident: Incident, session: Session, today: date) -> None:
    case.check(today)
    wrong: dict[str, str] = {}
    for name in (*PAST, "plan_due", "evaluate_on"):
        day = getattr(case, name)
        if day is not None and day < incident.occurred_on:
            wrong[name] = str(_("Dagen kan ikke være før hendelsen."))
        elif day is not None and name in PAST and day > today:
            wrong[name] = str(_("Dagen må være i dag eller tidligere."))
    wrong |= dict(strangers(case, [field for field in fields_of(ReferenceCase) if field.codes], session))
    if wrong:
        raise Invalid(**wrong)
