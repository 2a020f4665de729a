"""Destroying a record for good: the one thing here that cannot be undone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, cast

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from ikdesk.access.actions import note_access
from ikdesk.access.model import Deed
from ikdesk.incidents.case_model import Attachment
from ikdesk.incidents.model import BOX, Draft, Incident, IncidentAccess, Status
from ikdesk.incidents.visible_queries import seen_incident
from ikdesk.kernel.base import Base, Code, Record
from ikdesk.kernel.content import destroy
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.history import destroy_key
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.kernel.words import _, clean, short_date
from ikdesk.measures.model import MeasureIncident
from ikdesk.privacy.model import Disposal, Ground, grounds
from ikdesk.unit.model import Place, Unit

KIND = "incident"
_STAMPS = frozenset({"id", "version", "made_at", "changed_at", "changed_by", "incident_id"})
# what stays of an incident that goes on counting; whatever is not named here is emptied, also what is added later
COUNTED = _STAMPS | {
    "number", "year", "running", "kind", "occurred_on", "place_id", "department_id", "severity", "activity",
    "mechanism", "causes", "routine_status", "routine_id", "status", "reported_at", "closed_at", "hours_to_report",
    "days_to_close", "withdrawn_at", "made_by", "restricted", "potential", "supervision", "conditions", "collected",
    "prevent", "due_on",
}  # fmt: skip
# and of one that counts no more; the last four cannot be empty, and say nothing after this
NUMBERED = _STAMPS | {"number", "year", "running", "restricted", "kind", "occurred_on", "place_id", "status"}
_TIES: tuple[type[Record], ...] = (IncidentAccess, MeasureIncident)  # they say nothing but that two belong together
_OTHER = "other_service"  # the kind of event that says the least
_ELSEWHERE = ("other", "outdoor_other")  # standard places that say the least
_OPEN = (Status.REPORTED, Status.IN_PROGRESS, Status.MEASURES_RUNNING)
_SHORTEST = 12  # letters of a text that are looked for in what is half written


@dataclass(frozen=True, slots=True)
class Disposed:
    """What was destroyed, for what must follow outside the file."""

    key: Key
    number: str
    receipt: str  # of the sealed box it came in; empty where there was none
    whole: bool


def dispose_incident(
    session: Session, key: Key, ground: Ground, why: str, *, by: Viewer, today: date
) -> Disposed:
    """Destroy what an incident says about anybody; its number stays, and what is counted unless the ground takes it.

    Args:
        key: the incident.
        ground: on what ground.
        why: which decision or case it rests on, in words.

    Raises:
        Invalid: the ground is not one this unit can give, or there is no reason.
        Problem: it was disposed of already, or somebody stands in for the leader.
    """
    _refuse_deputies(by)
    incident = seen_incident(key, session, by)
    if incident.disposed_on is not None:
        raise Problem(_("Hendelse {number} er kassert allerede.").format(number=incident.number))
    if ground not in grounds(session.scalars(select(Unit.ownership)).one()):
        raise Invalid(ground=_("En kommunal virksomhet kan ikke selv vedta kassasjon. Velg et annet grunnlag."))
    row = Disposal(
        kind=KIND, key=key, number=incident.number, day=today, who=by.name, ground=ground, why=clean(why),
        whole=ground.whole or incident.restricted or incident.about_id is not None,
    )  # fmt: skip
    row.check(today)
    session.add(row)
    return _destroy(session, incident, row, by=by, today=today)


def replay_disposals(session: Session, listed: Iterable[Disposal], *, by: Viewer, today: date) -> list[Disposed]:
    """Destroy anew what an older copy brought back; what is not in the file any more is passed over.

    Args:
        listed: from the list outside the file, not saved here.
    """
    by.may(Right.SET_UP)
    done = []
    known = set(session.scalars(select(Disposal.key)))
    for row in listed:
        incident = session.get(Incident, row.key) if row.kind == KIND and row.key not in known else None
        if incident is not None:
            row.check(today)
            session.add(row)
            done.append(_destroy(session, incident, row, by=by, today=today))
    return done


def _refuse_deputies(by: Viewer) -> None:
    if by.deputy:
        raise Problem(_("Bare lederen selv kan kassere. Det kan vente til lederen er tilbake."))
    by.may(Right.SET_UP)
    by.may(Right.SEE_LOG)


def _destroy(session: Session, incident: Incident, row: Disposal, *, by: Viewer, today: date) -> Disposed:
    boxed = str(incident.source).removeprefix(BOX) if incident.boxed else ""
    _empty_drafts(session, incident)
    dependents = [one for kind in _dependent_kinds() for one in _rows(session, kind, incident.id)]
    for one in dependents:
        if isinstance(one, Attachment):
            destroy(session, one.content_id)
        _empty(one, _STAMPS | {"measure_id"})
    _empty(incident, (NUMBERED if row.whole else COUNTED) | _kept_for_others(incident))
    incident.story = _("Kassert {day} – {ground}").format(day=short_date(row.day), ground=row.ground.label.lower())
    incident.disposed_on = row.day
    _settle(session, incident, row)
    session.flush()  # history and the search learn of it first; then nobody can read what history kept
    for one in (incident, *dependents):
        destroy_key(session, type(one).__tablename__, one.id)
    note_access(session, Deed.DISPOSED, KIND, (incident.id,), note=incident.number, by=by, today=today)
    return Disposed(incident.id, incident.number, boxed, row.whole)


def _kept_for_others(incident: Incident) -> frozenset[str]:
    """What must stay so that it does not come back, or come before the eyes of the one who must never see it."""
    receipt = {"source"} if incident.boxed else set()
    return frozenset(receipt | ({"about_id"} if incident.restricted else set()))


def _settle(session: Session, incident: Incident, row: Disposal) -> None:
    """What it stands as from now on; one that was open waits for nobody any more."""
    if incident.status in _OPEN and not row.whole:
        incident.status = Status.CLOSED
    if row.whole:
        # the month stays, so that the numbers of a period can say that something was left out
        incident.occurred_on -= timedelta(days=incident.occurred_on.day - 1)
        incident.kind, incident.place_id = Code(_OTHER), _some_place(session, incident.place_id)
        for kind in _TIES:
            _part(session, incident, kind)
    if row.whole or incident.status in {Status.UNCONFIRMED, Status.WITHDRAWN}:
        incident.status = Status.WITHDRAWN
        incident.withdrawn_at = incident.withdrawn_at or session.info["now"]
        incident.withdrawn_why = incident.story


def _some_place(session: Session, told: Key) -> Key:
    """A place that says as little as can be; the one that was told where there is none."""
    others = select(Place.id).where(Place.standard.in_(_ELSEWHERE)).order_by(Place.standard, Place.position)
    return session.scalar(others.limit(1)) or told


def _part(session: Session, incident: Incident, kind: type[Record]) -> None:
    for one in _rows(session, kind, incident.id):
        if one.withdrawn_at is None:
            one.withdraw(incident.story, session.info["now"])


def _dependent_kinds() -> Iterator[type[Record]]:
    """Every kind of record that belongs to an incident and to nothing else."""
    for mapper in Base.registry.mappers:
        kind = mapper.class_
        if issubclass(kind, Record) and "incident_id" in mapper.columns and kind not in _TIES:
            yield kind


def _rows(session: Session, kind: type[Record], incident: Key) -> list[Any]:
    return list(session.scalars(select(kind).where(kind.incident_id == incident)))  # type: ignore[attr-defined]


def _empty(record: Record, kept: frozenset[str]) -> None:
    """Empty every attribute that is not kept, as far as it can be empty."""
    for key, column in inspect(record).mapper.columns.items():
        if key in kept:
            continue
        if column.nullable:
            setattr(record, key, None)
        elif column.default is not None and column.default.is_scalar:
            setattr(record, key, cast("Any", column.default).arg)
        elif isinstance(getattr(record, key), str) and not column.foreign_keys:
            setattr(record, key, "")


def _empty_drafts(session: Session, incident: Incident) -> None:
    """Empty what somebody has half written about it; it can be written anew if it was about something else."""
    columns = inspect(incident).mapper.columns.items()
    said = [getattr(incident, key) for key, column in columns if column.info.get("long")]
    texts = [json.dumps(text, ensure_ascii=False)[1:-1] for text in said if text and len(text) >= _SHORTEST]
    signs = (str(incident.id), incident.id.hex, incident.number, *texts)
    for draft in session.scalars(select(Draft).where(Draft.content != "")):
        if any(sign in f"{draft.page} {draft.content}" for sign in signs):
            draft.content = ""
