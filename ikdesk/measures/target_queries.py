"""What a measure is aimed at, and how many events happened there: sums asked of the file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, literal, or_, select, union_all
from sqlalchemy.orm import Session

from ikdesk.incidents.model import Incident, Status
from ikdesk.incidents.queries import seen_by
from ikdesk.kernel.base import Code
from ikdesk.kernel.tertial import Period
from ikdesk.kernel.viewer import Key, Viewer
from ikdesk.measures.comparison_model import Count
from ikdesk.measures.effect_model import Target
from ikdesk.unit.model import ExposureDay, Place, Season, SeasonTotal
from ikdesk.unit.season_model import Own

SERIOUS = 2  # grade
NEAR_MISS = "near_miss"
_COUNTED = and_(Incident.status != Status.WITHDRAWN, Incident.status != Status.UNCONFIRMED)


@dataclass(frozen=True, slots=True)
class Aim:
    """A target, and which events are at it."""

    target: Target
    own: Own | None  # the place's own months
    places: tuple[Key, ...]  # those that are or were this spot, whatever they were called
    logged: bool  # its days in use are counted

    @property
    def spot(self) -> tuple[frozenset[Key], Code | None, Code | None]:
        """The same for two measures with the same target."""
        return frozenset(self.places), self.target.activity, self.target.mechanism


class Spots:
    """The places of the unit, by what they are and were called."""

    def __init__(self, session: Session) -> None:
        """Read them."""
        self._places = {place.id: place for place in session.scalars(select(Place))}
        self._links: dict[Key, set[Key]] = {key: set() for key in self._places}
        for key, place in self._places.items():
            if place.followed_by_id is not None:
                self._links[key].add(place.followed_by_id)
                self._links[place.followed_by_id].add(key)

    def aim(self, place: Key | None, activity: Code | None, mechanism: Code | None, *, today: date) -> Aim:
        """What a measure with these is aimed at.

        Args:
            today: the day it is; the place has the name it has then.
        """
        if place is None:
            return Aim(Target(None, "", None, activity, mechanism, Season.ALL_YEAR), None, (), logged=False)
        now, group = self._now(place, today), self.group(place)
        target = Target(now.id, now.name, now.standard, activity, mechanism, now.season)
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

    def _now(self, key: Key, today: date) -> Place:
        place, seen = self._places[key], {key}
        while place.followed_by_id and place.followed_by_id not in seen and (place.closed_from or date.max) <= today:
            seen.add(place.followed_by_id)
            place = self._places[place.followed_by_id]
        return place


def counts_in(
    session: Session, aim: Aim, periods: Sequence[Period], *, viewer: Viewer, today: date
) -> list[Count]:
    """What was reported in each of several periods, in one statement.

    Args:
        periods: which days; those after today are left out.
    """
    if not periods:
        return []
    here, near = _at(aim), Incident.kind == NEAR_MISS
    sums = (
        here, and_(here, Incident.severity >= SERIOUS), and_(here, near), ~here, and_(~here, near),
    )  # fmt: skip
    columns = [func.coalesce(func.sum(case((what, 1), else_=0)), 0) for what in sums]
    asked = union_all(*(
        _during(seen_by(viewer, select(literal(n), *columns).select_from(Incident), today), period)
        for n, period in enumerate(periods)
    ))  # fmt: skip
    found = {n: Count(*numbers) for n, *numbers in session.execute(asked)}
    return [found[n] for n in range(len(periods))]


def unlogged_events_at(
    session: Session, aim: Aim, periods: Iterable[Period], *, viewer: Viewer, today: date
) -> int:
    """How many events at a counted place happened on days that are not in its log.

    Args:
        periods: which days.
    """
    within = [_within(period) for period in periods]
    if not within or not aim.places:
        return 0
    day = select(ExposureDay.id).where(
        ExposureDay.place_id.in_(aim.places), ExposureDay.day == Incident.occurred_on,
        ExposureDay.withdrawn_at.is_(None),
    )  # fmt: skip
    season = select(SeasonTotal.id).where(
        SeasonTotal.place_id.in_(aim.places), SeasonTotal.first <= Incident.occurred_on,
        SeasonTotal.last >= Incident.occurred_on, SeasonTotal.withdrawn_at.is_(None),
    )  # fmt: skip
    asked = seen_by(viewer, select(func.count()).select_from(Incident), today)
    found = session.scalar(asked.where(_COUNTED, _at(aim), or_(*within), ~day.exists(), ~season.exists()))
    return int(found or 0)


def _at(aim: Aim) -> ColumnElement[bool]:
    """At the target; nothing that is not filled in is."""
    target = aim.target
    parts: list[ColumnElement[bool]] = [Incident.place_id.in_(aim.places)] if aim.places else []
    if target.activity is not None:
        parts.append(func.coalesce(Incident.activity, "") == target.activity)
    if target.mechanism is not None:
        parts.append(func.coalesce(Incident.mechanism, "") == target.mechanism)
    return and_(*parts)


def _within(period: Period) -> ColumnElement[bool]:
    return and_(Incident.occurred_on >= period.first, Incident.occurred_on < period.after)


def _during(question: Any, period: Period) -> Any:
    return question.where(_COUNTED, _within(period))
