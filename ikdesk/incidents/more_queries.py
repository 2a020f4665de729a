"""What a list of incidents is narrowed down to besides when, what, where and how serious; and what each row bears."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Integer, and_, case, cast, extract, func, literal, or_, select

from ikdesk.incidents.due_queries import usual_days
from ikdesk.incidents.model import OPEN, REFERENCE, STAFF_KINDS, Incident, Status
from ikdesk.kernel.base import Code, choice_type
from ikdesk.kernel.fields import Choice
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _
from ikdesk.unit.model import Place

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
    activity: Code | None = None
    mechanism: Code | None = None
    body_part: Code | None = None  # of a child
    department: Key | None = None
    standard: Code | None = None  # the standard place its place counts as
    weekday: int | None = None  # 1 Monday – 7 Sunday
    hour: int | None = None  # 0–23
    counted: bool = False  # what statistics count: confirmed, and about nobody who can unlock

    @property
    def number(self) -> int:
        """How many of these narrow the list down."""
        said = (getattr(self, one.name) for one in fields(self))
        return sum(value is not None and value is not False for value in said)

    def clauses(self, today: date) -> list[ColumnElement[bool]]:
        """The same as conditions."""
        asked = (
            (self.near_miss, NEAR), (self.over, over(today)), (self.no_cause, _NO_CAUSE),
            (self.not_transferred, _NOT_TRANSFERRED), (self.counted, COUNTED),
        )  # fmt: skip
        found = [condition for wanted, condition in asked if wanted] + self._equal()
        if self.potential is not None:
            found.append(Incident.potential >= self.potential)
        if self.collected is not None:
            found.append(Incident.collected.is_(self.collected))
        if self.only is not None:
            found.append(Incident.id.in_(sorted(self.only)))
        return found

    def _equal(self) -> list[ColumnElement[bool]]:
        """What something must be the same as."""
        asked: tuple[tuple[Any, ColumnElement[Any]], ...] = (
            (self.equipment, Incident.equipment_id.expression), (self.activity, Incident.activity.expression),
            (self.mechanism, Incident.mechanism.expression), (self.department, Incident.department_id.expression),
            (self.weekday, WEEKDAY), (self.hour, HOUR),
        )  # fmt: skip
        found = [column == wanted for wanted, column in asked if wanted is not None]
        if self.activity or self.body_part:  # asked of children only
            found.append(OF_CHILDREN)
        if self.body_part:
            found.append(Incident.body_part == self.body_part)
        if self.standard:
            found.append(Incident.place_id.in_(select(Place.id).where(Place.standard == self.standard)))
        return found


NO_MORE = More()
NEAR = Incident.kind == NEAR_MISS
OF_CHILDREN = Incident.kind.not_in(STAFF_KINDS)  # what is asked of children is never told of an employee
# the numbers go into files that may be read by the one an incident is about: it counts for nobody
COUNTED = and_(Incident.status.not_in((Status.WITHDRAWN, Status.UNCONFIRMED)), Incident.about_id.is_(None))
_DAY_OF_WEEK = cast(extract("dow", Incident.occurred_on), Integer)  # Sunday is 0
WEEKDAY = case((_DAY_OF_WEEK == 0, 7), else_=_DAY_OF_WEEK)
HOUR = cast(extract("hour", Incident.occurred_time), Integer)
# a case whose papers lie elsewhere, and a line of a collective list, have no causes, and no place at the municipality
_OWN = and_(Incident.collected.is_(False), Incident.kind.not_in(REFERENCE), Incident.disposed_on.is_(None))
_NO_CAUSE = and_(_OWN, Incident.causes == ())
MUNICIPAL = and_(_OWN, Incident.status.not_in((Status.WITHDRAWN, Status.UNCONFIRMED)))  # belongs in its own system
_NOT_TRANSFERRED = and_(MUNICIPAL, Incident.municipal_on.is_(None))


def hour_words(hour: int) -> str:
    """An hour of the day: "kl. 09–10".

    Args:
        hour: 0–23.
    """
    return _("kl. {first}–{last}").format(first=f"{hour:02}", last=f"{hour + 1:02}")


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
