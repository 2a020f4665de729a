"""The people who can unlock, on a real encrypted folder: let in, changed, removed, and what a crash leaves."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ikdesk import data
from ikdesk.health import examine_folder
from ikdesk.incidents.queries import Filter, how_many
from ikdesk.kernel import history
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.viewer import SYSTEM, Right
from ikdesk.people.actions import add_person, change_person_role, let_go
from ikdesk.people.model import RIGHTS, Role
from ikdesk.people.users_data import VaultUsers
from ikdesk.safe import inbox, members, restore, vault
from ikdesk.safe.backup import verify_backup
from ikdesk.safe.front import front_is_genuine, read_front
from ikdesk.safe.secret import Work
from ikdesk.unit.model import UnitKind
from tests.made_once import made_once

FLOOR = Work()
PASSWORD = "votter bukk hest tomat"
THEIRS = "kanel gitar snøfnugg tak"
TODAY = date(2026, 4, 30)
ASKED: dict[str, Any] = {"viewer": SYSTEM, "today": TODAY}
DONE: dict[str, Any] = {"by": SYSTEM, "today": TODAY}


def opened(folder: Path, password: str = PASSWORD, person: str = "") -> data.Data:
    return data.open_data(folder, vault.unlock(folder, password, person), clock=Clock(TODAY))


@pytest.fixture(scope="session")
def two_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A unit with a leader and Kari, made once."""

    def make(folder: Path) -> None:
        made, _code = data.make_unit_data(folder, PASSWORD, name="Bakken", kind=UnitKind.BARNEHAGE, clock=Clock(TODAY))
        VaultUsers(made, FLOOR).add("Kari", Role.STAFF, THEIRS)
        VaultUsers(made, FLOOR).keep_code()
        made.close()

    return made_once(tmp_path_factory, "two", make)


@pytest.fixture
def two(two_made: Path, tmp_path: Path) -> Path:
    """A unit with a leader and Kari."""
    folder = tmp_path / "data"
    shutil.copytree(two_made, folder)
    return folder


@pytest.fixture
def live(two: Path) -> Iterator[data.Data]:
    """The unit, opened by the leader."""
    found = opened(two)
    yield found
    found.close()


def users(found: data.Data) -> VaultUsers:
    return VaultUsers(found, FLOOR)


def kari(found: data.Data) -> str:
    return next(row.id for row in users(found).rows() if row.name == "Kari")


def test_whoever_is_let_in_has_the_rights_of_their_role(two: Path) -> None:
    found = opened(two, THEIRS, "kari")
    assert (found.viewer.name, found.viewer.role) == ("Kari", "staff")
    assert Right.REPORT in found.viewer.rights
    assert not {Right.READ, Right.HANDLE, Right.SET_UP, Right.EXPORT} & found.viewer.rights
    assert found.read(how_many, Filter()) == 0
    for attempt in (
        lambda: users(found).add("Ola", Role.LEADER, "tredje sitt passord"),
        lambda: users(found).change_role(next(iter(data.known_people(two, found.keys))), Role.STAFF),
        lambda: users(found).remove(next(iter(data.known_people(two, found.keys))), "Vil ikke ha en leder."),
        lambda: users(found).new_password(next(iter(data.known_people(two, found.keys))), "et nytt til lederen"),
    ):
        with pytest.raises(Problem, match="ikke tilgang"):
            attempt()
    assert [row.name for row in users(found).rows()] == ["Kari"]
    found.close()
    assert opened_and_closed(two, PASSWORD).role == "leader"


def opened_and_closed(folder: Path, password: str, person: str = "") -> Any:
    found = opened(folder, password, person)
    found.close()
    return found.viewer


def test_the_list_says_who_since_when_and_as_what(live: data.Data) -> None:
    leader, other = users(live).rows()
    assert (leader.mine, leader.role, leader.code, leader.since) == (True, Role.LEADER, True, TODAY)
    assert (other.name, other.role, other.password, other.code, other.mine) == ("Kari", Role.STAFF, True, False, False)
    assert not leader.wrong
    assert not other.wrong
    assert live.warnings == ()


def test_what_will_not_do_leaves_neither_a_person_nor_a_way_in(live: data.Data) -> None:
    for name, password in (("Kari", THEIRS), ("Ola", "kort"), ("", THEIRS)):
        with pytest.raises(Invalid):
            users(live).add(name, Role.STAFF, password)
    assert len(users(live).rows()) == 2


def test_a_person_whose_way_in_could_not_be_written_is_not_registered(live: data.Data, two: Path) -> None:
    for name in ("vault.json", "vault.copy.json"):
        (two / name).rename(two / f"{name}.away")
        (two / name).mkdir()  # what no program can write over
    with pytest.raises(Problem):
        users(live).add("Ola", Role.STAFF, "tredje sitt passord")
    for name in ("vault.json", "vault.copy.json"):
        (two / name).rmdir()
        (two / f"{name}.away").rename(two / name)
    assert [row.name for row in users(live).rows()] == ["Leder", "Kari"]


