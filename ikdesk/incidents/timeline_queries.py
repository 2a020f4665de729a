"""What happened to a case, asked of everything that knows a moment of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.incidents.case_model import Attachment, CaseNote, Notice
from ikdesk.incidents.handling_model import HANDLING
from ikdesk.incidents.model import STAFF_KINDS, Correction, Incident, Status
from ikdesk.incidents.queries import listed_for
from ikdesk.incidents.staff_model import HIDDEN_OF_STAFF
from ikdesk.incidents.timeline_model import Altered, Moment, What, changes, in_order
from ikdesk.incidents.visible_queries import seen_whole
from ikdesk.kernel.clock import norway
from ikdesk.kernel.history import Change, readable
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.measures.model import Evaluation, Measure, MeasureIncident
from ikdesk.people.model import Person

_GRADES = frozenset({"severity"})  # a correction of it is told as what it is
_STEPS = (("decided_on", What.DECIDED), ("started_on", What.STARTED), ("done_on", What.DONE))


def timeline_of(session: Session, key: Key, *, viewer: Viewer, today: date) -> tuple[Moment, ...]:
    """What happened to a case by the end of today, the newest first.

    Nothing for somebody who only reported it, or may not see it.

    Args:
        key: the incident.
    """
    question = select(Incident).where(Incident.id == key, seen_whole(viewer))
    incident = session.scalar(listed_for(viewer, question, today))
    if incident is None:
        return ()
    names: dict[Key | None, str] = {row.id: row.name for row in session.execute(select(Person.id, Person.name))}
    hidden = HIDDEN_OF_STAFF if incident.kind in STAFF_KINDS else frozenset()
    own = list(changes(_altered(session, key), [name for name in HANDLING if name not in hidden | {"potential"}]))
    found = [
        *own, *_kept(incident, {one.what for one in own}, names), *_corrections(session, key, hidden, names),
        *_noted(session, incident, viewer, names), *_added(session, key, viewer, names),
        *_measures(session, key, viewer, names),
    ]  # fmt: skip
    return in_order(found, today)


def _altered(session: Session, key: Key) -> Iterator[Altered]:
    rows = session.scalars(
        select(Change).where(Change.key == key, Change.kind == Incident.__tablename__).order_by(Change.seq)
    ).all()
    for row in readable(session, rows):
        if row.what is not None:
            yield Altered(_local(row.at), row.by_name, row.what)


def _kept(incident: Incident, known: set[What], names: dict[Key | None, str]) -> Iterator[Moment]:
    """What stands in the incident itself; of what was imported or made at once, the history knows nothing else."""
    if incident.reported_at is not None:
        who = "" if incident.source else names.get(incident.made_by, "")  # who imports or unlocks did not report it
        yield Moment(incident.reported_at.date(), What.REPORTED, incident.reported_at.time(), who)
    if incident.status is Status.CLOSED and incident.closed_at is not None and What.CLOSED not in known:
        yield Moment(incident.closed_at.date(), What.CLOSED, incident.closed_at.time())
    if incident.municipal_on is not None and What.MUNICIPAL not in known:
        yield Moment(incident.municipal_on, What.MUNICIPAL, about=incident.municipal_number)
    if incident.disposed_on is not None:
        yield Moment(incident.disposed_on, What.DISPOSED)


def _corrections(
    session: Session, key: Key, hidden: frozenset[str], names: dict[Key | None, str]
) -> Iterator[Moment]:
    rows = session.scalars(select(Correction).where(Correction.incident_id == key, Correction.attribute != ""))
    for row in rows:
        if row.attribute in hidden or row.attribute == "potential" or row.withdrawn_at is not None:
            continue
        at = _local(row.made_at)
        what = What.SEVERITY if row.attribute in _GRADES else What.CORRECTED
        yield Moment(at.date(), what, at.time(), names.get(row.made_by, ""), row.attribute, row.before, row.after)


def _noted(session: Session, incident: Incident, viewer: Viewer, names: dict[Key | None, str]) -> Iterator[Moment]:
    """The notes; those about staff may tell of their health, and are for leaders alone, as pictures are."""
    leads = Right.READ in viewer.rights
    for note in _rows(session, CaseNote, incident.id) if leads or incident.kind not in STAFF_KINDS else ():
        if note.text:
            yield Moment(note.at.date(), What.NOTED, note.at.time(), names.get(note.made_by, ""), note.text)


def _added(session: Session, key: Key, viewer: Viewer, names: dict[Key | None, str]) -> Iterator[Moment]:
    for told in _rows(session, Notice, key):
        if told.at is not None:
            yield Moment(told.at.date(), What.TOLD, told.at.time(), told.by_name, told.told, after=told.whom)
        elif told.not_needed:
            at = _local(told.made_at)
            yield Moment(at.date(), What.NOT_TOLD, at.time(), names.get(told.made_by, ""), told.not_needed,
                         after=told.whom)  # fmt: skip
    for picture in _rows(session, Attachment, key) if Right.READ in viewer.rights else ():
        at = _local(picture.made_at)
        yield Moment(at.date(), What.ATTACHED, at.time(), names.get(picture.made_by, ""), picture.about)


def _rows(session: Session, kind: Any, key: Key) -> list[Any]:
    return list(session.scalars(select(kind).where(kind.incident_id == key, kind.withdrawn_at.is_(None))))


def _measures(session: Session, key: Key, viewer: Viewer, names: dict[Key | None, str]) -> Iterator[Moment]:
    question = (
        select(Measure, MeasureIncident.made_at, MeasureIncident.made_by)
        .join(MeasureIncident, MeasureIncident.measure_id == Measure.id)
        .where(MeasureIncident.incident_id == key, MeasureIncident.withdrawn_at.is_(None),
               Measure.withdrawn_at.is_(None))
    )  # fmt: skip
    if Right.READ not in viewer.rights:
        question = question.where(Measure.decided_on.is_not(None))
    rows = session.execute(question).all()
    for measure, tied_at, tied_by in rows:
        yield from _steps(measure, _local(measure.made_at), _local(tied_at), names.get(tied_by, ""))
    yield from _answers(session, {measure.id: measure for measure, _at, _by in rows})


def _steps(measure: Measure, made: datetime, tied: datetime, by: str) -> Iterator[Moment]:
    told = {"about": f"{measure.number}: {measure.title}", "measure": measure.id}
    if tied != made:
        yield Moment(tied.date(), What.TIED, tied.time(), by, **told)  # type: ignore[arg-type]
    elif measure.decided_on is None or measure.decided_on >= made.date():
        yield Moment(made.date(), What.PROPOSED, made.time(), by, **told)  # type: ignore[arg-type]
    for name, what in _STEPS:
        day = getattr(measure, name)
        if day is not None:
            yield Moment(day, what, **told)  # type: ignore[arg-type]


def _answers(session: Session, measures: Mapping[Key, Measure]) -> Iterator[Moment]:
    question = select(Evaluation).where(Evaluation.measure_id.in_(measures), Evaluation.withdrawn_at.is_(None))
    for row in session.scalars(question) if measures else ():
        measure = measures[row.measure_id]
        yield Moment(row.day, What.EVALUATED, None, row.given_by, f"{measure.number}: {measure.title}",
                     after=row.answer.code, measure=measure.id)  # fmt: skip


def _local(stamp: datetime | None) -> datetime:
    """A machine's stamp as people tell the time."""
    told = stamp or datetime.min  # noqa: DTZ901 (a record that was saved always has one)
    return told.replace(tzinfo=UTC).astimezone(norway()).replace(tzinfo=None) if stamp else told
