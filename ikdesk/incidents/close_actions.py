"""Closing a case: with what shall be looked at later, and what is told to whoever reported it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.incidents.actions import close_incident, standing
from ikdesk.incidents.case_actions import add_note
from ikdesk.incidents.close_model import Closing, Later
from ikdesk.incidents.model import Status
from ikdesk.incidents.restricted_actions import refuse_long_texts
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.kernel.words import _, clean
from ikdesk.measures.actions import change_measure
from ikdesk.measures.model import Measure, MeasureIncident

MILD = 1  # grade up to which a case may be put right on the spot


def close_case(session: Session, key: Key, closing: Closing, *, at: datetime, by: Viewer, today: date) -> None:
    """Close a case; its measures go on, each with a day it is looked at, or the reason there is none.

    Args:
        key: the incident.
        closing: what is said to whoever reported it, and what is chosen about the measures that are left.
        at: local date and time.

    Raises:
        Invalid: a day cannot be, or a text is too long; nothing was saved. The day of a measure is named after its
            number, as "day_12".
    """
    by.may(Right.HANDLE)
    incident = standing(key, session, by)
    if closing.reply is not None:
        refuse_long_texts(incident.kind, {"reply": closing.reply})
        incident.reply = clean(closing.reply)
    for measure in _of(session, key, closing.later):
        chosen = closing.later[measure.id]
        if chosen.day is not None and chosen.day != measure.evaluate_on:
            _look_again(session, measure, chosen.day, by=by, today=today)
        why = clean(chosen.why)
        if why:
            said = _("Lukket før tiltak {number} er vurdert: {why}").format(number=measure.number, why=why)
            add_note(session, key, said, at=at, by=by, today=today)
    close_incident(session, key, at=at, by=by, today=today)


def close_on_the_spot(session: Session, key: Key, *, at: datetime, by: Viewer, today: date) -> None:
    """Close a mild case nobody has begun on, because it was put right where it happened.

    Args:
        at: local date and time.

    Raises:
        Problem: somebody has begun on it, or it was not mild.
    """
    by.may(Right.HANDLE)
    incident = standing(key, session, by)
    if incident.status is not Status.REPORTED or (incident.severity or 0) > MILD:
        raise Problem(_("Bare nye og milde hendelser kan lukkes som rettet på stedet. Bruk «Lukk saken»."))
    incident.handling = incident.handling or str(_("Rettet på stedet."))
    close_incident(session, key, at=at, by=by, today=today)


def _of(session: Session, incident: Key, later: Mapping[Key, Later]) -> list[Measure]:
    """Those of the measures named that came of the incident."""
    question = (
        select(Measure).join(MeasureIncident, MeasureIncident.measure_id == Measure.id)
        .where(MeasureIncident.incident_id == incident, MeasureIncident.withdrawn_at.is_(None),
               Measure.withdrawn_at.is_(None), Measure.id.in_(list(later)))
        .order_by(Measure.number)
    )  # fmt: skip
    return list(session.scalars(question))


def _look_again(session: Session, measure: Measure, day: date, *, by: Viewer, today: date) -> None:
    name = f"day_{measure.number}"
    if day <= today:
        raise Invalid(**{name: _("Velg en dag som kommer, eller skriv grunnen i stedet.")})
    try:
        change_measure(session, measure.id, {"evaluate_on": day}, by=by, today=today)
    except Invalid as wrong:
        raise Invalid(**{name: str(wrong)}) from wrong
