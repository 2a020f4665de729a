"""What a leader does with the staff register: write down a case, and move what stands in the wrong register."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from ikdesk.incidents.actions import handle_incident, strangers
from ikdesk.incidents.model import STAFF_KINDS, Incident
from ikdesk.incidents.staff_case_actions import case_of
from ikdesk.incidents.staff_model import FILLED_IN, INJURY, MEDICAL, NEEDS_CONSENT, StaffCase, empty
from ikdesk.incidents.visible_queries import seen_incident
from ikdesk.kernel.base import fields_of
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.kernel.words import _


def handle_staff_case(
    session: Session, key: Key, told: Mapping[str, Any], values: Mapping[str, Any], *, by: Viewer, today: date
) -> None:
    """Write down what there is to know of an incident about staff, and what came out of following it up.

    A consent that is taken back takes with it what only the consent let stand there.

    Args:
        key: the incident.
        told: attributes of ``Incident`` as in ``handle_incident``.
        values: attributes of ``StaffCase``.

    Raises:
        Invalid: something cannot be, a code is in no list, or it is medical and nobody has consented.
        Problem: the incident is not about staff.
    """
    by.may(Right.HANDLE)
    incident = seen_incident(key, session, by)
    if incident.kind not in STAFF_KINDS:
        raise Problem(_("Hendelsen gjelder ikke en ansatt. Rett hva slags hendelse det er først."))
    handle_incident(session, key, told, by=by, today=today)
    case = case_of(incident, session)
    filled = {name: values[name] for name in FILLED_IN if name in values}
    taken_back = case.medical_consent and filled.get("medical_consent") is False
    if taken_back:
        case.forget_what_is_medical()
        filled = {name: value for name, value in filled.items() if name not in (*MEDICAL, "consent_on")}
    for name, value in filled.items():
        setattr(case, name, value)
    case.check(today)
    _refuse_early(case, incident)
    wrong = dict(strangers(case, [f for f in fields_of(StaffCase) if f.codes and f.key in filled], session))
    if wrong:
        raise Invalid(**wrong)


def move_injury(session: Session, key: Key, *, by: Viewer, today: date) -> None:
    """Move what is known of an injury to the register the incident is in now, after its kind was corrected.

    Raises:
        Invalid: it is about staff, and there is no consent; nothing was moved.
    """
    by.may(Right.HANDLE)
    incident = seen_incident(key, session, by)
    case = case_of(incident, session)
    source, target = (incident, case) if incident.kind in STAFF_KINDS else (case, incident)
    if target is case and not case.medical_consent:
        raise Invalid(medical_consent=NEEDS_CONSENT)
    for name in INJURY:
        value = getattr(source, name)
        if value != empty(name) and getattr(target, name) == empty(name):  # never in place of what stands there
            setattr(target, name, value)
            setattr(source, name, empty(name))
    case.check(today)
    incident.check(today)


def _refuse_early(case: StaffCase, incident: Incident) -> None:
    """Raise Invalid for a day before the incident."""
    days = {field.key: getattr(case, field.key) for field in fields_of(StaffCase) if field.kind is date}
    wrong = {
        name: _("Dagen kan ikke være før hendelsen.") for name, day in days.items()
        if day is not None and day < incident.occurred_on and name != "absence_from"
    }  # fmt: skip
    if wrong:
        raise Invalid(**wrong)


