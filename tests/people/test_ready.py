"""Nothing real is written before a lost password does not lose it all; and names, passwords and codes that go wrong."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from ikdesk import data
from ikdesk.cli import parse, run
from ikdesk.inbox_data import take_in
from ikdesk.incidents.actions import record_incident
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.people.model import Role
from ikdesk.people.queries import differences
from ikdesk.people.ready_queries import NotReadyError
from ikdesk.people.users_data import VaultUsers
from ikdesk.safe import inbox, members, vault
from ikdesk.safe.secret import Work
from ikdesk.safe.tries import attempt
from ikdesk.unit.model import UnitKind
from ikdesk.unit.queries import places

FLOOR = Work()
PASSWORD = "votter bukk hest tomat"
THEIRS = "kanel gitar snøfnugg tak"
TODAY = date(2026, 4, 30)
NOW = datetime(2026, 4, 30, 12, 0)


@pytest.fixture(scope="module")
def new_made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Any]:
    """A unit nobody has written the code of down for, made once, and its leader's keys."""
    folder = tmp_path_factory.mktemp("ready") / "data"
    made, _code = data.make_unit_data(folder, PASSWORD, name="Bakken", kind=UnitKind.BARNEHAGE, clock=Clock(TODAY))
    made.close()
    return folder, vault.unlock(folder, PASSWORD)


@pytest.fixture
def new(new_made: tuple[Path, Any], tmp_path: Path) -> Iterator[data.Data]:
    """The same, of one's own."""
    folder = tmp_path / "data"
    shutil.copytree(new_made[0], folder)
    found = data.open_data(folder, new_made[1], clock=Clock(TODAY))
    yield found
    found.close()


def users(found: data.Data) -> VaultUsers:
    return VaultUsers(found, FLOOR)


def record(found: data.Data) -> None:
    values = {"kind": "near_miss", "occurred_on": TODAY, "place_id": found.read(places)[0].id, "severity": 0}
    found.write(record_incident, values, told_at=NOW)


def test_one_leader_who_has_not_written_the_code_down_records_nothing(new: data.Data) -> None:
    with pytest.raises(NotReadyError, match="lag en gjenopprettingskode og skriv den ned"):
        record(new)
    assert users(new).lacking()
    assert users(new).rows()[0].kept is None
    users(new).keep_code()
    assert users(new).lacking() == ""
    assert users(new).rows()[0].kept == TODAY
    record(new)


def test_two_leaders_need_no_code_until_one_of_them_goes(new: data.Data) -> None:
    who = users(new).add("Eli", Role.LEADER, THEIRS)
    assert users(new).lacking() == ""
    record(new)
    users(new).change_role(who, Role.STAFF)
    with pytest.raises(NotReadyError):
        record(new)


def test_a_new_code_counts_when_it_is_written_down(new: data.Data) -> None:
    users(new).keep_code()
    code = users(new).new_code()
    with pytest.raises(NotReadyError):
        record(new)
    users(new).keep_code()
    record(new)
    assert vault.unlock_with_code(new.folder, code).person == new.keys.person


def test_what_is_reported_meanwhile_waits_sealed(new: data.Data) -> None:
    values = {"kind": "near_miss", "occurred_on": "2026-04-30", "severity": 0}
    inbox.seal(new.folder, vault.public_inbox(new.keys), {"kind": "report", "values": values}, at=NOW)
    with pytest.raises(NotReadyError):
        take_in(new.folder, new.keys, new.read, new.write, None)
    users(new).keep_code()
    assert take_in(new.folder, new.keys, new.read, new.write, None).reports == 1


