"""What a measure is aimed at, and how many events happened there: sums asked of the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from itertools import product
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Date,
    and_,
    bindparam,
    case,
    exists,
    false,
    func,
    literal_column,
    null,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import Session

from ikdesk.incidents.model import Incident, Status
from ikdesk.incidents.queries import seen_by
from ikdesk.kernel.base import Code
from ikdesk.kernel.tertial import Period
from ikdesk.kernel.viewer import Key, Viewer
from ikdesk.measures.comparison_model import Count
from ikdesk.measures.effect_model import Target
from ikdesk.measures.model import Measure
from ikdesk.unit.equipment_model import Equipment
from ikdesk.unit.model import ExposureDay, Place, Season, SeasonTotal
from ikdesk.unit.season_model import Own

SERIOUS = 2  # grade
NEAR_MISS = "near_miss"
_KEPT = 64  # questions that are built once
_PLACES: BindParameter[Any] = bindparam("places", expanding=True)
_ALL_PLACES = select(
    Place.id, Place.name, Place.standard, Place.season, Place.season_from, Place.season_to, Place.logged,
    Place.closed_from, Place.followed_by_id,
)  # built once: it takes longer than to ask it
_THING: BindParameter[Any] = bindparam("equipment", type_=Incident.equipment_id.type)
_What = tuple[Key | None, Code | None, Code | None, Key | None]  # where, during what, how, with what
Spot = tuple[frozenset[Key], Code | None, Code | None, Key | None]
COUNTED = and_(
    Incident.status != Status.WITHDRAWN, Incident.status != Status.UNCONFIRMED,
    Incident.about_id.is_(None),  # the numbers are kept with the answer, for whoever reads it later
)


@dataclass(frozen=True, slots=True)
class Aim:
    """A target, and which events are at it."""

    target: Target
    own: Own | None  # the place's own months
    places: tuple[Key, ...]  # those that are or were this spot, whatever they were called
    logged: bool  # its days in use are counted

    @property
    def spot(self) -> Spot:
        """The same for two measures with the same target."""
        return frozenset(self.places), self.target.activity, self.target.mechanism, self.target.equipment_id


class Spots:
    """The places of the unit, by what they are and were called."""

    def __init__(self, session: Session) -> None:
        """Read them."""
        self._session = session
        self._places = {row.id: row for row in session.execute(_ALL_PLACES)}
        self._links: dict[Key, set[Key]] = {key: set() for key in self._places}
        for key, place in self._places.items():
            if place.followed_by_id is not None:
                self._links[key].add(place.followed_by_id)
                self._links[place.followed_by_id].add(key)

    @cached_property
    def _things(self) -> dict[Key, tuple[str, Code]]:
        """The unit's equipment, asked for only where something is aimed at it."""
        rows = self._session.execute(select(Equipment.id, Equipment.name, Equipment.kind))
        return {key: (name, kind) for key, name, kind in rows}

    def aim(
        self, place: Key | None, activity: Code | None, mechanism: Code | None, equipment: Key | None = None, *,
        today: date,
    ) -> Aim:  # fmt: skip
        """What a measure with these is aimed at.

        Args:
            today: the day it is; the place has the name it has then.
        """
        thing = (equipment, *self._things[equipment]) if equipment is not None else (None, "", None)
        if place is None:
            target = Target(None, "", None, activity, mechanism, Season.ALL_YEAR, *thing)
            return Aim(target, None, (), logged=False)
        now, group = self._now(place, today), self.group(place)
        target = Target(now.id, now.name, now.standard, activity, mechanism, now.season, *thing)
        own = (now.season_from, now.season_to) if now.season_from and now.season_to else None
        return Aim(target, own, tuple(sorted(group)), any(self._places[key].logged for key in group))

    def group(self, place: Key) -> frozenset[Key]:
        """The place and all that became it or that it became."""
        found, waiting = {place}, [place]
        while waiting:
            fresh = self._links[waiting.pop()] - found
            found |= fresh
            waiting.extend(fresh)
        return frozenset(found)

    def counting_as(self, standard: Code) -> tuple[Key, ...]:
        """All places that count as the same kind of place, also those that are closed.

        Args:
            standard: what they count as.
        """
        return tuple(sorted(key for key, place in self._places.items() if place.standard == standard))

    def now(self, place: Key, today: date) -> tuple[Key, Code]:
        """The place that this one has become, and what it counts as.

        Args:
            today: the day it is.
        """
        found = self._now(place, today)
        return found.id, found.standard

    def _now(self, key: Key, today: date) -> Any:
        place, seen = self._places[key], {key}
        while place.followed_by_id and place.followed_by_id not in seen and (place.closed_from or date.max) <= today:
            seen.add(place.followed_by_id)
            place = self._places[place.followed_by_id]
        return place


@dataclass(frozen=True, slots=True)
class Happened:
    """How many events there were, by where, during what, how and with what; None is whatever it was."""

    numbers: Mapping[_What, int]

    def at(self, aim: Aim) -> int:
        """How many of them were at a target."""
        about = aim.target.activity, aim.target.mechanism, aim.target.equipment_id
        return sum(self.numbers.get((place, *about), 0) for place in aim.places or (None,))


