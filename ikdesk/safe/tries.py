"""Wrong tries cost a growing wait, at most five minutes, and nobody is ever locked out for good."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.files import write_whole
from ikdesk.kernel.words import _, many

T = TypeVar("T")

NAME = "tries.json"
WAITS = (2, 5, 15, 30, 60, 120, 240, 300)  # seconds after the first, second, third … wrong try
MOST = 10_000_000  # tries that are counted; a larger number in the file is damage
MINUTE = 60


@dataclass(frozen=True)
class Entered(Generic[T]):
    """What came of a try that was right."""

    result: T
    failed: int  # wrong tries since the last right one, to be told to whoever unlocked


def attempt(folder: Path, act: Callable[[], T], *, now: float) -> Entered[T]:
    """Try to unlock, unless it is too soon after a wrong try.

    Args:
        folder: the data folder, where the number of wrong tries is kept.
        act: tries, and raises Invalid if the password or the code was wrong.
        now: seconds since 1970.

    Raises:
        Problem: one must wait; the sentence says how long.
        Invalid: it was wrong, and that is now counted.
    """
    seconds = waiting(folder, now)
    if seconds:
        raise Problem(_("Vent {time} før du prøver igjen.").format(time=_spoken(seconds)))
    try:
        result = act()
    except Invalid:
        failed = _read(folder)[0] + 1
        _write(folder, failed, now + _wait_after(failed))
        raise
    failed = _read(folder)[0]
    if failed:
        _write(folder, 0, now)
    return Entered(result, failed)


def keep_count(folder: Path, failed: int) -> None:
    """Go on counting wrong tries that nobody was told of, without a wait.

    Args:
        folder: the data folder.
        failed: how many there were.
    """
    if failed:
        _write(folder, failed, 0)


def waiting(folder: Path, now: float) -> int:
    """Whole seconds until the next try is allowed; 0 when it is.

    Args:
        folder: the data folder.
        now: seconds since 1970.
    """
    failed, allowed = _read(folder)
    # never longer than the wait itself: a clock that was set back must not lock anyone out
    return max(0, min(math.ceil(allowed - now), _wait_after(failed)))


def failed_words(failed: int) -> str:
    """What whoever unlocked is told about wrong tries before."""
    return many(
        "Noen har skrevet feil passord én gang siden sist.",
        "Noen har skrevet feil passord {n} ganger siden sist.",
        failed,
    )


def _wait_after(failed: int) -> int:
    return WAITS[min(failed, len(WAITS)) - 1] if failed else 0


def _spoken(seconds: int) -> str:
    if seconds < MINUTE:
        return many("{n} sekund", "{n} sekunder", seconds)
    return many("{n} minutt", "{n} minutter", math.ceil(seconds / MINUTE))


def _write(folder: Path, failed: int, allowed: float) -> None:
    write_whole(folder / NAME, json.dumps({"failed": failed, "allowed": allowed}).encode("ascii"))


def _read(folder: Path) -> tuple[int, float]:
    try:
        kept = json.loads((folder / NAME).read_bytes())
        failed, allowed = int(kept["failed"]), float(kept["allowed"])
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return 0, 0.0  # whoever can damage the file can also remove it; it slows down, the key is what protects
    whole = 0 <= failed <= MOST and math.isfinite(allowed)
    return (failed, allowed) if whole else (0, 0.0)
