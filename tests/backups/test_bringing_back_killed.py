"""Bringing back that is ended at any step leaves the old or the new, whole."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ikdesk import data as opening
from ikdesk.kernel.clock import Clock
from ikdesk.safe import inbox, swap
from ikdesk.safe.front import has_data
from tests.backups.conftest import PASSWORD, STORY, Home
from tests.backups.test_bringing_back import LATER, backed_up, seal, stories
from tests.samples import TODAY

KILLED = """
import os, shutil, sys
from pathlib import Path
from ikdesk import restore_data
from ikdesk.safe import vault

made, target, out, password = Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4]
armed = [-1]
FEW = 8  # steps before anything is decided

def watch(event, _given):
    if armed[0] >= 0 and event in {"os.rename", "os.rmdir"}:
        if armed[0] == 0:
            os._exit(9)
        armed[0] -= 1

sys.addaudithook(watch)
keys = vault.unlock(made, password)
restore_data._Secret.opens = lambda *_given: keys  # a password is dear, and typed once here, too
for number in (*range(0, FEW, 4), *range(FEW, 200, 2)):
    folder = out / str(number)
    shutil.copytree(made, folder, ignore=shutil.ignore_patterns("reserve.bin"))
    os.link(made / "reserve.bin", folder / "reserve.bin")  # never written to
    child = os.fork()
    if child == 0:
        armed[0] = number
        restore_data.restore(target, folder, password=password)
        os._exit(0)
    if os.waitpid(child, 0)[1] == 0:
        print(number)
        break
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system where a process can be copied")
def test_a_crash_at_any_step_leaves_the_old_or_the_new_whole(
    home: Home, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = backed_up(home, stick)
    seal(home, "Vent på meg")
    out = tmp_path / "killed"
    out.mkdir()
    ran = subprocess.run(
        [sys.executable, "-c", KILLED, home.folder, target, out, PASSWORD], capture_output=True, text=True, check=True,
        cwd=Path(__file__).parents[2],
    )  # fmt: skip
    steps = int(ran.stdout)
    assert steps >= 15
    outcomes = []
    for number in sorted(int(path.name) for path in out.iterdir()):
        monkeypatch.setenv("IKDESK_MACHINE", str(tmp_path / f"machine-{number}"))  # each on a machine of its own
        outcomes.append(after_crash(out / str(number), home))
    assert outcomes == sorted(outcomes)  # once the new data hold, they hold
    assert set(outcomes) == {0, 1}


def after_crash(folder: Path, home: Home) -> int:
    """0 if the old data hold, 1 if the new do; nothing is between, and nothing that lay there is gone."""
    assert has_data(folder)
    swap.finish_restore(folder)
    found = opening.open_data(folder, home.keys, clock=Clock(TODAY))
    told = stories(found)
    new = told == [STORY]
    assert new or told == sorted([LATER, STORY])
    assert any("IKdesk-2026" in said for said in found.warnings) == new
    assert found.findings == ()
    assert len(inbox.opened(folder, home.keys).boxes) == 1
    found.close()
    assert not list(folder.glob(".restore*"))
    away = [path for path in folder.glob("replaced-*") if (path / "ikdesk.db").exists()]
    assert len(away) == new
    return int(new)
