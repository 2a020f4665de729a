"""Where it happens: how many incidents each place has, asked with the same filter as the list."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ikdesk.incidents.model import Incident
from ikdesk.incidents.queries import Filter, listed_for, may_narrow
from ikdesk.incidents.visible_queries import written_by_the_reporter
from ikdesk.kernel.viewer import Key, Viewer
from ikdesk.kernel.words import _
from ikdesk.unit.model import Place
from ikdesk.unit.plan_queries import places_now


@dataclass(frozen=True, slots=True)
class SpotCount:
    """How many incidents a place has, under whatever name it had then."""

    place: Key  # as it is called today
    name: str
    number: int
    before: tuple[Key, ...] = ()  # what it was before, where something happened then

    @property
    def places(self) -> tuple[Key, ...]:
        """All that is counted here."""
        return (self.place, *self.before)


def hot_spots(session: Session, wanted: Filter, *, viewer: Viewer, today: date) -> tuple[SpotCount, ...]:
    """The places with incidents a filter lets through and the viewer may see, the one with the most first.

    Args:
        wanted: as for the list, so that the list shows just as many.
    """
    may_narrow(wanted, viewer)
    clauses = [*wanted.clauses(today), *written_by_the_reporter(viewer, wanted.words)]
    question = listed_for(viewer, select(Incident.place_id, func.count()), today).where(*clauses)
    counted: dict[Key, dict[Key, int]] = defaultdict(dict)
    rows = session.execute(question.group_by(Incident.place_id)).all()
    now = places_now(session, viewer=viewer, today=today) if rows else {}
    for place, number in rows:
        counted[now.get(place, place)][place] = number
    names = {key: (name, order) for key, name, order in session.execute(select(Place.id, Place.name, Place.order_key))}
    found = [
        SpotCount(place, _called(names[place][0], closed=place not in now), sum(parts.values()),
                  tuple(sorted(key for key in parts if key != place)))
        for place, parts in counted.items()
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda spot: (-spot.number, names[spot.place][1])))


def _called(name: str, *, closed: bool) -> str:
    return _("{name} (ikke i bruk)").format(name=name) if closed else name
