"""What a list of incidents is narrowed down to besides when, what, where and how serious; and what each row bears."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, literal, or_

from ikdesk.incidents.due_queries import usual_days
from ikdesk.incidents.model import OPEN, REFERENCE, Incident, Status
from ikdesk.kernel.base import choice_type
from ikdesk.kernel.fields import Choice
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _

NEAR_MISS = "near_miss"
SOON = 7  # days before its deadline that a row says so
_DAYS = 4  # what only depends on the day is built once


class Flag(Choice):
    """What a row of the list bears besides where it stands."""

    NONE = ""
    OVER = _("Over fristen")
    SOON = _("Frist snart")
    COLLECTED = _("Samleskjema")


@dataclass(frozen=True, slots=True)
class More:
    """What else is wanted; what is None or false does not matter."""

    potential: int | None = None  # it could have become at least so serious
    equipment: Key | None = None
    near_miss: bool = False
    over: bool = False  # open, and past its deadline
    no_cause: bool = False  # nobody has said what the cause was
    not_transferred: bool = False  # not entered in the municipality's own system
    collected: bool | None = None  # only lines of a collective list, or none of them
    only: frozenset[Key] | None = None  # these alone: what somebody has chosen

    @property
    def number(self) -> int:
        """How many of these narrow the list down."""
        return sum(getattr(self, one.name) not in (None, False) for one in fields(self))

    def clauses(self, today: date) -> list[ColumnElement[bool]]:
        """The same as conditions."""
        asked = (
            (self.near_miss, NEAR), (self.over, over(today)), (self.no_cause, _NO_CAUSE),
            (self.not_transferred, _NOT_TRANSFERRED),
        )  # fmt: skip
        found = [condition for wanted, condition in asked if wanted]
        if self.potential is not None:
            found.append(Incident.potential >= self.potential)
        if self.equipment:
            found.append(Incident.equipment_id == self.equipment)
        if self.collected is not None:
            found.append(Incident.collected.is_(self.collected))
        if self.only is not None:
            found.append(Incident.id.in_(sorted(self.only)))
        return found


NO_MORE = More()
NEAR = Incident.kind == NEAR_MISS
# a case whose papers lie elsewhere, and a line of a collective list, have no causes, and no place at the municipality
_OWN = and_(Incident.collected.is_(False), Incident.kind.not_in(REFERENCE), Incident.disposed_on.is_(None))
_NO_CAUSE = and_(_OWN, Incident.causes == ())
MUNICIPAL = and_(_OWN, Incident.status.not_in((Status.WITHDRAWN, Status.UNCONFIRMED)))  # belongs in its own system
_NOT_TRANSFERRED = and_(MUNICIPAL, Incident.municipal_on.is_(None))


@lru_cache(_DAYS)
def over(today: date) -> ColumnElement[bool]:
    """Open at the end of a day, and past its deadline."""
    return and_(_open(today), _due_before(today))


@lru_cache(_DAYS)
def flag_on(today: date) -> ColumnElement[Flag]:
    """What a row bears."""
    kind = choice_type(Flag)
    soon = and_(_open(today), _due_before(today + timedelta(days=SOON + 1)))
    said = ((over(today), Flag.OVER), (soon, Flag.SOON), (Incident.collected, Flag.COLLECTED))
    return case(*((when, literal(flag, kind)) for when, flag in said), else_=literal(Flag.NONE, kind))


@lru_cache(_DAYS)
def flag_rank(today: date) -> ColumnElement[int]:
    """The order of what rows bear: the most urgent first."""
    soon = and_(_open(today), _due_before(today + timedelta(days=SOON + 1)))
    return case((over(today), 0), (soon, 1), (Incident.collected, 2), else_=3)


def _open(today: date) -> ColumnElement[bool]:
    tomorrow = datetime.combine(today + timedelta(days=1), time())
    later = and_(Incident.status == Status.CLOSED, Incident.closed_at >= tomorrow)
    return or_(Incident.status.in_(OPEN), later)


def _due_before(day: date) -> ColumnElement[bool]:
    """Whether its deadline is before a day: its own, or the unit's usual number of days after it was told."""
    days: Any = usual_days()
    usual = func.date(Incident.reported_at, literal("+").concat(days).concat(" days")) < day.isoformat()
    own = and_(Incident.due_on.is_not(None), Incident.due_on < day)
    return and_(Incident.reported_at.is_not(None), or_(own, and_(Incident.due_on.is_(None), usual)))
