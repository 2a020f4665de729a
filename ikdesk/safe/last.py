"""Who came last on this machine, so that the lock screen need not ask: the lock they open, never a name."""

from __future__ import annotations

import json
from pathlib import Path

from ikdesk.kernel.files import write_whole

NAME = "last.json"
LONGEST = 80  # characters in the name of a lock


def last_lock(folder: Path) -> str:
    """The lock that was opened last; empty where nobody has, or where it shall not be remembered.

    Args:
        folder: the data folder.
    """
    return _read(folder)[0]


def remembers(folder: Path) -> bool:
    """Whether the lock screen of this folder remembers who came last."""
    return _read(folder)[1]


def remember_lock(folder: Path, lock: str) -> None:
    """Remember who came, unless that is turned off.

    Args:
        folder: the data folder.
        lock: the one in the vault they opened.

    Raises:
        Problem: the disk said no.
    """
    before, on = _read(folder)
    if on and before != lock:
        _write(folder, lock, on=True)


def turn(folder: Path, *, on: bool) -> None:
    """Begin or stop remembering; what was remembered is forgotten at once.

    Args:
        folder: the data folder.
        on: whether it is remembered from now on.

    Raises:
        Problem: the disk said no.
    """
    _write(folder, "", on=on)


def _write(folder: Path, lock: str, *, on: bool) -> None:
    write_whole(folder / NAME, json.dumps({"on": on, "lock": lock}).encode("ascii"))


def _read(folder: Path) -> tuple[str, bool]:
    try:
        with (folder / NAME).open("rb") as file:
            kept = json.loads(file.read(1000))
        lock, on = str(kept["lock"]), kept["on"] is not False
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return "", True
    return (lock if on and len(lock) <= LONGEST else ""), on