def test_an_import_by_command_ends_with_the_sentence(
    new: data.Data, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    log = tmp_path / "logg.csv"
    log.write_text("Dato;Sted;Type;Alvor;Hva skjedde\n03.02.2026;Akebakken;Skade på barn;1;Falt\n", "utf-8")
    monkeypatch.setenv("IKDESK_PASSWORD", PASSWORD)
    new.close()
    words = ["import", str(log), "--data", str(new.folder), "--today", "2026-04-30"]
    assert run(parse(words)) == 1
    assert "lag en gjenopprettingskode" in capsys.readouterr().err
    assert run(parse([*words, "--dry-run"])) == 0


def test_a_unit_made_by_command_has_had_its_code_written_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("IKDESK_PASSWORD", PASSWORD)
    assert run(parse(["init", "--data", str(tmp_path / "ny"), "--name", "Lia", "--today", "2026-04-30"])) == 0
    assert "Gjenopprettingskode: " in capsys.readouterr().out
    found = data.open_data(tmp_path / "ny", vault.unlock(tmp_path / "ny", PASSWORD), clock=Clock(TODAY))
    assert users(found).lacking() == ""
    found.close()


@pytest.mark.parametrize("version", ["version_1", "version_2"])
def test_a_file_from_before_this_was_asked_goes_on_as_before(version: str, tmp_path: Path) -> None:
    folder = tmp_path / "old"
    shutil.copytree(Path(__file__).parents[1] / "data" / version, folder)
    found = data.open_data(folder, vault.unlock(folder, "gammel nok til alt dette"), clock=Clock(TODAY))
    assert users(found).lacking() == ""
    found.close()


def test_a_name_is_changed_in_the_file_and_on_the_lock_screen(new: data.Data) -> None:
    who = users(new).add("Kari", Role.STAFF, THEIRS)
    users(new).rename(who, "  Kari   Ås ")
    users(new).rename(new.keys.person, "Siri 🦊")
    assert [row.name for row in users(new).rows()] == ["Siri 🦊", "Kari Ås"]
    assert vault.unlock(new.folder, THEIRS, "kari ås").person == who
    assert vault.unlock(new.folder, PASSWORD, "Siri 🦊").name == "Siri 🦊"
    assert new.read(differences, data.known_people(new.folder, new.keys)) == {}


@pytest.mark.parametrize("name", ["LEDER", " Leder ", "Leder ", "ｌｅｄｅｒ"])
def test_two_people_never_have_one_name(new: data.Data, name: str) -> None:
    who = users(new).add("Kari", Role.STAFF, THEIRS)
    with pytest.raises(Invalid, match="finnes fra før"):
        users(new).rename(who, name)
    with pytest.raises(Invalid, match="finnes fra før"):
        users(new).add(name, Role.STAFF, THEIRS)
    users(new).rename(who, "KARI")  # oneself is nobody else
    assert [row.name for row in users(new).rows()] == ["Leder", "KARI"]


@pytest.mark.parametrize("name", ["", "   ", "\u200d", "x" * 121])
def test_a_name_that_will_not_do_changes_nothing(new: data.Data, name: str) -> None:
    with pytest.raises(Invalid, match=r"Skriv et navn|for langt"):
        users(new).rename(new.keys.person, name)
    assert vault.unlock(new.folder, PASSWORD, "Leder").name == "Leder"


def test_a_name_that_only_one_of_the_two_got_is_told_and_mended(new: data.Data) -> None:
    members.rename(new.folder, new.keys, new.keys.person, "Siri")
    told = new.read(differences, data.known_people(new.folder, new.keys))
    assert told[new.keys.person].startswith("Leder heter Siri på låseskjermen.")
    users(new).rename(new.keys.person, "Siri")
    assert new.read(differences, data.known_people(new.folder, new.keys)) == {}


def test_a_name_the_disk_did_not_take_is_changed_nowhere(new: data.Data) -> None:
    for copy in ("vault.json", "vault.copy.json"):
        (new.folder / copy).rename(new.folder / f"kept-{copy}")
        (new.folder / copy).mkdir()
    with pytest.raises(Problem):
        users(new).rename(new.keys.person, "Siri")
    for copy in ("vault.json", "vault.copy.json"):
        (new.folder / copy).rmdir()
        (new.folder / f"kept-{copy}").rename(new.folder / copy)
    assert [row.name for row in users(new).rows()] == ["Leder"]


def test_nobody_renames_another_without_managing_users(new: data.Data) -> None:
    who = users(new).add("Kari", Role.STAFF, THEIRS)
    leader = new.keys.person
    new.close()
    kari = data.open_data(new.folder, vault.unlock(new.folder, THEIRS, "Kari"), clock=Clock(TODAY))
    with pytest.raises(Problem, match="ikke tilgang"):
        users(kari).rename(leader, "Ingen")
    users(kari).rename(who, "Karianne")
    kari.close()
    assert vault.unlock(new.folder, PASSWORD, "Leder").name == "Leder"
    assert vault.unlock(new.folder, THEIRS, "Karianne").person == who


def test_what_is_forgotten_or_far_too_long_says_what_to_do(new: data.Data) -> None:
    users(new).add("Kari", Role.STAFF, THEIRS)
    with pytest.raises(Invalid, match="bruk gjenopprettingskoden"):
        vault.unlock(new.folder, "glemt, dessverre", "Leder")
    with pytest.raises(Invalid, match="høyst tusen tegn"):
        users(new).add("Ola", Role.STAFF, "å" * 10_000)
    with pytest.raises(Invalid):
        vault.unlock(new.folder, "å" * 10_000, "Kari")
    with pytest.raises(Invalid) as said:
        vault.unlock_with_code(new.folder, "AAAAA-BBBBB")
    assert str(said.value)


def test_wrong_tries_of_one_make_all_wait_and_the_copy_mends_the_vault_of_several(new: data.Data) -> None:
    users(new).add("Kari", Role.STAFF, THEIRS)
    with pytest.raises(Invalid):
        attempt(new.folder, lambda: vault.unlock(new.folder, "noe helt annet", "Leder"), now=1000.0)
    with pytest.raises(Problem, match="Vent 2 sekunder"):
        attempt(new.folder, lambda: vault.unlock(new.folder, THEIRS, "Kari"), now=1000.5)
    (new.folder / "vault.json").write_bytes(b"{")
    found = attempt(new.folder, lambda: vault.unlock(new.folder, THEIRS, "Kari"), now=1010.0)
    assert (found.result.name, found.failed) == ("Kari", 1)
    assert (new.folder / "vault.json").read_bytes() == (new.folder / "vault.copy.json").read_bytes()
