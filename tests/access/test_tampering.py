"""Whatever is done to the file behind the program's back is told, in a sentence that says what to do."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from ikdesk import anchor_data, data
from ikdesk.access import finding_queries
from ikdesk.access.finding_model import Wrong
from ikdesk.access.model import Deed
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.paths import machine_folder
from ikdesk.kernel.viewer import SYSTEM, Key, Viewer
from ikdesk.people.model import RIGHTS, Role
from ikdesk.people.users_data import VaultUsers
from ikdesk.safe.anchor import NAME
from ikdesk.safe.restore import restore_backup
from ikdesk.safe.vault import unlock
from ikdesk.unit.model import UnitKind
from tests.access.conftest import PASSWORD, Kept
from tests.samples import TODAY


def told(kept: Kept) -> list[Wrong]:
    """What whoever unlocks is told at once; looked at without unlocking, which takes longer."""
    with closing(data.database_of(kept.folder / data.FILE, kept.keys, Clock(TODAY))) as database:
        return [finding.what for finding in anchor_data.look(kept.folder, kept.keys, database).findings]


def walked(kept: Kept) -> list[tuple[Wrong, str, int]]:
    with closing(data.database_of(kept.folder / data.FILE, kept.keys, Clock(TODAY))) as database:
        found = database.read(finding_queries.walked, viewer=SYSTEM, today=TODAY)
        return [(one.what, one.chain, one.seq) for one in found]


def test_nothing_is_told_of_a_file_that_was_only_used(kept: Kept) -> None:
    assert told(kept) == []
    assert walked(kept) == []
    assert kept.examine().whole


@pytest.mark.parametrize("table", ["history", "access"])
def test_an_edited_row_is_told_and_makes_the_check_fail(kept: Kept, table: str) -> None:
    assert kept.alter(f"UPDATE {table} SET by_name = 'Kari' WHERE seq = 3") == 1
    assert walked(kept) == [(Wrong.EDITED, table, 3)]
    health = kept.examine()
    assert not health.whole
    assert "linje 3 er endret" in health.problems[0]
    assert "sikkerhetskopi" in health.problems[0]


@pytest.mark.parametrize("table", ["history", "access"])
def test_a_row_taken_out_of_the_middle_is_told(kept: Kept, table: str) -> None:
    kept.alter(f"DELETE FROM {table} WHERE seq = 2")
    assert walked(kept) == [(Wrong.REMOVED, table, 2)]


def test_which_records_a_row_of_the_log_was_about_cannot_be_altered(kept: Kept) -> None:
    found = kept.open()
    found.note(Deed.OPENED, "incident", [Key(int=1)])
    found.close()
    seq = kept.ask("SELECT max(seq) FROM access_record")
    kept.alter(f"DELETE FROM access_record WHERE seq = {seq}")
    assert walked(kept) == [(Wrong.EDITED, "access", seq)]


@pytest.mark.parametrize("table", ["history", "access"])
def test_rows_taken_off_the_end_are_told_at_unlock(kept: Kept, table: str) -> None:
    found = kept.open()
    found.note(Deed.OPENED, "incident", [Key(int=1)])
    found.close()
    last = kept.ask(f"SELECT max(seq) FROM {table}")
    kept.alter(f"DELETE FROM {table} WHERE seq = {last}")
    found = kept.open()
    assert [(one.what, one.chain, one.seq) for one in found.findings] == [(Wrong.SHORTENED, table, last)]
    assert any("slutten er borte" in said for said in found.alarms)
    found.close()
    assert told(kept)  # it stands until somebody accepts it


def test_an_older_file_put_back_is_told_at_unlock_and_by_the_check(kept: Kept, put_back: Callable[..., None]) -> None:
    kept.work()
    put_back(NAME)
    found = kept.open()
    assert [said.split(".")[0] for said in found.alarms] == ["Filen er eldre enn sist den var åpen her"]
    found.close()
    health = kept.examine()
    assert [said.split(".")[0] for said in health.problems] == ["Filen er eldre enn sist den var åpen her"]


def test_a_whole_folder_put_back_is_told_on_the_same_machine(kept: Kept, put_back: Callable[..., None]) -> None:
    kept.work()
    put_back()
    assert Wrong.ROLLED_BACK in told(kept)


def test_a_whole_folder_put_back_is_not_known_on_a_machine_that_never_saw_it(
    kept: Kept, put_back: Callable[..., None]
) -> None:
    kept.work()
    put_back()
    shutil.rmtree(machine_folder())
    assert told(kept) == []


def test_an_older_file_that_was_put_back_and_used_elsewhere_is_told(kept: Kept, put_back: Callable[..., None]) -> None:
    kept.work()
    remembered = machine_folder().with_name("remembered")
    shutil.copytree(machine_folder(), remembered)
    put_back()
    shutil.rmtree(machine_folder())
    for _ in range(2):
        kept.work()  # it has more rows now than when it was put back
    shutil.rmtree(machine_folder())
    remembered.rename(machine_folder())
    assert set(told(kept)) == {Wrong.REWRITTEN}


def test_a_missing_anchor_is_told(kept: Kept) -> None:
    (kept.folder / NAME).unlink()
    assert told(kept) == [Wrong.NO_ANCHOR]
    assert not kept.examine().whole


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b"[]", b'{"mac": 1}', b"[" * 5000])
def test_an_anchor_that_makes_no_sense_is_told(kept: Kept, content: bytes) -> None:
    (kept.folder / NAME).write_bytes(content)
    assert told(kept) == [Wrong.FALSE_ANCHOR]


def test_an_anchor_with_another_number_is_told(kept: Kept) -> None:
    anchor = json.loads((kept.folder / NAME).read_text())
    anchor["history"][0] -= 1
    (kept.folder / NAME).write_text(json.dumps(anchor))
    assert told(kept) == [Wrong.FALSE_ANCHOR]


def test_the_anchor_of_another_unit_is_told(kept: Kept, tmp_path: Path) -> None:
    other, _code = data.make_unit_data(
        tmp_path / "other", PASSWORD, name="Granly", kind=UnitKind.SKOLE, clock=Clock(TODAY)
    )
    other.close()
    shutil.copy2(tmp_path / "other" / NAME, kept.folder / NAME)
    assert told(kept) == [Wrong.FOREIGN_ANCHOR]


def test_a_program_that_ended_before_the_anchor_was_laid_out_is_nothing_strange(kept: Kept) -> None:
    older = json.loads((kept.folder / NAME).read_text())
    kept.work()
    (kept.folder / NAME).write_text(json.dumps(older))
    assert told(kept) == []


def test_a_leader_who_knows_why_says_so_once(kept: Kept, put_back: Callable[..., None]) -> None:
    kept.work()
    put_back()
    found = kept.open()
    with pytest.raises(Invalid, match="Skriv hva du vet"):
        found.accept("  ")
    assert found.findings
    found.accept("Vi flyttet dataene fra den gamle maskinen.")
    assert not found.findings
    found.close()
    assert told(kept) == []
    assert kept.ask("SELECT note FROM access WHERE deed = 'accepted'") == "Vi flyttet dataene fra den gamle maskinen."
    assert kept.examine().whole


def test_a_row_that_was_accepted_is_not_told_again_but_another_is(kept: Kept) -> None:
    kept.alter("UPDATE history SET by_name = 'Kari' WHERE seq = 3")
    found = kept.open()
    assert found.walk_logs()
    found.accept("Feil i en disk.")
    found.close()
    assert kept.examine().whole
    kept.alter("UPDATE history SET by_name = 'Kari' WHERE seq = 7")
    assert "linje 7" in kept.examine().problems[0]


def test_only_a_leader_accepts(kept: Kept) -> None:
    (kept.folder / NAME).unlink()
    found = kept.open()
    found.viewer = Viewer(Key(int=8), "Kari", "staff", frozenset())
    with pytest.raises(Problem, match="ikke tilgang"):
        found.accept("Det var jeg.")
    found.close()


def test_only_leaders_are_told_what_is_wrong_and_others_to_tell_them(kept: Kept) -> None:
    (kept.folder / NAME).unlink()
    kept.alter("UPDATE history SET by_name = 'Kari' WHERE seq = 3")
    found = kept.open()
    assert len(found.walk_logs()) == 2
    assert ["anchor.json" in said for said in found.alarms] == [True, False]
    for role in (Role.STAFF, Role.DEPARTMENT_LEAD, Role.SAFETY_REP):
        found.viewer = Viewer(Key(int=8), "Kari", role.code, RIGHTS[role])
        assert len(found.alarms) == 1
        assert found.alarms[0].startswith("Si fra til lederen")
        assert not [word for word in ("anchor", "linje", "logg", "sikkerhetskopi") if word in found.alarms[0]]
    found.findings = ()
    assert found.alarms == ()
    found.close()


def test_a_restore_is_told_once_and_written_down(kept: Kept, tmp_path: Path) -> None:
    found = kept.open()
    target = tmp_path / "kopi.ikbackup"
    found.back_up(target)
    found.close()
    kept.work()
    shutil.rmtree(kept.folder)
    restore_backup(target, kept.folder / data.FILE, kept.keys)
    back = kept.open()
    assert [said for said in back.warnings if "kopi.ikbackup" in said]
    assert not back.findings
    back.close()
    again = kept.open()
    assert (again.warnings, again.findings) == ((), ())
    again.close()
    assert kept.ask("SELECT note FROM access WHERE deed = 'restored'") == "kopi.ikbackup"
    assert kept.examine().whole


def test_other_keys_leave_the_logs_and_the_anchor_whole(kept: Kept) -> None:
    found = kept.open()
    users = VaultUsers(found)
    who = users.add("Kari", Role.STAFF, "en helt annen lang setning")
    users.remove(who, "Har sluttet.")
    found.close()
    keys = unlock(kept.folder, PASSWORD)
    assert keys.master != kept.keys.master
    assert told(replace(kept, keys=keys)) == []
    assert walked(replace(kept, keys=keys)) == []
