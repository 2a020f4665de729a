"""The file of the units that are known: what was written is read, and what is damaged is left as it is."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.signer import Signer, fingerprint
from ikdesk.sector.known_actions import (
    expected_again,
    expected_in,
    keeping_known,
    no_longer_expected,
    read_known,
    write_known,
)
from ikdesk.sector.known_model import Known, KnownUnit, folded, identity, one_line

DAY = date(2026, 5, 20)
KEYS = [Signer(bytes([n]) * 32).key for n in range(4)]
SOLI = KnownUnit("org:999999999", "Soli barnehage", "999999999", KEYS[0], DAY)
AAS = KnownUnit(
    "name:ås skule", "Ås skule", "", KEYS[1], date(2025, 1, 14), tuple(KEYS[2:]), date(2026, 3, 1), "Lagt ned"
)
KNOWN = {one.unit: one for one in (SOLI, AAS)}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the file is to lie."""
    return tmp_path / "deep" / "known-units.json"


def test_what_is_written_is_read_again_and_the_order_is_the_same_every_time(path: Path) -> None:
    assert read_known(path) == {}
    write_known(path, KNOWN)
    assert read_known(path) == KNOWN
    first = path.read_bytes()
    write_known(path, dict(reversed(KNOWN.items())))
    assert path.read_bytes() == first
    write_known(path, {})
    assert read_known(path) == {}
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_a_person_can_read_the_file_and_it_holds_no_private_key(path: Path) -> None:
    write_known(path, KNOWN)
    text = path.read_text("utf-8")
    assert '"name": "Ås skule"' in text
    assert fingerprint(KEYS[1]) in text
    assert (bytes([1]) * 32).hex() not in text
    assert json.loads(text)["version"] == 1


WRONG: tuple[Callable[[Any], Any], ...] = (
    lambda said: said.update(version="1"), lambda said: said.update(version=0), lambda said: said.update(format="x"),
    lambda said: said.update(more=1), lambda said: said.pop("units"), lambda said: said.update(units={}),
    lambda said: said["units"].append(said["units"][0]), lambda said: said["units"].append(None),
    lambda said: said["units"][0].update(key="00" * 32), lambda said: said["units"][0].update(key="zz"),
    lambda said: said["units"][0].update(fingerprint=fingerprint(KEYS[3])), lambda said: said["units"][0].pop("why"),
    lambda said: said["units"][0].update(first_seen="i går"), lambda said: said["units"][0].update(name=5),
    lambda said: said["units"][0].update(name="Ås\nskule"), lambda said: said["units"][0].update(unit=""),
    lambda said: said["units"][0].update(earlier=[{"key": KEYS[0].hex()}]),
    lambda said: said["units"][0].update(secret=True), lambda said: said["units"][0].update(expected_until=0),
)  # fmt: skip


@pytest.mark.parametrize("change", WRONG)
def test_a_damaged_file_says_what_to_do_and_is_never_written_over(change: Callable[[Any], Any], path: Path) -> None:
    write_known(path, KNOWN)
    said = json.loads(path.read_text("utf-8"))
    change(said)
    _left_alone(path, json.dumps(said).encode(), "skadet og er ikke rørt. Legg tilbake en kopi")


@pytest.mark.parametrize("data", [b"", b"\xff", b"[" * 100_000, b"null", b"[]", b'{"format": "IKdesk known units"}'])
def test_a_file_that_is_something_else_is_left_as_it_is(data: bytes, path: Path) -> None:
    path.parent.mkdir()
    _left_alone(path, data, "skadet")


def test_the_file_of_a_newer_program_is_left_as_it_is(path: Path) -> None:
    write_known(path, KNOWN)
    newer = path.read_bytes().replace(b'"version": 1', b'"version": 2')
    _left_alone(path, newer, "nyere utgave av IKdesk. Oppdater")


def _left_alone(path: Path, data: bytes, said: str) -> None:
    path.write_bytes(data)
    for attempt in (read_known, lambda at: write_known(at, KNOWN), lambda at: expected_again(at, SOLI.unit)):
        with pytest.raises(Problem) as problem:
            attempt(path)
        assert said in str(problem.value)
        assert str(path) in str(problem.value)
    assert path.read_bytes() == data


