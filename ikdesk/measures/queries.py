"""Questions about measures: the list, one of them, what waits, and how many there are of each."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select, true
from sqlalchemy.orm import Session

from ikdesk.incidents.model import Incident, Status
from ikdesk.incidents.queries import known_by, status_on
from ikdesk.incidents.visible_queries import READERS, TOLD, told_in_lists, unseen, visible
from ikdesk.kernel.base import Code, fields_of
from ikdesk.kernel.fields import Choice, Field
from ikdesk.kernel.page import Cut, Page
from ikdesk.kernel.search import matching
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.kernel.words import _
from ikdesk.measures.model import (
    ANSWERS,
    OPEN,
    Decision,
    Evaluation,
    Measure,
    MeasureIncident,
    MeasureStatus,
)  # fmt: skip
from ikdesk.measures.status_queries import ALREADY, Stood, known_on, seen_by, stood_on
from ikdesk.people.model import Person
from ikdesk.unit.equipment_model import Equipment
from ikdesk.unit.model import CodeEntry, Place

SOONEST = Cut(sort="deadline", descending=False)  # the first page, those with the nearest deadline first
_LAST = 1_000_000  # after everything that has a place in the order
_DAYS = 4  # the parts of a question that only depend on the day are built once
_PAGES = 16  # and so are the last pages that were asked for


class MeasureGroup(Choice):
    """Measures as the list groups them."""

    OPEN = _("Åpne")
    TO_EVALUATE = _("Venter på svar")
    DONE = _("Gjennomført")
    EVALUATED = _("Vurdert")
    ALREADY = _("Gjør vi allerede")  # not open: nothing is to be done with it
    REJECTED = _("Forkastet")


@dataclass(frozen=True, slots=True)
class MeasureFilter:
    """Which measures are wanted; what is None does not matter."""

    group: MeasureGroup | None = None
    status: MeasureStatus | None = None
    origin: str | None = None
    kind: str | None = None
    role: str | None = None
    place: Key | None = None
    words: str = ""
    overdue: bool = False
    responsible: Key | None = None  # the person who does it

    def clauses(self, today: date) -> list[ColumnElement[bool]]:
        """The same as conditions, for a question joined with ``stood_on`` the day."""
        plain = {Measure.origin: self.origin, Measure.kind: self.kind, Measure.role: self.role}
        found: list[ColumnElement[bool]] = [column == code for column, code in plain.items() if code]
        if self.place:
            found.append(Measure.place_id == self.place)
        if self.responsible:
            found.append(Measure.responsible_id == self.responsible)
        if self.status is not None:
            found.append(stood_on(today).status == self.status)
        if self.group is not None:
            found.append(_in_group(self.group, today))
        if self.overdue:
            found.append(stood_on(today).overdue)
        keys = matching("measure", self.words)
        if keys is not None:
            found.append(Measure.id.in_(keys))
        return found


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One line in the list of measures."""

    id: Key
    number: int
    title: str
    origin: Code
    kind: Code | None
    role: Code | None
    responsible: str  # the name of who does it; empty where nobody in particular does
    deadline: date | None
    status: MeasureStatus  # as it was on the day; TO_EVALUATE when somebody must answer
    place: str
    evaluate_on: date | None
    incidents: int  # how many it came of
    days_left: int | None  # to the deadline, below 0: days past it; None: no deadline, or no work left

    @property
    def overdue(self) -> bool:
        """Whether there is work left and the deadline has passed."""
        return self.days_left is not None and self.days_left < 0


@dataclass(frozen=True, slots=True)
class LinkedIncident:
    """An incident a measure came of."""

    id: Key
    number: str
    occurred_on: date
    kind: Code
    place: str
    severity: int | None
    story: str
    status: Status


@dataclass(frozen=True, slots=True)
class EvaluationRow:
    """An answer that was given, with the numbers as they were then."""

    id: Key
    day: date
    answer: MeasureStatus
    decision: Decision | None
    comment: str
    given_by: str
    verdict: str  # the code; empty when there was nothing to count
    evidence: Mapping[str, Any] = field(hash=False)  # what was on the screen

    @property
    def sentence(self) -> str:
        """What was said of the numbers then; empty when there was nothing to count."""
        return str(self.evidence.get("sentence", ""))


