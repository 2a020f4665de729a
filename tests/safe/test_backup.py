"""Backups are read before they are called backups, and come back."""

from __future__ import annotations

import json
import os
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.restore_data import candidate
from ikdesk.safe.backup import Manifest, backup_path, make_backup, manifest_path, read_manifest, verify_backup
from ikdesk.safe.file import connect, examine
from ikdesk.safe.restore import keys_for, keys_for_code, restore_backup
from ikdesk.safe.vault import make_vault, unlock
from tests.safe.conftest import FLOOR, NAME, PASSWORD, Made

AT = datetime(2026, 4, 30, 9, 30, tzinfo=ZoneInfo("Europe/Oslo"))


def back_up(live: Any, made: Made, target: Path) -> Manifest:
    return make_backup(lambda: nullcontext(live), target, made.keys, folder=made.folder, program="0.1.0", at=AT)


@pytest.fixture
def target(live: Any, made: Made, tmp_path: Path) -> Path:
    path = backup_path(tmp_path / "backups", AT)
    back_up(live, made, path)
    return path


def test_a_backup_is_whole_and_says_what_is_in_it(live: Any, made: Made, target: Path) -> None:
    assert verify_backup(target, made.keys) == []
    manifest = read_manifest(target)
    assert manifest is not None
    assert manifest.counts["incident"] == 300
    assert (manifest.schema, manifest.program, manifest.made_at) == (7, "0.1.0", "2026-04-30T09:30:00+02:00")
    assert sorted(path.name for path in target.parent.iterdir()) == [
        "IKdesk-2026-04-30-0930.ikbackup",
        "IKdesk-2026-04-30-0930.ikbackup.json",
    ]


def test_a_backup_opens_with_its_own_key_only_and_the_live_file_with_its(live: Any, made: Made, target: Path) -> None:
    assert examine(target, made.keys.backup) == []
    assert examine(target, made.keys.database)
    live.close()
    assert examine(made.folder / "data.ikdesk", made.keys.database) == []
    assert examine(made.folder / "data.ikdesk", made.keys.backup)


def test_the_copy_keeps_row_numbers_and_the_word_search(live: Any, made: Made, target: Path) -> None:
    copy = connect(target, made.keys.backup, read_only=True)
    question = "SELECT i.rowid, f.rowid FROM found f JOIN incident i ON i.story = f.story ORDER BY 1"
    assert copy.execute(question).fetchall() == live.execute(question).fetchall()
    assert copy.execute("SELECT count(*) FROM found WHERE found MATCH 'akebakken'").fetchone() == (300,)
    copy.close()


def test_what_is_written_later_is_not_in_the_backup_and_the_live_file_works_on(
    live: Any, made: Made, target: Path
) -> None:
    live.execute("INSERT INTO place VALUES (2, 'Gyngene')")
    assert verify_backup(target, made.keys) == []


def test_a_second_backup_in_the_same_minute_gets_another_name(target: Path) -> None:
    assert backup_path(target.parent, AT).name == "IKdesk-2026-04-30-0930-2.ikbackup"


def test_nothing_is_written_over(live: Any, made: Made, target: Path) -> None:
    before = target.read_bytes()
    with pytest.raises(Problem, match="finnes fra før"):
        back_up(live, made, target)
    assert target.read_bytes() == before
    other = target.with_name("package")  # its note would be called as somebody else's file
    manifest_path(other).write_text("mine")
    with pytest.raises(Problem, match="finnes fra før"):
        back_up(live, made, other)
    assert (manifest_path(other).read_text(), other.exists()) == ("mine", False)


def test_a_backup_in_the_middle_of_a_transaction_is_a_bug(live: Any, made: Made, tmp_path: Path) -> None:
    live.execute("BEGIN IMMEDIATE")
    with pytest.raises(RuntimeError):
        back_up(live, made, tmp_path / "x.ikbackup")
    live.execute("ROLLBACK")


