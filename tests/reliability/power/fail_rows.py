"""The row of the bench about a disk that says no: errors, a full disk, and what is written by halves."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator

from tests.reliability.power.cut import PROJECT
from tests.reliability.power.fail import KINDS
from tests.reliability.power.library import cannot, compiled, with_recorder
from tests.reliability.power.scenes import SCENES
from tests.reliability.row import Counted, Row, Share

FEW, MANY = 20, 200  # the calls that fail, in CI and in a release
SMALL = 56  # tries in CI
QUICK = tuple(name for name in SCENES if name != "migration")  # most of the time goes to loading what migrates
Try = tuple[str, str, int]


def _every() -> Iterator[Try]:
    """Every scene with every kind at every call; what does not do as much is passed over when that is known."""
    for number in range(1, MANY + 1):
        for scene in SCENES:
            for kind in KINDS:
                yield scene, kind, number


def _some(how_many: int) -> list[Try]:
    """Some of the first calls: over all of them, all scenes and all kinds alike."""
    kinds, found = list(KINDS), []
    for at in range(2 * how_many):
        scene = "migration" if at % 40 == 39 else QUICK[at % len(QUICK)]
        found.append((scene, kinds[(at + at // len(QUICK)) % len(kinds)], 1 + at * FEW // (2 * how_many)))
    return found


def _for_control() -> list[Try]:
    """Where whole files matter most."""
    return [(scene, kind, number) for number in range(1, 13) for scene in ("small", "vault")
            for kind in ("ENOSPC", "EIO")]  # fmt: skip


def _run(mode: str, share: Share) -> Counted:
    release = share.of > 1 or share.states > SMALL
    wanted = list(_every())[share.at :: share.of] if release else _some(share.states)
    wanted = wanted if mode == "run" else _for_control()[share.at :: share.of]
    share.folder.mkdir(parents=True, exist_ok=True)
    plan = share.folder / "plan.json"
    plan.write_text(json.dumps([share.states, wanted]), "utf-8")
    command = [sys.executable, "-m", "tests.reliability.power.fail", str(share.folder), mode, str(plan)]
    told = subprocess.run(
        command, cwd=PROJECT, env=with_recorder(compiled(share.folder)), capture_output=True, text=True, check=False
    )
    if told.returncode:
        raise RuntimeError(told.stderr)
    found = json.loads(told.stdout)
    return Counted(**(found | {"errors": tuple(found["errors"])}))


ROWS = (
    Row(
        key="faults", what="I/O-feil, full disk og halve skrivinger ved kall N", run=lambda share: _run("run", share),
        small=SMALL, release=MANY * len(SCENES) * len(KINDS), least=1.0, without="at filer skrives hele eller ikke",
        control=lambda share: _run("control", share), control_states=16, cannot=cannot, exhausts=True,
    ),
)  # fmt: skip
