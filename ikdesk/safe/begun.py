"""New data that were made beside the folder's own files, put in place: all of them, or none."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from ikdesk.kernel.files import sync_folder
from ikdesk.safe.front import VAULT, VAULT_COPY


def move_up(beginning: Path, folder: Path) -> None:
    """Put the finished files in place; the vault last, for it is what says that data lie here.

    Args:
        beginning: the folder they were made in.
        folder: the data folder, which has no data.

    Raises:
        OSError: the disk said no; what was put in place is taken away again.
    """
    first, second = (beginning / name for name in (VAULT, VAULT_COPY))
    moved = []
    try:
        for path in sorted(beginning.iterdir()):
            if path not in {first, second}:
                moved.append(folder / path.name)
                path.replace(folder / path.name)
        sync_folder(folder)  # all else is there for good before anything says so
        first.replace(folder / first.name)
    except OSError:
        for path in moved:  # a file without its vault would keep everybody out, and keep new data from being made
            with suppress(OSError):
                path.unlink()
        raise
    with suppress(OSError):  # the data are there now; the first unlock lays the vault in its other place, too
        second.replace(folder / second.name)
        sync_folder(folder)
