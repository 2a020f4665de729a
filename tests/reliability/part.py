"""One process's share of a row: ``part.py ROW run|control STATES FOLDER SEED AT OF`` prints what came of it as JSON."""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.reliability.registry import row_of
from tests.reliability.row import Counted, Row, Share

PROJECT = Path(__file__).resolve().parents[2]
SEED = 20260430
ROOM = 2 * 1024**3  # bytes


@contextmanager
def place(row: Row) -> Iterator[Path]:
    """An empty folder that is gone afterwards; in memory where the machine has such a place, for no disk is asked."""
    memory = Path("/dev/shm")  # noqa: S108 (a folder of its own in it, made safely)
    roomy = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOM
    made = tempfile.mkdtemp(prefix=f"ikdesk-{row.key}-", dir=memory if roomy else None)
    try:
        yield Path(made)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def begin(
    row: Row, states: int, folder: Path, *, control: bool = False, at: int = 0, of: int = 1
) -> subprocess.Popen[str]:
    """Start one share in a process of its own.

    Args:
        row: which.
        states: how many this process tries.
        folder: of the row; the process makes its own in it.
        control: run the control instead.
        at: which of the processes it is.
        of: how many there are.
    """
    own = folder / f"{'control' if control else 'run'}-{at}"
    own.mkdir()
    command = [
        sys.executable, "-m", "tests.reliability.part", row.key, "control" if control else "run", str(states), str(own),
        str(SEED), str(at), str(of),
    ]  # fmt: skip
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "IKDESK_MACHINE": str(own / "machine"), "PYTHONUTF8": "1"}
    return subprocess.Popen(
        command, cwd=PROJECT, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )


def ended(started: subprocess.Popen[str]) -> Counted:
    """What came of a share, once it is done.

    Raises:
        RuntimeError: it broke.
    """
    told, said = started.communicate()
    if started.returncode:
        raise RuntimeError(f"{started.args!r}: {said}")
    found = json.loads(told)
    return Counted(**(found | {"errors": tuple(found["errors"])}))


def counted(row: Row, states: int, folder: Path, *, control: bool = False) -> Counted:
    """One share, here if it may be, else in a process of its own.

    Args:
        row: which.
        states: how many.
        folder: an empty one.
        control: run the control instead.
    """
    if row.alone:
        return ended(begin(row, states, folder, control=control))
    return (row.control if control else row.run)(Share(states, folder, SEED))


def main(words: list[str]) -> None:
    """Do the share and print what came of it."""
    key, which, states, folder, seed, at, of = words
    row = row_of(key)
    share = Share(int(states), Path(folder) / "work", int(seed), int(at), int(of))
    share.folder.mkdir()
    found = (row.control if which == "control" else row.run)(share)
    print(json.dumps(dataclasses.asdict(found)))


if __name__ == "__main__":
    main(sys.argv[1:])
