"""Making and opening a unit's data: whole or not at all, and never over what lies there."""

from __future__ import annotations

import os
import shutil
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ikdesk import data
from ikdesk.health import examine_folder
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.paths import machine_folder
from ikdesk.kernel.viewer import SYSTEM
from ikdesk.reading_data import open_copy
from ikdesk.safe.front import has_data
from ikdesk.safe.moving import copy_to_read
from ikdesk.safe.tries import attempt
from ikdesk.safe.vault import unlock
from ikdesk.unit.actions import add_place
from ikdesk.unit.model import Season, UnitKind

PASSWORD = "votter bukk hest tomat"
TODAY = Clock(date(2026, 4, 30))


def make(folder: Path) -> None:
    data.make_unit_data(folder, PASSWORD, name="Bakken", kind=UnitKind.BARNEHAGE, clock=TODAY)[0].close()


@pytest.mark.parametrize("fault", [Invalid(name="Skriv navnet."), ZeroDivisionError()])
def test_what_goes_wrong_in_the_middle_leaves_nothing_behind(tmp_path: Path, fault: Exception) -> None:
    def breaks(session: Any, **_given: Any) -> None:
        raise fault

    with pytest.raises(type(fault)):
        data.make_data(tmp_path / "ny", PASSWORD, breaks, leader="Tom", clock=TODAY)
    assert list((tmp_path / "ny").iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such marks; the folder is its user's there")
def test_a_new_folder_is_nobody_elses_to_look_into(tmp_path: Path) -> None:
    make(tmp_path / "ny")
    assert (tmp_path / "ny").stat().st_mode & 0o077 == 0


def test_a_crash_in_the_middle_is_begun_again(demo: Path) -> None:
    for name in ("vault.json", "vault.copy.json"):
        (demo / ".ny").mkdir(exist_ok=True)
        (demo / name).rename(demo / ".ny" / name)
    assert not data.exists(demo)
    make(demo)
    assert data.exists(demo)
    assert not (demo / ".ny").exists()


def test_a_file_that_lost_its_vault_is_never_written_over(demo: Path) -> None:
    for name in ("vault.json", "vault.copy.json"):
        (demo / name).unlink()
    before = (demo / "ikdesk.db").read_bytes()
    assert has_data(demo)
    with pytest.raises(Problem, match="ligger allerede data"):
        make(demo)
    with pytest.raises(Problem, match=r"vault\.json.*sikkerhetskopi"):
        unlock(demo, data.DEMO_PASSWORD)
    assert (demo / "ikdesk.db").read_bytes() == before


def test_what_was_left_of_the_making_is_cleared_away_when_the_data_are_opened(demo: Path) -> None:
    shutil.copytree(demo, demo.with_name("left"))
    demo.with_name("left").rename(demo / ".ny")
    data.open_data(demo, unlock(demo, data.DEMO_PASSWORD), clock=Clock()).close()
    assert not (demo / ".ny").exists()


def test_a_copy_to_read_that_was_left_when_the_program_ended_is_gone_when_the_data_are_opened(demo: Path) -> None:
    copy = copy_to_read(demo, machine_folder(), lambda _done, _of: None)
    keys = unlock(demo, data.DEMO_PASSWORD)
    with closing(open_copy(copy, keys, clock=Clock(), origin=demo)):  # somebody reads it
        data.open_data(demo, keys, clock=Clock()).close()
        assert copy.exists()
    left = copy_to_read(demo, machine_folder(), lambda _done, _of: None)
    data.open_data(demo, keys, clock=Clock()).close()
    assert not left.exists()


def test_a_file_that_was_emptied_is_said_to_be_damaged(demo: Path) -> None:
    (demo / "ikdesk.db").write_bytes(b"")
    with pytest.raises(Problem, match="skadet"):
        data.open_data(demo, unlock(demo, data.DEMO_PASSWORD), clock=Clock())
    found = examine_folder(demo, data.DEMO_PASSWORD)
    assert not found.whole
    assert "skadet" in found.problems[0]


def test_a_file_that_is_missing_is_named(demo: Path) -> None:
    (demo / "ikdesk.db").unlink()
    with pytest.raises(Problem, match=r"ikdesk\.db mangler"):
        data.open_data(demo, unlock(demo, data.DEMO_PASSWORD), clock=Clock())
    assert not (demo / "ikdesk.db").exists()


def test_the_lock_screen_knows_nothing_about_persons_or_events(demo: Path) -> None:
    opened = data.open_data(demo, unlock(demo, data.DEMO_PASSWORD), clock=Clock())
    content = data.front_content(opened)
    opened.close()
    assert set(content) == {"name", "kind", "inbox", "day", "demo", "places", "report", "receipts"}
    report = {"fields", "asked", "longest", "lists", "places", "departments", "sensitive", "card"}
    assert set(content["report"]) == report
    assert all(set(place) == {"id", "name", "season", "word"} for place in content["places"])
    assert "Tom" not in str(content)


def test_the_lock_screen_knows_the_months_a_place_has_of_its_own(demo: Path) -> None:
    opened = data.open_data(demo, unlock(demo, data.DEMO_PASSWORD), clock=Clock())
    own = {"name": "Isen", "standard": "ski_slope_rink", "season": Season.OWN, "season_from": 11, "season_to": 2}
    opened.database.write(add_place, {**own, "logged": True}, by=SYSTEM, today=opened.database.clock.today())
    content = data.front_content(opened)
    opened.close()
    assert [(place["season"], place.get("months")) for place in content["places"] if place["name"] == "Isen"] == [
        ("own", [11, 2]),
    ]  # fmt: skip


def test_only_the_demo_says_its_password(tmp_path: Path) -> None:
    make(tmp_path)
    assert data.DEMO_PASSWORD not in (tmp_path / "front.json").read_text()
    with pytest.raises(Invalid):
        unlock(tmp_path, data.DEMO_PASSWORD)


def test_a_check_keeps_the_count_of_wrong_passwords_for_whoever_unlocks_next(demo: Path) -> None:
    with pytest.raises(Invalid):
        attempt(demo, lambda: unlock(demo, "ikke passordet i dag"), now=0)
    assert examine_folder(demo, data.DEMO_PASSWORD).whole
    assert attempt(demo, lambda: "inne", now=0).failed == 1


def test_a_spoilt_list_of_disposals_makes_the_check_fail(demo: Path) -> None:
    (demo / "disposals.sealed").write_bytes(b"noe annet")
    found = examine_folder(demo, data.DEMO_PASSWORD)
    assert not found.whole
    assert "kasserte hendelser er skadet" in found.problems[0]
