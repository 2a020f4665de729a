"""The first minutes with a new unit: everything the first four steps ask, saved in one go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.kernel.words import _, clean
from ikdesk.people.actions import add_person
from ikdesk.people.model import Role
from ikdesk.unit.actions import add_department, add_place, change_unit, close, make_unit
from ikdesk.unit.model import Department, Place, UnitKind


@dataclass(frozen=True, slots=True)
class FirstAnswers:
    """What was answered in the first steps."""

    name: str
    kind: UnitKind
    departments: Sequence[str] = ()
    standards: Sequence[str] | None = None  # codes of the shipped places that are kept; None: all
    more_places: Sequence[Mapping[str, Any]] = ()  # name, standard, season and logged of the unit's own
    unit: Mapping[str, Any] = field(default_factory=dict)  # further attributes of ``Unit``
    leader: str = ""  # empty: whoever makes the file lets the leader in
    slot: str = ""  # the lock in the vault the leader opens


def first_steps(session: Session, answers: FirstAnswers, *, by: Viewer, today: date) -> Key:
    """Make the unit as the first steps describe it, in one transaction; the unit's key comes back.

    Raises:
        Invalid: an answer breaks a rule; nothing was saved.
    """
    by.may(Right.SET_UP)
    if clean(answers.leader) and not answers.slot:
        raise AssertionError("a leader needs a lock")
    unit = make_unit(session, answers.name.strip(), answers.kind, by=by, today=today)
    if answers.unit:
        change_unit(session, answers.unit, by=by, today=today)
    describe_unit(session, answers, by=by, today=today)
    if answers.slot:
        if not clean(answers.leader):
            raise Invalid(leader=_("Skriv hva du heter. Fornavn er nok."))
        add_person(session, answers.leader.strip(), slot=answers.slot, role=Role.LEADER, by=by, today=today)
    return unit


def describe_unit(session: Session, answers: FirstAnswers, *, by: Viewer, today: date) -> None:
    """Give a unit that was just made its departments and places; what is there already stays."""
    by.may(Right.SET_UP)
    known = {name.casefold() for name in session.scalars(select(Department.name))}
    for name in answers.departments:
        short = " ".join(name.split())
        if short and short.casefold() not in known:
            known.add(short.casefold())
            add_department(session, short, by=by, today=today)
    if answers.standards is not None:
        _keep_only(session, set(answers.standards), by, today)
    for values in answers.more_places:
        add_place(session, values, by=by, today=today)


def _keep_only(session: Session, standards: set[str], by: Viewer, today: date) -> None:
    """Shipped places that were not chosen are closed from today, so that they can be opened again."""
    for place in session.scalars(select(Place).where(Place.closed_from.is_(None))):
        if place.standard not in standards:
            close(session, Place, place.id, today, by=by, today=today)
