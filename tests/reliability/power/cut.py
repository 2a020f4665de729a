"""The power goes: states are drawn from a recorded run, laid out on a disk in memory, and opened by the program."""

from __future__ import annotations

import atexit
import os
import random
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import gettempdir, mkdtemp
from typing import Any

import sqlcipher3.dbapi2 as driver
from filelock import FileLock
from sqlalchemy.exc import SQLAlchemyError

from ikdesk.kernel.errors import Problem
from tests.reliability.power.disk import Disk, State
from tests.reliability.power.library import compiled, with_recorder
from tests.reliability.power.recorded import Recording, What, read_recording
from tests.reliability.power.scene import Look, Scene, quick_keys, unpacked
from tests.reliability.power.scenes import SCENES
from tests.reliability.row import Counted, Tally

PROJECT = Path(__file__).resolve().parents[3]
CUTS_AT_ONCE = 5  # states drawn where the power goes once
# what a look at a broken state ends with; after a power cut none of it may happen
BROKEN = (Problem, driver.Error, SQLAlchemyError, OSError, ValueError, LookupError)
FEWEST = 4  # at least each fourth state that is drawn must be one that was not seen before


class Bench:
    """A folder where one state after the other is laid out; what lies there already is not written again."""

    def __init__(self, root: Path) -> None:
        """Begin with nothing.

        Args:
            root: the folder that was recorded, where the program must find it again.
        """
        self.root = root
        self._lying: dict[str, tuple[object, tuple[int, ...]]] = {}
        shutil.rmtree(root, ignore_errors=True)
        root.mkdir()

    def lay_out(self, state: State) -> None:
        """Make the folder be as the state says."""
        for path in sorted(self.root.rglob("*"), reverse=True):  # what is in a folder comes before it
            name = path.relative_to(self.root).as_posix()
            if name not in state.files and name not in state.folders:
                path.rmdir() if path.is_dir() else path.unlink()
        for name in sorted(state.folders):
            (self.root / name).mkdir(exist_ok=True)
        for name, content in state.files.items():
            path = self.root / name
            if self._lying.get(name) != (content.mark, _stamp(path)):
                path.write_bytes(content.data)
                self._lying[name] = content.mark, _stamp(path)


@dataclass
class Cutter:
    """Draws states of one recorded run and looks at them."""

    scene: Scene
    recording: Recording
    root: Path
    chance: random.Random
    tally: Tally = field(default_factory=Tally)
    different: set[tuple[object, ...]] = field(default_factory=set)

    def cut(self, states: int) -> None:
        """Let the power go.

        Args:
            states: how many times.
        """
        said = [unpacked(text) for text in self.recording.marks]
        disk, bench, known = Disk(self.recording), Bench(self.root), dict[Any, Any]()
        for point in self._points(-(-states // CUTS_AT_ONCE)):
            disk.go_to(point)
            for _state in range(min(CUTS_AT_ONCE, states - self.tally.states)):
                self.tally.states += 1
                state = disk.drawn(self.chance)
                if state.mark not in self.different:
                    self.different.add(state.mark)
                    bench.lay_out(state)
                    self._look(Look(self.root, said[: state.said], self.tally, known), point)

    def _points(self, how_many: int) -> list[int]:
        """Where the power goes: anywhere, and as often just after something else than writing was done."""
        entries = self.recording.entries
        turns = [at + 1 for at, entry in enumerate(entries) if entry.what is not What.WRITE]
        anywhere = [self.chance.randint(1, len(entries)) for _cut in range(how_many // 2)]
        near = [min(len(entries), self.chance.choice(turns) + self.chance.randint(0, 2))
                for _cut in range(how_many - len(anywhere))]  # fmt: skip
        return sorted(anywhere + near)

    def _look(self, look: Look, point: int) -> None:
        before = len(self.tally.errors)
        try:
            self.scene.check(look)
        except BROKEN as error:
            self.tally.fault(f"{type(error).__name__}: {error}")
        for at in range(before, len(self.tally.errors)):
            self.tally.errors[at] = f"{self.scene.name}, cut at {point}: {self.tally.errors[at]}"


@cache
def _place() -> Path:
    """A folder for recordings until this process ends; in memory where the machine has that, for no disk is asked.

    The processes of one run of the tests have it together: recording everything takes seconds. Who ends last removes
    it.
    """
    memory = Path("/dev/shm")  # noqa: S108 (a folder of one's own in it)
    base = memory if os.access(memory, os.W_OK) else Path(gettempdir())
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID")
    if run is None:
        made = Path(mkdtemp(prefix="ikdesk-power-", dir=base))
        atexit.register(shutil.rmtree, made, ignore_errors=True)
        return made
    made = base / f"ikdesk-power-{run}"
    made.mkdir(mode=0o700, exist_ok=True)
    here = made / f"{os.getpid()}.here"
    here.touch()
    atexit.register(_leave, made, here)
    return made


def _leave(place: Path, here: Path) -> None:
    here.unlink(missing_ok=True)
    if not list(place.glob("*.here")):
        shutil.rmtree(place, ignore_errors=True)


@cache
def recordings(*names: str) -> Path:
    """Record scenes in a process of its own; the folder where they lie.

    Args:
        names: as ``record.py`` takes them.
    """
    folder = _place() / sha256(" ".join(names).encode()).hexdigest()[:16]
    with FileLock(folder.with_suffix(".lock")):
        if not folder.exists():
            _record(folder, names)
    return folder


def _record(folder: Path, names: tuple[str, ...]) -> None:
    folder.mkdir()
    command = [sys.executable, "-m", "tests.reliability.power.record", str(folder), *names]
    told = subprocess.run(
        command, cwd=PROJECT, env=with_recorder(compiled(folder)), capture_output=True, text=True, check=False
    )
    if told.returncode:
        shutil.rmtree(folder)
        raise RuntimeError(told.stderr)


def recording_of(folder: Path, name: str) -> Recording:
    """What was recorded.

    Args:
        folder: from ``recordings``.
        name: as ``record.py`` takes it.
    """
    root = folder / name.replace(":", "-")
    return read_recording(root.with_suffix(".base"), root, root.with_suffix(".log"))


def cut(folder: Path, name: str, states: int, chance: random.Random) -> Counted:
    """Let the power go in a recorded scene.

    Args:
        folder: from ``recordings``.
        name: as ``record.py`` takes it.
        states: how many are drawn.
        chance: draws.
    """
    before = os.environ.get("IKDESK_MACHINE")
    root = folder / name.replace(":", "-")
    cutter = Cutter(SCENES[name.partition(":")[0]], recording_of(folder, name), root, chance)
    try:
        with quick_keys():
            cutter.cut(states)
    finally:
        os.environ.pop("IKDESK_MACHINE", None)
        if before is not None:
            os.environ["IKDESK_MACHINE"] = before
        shutil.rmtree(root, ignore_errors=True)
    if len(cutter.different) * FEWEST < states:
        cutter.tally.fault(f"{name}: only {len(cutter.different)} of {states} states are different")
    return cutter.tally.counted()


def _stamp(path: Path) -> tuple[int, ...]:
    try:
        told = path.stat()
    except OSError:
        return ()
    return told.st_mtime_ns, told.st_size, told.st_ino
