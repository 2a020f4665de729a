"""Finding what is stored about a person, and reading it as it may be told to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from ikdesk.access.model import Access
from ikdesk.access.queries import seen_deeds
from ikdesk.incidents.case_model import CaseNote, OtherChild
from ikdesk.incidents.form_model import PARTS
from ikdesk.incidents.model import Incident
from ikdesk.incidents.queries import incident_detail
from ikdesk.incidents.staff_model import FILLED_IN, StaffCase
from ikdesk.incidents.visible_queries import visible
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.measures.model import Measure
from ikdesk.people.model import Deputy, Person
from ikdesk.privacy.insight_model import Candidate, Correction, Deed, Part, Search, Staff, Told, mentions
from ikdesk.unit.model import Department, Place

SHOWN = (
    "occurred_on", "occurred_time", "kind", "place", "department", "severity", "child", "story", "done_at_once",
    "potential", "supervision", "adults_present", "children_present", "conditions", "equipment",
    "activity", "mechanism", "causes", "injury_kind", "body_part", "side", "treatment", "notified", "handling",
    "prevent", "prevent_said", "reply", "discovered_on", "discovered_time", "due_on", "reported_at", "closed_at",
    "status", "municipal_number", "municipal_on",
)  # who reported it is not told
_OF_THE_CHILD = ("child", "injury_kind", "body_part", "side", "treatment")
_MOST_DEEDS = 2000


def candidates(session: Session, wanted: Search, *, viewer: Viewer, today: date) -> list[Candidate]:
    """The incidents that may be about somebody: their initials in the field first, then those that mention them.

    Args:
        wanted: whom, when and where.
    """
    _refuse(viewer)
    besides = _besides(session)
    found = list(_candidates(session.execute(_within(wanted, viewer)), wanted.initials, besides))
    return sorted(found, key=lambda one: (not one.in_field, one.occurred_on))


def about_person(session: Session, person: Key, *, viewer: Viewer, today: date) -> list[Candidate]:
    """The incidents that may be about somebody who can unlock: those that say so first, then those with their name.

    Args:
        person: who.
    """
    _refuse(viewer)
    name = session.get_one(Person, person).name
    rows = session.execute(_within(Search(name), viewer)).all()
    said = set(session.scalars(select(Incident.id).where(Incident.about_id == person, visible(viewer))))
    words, besides = [word for word in name.split() if len(word) > 1], _besides(session)
    found = [
        _candidate(row, in_field=row.id in said)
        for row in rows
        if row.id in said
        or any(mentions(text, word) for word in words for text in (*_texts(row), *_noted(besides, row.id)))
    ]
    return sorted(found, key=lambda one: (not one.in_field, one.occurred_on))


def told(session: Session, keys: Sequence[Key], about: str = "", *, viewer: Viewer, today: date) -> list[Told]:
    """These incidents with what belongs to them, without who reported them, the oldest first.

    Where several children were in the same event, what is said of the body of another child is left out.

    Args:
        keys: those that are about the person.
        about: their initials, number or name; "" leaves nobody out.
    """
    _refuse(viewer)
    details = [incident_detail(session, key, viewer=viewer, today=today) for key in keys]
    question = select(StaffCase).where(StaffCase.incident_id.in_(keys))
    cases = {case.incident_id: case for case in session.scalars(question)}
    parts = _parts(session, keys)
    found = [
        _told(detail, cases.get(detail.id), parts.get(detail.id, []), about) for detail in details if detail is not None
    ]
    return sorted(found, key=lambda one: one.values["occurred_on"])


def staff_told(session: Session, person: Key, *, viewer: Viewer, today: date) -> Staff:
    """What is stored about somebody because they use the program.

    Args:
        person: who; also somebody who was let go.
    """
    _refuse(viewer)
    viewer.may(Right.SEE_LOG)
    one = session.get_one(Person, person)
    own = select(Incident.number, Incident.occurred_on).where(
        Incident.made_by == person, Incident.source.is_(None), visible(viewer)
    )
    department = select(Department.name).where(Department.id == one.department_id)
    log = select(Access.at, Access.deed, Access.kind, Access.count).where(Access.by == person, seen_deeds(viewer))
    return Staff(
        one.name, one.role.label, session.scalar(department) or "",
        one.made_at.date() if one.made_at else None, one.withdrawn_at.date() if one.withdrawn_at else None,
        tuple((number, day) for number, day in session.execute(own.order_by(Incident.occurred_on))),
        tuple(session.scalars(select(Measure.title).where(Measure.responsible_id == person))),
        tuple((first, last) for first, last in session.execute(
            select(Deputy.from_day, Deputy.to_day).where(Deputy.person_id == person))),
        tuple(Deed(at, deed.label, kind, count) for at, deed, kind, count in session.execute(
            log.order_by(Access.seq.desc()).limit(_MOST_DEEDS))),
    )  # fmt: skip


def harmless_words(session: Session, *, viewer: Viewer, today: date) -> list[str]:
    """Names in the file that are nobody's: of places and departments."""
    _refuse(viewer)
    return [*session.scalars(select(Place.name)), *session.scalars(select(Department.name))]


