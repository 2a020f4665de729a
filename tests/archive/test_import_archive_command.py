"""``ikdesk import-archive``: into a new folder, into a unit that was only made, and nowhere else."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from ikdesk import data as opening
from ikdesk.archive_data import import_into
from ikdesk.cli import parse, run
from ikdesk.health import examine_folder
from ikdesk.incidents.queries import Filter, incident_page
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.errors import Problem
from ikdesk.people.model import Role
from ikdesk.people.users_data import VaultUsers
from ikdesk.safe import vault
from ikdesk.safe.secret import Work
from ikdesk.unit.model import UnitKind
from tests.archive.taken_out import PASSWORD, opened
from tests.made_once import made_once
from tests.samples import THEIRS

Say = Callable[..., tuple[int, str, str]]


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Say:
    """Run a command as one who knows the password: exit code, what was printed, what was said to be wrong."""
    monkeypatch.setenv("IKDESK_PASSWORD", PASSWORD)

    def run_command(*words: object) -> tuple[int, str, str]:
        code = run(parse([str(word) for word in words]))
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run_command


@pytest.fixture
def made(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A unit that was made, and nothing more."""

    def make(folder: Path) -> None:
        unit, _code = opening.make_unit_data(
            folder, PASSWORD, name="Ny barnehage", kind=UnitKind.BARNEHAGE, clock=Clock()
        )
        VaultUsers(unit).keep_code()
        unit.close()

    return Path(shutil.copytree(made_once(tmp_path_factory, "only_made", make), tmp_path / "laget"))


def test_a_new_folder_gets_the_unit_and_the_code_is_printed_once(archive: Path, tmp_path: Path, say: Say) -> None:
    folder = tmp_path / "ny"
    code, out, err = say("import-archive", archive, "--data", folder)
    assert (code, err) == (0, "")
    first, who, others, signed, recovery, keep = out.splitlines()
    rows = sum(one["rows"] for one in json.loads((archive / "metadata.json").read_text("utf-8"))["tables"])
    assert first == f"Solbakken barnehage er hentet inn i {folder}: {rows} rader."
    assert (who, "Kari" in others, "ny signatur" in signed, "safen" in keep) == ("Tom låser opp.", True, True, True)
    assert vault.unlock_with_code(folder, recovery.removeprefix("Gjenopprettingskode: ")).name == "Tom"
    with opened(folder, PASSWORD) as data:
        assert VaultUsers(data).lacking() == ""
        assert next(row for row in VaultUsers(data).rows() if row.mine).kept is not None
    again = say("import-archive", archive, "--data", folder)
    assert again[0] == 1
    assert "Det er skrevet noe i dataene" in again[2]


def test_a_unit_that_was_only_made_becomes_the_one_of_the_archive(archive: Path, made: Path, say: Say) -> None:
    before = vault.unlock(made, PASSWORD)
    code, out, err = say("import-archive", archive, "--data", made, "--json")
    assert (code, err) == (0, "")
    told = json.loads(out)
    assert (told["unit"], told["name"], told["code"]) == ("Solbakken barnehage", "Tom", "")
    keys = vault.unlock(made, PASSWORD, "Tom")
    assert (keys.master, keys.person) == (before.master, before.person)
    assert examine_folder(made, PASSWORD, "Tom").problems == ()
    with opened(made, PASSWORD) as data:
        assert data.read(incident_page, Filter()).total > 100
        mine = next(row for row in VaultUsers(data).rows() if row.mine)
        assert (mine.name, mine.wrong, mine.code, mine.kept is not None) == ("Tom", "", True, True)
        assert data.findings == ()
    old = made / told["moved_to"]
    with closing(opening.open_data(old, vault.unlock(old, PASSWORD), clock=Clock())) as data:
        assert opening.unit_name(data) == "Ny barnehage"


def test_a_unit_others_use_or_that_holds_something_is_left_alone(
    archive: Path, made: Path, demo: Path, say: Say
) -> None:
    with closing(opening.open_data(made, vault.unlock(made, PASSWORD), clock=Clock())) as data:
        VaultUsers(data, Work()).add("Kari", Role.STAFF, THEIRS)
    code, _out, err = say("import-archive", archive, "--data", made, "--user", "Leder")
    assert (code, "Flere bruker dataene" in err) == (1, True)
    with pytest.raises(Problem, match="ikke tilgang"):
        import_into(archive, made, vault.unlock(made, THEIRS), clock=Clock(), tick=lambda _done, _of: None)
    before = (demo / "ikdesk.db").stat().st_size
    keys = vault.unlock(demo, opening.DEMO_PASSWORD)
    with pytest.raises(Problem, match="Det er skrevet noe"):
        import_into(archive, demo, keys, clock=Clock(), tick=lambda _done, _of: None)
    assert (demo / "ikdesk.db").stat().st_size == before
    assert not list(demo.glob("replaced-*"))
    with closing(opening.open_data(made, vault.unlock(made, PASSWORD, "Leder"), clock=Clock())) as data:
        assert opening.unit_name(data) == "Ny barnehage"


def test_what_is_refused_changes_nothing_in_a_unit_that_was_only_made(
    archive: Path, made: Path, tmp_path: Path, say: Say
) -> None:
    code, _out, err = say("import-archive", tmp_path / "finnes ikke", "--data", made)
    assert (code, "er ikke et arkiv" in err) == (1, True)
    code, _out, err = say("import-archive", archive, "--data", made, "--name", "Kari")
    assert (code, "Kari er ikke" in err) == (1, True)
    assert not [path for path in made.iterdir() if path.name.startswith((".restore", "replaced", ".ny"))]
    with closing(opening.open_data(made, vault.unlock(made, PASSWORD), clock=Clock())) as data:
        assert opening.unit_name(data) == "Ny barnehage"
