"""The code lists that IKdesk ships are whole, and no word in them can mean two things."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from typing import Any

import pytest

from ikdesk.kernel.codes import shipped_codebook, shipped_list
from ikdesk.kernel.paths import resource

LISTS = sorted(path.stem for path in resource("codes").glob("*.json"))
EXPECTED = {
    "activity", "body_part", "cause", "conditions", "event_tile", "event_type", "injury_kind", "measure_kind",
    "measure_origin", "mechanism", "notified", "place_kindergarten", "place_school", "routine_status", "severity",
    "side", "status", "supervision", "treatment",
}  # fmt: skip


def rows_of(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(resource(f"codes/{name}.json").read_text("utf-8"))["codes"]
    return rows


def words_of(row: dict[str, Any]) -> set[str]:
    """Everything that import takes to mean this code."""
    also = str(row.get("also", "")).split(";")
    return {str(word).strip().casefold() for word in (row["code"], row["nb"], row["nn"], row["en"], *also)} - {""}


def test_every_list_of_the_specification_is_there() -> None:
    assert set(LISTS) >= EXPECTED


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_whole(name: str) -> None:
    content = json.loads(resource(f"codes/{name}.json").read_text("utf-8"))
    assert content["list"] == name
    assert all(content["title"][tongue].strip() for tongue in ("nb", "nn", "en"))
    codes = [row["code"] for row in content["codes"]]
    assert len(codes) == len(set(codes))
    for row in content["codes"]:
        assert re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)*", row["code"])
        assert isinstance(row["core"], bool)
        assert all(row[tongue] == row[tongue].strip() != "" for tongue in ("nb", "nn", "en"))
        assert all(isinstance(value, str) and value for key, value in row.items() if key != "core")


@pytest.mark.parametrize("name", LISTS)
def test_no_word_means_two_codes(name: str) -> None:
    meaning: dict[str, set[str]] = defaultdict(set)
    for row in rows_of(name):
        for word in words_of(row):
            meaning[word].add(row["code"])
    assert {word: codes for word, codes in meaning.items() if len(codes) > 1} == {}


@pytest.mark.parametrize("name", LISTS)
def test_synonyms_are_written_as_import_compares_them(name: str) -> None:
    for row in rows_of(name):
        also = [word.strip() for word in str(row.get("also", "")).split(";") if word.strip()]
        assert also == [word.casefold() for word in also]
        assert len(also) == len(set(also)), row["code"]


@pytest.mark.parametrize("name", LISTS)
def test_the_kernel_reads_the_list(name: str) -> None:
    entries = shipped_list(name)
    assert [entry.code for entry in entries] == [row["code"] for row in rows_of(name)]
    assert all(shipped_codebook().label(name, entry.code) == entry.labels["nb"] for entry in entries)


def test_every_type_of_event_has_a_tile_and_a_register() -> None:
    tiles = {entry.code for entry in shipped_list("event_tile")}
    for entry in shipped_list("event_type"):
        assert entry.more["tile"] in tiles
        assert entry.more["register"] in {"child", "staff"}
    assert {entry.more["tile"] for entry in shipped_list("event_type")} == tiles


def test_the_types_that_point_at_persons_are_merged_before_they_go_upward() -> None:
    merged = {entry.code for entry in shipped_list("event_type") if entry.more.get("upward") == "other"}
    assert merged == {
        "staff_injury", "violence_threat", "environment_42", "staff_violation_43", "physical_intervention",
    }  # fmt: skip


def test_every_tile_has_an_icon() -> None:
    assert all(entry.more["icon"] for entry in shipped_list("event_tile"))


def test_every_place_is_outdoors_indoors_or_off_site() -> None:
    for name in ("place_kindergarten", "place_school"):
        assert {entry.more["group"] for entry in shipped_list(name)} == {"outdoor", "indoor", "off_site", "any"}


def test_the_sledding_hill_has_a_winter_and_is_counted_in_days_of_sledding() -> None:
    hills = [entry for name in ("place_kindergarten", "place_school") for entry in shipped_list(name)
             if entry.code == "sledding_hill"]  # fmt: skip
    assert [(hill.more["season"], hill.more["exposure_nb"]) for hill in hills] == [("winter", "akedag")] * 2


def test_severity_has_the_five_grades_with_their_anchors() -> None:
    grades = shipped_list("severity")
    assert [grade.code for grade in grades] == ["0", "1", "2", "3", "4"]
    assert all(grade.more[f"anchor_{tongue}"] for grade in grades for tongue in ("nb", "nn", "en"))


def test_a_place_shared_by_kindergarten_and_school_has_one_code() -> None:
    by_word = {word: row["code"] for row in rows_of("place_kindergarten") for word in words_of(row)}
    for row in rows_of("place_school"):
        for word in words_of(row) & by_word.keys():
            assert by_word[word] == row["code"], word


def test_sub_codes_point_at_a_code_in_the_same_list() -> None:
    codes = {entry.code for entry in shipped_list("mechanism")}
    assert {entry.more["parent"] for entry in shipped_list("mechanism") if "parent" in entry.more} <= codes