def test_a_folder_in_the_place_of_the_file_is_told(path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(Problem, match="skadet"):
        read_known(path)


def test_a_unit_that_is_closed_is_no_longer_waited_for_until_somebody_says_so(path: Path) -> None:
    write_known(path, KNOWN)
    no_longer_expected(path, SOLI.unit, "  Lagt ned\n1. mai ", DAY)
    assert read_known(path) == {**KNOWN, SOLI.unit: replace(SOLI, expected_until=DAY, why="Lagt ned 1. mai")}
    expected_again(path, SOLI.unit)
    assert read_known(path) == KNOWN
    with pytest.raises(Invalid, match="Skriv hvorfor"):
        no_longer_expected(path, SOLI.unit, " \n", DAY)
    with pytest.raises(Problem, match="Åpne listen på nytt"):
        no_longer_expected(path, "org:123456785", "Lagt ned", DAY)
    assert read_known(path) == KNOWN


LIST = """\ufeff# Enheter i Eksempel kommune
999999999 Soli barnehage
974 760 673;Ås skule
Lia barnehage, avd. Nord\t974760673

  Bakken SFO
Tunet 2
"Haugen barnehage";889640782;
999999999
Bakken SFO
"""
UNITS = (
    ("999999999", "Soli barnehage"), ("974760673", "Ås skule"), ("974760673", "Lia barnehage, avd. Nord"),
    ("", "Bakken SFO"), ("", "Tunet 2"), ("889640782", "Haugen barnehage"), ("999999999", ""),
)  # fmt: skip


@pytest.mark.parametrize("letters", ["utf-8", "utf-16", "cp1252"])
def test_a_list_of_units_is_read_however_it_was_written(letters: str, tmp_path: Path) -> None:
    path = tmp_path / "enheter.txt"
    text = LIST if letters == "utf-8" else LIST.removeprefix("\ufeff")
    path.write_bytes(text.replace("\n", "\r\n").encode(letters))
    assert expected_in(path) == UNITS


@pytest.mark.parametrize(("data", "said"), [
    (b"", "er tom"), (b"# bare en linje\n\n", "er tom"), (b"PK\x03\x04\x00\x00rapport", "tekstfil med én enhet"),
    (b"\xff\xfe\x00", "tekstfil med én enhet"), (b"a" * (5 << 20), "tekstfil med én enhet"), (None, "Finner ikke"),
])  # fmt: skip
def test_what_is_no_list_of_units_is_told(data: bytes | None, said: str, tmp_path: Path) -> None:
    path = tmp_path / "enheter.txt"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(Problem, match=said):
        expected_in(path)


@given(st.text(max_size=300))
def test_any_name_is_one_line_and_has_one_identity(name: str) -> None:
    line = one_line(name)
    assert len(line) <= 200
    assert one_line(line) == line
    assert "\n" not in line
    assert folded(folded(name)) == folded(name)


@pytest.mark.parametrize("other", [
    "soli  BARNEHAGE", "Soli\u00a0barnehage ", "So\u200bli barnehage", "\uff33oli barnehage",
])  # fmt: skip
def test_names_that_look_alike_are_one_unit_and_a_number_goes_before_the_name(other: str) -> None:
    assert identity(other, "") == identity("Soli barnehage", "") == "name:soli barnehage"
    assert identity(other, "999999999") == "org:999999999"


def kept(path: Path, before: Known, after: Known) -> Known:
    """What stands in the file when a collection has added what it came to know."""
    with keeping_known(path, before, after):
        pass
    return read_known(path)


def test_a_key_that_somebody_else_saw_a_unit_move_to_meanwhile_is_kept(path: Path) -> None:
    moved = replace(SOLI, key=KEYS[3], earlier=(SOLI.key,))
    write_known(path, {**KNOWN, SOLI.unit: moved})
    assert kept(path, KNOWN, KNOWN)[SOLI.unit] == moved
    renamed = {**KNOWN, SOLI.unit: replace(SOLI, name="Soli friluftsbarnehage")}
    assert kept(path, KNOWN, renamed)[SOLI.unit] == replace(moved, name="Soli friluftsbarnehage")


def test_a_unit_that_got_its_number_meanwhile_does_not_come_back_under_its_name(path: Path) -> None:
    numbered = replace(AAS, unit="org:888888888", organisation_number="888888888")
    write_known(path, {SOLI.unit: SOLI, numbered.unit: numbered})
    new = replace(SOLI, unit="org:777777777", organisation_number="777777777", key=KEYS[3])
    assert kept(path, KNOWN, {**KNOWN, new.unit: new}).keys() == {SOLI.unit, numbered.unit, new.unit}
    write_known(path, KNOWN)
    here = kept(path, KNOWN, {SOLI.unit: SOLI, numbered.unit: numbered})
    assert here == {SOLI.unit: SOLI, numbered.unit: numbered}


def test_many_who_collect_at_once_lose_nobodys_units(path: Path) -> None:
    several = [replace(SOLI, unit=f"org:{n}", organisation_number=str(n)) for n in range(111111111, 111111119)]
    before = read_known(path)
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda one: kept(path, before, {one.unit: one}), several))
    assert read_known(path) == {one.unit: one for one in several}


@pytest.mark.skipif(sys.platform == "win32", reason="not everybody may make links there")
def test_what_a_link_leads_to_is_written_and_the_link_stays(path: Path, tmp_path: Path) -> None:
    write_known(path, {})
    link, ring = tmp_path / "lenke.json", tmp_path / "ring.json"
    link.symlink_to(path)
    ring.symlink_to(ring)
    assert kept(link, {}, KNOWN) == KNOWN
    assert link.is_symlink()
    assert read_known(path) == KNOWN
    with pytest.raises(Problem):
        kept(ring, {}, KNOWN)
