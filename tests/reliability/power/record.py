"""A process that is recorded: ``record.py FOLDER SCENE[:WITHOUT] …`` leaves a recording of each scene in the folder."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ikdesk.kernel import files
from ikdesk.safe import file
from tests.reliability.power.library import Recorder
from tests.reliability.power.scene import Told, make_unit, packed, quick_keys
from tests.reliability.power.scenes import SCENES


class Marking:
    """Does what is asked, and marks in the log when it is acknowledged."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder

    def do(self, told: Told, act: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Do it, and say so."""
        result = act(*args, **kwargs)
        self._recorder.mark(packed(told))
        return result

    def opened(self) -> None:
        """Nothing changes."""

    @property
    def rounds(self) -> int:
        """As often as it takes to have many different states."""
        return 4


def _synchronous() -> None:
    every = ("synchronous = OFF" if one.startswith("synchronous") else one for one in file.PRAGMAS)
    file.PRAGMAS = tuple(every)  # type: ignore[assignment]  # as many as before


def _unless(passed_over: Callable[[int], bool]) -> None:
    real = files._to_the_disk

    def to_the_disk(handle: int) -> None:
        if not passed_over(os.fstat(handle).st_mode):
            real(handle)

    files._to_the_disk = to_the_disk


WITHOUT: dict[str, Callable[[], None]] = {
    "synchronous": _synchronous,
    "flush": lambda: _unless(stat.S_ISREG),
    "folder": lambda: _unless(stat.S_ISDIR),
}


def main(words: list[str]) -> None:
    """Record the scenes."""
    folder, *wanted = words
    recorder, made = Recorder(), Path(folder) / "made"
    with quick_keys():
        if not made.exists():
            make_unit(made)
        kept = file.PRAGMAS, files._to_the_disk
        for name in wanted:
            scene, _colon, without = name.partition(":")
            root = Path(folder) / name.replace(":", "-")
            SCENES[scene].prepare(made, root)
            shutil.copytree(root, root.with_suffix(".base"))
            if without:
                WITHOUT[without]()
            recorder.begin(root, root.with_suffix(".log"))
            SCENES[scene].run(root, Marking(recorder))
            recorder.end()
            root.rename(root.with_suffix(".end"))
            file.PRAGMAS, files._to_the_disk = kept


if __name__ == "__main__":
    main(sys.argv[1:])
