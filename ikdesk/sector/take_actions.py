"""What the reports that are taken tell, laid out so that it can be added up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date
from typing import Any
from zlib import decompress

from sqlalchemy import insert
from sqlalchemy.orm import Session

from ikdesk.kernel.clock import norway
from ikdesk.kernel.words import sort_key
from ikdesk.sector.content_model import told_in
from ikdesk.sector.known_model import KnownUnit
from ikdesk.sector.store_model import CountRow, DecisionRow, LightRow, UnitRow
from ikdesk.sector.told_model import Three, Told


@dataclass(frozen=True, slots=True)
class Taken:
    """One report that is taken."""

    file: int
    pin: KnownUnit  # as the unit is known from now on
    new: bool
    passed_on: bool
    key: bytes  # it is signed with, 32 bytes


def take(store: Session, taken: Sequence[Taken], packed: Mapping[int, bytes], due: date) -> None:
    """Lay out what some reports tell.

    Args:
        taken: one for each unit.
        packed: what they say for machines, packed, by file.
        due: the last day a report was in time.
    """
    rows: dict[type[Any], list[dict[str, Any]]] = {UnitRow: [], LightRow: [], CountRow: [], DecisionRow: []}
    for one in taken:
        told = told_in(decompress(packed[one.file]), one.key)
        rows[UnitRow].append(_unit(one, told, due))
        rows[LightRow] += _lights(one.pin.unit, told)
        rows[CountRow] += _counts(one.pin.unit, told)
        rows[DecisionRow] += _decisions(one.pin.unit, told)
    for table, found in rows.items():
        if found:  # into the table itself: entities would be written in as many goes as there are ways to lack a number
            store.execute(insert(table.__table__), found)


def _unit(one: Taken, told: Told, due: date) -> dict[str, Any]:
    days = told.days or Three(None, None)
    return {
        "unit": one.pin.unit, "name": told.name, "sorts": sort_key(told.name),
        "organisation_number": one.pin.organisation_number, "kind": told.kind, "file": one.file, "key": told.key,
        "version": told.version, "checksum": told.checksum, "made": told.made.astimezone(UTC).replace(tzinfo=None),
        "first": told.first, "last": told.last, "whole": told.last == told.period_last,
        "late": told.made.astimezone(norway()).date() > due, "new": one.new, "passed_on": one.passed_on,
        "limits": told.limits, "least": told.least, "now": told.total.now, "last_year": told.total.last_year,
        "year": told.total.year, "days_now": days.now, "days_last_year": days.last_year, "overdue": told.overdue,
        "left_out": " ".join(told.left_out), "compares": told.compares,
    }  # fmt: skip


def _lights(unit: str, told: Told) -> Iterator[dict[str, Any]]:
    for place, light in enumerate(told.lights):
        yield {"unit": unit, "place": place, "label": light.label, "state": light.state, "text": light.text}


def _counts(unit: str, told: Told) -> Iterator[dict[str, Any]]:
    """The rows of the tables, each with its place in its own."""
    places: dict[str, int] = {}
    for count in told.counts:
        place = places[count.table] = places.get(count.table, -1) + 1
        three = count.three
        yield {
            "unit": unit, "table": count.table, "code": count.code, "place": place, "label": count.label,
            "now": three.now, "last_year": three.last_year, "year": three.year,
        }  # fmt: skip


def _decisions(unit: str, told: Told) -> Iterator[dict[str, Any]]:
    for one in told.decisions:
        yield {
            "unit": unit, "number": one.number, "title": one.title, "consequence": one.consequence,
            "since": one.since, "deadline": one.deadline,
        }  # fmt: skip
