"""What people do with meetings: plan them, write down what is said, and end them with measures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ikdesk.focus.model import FocusArea
from ikdesk.kernel.base import too_long
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.tertial import parse_period
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.kernel.words import _, clean
from ikdesk.measures.actions import add_measure, adopt_measure
from ikdesk.measures.model import Measure, MeasureStatus
from ikdesk.measures.target_queries import Spots
from ikdesk.meetings.model import ASKED, Meeting, MeetingAnswer, MeetingIdea
from ikdesk.meetings.view_model import AT_ONCE, ORIGINS, PLAN, Said, points_in
from ikdesk.people.model import Person
from ikdesk.unit.equipment_model import Equipment
from ikdesk.unit.model import CodeEntry, Place

PLANNED = ("day", "title", "period", "focus_id", "agenda")  # what is said of a meeting before it
WRITTEN = (*PLANNED, "present", "note")
DECIDED = ("title", "origin", "role", "responsible_id", "deadline")  # what is said of a proposal
MOST = 100  # proposals in one meeting
_THINGS: tuple[tuple[str, type[Place | Equipment]], ...] = (("place_id", Place), ("equipment_id", Equipment))


def plan_meeting(session: Session, values: Mapping[str, Any], *, by: Viewer, today: date) -> Key:
    """Plan a meeting and return its key.

    Args:
        values: attributes named in ``WRITTEN``; the day must be there.

    Raises:
        Invalid: something is missing or cannot be.
    """
    by.may(Right.HANDLE)
    meeting = Meeting(**{"title": "", "period": "", "agenda": "", "present": "", "note": "", **_told(values, WRITTEN)})
    _check_meeting(session, meeting, WRITTEN, today)
    session.add(meeting)
    session.flush()
    return meeting.id


def change_meeting(session: Session, key: Key, values: Mapping[str, Any], *, by: Viewer, today: date) -> None:
    """Change what is said of a meeting; also after it, for there may be more to write in the minutes.

    Args:
        values: attributes named in ``WRITTEN``.

    Raises:
        Invalid: as ``plan_meeting``.
    """
    by.may(Right.HANDLE)
    meeting = _standing(session, key)
    told = _told(values, WRITTEN)
    for name, value in told.items():
        setattr(meeting, name, value)
    _check_meeting(session, meeting, told, today)


def begin_meeting(session: Session, key: Key, *, by: Viewer, today: date) -> None:
    """Say that a meeting has begun; one that has, goes on."""
    by.may(Right.HANDLE)
    meeting = _standing(session, key)
    if meeting.begun_at is None:
        meeting.begun_at = session.info["now"]


def withdraw_meeting(session: Session, key: Key, why: str, *, by: Viewer, today: date) -> None:
    """Withdraw a meeting that should not have been there; the measures that came of it stay.

    Args:
        why: the reason, in words.
    """
    by.may(Right.HANDLE)
    _standing(session, key).withdraw(why, session.info["now"])


def add_idea(session: Session, key: Key, title: str, origin: str, *, by: Viewer, today: date) -> Key:
    """Write down what somebody proposes, last in its column, and return its key.

    Args:
        key: the meeting.
        title: what shall be done, or is done already.
        origin: one of ``ORIGINS``.

    Raises:
        Invalid: nothing was written, or it is too long.
        Problem: the meeting is over.
    """
    by.may(Right.HANDLE)
    _going_on(session, key)
    last = session.scalar(select(func.max(MeetingIdea.position)).where(MeetingIdea.meeting_id == key)) or 0
    if last >= MOST:
        raise Problem(_("Det står mange nok forslag her. Avslutt møtet, og planlegg et nytt."))
    idea = MeetingIdea(meeting_id=key, position=last + 1, title=title, origin=origin)
    _check_idea(session, idea, today)
    session.add(idea)
    session.flush()
    return idea.id


def change_idea(session: Session, key: Key, values: Mapping[str, Any], *, by: Viewer, today: date) -> None:
    """Say something else of a proposal: what, when, who does it, and until when.

    Args:
        key: the proposal.
        values: attributes named in ``DECIDED``.

    Raises:
        Invalid: it cannot be so.
        Problem: the meeting is over.
    """
    by.may(Right.HANDLE)
    idea = _open_idea(session, key)
    for name, value in _told(values, DECIDED).items():
        setattr(idea, name, value)
    _check_idea(session, idea, today)


def withdraw_idea(session: Session, key: Key, *, by: Viewer, today: date) -> None:
    """Take away a proposal; nothing came of it."""
    by.may(Right.HANDLE)
    _open_idea(session, key).withdraw(str(_("Tatt bort i møtet")), session.info["now"])


def answer_question(session: Session, key: Key, said: Said, *, by: Viewer, today: date) -> None:
    """Write down what was said to a question, instead of what stood there.

    Args:
        key: the meeting.
        said: to which question, and what.
    """
    by.may(Right.HANDLE)
    _standing(session, key)
    found = session.scalars(
        select(MeetingAnswer).where(MeetingAnswer.meeting_id == key, MeetingAnswer.key == said.key)
    ).one_or_none()
    answer = found or MeetingAnswer(meeting_id=key, key=said.key, question=said.question, text="")
    answer.question, answer.text = said.question, said.text
    answer.withdrawn_at = answer.withdrawn_why = None  # its first writing may have been undone
    answer.check(today)
    session.add(answer)


def end_meeting(session: Session, key: Key, *, by: Viewer, today: date) -> tuple[Key, ...]:
    """End a meeting: each proposal becomes a measure aimed at the focus area; the keys of those that were made.

    What the staff can do is decided thereby, on the day of the meeting; what needs the owner is proposed. A proposal
    that says the same as a measure of the area is that measure, and no other is made. Nobody is stopped because it
    is not said who does it or until when: that can be said later.

    Raises:
        Problem: the meeting is over already.
    """
    by.may(Right.HANDLE)
    meeting = _going_on(session, key)
    area = session.get(FocusArea, meeting.focus_id) if meeting.focus_id else None
    known = _measures_by_title(session, area)
    made: list[Key] = []
    for idea in _ideas(session, key):
        if idea.measure_id is None:
            idea.measure_id = known.get(_same(idea.title))
        if idea.measure_id is None:
            idea.measure_id = _measure_of(session, idea, meeting, area, by=by, today=today)
            known[_same(idea.title)] = idea.measure_id
            made.append(idea.measure_id)
    meeting.begun_at = meeting.begun_at or session.info["now"]
    meeting.ended_at = session.info["now"]
    return tuple(made)


def reopen_meeting(session: Session, key: Key, *, by: Viewer, today: date) -> None:
    """Go on with a meeting that was ended; what became a measure is not made once more."""
    by.may(Right.HANDLE)
    meeting = _standing(session, key)
    if meeting.ended_at is None:
        raise Problem(_("Møtet er ikke avsluttet."))
    meeting.ended_at = None


def _measure_of(
    session: Session, idea: MeetingIdea, meeting: Meeting, area: FocusArea | None, *, by: Viewer, today: date
) -> Key:
    person = session.get(Person, idea.responsible_id) if idea.responsible_id else None
    here = person is not None and person.withdrawn_at is None
    values: dict[str, Any] = {
        "title": idea.title, "origin": idea.origin, "role": idea.role, "deadline": idea.deadline,
        "responsible_id": idea.responsible_id if here else None,
    }  # fmt: skip
    if area is not None:
        values |= {"activity": area.activity, "mechanism": area.mechanism}
        values |= {name: _if_there(session, kind, getattr(area, name)) for name, kind in _THINGS}
    key = add_measure(session, values, by=by, today=today)
    if idea.origin in {AT_ONCE, PLAN}:
        adopt_measure(session, key, on=min(meeting.day, today), by=by, today=today)
    return key


def _if_there(session: Session, kind: type[Place | Equipment], key: Key | None) -> Key | None:
    """What may have been taken out of the unit's lists since it was chosen: nobody is stopped by it."""
    found = session.get(kind, key) if key else None
    return key if found is not None and found.withdrawn_at is None else None


