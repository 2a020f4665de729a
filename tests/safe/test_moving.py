"""Data folders carried to another place: whole or not at all, and the old one kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from ikdesk.kernel.errors import Ill, Problem, Trouble
from ikdesk.safe import guard, moving
from ikdesk.safe.vault import unlock
from tests.safe.conftest import PASSWORD, Made

DAY = date(2026, 11, 20)


def quiet(_done: int, _total: int) -> None:
    """Nobody looks at how far it has come."""


@pytest.fixture
def folder(made: Made) -> Path:
    """A data folder with a bit of everything."""
    (made.folder / "inbox" / "taken").mkdir(parents=True)
    (made.folder / "backups").mkdir()
    for name in ("ikdesk.db", "ikdesk.db-wal", "front.json", "inbox/K7-4Q2.box", "inbox/taken/A.box", "backups/x"):
        (made.folder / name).write_bytes(name.encode() * 1000)
    for name in (".ikdesk.db.1.tmp", guard.RESERVE, guard.LOCK):
        (made.folder / name).write_bytes(b"stays")
    return made.folder


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_all_that_is_data_is_moved_and_the_old_folder_is_called_moved(folder: Path, tmp_path: Path) -> None:
    before = tree(folder)
    old = moving.move(folder, tmp_path / "home" / "IKdesk", DAY, quiet)
    assert old == tmp_path / "data (flyttet 2026-11-20)"
    there = tree(tmp_path / "home" / "IKdesk")
    assert there == {name: text for name, text in before.items() if text != b"stays"}
    assert {name: text for name, text in tree(old).items() if name in before} == before
    assert unlock(tmp_path / "home" / "IKdesk", PASSWORD).name


def test_nothing_is_moved_while_another_program_writes_in_it(folder: Path, tmp_path: Path) -> None:
    with guard.hold(folder, "import"), pytest.raises(Trouble) as refused:
        moving.move(folder, tmp_path / "home", DAY, quiet)
    assert refused.value.ill is Ill.IN_USE
    assert not (tmp_path / "home").exists()
    assert folder.exists()


def test_what_was_only_half_copied_is_gone_and_the_old_folder_is_as_it_was(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tree(folder)

    def stop(done: int, _total: int) -> None:
        if done == 3:
            raise OSError(28, "No space left on device")

    with pytest.raises(Problem, match="Disken er full"):
        moving.move(folder, tmp_path / "home", DAY, stop)
    assert {name: text for name, text in tree(folder).items() if name in before} == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data"]
    monkeypatch.setattr("hashlib.file_digest", lambda *_args: __import__("hashlib").sha256(b"otherwise"))
    with pytest.raises(Problem, match="ble ikke lik da den ble kopiert"):
        moving.move(folder, tmp_path / "home", DAY, quiet)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data"]


def test_a_place_where_data_lie_is_not_moved_into(folder: Path, made: Made, tmp_path: Path) -> None:
    assert moving.free_place(tmp_path / "new") == tmp_path / "new"
    assert moving.free_place(folder) == folder.with_name("data-2")
    with pytest.raises(Trouble, match="kan ikke ligge i Dropbox"):
        moving.free_place(tmp_path / "Dropbox")
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "vault.json").write_bytes(b"{}")
    with pytest.raises(Problem, match="allerede data"):
        moving.move(folder, tmp_path / "home", DAY, quiet)
    assert (tmp_path / "home" / "vault.json").read_bytes() == b"{}"


def test_a_copy_to_read_has_no_backups_and_no_way_to_report_and_is_thrown_away_when_nobody_reads_it(
    folder: Path, tmp_path: Path
) -> None:
    machine = tmp_path / "machine"
    copy = moving.copy_to_read(folder, machine, quiet)
    assert copy.is_relative_to(machine)
    assert {"ikdesk.db", "ikdesk.db-wal", "vault.json"} <= set(tree(copy))
    assert not [name for name in tree(copy) if name.startswith(("backups", "inbox", "front"))]
    with guard.hold(copy):
        moving.sweep_copies(machine)
        assert copy.exists()
    moving.sweep_copies(machine)
    assert not copy.exists()


def test_a_write_protected_folder_can_be_copied_to_read(on_disk: Callable[[str, str], str]) -> None:
    said = on_disk(
        "mount -t tmpfs small disk; mkdir disk/data; echo text > disk/data/ikdesk.db; mount -o remount,ro disk",
        "from pathlib import Path; from ikdesk.safe.guard import first_look\n"
        "from ikdesk.safe.moving import copy_to_read\n"
        'print((copy_to_read(Path("disk/data"), Path("machine"), print) / "ikdesk.db").read_text())',
    )
    assert "text" in said
