"""Somebody who saves again and again through the real actions, and says after each that it is saved.

What a saving claims is a set of facts that must hold from then on: how often something stands there, or what it says.
They are told before the saving begins, so that the one that was under way may hold as a whole, or not at all.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from random import Random
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ikdesk import data
from ikdesk.inbox_data import take_in
from ikdesk.incidents.actions import correct_incident, handle_incident, record_incident
from ikdesk.incidents.model import Correction, Incident
from ikdesk.kernel.search import SearchText
from ikdesk.kernel.viewer import Key
from ikdesk.measures.actions import add_measure
from ikdesk.measures.link_actions import link_incident
from ikdesk.measures.model import MeasureIncident
from ikdesk.safe import inbox
from ikdesk.safe.vault import public_inbox
from ikdesk.unit.exposure_actions import log_day
from ikdesk.unit.model import ExposureDay
from ikdesk.unit.queries import places
from tests.reliability.killing import READY, Tell
from tests.samples import NOON

Facts = dict[str, Any]
SAVED = "ok"
FIRST_DAY = date(2012, 1, 1)
MORNING = datetime(2026, 4, 30, 9, 0, tzinfo=UTC)


@dataclass
class Writer:
    """Saves what chance wants.

    Args:
        found: the open data.
        tell: takes each line.
        chance: what to do next.
        name: of this writer; what it writes is known by it.
        day: the first day nobody logged yet.
        hasty: says that it is saved when it is about to be; for a control that must fail.
    """

    found: data.Data
    tell: Tell
    chance: Random
    name: str
    day: int
    hasty: bool = False
    _own: list[tuple[str, Key]] = field(default_factory=list)
    _stands: Facts = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=count)
    _measure: Key | None = None

    def go_on(self, most: int = 1_000) -> None:
        """Save until somebody ends it."""
        self._place = next(place.id for place in self.found.read(places) if place.logged)
        self.tell(READY)
        self._record()
        for _number in range(most):
            self.chance.choice((self._record, self._correct, self._handle, self._link, self._log, self._seal))()

    def _save(self, facts: Facts, do: Callable[[], Any]) -> Any:
        self.tell(json.dumps(facts))
        if self.hasty:
            self.tell(SAVED)
        done = do()
        if not self.hasty:
            self.tell(SAVED)
        self._stands |= facts
        return done

    def _record(self) -> None:
        token = f"{self.name}x{next(self._numbers)}"
        values = {
            "kind": "child_injury", "occurred_on": date(2026, 2, 3), "place_id": self._place, "severity": 1,
            "story": f"{token} 0 falt", "done_at_once": "Trøstet.",
        }  # fmt: skip
        key = self._save({f"said {token}": "0", f"times {token}": 1},
                         lambda: self.found.write(record_incident, values, told_at=NOON))  # fmt: skip
        self._own.append((token, key))

    def _correct(self) -> None:
        token, key = self.chance.choice(self._own)
        number = int(self._stands.get(f"corrected {token}", 0)) + 1
        said = {"story": f"{token} {number} falt likevel"}
        self._save({f"said {token}": str(number), f"corrected {token}": number},
                   lambda: self.found.write(correct_incident, key, said, "skrevet feil"))  # fmt: skip

    def _handle(self) -> None:
        token, key = self.chance.choice(self._own)
        said = f"fulgt opp {next(self._numbers)}"
        self._save({f"handled {token}": said}, lambda: self.found.write(handle_incident, key, {"handling": said}))

    def _link(self) -> None:
        if self._measure is None:
            title = f"{self.name} gjerde"
            values = {"title": title, "origin": "immediate", "description": "Et gjerde."}
            self._measure = self.found.write(add_measure, values)
        measure = self._measure
        token, key = self.chance.choice(self._own)
        self._save({f"linked {token}": 1}, lambda: self.found.write(link_incident, measure, key))

    def _log(self) -> None:
        day = FIRST_DAY + timedelta(days=self.day)
        self.day += 1
        self._save({f"day {day}": 1}, lambda: self.found.write(log_day, self._place, day))

    def _seal(self) -> None:
        token = f"{self.name}s{next(self._numbers)}"
        note = {"kind": "report", "values": {
            "kind": "near_miss", "occurred_on": "2026-02-03", "place_id": str(self._place), "severity": 0,
            "story": f"{token} 0 nesten",
        }}  # fmt: skip
        folder, public = self.found.folder, public_inbox(self.found.keys)
        self._save({f"said {token}": "0", f"times {token}": 1}, lambda: inbox.seal(folder, public, note, at=MORNING))


def take_all_in(found: data.Data) -> int:
    """Take in what waits, as the leader who unlocks does; how many reports that were."""
    return take_in(found.folder, found.keys, found.read, found.write, None).reports


def facts_in(found: data.Data) -> Facts:
    """What holds in a unit's data now."""
    return found.database.read(lambda session: dict(_facts(session))) | _waiting(found)


def _facts(session: Session) -> Iterator[tuple[str, Any]]:
    found: dict[Key, str] = {}
    times: dict[str, int] = {}
    for row in session.execute(select(Incident.id, Incident.story, Incident.handling)):
        token, number, *_rest = row.story.split()
        found[row.id] = token
        times[token] = times.get(token, 0) + 1
        yield f"said {token}", number
        if row.handling:
            yield f"handled {token}", row.handling
    yield from ((f"times {token}", number) for token, number in times.items())
    for name, kind in (("corrected", Correction), ("linked", MeasureIncident)):
        rows = select(kind.incident_id, func.count()).group_by(kind.incident_id)
        yield from ((f"{name} {found[key]}", number) for key, number in session.execute(rows))
    days = select(ExposureDay.day, func.count()).group_by(ExposureDay.day)
    yield from ((f"day {day}", number) for day, number in session.execute(days))
    words = select(SearchText.key, SearchText.body).where(SearchText.kind == Incident.__tablename__)
    searched = {row.key: row.body for row in session.execute(words)}
    stories = session.execute(select(Incident.id, Incident.story)).all()
    if lacking := sum(story not in searched.get(key, "") for key, story in stories):
        yield "cannot be searched for", lacking


def _waiting(found: data.Data) -> Facts:
    """Reports that were sealed and wait; one that is saved may still lie there."""
    waiting: Facts = {}
    for box in inbox.opened(found.folder, found.keys).boxes:
        token, number, *_rest = str(box.payload["values"]["story"]).split()
        waiting |= {f"said {token}": number, f"times {token}": 1}
    return waiting


@dataclass(frozen=True, slots=True)
class Promised:
    """What a writer said before it ended."""

    saved: Facts  # what holds, as it was told last
    savings: int  # how many times it said so
    under_way: Facts  # what may hold besides, as a whole or not at all


def promised(lines: Sequence[str]) -> Promised:
    """What the lines of a writer promise."""
    saved: Facts = {}
    under_way: Facts = {}
    savings = 0
    for line in lines:
        if line == SAVED:
            saved |= under_way
            under_way, savings = {}, savings + 1
        else:
            under_way = json.loads(line)
    return Promised(saved, savings, under_way)


def missing(wanted: Facts, there: Facts) -> list[str]:
    """The facts that do not hold."""
    return [f"{what}: {there.get(what)} and not {value}" for what, value in wanted.items() if there.get(what) != value]
