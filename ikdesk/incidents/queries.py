"""Questions about incidents: the list, one of them, and what waits."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, or_, select, union
from sqlalchemy.orm import Session

from ikdesk.incidents.case_model import CaseNote
from ikdesk.incidents.due_queries import due_day, usual_days
from ikdesk.incidents.model import OPEN, REPORTED, STAFF_KINDS, Correction, Draft, Incident, Status
from ikdesk.incidents.more_queries import NO_MORE, Flag, More, flag_on, flag_rank
from ikdesk.incidents.staff_model import HIDDEN_OF_STAFF, masked
from ikdesk.incidents.visible_queries import (
    TOLD,
    seen_whole,
    shown_to,
    told_in_lists,
    visible,
    written_by_the_reporter,
)
from ikdesk.kernel.base import Code, fields_of
from ikdesk.kernel.fields import Field
from ikdesk.kernel.page import NEWEST, Cut, Page
from ikdesk.kernel.search import are_common, holding, matching
from ikdesk.kernel.tertial import Period
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.kernel.words import _
from ikdesk.routines.model import Routine
from ikdesk.unit.equipment_model import Equipment
from ikdesk.unit.model import Department, Place

STANDING = Incident.status != Status.WITHDRAWN
_DAYS = 4  # the parts of a question that only depend on the day are built once: it takes longer than to ask it
_PAGES = 16  # and so are the last pages that were asked for


@dataclass(frozen=True, slots=True)
class Filter:
    """Which incidents are wanted; what is None does not matter."""

    period: Period | None = None
    kind: str | None = None
    place: Key | None = None
    severity: int | None = None
    status: Status | None = None  # None: all but withdrawn
    words: str = ""
    routine: Key | None = None
    staff: bool | None = None  # the staff register, or the children's
    before: tuple[Key, ...] = ()  # what the place was before it got another name: these count as the place
    more: More = NO_MORE  # what else it is narrowed down to

    def clauses(self, today: date, *, common: bool = False) -> list[ColumnElement[bool]]:
        """The same as conditions.

        Args:
            today: the day.
            common: whether very many hold the words; only how quick the answer is hangs on it.
        """
        found: list[ColumnElement[bool]] = []
        if self.period:
            found += [Incident.occurred_on >= self.period.first, Incident.occurred_on < self.period.after]
        if self.kind:
            found.append(Incident.kind == self.kind)
        if self.place:
            found.append(Incident.place_id.in_((self.place, *self.before)))
        if self.severity is not None:
            found.append(Incident.severity == self.severity)
        if self.routine:
            found.append(Incident.routine_id == self.routine)
        if self.staff is not None:
            found.append(Incident.kind.in_(STAFF_KINDS) if self.staff else Incident.kind.not_in(STAFF_KINDS))
        found.append(_has_status(self.status, today))
        found += _that_say(self.words, common=common)
        return found + self.more.clauses(today)


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """One line in the list of incidents."""

    id: Key
    number: str
    occurred_on: date
    kind: Code
    place: str
    severity: int | None
    story: str  # what stands in lists
    status: Status
    restricted: bool = False
    flag: Flag = Flag.NONE


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """What stood before a correction."""

    attribute: str
    before: str
    after: str
    why: str
    at: datetime
    by: Key | None


@dataclass(frozen=True, slots=True)
class IncidentDetail:
    """One incident, whole."""

    id: Key
    number: str
    kind: Code
    occurred_on: date
    occurred_time: time | None
    place_id: Key
    place: str
    department_id: Key | None
    department: str
    severity: int | None
    story: str
    done_at_once: str
    child: str
    status: Status
    reported_at: datetime | None
    closed_at: datetime | None
    routine_status: Code | None
    routine_id: Key | None
    routine: str  # what it is called; empty where none was pointed at
    activity: Code | None
    mechanism: Code | None
    causes: tuple[str, ...]
    injury_kind: Code | None
    body_part: Code | None
    side: Code | None
    treatment: tuple[str, ...]
    notified: tuple[str, ...]
    handling: str
    about_id: Key | None  # somebody who can unlock, and never sees this
    restricted: bool
    reply: str | None  # to the one who reported
    disposed_on: date | None  # nothing of what it said is left
    made_by: Key | None
    potential: int | None  # how bad it could have become
    supervision: Code | None
    adults_present: int | None
    children_present: int | None
    conditions: tuple[str, ...]
    equipment_id: Key | None
    equipment: str  # what it is called; empty where none was pointed at
    prevent: tuple[str, ...]
    prevent_said: str
    discovered_on: date | None
    discovered_time: time | None
    due_on: date | None  # a deadline of its own; None: the usual one
    due: date | None  # the deadline that counts; None: it has none, or nothing is left to do
    days_left: int | None  # until then; below 0: days past it
    collected: bool  # a line of a collective list
    municipal_number: str
    municipal_on: date | None
    withdrawn_why: str
    corrections: tuple[CorrectionRow, ...]


LIST_FIELDS = (
    Field("number", _("Nummer")),
    Field("occurred_on", _("Dato"), date),
    Field("story", _("Hva skjedde"), long=True),
    Field("kind", _("Type"), codes="event_type"),
    Field("place", _("Sted")),
    Field("severity", _("Alvor"), int, codes="severity"),
    Field("status", _("Status"), Status),
    Field("flag", _("Merke"), Flag),
)  # the list in the window and in files: one definition, so that what is taken out is what was seen
_NAMED = frozenset({"place_id", "department_id"})  # a correction keeps their keys
_SHOWN = tuple(field.key for field in fields_of(Incident) if field.key in IncidentDetail.__slots__)
_TOLD_BACK = frozenset({*REPORTED, "number", "status", "reported_at", "closed_at", "reply", "disposed_on"})
_AFTERWARDS = frozenset(_SHOWN) - _TOLD_BACK  # what was made of it: not for the one who only reported it
_SORTS: dict[str, Any] = {
    "occurred_on": Incident.occurred_on, "number": Incident.year * 1_000_000 + Incident.running, "kind": Incident.kind,
    "place": Place.order_key, "severity": Incident.severity, "status": Incident.status, "story": TOLD,
}  # fmt: skip


def seen_by(viewer: Viewer, question: Select[*tuple[Any, ...]], today: date) -> Select[*tuple[Any, ...]]:
    """Only what this person may see, and nothing later than today, of a question for those who see incidents of all.

    Raises:
        Problem: this person does not.
    """
    viewer.may(Right.READ)
    return question.where(visible(viewer), *known_by(today))


def listed_for(viewer: Viewer, question: Select[*tuple[Any, ...]], today: date) -> Select[*tuple[Any, ...]]:
    """As ``seen_by`` for a question that everybody may ask of what they may see.

    Raises:
        Problem: this person may see no incident at all.
    """
    return shown_to(viewer, question).where(*known_by(today))


@lru_cache(_DAYS)
def known_by(today: date) -> tuple[ColumnElement[bool], ...]:
    """What had happened and been told by the end of a day."""
    tomorrow = datetime.combine(today + timedelta(days=1), time())
    return (
        Incident.occurred_on <= today,
        or_(Incident.reported_at.is_(None), Incident.reported_at < tomorrow),
    )


@lru_cache(_DAYS)
def status_on(today: date) -> ColumnElement[Status]:
    """The status as it was by the end of a day: what was closed later was still being followed up."""
    tomorrow = datetime.combine(today + timedelta(days=1), time())
    later = and_(Incident.status == Status.CLOSED, Incident.closed_at >= tomorrow)
    return case((later, literal(Status.IN_PROGRESS, Incident.status.type)), else_=Incident.status)


def incident_page(
    session: Session, wanted: Filter, cut: Cut = NEWEST, *, viewer: Viewer, today: date
) -> Page[IncidentRow]:
    """A page of the incidents the viewer may see, and how many there are in all.

    Args:
        wanted: which ones.
        cut: which part, and the column of ``LIST_FIELDS`` to sort by; ties by date, newest first.
    """
    may_narrow(wanted, viewer)
    question, counted = _page_questions(wanted, cut, viewer, today, common=_are_common(session, wanted.words))
    rows, total = session.execute(question), session.scalar(counted)
    leads = Right.READ in viewer.rights
    return Page([_incident_row(*row, leads=leads) for row in rows], int(total or 0))


def may_narrow(wanted: Filter, viewer: Viewer) -> None:
    """What was made of an incident is not told to those who may not see it by which are left in the list."""
    if wanted.more != NO_MORE:
        viewer.may(Right.READ)


@lru_cache(_PAGES)
def _page_questions(wanted: Filter, cut: Cut, viewer: Viewer, today: date, *, common: bool) -> tuple[Any, Any]:
    """For the rows and for how many there are; a list asks the same again whenever something changed."""
    clauses = [*wanted.clauses(today, common=common), *written_by_the_reporter(viewer, wanted.words)]
    order = flag_rank(today) if cut.sort == "flag" else _SORTS[cut.sort]
    ordering = [order.desc() if cut.descending else order.asc()]
    if order is not Incident.occurred_on:
        ordering.append(Incident.occurred_on.desc())
    ordering.append(Incident.id.desc() if cut.descending else Incident.id.asc())
    question = listed_for(viewer, _listed(today).where(*clauses), today).order_by(*ordering)
    return question.offset(cut.first).limit(cut.size), listed_for(viewer, _HOW_MANY, today).where(*clauses)


def how_many(session: Session, wanted: Filter, *, viewer: Viewer, today: date) -> int:
    """How many incidents a filter lets through."""
    may_narrow(wanted, viewer)
    common = _are_common(session, wanted.words)
    clauses = [*wanted.clauses(today, common=common), *written_by_the_reporter(viewer, wanted.words)]
    question = listed_for(viewer, _HOW_MANY, today).where(*clauses)
    return int(session.scalar(question) or 0)


_HOW_MANY = select(func.count()).select_from(Incident)


@lru_cache(_DAYS)
def _listed(today: date) -> Select[*tuple[Any, ...]]:
    columns = (
        Incident.id, Incident.number, Incident.occurred_on, Incident.kind, Place.name, Incident.severity,
        TOLD, status_on(today), Incident.restricted, flag_on(today),
    )  # fmt: skip
    return select(*columns).join(Place, Place.id == Incident.place_id)


def _incident_row(*columns: Any, leads: bool) -> IncidentRow:
    key, number, day, kind, place, severity, story, status, restricted, flag = columns
    told = told_in_lists(story, restricted=restricted)
    return IncidentRow(key, number, day, kind, place, severity, told, status, restricted,
                       flag if leads else Flag.NONE)  # fmt: skip


def incident_detail(session: Session, key: Key, *, viewer: Viewer, today: date) -> IncidentDetail | None:
    """One incident with its corrections; None if the viewer may not see it.

    Somebody who sees it because they reported it gets what they told, and where it stands.
    """
    question = (
        select(Incident, Place.name, Department.name, status_on(today), Routine.title, Equipment.name,
               usual_days(), seen_whole(viewer))
        .join(Place, Place.id == Incident.place_id)
        .outerjoin(Department, Department.id == Incident.department_id)
        .outerjoin(Routine, Routine.id == Incident.routine_id)
        .outerjoin(Equipment, Equipment.id == Incident.equipment_id)
        .where(Incident.id == key)
    )  # fmt: skip
    found = session.execute(listed_for(viewer, question, today)).first()
    if found is None:
        return None
    incident, place, department, status, routine, equipment, days, whole = found
    plain = masked(incident.kind, {name: getattr(incident, name) for name in _SHOWN})
    hidden = {*(HIDDEN_OF_STAFF if incident.kind in STAFF_KINDS else ()), *(() if whole else _AFTERWARDS)}
    plain |= {name: _empty(plain[name]) for name in hidden & plain.keys()}
    told_on = incident.reported_at.date() if incident.reported_at and status in OPEN else None
    due = due_day(told_on, incident.due_on, days) if whole else None
    told = tuple(row for row in _corrections(session, key) if row.attribute not in hidden)
    return IncidentDetail(
        **{**plain, "status": status}, id=incident.id, place=place, department=department or "",
        routine=routine or "" if whole else "", equipment=equipment or "" if whole else "",
        collected=incident.collected, due=due, days_left=None if due is None else (due - today).days,
        restricted=incident.restricted, made_by=incident.made_by,
        withdrawn_why=incident.withdrawn_why or "", corrections=told,
    )  # fmt: skip


def _empty(value: Any) -> Any:
    return type(value)() if isinstance(value, (str, tuple)) else None


def places_by_use(session: Session, *, viewer: Viewer, today: date) -> list[Key]:
    """The places in the order they were last used in a report, newest first.

    Nothing for somebody who may not see incidents: the order would tell of them.
    """
    if Right.READ not in viewer.rights:
        return []
    question = select(Incident.place_id, func.max(Incident.occurred_on).label("last")).where(
        visible(viewer), *known_by(today)
    )
    rows = session.execute(question.group_by(Incident.place_id).order_by(func.max(Incident.occurred_on).desc()))
    return [row.place_id for row in rows]


def draft_of(session: Session, page: str, *, viewer: Viewer, today: date) -> tuple[dict[str, Any], datetime | None]:
    """What the viewer has begun to write on a page, and when it was kept; empty when there is nothing."""
    draft = session.scalar(select(Draft).where(Draft.author == viewer.person, Draft.page == page))
    if draft is None or not draft.content:
        return {}, None
    return json.loads(draft.content), draft.saved_at


def _corrections(session: Session, key: Key) -> tuple[CorrectionRow, ...]:
    # one that was disposed of has no attribute any more: it tells nothing
    told = select(Correction).where(Correction.incident_id == key, Correction.attribute != "")
    rows = session.scalars(told.order_by(Correction.id)).all()
    names = _names(session) if any(row.attribute in _NAMED for row in rows) else {}
    return tuple(
        CorrectionRow(
            c.attribute, names.get(c.before, c.before), names.get(c.after, c.after), _why(c),
            c.made_at or datetime.min, c.made_by,  # noqa: DTZ901 (never shown)
        )
        for c in rows
    )  # fmt: skip


def _why(correction: Correction) -> str:
    """Why it was corrected, and that it was undone where it was."""
    if correction.withdrawn_at is None:
        return correction.why
    return _("{why} (angret)").format(why=correction.why) if correction.why else str(_("Angret"))


def _names(session: Session) -> dict[str, str]:
    """The names of all places and departments, by key as a correction keeps it."""
    named = (*session.execute(select(Place.id, Place.name)), *session.execute(select(Department.id, Department.name)))
    return {str(key): name for key, name in named}


def _has_status(status: Status | None, today: date) -> ColumnElement[bool]:
    if status is None:
        return STANDING
    return status_on(today) == status


def _are_common(session: Session, words: str) -> bool:
    question = are_common(words)
    return question is not None and bool(session.scalar(question))


def _that_say(words: str, *, common: bool) -> list[ColumnElement[bool]]:
    """The words stand in what was told or done, or in a note."""
    keys, noted = matching("incident", words), matching("case_note", words)
    if keys is None or noted is None:
        return []
    some = holding(CaseNote.id, words) if common else CaseNote.id.in_(noted)
    notes = select(CaseNote.incident_id).where(some, CaseNote.withdrawn_at.is_(None))
    if common:
        return [or_(holding(Incident.id, words), Incident.id.in_(notes))]
    return [Incident.id.in_(union(keys, notes))]
