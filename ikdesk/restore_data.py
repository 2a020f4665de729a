"""Back from a backup: on an empty machine, or in the place of data that are damaged or gone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ikdesk.backups.model import Candidate
from ikdesk.safe.keys import Keys

__all__ = ["Candidate", "candidate", "candidates_in", "restore"]

Tick = Callable[[int, int], None]


def candidate(path: Path) -> Candidate:
    """What can be read of a backup without a key.

    Args:
        path: the backup itself, or the note beside it.
    """
    raise NotImplementedError(path)


def candidates_in(folder: Path) -> tuple[Candidate, ...]:
    """The backups in a folder or in the folder of backups of a data folder, newest first.

    Args:
        folder: a memory stick, a folder of backups, or a data folder.
    """
    raise NotImplementedError(folder)


def restore(
    candidate: Path, folder: Path, *, password: str = "", person: str = "", code: str = "",
    tick: Callable[[int, int], None] | None = None,
) -> Keys:  # fmt: skip
    """Bring a backup back; all of it, or nothing.

    Args:
        candidate: the backup.
        folder: new or empty, or a data folder; what lies there is then moved, whole, to ``replaced-…`` in it.
        password: the one that was in use when the backup was made; or
        code: the recovery code of that time.
        person: whose password it is; without it everybody's is tried.
        tick: gets how far it has come.

    Returns:
        The keys that open the data now.

    Raises:
        Invalid: the password or the code is wrong.
        Problem: the backup is not whole, the data are open in another window, or the disk said no; then what was
            there is there still.
    """
    raise NotImplementedError(candidate, folder, password, person, code, tick)
