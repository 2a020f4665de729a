"""What people do with incidents: report, correct, follow up, close, withdraw."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from secrets import randbelow
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ikdesk.incidents.capture_actions import add_others, told_of_children
from ikdesk.incidents.handling_model import HANDLED, HANDLING, wrong_handling
from ikdesk.incidents.model import MUST_ANSWER, VIOLATION, Correction, Draft, Incident, Status
from ikdesk.incidents.restricted_actions import refuse_long_texts, told_of_somebody
from ikdesk.incidents.staff_case_actions import open_case, refuse_medical, told_of_staff
from ikdesk.incidents.visible_queries import seen_incident
from ikdesk.kernel.answers import missing, wrong_day
from ikdesk.kernel.base import Record, fields_of
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.fields import Field
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.kernel.words import _, clean, whole
from ikdesk.measures.link_actions import show_whether_measures_run
from ikdesk.people.ready_queries import refuse_unready
from ikdesk.routines.model import Routine
from ikdesk.unit.equipment_model import Equipment
from ikdesk.unit.model import CodeEntry, Department, Place

CORRECTED = (
    "kind", "occurred_on", "occurred_time", "place_id", "department_id", "severity", "potential", "story",
    "done_at_once", "child",
)  # fmt: skip


def unanswered(values: Mapping[str, Any], today: date) -> dict[str, str]:
    """What a report must say and does not, and a day that cannot be: sentences by attribute.

    Args:
        values: attributes of ``Incident``, as far as they could be understood.
        today: the day it is.
    """
    lacks = missing(values, MUST_ANSWER)
    return lacks if "occurred_on" in lacks else {**wrong_day(values["occurred_on"], today), **lacks}


def record_incident(
    session: Session, values: Mapping[str, Any], *, told_at: datetime, by: Viewer, today: date
) -> Key:
    """Register a new incident and return its key.

    Args:
        values: attributes of ``Incident``; kind, occurred_on, place_id and severity must be there. "others" are the
            children besides the first, as initials.
        told_at: local date and time it was reported.

    Raises:
        Invalid: something is missing or cannot be, a code is in no list, or the place was not in use that day.
        Problem: nobody has said that the recovery code is written down, and there is one leader; or it is about the
            only leader.
    """
    by.may(Right.REPORT)
    refuse_unready(session, viewer=by, today=today)
    wrong = unanswered(values, today)
    if wrong:
        raise Invalid(**wrong)
    told, others = told_of_children(values)
    told, position = told_of_staff(told_of_somebody(told, session))
    incident = Incident(**told, reported_at=told_at, status=Status.REPORTED)
    give_number(incident, session)
    incident.check(today)
    refuse_unknown(incident, told, session)
    session.add(incident)
    session.flush()
    open_case(incident, position, session, today)
    add_others(incident, others, session, today)
    return incident.id


def correct_incident(
    session: Session, key: Key, values: Mapping[str, Any], why: str, *, by: Viewer, today: date
) -> None:
    """Correct what was reported by adding: what stood before is kept and shown.

    Args:
        key: the incident.
        values: the attributes that were wrong and what they shall be.
        why: the reason, in words; may be empty.

    Raises:
        Invalid: as ``record_incident``; nothing was corrected.
    """
    by.may(Right.HANDLE)
    incident = standing(key, session, by)
    told = {name: clean(value) if isinstance(value, str) else value for name, value in values.items()}
    wrong = {name: value for name, value in told.items() if name in CORRECTED and getattr(incident, name) != value}
    _refuse_empty({name: value for name, value in wrong.items() if name in MUST_ANSWER})
    refuse_long_texts(
        str(wrong.get("kind", incident.kind)), {key: wrong[key] for key in ("story", "done_at_once") if key in wrong}
    )
    for name, value in wrong.items():
        correction = Correction(
            incident_id=key, attribute=name, before=_told(getattr(incident, name)), after=_told(value), why=why
        )
        correction.check(today)
        session.add(correction)
        setattr(incident, name, value)
    if incident.severity is None:
        raise Invalid(severity=MUST_ANSWER["severity"])
    incident.check(today)
    refuse_unknown(incident, wrong, session)
    open_case(incident, "", session, today)


def handle_incident(session: Session, key: Key, values: Mapping[str, Any], *, by: Viewer, today: date) -> None:
    """Write down what came out of following it up; a new incident is thereby being followed up.

    Args:
        values: attributes named in ``HANDLING`` and what they shall be.

    Raises:
        Invalid: a code is in no list, a text is too long, or the routine is not there; nothing was saved.
    """
    by.may(Right.HANDLE)
    incident = _confirmed(session, key, by)
    found = {name: values[name] for name in HANDLING if name in values}
    _refuse_unknown_routine(session, found.get("routine_id"), incident.routine_id)
    _refuse_unknown_equipment(session, found.get("equipment_id"), incident.equipment_id)
    wrong = wrong_handling(found, incident.occurred_on, today)
    if wrong:
        raise Invalid(**wrong)
    texts = {name: found[name] for name in ("handling", "prevent_said", "reply") if name in found}
    refuse_long_texts(incident.kind, {name: said for name, said in texts.items() if said != getattr(incident, name)})
    for name, value in found.items():
        setattr(incident, name, value)
    if incident.status is Status.REPORTED:
        incident.status = Status.IN_PROGRESS
    incident.check(today)
    refuse_unknown(incident, found, session)
    refuse_medical(incident, found)


def close_incident(session: Session, key: Key, *, at: datetime, by: Viewer, today: date) -> None:
    """Close an incident; one that is closed stays closed as it was.

    Args:
        at: local date and time.
    """
    by.may(Right.HANDLE)
    incident = _confirmed(session, key, by)
    if incident.status is Status.CLOSED:
        return
    told = incident.reported_at
    if told and told.date() == at.date():
        at = max(at, told)  # where the day is set, as in the demo, its hours begin anew each morning
    incident.status, incident.closed_at = Status.CLOSED, at
    incident.check(today)


def reopen_incident(session: Session, key: Key, *, by: Viewer, today: date) -> None:
    """Open a closed or withdrawn incident again; one that was withdrawn before anybody looked at it is new again.

    From a locked screen, it is then to be confirmed: it may have been withdrawn before anybody did. A line of a
    collective list that was withdrawn is closed again; one that is opened is a case like others from now on.
    """
    by.may(Right.HANDLE)
    incident = seen_incident(key, session, by)
    if incident.collected and incident.withdrawn_at is not None:
        incident.status, incident.withdrawn_at, incident.withdrawn_why = Status.CLOSED, None, None
        incident.check(today)
        return
    incident.collected = False
    unseen = incident.withdrawn_at is not None and not any(getattr(incident, name) for name in HANDLED)
    fresh = Status.UNCONFIRMED if incident.boxed else Status.REPORTED
    incident.status = fresh if unseen else Status.IN_PROGRESS
    incident.closed_at = incident.withdrawn_at = incident.withdrawn_why = None
    incident.check(today)
    session.flush()
    show_whether_measures_run(session, incident, by=by, today=today)


def withdraw_incident(session: Session, key: Key, why: str, *, by: Viewer, today: date) -> None:
    """Withdraw an incident that should not have been there; it stays, with the reason, and counts nowhere."""
    by.may(Right.HANDLE)
    incident = standing(key, session, by)
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
    draft.content = whole(json.dumps(dict(content), ensure_ascii=False, default=str)) if content else ""
    draft.saved_at = at


def give_number(incident: Incident, session: Session) -> None:
    """Give an incident its number for people: the year it happened and a running number.

    What must not be known of has a number of chance: a gap in the running numbers would tell of it.
    """
    of_the_year = Incident.year == incident.occurred_on.year
    if incident.kind == VIOLATION:
        used = set(session.scalars(select(Incident.running).where(of_the_year, Incident.running < 0)))
        number(incident, next(drawn for drawn in iter(lambda: -1000 - randbelow(9000), 0) if drawn not in used))
        return
    last = session.scalar(select(func.max(Incident.running)).where(of_the_year, Incident.running > 0))
    number(incident, (last or 0) + 1)


def number(incident: Incident, running: int) -> None:
    """Set the number of an incident.

    Args:
        running: 1 or more, not used before in that year; below 0 for what stands outside the row, as "2026-S1234".
    """
    incident.year, incident.running = incident.occurred_on.year, running
    incident.number = f"{incident.year}-{running}" if running > 0 else f"{incident.year}-S{-running}"


def standing(key: Key, session: Session, by: Viewer) -> Incident:
    """The incident with this key, if this person may see it; one that was withdrawn is not changed.

    Nothing is added to one that was disposed of either: it could never be destroyed.
    """
    incident = seen_incident(key, session, by)
    if incident.disposed_on is not None:
        raise Problem(_("Hendelse {number} er kassert og kan ikke endres.").format(number=incident.number))
    if incident.withdrawn_at is not None:
        raise Problem(_("Hendelsen er trukket tilbake. Åpne den igjen før du endrer den."))
    return incident


def _confirmed(session: Session, key: Key, by: Viewer) -> Incident:
    """The incident with this key; one that nobody has confirmed is no case yet."""
    incident = standing(key, session, by)
    if incident.status is Status.UNCONFIRMED:
        raise Problem(_("Hendelsen er ikke bekreftet ennå. Bekreft den først."))
    return incident


def _told(value: Any) -> str:
    return "" if value is None else str(value)


def _refuse_empty(values: Mapping[str, Any]) -> None:
    """Raise Invalid for what must be answered and is not."""
    lacks = missing(values, {key: MUST_ANSWER[key] for key in values})
    if lacks:
        raise Invalid(**lacks)


def refuse_unknown(incident: Incident, names: Iterable[str], session: Session) -> None:
    """Raise Invalid where a code is in none of the unit's lists, or a place or department was not in use that day."""
    named = set(names)
    wrong = dict(strangers(incident, [f for f in fields_of(Incident) if f.codes and f.key in named], session))
    if "place_id" in named and not _in_use(session.get(Place, incident.place_id), incident.occurred_on):
        wrong["place_id"] = MUST_ANSWER["place_id"]
    department = incident.department_id if "department_id" in named else None
    if department and not _in_use(session.get(Department, department), incident.occurred_on):
        wrong["department_id"] = _("Avdelingen var ikke i bruk den dagen. Velg en annen.")
    if wrong:
        raise Invalid(**wrong)


