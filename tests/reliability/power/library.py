"""The recorder, compiled for this machine, and how Python talks to it."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from enum import IntFlag
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).with_name("recorder.c")
SHORT = -1  # instead of an error number: half is written


class Calls(IntFlag):
    """What may be made to fail; the numbers stand in the recorder, too."""

    WRITING = 1
    MAKING = 2
    SYNCING = 4
    NAMING = 8


def cannot() -> str:
    """Why the recorder cannot be used on this machine; empty where it can."""
    if not sys.platform.startswith("linux"):
        return "the recorder is loaded before libc, which is done on Linux only"
    return "" if _compiles() else "the recorder needs a C compiler (gcc and libc6-dev)"


def compiled(folder: Path) -> Path:
    """Compile the recorder into a folder.

    Args:
        folder: it is not loaded from anywhere else.
    """
    made = folder / "recorder.so"
    words = ["-shared", "-fPIC", "-O1", "-std=gnu11", "-Wall", "-Wextra", "-Werror"]
    command = [_compiler() or "cc", *words, "-o", str(made), str(SOURCE), "-ldl", "-pthread"]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    if told.returncode:
        raise RuntimeError(told.stderr)
    return made


def with_recorder(library: Path) -> dict[str, str]:
    """The surroundings of a process that can be recorded.

    Args:
        library: from ``compiled``.
    """
    return {**os.environ, "LD_PRELOAD": str(library), "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}


class Recorder:
    """The recorder this process was started with."""

    def __init__(self) -> None:
        """Find it."""
        self._library = ctypes.CDLL(None)

    def begin(self, folder: Path, log: Path) -> None:
        """Write down what happens in a folder from now on.

        Args:
            folder: without links on the way to it.
            log: lies somewhere else.
        """
        self._library.power_begin(os.fsencode(folder), os.fsencode(log))

    def mark(self, text: str) -> None:
        """Write down that somebody was told something."""
        self._library.power_mark(text.encode())

    def end(self) -> None:
        """Write down no more, and let nothing fail."""
        self._library.power_end()

    def fault(self, folder: Path, calls: Calls, number: int, first: int, last: int) -> None:
        """Let calls fail in a folder from now on.

        Args:
            folder: without links on the way to it.
            calls: which are counted.
            number: the errno they answer with, or ``SHORT``.
            first: the first call that fails, from 1.
            last: the last.
        """
        self._library.power_fault(os.fsencode(folder), int(calls), number, first, last)

    def calls(self) -> int:
        """How many calls could have failed since ``fault``."""
        return int(self._library.power_calls())


@cache
def _compiles() -> bool:
    command = [_compiler() or "cc", "-fsyntax-only", str(SOURCE)]
    return _compiler() is not None and not subprocess.run(command, capture_output=True, check=False).returncode


def _compiler() -> str | None:
    return shutil.which("gcc") or shutil.which("cc")
