"""Questions about the unit's own plans: what they show, and where its places lie on them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.kernel.content import content_of
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.unit.model import Place, Unit
from ikdesk.unit.plan_model import PlanSpot, SitePlan

_CHAIN = 50  # names a place can have had, one after another


@dataclass(frozen=True, slots=True)
class SpotRow:
    """Where a place lies."""

    place: Key  # as it is called today
    name: str
    x: float  # share of the width, 0–1 from the left
    y: float  # share of the height, 0–1 from the top


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan with its places."""

    id: Key
    name: str
    content: Key  # of the picture
    width: int  # pixels
    height: int
    spots: tuple[SpotRow, ...]


def has_plan(session: Session, *, viewer: Viewer, today: date) -> bool:
    """Whether there is a plan with at least one place on it."""
    viewer.may(Right.REPORT)
    question = select(PlanSpot.id).join(SitePlan, SitePlan.id == PlanSpot.plan_id)
    found = question.where(PlanSpot.withdrawn_at.is_(None), SitePlan.withdrawn_at.is_(None))
    return session.scalar(found.limit(1)) is not None


def plans(session: Session, *, viewer: Viewer, today: date) -> tuple[PlanRow, ...]:
    """The plans in their order, each with the places in use today; one that got a new name keeps its spot."""
    viewer.may(Right.REPORT)
    names = {place.id: place for place in session.scalars(select(Place))}
    now = _now(names, today)
    found: dict[Key, dict[Key, SpotRow]] = {}
    rows = select(PlanSpot.plan_id, PlanSpot.place_id, PlanSpot.x, PlanSpot.y).where(PlanSpot.withdrawn_at.is_(None))
    for plan, place, x, y in session.execute(rows.order_by(PlanSpot.id)):
        current = now.get(place)
        on_it = found.setdefault(plan, {})
        if current is not None and (current == place or current not in on_it):  # its own spot, or the one it had before
            on_it[current] = SpotRow(current, names[current].name, x, y)
    listed = session.scalars(
        select(SitePlan).where(SitePlan.withdrawn_at.is_(None)).order_by(SitePlan.position, SitePlan.id)
    )
    order = {key: at for at, key in enumerate(sorted(names, key=lambda key: names[key].order_key))}
    return tuple(
        PlanRow(plan.id, plan.name, plan.content_id, plan.width, plan.height,
                tuple(sorted(found.get(plan.id, {}).values(), key=lambda spot: order[spot.place])))
        for plan in listed
    )  # fmt: skip


def plan_picture(session: Session, key: Key, *, viewer: Viewer, today: date) -> bytes | None:
    """The picture of a plan; None where it is lost.

    Args:
        key: the plan.
    """
    viewer.may(Right.REPORT)
    content = session.scalar(select(SitePlan.content_id).where(SitePlan.id == key, SitePlan.withdrawn_at.is_(None)))
    return content_of(session, content)


def places_now(session: Session, *, viewer: Viewer, today: date) -> dict[Key, Key]:
    """Under which key each place goes today, when it got another name or went into another."""
    viewer.may(Right.REPORT)
    return _now({place.id: place for place in session.scalars(select(Place))}, today)


def _now(known: Mapping[Key, Place], today: date) -> dict[Key, Key]:
    found = {key: _current(place, known, today) for key, place in known.items()}
    return {key: current for key, current in found.items() if current is not None}


def _current(place: Place, known: Mapping[Key, Place], today: date) -> Key | None:
    """The place this one is today; None where it is in use no more."""
    for _step in range(_CHAIN):
        if place.closed_from is None or place.closed_from > today:
            return place.id if place.withdrawn_at is None else None
        later = known.get(place.followed_by_id) if place.followed_by_id else None
        if later is None:
            return None
        place = later
    return None


def photos_allowed(session: Session, *, viewer: Viewer, today: date) -> bool:
    """Whether photographs may be added to incidents here."""
    viewer.may(Right.REPORT)
    return bool(session.scalar(select(Unit.photos)))
