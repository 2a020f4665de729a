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


def run(command: Sequence[str | Path], *, env: Mapping[str, str] | None = None, quiet: bool = False) -> None:
    """Start a program, wait for it, and stop if it fails.

    What it answers goes to standard error, or nowhere when it is quiet; what it complains about is always heard.
    """
    if code := attempt(command, env=env, quiet=quiet):
        raise Stop(f"Dette gikk ikke (kode {code}): {written(command)}")


def attempt(command: Sequence[str | Path], *, env: Mapping[str, str] | None = None, quiet: bool = False) -> int:
    """Start a program, wait for it and return its exit code; heard as ``run``."""
    answers = subprocess.DEVNULL if quiet else sys.stderr.fileno()
    return subprocess.run(command, cwd=PROJECT, env=env, stdout=answers, check=False).returncode


def written(command: Sequence[str | Path]) -> str:
    """A command as one would type it."""
    return shlex.join(str(part) for part in command)
