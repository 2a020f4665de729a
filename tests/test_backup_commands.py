"""Backups as commands: on real files, in this process and as a user would, with the program itself."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ikdesk import data
from ikdesk.cli import parse, run
from ikdesk.kernel.clock import Clock
from ikdesk.people.model import Role
from ikdesk.people.users_data import VaultUsers
from ikdesk.safe.secret import Work
from ikdesk.safe.vault import put_slot, recovery_slot, unlock

Say = Callable[..., tuple[int, str, str]]
PASSWORD = "votter bukk hest tomat"
PROJECT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def _no_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("IKDESK_PASSWORD", raising=False)


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Say:
    """Run a command: exit code, what was printed, what was said to be wrong."""

    def run_command(*words: object) -> tuple[int, str, str]:
        code = run(parse([str(word) for word in words]))
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run_command


@pytest.fixture
def password(tmp_path: Path) -> Path:
    path = tmp_path / "passord.txt"
    path.write_text(f"{data.DEMO_PASSWORD}\n", "utf-8")
    return path


def total(say: Say, folder: Path) -> int:
    code, out, err = say("stats", "--data", folder, "--period", "2026-T1", "--json")
    assert code == 0, err
    return int(json.loads(out)["total"])


def test_a_backup_without_a_place_is_made_where_the_others_lie(demo: Path, say: Say) -> None:
    code, out, _err = say("backup", "--data", demo)
    made, warned = out.splitlines()
    assert code == 0
    assert Path(made.split(": ", 1)[1]).parent == (demo / "backups").resolve()
    assert "bare på denne maskinen" in warned
    code, out, _err = say("backups", "--data", demo)
    said, *rows = out.splitlines()
    assert (code, said, len(rows)) == (0, warned, 1)
    assert "222 hendelser" in rows[0]
    code, out, _err = say("backups", "--data", demo, "--json")
    found = json.loads(out)
    assert (found["tone"], found["said"], found["unsaved"], found["second"]) == ("warn", warned, False, None)
    assert [(row["where"], row["incidents"]) for row in found["backups"]] == [("here", 222)]


def test_it_comes_back_to_a_new_folder_and_over_the_old_one(
    demo: Path, say: Say, tmp_path: Path, password: Path
) -> None:
    before = total(say, demo)
    made = Path(say("backup", "--data", demo)[1].splitlines()[0].split(": ", 1)[1])
    code, out, err = say("restore", made, "--data", tmp_path / "ny", "--password-file", password)
    assert (code, err, len(out.splitlines())) == (0, "", 2)
    assert "222 hendelser" in out
    assert "gjaldt da kopien ble tatt" in out
    assert total(say, tmp_path / "ny") == before
    (demo / "ikdesk.db").write_bytes(b"x" * 9000)
    assert say("check", "--data", demo)[0] == 1
    code, out, err = say("restore", made, "--data", demo, "--user", "tom")
    assert (code, err) == (0, "")
    (away,) = demo.glob("replaced-*")
    assert away.name in out
    assert (away / "ikdesk.db").read_bytes() == b"x" * 9000
    code, _out, err = say("check", "--data", demo)
    assert (code, err) == (0, "")
    _code, _out, err = say("stats", "--data", demo, "--period", "2026-T1")
    assert made.name in err  # it is told by the first that unlocks
    assert total(say, demo) == before


def test_what_cannot_be_brought_back_is_one_sentence_and_changes_nothing(
    demo: Path, say: Say, tmp_path: Path, password: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Path(say("backup", "--data", demo)[1].splitlines()[0].split(": ", 1)[1])
    new = tmp_path / "ny"
    (tmp_path / "feil.txt").write_text("ikke det passordet\n", "utf-8")
    (tmp_path / "kode.txt").write_text("ABC\n", "utf-8")
    raw = bytearray(made.read_bytes())
    raw[5000] ^= 1
    (tmp_path / "skadet.ikbackup").write_bytes(raw)
    shutil.copy(f"{made}.json", tmp_path / "skadet.ikbackup.json")
    for words in (
        (made, "--password-file", tmp_path / "feil.txt"), (made, "--code-file", tmp_path / "kode.txt"),
        (made, "--code-file", tmp_path / "ingen.txt"), (tmp_path / "skadet.ikbackup", "--password-file", password),
        (tmp_path / "ingen.ikbackup", "--password-file", password), (password, "--password-file", password),
        (made, "--password-file", password, "--user", "Ola"),
    ):  # fmt: skip
        code, out, err = say("restore", *words, "--data", new)
        assert (code, out, err.count("\n")) == (1, "", 1), words
        assert not (new / "vault.json").exists()
    held = data.open_data(demo, unlock(demo, data.DEMO_PASSWORD), clock=Clock())
    code, _out, err = say("restore", made, "--data", demo)
    held.close()
    assert (code, "allerede åpent" in err) == (1, True)
    with pytest.raises(SystemExit) as ended:
        say("restore", made)
    assert ended.value.code == 2


def test_staff_get_nothing_but_a_sentence(
    demo: Path, say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Path(say("backup", "--data", demo)[1].splitlines()[0].split(": ", 1)[1])
    found = data.open_data(demo, unlock(demo, data.DEMO_PASSWORD), clock=Clock())
    VaultUsers(found, Work()).add("Kari", Role.STAFF, PASSWORD)
    found.close()
    monkeypatch.setenv("IKDESK_PASSWORD", PASSWORD)
    for words in (("backup",), ("backups",), ("backups", "--json"), ("salvage", "--out", tmp_path / "ut"),
                  ("restore", made)):  # fmt: skip
        code, out, err = say(*words, "--data", demo, "--user", "Kari")
        assert (code, out, err.count("\n")) == (1, "", 1), words
    assert not (tmp_path / "ut").exists()
    assert not list(demo.glob("replaced-*"))


def test_a_restore_that_was_interrupted_is_finished_by_the_next_command(demo: Path, say: Say, tmp_path: Path) -> None:
    before = total(say, demo)
    (demo / ".restore-moving").mkdir()
    for name in ("vault.json", "vault.copy.json", "anchor.json", "ikdesk.db"):
        (demo / name).rename(demo / ".restore-moving" / name)
    assert total(say, demo) == before
    assert not (demo / ".restore-moving").exists()


def test_what_can_be_read_is_saved_and_what_is_lost_is_told(demo: Path, say: Say, tmp_path: Path) -> None:
    code, out, err = say("salvage", "--data", demo, "--out", tmp_path / "ny", "--json")
    found = json.loads(out)
    assert (code, err, found["whole"], found["lost"]) == (0, "", True, [])
    assert total(say, tmp_path / "ny") == total(say, demo)
    raw = bytearray((demo / "ikdesk.db").read_bytes())
    for page in range(60, 100):
        raw[page * 4096 + 100] ^= 1
    (demo / "ikdesk.db").write_bytes(raw)
    code, out, err = say("salvage", "--data", demo, "--out", tmp_path / "hel")
    assert (code, err) == (1, "")
    assert any(line.startswith("- ") for line in out.splitlines())
    assert say("check", "--data", tmp_path / "hel")[0] in (0, 1)
    assert say("salvage", "--data", demo, "--out", tmp_path / "hel")[0] == 1


def test_as_a_user_would_an_empty_machine_from_a_copied_backup_and_the_recovery_code(
    demo: Path, say: Say, tmp_path: Path, password: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two machines that share nothing but a memory stick, each with the program started anew for each command."""
    keys = unlock(demo, data.DEMO_PASSWORD)
    code, slot = recovery_slot(keys, work=Work())
    put_slot(demo, keys, slot)

    def command(machine: str, *words: object) -> str:
        home = tmp_path / machine
        home.mkdir(exist_ok=True)
        environment = {key: value for key, value in os.environ.items() if key != "IKDESK_PASSWORD"}
        environment |= {"IKDESK_MACHINE": str(home / "state"), "HOME": str(home), "PYTHONPATH": str(PROJECT),
                        "PYTHONUTF8": "1"}  # fmt: skip
        ran = subprocess.run(
            [sys.executable, "-m", "ikdesk", *map(str, words)], cwd=home, env=environment, capture_output=True,
            text=True, encoding="utf-8", check=False, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        assert (ran.returncode, ran.stderr.count("Traceback")) == (0, 0), ran.stderr
        return ran.stdout

    counted = total(say, demo)
    (tmp_path / "first" / "stick").mkdir(parents=True)
    made = tmp_path / "first" / "stick" / "kopi.ikbackup"
    command("first", "backup", "--data", demo, "--out", made)
    shutil.copytree(made.parent, tmp_path / "stick")
    shutil.rmtree(demo)
    shutil.rmtree(tmp_path / "first")
    sheet = tmp_path / "arket.txt"
    sheet.write_text(f"{code}\n", "utf-8")
    new = tmp_path / "second" / "data"
    command("second", "restore", tmp_path / "stick" / made.name, "--data", new, "--code-file", sheet)
    assert "hele" in command("second", "check", "--data", new, "--password-file", password)
    monkeypatch.setenv("IKDESK_PASSWORD", data.DEMO_PASSWORD)
    assert total(say, new) == counted
