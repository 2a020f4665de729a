"""How soon the lock screen and the first page are there, beside an empty PySide6 window."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from installer.bench.timing import Clocked, Point, grouped, point, side_by_side

AIM = 1.5
PATIENCE = 120  # seconds; a window that does not come then never does
PROGRAM = Path(__file__).with_name("window_program.py")


def window_points(folders: Mapping[int, Path], keys: Mapping[int, str], caches: Path, rounds: int) -> Iterator[Point]:
    """Every start, each in a process of its own; the windows take turns.

    Args:
        folders: where data lies, by how many incidents there are; nobody has them open.
        keys: of each, in one line.
        caches: where Python may keep what it has compiled, so that this is the same for all.
        rounds: how many times each is started; once is only to see that it can be, with what was compiled before.
    """
    run = _Windows(caches if rounds > 1 else None)
    few = min(folders)
    ways = [run.started("empty"), run.started("lock", folders[few])]
    ways += [run.unlocked(folder, keys[number]) for number, folder in folders.items()]
    for way in ways if rounds > 1 else ():
        way()  # once for the caches
    empty, lock, *fronts = side_by_side(rounds, *ways)
    yield point("start to the lock screen ÷ an empty window", (lock, empty), AIM)
    for number, front in zip(folders, fronts, strict=True):
        yield point(f"password to the first page ÷ an empty window, {grouped(number)}", (front, empty), AIM)


class _Windows:
    """Starts windows and waits for the line that says they can be used."""

    def __init__(self, caches: Path | None) -> None:
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        self._surroundings = kept if caches is None else {**kept, "PYTHONPYCACHEPREFIX": str(caches)}

    def started(self, kind: str, *folder: Path) -> Clocked:
        """Seconds from the start of the process."""

        def timed() -> float:
            begun = time.perf_counter()
            self._line(kind, folder, "")
            return time.perf_counter() - begun

        return timed

    def unlocked(self, folder: Path, keys: str) -> Clocked:
        """Seconds from the right password, as the process itself tells them."""
        return lambda: float(self._line("front", (folder,), keys))

    def _line(self, kind: str, folder: tuple[Path, ...], keys: str) -> str:
        with subprocess.Popen(
            [sys.executable, PROGRAM, kind, *folder],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=self._surroundings,
        ) as program:  # fmt: skip
            said, errors = program.communicate(keys, timeout=PATIENCE)
        if program.returncode:
            raise RuntimeError(f"the window {kind} did not come:\n{errors}")
        return said
