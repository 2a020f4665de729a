"""The simulated reports are reports: they hold the published schema, add up, are signed, and stay the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pikepdf
import pytest
from jsonschema import Draft202012Validator

from ikdesk.kernel.paths import resource
from ikdesk.kernel.succession import leads, passings
from ikdesk.reader.signed_file import read_signed
from ikdesk.unit.model import org_number_holds
from tests.sector.made_counts import HIDES
from tests.sector.made_reports import Options, content_in, made_unit, tamper, write_report

SCHEMA = Draft202012Validator(json.loads(resource("schema/report-1.json").read_text("utf-8")))
MANY = range(36)  # among them new units, Nynorsk and English ones, and some without an organisation number
KINDS: tuple[Options, ...] = (
    {}, {"period": "2025-T3", "made": "2026-01-12T08:00:00+00:00"}, {"status": "draft"}, {"audience": "parents"},
    {"limits": {"handling_green": 95, "least": 5}}, {"made": "2026-03-10T12:00:00+01:00"}, {"version": 2},
    {"period": "2025", "made": "2026-01-12T08:00:00+00:00"}, {"correction": 2, "version": 2}, {"signer": None},
)  # fmt: skip


def _said(number: int, **options: Any) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(content_in(made_unit(number), **options))
    return said


@pytest.mark.parametrize("options", KINDS)
def test_every_simulated_report_holds_the_published_schema(options: Options) -> None:
    for number in MANY:
        found = [error.message for error in SCHEMA.iter_errors(_said(number, **options))]
        assert found == [], number


def test_the_numbers_of_a_simulated_report_add_up_and_the_small_ones_hide_in_pairs() -> None:
    hidden = 0
    for number in MANY:
        said = _said(number)
        for key, table in said["tables"].items():
            if not table["sum_last"]:
                continue
            *rows, last = table["rows"]
            for column in {"now", "last_year", "year"} & rows[0].keys():
                told = [row[column] for row in rows if row[column] is not None]
                untold = len(rows) - len(told)
                assert last[column] == said["total"][column]
                assert untold == 0 or (key in HIDES and untold > 1 and last[column] - sum(told) >= 6)
                assert untold or sum(told) == last[column]
                hidden += untold
    assert hidden > 50


def test_what_a_year_ago_was_this_period_is_now_last_year() -> None:
    for number in MANY:
        now, before = _said(number), _said(number, period="2025-T1", made="2025-05-06T08:00:00+00:00")
        assert now["total"]["last_year"] == before["total"]["now"]


def test_each_unit_has_a_name_a_number_and_a_key_of_its_own() -> None:
    units = [made_unit(number) for number in range(9_000)]
    assert len({unit.name for unit in units}) == len(units)
    numbers = [unit.organisation_number for unit in units if unit.organisation_number]
    assert len(set(numbers)) == len(numbers) < len(units)
    assert all(map(org_number_holds, numbers))
    assert len({unit.signer.key for unit in units[:40]}) == 40
    assert {unit.language for unit in units[:60]} == {"nb", "nn", "en"}
    assert max(len(unit.name) for unit in units) > 80


@pytest.mark.parametrize("format", ["pdf", "xlsx"])
def test_a_simulated_report_is_whole_until_a_single_byte_is_another(tmp_path: Path, format: str) -> None:  # noqa: A002
    unit = made_unit(4)
    path = write_report(unit, tmp_path, format=format)
    found = read_signed(path)
    assert (found.format, found.state, found.key) == (format, "whole", unit.signer.key)
    assert found.content == content_in(unit)
    again = write_report(unit, tmp_path, format=format, name="again")
    assert again.read_bytes() == path.read_bytes()
    tamper(path)
    assert read_signed(path).state == "changed"
    if format == "pdf":
        pikepdf.open(path).close()
    else:
        assert openpyxl.load_workbook(path).sheetnames == ["Rapport"]


def test_one_can_be_locked_unsigned_or_signed_with_a_key_that_was_passed_on(tmp_path: Path) -> None:
    unit = made_unit(2)
    locked = write_report(unit, tmp_path, password="akebakke og kakao")
    assert (read_signed(locked).state, read_signed(locked, "akebakke og kakao").state) == ("locked", "whole")
    assert read_signed(write_report(unit, tmp_path, signer=None)).state == "unsigned"
    exchanged = passings([unit.seed, unit.later_seed()])
    assert leads(unit.signer.key, unit.later_signer().key, exchanged)
    for ending in ("pdf", "xlsx"):
        path = write_report(unit, tmp_path, format=ending, signer=unit.later_signer(), passings=exchanged)
        assert (read_signed(path).state, read_signed(path).key) == ("whole", unit.later_signer().key)
        assert read_signed(path).passings == exchanged


def test_a_simulated_report_says_what_one_of_the_programs_own_says_in_the_same_shape(real_made: Path) -> None:
    (path,) = (real_made / "2026-T1").glob("*.pdf")
    real = json.loads(read_signed(path).content)
    made = [_said(number) for number in MANY]
    assert all(said.keys() == real.keys() for said in made)
    for said in made:
        assert said["unit"].keys() == real["unit"].keys()
        assert [len(said["lights"]), said["limits"]] == [len(real["lights"]), real["limits"]]
        for key, table in said["tables"].items():
            own = real["tables"][key]
            there = [column for column in own["columns"] if "last_year" not in column["key"]]
            told = [column for column in table["columns"] if "last_year" not in column["key"]]
            assert [one["key"] for one in told] == [one["key"] for one in there]
            assert [one["kind"] for one in told] == [one["kind"] for one in there]
            assert table["sum_last"] == own["sum_last"]
    full = [said for said in made if {"handling", "measures"} <= said["tables"].keys()]
    bokmal = next(said for said in full if said["language"] == real["language"])
    for key in ("handling", "measure_counts"):
        rows = [[row["what"] for row in said["tables"][key]["rows"]] for said in (bokmal, real)]
        assert rows[0] == rows[1]
    assert [light["label"] for light in bokmal["lights"]] == [light["label"] for light in real["lights"]]


def test_the_programs_own_reports_are_whole_and_of_one_unit(real_made: Path) -> None:
    found = [read_signed(path) for path in sorted(real_made.glob("20*/*"))]
    assert [one.state for one in found] == ["whole"] * 4
    assert len({one.key for one in found}) == 1
    assert {json.loads(one.content)["period"]["code"] for one in found} == {"2025-T3", "2026-T1"}