@dataclass(frozen=True, slots=True)
class MeasureDetail:
    """One measure, whole."""

    id: Key
    number: int
    title: str
    description: str
    origin: Code
    kind: Code | None
    role: Code | None
    responsible_id: Key | None
    responsible: str  # the name of who does it, also where they are not here any more
    deadline: date | None
    status: MeasureStatus  # as it was on the day; TO_EVALUATE when somebody must answer
    stage: MeasureStatus  # the same without TO_EVALUATE: whether the work is under way or done
    decided_on: date | None
    started_on: date | None
    done_on: date | None
    place_id: Key | None
    place: str
    activity: Code | None
    mechanism: Code | None
    equipment_id: Key | None
    equipment: str  # what the thing is called
    trigger_first: date | None
    trigger_kept: bool
    evaluate_on: date | None
    consequence: str
    rejected_why: str
    municipal_number: str
    municipal_on: date | None
    made_by: Key | None
    days_left: int | None  # as in ``MeasureRow``
    incidents: tuple[LinkedIncident, ...]  # newest first
    evaluations: tuple[EvaluationRow, ...]  # newest first


LIST_FIELDS = (
    Field("number", _("Nr."), int),
    Field("title", _("Tiltak")),
    Field("origin", _("Når"), codes="measure_origin"),
    Field("kind", _("Type"), codes="measure_kind"),
    Field("role", _("Hvem"), codes="responsible_role"),
    Field("deadline", _("Frist"), date),
    Field("status", _("Status"), MeasureStatus),
    Field("place", _("Sted")),
)
_SHOWN = tuple(field.key for field in fields_of(Measure))
_RANKED = {"origin": "measure_origin", "kind": "measure_kind", "role": "responsible_role"}


def measure_page(
    session: Session, wanted: MeasureFilter, cut: Cut = SOONEST, *, viewer: Viewer, today: date
) -> Page[MeasureRow]:
    """A page of the measures the viewer may see, and how many there are in all.

    Args:
        wanted: which ones.
        cut: which part, and the column of ``LIST_FIELDS`` to sort by. By deadline those with work left come first;
            by kind the strongest first, as the unit's list says.
    """
    ranks = _ranks(session, cut.sort) if cut.sort in _RANKED else ()
    question, counted = _page_questions(wanted, cut, ranks, viewer, today)
    rows, total = session.execute(question), session.scalar(counted)
    return Page([_row(row, today) for row in rows], int(total or 0))


@lru_cache(_PAGES)
def _page_questions(
    wanted: MeasureFilter, cut: Cut, ranks: tuple[tuple[str, int], ...], viewer: Viewer, today: date
) -> tuple[Any, Any]:
    """For the rows and for how many there are; a list asks the same again whenever something changed."""
    clauses, stood = wanted.clauses(today), stood_on(today)
    listed = _listed(stood, viewer, today).where(*clauses)
    question = seen_by(viewer, listed, today).order_by(*_order(cut, ranks, today))
    counted = stood.joined(select(func.count()).select_from(Measure)).where(*clauses)
    return question.offset(cut.first).limit(cut.size), seen_by(viewer, counted, today)


def measures_of_incident(session: Session, incident: Key, *, viewer: Viewer, today: date) -> list[MeasureRow]:
    """The measures that came of an incident the viewer may see, by number.

    Whoever sees no measures but those gets the ones that were decided.
    """
    links = select(MeasureIncident.measure_id).where(
        MeasureIncident.incident_id == incident, MeasureIncident.withdrawn_at.is_(None),
        MeasureIncident.incident_id.not_in(unseen(viewer)),
    )  # fmt: skip
    stood = stood_on(today)
    question = _listed(stood, viewer, today).where(Measure.id.in_(links), *known_on(today)).order_by(Measure.number)
    if Right.READ not in viewer.rights:
        viewer.may_any(*READERS)
        question = question.where(stood.stage.not_in([MeasureStatus.PROPOSED, MeasureStatus.REJECTED]))
    return [_row(row, today) for row in session.execute(question)]