def _refuse(viewer: Viewer) -> None:
    viewer.may(Right.SET_UP)
    viewer.may(Right.READ)


def _within(wanted: Search, viewer: Viewer) -> Select[*tuple[Any, ...]]:
    columns = (
        Incident.id, Incident.number, Incident.occurred_on, Incident.kind, Place.name, Incident.child, Incident.story,
        Incident.restricted, Incident.done_at_once, Incident.handling, Incident.prevent_said,
    )  # fmt: skip
    joined: Select[*tuple[Any, ...]] = select(*columns).join(Place, Place.id == Incident.place_id)
    question = joined.where(visible(viewer), Incident.disposed_on.is_(None))
    if wanted.first:
        question = question.where(Incident.occurred_on >= wanted.first)
    if wanted.last:
        question = question.where(Incident.occurred_on <= wanted.last)
    if wanted.department:
        question = question.where(Incident.department_id == wanted.department)
    return question


def _candidates(rows: Any, initials: str, besides: _Besides) -> Iterator[Candidate]:
    for row in rows:
        children, notes = besides.get(row.id, ((), ()))
        in_field = any(mentions(child, initials) for child in (row.child, *children))
        if in_field or any(mentions(text, initials) for text in (*_texts(row), *notes)):
            yield _candidate(row, in_field=in_field)


def _besides(session: Session) -> _Besides:
    """The other children of each incident, and what was noted of it."""
    found: dict[Key, tuple[list[str], list[str]]] = {}
    for at, kind, column in ((0, OtherChild, OtherChild.child), (1, CaseNote, CaseNote.text)):
        for key, text in session.execute(select(kind.incident_id, column).where(kind.withdrawn_at.is_(None))):
            found.setdefault(key, ([], []))[at].append(text)
    return found


def _noted(besides: _Besides, key: Key) -> Sequence[str]:
    return besides.get(key, ((), ()))[1]


def _texts(row: Any) -> tuple[str, ...]:
    return row.story, row.done_at_once, row.handling, row.prevent_said


def _candidate(row: Any, *, in_field: bool) -> Candidate:
    return Candidate(
        row.id, row.number, row.occurred_on, row.kind, row.name, row.child, row.story, row.restricted, in_field
    )


def _told(detail: Any, case: StaffCase | None, parts: list[Part], about: str) -> Told:
    staff = {key: getattr(case, key) for key in FILLED_IN} if case is not None else {}
    values = {key: getattr(detail, key) for key in SHOWN}
    others = [part for part in parts if part.kind == OtherChild.__tablename__]
    own = [part for part in others if not about or mentions(part.values["child"], about)]
    another = about and own and not mentions(detail.child, about)  # the child of the incident itself is somebody else
    hidden = frozenset(_OF_THE_CHILD if another else ())
    values |= dict.fromkeys(hidden)
    return Told(
        detail.id, detail.number, detail.restricted, values,
        {key: value for key, value in staff.items() if value not in (None, "", (), False)},
        tuple(Correction(one.at.date(), one.attribute, one.before, one.after, one.why)
              for one in detail.corrections if one.attribute not in hidden),
        tuple(part for part in parts if part not in others or part in own),
    )  # fmt: skip


def _parts(session: Session, keys: Sequence[Key]) -> dict[Key, list[Part]]:
    """What belongs to each incident besides, as it is filled in; what was taken back is not."""
    found: dict[Key, list[Part]] = {}
    for kind, fields in PARTS.items():
        if kind is StaffCase:
            continue
        question = select(kind).where(
            kind.incident_id.in_(keys), kind.withdrawn_at.is_(None)  # type: ignore[attr-defined]
        )
        for row in session.scalars(question.order_by(kind.id)):
            values = {field.key: getattr(row, field.key) for field in fields}
            found.setdefault(row.incident_id, []).append(Part(kind.__tablename__, values))  # type: ignore[attr-defined]
    return found


_Besides = Mapping[Key, tuple[Sequence[str], Sequence[str]]]
