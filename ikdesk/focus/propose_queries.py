"""Where so much happens that it should be a focus area: proposed, never chosen, by the program."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Date, bindparam, case, func, select
from sqlalchemy.orm import Session

from ikdesk.evidence.pareto import vital_few
from ikdesk.focus.count_queries import months_back
from ikdesk.focus.queries import spot_names
from ikdesk.focus.view_model import FocusRow, Proposal
from ikdesk.incidents.model import Incident
from ikdesk.incidents.queries import seen_by
from ikdesk.kernel.viewer import Right, Viewer
from ikdesk.measures.effect_model import What
from ikdesk.measures.target_queries import COUNTED, SERIOUS, Spots

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
    first, place_now = months_back(today, MONTHS), cache(lambda place: spots.now(place, today))
    number: dict[What, int] = {}  # of each spot: counted by it, for that is told apart sooner
    taken = [row.what for row in chosen if row.closed_on is None]
    groups: list[tuple[tuple[int, ...], int]] = []
    serious: Counter[int] = Counter()
    for place, activity, mechanism, thing, events, bad in session.execute(_happened(viewer, today), {"first": first}):
        now, standard = place_now(place)
        happened = What(now, activity, mechanism, thing)
        single = _singles(happened, vague=standard in _VAGUE_PLACES)
        covered = (area for area in taken if _lies_at(area, happened))
        numbers = tuple(number.setdefault(spot, len(number)) for spot in (*single, *covered))
        groups.append((numbers, events))
        for one in numbers:
            serious[one] += bad
    known = list(number)
    found = vital_few(
        groups, taken={number[spot] for spot in taken if spot in number},
        tangible=lambda one: bool(known[one].place_id or known[one].equipment_id),
    )
    targets = [spots.aim(*known[one.spot], today=today).target for one in found]
    names = spot_names(session, targets, viewer=viewer, today=today)
    everywhere = sum(events for _spots, events in groups)
    return tuple(
        Proposal(known[one.spot], target, name, one.events, serious[one.spot], everywhere, one.new, MONTHS)
        for one, target, name in zip(found, targets, names, strict=True)
    )


def _singles(happened: What, *, vague: bool) -> Iterator[What]:
    """The spots something lies at, the most tangible first: a tie goes to it.

    Args:
        happened: where, during what, how and with what.
        vague: the place has no name of its own.
    """
    if happened.equipment_id:
        yield What(equipment_id=happened.equipment_id)
    if not vague:
        yield What(place_id=happened.place_id)
    if happened.mechanism and happened.mechanism not in _VAGUE:
        yield What(mechanism=happened.mechanism)
    if happened.activity and happened.activity not in _VAGUE:
        yield What(activity=happened.activity)


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