def events_about(
    session: Session, periods: Sequence[Period], *, things: bool = False, viewer: Viewer, today: date
) -> Happened:
    """What happened in several periods taken together, so that it can be told for any target; in one statement.

    Args:
        periods: which days; those after today are left out.
        things: also with which equipment; without it no target may be a piece of equipment, and it is told faster.
    """
    numbers: Counter[_What] = Counter()
    asked = session.execute(_about(viewer, today, len(periods), things), _bounds(periods))
    for place, activity, mechanism, thing, events in asked:
        for key in product((place, None), {activity, None}, {mechanism, None}, {thing, None}):
            numbers[key] += events
    return Happened(numbers)


@lru_cache(_KEPT)
def _about(viewer: Viewer, today: date, number: int, things: bool) -> Any:  # noqa: FBT001 (kept by its arguments)
    thing: Any = Incident.equipment_id if things else null()  # not in the index that the sums are read from
    what = (Incident.place_id, Incident.activity, Incident.mechanism, thing)
    return union_all(*(
        seen_by(viewer, select(*what, func.count()), today).where(COUNTED, _within(n)).group_by(*what)
        for n in range(number)
    ))  # fmt: skip


def counts_in(
    session: Session, aim: Aim, periods: Sequence[Period], *, viewer: Viewer, today: date
) -> list[Count]:
    """What was reported in each of several periods, in one statement.

    Args:
        periods: which days; those after today are left out.
    """
    if not periods:
        return []
    asked = _counts(viewer, today, parts_of(aim), len(periods))
    found = {n: numbers for n, *numbers in session.execute(asked, values_of(aim) | _bounds(periods))}
    return [_count(*found[n]) for n in range(len(periods))]


def _count(here: int, serious: int, near: int, total: int, all_near: int, unlogged: int) -> Count:
    return Count(here, serious, near, total - here, all_near - near, unlogged)


@lru_cache(_KEPT)
def _counts(viewer: Viewer, today: date, parts: Parts, number: int) -> Any:
    """Built once for so many periods and targets of a kind: that takes longer than to ask it."""
    here, near = at_target(parts), Incident.kind == NEAR_MISS
    unlogged = and_(here, *_not_in_log()) if parts.logged else false()
    sums = (here, and_(here, Incident.severity >= SERIOUS), and_(here, near), true(), near, unlogged)
    columns = [func.coalesce(func.sum(case((what, 1), else_=0)), 0) for what in sums]
    return union_all(*(
        seen_by(viewer, select(literal_column(str(n)), *columns).select_from(Incident), today)
        .where(COUNTED, _within(n))
        for n in range(number)
    ))  # fmt: skip


def _not_in_log() -> tuple[ColumnElement[bool], ...]:
    """On a day that nobody wrote down for the place, or as part of a season."""
    day = exists().where(
        ExposureDay.place_id.in_(_PLACES), ExposureDay.day == Incident.occurred_on,
        ExposureDay.withdrawn_at.is_(None),
    ).correlate(Incident)  # fmt: skip
    season = exists().where(
        SeasonTotal.place_id.in_(_PLACES), SeasonTotal.first <= Incident.occurred_on,
        SeasonTotal.last >= Incident.occurred_on, SeasonTotal.withdrawn_at.is_(None),
    ).correlate(Incident)  # fmt: skip
    return ~day, ~season


@dataclass(frozen=True, slots=True)
class Parts:
    """Which parts a target has: all that the words of a question depend on."""

    place: bool
    activity: bool
    mechanism: bool
    logged: bool
    equipment: bool


def parts_of(aim: Aim) -> Parts:
    """Which parts a target has."""
    target = aim.target
    return Parts(
        bool(aim.places), target.activity is not None, target.mechanism is not None, aim.logged,
        target.equipment_id is not None,
    )  # fmt: skip


def values_of(aim: Aim) -> dict[str, Any]:
    """What a question with ``at_target`` is asked with."""
    target = aim.target
    found = {
        "places": aim.places, "activity": target.activity, "mechanism": target.mechanism,
        "equipment": target.equipment_id,
    }  # fmt: skip
    return {name: value for name, value in found.items() if value}


def at_target(parts: Parts) -> ColumnElement[bool]:
    """At the target; nothing that is not filled in is."""
    found: list[ColumnElement[bool]] = [Incident.place_id.in_(_PLACES)] if parts.place else []
    for column, wanted in ((Incident.activity, parts.activity), (Incident.mechanism, parts.mechanism)):
        if wanted:
            found.append(func.coalesce(column, "") == bindparam(column.key))
    if parts.equipment:
        found.append(Incident.equipment_id == _THING)
    return and_(*found)


def against(parts: Parts) -> tuple[ColumnElement[bool], ...]:
    """That a measure shares something with the target, and differs from it in nothing; asked with ``values_of``."""
    same = [
        same for wanted, same in (
            (parts.place, Measure.place_id.in_(_PLACES)), (parts.activity, Measure.activity == bindparam("activity")),
            (parts.mechanism, Measure.mechanism == bindparam("mechanism")),
            (parts.equipment, Measure.equipment_id == _THING),
        ) if wanted
    ]  # fmt: skip
    return or_(false(), *same), *(func.coalesce(one, true()) for one in same)


def _within(n: int) -> ColumnElement[bool]:
    first, after = bindparam(f"first_{n}", type_=Date), bindparam(f"after_{n}", type_=Date)
    return and_(Incident.occurred_on >= first, Incident.occurred_on < after)


def _bounds(periods: Sequence[Period]) -> dict[str, date]:
    firsts = {f"first_{n}": one.first for n, one in enumerate(periods)}
    return firsts | {f"after_{n}": one.after for n, one in enumerate(periods)}