def _measures_by_title(session: Session, area: FocusArea | None) -> dict[str, Key]:
    """What is done or planned at the focus area already, by what it is called."""
    if area is None:
        return {}
    same = [
        getattr(Measure, name) == value
        for name in ("activity", "mechanism", "equipment_id") if (value := getattr(area, name))
    ]  # fmt: skip
    if area.place_id:  # whatever it was called when the area was chosen
        same.append(Measure.place_id.in_(Spots(session).group(area.place_id)))
    rows = session.execute(
        select(Measure.title, Measure.id)
        .where(*same, Measure.withdrawn_at.is_(None), Measure.status != MeasureStatus.REJECTED)
        .order_by(Measure.number)
    )
    return {_same(title): key for title, key in rows}


def _same(title: str) -> str:
    return " ".join(title.casefold().split()).rstrip(".! ")


def _ideas(session: Session, key: Key) -> list[MeetingIdea]:
    standing = (MeetingIdea.meeting_id == key, MeetingIdea.withdrawn_at.is_(None))
    return list(session.scalars(select(MeetingIdea).where(*standing).order_by(MeetingIdea.position, MeetingIdea.id)))


def _told(values: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    told = {name: values[name] for name in names if name in values}
    return {name: clean(value) if isinstance(value, str) else value for name, value in told.items()}


def _standing(session: Session, key: Key) -> Meeting:
    meeting = session.get_one(Meeting, key)
    if meeting.withdrawn_at is not None:
        raise Problem(_("Møtet er trukket tilbake. Angre det før du endrer noe."))
    return meeting


def _going_on(session: Session, key: Key) -> Meeting:
    meeting = _standing(session, key)
    if meeting.ended_at is not None:
        raise Problem(_("Møtet er avsluttet. Åpne det igjen hvis dere vil legge til noe."))
    return meeting


def _open_idea(session: Session, key: Key) -> MeetingIdea:
    idea = session.get_one(MeetingIdea, key)
    _going_on(session, idea.meeting_id)
    if idea.withdrawn_at is not None:
        raise Problem(_("Forslaget er tatt bort. Angre det før du endrer noe."))
    return idea


def _check_meeting(session: Session, meeting: Meeting, named: Iterable[str], today: date) -> None:
    """Raise Invalid unless it can be so; what was not named just now may have been withdrawn since."""
    meeting.check(today)
    wrong: dict[str, str] = {}
    longest = max(map(len, points_in(meeting.agenda)), default=0)
    if longest > ASKED:  # each is asked on a slide of its own, and stands there with the answer
        wrong["agenda"] = too_long(longest, ASKED)
    if meeting.period:
        try:
            parse_period(meeting.period)
        except Problem as problem:
            wrong["period"] = str(problem)
    if meeting.focus_id is not None and "focus_id" in set(named):
        area = session.get(FocusArea, meeting.focus_id)
        if area is None or area.withdrawn_at is not None:
            wrong["focus_id"] = _("Velg et av innsatsområdene i listen.")
    if wrong:
        raise Invalid(**wrong)


def _check_idea(session: Session, idea: MeetingIdea, today: date) -> None:
    idea.check(today)
    wrong: dict[str, str] = {}
    if idea.origin not in ORIGINS:
        wrong["origin"] = _("Velg når tiltaket kan settes i verk.")
    if idea.role and session.scalar(select(CodeEntry.id).where(
        CodeEntry.list_name == "responsible_role", CodeEntry.code == idea.role
    ).limit(1)) is None:  # fmt: skip
        wrong["role"] = _("Velg en av rollene i listen.")
    if idea.responsible_id is not None:
        person = session.get(Person, idea.responsible_id)
        if person is None or person.withdrawn_at is not None:
            wrong["responsible_id"] = _("Personen bruker ikke IKdesk her lenger. Velg en annen.")
    if wrong:
        raise Invalid(**wrong)
