"""What the paper between two leaders says: what is open, what was promised, and who can unlock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ikdesk.handover.due_queries import dues
from ikdesk.handover.model import DRAFT, HandoverFacts, OpenCase, Promise, Sort, User
from ikdesk.handover.state_queries import handover_now
from ikdesk.incidents.due_queries import due, usual_days
from ikdesk.incidents.model import OPEN, SERIOUS, Incident, Status
from ikdesk.incidents.notice_queries import notices_due
from ikdesk.incidents.notice_row_model import NoticeDue
from ikdesk.incidents.queries import draft_of
from ikdesk.incidents.queries import seen_by as cases_seen_by
from ikdesk.incidents.visible_queries import visible
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.measures.model import Measure, MeasureIncident, MeasureStatus
from ikdesk.measures.status_queries import seen_by, stood_on
from ikdesk.meetings.model import Meeting, MeetingIdea
from ikdesk.meetings.queries import meetings
from ikdesk.meetings.view_model import OWNER, MeetingState
from ikdesk.people.model import Person, Role
from ikdesk.people.pin_model import StoredPin
from ikdesk.unit.model import Place
from ikdesk.unit.queries import codebook, unit_row

_LAST = date.max  # what has no day comes last


def handover_facts(session: Session, *, viewer: Viewer, today: date) -> HandoverFacts:
    """What the paper says; nothing of a case that only one of the two may see."""
    viewer.may(Right.MANAGE_USERS)
    now = handover_now(session, viewer=viewer, today=today)
    new = now.new.key if now is not None else None
    rows = session.execute(_open_question(session, new, viewer, today)).all()
    plain = frozenset(row.id for row in rows if not row.restricted)
    pressing = {one.id: one for one in notices_due(session, viewer=viewer, today=today) if one.id in plain}
    kept, _at = draft_of(session, DRAFT, viewer=viewer, today=today)
    return HandoverFacts(
        unit=unit_row(session, viewer=viewer, today=today).name, today=today,
        old=now.old.name if now is not None else viewer.name, new=now.new.name if now is not None else "",
        cases=tuple(_case(row, pressing.get(row.id)) for row in rows if not row.restricted),
        restricted=sum(row.restricted for row in rows), unconfirmed=_unconfirmed(session, viewer, today),
        promises=_promises(session, pressing.values(), plain, viewer, today),
        dues=dues(session, plain, viewer=viewer, today=today), users=tuple(_users(session)),
        words=str(kept.get("words", "")), codebook=codebook(session, viewer=viewer, today=today),
    )  # fmt: skip


def _open_question(session: Session, new: Key | None, viewer: Viewer, today: date) -> Any:
    """The open cases both may see: one that is about whoever comes, they must not even know is there."""
    ends = due(session.scalar(select(usual_days())) or 0)
    question: Any = (
        select(Incident.id, Incident.number, Incident.kind, Place.name.label("place"), Incident.reported_at,
               Incident.status, Incident.severity, Incident.restricted, ends.label("due"))
        .join(Place, Place.id == Incident.place_id)
        .where(Incident.status.in_(OPEN), Incident.reported_at.is_not(None))
        .order_by(Incident.severity.is_(None), (Incident.severity < SERIOUS), ends, Incident.reported_at, Incident.id)
    )  # fmt: skip
    both = Incident.about_id.is_(None) if new is None else Incident.about_id.is_distinct_from(new)
    return cases_seen_by(viewer, question.where(both), today)


def _case(row: Any, pressing: NoticeDue | None) -> OpenCase:
    return OpenCase(
        row.number, row.kind, row.place, row.reported_at.date(), row.due, row.status,
        (row.severity or 0) >= SERIOUS, pressing.suggestion if pressing is not None else None,
    )  # fmt: skip


def _unconfirmed(session: Session, viewer: Viewer, today: date) -> int:
    asked = select(func.count()).select_from(Incident).where(Incident.status == Status.UNCONFIRMED)
    return int(session.scalar(cases_seen_by(viewer, asked.where(Incident.about_id.is_(None)), today)) or 0)


def _promises(
    session: Session, pressing: Any, plain: frozenset[Key], viewer: Viewer, today: date
) -> tuple[Promise, ...]:
    """What others wait for, the first promised first; what has no day comes last."""
    found = [
        Promise(Sort.NOTICE, one.suggestion.due.date() if one.suggestion.due else None, "", one.number, one.suggestion)
        for one in pressing
    ]  # fmt: skip
    found += _measures(session, plain, viewer, today)
    found += [
        Promise(Sort.MINUTES, row.day, row.title) for row in meetings(session, viewer=viewer, today=today)
        if row.state is not MeetingState.HELD and row.day <= today
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.day or _LAST, one.sort.code, one.number, one.title)))


def _measures(session: Session, plain: frozenset[Key], viewer: Viewer, today: date) -> Iterator[Promise]:
    stood = stood_on(today)
    columns = select(Measure.id, Measure.title, Measure.number, Measure.deadline, Measure.origin, Measure.made_by,
                     stood.stage.label("stage"))  # fmt: skip
    question = stood.joined(columns).where(stood.work_left).order_by(Measure.number)
    rows = session.execute(seen_by(viewer, question, today)).all()
    asked: dict[Key, date] = dict(session.execute(_from_meetings()).all())
    cases = _cases_behind(session, viewer)
    names: dict[Key, str] = dict(session.execute(select(Person.id, Person.name)).all())
    for row in rows:
        waits = row.origin == OWNER and row.stage is MeasureStatus.PROPOSED
        yield Promise(
            Sort.DECISION if waits else Sort.MEASURE, row.deadline, row.title, str(row.number),
            meeting=asked.get(row.id), case=cases.get(row.id, ""), by=names.get(row.made_by, ""),
        )  # fmt: skip


def _from_meetings() -> Any:
    return (
        select(MeetingIdea.measure_id, func.min(Meeting.day)).join(Meeting)
        .where(MeetingIdea.measure_id.is_not(None), MeetingIdea.withdrawn_at.is_(None))
        .group_by(MeetingIdea.measure_id)
    )  # fmt: skip


def _cases_behind(session: Session, viewer: Viewer) -> dict[Key, str]:
    """The first case each measure came of, among those that both may see."""
    question: Any = (
        select(MeasureIncident.measure_id, Incident.number).join(Incident, Incident.id == MeasureIncident.incident_id)
        .where(MeasureIncident.withdrawn_at.is_(None), visible(viewer), ~Incident.restricted,
               Incident.about_id.is_(None), Incident.status != Status.WITHDRAWN)
        .order_by(Incident.occurred_on.desc(), Incident.id.desc())
    )  # fmt: skip
    return dict(session.execute(question).all())


def _users(session: Session) -> Iterator[User]:
    """Those who can unlock, those with the most rights first."""
    with_pin = frozenset(session.scalars(select(StoredPin.person_id).where(func.length(StoredPin.stretched) > 0)))
    standing = session.scalars(select(Person).where(Person.withdrawn_at.is_(None)).order_by(Person.id)).all()
    for one in sorted(standing, key=lambda person: [*Role].index(person.role)):
        yield User(one.name, one.role, one.code_kept, one.id in with_pin)
