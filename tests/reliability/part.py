"""One process's share of a row: ``part.py ROW STATES CONTROL_STATES FOLDER SEED AT OF``.

Prints as JSON what came of the row and what came of its control.
"""

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
from dataclasses import dataclass
from pathlib import Path

from tests.reliability.registry import row_of
from tests.reliability.row import Counted, Row, Share

PROJECT = Path(__file__).resolve().parents[2]
SEED = 20260430
LONGEST = 600.0  # seconds a CI run of a row may take
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


@dataclass(frozen=True, slots=True)
class Task:
    """What one process does.

    Args:
        states: of the row itself.
        control_states: of its control.
        at: which of the processes it is.
        of: how many there are.
    """

    states: int
    control_states: int
    at: int = 0
    of: int = 1


def begin(row: Row, task: Task, folder: Path) -> subprocess.Popen[str]:
    """Start a process.

    Args:
        row: which.
        task: how much of it.
        folder: of the row; the process makes its own in it.
    """
    own = folder / str(task.at)
    own.mkdir()
    numbers = (task.states, task.control_states, own, SEED, task.at, task.of)
    command = [sys.executable, "-m", "tests.reliability.part", row.key, *map(str, numbers)]
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "IKDESK_MACHINE": str(own / "machine"), "PYTHONUTF8": "1"}
    return subprocess.Popen(
        command, cwd=PROJECT, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )


def ended(started: subprocess.Popen[str], longest: float | None = None) -> tuple[Counted, Counted]:
    """What came of the row and of its control, once the process is done.

    Args:
        started: from ``begin``.
        longest: seconds it may take; None for as long as it takes.

    Raises:
        RuntimeError: it broke.
        subprocess.TimeoutExpired: it takes longer.
    """
    try:
        told, said = started.communicate(timeout=longest)
    except subprocess.TimeoutExpired:
        started.kill()
        started.communicate()
        raise
    if started.returncode:
        raise RuntimeError(f"{started.args!r}: {said}")
    found, control = (Counted(**(one | {"errors": tuple(one["errors"])})) for one in json.loads(told))
    return found, control


def counted(row: Row, states: int, folder: Path) -> tuple[Counted, Counted]:
    """A row and its control, here if they may be, else in a process of their own.

    Args:
        row: which.
        states: how many of the row itself, no more than in a CI run.
        folder: an empty one.

    Raises:
        RuntimeError: it broke.
        subprocess.TimeoutExpired: it hangs.
    """
    task = Task(states, row.control_states)
    return ended(begin(row, task, folder), LONGEST) if row.alone else _both(row, task, folder, SEED)


def _both(row: Row, task: Task, folder: Path, seed: int) -> tuple[Counted, Counted]:
    shares = [Share(states, folder / name, seed, task.at, task.of)
              for name, states in (("run", task.states), ("control", task.control_states))]  # fmt: skip
    for share in shares:
        share.folder.mkdir()
    found = row.run(shares[0]) if task.states else Counted()
    return found, row.control(shares[1]) if task.control_states else Counted()


def main(words: list[str]) -> None:
    """Do the share and print what came of it."""
    key, states, control_states, folder, seed, at, of = words
    task = Task(int(states), int(control_states), int(at), int(of))
    both = _both(row_of(key), task, Path(folder), int(seed))
    print(json.dumps([dataclasses.asdict(one) for one in both]))


if __name__ == "__main__":
    main(sys.argv[1:])
