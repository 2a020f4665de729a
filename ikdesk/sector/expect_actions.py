"""Who a report is waited for from: those who were received from before, and those somebody wrote down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from ikdesk.kernel.tertial import Period
from ikdesk.kernel.words import sort_key
from ikdesk.sector.known_model import Known, KnownUnit, folded, identity
from ikdesk.sector.store_model import ExpectedRow, Store, UnitRow
from ikdesk.sector.wanted_model import Wanted

_BATCH = 500  # rows that are written at a time


def expect(store: Store, wanted: Wanted, period: Period, known: Known) -> None:
    """Lay out who a report is waited for from; those who have sent one stand there, too.

    Args:
        store: with the units whose reports are taken.
        wanted: with the units somebody wrote down.
        period: that is collected.
        known: the units that are known, those who are new among them.
    """
    came = store.read(_came)
    listed = _listed(wanted.expected, known, came)
    batch: list[dict[str, Any]] = []
    for row in _rows(period, known, came, listed):
        batch.append(row)
        if len(batch) == _BATCH:
            store.write(_lay, batch)
            batch = []
    if batch:
        store.write(_lay, batch)


def _came(store: Session) -> frozenset[str]:
    return frozenset(store.execute(select(UnitRow.unit)).scalars())


def _lay(store: Session, rows: Sequence[dict[str, Any]]) -> None:
    store.execute(insert(ExpectedRow), rows)


def _listed(expected: Sequence[tuple[str, str]], known: Known, came: frozenset[str]) -> Mapping[str, tuple[str, str]]:
    """Those somebody wrote down, by what they are known by."""
    called: dict[str, list[KnownUnit]] = {}
    for one in known.values() if expected else ():
        called.setdefault(folded(one.name), []).append(one)
    found: dict[str, tuple[str, str]] = {}
    for number, name in expected:
        units = _meant(number, name, known, called)
        found |= dict.fromkeys([one for one in units if one in came] or units, (number, name))
    return found


def _meant(number: str, name: str, known: Known, called: Mapping[str, Sequence[KnownUnit]]) -> list[str]:
    """Which units somebody meant: who writes a list seldom knows every number.

    A unit without a number in the list is any that is called so; one with a number may have sent a report without.
    """
    unit = identity(name, number)
    if unit in known:
        return [unit]
    alike = [one.unit for one in called.get(folded(name), ()) if not number or not one.organisation_number]
    return alike or [unit]


def _rows(
    period: Period, known: Known, came: frozenset[str], listed: Mapping[str, tuple[str, str]]
) -> Iterator[dict[str, Any]]:
    for unit, one in known.items():
        waited = one.expected_until is None or one.expected_until >= period.last
        if waited or unit in came or unit in listed:
            yield _row(unit, one.name, one.organisation_number, listed=unit in listed)
    for unit, (number, name) in listed.items():
        if unit not in known:
            yield _row(unit, name or number, number, listed=True)


def _row(unit: str, name: str, number: str, *, listed: bool) -> dict[str, Any]:
    return {"unit": unit, "name": name, "sorts": sort_key(name), "organisation_number": number, "listed": listed}
