"""Sums of days that lie side by side, in one statement: whatever periods they make up is then only added."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    String,
    and_,
    bindparam,
    case,
    cast,
    extract,
    func,
    literal_column,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from ikdesk.incidents.model import SERIOUS, STAFF_KINDS, Incident, Status
from ikdesk.incidents.more_queries import HOUR, OF_CHILDREN, WEEKDAY
from ikdesk.incidents.queries import seen_by
from ikdesk.incidents.staff_model import StaffCase
from ikdesk.kernel.viewer import Key, Viewer
from ikdesk.unit.model import Place

OTHER_TREATMENT = "the_rest"  # what was done on the spot
POTENTIAL = "potential"
_KEPT = 16  # questions that are built once: it takes longer to build one than to ask it
_NOTHING = literal_column("''", String)
_COUNTED = and_(Incident.status != Status.WITHDRAWN, Incident.status != Status.UNCONFIRMED)
_IN_REGISTER = and_(Incident.kind.in_(STAFF_KINDS), Incident.restricted.is_(False))  # as the safety representative sees

_KEYS: dict[str, list[ColumnElement[Any]]] = {
    "month": [extract("year", Incident.occurred_on) * 100 + extract("month", Incident.occurred_on)],
    "place": [Place.standard.expression], "place_kind": [Place.standard.expression, Incident.__table__.c.kind],
    "time": [WEEKDAY, HOUR], "department": [Incident.__table__.c.department_id],
    "work_when": [StaffCase.__table__.c.work_when], POTENTIAL: [literal_column("'3'")],
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Counting:
    """What is counted.

    ``attributes``: kind, severity, place, mechanism, activity, routine_status, month, department, treatment, time
    (weekday and hour), work_when (of the staff register), potential (those that could have been serious) or place_kind.
    """

    attributes: tuple[str, ...]
    treatments: tuple[str, ...] = ()  # those that are told one by one, the most extensive first
    register: bool = False  # only the staff register, without what is restricted


Sums = Mapping[str, dict[str, int]]  # attribute → code → how many


def piece_sums(
    session: Session, cuts: Sequence[date], wanted: Counting, *, viewer: Viewer, today: date
) -> tuple[Sums, ...]:
    """How many for each value of several attributes, for the days between each two cuts.

    Args:
        cuts: at least two days in order; a piece begins with one and ends before the next.
        wanted: what is counted.

    Returns:
        By piece. "" is where nothing was filled in, which for the treatment also is whoever is no child; an incident
        with several treatments is counted once, with the most extensive one. Hours are "1-09" (Monday 9 to 10), and
        only where they are told; place_kind is "sledding_hill child_injury".
    """
    found: tuple[dict[str, dict[str, int]], ...] = tuple(
        {what: {} for what in wanted.attributes} for _piece in cuts[1:]
    )
    bounds = {f"cut_{at}": day for at, day in enumerate(cuts)}
    for what, piece, one, other, number in session.execute(_question(len(cuts), wanted, viewer, today), bounds):
        found[int(piece)][what][_code(what, one, other)] = int(number)
    return found


@lru_cache(_KEPT)
def _question(cuts: int, wanted: Counting, viewer: Viewer, today: date) -> Any:
    return union_all(*(_counted(what, cuts, wanted, viewer, today) for what in wanted.attributes))


def _counted(what: str, cuts: int, wanted: Counting, viewer: Viewer, today: date) -> Any:
    piece, keys = _piece(cuts), _keys(what, wanted)
    told = [cast(key, String) for key in keys] + ([_NOTHING] if len(keys) == 1 else [])
    question: Any = select(literal_column(f"'{what}'"), piece, *told, func.count()).select_from(Incident)
    if what in {"place", "place_kind"}:
        question = question.join(Place, Place.id == Incident.place_id)
    if what == "work_when":
        question = question.outerjoin(StaffCase, StaffCase.incident_id == Incident.id)
    if what == "time":
        question = question.where(Incident.occurred_time.is_not(None))
    if what == POTENTIAL:
        question = question.where(Incident.potential >= SERIOUS)
    if wanted.register:
        question = question.where(_IN_REGISTER)
    within = Incident.occurred_on >= _cut(0), Incident.occurred_on < _cut(cuts - 1)
    return seen_by(viewer, question, today).where(_COUNTED, *within).group_by(piece, *keys)


def _piece(cuts: int) -> ColumnElement[Any]:
    if cuts == 2:
        return literal_column("abs(0)")  # a bare number names a column where rows are grouped
    return case(*((Incident.occurred_on < _cut(at), literal_column(str(at - 1))) for at in range(1, cuts - 1)),
                else_=literal_column(str(cuts - 2)))  # fmt: skip


def _cut(at: int) -> ColumnElement[Any]:
    return bindparam(f"cut_{at}", type_=Date)


def _keys(what: str, wanted: Counting) -> list[ColumnElement[Any]]:
    if what == "treatment":
        return [_most_extensive(wanted.treatments)]
    return _KEYS[what] if what in _KEYS else [Incident.__table__.c[what]]


def _most_extensive(treatments: tuple[str, ...]) -> ColumnElement[Any]:
    told = cast(Incident.__table__.c.treatment, String)
    ranked: list[tuple[ColumnElement[Any], Any]] = [
        (told.like(f'%"{code}"%'), literal_column(f"'{code}'")) for code in treatments
    ]
    return case(
        (~OF_CHILDREN, _NOTHING), (told == "[]", _NOTHING), *ranked, (told == '["none"]', literal_column("'none'")),
        else_=literal_column(f"'{OTHER_TREATMENT}'"),
    )  # fmt: skip


def _code(what: str, one: Any, other: Any) -> str:
    if one is None:
        return ""
    if what == "month":
        return f"{one[:4]}-{one[4:]}"
    if what == "time":
        return f"{one}-{int(other):02}"
    if what == "place_kind":
        return f"{one} {other}"
    return str(Key(str(one))) if what == "department" else str(one)
