"""A process whose disk says no: ``fail.py FOLDER run|control PLAN`` tries what is planned and prints what came of it.

Whatever the disk says, and whenever: the program answers with a sentence and nothing else, what it said is saved is
there when the data are opened again, what it said is not saved is not there, and all that was there before is there.
"""

from __future__ import annotations

import dataclasses
import errno
import gc
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ikdesk.kernel import files
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.safe.guard import RESERVE
from tests.reliability.power.cut import BROKEN
from tests.reliability.power.library import SHORT, Calls, Recorder
from tests.reliability.power.scene import Look, Told, make_unit, quick_keys
from tests.reliability.power.scenes import SCENES
from tests.reliability.row import Tally

ANY = Calls.WRITING | Calls.MAKING | Calls.SYNCING | Calls.NAMING
FOR_GOOD = 1_000_000
UNSURE = "Se etter om"  # begins the sentence that sends somebody to see for themselves
# what may fail, how, and how many times running
KINDS: dict[str, tuple[Calls, int, int]] = {
    "EIO": (ANY, errno.EIO, 1),
    "EIO for good": (ANY, errno.EIO, FOR_GOOD),
    "ENOSPC": (Calls.WRITING | Calls.MAKING, errno.ENOSPC, FOR_GOOD),
    "EDQUOT": (Calls.WRITING | Calls.MAKING, errno.EDQUOT, 3),
    "short": (Calls.WRITING, SHORT, 1),
    "EINTR": (Calls.WRITING | Calls.SYNCING, errno.EINTR, 1),
    "fsync": (Calls.SYNCING, errno.EIO, 1),
    "rename": (Calls.NAMING, errno.EIO, 1),
}


@dataclass
class Heard:
    """Does what is asked, and keeps what somebody was told of it."""

    begin: Callable[[], None]  # from now on the disk may say no
    said: list[Told] = field(default_factory=list)
    refused: list[Told] = field(default_factory=list)
    unsure: dict[str, list[Any]] = field(default_factory=dict)

    def do(self, told: Told, act: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Do it, and keep what is said."""
        try:
            result = act(*args, **kwargs)
        except (Problem, Invalid) as no:
            if UNSURE in str(no):
                self.unsure.setdefault(told[0], []).append(told[1])
            else:
                self.refused.append(told)
            return None
        self.said.append(told)
        return result

    def opened(self) -> None:
        """From here on the disk may say no."""
        self.begin()

    @property
    def rounds(self) -> int:
        """As little as there can be."""
        return 1


class Tries:
    """Scenes on a disk that says no."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._recorder = folder, Recorder()
        self._known: dict[Any, Any] = {}
        make_unit(folder / "made")

    def one(self, scene: str, kind: str, number: int, tally: Tally) -> bool:
        """Let one call fail; whether there was such a call.

        Args:
            scene: which.
            kind: how it fails.
            number: which call, from 1.
            tally: counts.
        """
        root = self._folder / "root"
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(self._prepared(scene), root, copy_function=_copy)
        calls, answer, times = KINDS[kind]
        heard = Heard(lambda: self._recorder.fault(root, calls, answer, number, number + times - 1))
        before = len(tally.errors)
        try:
            SCENES[scene].run(root, heard)
        except (Problem, Invalid):
            pass  # nothing was said to be done
        except (*BROKEN, AssertionError, AttributeError, RuntimeError, TypeError) as error:
            tally.fault(f"raised {type(error).__name__}: {error}")
        happened = self._recorder.calls() >= number
        self._recorder.end()
        if happened:
            tally.states += 1
            self._look(SCENES[scene].check, root, heard, tally)
        tally.errors[before:] = [f"{scene}, {kind} at {number}: {said}" for said in tally.errors[before:]]
        return happened

    def _look(self, check: Callable[[Look], None], root: Path, heard: Heard, tally: Tally) -> None:
        look = Look(root, heard.said, tally, self._known, strict=False, refused=heard.refused, unsure=heard.unsure)
        try:
            check(look)
        except BROKEN as error:
            tally.fault(f"afterwards {type(error).__name__}: {error}")

    def _prepared(self, scene: str) -> Path:
        ready = self._folder / f"ready-{scene}"
        if not ready.exists():
            SCENES[scene].prepare(self._folder / "made", ready)
        return ready


def _copy(source: str, target: str) -> None:
    """The reserve is large, and nobody writes in it."""
    if Path(source).name == RESERVE:
        os.link(source, target)
    else:
        shutil.copy2(source, target)


@contextmanager
def _in_place(path: Path) -> Iterator[Path]:
    """What the control does instead of writing a file whole or not at all."""
    try:
        files.make_folder(path.parent)
        yield path
    except OSError as error:
        raise files.explain(error, path) from error


def main(words: list[str]) -> None:
    """Try each that is asked for."""
    folder, mode, *wanted = words
    tally = Tally()
    with quick_keys():
        tries = Tries(Path(folder))
        if mode == "control":
            files.whole_file = _in_place
        gc.freeze()
        states, plan = json.loads(Path(wanted[0]).read_text("utf-8"))
        ended: set[tuple[str, str]] = set()
        for scene, kind, number in plan:
            if tally.states == states:
                break
            if (scene, kind) not in ended and not tries.one(scene, kind, number, tally):
                ended.add((scene, kind))  # it does not do as much
    print(json.dumps(dataclasses.asdict(tally.counted())))


if __name__ == "__main__":
    main(sys.argv[1:])
