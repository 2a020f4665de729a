"""Where so much happens that it should be a focus area: proposed, never chosen, by the program."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Date, bindparam, case, func, select
from sqlalchemy.orm import Session

from ikdesk.evidence.pareto import vital_few
from ikdesk.focus.count_queries import months_back
from ikdesk.focus.queries import spot_names
from ikdesk.focus.view_model import FocusRow, Proposal
from ikdesk.incidents.model import Incident
from ikdesk.incidents.queries import seen_by
from ikdesk.kernel.base import Code
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.measures.effect_model import What
from ikdesk.measures.target_queries import COUNTED, SERIOUS, Spots
from ikdesk.unit.model import Place

MONTHS = 24  # looked at: two of each season
_VAGUE = frozenset({"other", "unknown"})  # codes that name nothing one could do something about
_VAGUE_PLACES = frozenset({"outdoor_other", "indoor_other", "other", "unknown"})
_DAYS = 4  # the question is built once a day


def hot_spots(
    session: Session, chosen: Sequence[FocusRow], *, viewer: Viewer, today: date
) -> tuple[Proposal, ...]:
    """The spots that should be looked at next, those with most first; in one statement about incidents.

    A spot is a place, a way of getting hurt, an activity or a piece of equipment with at least five events in the last
    two years that no area before it stands for. What has no name ("annet", "ukjent") is never one.

    Args:
        chosen: the areas the unit works with already; those it has finished may be proposed anew.
    """
    viewer.may(Right.READ)
    spots = Spots(session)
    vague = set(session.scalars(select(Place.id).where(Place.standard.in_(_VAGUE_PLACES))))
    first, names_now = months_back(today, MONTHS), functools.cache(spots.now)
    groups: list[tuple[tuple[What, ...], int]] = []
    serious: dict[What, int] = {}
    taken = [row.what for row in chosen if row.closed_on is None]
    for place, activity, mechanism, thing, events, bad in session.execute(_happened(viewer, today), {"first": first}):
        now = None if place in vague else names_now(place, today)
        single = _singles(now, activity, mechanism, thing)
        covered = [area for area in taken if _lies_at(area, What(now, activity, mechanism, thing))]
        groups.append(((*single, *covered), events))
        for spot in single:
            serious[spot] = serious.get(spot, 0) + bad
    found = vital_few(groups, taken=taken, tangible=lambda spot: bool(spot.place_id or spot.equipment_id))
    targets = [spots.aim(*one.spot, today=today).target for one in found]
    names = spot_names(session, targets, viewer=viewer, today=today)
    everywhere = sum(events for _spots, events in groups)
    return tuple(
        Proposal(one.spot, target, name, one.events, serious[one.spot], everywhere, one.new, MONTHS)
        for one, target, name in zip(found, targets, names, strict=True)
    )


def _singles(place: Key | None, activity: Code | None, mechanism: Code | None, thing: Key | None) -> tuple[What, ...]:
    """The spots something lies at, the most tangible first: a tie goes to it."""
    found = [What(equipment_id=thing)] if thing else []
    if place:
        found.append(What(place_id=place))
    if mechanism and mechanism not in _VAGUE:
        found.append(What(mechanism=mechanism))
    if activity and activity not in _VAGUE:
        found.append(What(activity=activity))
    return tuple(found)


def _lies_at(area: What, happened: What) -> bool:
    """Whether something happened in an area."""
    return all(wanted is None or wanted == there for wanted, there in zip(area, happened, strict=True))


@lru_cache(_DAYS)
def _happened(viewer: Viewer, today: date) -> Any:
    what = (Incident.place_id, Incident.activity, Incident.mechanism, Incident.equipment_id)
    bad = func.sum(case((Incident.severity >= SERIOUS, 1), else_=0))
    question = seen_by(viewer, select(*what, func.count(), bad), today)
    since = Incident.occurred_on >= bindparam("first", type_=Date)
    return question.where(COUNTED, since).group_by(*what).order_by(func.count().desc(), *what)
