"""A damaged file is rescued: what lies on whole pages comes along, what does not is told, and nothing is ever wrong."""

from __future__ import annotations

import os
import random
import shutil
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ikdesk import data, health, salvage_data
from ikdesk.access.model import Deed
from ikdesk.access.queries import access_page
from ikdesk.access.row_model import AccessFilter
from ikdesk.incidents.model import Incident
from ikdesk.incidents.queries import Filter, how_many
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.errors import Problem
from ikdesk.people.model import Role
from ikdesk.safe import vault
from ikdesk.safe.file import connect
from ikdesk.safe.front import DATA
from ikdesk.safe.pages import read_images
from ikdesk.safe.salvaged import read_account
from ikdesk.safe.trees import Reader
from ikdesk.unit.plan_queries import plan_picture, plans
from tests import damage
from tests.damage import Rows

OLDER = Path(__file__).parent / "data"
NOT_THE_SAME = {"parent", "pointer", "older", "twice", "cut"}  # why a row is told of, and may be otherwise than it was


class Whole:
    """The demo before anything happened to it, and what SQLite says lies on each of its pages."""

    def __init__(self, folder: Path, spoiled: Path) -> None:
        self.folder, self.keys = folder, vault.unlock(folder, data.DEMO_PASSWORD)
        self.file = folder / DATA
        self.pages = damage.pages_of(self.file)
        self.rows: Rows = damage.rows_in(self.file, self.keys.database)
        self._spoiled, self._on = spoiled, dict[int, set[tuple[str, Any]]]()
        with closing(connect(self.file, self.keys.database, read_only=True)) as connection:
            self._keys = {name: damage.keys_of(connection, name) for name in self.rows}
            listed = connection.execute("SELECT name, rootpage FROM sqlite_master").fetchall()
            self.roots = {name: int(page) for name, page in listed}
        (image,) = read_images(self.file, [self.keys.database], [], spoiled.with_name("pages"), lambda _done, _of: None)
        self._reader = Reader(image.pages)

    def on(self, page: int) -> set[tuple[str, Any]]:
        """The rows that lie on a page, by table and key."""
        if page not in self._on:
            found = damage.rows_on(self.file, self.keys.database, page, self._spoiled)
            self._on[page] = {(name, self._keys[name][number]) for name, number in found}
        return self._on[page]


    def with_rows_of(self, *tables: str) -> list[int]:
        """The pages the rows of tables lie on."""
        return [page for name in tables for page in self._reader.tree(self.roots[name]).leaves]


