"""A number that is not told is nowhere: whatever it is, every file of the report is the same, byte for byte.

Two units differ only in events that trade places between lines that are hidden; all that is told of them is the same.
Then the files must be the same too, in every byte: nobody can find what they do not depend on.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pytest

from ikdesk.kernel.database import Database
from ikdesk.kernel.signer import Signer
from ikdesk.kernel.tertial import parse_period
from ikdesk.paper.saving import never_mind
from ikdesk.reports.audience_model import Audience
from ikdesk.reports.delivery_model import Delivered, Ready, Wanted
from ikdesk.reports.delivery_writing import draw_delivery
from ikdesk.reports.report_queries import Report, report_of
from tests.conftest import _over
from tests.engines import in_memory
from tests.reports.small_log import take_in_small
from tests.samples import LEADER, TODAY

SIGNER = Signer(b"solbakken-barnehage-solbakken-ba")
WHEN = datetime(2026, 4, 30, 12, tzinfo=UTC)
_PLACE = "place_id = (SELECT id FROM place WHERE standard = '{}' ORDER BY id LIMIT 1)"
_DEPARTMENT = "department_id = (SELECT id FROM department WHERE name = '{}')"
# one of the events of the first sort becomes one of the second: there are two of the first and one of the second
MOVED = {
    "place": (_PLACE.format("swing"), _PLACE.format("slide")),
    "mechanism": ("mechanism = 'crush'", "mechanism = 'cut_bite_sting'"),
    "activity": ("activity = 'meal'", "activity = 'outing'"),
    "grade": ("severity = 2", "severity = 3"),
    "kind": ("kind = 'hazard'", "kind = 'food_hygiene'"),
    "treatment": ("treatment = '[\"doctor\"]'", "treatment = '[\"dentist\"]'"),
    "department": (_DEPARTMENT.format("Blå"), _DEPARTMENT.format("Grønn")),
    "near miss to the cloakroom": (f"kind = 'near_miss' AND {_PLACE.format('playroom')}", _PLACE.format("cloakroom")),
    "threat to the playroom": (f"kind = 'violence_threat' AND {_PLACE.format('cloakroom')}", _PLACE.format("playroom")),
    "staff": (f"kind = 'staff_injury' AND {_PLACE.format('staff_room')}", _PLACE.format("kitchen_dining")),
}  # fmt: skip
_UPWARD = ("treatment", "department", "near miss to the cloakroom", "threat to the playroom")
TRADES = {
    Audience.MUNICIPALITY: _UPWARD, Audience.OWNER: _UPWARD, Audience.SAFETY: ("staff",),
    Audience.PARENTS: ("place", "mechanism", "activity", "grade", "kind", "treatment"),
}  # fmt: skip
OF = pytest.mark.parametrize("audience", list(TRADES), ids=lambda one: one.code)
Worlds = Callable[[Audience | None], Database]


@pytest.fixture(scope="module")
def worlds(ready_made: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worlds]:
    """The unit with small numbers, and for each recipient another one that nobody can tell from it."""
    made: list[Database] = []

    @cache
    def world(audience: Audience | None) -> Database:
        connection = in_memory()
        if audience is None:
            ready_made.backup(connection)
        else:
            with world(None).raw() as there:
                there.backup(connection)
        database = _over(connection)
        made.append(database)
        if audience is None:
            take_in_small(database, tmp_path_factory.mktemp("small"))
        for trade in TRADES.get(audience, ()) if audience else ():
            _trade(database, *MOVED[trade])
        return database

    yield world
    for database in made:
        database.close()


def _trade(database: Database, one: str, other: str) -> None:
    with database.raw() as connection:
        found = f"SELECT id FROM incident WHERE {one} AND occurred_on >= '2026-01-01' ORDER BY number LIMIT 1"
        assert connection.execute(f"UPDATE incident SET {other} WHERE id = ({found})").rowcount == 1


def _report(database: Database, audience: Audience) -> Report:
    report: Report = database.read(report_of, parse_period("2026-T1"), audience, viewer=LEADER, today=TODAY)
    return report


def _drawn(report: Report, audience: Audience) -> Delivered:
    wanted = Wanted(
        parse_period("2026-T1"), audience, to="Kommunalsjefen", email="oppvekst@kommune.example", mail=True
    )  # fmt: skip
    facts = replace(report.facts, delivered_to=wanted.to)
    return draw_delivery(Ready(facts, "nb", {}), wanted, signer=SIGNER, when=WHEN, tick=never_mind)


def _first_difference(one: Any, other: Any, path: str = "") -> str:
    """Where two contents part, for whoever must mend it."""
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        return next((said for key in one if (said := _first_difference(one[key], other[key], f"{path}/{key}"))), "")
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        pairs = enumerate(zip(one, other, strict=True))
        return next((said for at, pair in pairs if (said := _first_difference(*pair, f"{path}/{at}"))), "")
    return "" if one == other else f"{path}: {one} | {other}"


@OF
def test_a_number_that_is_not_told_is_in_no_byte_of_any_file(worlds: Worlds, audience: Audience) -> None:
    one, other = _report(worlds(None), audience), _report(worlds(audience), audience)
    hidden = [{(cell.table, cell.row, cell.column): cell.number for cell in report.protection.cells}
              for report in (one, other)]  # fmt: skip
    assert hidden[0].keys() == hidden[1].keys(), sorted(hidden[0].keys() ^ hidden[1].keys())
    assert hidden[0] != hidden[1], "nothing traded places"
    assert one.facts == other.facts
    drawn = [_drawn(report, audience) for report in (one, other)]
    assert _first_difference(*(json.loads(version.content) for version in drawn)) == ""
    assert [file.format for file in drawn[0].files] == ["pdf", "xlsx", "eml"]
    for mine, theirs in zip(drawn[0].files, drawn[1].files, strict=True):
        assert (mine.name, mine.data) == (theirs.name, theirs.data), mine.format


@OF
def test_what_traded_places_was_hidden_in_every_table_it_stands_in(worlds: Worlds, audience: Audience) -> None:
    one, other = _report(worlds(None), audience), _report(worlds(audience), audience)
    traded = [
        (mine.table, mine.row, mine.column)
        for mine, theirs in zip(one.protection.cells, other.protection.cells, strict=True)
        if mine.number != theirs.number
    ]
    assert len(traded) >= 2 * len(TRADES[audience])
    for cell in one.protection.cells:
        assert cell.low < (cell.high if cell.high is not None else cell.low + 1), cell
