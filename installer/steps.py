"""How the installer speaks, starts programs and gives up."""

from __future__ import annotations

import shlex
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from installer.places import PROJECT


class Stop(Exception):
    """The installer cannot go on; its sentence says what to do."""


def say(sentence: str) -> None:
    """Tell what happens now. Not on standard output, which belongs to the results."""
    print(sentence, file=sys.stderr, flush=True)


def run(command: Sequence[str | Path], *, env: Mapping[str, str] | None = None) -> None:
    """Start a program, wait for it, and stop if it fails. What it says goes to standard error."""
    if code := attempt(command, env=env):
        raise Stop(f"Dette gikk ikke (kode {code}): {written(command)}")


def attempt(command: Sequence[str | Path], *, env: Mapping[str, str] | None = None) -> int:
    """Start a program, wait for it and return its exit code. What it says goes to standard error."""
    return subprocess.run(command, cwd=PROJECT, env=env, stdout=sys.stderr.fileno(), check=False).returncode


def written(command: Sequence[str | Path]) -> str:
    """A command as one would type it."""
    return shlex.join(str(part) for part in command)