@pytest.fixture(scope="module")
def whole(demo_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Whole:
    return Whole(demo_made, tmp_path_factory.mktemp("spoiled") / DATA)


@pytest.fixture
def broken(whole: Whole, tmp_path: Path) -> Path:
    """A copy of the demo to damage."""
    return Path(shutil.copytree(whole.folder, tmp_path / "broken"))


@pytest.fixture
def into(tmp_path: Path) -> Path:
    """Where it is rescued to."""
    return tmp_path / "reddet"


def checked(whole: Whole, broken: Path, into: Path, pages: list[int]) -> salvage_data.Salvaged:
    """Rescue, and compare every row with what it was."""
    before = {path: path.read_bytes() for path in broken.iterdir() if path.is_file() and path.suffix != ".lock"}
    made = salvage_data.salvage(broken, into, keys=whole.keys)
    assert {path: path.read_bytes() for path in before} == before, "the damaged folder was touched"
    found = damage.rows_in(into / DATA, whole.keys.database)
    account = read_account(into, whole.keys)
    assert account is not None
    assert account.said == made.lost
    told = {(row["table"], row["values"].get("id")) for row in account.rows if row["why"] in NOT_THE_SAME}
    on_them = set().union(*(whole.on(page) for page in pages)) if pages else set()
    marked_anew = any("merket på nytt" in said for said in made.lost)
    for name, rows in whole.rows.items():
        for key, row in rows.items():
            if key not in found[name]:
                assert (name, key) in on_them | told, f"{name} {key} lies on a whole page"
            elif (name, key) not in told and not (marked_anew and name in {"history", "access", "chain_key"}):
                assert found[name][key] == row, f"{name} {key} is not what it was"
    lost = [(name, key) for name, rows in whole.rows.items() for key in rows if key not in found[name]]
    assert made.whole == (not made.lost)
    assert not (lost and made.whole), "something is lost and nobody was told"
    return made


@pytest.mark.parametrize("how", ["flip", "zero", "noise"])
def test_whatever_pages_are_damaged_all_that_lies_on_others_is_rescued(
    whole: Whole, broken: Path, into: Path, how: str
) -> None:
    choice = random.Random(how)
    pages = sorted(choice.sample(range(2, whole.pages + 1), 15))
    damage.damage(broken / DATA, pages, how)
    checked(whole, broken, into, pages)


def test_a_whole_file_loses_nothing(whole: Whole, broken: Path, into: Path) -> None:
    made = checked(whole, broken, into, [])
    assert (made.whole, made.lost) == (True, ())
    assert made.folder == into


@pytest.mark.parametrize("how", ["flip", "zero"])
def test_without_its_first_page_the_file_is_read_with_what_the_anchor_remembers(
    whole: Whole, broken: Path, into: Path, how: str
) -> None:
    damage.damage(broken / DATA, [1], how)
    assert checked(whole, broken, into, [1]).whole


def test_one_wrong_byte_in_the_salt_is_found_without_any_anchor(whole: Whole, broken: Path, into: Path) -> None:
    (broken / "anchor.json").unlink()
    shutil.rmtree(os.environ["IKDESK_MACHINE"], ignore_errors=True)
    content = bytearray((broken / DATA).read_bytes())
    content[7] ^= 0x40
    (broken / DATA).write_bytes(content)
    assert checked(whole, broken, into, []).whole


def test_where_nothing_can_be_read_it_points_to_the_backups(whole: Whole, broken: Path, into: Path) -> None:
    damage.damage(broken / DATA, range(1, whole.pages + 1), "noise")
    with pytest.raises(Problem, match="sikkerhetskopi"):
        salvage_data.salvage(broken, into, keys=whole.keys)
    assert not into.exists() or not list(into.iterdir())


def test_the_way_to_the_incidents_is_gone_but_not_the_incidents(whole: Whole, broken: Path, into: Path) -> None:
    pages = [whole.roots["incident"], whole.roots["history"]]
    damage.damage(broken / DATA, pages, "zero")
    assert checked(whole, broken, into, pages).whole


def test_damaged_indexes_and_word_search_are_made_anew(whole: Whole, broken: Path, into: Path) -> None:
    ours = ("ix_", "sqlite_autoindex", "search_")
    pages = [page for name, page in whole.roots.items() if name.startswith(ours) and page]
    damage.damage(broken / DATA, pages, "noise")
    assert checked(whole, broken, into, []).whole
    with closing(data.open_data(into, whole.keys, clock=Clock())) as found:
        assert found.read(how_many, Filter(words="2026")) > 10


def test_a_file_cut_short_keeps_what_is_left(whole: Whole, broken: Path, into: Path) -> None:
    with (broken / DATA).open("rb+") as file:
        file.truncate((whole.pages - 12) * damage.PAGE + 1000)
    assert not checked(whole, broken, into, list(range(whole.pages - 11, whole.pages + 1))).whole


def test_lost_incidents_are_built_anew_from_the_log(whole: Whole, broken: Path, into: Path) -> None:
    pages = whole.with_rows_of("incident")[:3]
    damage.damage(broken / DATA, pages, "zero")
    made = checked(whole, broken, into, pages)
    assert any("satt sammen igjen fra endringsloggen" in said for said in made.lost)
    assert not any("kunne ikke leses" in said for said in made.lost)


def test_what_is_lost_for_good_is_told_with_how_many_and_when(whole: Whole, broken: Path, into: Path) -> None:
    pages = whole.with_rows_of("incident", "record_key")
    damage.damage(broken / DATA, pages, "zero")
    made = salvage_data.salvage(broken, into, keys=whole.keys)
    wanted = "222 av 222 hendelser kunne ikke leses; de siste er fra april 2026."
    assert wanted in made.lost


def test_the_hole_in_the_log_is_told_once_and_a_leader_may_accept_it(whole: Whole, broken: Path, into: Path) -> None:
    pages = whole.with_rows_of("history")[5:6]
    damage.damage(broken / DATA, pages, "zero")
    checked(whole, broken, into, pages)
    examined = health.examine_unlocked(into, whole.keys)
    assert examined.whole
    assert any("har et hull" in note for note in examined.notes)
    with closing(data.open_data(into, whole.keys, clock=Clock())) as found:
        assert any("reddet fra en skadet fil" in said and "endringsloggen" in said for said in found.warnings)
        assert [finding.what.code for finding in found.walk_logs()] == ["lost"]
        found.accept("disken var skadet, og dataene er reddet")
        rows = found.read(access_page, AccessFilter(deed=Deed.SALVAGED)).rows
        assert any(row.kind == "unit" and "history" in row.note for row in rows)
    with closing(data.open_data(into, whole.keys, clock=Clock())) as found:
        assert not any("reddet" in said for said in found.warnings)
        found.walked = ""
        assert found.walk_logs() == ()


def test_who_points_to_something_lost_is_kept_and_told(whole: Whole, broken: Path, into: Path) -> None:
    pages = whole.with_rows_of("department", "record_key")  # without their keys they cannot be built anew
    damage.damage(broken / DATA, pages, "zero")
    made = salvage_data.salvage(broken, into, keys=whole.keys)
    assert any("henvisning" in said for said in made.lost)
    with closing(connect(into / DATA, whole.keys.database, read_only=True)) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("SELECT count(*) FROM incident").fetchone() == (222,)


def test_the_key_of_the_logs_is_lost_and_they_are_marked_anew(whole: Whole, broken: Path, into: Path) -> None:
    damage.damage(broken / DATA, [whole.roots["chain_key"]], "zero")
    made = checked(whole, broken, into, [whole.roots["chain_key"]])
    assert any("merket på nytt" in said for said in made.lost)
    assert health.examine_unlocked(into, whole.keys).whole


@pytest.mark.parametrize("version", ["version_1", "version_2", "version_3"])
def test_an_old_file_is_rescued_and_brought_up_to_date(version: str, tmp_path: Path, into: Path) -> None:
    from tests.test_older_files import PASSWORD

    broken = Path(shutil.copytree(OLDER / version, tmp_path / "broken"))
    keys = vault.unlock(broken, PASSWORD)
    before = damage.rows_in(broken / DATA, keys.database)
    damage.damage(broken / DATA, random.Random(version).sample(range(2, damage.pages_of(broken / DATA)), 3), "flip")
    salvage_data.salvage(broken, into, keys=keys)
    assert health.examine_unlocked(into, keys).whole
    after = damage.rows_in(into / DATA, keys.database)
    assert len(after["incident"]) >= len(before["incident"]) - 10
    with closing(data.open_data(into, keys, clock=Clock())) as found:
        assert data.unit_name(found)


@pytest.mark.parametrize("version", ["version_1", "version_3"])
def test_without_its_list_of_tables_an_old_file_is_read_with_what_the_program_knows_of_them(
    version: str, tmp_path: Path, into: Path
) -> None:
    from tests.test_older_files import PASSWORD

    broken = Path(shutil.copytree(OLDER / version, tmp_path / "broken"))
    keys = vault.unlock(broken, PASSWORD)
    before = damage.rows_in(broken / DATA, keys.database)
    with closing(connect(broken / DATA, keys.database, read_only=True)) as connection:
        (number,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    lists = damage.pages_of_list(broken / DATA, keys.database, tmp_path / "spoiled.db")
    assert number > 40
    damage.damage(broken / DATA, lists, "zero")
    salvage_data.salvage(broken, into, keys=keys)
    after = damage.rows_in(into / DATA, keys.database)
    assert {name: len(rows) for name, rows in before.items() if len(after[name]) < len(rows)} == {}
    assert health.examine_unlocked(into, keys).whole


def _in_the_middle_of_work(whole: Whole, broken: Path, copy: Path) -> tuple[Path, list[str]]:
    """A folder as a pulled plug leaves it: what was written last lies in the log beside the file."""
    from sqlalchemy import select

    found = data.open_data(broken, whole.keys, clock=Clock())
    numbers: list[str] = []

    def change(session: Any, *, by: Any, today: Any) -> None:
        for incident in session.scalars(select(Incident).order_by(Incident.number).limit(40)):
            incident.story = f"{incident.story} – rettet"
            numbers.append(incident.id.hex)

    for _again in range(3):
        found.database.write(change, by=found.viewer, today=found.clock.today())
    shutil.copytree(broken, copy)
    found.close()
    return copy, numbers


def test_the_log_beside_the_file_is_taken_in_also_past_a_damaged_page(
    whole: Whole, broken: Path, into: Path, tmp_path: Path
) -> None:
    copy, keys = _in_the_middle_of_work(whole, broken, tmp_path / "copy")
    log = copy / (DATA + "-wal")
    frames = damage.frames_of(log)
    damage.spoil_log(log, len(frames) // 2)
    salvage_data.salvage(copy, into, keys=whole.keys)
    with closing(connect(into / DATA, whole.keys.database, read_only=True)) as connection:
        stories = dict(connection.execute("SELECT id, story FROM incident").fetchall())
    assert len(stories) == 222
    corrected = [stories[key].count("– rettet") for key in set(keys)]
    assert sum(number == 3 for number in corrected) >= 0.8 * len(corrected)


def test_a_log_that_was_cut_off_is_told_by_what_the_machine_remembers(
    whole: Whole, broken: Path, into: Path, tmp_path: Path
) -> None:
    copy, _keys = _in_the_middle_of_work(whole, broken, tmp_path / "copy")
    (copy / (DATA + "-wal")).unlink()
    made = salvage_data.salvage(copy, into, keys=whole.keys)
    assert "Noe av det siste som ble skrevet før filen ble skadet, kan mangle." in made.lost
    assert any("120 av" in said and "endringsloggen" in said for said in made.lost)


def test_only_a_leader_carries_the_data_to_another_folder(whole: Whole, broken: Path, tmp_path: Path) -> None:
    with pytest.raises(Problem, match="ikke tilgang"):
        salvage_data.salvage(broken, tmp_path / "reddet", keys=replace(whole.keys, role=Role.STAFF.code))
    assert not (tmp_path / "reddet").exists()


def test_a_refused_place_and_an_open_window_are_told(whole: Whole, broken: Path, tmp_path: Path) -> None:
    with pytest.raises(Problem, match="allerede data"):
        salvage_data.salvage(broken, whole.folder, keys=whole.keys)
    with closing(data.open_data(broken, whole.keys, clock=Clock())), pytest.raises(Problem, match="allerede åpent"):
        salvage_data.salvage(broken, tmp_path / "reddet", keys=whole.keys)


def test_a_second_rescue_leaves_the_first_alone(whole: Whole, broken: Path, into: Path) -> None:
    refused: list[str] = []

    def tick(_done: int, _of: int) -> None:
        if not refused:
            with pytest.raises(Problem, match="allerede åpent") as told:
                salvage_data.salvage(broken, into, keys=whole.keys)
            refused.append(str(told.value))

    assert salvage_data.salvage(broken, into, keys=whole.keys, tick=tick).whole
    assert refused


def test_what_lies_where_it_is_rescued_to_is_never_written_over(whole: Whole, broken: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    (mine / "inbox").mkdir(parents=True)
    (mine / "front.json").write_text("mine", "utf-8")
    (tmp_path / "en fil").write_text("mine", "utf-8")
    for place, said in ((mine, "ikke tom"), (broken / "ny", "enn der dataene ligger"), (tmp_path / "en fil", "en fil")):
        with pytest.raises(Problem, match=said):
            salvage_data.salvage(broken, place, keys=whole.keys)
    assert sorted(path.name for path in mine.iterdir()) == ["front.json", "inbox"]
    assert (mine / "front.json").read_text("utf-8") == "mine"
    assert not (broken / "ny").exists()


def test_passwords_inbox_and_disposals_come_along(whole: Whole, broken: Path, into: Path) -> None:
    from datetime import datetime

    from ikdesk.safe import inbox

    receipt = inbox.seal(broken, vault.public_inbox(whole.keys), {"kind": "test"}, at=datetime(2026, 4, 30, 12, 0))
    (broken / "disposals.sealed").write_bytes(b"x")
    (broken / "disposals.sealed").chmod(0o444)  # as on a disc that is only read
    (broken / "inbox").chmod(0o555)
    salvage_data.salvage(broken, into, keys=whole.keys)
    (broken / "inbox").chmod(0o755)
    assert all(path.stat().st_mode & 0o200 for path in (into / "disposals.sealed", into / "inbox"))
    assert vault.unlock(into, data.DEMO_PASSWORD).master == whole.keys.master
    assert [box.receipt for box in inbox.opened(into, whole.keys).boxes] == [receipt]
    assert (into / "disposals.sealed").read_bytes() == b"x"


def test_a_large_file_takes_seconds(whole: Whole, broken: Path, into: Path) -> None:
    damage.damage(broken / DATA, [77], "flip")
    began = time.process_time()
    salvage_data.salvage(broken, into, keys=whole.keys)
    per_page = (time.process_time() - began) / whole.pages
    assert per_page * 10_000 < 60, "forty megabytes would take more than a minute"


def test_a_plan_whose_picture_is_gone_keeps_its_places(whole: Whole, broken: Path, into: Path) -> None:
    pages = whole.with_rows_of("sealed_content")
    damage.damage(broken / DATA, pages, "noise")
    made = checked(whole, broken, into, pages)
    assert any("bilder, tegninger og rapporter" in said for said in made.lost)
    opened = data.open_data(into, whole.keys, clock=Clock())
    found = opened.read(plans)
    assert [(plan.name, len(plan.spots) > 5) for plan in found] == [("Uteområdet", True), ("Inne", True)]
    assert [opened.read(plan_picture, plan.id) for plan in found] == [None, None]
    opened.close()