def test_a_new_role_holds_from_the_next_unlock(two: Path) -> None:
    found = opened(two)
    users(found).change_role(kari(found), Role.LEADER)
    with pytest.raises(Problem, match="egen rolle"):
        users(found).change_role(found.keys.person, Role.STAFF)
    found.close()
    again = opened(two, THEIRS, "Kari")
    assert again.viewer.rights == frozenset(Right)
    assert again.warnings == ()
    again.close()


def test_everybody_may_choose_a_new_password_for_themselves(two: Path) -> None:
    found = opened(two, THEIRS, "Kari")
    users(found).new_password(found.keys.person, "noe jeg fant på selv")
    found.close()
    assert opened_and_closed(two, "noe jeg fant på selv", "Kari").name == "Kari"
    with pytest.raises(Invalid):
        vault.unlock(two, THEIRS, "Kari")


def test_after_somebody_is_removed_one_goes_on_working_with_other_keys(live: data.Data, two: Path) -> None:
    before, old_front = live.keys, read_front(two)["inbox"]
    receipt = inbox.seal(two, old_front, {"kind": "exposure"}, at=live.clock.local().astimezone())
    users(live).remove(kari(live), "Har sluttet.")
    assert live.keys.database != before.database
    assert [row.name for row in users(live).rows()] == ["Leder"]
    live.write(add_person, "Ola", slot="x", role=Role.STAFF)
    assert front_is_genuine(two, live.keys)
    assert read_front(two)["inbox"] != old_front
    assert [box.receipt for box in inbox.opened(two, live.keys).boxes] == [receipt]
    (backup,) = (two / "backups").glob("*.ikbackup")
    assert verify_backup(backup, live.keys) == []
    assert not (two / "ikdesk.next.db").exists()


def test_whoever_was_removed_is_out_and_what_they_did_stands(two: Path) -> None:
    found = opened(two)
    users(found).remove(kari(found), "Har sluttet.")
    rows = found.database.read(history.CHAIN.breaks)
    found.close()
    assert not rows
    with pytest.raises(Problem, match="Ingen som heter Kari"):
        vault.unlock(two, THEIRS, "Kari")
    health = examine_folder(two, PASSWORD)
    assert (health.problems, health.notes) == ((), ())


def test_an_older_backup_is_restored_with_what_was_known_then(two: Path, tmp_path: Path) -> None:
    found = opened(two)
    older = tmp_path / "older.ikbackup"
    found.back_up(older)
    users(found).remove(kari(found), "Har sluttet.")
    found.close()
    again = tmp_path / "again"
    restore.restore_backup(older, again / "ikdesk.db", restore.keys_for(older, PASSWORD))
    assert opened_and_closed(again, THEIRS, "Kari").name == "Kari"


def test_nobody_is_removed_without_a_reason_and_nobody_removes_themselves(live: data.Data) -> None:
    with pytest.raises(Invalid):
        users(live).remove(kari(live), "  ")
    with pytest.raises(Problem, match="fjerne deg selv"):
        users(live).remove(live.keys.person, "Lei.")
    assert len(users(live).rows()) == 2


def test_a_way_in_without_a_person_is_told_and_lets_nobody_in(two: Path) -> None:
    found = opened(two)
    members.add_user(two, found.keys, name="Fremmed", role="leader", password="et fremmed passord", work=FLOOR)
    found.close()
    with pytest.raises(Problem, match="ikke til noen som er registrert"):
        opened(two, "et fremmed passord", "Fremmed")
    again = opened(two)
    assert len(again.warnings) == 1
    assert "Fremmed er ikke registrert her" in again.warnings[0]
    row = users(again).rows()[-1]
    assert (row.name, row.registered, row.wrong) == ("Fremmed", False, again.warnings[0])
    users(again).remove(row.id, "Ingen av oss.")
    again.close()
    assert opened_and_closed(two, PASSWORD).name == "Leder"
    assert examine_folder(two, PASSWORD).notes == ()


def test_a_person_whose_way_in_is_gone_is_told_and_may_get_a_new_one(two: Path) -> None:
    found = opened(two)
    found.write(add_person, "Uten", slot="11111111-1111-1111-1111-111111111111", role=Role.STAFF)
    found.close()
    assert "Uten er registrert her, men har ikke noe passord" in examine_folder(two, PASSWORD).notes[0]
    again = opened(two)
    assert "Uten" in again.warnings[0]
    users(again).new_password("11111111-1111-1111-1111-111111111111", "nytt til den som mangler")
    again.close()
    assert opened_and_closed(two, "nytt til den som mangler", "Uten").role == "staff"


