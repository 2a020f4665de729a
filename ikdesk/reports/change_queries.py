"""What is other today than in the reports that were delivered: the numbers, and the incidents behind them.

It is reckoned from what became of the incidents one may see since a report was kept, not by counting once more:
somebody who may not see an incident, must not learn of it from a number that is not theirs.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from ikdesk.incidents.model import STAFF_KINDS, Correction, Incident, Status
from ikdesk.incidents.queries import seen_by
from ikdesk.kernel import chain
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.history import Altered, Change, readable
from ikdesk.kernel.tertial import Period, period_of_dates
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.reports.audience_model import PROFILES, Audience
from ikdesk.reports.facts_model import MERGED, Changed, Shown, Sums
from ikdesk.reports.sum_queries import upward
from ikdesk.reports.version_model import ReportVersion
from ikdesk.unit.model import Place

COUNTED = ("kind", "severity", "place", "mechanism", "activity", "routine_status")
_LOOKED_AT = (*(name for name in COUNTED if name != "place"), "place_id", "occurred_on", "status", "restricted")
_NOT_COUNTED = {Status.WITHDRAWN.code, Status.UNCONFIRMED.code}
_SO_LONG = 400  # days: what was corrected in reports that are older is not told in new ones
Snapshot = Mapping[str, Any]  # what an incident says, as history has it


@dataclass(frozen=True)
class _Incident:
    """An incident that was made or changed, and what it said before."""

    now: Snapshot
    changes: tuple[tuple[int, Altered | None], ...]  # the number of each in history, oldest first

    def at(self, number: int) -> Snapshot | None:
        """What it said just after a number in history; None where it was not there yet."""
        said = dict(self.now)
        for at, what in reversed(self.changes):
            if at > number:
                said |= {name: values[0] for name, values in (what or {}).items() if name in said}
        return None if said["status"] is None else said

    @cached_property
    def days(self) -> frozenset[str]:
        """All days it was ever said to have happened on, as far as can be read."""
        before = {str((what or {}).get("occurred_on", [self.now["occurred_on"]])[0]) for _at, what in self.changes}
        return frozenset({str(self.now["occurred_on"]), *before})

    @cached_property
    def known(self) -> bool:
        """Whether what it said before can still be read."""
        return all(what is not None for _at, what in self.changes)


@dataclass(frozen=True, slots=True)
class _Counting:
    """What is counted of an incident in one delivered report."""

    version: ReportVersion
    kept: int  # the number in history of its being kept
    lists: Codebook
    standards: Mapping[str, str]  # of places, by their key
    first: str  # of the days that were counted, as ISO 8601 has them
    last: str

    def of(self, said: Snapshot | None) -> Counter[str]:
        """What an incident adds to the numbers of the report, by what it says."""
        if said is None or said["status"] in _NOT_COUNTED or not self._in_register(said):
            return Counter()
        if not self.first <= said["occurred_on"] <= self.last:
            return Counter()
        codes = {name: said.get(name) for name in COUNTED}
        kind = str(said["kind"])
        codes["kind"] = kind if kind in self.lists.lists["event_type"] else MERGED
        codes["place"] = self.standards.get(str(said["place_id"]), "")
        return Counter(["total", *(_what(name, code) for name, code in codes.items())])

    def _in_register(self, said: Snapshot) -> bool:
        whole = "staff" not in PROFILES[self.version.audience].parts
        return whole or (said["kind"] in STAFF_KINDS and not said["restricted"])


def numbers_of(sums: Sums) -> dict[str, Shown]:
    """The numbers that a delivered report is held against later: "total", "by_kind:child_injury" …

    Args:
        sums: of the days that are counted, with nothing hidden.
    """
    codes = ((name, code, number) for name in COUNTED for code, number in sums.by[name].items())
    return {"total": sums.total, **{_what(name, code): number for name, code, number in codes}}


def changes_since(session: Session, key: Key, *, viewer: Viewer, today: date) -> Changed | None:
    """What has become other since a report was delivered; None where nothing has, so far as one may know.

    Args:
        key: the report.
    """
    viewer.may(Right.EXPORT)
    version = session.scalar(select(ReportVersion).where(ReportVersion.id == key))
    return None if version is None else _changed(session, [version], viewer=viewer, today=today).get(key)


def changed_reports(
    session: Session, period: str = "", audience: Audience | None = None, *, viewer: Viewer, today: date
) -> dict[Key, Changed]:
    """The delivered reports whose numbers are others today, of the newest version of each.

    Args:
        period: the code of a period; empty: of all.
        audience: for whom; None: for anybody.
    """
    viewer.may(Right.EXPORT)
    return _changed(session, _newest(session, period, audience), viewer=viewer, today=today)


def corrections(
    session: Session, period: Period, audience: Audience, *, viewer: Viewer, today: date
) -> tuple[Changed, ...]:
    """What was corrected of what a recipient was told before, since they were told something last; not protected.

    Args:
        period: of the report that will tell it; reports that ended long before it are not told of.
        audience: who the report is for.
    """
    viewer.may(Right.EXPORT)
    found = [
        one for one in _newest(session, "", audience)
        if (period.first - one.last).days <= _SO_LONG and one.first <= period.last
    ]  # fmt: skip
    changed = _changed(session, found, viewer=viewer, today=today, late=True)
    return tuple(changed[one.id] for one in sorted(found, key=lambda one: one.first) if one.id in changed)


def told_otherwise(session: Session, key: Key, *, viewer: Viewer, today: date) -> frozenset[Key]:
    """The delivered reports that an incident stands in otherwise than it is now, or is missing from.

    Args:
        key: the incident.
    """
    viewer.may(Right.EXPORT)
    countings = _countings(session, _newest(session, "", None), viewer=viewer, today=today)
    incidents = _incidents(session, countings, viewer=viewer, today=today, only=key)
    return frozenset(
        counting.version.id for counting in countings
        if any(_delta(one, counting, counting.kept) for one in incidents)
    )  # fmt: skip


def _changed(
    session: Session, found: Sequence[ReportVersion], *, viewer: Viewer, today: date, late: bool = False
) -> dict[Key, Changed]:
    """What is other today than in reports, by report.

    Args:
        session: asked.
        found: the reports.
        viewer: who asks.
        today: the day it is.
        late: only what became other after the last of them was kept, and what it was then.
    """
    countings = _countings(session, found, viewer=viewer, today=today)
    incidents = _incidents(session, countings, viewer=viewer, today=today)
    since = max((one.kept for one in countings), default=0) if late else 0
    changed: dict[Key, Changed] = {}
    for counting in countings:
        version, whole, after = counting.version, Counter[str](), Counter[str]()
        for one in incidents:
            delta = _delta(one, counting, counting.kept)
            _add(whole, delta)
            _add(after, delta if since <= counting.kept else _delta(one, counting, since))
        numbers = json.loads(version.kept)["numbers"]
        lines = [
            (what, numbers.get(what, 0) + whole[what] - after[what], numbers.get(what, 0) + whole[what])
            for what in sorted(after, key=_order) if after[what]
        ]  # fmt: skip
        if lines:
            period = period_of_dates(version.first, version.last, version.period)
            changed[version.id] = Changed(period, version.edition, version.delivered_on, tuple(lines))
    return changed


def _delta(one: _Incident, counting: _Counting, number: int) -> Counter[str]:
    """What became other in the numbers of a report after a number in history, because of an incident."""
    if not one.known or not any(counting.first <= day <= counting.last for day in one.days):
        return Counter()
    after, before = counting.of(one.now), counting.of(one.at(number))
    delta = Counter(after)
    delta.subtract(before)
    return Counter({what: number for what, number in delta.items() if number})


def _add(sums: Counter[str], more: Counter[str]) -> None:
    for what, number in more.items():  # Counter's own + takes out what is below nought
        sums[what] += number


def _incidents(
    session: Session, countings: Sequence[_Counting], *, viewer: Viewer, today: date, only: Key | None = None
) -> list[_Incident]:
    """The incidents one may see that were made or changed after the first of some reports was kept."""
    if not countings:
        return []
    columns = [getattr(Incident, name) for name in _LOOKED_AT]
    asked = select(Change, *columns).join(Incident, Incident.id == Change.key).where(
        Change.kind == Incident.__tablename__, _later(countings), *([] if only is None else [Incident.id == only])
    ).order_by(Change.seq)  # fmt: skip
    rows = session.execute(seen_by(viewer, asked, today)).all()
    now: dict[Key, Snapshot] = {}
    altered: dict[Key, list[tuple[int, Altered | None]]] = {}
    for (_change, *values), change in zip(rows, readable(session, [row[0] for row in rows]), strict=True):
        if change.key not in now:
            now[change.key] = {name: chain.plain(one) for name, one in zip(_LOOKED_AT, values, strict=True)}
        altered.setdefault(change.key, []).append((change.seq, change.what))
    return [_Incident(said, tuple(altered[key])) for key, said in now.items()]


def _later(countings: Sequence[_Counting]) -> ColumnElement[bool]:
    """That something came after a report was kept, about an incident of its days; or of whatever days it was moved."""
    kept: dict[tuple[date, date], int] = {}
    for one in countings:
        days = one.version.first, one.version.last
        kept[days] = min(one.kept, kept.get(days, one.kept))
    moved = select(Correction.incident_id).where(Correction.attribute == "occurred_on")
    inside = [and_(Change.seq > number, Incident.occurred_on.between(*days)) for days, number in kept.items()]
    return and_(Change.seq > min(kept.values()), or_(*inside, Incident.id.in_(moved)))


def _countings(
    session: Session, found: Sequence[ReportVersion], *, viewer: Viewer, today: date
) -> list[_Counting]:
    if not found:
        return []
    standards = {str(key): standard for key, standard in session.execute(select(Place.id, Place.standard))}
    lists: dict[Audience, Codebook] = {}
    for version in found:
        if version.audience not in lists:
            lists[version.audience] = upward(session, version.audience, viewer=viewer, today=today)
    kept = _kept(session, found)
    return [
        _Counting(
            version, kept[version.id], lists[version.audience], standards, version.first.isoformat(),
            version.last.isoformat(),
        )
        for version in found
    ]  # fmt: skip


def _kept(session: Session, found: Sequence[ReportVersion]) -> dict[Key, int]:
    """The number in history of each report's being kept: whatever has a higher one, came later."""
    asked = select(Change.key, func.min(Change.seq)).where(
        Change.kind == ReportVersion.__tablename__, Change.key.in_([one.id for one in found])
    )
    known = {key: int(seq) for key, seq in session.execute(asked.group_by(Change.key))}
    return {one.id: known.get(one.id, sys.maxsize) for one in found}  # nothing is later than what nobody knows


def _newest(session: Session, period: str, audience: Audience | None) -> list[ReportVersion]:
    """The newest version of each delivered report, the one that was delivered last first."""
    asked = select(ReportVersion).where(ReportVersion.withdrawn_at.is_(None))
    if period:
        asked = asked.where(ReportVersion.period == period)
    if audience is not None:
        asked = asked.where(ReportVersion.audience == audience)
    found: dict[tuple[str, Audience], ReportVersion] = {}
    for one in session.scalars(asked.order_by(ReportVersion.edition)):
        found[one.period, one.audience] = one
    return sorted(found.values(), key=lambda one: (one.delivered_at, one.id), reverse=True)


def _what(name: str, code: Any) -> str:
    return f"by_{name}:{'' if code is None else code}"


def _order(what: str) -> tuple[int, str]:
    name = what.partition(":")[0].removeprefix("by_")
    return (COUNTED.index(name) + 1 if name in COUNTED else 0, what)
