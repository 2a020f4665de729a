"""Questions about meetings: the list, one of them whole, and the numbers it looks at."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from ikdesk.focus.model import FocusArea
from ikdesk.focus.queries import focus_areas, focus_view
from ikdesk.focus.view_model import FocusView
from ikdesk.incidents.count_queries import tallies
from ikdesk.incidents.model import Incident
from ikdesk.incidents.queries import seen_by
from ikdesk.incidents.visible_queries import shared_with_staff
from ikdesk.kernel.base import Code
from ikdesk.kernel.tertial import Period, parse_period, year_to
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.measures.model import Measure, MeasureIncident, MeasureStatus
from ikdesk.measures.status_queries import known_on, stood_on
from ikdesk.meetings.model import Meeting, MeetingAnswer, MeetingIdea
from ikdesk.meetings.view_model import Done, IdeaRow, MeetingDetail, MeetingFacts, MeetingRow, MeetingState, Said
from ikdesk.people.model import Person
from ikdesk.statistics.activity_queries import reporting
from ikdesk.unit.model import Place
from ikdesk.unit.queries import unit_row


def meetings(session: Session, *, viewer: Viewer, today: date) -> tuple[MeetingRow, ...]:
    """All meetings, the latest first."""
    viewer.may(Right.HANDLE)
    names = _focus_names(session, viewer, today)
    ideas: dict[Key, tuple[int, int]] = {key: (told, made) for key, told, made in session.execute(_idea_counts())}
    question = select(Meeting.id, Meeting.day, Meeting.title, Meeting.focus_id, Meeting.begun_at, Meeting.ended_at)
    rows = session.execute(
        question.where(Meeting.withdrawn_at.is_(None)).order_by(Meeting.day.desc(), Meeting.id.desc())
    )
    return tuple(
        MeetingRow(row.id, row.day, row.title, names.get(row.focus_id, ""), _state(row), *ideas.get(row.id, (0, 0)))
        for row in rows
    )


def meeting_detail(session: Session, key: Key, *, viewer: Viewer, today: date) -> MeetingDetail | None:
    """One meeting, whole; None if there is none."""
    viewer.may(Right.HANDLE)
    row = session.scalars(select(Meeting).where(Meeting.id == key, Meeting.withdrawn_at.is_(None))).one_or_none()
    if row is None:
        return None
    names = _focus_names(session, viewer, today) if row.focus_id else {}
    return MeetingDetail(
        row.id, row.day, row.title, row.period, row.focus_id, names.get(row.focus_id, "") if row.focus_id else "",
        row.agenda, row.present, row.note, row.begun_at, row.ended_at, _state(row), _ideas(session, key),
        _answers(session, key),
    )  # fmt: skip


def meeting_facts(session: Session, key: Key, *, viewer: Viewer, today: date) -> MeetingFacts | None:
    """The numbers a meeting looks at; None if there is no such meeting.

    Only what all who work here may see is counted, whoever shows it.
    """
    viewer.may(Right.HANDLE)
    meeting = session.scalars(select(Meeting).where(Meeting.id == key, Meeting.withdrawn_at.is_(None))).one_or_none()
    if meeting is None:
        return None
    who: dict[str, Any] = {"viewer": viewer.before_all(), "today": today}
    period = period_of(meeting.period, min(meeting.day, today)).cut(today)
    by = tallies(session, ("kind", "severity"), period, **who)
    kinds = sorted(by["kind"].items(), key=lambda pair: (-pair[1], pair[0]))
    grades = sorted((int(code) if code else None, number) for code, number in by["severity"].items() if code)
    unknown = by["severity"].get("", 0)
    return MeetingFacts(
        unit_row(session, **who).name, period, not meeting.period,
        kinds=tuple((Code(kind), number) for kind, number in kinds),
        grades=(*grades, *([(None, unknown)] if unknown else [])),
        places=_places(session, period, **who),
        focus=_focus(session, meeting.focus_id, viewer, today),
        reporting=reporting(session, period, viewer=viewer, today=today, shared=True),
    )  # fmt: skip


def period_of(code: str, day: date) -> Period:
    """The days a meeting looks at.

    Args:
        code: as in ``Meeting.period``; empty: the twelve months up to the day.
        day: the meeting's, or today where that is before it.
    """
    if code:
        return parse_period(code)
    return year_to(day)


def untold_measures(session: Session, *, viewer: Viewer, today: date) -> frozenset[Key]:
    """The measures that came of something not all who work here may know of: their names could tell of it."""
    viewer.may(Right.READ)
    question = select(MeasureIncident.measure_id).join(Incident, Incident.id == MeasureIncident.incident_id)
    return frozenset(session.scalars(question.where(MeasureIncident.withdrawn_at.is_(None), ~shared_with_staff())))


def done_measures(session: Session, period: Period, *, viewer: Viewer, today: date) -> tuple[Done, ...]:
    """What was finished in a period, or goes on at its end, the latest first; nothing that could tell of a secret.

    Args:
        period: which days.
    """
    untold = untold_measures(session, viewer=viewer, today=today)
    stood = stood_on(min(period.last, today))
    began = func.coalesce(Measure.started_on, Measure.done_on)
    question = stood.joined(select(Measure.id, Measure.title, Measure.started_on, Measure.done_on)).where(
        *known_on(today), stood.stage.not_in((MeasureStatus.PROPOSED, MeasureStatus.ADOPTED, MeasureStatus.REJECTED)),
        began.is_not(None), began < period.after,
        or_(Measure.done_on.is_(None), Measure.done_on >= period.first),
    )  # fmt: skip
    rows = session.execute(question.order_by(began.desc(), Measure.number))
    return tuple(
        Done(row.title, row.started_on, row.done_on if row.done_on and row.done_on < period.after else None)
        for row in rows if row.id not in untold
    )  # fmt: skip


def _focus(session: Session, key: Key | None, viewer: Viewer, today: date) -> FocusView | None:
    if key is None:
        return None
    view = focus_view(session, key, viewer=viewer, today=today, shared=True)
    if view is None:
        return None
    untold = untold_measures(session, viewer=viewer, today=today)
    return replace(view, measures=tuple(one for one in view.measures if one.id not in untold))


def _focus_names(session: Session, viewer: Viewer, today: date) -> dict[Key, str]:
    if session.scalar(select(FocusArea.id).limit(1)) is None:
        return {}
    return {row.id: row.title for row in focus_areas(session, verdicts=False, counts=False, viewer=viewer, today=today)}


@lru_cache(1)
def _idea_counts() -> Select[*tuple[Any, ...]]:
    return (
        select(MeetingIdea.meeting_id, func.count(), func.count(MeetingIdea.measure_id))
        .where(MeetingIdea.withdrawn_at.is_(None)).group_by(MeetingIdea.meeting_id)
    )  # fmt: skip


def _ideas(session: Session, key: Key) -> tuple[IdeaRow, ...]:
    question = (
        select(
            MeetingIdea.id, MeetingIdea.title, MeetingIdea.origin, MeetingIdea.role, MeetingIdea.responsible_id,
            Person.name, MeetingIdea.deadline, MeetingIdea.measure_id, Measure.number,
        )
        .outerjoin(Person, Person.id == MeetingIdea.responsible_id)
        .outerjoin(Measure, and_(Measure.id == MeetingIdea.measure_id, Measure.withdrawn_at.is_(None)))
        .where(MeetingIdea.meeting_id == key, MeetingIdea.withdrawn_at.is_(None))
        .order_by(MeetingIdea.position, MeetingIdea.id)
    )  # fmt: skip
    return tuple(
        IdeaRow(row.id, row.title, row.origin, row.role, row.responsible_id, row.name or "", row.deadline,
                row.measure_id, row.number)
        for row in session.execute(question)
    )  # fmt: skip


def _answers(session: Session, key: Key) -> tuple[Said, ...]:
    question = select(MeetingAnswer.key, MeetingAnswer.question, MeetingAnswer.text).where(
        MeetingAnswer.meeting_id == key, MeetingAnswer.withdrawn_at.is_(None), MeetingAnswer.text != ""
    )
    return tuple(Said(*row) for row in session.execute(question.order_by(MeetingAnswer.id)))


def _places(session: Session, period: Period, *, viewer: Viewer, today: date) -> tuple[tuple[str, int], ...]:
    counted = seen_by(viewer, select(Place.name, func.count()).join(Incident, Incident.place_id == Place.id), today)
    question = (
        counted.where(shared_with_staff(), Incident.occurred_on >= period.first, Incident.occurred_on < period.after)
        .group_by(Place.name).order_by(func.count().desc(), Place.name)
    )  # fmt: skip
    return tuple((name, number) for name, number in session.execute(question))


def _state(row: Any) -> MeetingState:
    if row.ended_at is not None:
        return MeetingState.HELD
    return MeetingState.PLANNED if row.begun_at is None else MeetingState.GOING_ON
