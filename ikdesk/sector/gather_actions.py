"""Reports of many units, looked into one at a time and laid in the store: which are believed, and which are taken.

Nothing of a file is kept in memory when the next is opened. Which period it is, and whose a report is, can only be said
when all are looked into; then it is the store that is asked, not the files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from zlib import compress

from sqlalchemy import ColumnElement, insert, select, update
from sqlalchemy.orm import Session

from ikdesk.kernel.tertial import parse_period
from ikdesk.sector import said_model as say
from ikdesk.sector.claim_queries import (
    keys_after,
    newest_period,
    owners_after,
    packed_of,
    periods_put_aside,
    wanted_here,
)
from ikdesk.sector.expect_actions import expect
from ikdesk.sector.known_model import Known, folded, one_line
from ikdesk.sector.look_actions import files_in, looked
from ikdesk.sector.store_model import FileRow, ReportRow, Store
from ikdesk.sector.take_actions import Taken, take
from ikdesk.sector.trust_model import Pins
from ikdesk.sector.wanted_model import Gathered, Looked, Tick, Wanted

_BATCH = 100  # files that are written at a time
_LEVEL = 1  # of packing: it is read once, and soon


def gather(store: Store, wanted: Wanted, known: Known, *, tick: Tick) -> Gathered:
    """Look into all the files, and lay out in the store what came of each, and what the reports that are taken tell.

    Args:
        store: empty.
        wanted: which reports.
        known: the units that were known before; it is left as it is.
        tick: told how many files of how many are looked into; may raise Cancelled.

    Raises:
        Problem: the period that is wanted makes no sense, or the disk said no.
    """
    asked = parse_period(wanted.period).code if wanted.period else ""
    files, batch = files_in(wanted.files), _Batch(store)
    for at, path in enumerate(files, 1):
        tick(at - 1, len(files))
        batch.add(at, looked(Path(path), wanted))
    batch.write()
    period = asked or store.read(newest_period, wanted)
    pins = Pins(known, wanted.accepted, wanted.today)
    if period:
        store.write(_put_aside, period)
        _find_owners(store, wanted, period, pins)
        _judge(store, wanted, period, pins)
        expect(store, wanted, parse_period(period), pins.units)
    tick(len(files), len(files))
    return Gathered(period, pins.units)


@dataclass(slots=True)
class _Batch:
    """Files that are looked into and not written yet."""

    store: Store
    files: list[dict[str, Any]] = field(default_factory=list)
    reports: list[dict[str, Any]] = field(default_factory=list)

    def add(self, at: int, found: Looked) -> None:
        """One more.

        Args:
            at: from 1, in the order they came.
            found: when it was looked into.
        """
        told = found.told
        self.files.append({
            "id": at, "name": one_line(found.path.name), "state": found.state, "said": one_line(found.said, 1000),
            "unit": told.unit if told else "", "unit_name": told.name if told else "",
            "period": told.period if told else "", "key": found.key,
        })  # fmt: skip
        if told:
            self.reports.append({
                "file": at, "unit": told.unit, "owner": told.unit, "name": told.name, "folded": folded(told.name),
                "organisation_number": told.organisation_number, "kind": told.kind, "period": told.period,
                "period_last": told.period_last, "audience": told.audience, "status": told.status,
                "version": told.version, "checksum": told.checksum, "key": told.key, "passings": found.passings,
                "packed": compress(found.content, _LEVEL),
            })  # fmt: skip
        if len(self.files) >= _BATCH:
            self.write()

    def write(self) -> None:
        """Lay them in the store."""
        self.store.write(_lay, self.files, self.reports)
        self.files, self.reports = [], []


def _lay(store: Session, files: Sequence[dict[str, Any]], reports: Sequence[dict[str, Any]]) -> None:
    for table, rows in ((FileRow, files), (ReportRow, reports)):
        if rows:
            store.execute(insert(table), rows)


def _put_aside(store: Session, period: str) -> None:
    """What is for another period, is not asked for whom it is, and whether it is delivered."""
    for code in periods_put_aside(store, period):
        state, said = say.for_another_period(parse_period(code))
        those = select(ReportRow.file).where(ReportRow.period == code)
        store.execute(update(FileRow).where(FileRow.id.in_(those)).values(state=state, said=said))


def _find_owners(store: Store, wanted: Wanted, period: str, pins: Pins) -> None:
    """Say whose a report is where it is not the unit it names: the key tells otherwise."""
    those = wanted_here(wanted, period)
    last = b""
    while claims := store.read(keys_after, wanted, period, last):
        for key, found in claims.items():
            owners = pins.owners(found)
            others = {unit: owner for unit, owner in owners.items() if unit != owner}
            if others:
                store.write(_own_others, those, key, others)
            last = key


def _own_others(store: Session, those: Sequence[ColumnElement[bool]], key: bytes, owners: Mapping[str, str]) -> None:
    state, said = say.others_key()
    for unit, owner in owners.items():
        same = (*those, ReportRow.key == key, ReportRow.unit == unit)
        store.execute(update(ReportRow).where(*same).values(owner=owner))
        if not owner:
            files = select(ReportRow.file).where(*same)
            store.execute(update(FileRow).where(FileRow.id.in_(files)).values(state=state, said=said))


def _judge(store: Store, wanted: Wanted, period: str, pins: Pins) -> None:
    """Say of every report whether it is taken, and lay out what those that are tell."""
    due = wanted.in_time(parse_period(period))
    last = ""
    while claims := store.read(owners_after, wanted, period, last):
        judged: list[dict[str, Any]] = []
        taken: list[Taken] = []
        for last, found in claims.items():
            verdict = pins.judge(last, found)
            judged += [{"id": one.file, "state": one.state, "said": one.said, "unit": last} for one in verdict.judged]
            if verdict.taken is not None and verdict.pin is not None:
                pins.keep(verdict.pin)
                taken.append(Taken(verdict.taken.file, verdict.pin, verdict.new, verdict.passed_on, verdict.taken.key))
        store.write(_write_down, judged, taken, due)


def _write_down(store: Session, judged: Sequence[dict[str, Any]], taken: Sequence[Taken], due: date) -> None:
    store.execute(update(FileRow), judged)
    if taken:
        take(store, taken, packed_of(store, [one.file for one in taken]), due)
