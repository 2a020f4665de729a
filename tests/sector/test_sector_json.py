"""What the documents for the sector say for machines: valid, whole, and nothing that is not told."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from ikdesk.kernel.paths import resource
from ikdesk.sector.facts_queries import lists, sector_facts
from ikdesk.sector.json_sections import write_json_summary, write_summary
from ikdesk.sector.rules_model import STANDARD_RULES
from ikdesk.sector.store_model import Store
from ikdesk.sector.wanted_model import FileState
from ikdesk.sector_data import open_store
from tests.sector.laid_out import PERIOD, WANTED, WHEN, Unit, decision, kinds, lay, lay_file

SCHEMA = json.loads(resource("schema/sector-1.json").read_text("utf-8"))


def valid(said: Any) -> None:
    jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker()).validate(said)


def summary(store: Store) -> dict[str, Any]:
    facts = sector_facts(store, WANTED, PERIOD, WHEN)
    out = io.StringIO()
    write_summary(facts, lists(store, facts), out)
    said: dict[str, Any] = json.loads(out.getvalue())
    return said


def oddities(store: Store) -> None:
    """Every kind of unit, file and table at once."""
    several = [kinds(f"Enhet {at}", 9 + at, 4 - at % 5, 3, at % 3, late=at == 1, new=at == 2) for at in range(8)]
    lay(store, [
        *several, Unit("Uten hendelser"), Unit("Uten tabeller", now=6), kinds("Ny", 3, compares=False, passed_on=True),
        kinds("Uferdig «på»\u2028Ås", 5, 1, whole=False, overdue=None),
        kinds("Streng", 8, 5, 9, 6, least=5, limits=STANDARD_RULES.replace("28", "14")),
        Unit("Skjuler", {"by_kind": {"child_injury": (None, 2), "near_miss": (None, 1)}}, now=9),
        kinds("Venter", 4, decisions=[decision(1, WHEN.date().replace(year=2025)), decision(2)]),
    ], ["Enhet 0", "Borte", "Endret"])  # fmt: skip
    for at, state in enumerate(FileState):
        lay_file(store, f"{at}.pdf", state, "Endret" if state is FileState.CHANGED else "", "Si fra. \"Nå\"\n")


def test_it_is_valid_with_every_oddity() -> None:
    with open_store() as store:
        oddities(store)
        said = summary(store)
    valid(said)
    assert len(said["units"]) == said["count"]["units"] == 15
    assert [one["said"] for one in said["missing_units"]] == ["", "Endret etter at den ble signert"]
    assert {one["state"] for one in said["files"]} == {state.code for state in FileState}
    assert [one["overdue"] for one in said["decisions"]] == [True, False]
    assert [one["name"] for one in said["units"] if one["other_rules"]] == ["Streng"]


def test_it_is_valid_with_nothing_at_all() -> None:
    with open_store() as store:
        said = summary(store)
    valid(said)
    assert (said["units"], said["tables"], said["per_unit"]) == ([], {}, {})


def test_each_number_that_is_null_is_named_and_no_other() -> None:
    with open_store() as store:
        oddities(store)
        said = summary(store)
    null = {
        (at, key, code) for at, unit in enumerate(said["units"])
        for key, cells in unit["tables"].items() for code, cell in cells.items() if cell is None
    }  # fmt: skip
    assert null == {(one["unit"], one["table"], one["code"]) for one in said["hidden"]}
    assert null
    assert all(said["units"][one["unit"]]["name"] == one["name"] for one in said["hidden"])
    assert all(cell is None or cell == 0 or cell >= said["least"]
               for unit in said["units"] for cells in unit["tables"].values() for cell in cells.values())  # fmt: skip


def test_it_lies_in_a_file_in_utf_8(tmp_path: Path) -> None:
    with open_store() as store:
        lay(store, [kinds(name, 9, 5, 4) for name in ("Ærfuglen", "Øya", "Ås", "Šuoš")])
        facts = sector_facts(store, WANTED, PERIOD, WHEN)
        write_json_summary(facts, lists(store, facts), tmp_path / "samlet.json")
    written = (tmp_path / "samlet.json").read_text("utf-8")
    valid(json.loads(written))
    assert '"Ærfuglen"' in written
    assert [one["name"] for one in json.loads(written)["units"]] == ["Šuoš", "Ærfuglen", "Øya", "Ås"]


@pytest.mark.parametrize("change", [
    {"surplus": 1}, {"least": 2}, {"schema": "urn:ikdesk:schema:sector:2"}, {"count": {}}, {"made": 3},
])  # fmt: skip
def test_the_schema_refuses_what_is_no_summary(change: dict[str, Any]) -> None:
    with open_store() as store:
        said = summary(store)
    with pytest.raises(jsonschema.ValidationError):
        valid({**said, **change})