def to_evaluate(session: Session, *, viewer: Viewer, today: date) -> list[MeasureRow]:
    """The measures somebody must say of whether they worked, the longest waiting first."""
    stood = stood_on(today)
    asks = stood.status == MeasureStatus.TO_EVALUATE
    question = _listed(stood, viewer, today).where(asks).order_by(Measure.evaluate_on, Measure.number)
    return [_row(row, today) for row in session.execute(seen_by(viewer, question, today))]


def waiting_measures(session: Session, *, viewer: Viewer, today: date) -> int:
    """How many measures wait for somebody: past their deadline, or to be evaluated."""
    return int(session.scalar(_how_many_wait(viewer, today)) or 0)


@lru_cache(_DAYS)
def _how_many_wait(viewer: Viewer, today: date) -> Any:
    stood = stood_on(today)
    waits = or_(stood.overdue, stood.status == MeasureStatus.TO_EVALUATE)
    return seen_by(viewer, stood.joined(select(func.count()).select_from(Measure)).where(waits), today)


def measure_number_key(session: Session, number: int, *, viewer: Viewer, today: date) -> Key | None:
    """The key of the measure with this number; None if there is none, or the viewer may not see it."""
    found: Key | None = session.scalar(seen_by(viewer, select(Measure.id).where(Measure.number == number), today))
    return found


def measure_detail(session: Session, key: Key, *, viewer: Viewer, today: date) -> MeasureDetail | None:
    """One measure with its incidents and the answers that were given; None if the viewer may not see it."""
    stood = stood_on(today)
    whole = select(Measure, Place.name, Equipment.name, Person.name, stood.status, stood.stage).outerjoin(
        Place, Place.id == Measure.place_id
    ).outerjoin(Equipment, Equipment.id == Measure.equipment_id).outerjoin(Person, Person.id == Measure.responsible_id)
    question = stood.joined(whole).where(Measure.id == key)
    found = session.execute(seen_by(viewer, question, today)).first()
    if found is None:
        return None
    measure, place, thing, who, status, stage = found
    plain = {name: getattr(measure, name) for name in _SHOWN}
    return MeasureDetail(
        **{**plain, "status": status}, id=measure.id, stage=stage, place=place or "", equipment=thing or "",
        responsible=who or "", made_by=measure.made_by,
        days_left=_days_left(measure.deadline, measure.origin, stage, today),
        incidents=_incidents(session, key, viewer, today), evaluations=_evaluations(session, key, today),
    )  # fmt: skip


def _in_group(group: MeasureGroup, today: date) -> ColumnElement[bool]:
    statuses = {
        MeasureGroup.OPEN: OPEN, MeasureGroup.TO_EVALUATE: {MeasureStatus.TO_EVALUATE},
        MeasureGroup.DONE: {MeasureStatus.DONE}, MeasureGroup.EVALUATED: ANSWERS, MeasureGroup.ALREADY: OPEN,
        MeasureGroup.REJECTED: {MeasureStatus.REJECTED},
    }  # fmt: skip
    origin = {MeasureGroup.OPEN: Measure.origin != ALREADY, MeasureGroup.ALREADY: Measure.origin == ALREADY}
    return and_(stood_on(today).status.in_(statuses[group]), origin.get(group, true()))


@lru_cache(_DAYS)
def _listed(stood: Stood, viewer: Viewer, today: date) -> Select[*tuple[Any, ...]]:
    """All measures, joined with where they stood; conditions on that must use the same ``stood``."""
    incidents = (
        select(func.count()).select_from(MeasureIncident).join(Incident, Incident.id == MeasureIncident.incident_id)
        .where(
            MeasureIncident.measure_id == Measure.id, MeasureIncident.withdrawn_at.is_(None),
            Incident.status != Status.WITHDRAWN, visible(viewer), *known_by(today),
        )
        .correlate(Measure).scalar_subquery()
    )  # fmt: skip
    columns = (
        Measure.id, Measure.number, Measure.title, Measure.origin, Measure.kind, Measure.role, Person.name.label("who"),
        Measure.deadline, stood.status, Place.name, Measure.evaluate_on, incidents, stood.stage,
    )  # fmt: skip
    named = select(*columns).outerjoin(Place, Place.id == Measure.place_id)
    return stood.joined(named.outerjoin(Person, Person.id == Measure.responsible_id))


