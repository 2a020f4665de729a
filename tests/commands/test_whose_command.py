"""Commands where several can unlock: whoever asks has the rights of whoever they say they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from ikdesk import data
from ikdesk.kernel.clock import Clock
from ikdesk.people.model import Role
from ikdesk.people.users_data import VaultUsers
from ikdesk.safe.secret import Work
from ikdesk.safe.vault import unlock
from tests.commands.conftest import PASSWORD, Say


@pytest.fixture
def three(demo: Path) -> Path:
    """The demo, where Kari, a member of staff, and Eli, a leader, can unlock, too."""
    opened = data.open_data(demo, unlock(demo, data.DEMO_PASSWORD), clock=Clock())
    users = VaultUsers(opened, Work())
    users.add("Kari", Role.STAFF, PASSWORD)
    users.add("Eli", Role.LEADER, f"{PASSWORD} igjen")
    opened.close()
    return demo


@pytest.mark.parametrize("command", [("stats", "--period", "2026"), ("check",), ("backup", "--out", "x.ikbackup")])
def test_where_several_can_unlock_one_must_say_who_one_is(
    three: Path, say: Say, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IKDESK_PASSWORD", data.DEMO_PASSWORD)
    code, out, err = say(*command, "--data", three)
    assert (code, out) == (1, "")
    assert "--user" in err
    assert not {"Kari", "Eli", "Tom"} & set(err.replace(".", " ").split())


def test_a_command_has_the_rights_of_whoever_asks(
    three: Path, say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IKDESK_PASSWORD", PASSWORD)
    out_folder = tmp_path / "ut"
    for command in (
        ("stats", "--period", "2026"), ("report", "--period", "2026-T1", "--out", out_folder),
        ("export", "--out", out_folder), ("backup", "--out", tmp_path / "kopi.ikbackup"), ("check",),
    ):  # fmt: skip
        code, out, err = say(*command, "--data", three, "--user", "kari")
        assert (code, out) == (1, ""), command
        assert "ikke tilgang" in err
    assert not list(out_folder.rglob("*.*"))
    monkeypatch.setenv("IKDESK_PASSWORD", f"{PASSWORD} igjen")
    code, out, _err = say("stats", "--data", three, "--user", "Eli", "--period", "2026")
    assert code == 0
    assert "hendelse" in out


def test_the_password_of_another_is_wrong_and_so_is_a_name_nobody_has(
    three: Path, say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IKDESK_PASSWORD", PASSWORD)
    assert "Ingen som heter Ola" in say("check", "--data", three, "--user", "Ola")[2]
    assert "Passordet er feil" in say("check", "--data", three, "--user", "Tom")[2]


@pytest.mark.parametrize("words", [
    ("stats", "--period", "2026-T1"), ("stats", "--period", "2026-T1", "--json"), ("check",), ("check", "--json"),
    ("report", "--period", "2026-T1", "--out", "ut"), ("export", "--out", "ut"), ("backup", "--out", "ut"),
    ("effect", "--measure", "1"), ("review",), ("import", "ut.csv"), ("staff", "2026-T1", "--out", "ut"),
], ids=" ".join)  # fmt: skip
def test_a_command_gives_staff_nothing_but_a_sentence(
    staffed: Path, say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.setenv("IKDESK_PASSWORD", PASSWORD)
    monkeypatch.chdir(tmp_path)
    code, out, err = say(*words, "--data", staffed, "--user", "Kari")
    assert (code, out, err.strip()) == (1, "", "Dette har du ikke tilgang til. Spør lederen.")
    assert not any(tmp_path.glob("ut*"))


@pytest.fixture
def staffed(demo: Path) -> Path:
    """A demo where Kari of the staff can unlock, too."""
    found = data.open_data(demo, unlock(demo, data.DEMO_PASSWORD), clock=Clock())
    VaultUsers(found, Work()).add("Kari", Role.STAFF, PASSWORD)
    found.close()
    return demo
