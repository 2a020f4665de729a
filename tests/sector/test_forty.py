"""Forty units have sent their reports twice: what the command, the documents and the JSON say of everything odd."""

from __future__ import annotations

import json
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from jsonschema import Draft202012Validator

from ikdesk.cli import parse, run
from ikdesk.kernel.paths import resource
from ikdesk.kernel.signer import fingerprint
from ikdesk.sector.known_actions import read_known
from tests.paper.pdf_checker import check, texts
from tests.sector import forty
from tests.sector.made_reports import content_in, made_unit, name_of

TAKEN = [number for number in forty.FORTY if number not in forty.NOT_TAKEN]
STATES = {
    forty.TAMPERED: "changed", forty.NEW_KEY: "new_key", forty.DRAFT: "draft", forty.NEWER: "newer",
    forty.LOCKED: "locked",
}  # fmt: skip


@dataclass(frozen=True)
class Told:
    """One collection: how the command ended, what it said, and the documents it made."""

    code: int
    said: dict[str, Any]
    beside: str  # the answer
    folder: Path

    def path(self, ending: str) -> Path:
        """The document of a kind."""
        (path,) = self.folder.glob(f"*.{ending}")
        return path

    def json(self) -> Any:
        """What machines read."""
        return json.loads(self.path("json").read_text("utf-8"))

    def paper(self) -> str:
        """All that can be read in the PDF, without its line breaks."""
        return " ".join(" ".join(texts(self.path("pdf").read_bytes())).split())

    def sheet(self, name: str) -> list[dict[str, Any]]:
        """The rows of a sheet, by their headings."""
        book = openpyxl.load_workbook(self.path("xlsx"), read_only=True)
        head, *rows = book[name].iter_rows(values_only=True)
        return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def _collected(reports: Path, pins: Path, folder: Path, *more: str) -> Told:
    words = ["collect", str(reports), "--out", str(folder), "--pins", str(pins), "--sender", "Eksempel kommune",
             "--json", "--today", "2026-06-25", *more]  # fmt: skip
    with redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()) as beside:
        code = run(parse(words))
    return Told(code, json.loads(out.getvalue()), beside.getvalue(), folder)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where it is collected."""
    return tmp_path_factory.mktemp("collected")


@pytest.fixture(scope="module")
def before(forty_made: Path, place: Path) -> Told:
    """3. tertial 2025: everybody is new, and nothing is odd."""
    made = _collected(forty_made / forty.BEFORE, place / "before.json", place / "before", "--format", "xlsx")
    (place / "known.json").write_bytes((place / "before.json").read_bytes())
    return made


@pytest.fixture(scope="module")
def now(forty_made: Path, place: Path, before: Told) -> Told:
    """1. tertial 2026."""
    return _collected(forty_made / forty.NOW, place / "known.json", place / "now")


def _of(told: Told, number: int) -> Any:
    """What machines read of one unit."""
    (unit,) = [one for one in told.json()["units"] if one["name"] == made_unit(number).name]
    return unit


def test_the_first_time_everybody_is_new_and_nothing_is_wrong(before: Told, place: Path) -> None:
    assert (before.code, before.said["taken"], before.said["missing"], before.said["troubled"]) == (0, 40, 0, 0)
    assert before.json()["count"]["new"] == 40
    known = read_known(place / "before.json")
    assert {one.key for one in known.values()} == {made_unit(number).signer.key for number in forty.FORTY}


def test_what_is_odd_is_told_file_by_file_and_the_others_go_on(now: Told) -> None:
    assert now.code == 1  # not everything is in it
    assert (now.said["period"], now.said["taken"], now.said["files"]) == (forty.NOW, len(TAKEN), 41)
    assert now.said["states"] == {"taken": len(TAKEN), "same": 1, "replaced": 1, "other_reader": 1,
                                  **dict.fromkeys(STATES.values(), 1)}  # fmt: skip
    assert {one["file"]: one["state"] for one in now.said["not_taken"]} == {
        name_of(made_unit(number)): state for number, state in STATES.items()
    }
    assert all(one["said"].endswith(".") for one in now.said["not_taken"])
    for one in now.said["not_taken"]:
        assert one["said"] in now.beside
    assert now.said["missing"] == len(forty.NOT_TAKEN)
    assert set(now.said["missing_units"]) == {made_unit(number).name for number in forty.NOT_TAKEN}


def test_the_numbers_are_those_of_the_reports_that_are_in_it(now: Told) -> None:
    said = now.json()
    schema = json.loads(resource("schema/sector-1.json").read_text("utf-8"))
    assert [error.message for error in Draft202012Validator(schema).iter_errors(said)] == []
    assert [one["name"] for one in said["units"]] == sorted(
        (made_unit(number).name for number in TAKEN), key=_norwegian
    )
    sent = [json.loads(content_in(made_unit(number), **_sent(number))) for number in TAKEN]
    assert said["total"]["now"] == sum(one["total"]["now"] for one in sent)
    kinds = {row["code"]: row["now"] for row in said["tables"]["by_kind"]["rows"]}
    for code, number in kinds.items():
        rows = [row for one in sent for row in one["tables"].get("by_kind", {"rows": []})["rows"]]
        assert number == sum(row["now"] for row in rows if row["kind"] == code)
    assert sum(kinds.values()) == said["total"]["now"]
    both = [one for one in sent if one["total"]["last_year"] and "by_kind" in one["tables"]]
    assert said["compared"]["now"] == sum(one["total"]["now"] for one in both)
    waiting = sum(len(one["tables"]["for_owner"]["rows"]) for one in sent if "for_owner" in one["tables"])
    assert said["count"]["decisions"] == len(said["decisions"]) == waiting


def test_what_a_unit_hides_is_told_nowhere(now: Told) -> None:
    rows = now.sheet("Hendelser etter type per enhet")
    of_units = {row["Enhet"]: row for row in rows}
    for unit in now.json()["units"]:
        for code, number in unit["tables"]["by_kind"].items():
            assert number is None or number == 0 or number >= 3, (unit["name"], code)
        cells = list(of_units[unit["name"]].values())[2:]
        assert [None if cell == ":" else cell for cell in cells] == list(unit["tables"]["by_kind"].values())
    assert any(None in unit["tables"]["by_kind"].values() for unit in now.json()["units"])


def test_a_report_that_is_late_or_has_other_rules_is_marked_and_its_lights_are_in_no_sum(now: Told) -> None:
    said = now.json()
    assert [one["name"] for one in said["units"] if one["late"]] == [made_unit(forty.LATE).name]
    apart = [one for one in said["units"] if one["other_rules"]]
    assert [one["name"] for one in apart] == [made_unit(forty.OTHER_LIMITS).name]
    assert "95" in apart[0]["other_rules"]
    for light in said["lights"]:
        assert light["other_rules"] == 1
        assert sum(light[colour] for colour in ("green", "yellow", "red", "unused")) == len(TAKEN) - 1
    (row,) = [one for one in now.sheet("Lys") if one["Kan sammenlignes"] == "Nei"]
    assert row["Enhet"] == made_unit(forty.OTHER_LIMITS).name


def test_a_key_that_was_passed_on_is_believed_and_remembered_and_a_strange_one_is_not(now: Told, place: Path) -> None:
    known = {one.name: one for one in read_known(place / "known.json").values()}
    passed, strange = made_unit(forty.PASSED_ON), made_unit(forty.NEW_KEY)
    assert _of(now, forty.PASSED_ON)["passed_on"]
    assert (known[passed.name].key, known[passed.name].earlier) == (passed.later_signer(2).key, (passed.signer.key,))
    assert (known[strange.name].key, known[strange.name].earlier) == (strange.signer.key, ())
    said = next(one for one in now.said["not_taken"] if one["state"] == "new_key")
    assert said["fingerprint"] == fingerprint(strange.later_signer().key)
    assert said["fingerprint"] in said["said"]
    assert fingerprint(strange.signer.key) in said["said"]
    before = {one.unit: one for one in read_known(place / "before.json").values()}
    assert {unit for unit, one in before.items() if read_known(place / "known.json")[unit] != one} == {
        f"org:{passed.organisation_number}"
    }


def test_a_new_key_that_somebody_has_made_sure_of_is_taken(forty_made: Path, place: Path, now: Told) -> None:
    unit = made_unit(forty.NEW_KEY)
    pins = place / "accepted.json"
    pins.write_bytes((place / "known.json").read_bytes())
    spelt = fingerprint(unit.later_signer().key).lower().replace(" ", "")
    again = _collected(
        forty_made / forty.NOW, pins, place / "accepted", "--accept-key", spelt, "--format", "xlsx"
    )
    assert again.said["taken"] == len(TAKEN) + 1
    assert "new_key" not in again.said["states"]
    assert read_known(pins)[f"org:{unit.organisation_number}"].key == unit.later_signer().key


def test_of_two_versions_the_newest_counts_and_the_workbook_beside_a_pdf_is_the_same_report(now: Told) -> None:
    unit = _of(now, forty.TWO_VERSIONS)
    first = json.loads(content_in(made_unit(forty.TWO_VERSIONS)))["total"]["now"]
    assert (unit["version"], unit["now"]) == (2, first + 2)
    states = {one["name"]: one["state"] for one in now.json()["files"]}
    assert states[name_of(made_unit(forty.TWO_VERSIONS))] == "replaced"
    both = [states[name_of(made_unit(forty.TWICE), ending=ending)] for ending in ("pdf", "xlsx")]
    assert sorted(both) == ["same", "taken"]


def test_the_paper_names_who_is_missing_who_is_late_and_which_files_are_not_in_it(now: Told) -> None:
    assert check(now.path("pdf").read_bytes()) == []
    paper = now.paper()
    assert f"{len(TAKEN)} av 40" in paper
    for number in (forty.MISSING, forty.LATE, forty.PASSED_ON, forty.OTHER_LIMITS, *STATES):
        assert made_unit(number).name in paper, number
    assert "ingen rangering" in paper
    assert fingerprint(made_unit(forty.NEW_KEY).later_signer().key) in paper


def test_the_workbook_has_every_unit_every_file_and_every_decision(now: Told) -> None:
    said = now.json()
    assert [row["Enhet"] for row in now.sheet("Enheter")] == [one["name"] for one in said["units"]]
    assert [row["Fil"] for row in now.sheet("Filer")] == [one["name"] for one in said["files"]]
    assert len(now.sheet("Beslutninger")) == len(said["decisions"])
    assert {row["Enhet"] for row in now.sheet("Mangler")} == {made_unit(number).name for number in forty.NOT_TAKEN}
    overdue = [row["Over fristen"] == "Ja" for row in now.sheet("Beslutninger")]
    assert overdue == sorted(overdue, reverse=True)
    assert any(overdue)


def test_a_report_the_program_made_itself_is_collected_as_the_simulated_are(real_made: Path, tmp_path: Path) -> None:
    pins = tmp_path / "known.json"
    first = _collected(real_made / "2025-T3", pins, tmp_path / "first", "--format", "xlsx")
    second = _collected(real_made / "2026-T1", pins, tmp_path / "second", "--format", "xlsx")
    assert (first.code, second.code) == (0, 0)
    assert (first.said["taken"], second.said["taken"]) == (1, 1)
    assert second.said["states"] == {"taken": 1, "same": 1}  # the PDF and the workbook
    unit = second.json()["units"][0]
    assert (unit["name"], unit["now"], unit["last_year"], unit["new"]) == ("Solbakken barnehage", 19, 29, False)
    assert [one["number"] for one in second.json()["decisions"]] == [7, 16]
    assert second.json()["decisions"][0]["deadline"] == "2025-10-31"


def _norwegian(name: str) -> list[int]:
    return ["abcdefghijklmnopqrstuvwxyzæøå ".find(sign) for sign in name.casefold().replace("é", "e")]


def _sent(number: int) -> Any:
    """How a unit's report that counts is."""
    if number == forty.TWO_VERSIONS:
        return {"version": 2, "correction": 2, "made": "2026-05-20T08:00:00+00:00"}
    return {"made": forty.LATE_DAY} if number == forty.LATE else {}