def test_any_changed_byte_is_found(made: Made, target: Path) -> None:
    raw = bytearray(target.read_bytes())
    raw[len(raw) // 2] ^= 1
    target.write_bytes(raw)
    said = f"Sikkerhetskopien {target.name} er endret eller skadet. Bruk en annen."
    assert verify_backup(target, made.keys) == [said]


def test_a_note_of_the_first_versions_is_still_read(made: Made, target: Path) -> None:
    said = json.loads(manifest_path(target).read_text())
    old = {name: said[name] for name in ("name", "sha256", "size", "counts", "schema", "program", "made_at", "vault")}
    stamp = made.keys.stamp("manifest", json.dumps(old, sort_keys=True).encode("ascii"))
    manifest_path(target).write_text(json.dumps({**old, "mac": stamp}))
    assert verify_backup(target, made.keys) == []
    found = read_manifest(target)
    assert found is not None
    assert (found.ends, found.disposals, found.incidents) == ("", "", 300)


def test_a_changed_note_is_found(made: Made, target: Path) -> None:
    note = manifest_path(target)
    note.write_text(json.dumps({**json.loads(note.read_text()), "program": "9"}))
    assert "endret av noe annet" in verify_backup(target, made.keys)[0]


@pytest.mark.parametrize("damage", [None, b"", b"[]", b"[" * 200_000, b'{"mac":"x"}'])
def test_a_missing_or_damaged_note_is_told(made: Made, target: Path, damage: bytes | None) -> None:
    manifest_path(target).unlink()
    if damage is not None:
        manifest_path(target).write_bytes(damage)
    assert "mangler eller er skadet" in verify_backup(target, made.keys)[0]
    with pytest.raises(Problem, match="ved siden av"):
        keys_for(target, PASSWORD)


@pytest.mark.parametrize("path", [Path(), Path("/")])
def test_what_has_no_name_is_no_backup_and_no_place_for_one(live: Any, made: Made, path: Path) -> None:
    assert "mangler eller er skadet" in candidate(path).problem
    with pytest.raises(Problem, match="finnes fra før"):
        back_up(live, made, path)


def test_a_missing_backup_is_told(made: Made, tmp_path: Path) -> None:
    assert "finnes ikke" in verify_backup(tmp_path / "x.ikbackup", made.keys)[0]


def test_damaged_data_gives_no_backup(live: Any, made: Made, tmp_path: Path) -> None:
    live.close()
    path = made.folder / "data.ikdesk"
    raw = bytearray(path.read_bytes())
    raw[5 * 4096 + 100] ^= 1
    path.write_bytes(raw)
    hurt = made.open()
    with pytest.raises(Problem, match=r"^Dataene er skadet"):
        back_up(hurt, made, tmp_path / "backups" / "x.ikbackup")
    hurt.close()
    assert list((tmp_path / "backups").iterdir()) == []


def test_links_that_point_to_nothing_give_no_backup(live: Any, made: Made, tmp_path: Path) -> None:
    live.execute("PRAGMA foreign_keys = OFF")
    live.execute("DELETE FROM place")
    with pytest.raises(Problem, match=r"^Dataene er skadet.*ikke hel"):
        back_up(live, made, tmp_path / "backups" / "x.ikbackup")
    assert list((tmp_path / "backups").iterdir()) == []


def test_it_all_comes_back_on_another_machine_with_the_password(live: Any, made: Made, target: Path) -> None:
    new = target.parent.parent / "new machine" / "data.ikdesk"
    restore_backup(target, new, keys_for(target, PASSWORD))
    keys = unlock(new.parent, PASSWORD)
    assert keys == made.keys
    back = connect(new, keys.database)
    assert back.execute("SELECT * FROM incident").fetchall() == live.execute("SELECT * FROM incident").fetchall()
    assert back.execute("PRAGMA user_version").fetchone() == (7,)
    back.close()


def test_the_recovery_code_opens_a_backup_too_and_a_wrong_password_does_not(made: Made, target: Path) -> None:
    assert keys_for_code(target, made.code) == made.keys
    with pytest.raises(Invalid):
        keys_for(target, "et helt annet passord")


def test_nothing_is_restored_over_other_data(made: Made, target: Path, tmp_path: Path) -> None:
    with pytest.raises(Problem, match="allerede data"):
        restore_backup(target, made.folder / "data.ikdesk", made.keys)
    other = tmp_path / "other"
    make_vault(other, name=NAME, password=PASSWORD, work=FLOOR)
    with pytest.raises(Problem, match="allerede data"):
        restore_backup(target, other / "data.ikdesk", made.keys)
    assert not (other / "data.ikdesk").exists()


def test_a_damaged_backup_is_not_restored(made: Made, target: Path, tmp_path: Path) -> None:
    target.write_bytes(os.urandom(20_000))
    with pytest.raises(Problem, match="endret eller skadet"):
        restore_backup(target, tmp_path / "new" / "data.ikdesk", made.keys)
    assert not (tmp_path / "new").exists()