def _refuse_unknown_routine(session: Session, key: Key | None, before: Key | None) -> None:
    """Raise Invalid where a routine is pointed at that is not there; one that was put away later may stay."""
    routine = session.get(Routine, key) if key and key != before else None
    if key and key != before and (routine is None or routine.withdrawn_at is not None):
        raise Invalid(routine_id=_("Rutinen finnes ikke lenger. Velg en annen."))


def _refuse_unknown_equipment(session: Session, key: Key | None, before: Key | None) -> None:
    """Raise Invalid where equipment is pointed at that is not there; what was put away later may stay."""
    found = session.get(Equipment, key) if key and key != before else None
    if key and key != before and (found is None or found.withdrawn_at is not None):
        raise Invalid(equipment_id=_("Utstyret finnes ikke lenger. Velg noe annet."))


def strangers(record: Record, fields: Iterable[Field], session: Session) -> Iterator[tuple[str, str]]:
    """The attributes of a record whose code is in none of the unit's lists, each with a sentence."""
    lists = select(CodeEntry.list_name, CodeEntry.code).where(CodeEntry.list_name.in_({f.codes for f in fields}))
    known = {tuple(row) for row in session.execute(lists)}
    for field in fields:
        value = getattr(record, field.key)
        codes = value if isinstance(value, (tuple, list)) else () if value is None or value == "" else (value,)
        for code in codes:
            if (field.codes, str(code)) not in known:
                yield field.key, _("{name}: «{word}» er ikke et ord vi kjenner.").format(
                    name=str(field.label).rstrip("?"), word=str(code)[:60]
                )


def _in_use(what: Place | Department | None, day: date) -> bool:
    if what is None or what.withdrawn_at is not None:
        return False
    return what.closed_from is None or day < what.closed_from