def _row(row: Any, today: date) -> MeasureRow:
    key, number, title, origin, kind, role, who, deadline, status, place, evaluate_on, incidents, stage = row
    left = _days_left(deadline, origin, stage, today)
    return MeasureRow(
        key, number, title, origin, kind, role, who or "", deadline, status, place or "", evaluate_on, incidents, left
    )  # fmt: skip


def _days_left(deadline: date | None, origin: Code, stage: MeasureStatus, today: date) -> int | None:
    if deadline is None or origin == ALREADY or stage not in OPEN:
        return None
    return (deadline - today).days


def _order(cut: Cut, ranks: tuple[tuple[str, int], ...], today: date) -> list[ColumnElement[Any]]:
    """The order of a list; what has no value comes last whichever way it goes."""
    stood = stood_on(today)
    columns: dict[str, Any] = {
        "number": Measure.number, "title": Measure.title, "deadline": Measure.deadline, "place": Place.order_key,
        "evaluate_on": Measure.evaluate_on,
        "status": case(*((stood.status == status, n) for n, status in enumerate(MeasureStatus))),
    }  # fmt: skip
    by = _rank(cut.sort, ranks) if cut.sort in _RANKED else columns[cut.sort]
    first = [case((stood.work_left, 0), else_=1)] if cut.sort == "deadline" else []
    return [
        *first, by.is_(None), by.desc() if cut.descending else by.asc(),
        Measure.number.desc() if cut.descending else Measure.number.asc(),
    ]  # fmt: skip


def _ranks(session: Session, name: str) -> tuple[tuple[str, int], ...]:
    """Where codes stand in the unit's list: by their strength where the list has one, otherwise as it is written."""
    question = select(CodeEntry.code, CodeEntry.position, CodeEntry.more).where(CodeEntry.list_name == _RANKED[name])
    return tuple(
        (code, int(json.loads(more).get("strength", position + _LAST)))
        for code, position, more in session.execute(question)
    )


def _rank(name: str, ranks: tuple[tuple[str, int], ...]) -> ColumnElement[int | None]:
    column: Any = getattr(Measure, name)
    return case(dict(ranks), value=column, else_=case((column.is_not(None), 2 * _LAST)))


def _incidents(session: Session, key: Key, viewer: Viewer, today: date) -> tuple[LinkedIncident, ...]:
    columns = (
        Incident.id, Incident.number, Incident.occurred_on, Incident.kind, Place.name, Incident.severity,
        TOLD, status_on(today), Incident.restricted,
    )  # fmt: skip
    question = (
        select(*columns).join(Place, Place.id == Incident.place_id)
        .join(MeasureIncident, MeasureIncident.incident_id == Incident.id)
        .where(
            MeasureIncident.measure_id == key, MeasureIncident.withdrawn_at.is_(None),
            Incident.status != Status.WITHDRAWN, visible(viewer), *known_by(today),
        )
        .order_by(Incident.occurred_on.desc(), Incident.id.desc())
    )  # fmt: skip
    return tuple(_linked(row) for row in session.execute(question))


def _linked(row: Any) -> LinkedIncident:
    key, number, day, kind, place, severity, story, status, restricted = row
    told = told_in_lists(story, restricted=restricted)
    return LinkedIncident(key, number, day, kind, place, severity, told, status)


def _evaluations(session: Session, key: Key, today: date) -> tuple[EvaluationRow, ...]:
    question = select(Evaluation).where(
        Evaluation.measure_id == key, Evaluation.withdrawn_at.is_(None), Evaluation.day <= today
    )  # fmt: skip
    rows = session.scalars(question.order_by(Evaluation.day.desc(), Evaluation.id.desc()))
    return tuple(
        EvaluationRow(
            row.id, row.day, row.answer, row.decision, row.comment, row.given_by, row.verdict,
            MappingProxyType(json.loads(row.evidence)),
        )
        for row in rows
    )  # fmt: skip