@pytest.mark.parametrize("where", ["file", "vault"])
def test_of_two_roles_the_one_with_the_fewest_rights_holds(two: Path, where: str) -> None:
    found = opened(two)
    if where == "file":
        found.write(change_person_role, kari(found), Role.LEADER)
    else:
        members.change_role(two, found.keys, kari(found), "leader")
    found.close()
    again = opened(two, THEIRS, "Kari")
    assert again.viewer.rights == RIGHTS[Role.STAFF]
    assert again.viewer.role == "staff"
    assert "ikke samme rolle" in again.warnings[0]
    again.close()
    assert "ikke samme rolle" in examine_folder(two, PASSWORD).notes[0]


def test_one_leader_without_a_code_is_said_to_be_too_few(two: Path) -> None:
    found = opened(two)
    assert users(found).lacking() == ""
    users(found).change_role(kari(found), Role.LEADER)
    found.close()
    other = opened(two, THEIRS, "Kari")
    users(other).remove(next(row.id for row in users(other).rows() if row.name == "Leder"), "Har sluttet.")
    assert "lag en gjenopprettingskode og skriv den ned" in users(other).lacking()
    code = users(other).new_code()
    assert users(other).lacking()
    users(other).keep_code()
    assert users(other).lacking() == ""
    other.close()
    assert vault.unlock_with_code(two, code).name == "Kari"


KILLED = """
import os, shutil, sys
from datetime import date
from pathlib import Path
from ikdesk import data
from ikdesk.kernel.clock import Clock
from ikdesk.people.users_data import VaultUsers
from ikdesk.safe import vault
from tests.engines import warm

made, out = Path(sys.argv[1]), Path(sys.argv[2])
armed = [-1]

def watch(event, _given):
    if armed[0] >= 0 and event in {"os.rename", "os.remove"}:
        if armed[0] == 0:
            os._exit(9)
        armed[0] -= 1

sys.addaudithook(watch)
keys = vault.unlock(made, sys.argv[3], "Leder")
data.engine_of = warm  # a question is put into words once, not in each process

def remove(folder, steps):
    shutil.copytree(made, folder, ignore=shutil.ignore_patterns("reserve.bin"))
    os.link(made / "reserve.bin", folder / "reserve.bin")  # never written to
    found = data.open_data(folder, keys, clock=Clock(date(2026, 4, 30)))
    users = VaultUsers(found)
    kari = next(row.id for row in users.rows() if row.name == "Kari")
    armed[0] = steps
    users.remove(kari, "Har sluttet.")
    return found

remove(out / "practice", -1).close()  # what is loaded late is loaded once, too
for number in range(100):
    child = os.fork()
    if child == 0:
        remove(out / str(number), number)
        os._exit(0)
    if os.waitpid(child, 0)[1] == 0:
        print(number)
        break
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system where a process can be copied")
def test_a_crash_at_any_step_of_a_removal_leaves_the_old_or_the_new_whole(two: Path, tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", KILLED, two, tmp_path, PASSWORD], capture_output=True, text=True, check=True,
        cwd=Path(__file__).parents[2],
    )  # fmt: skip
    steps = int(ran.stdout)
    assert steps >= 7  # copy, two vaults, the log, the file, what the lock screen shows, the backup
    outcomes = [after_crash(tmp_path / str(number)) for number in range(steps + 1)]
    assert outcomes == sorted(outcomes)  # once the new keys hold, they hold
    assert set(outcomes) == {0, 1}


def after_crash(folder: Path) -> int:
    """0 if the old keys hold, 1 if the new do; everything is there, and Kari is out of the program in both."""
    old_holds = True
    try:
        keys = vault.unlock(folder, THEIRS)
    except Invalid:
        old_holds = False
    else:
        with pytest.raises(Problem, match="ikke til noen som er registrert"):
            data.open_data(folder, keys, clock=Clock(TODAY))
    found = opened(folder)
    assert not (folder / "ikdesk.next.db").exists()
    assert not found.database.read(history.CHAIN.breaks)
    rows = users(found).rows()
    assert [row.name for row in rows] == (["Leder", "Kari"] if old_holds else ["Leder"])
    if old_holds:
        assert "Kari er ikke registrert" in found.warnings[0]
    if folder.name == "0":
        again(found)
    found.close()
    return 0 if old_holds else 1


def again(found: data.Data) -> None:
    """What was interrupted can be done again."""
    users(found).remove(users(found).rows()[1].id, "Har sluttet.")
    with pytest.raises(Invalid):
        vault.unlock(found.folder, THEIRS)


def test_whoever_has_gone_can_be_let_go_twice(live: data.Data) -> None:
    who = kari(live)
    live.write(let_go, who, "Har sluttet.")
    live.write(let_go, who, "Har sluttet.")
    assert "ikke registrert" in users(live).rows()[-1].wrong
