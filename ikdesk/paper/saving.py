"""Nothing half-saved: a file is written beside its place, flushed to the disk and then moved there."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from ikdesk.kernel.errors import Problem
from ikdesk.kernel.words import _

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
TRIES = 99


def save_as(path: Path, write: Callable[[Path], None]) -> Path:
    """Write a file so that it is there whole or not at all.

    Args:
        path: where it shall lie; its folder is made if need be.
        write: writes everything to the path it is given. What it raises travels on, and nothing is left behind.

    Returns:
        Where it lies: another name, "rapport (2).pdf", if the wanted file is open in another program.

    Raises:
        Problem: no room, or no right to write there.
    """
    try:
        draft = _draft(path)
    except OSError as error:
        raise _refused(path, error) from error
    try:
        try:
            write(draft)
            _flush(draft)
        except OSError as error:
            if error.errno in FULL:
                raise _refused(path, error) from error
            raise
        return _moved(draft, path)
    finally:
        with suppress(FileNotFoundError):
            draft.unlink()


def save_bytes(path: Path, data: bytes) -> Path:
    """Save what is already made; as ``save_as``."""
    return save_as(path, lambda draft: _fill(draft, data))


def _fill(draft: Path, data: bytes) -> None:
    draft.write_bytes(data)


def _draft(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    handle, name = tempfile.mkstemp(prefix=".ikdesk-", suffix=path.suffix + ".tmp", dir=path.parent)
    os.close(handle)
    return Path(name)


def _flush(draft: Path) -> None:
    with draft.open("rb+") as file:
        os.fsync(file.fileno())
    if os.name == "posix":
        draft.chmod(0o600 | (0o644 & ~_umask()))


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _moved(draft: Path, path: Path) -> Path:
    """Move the draft to its place, or to the first free name beside it."""
    for number in range(1, TRIES):
        target = path if number == 1 else path.with_name(f"{path.stem} ({number}){path.suffix}")
        if number > 1 and target.exists():
            continue
        try:
            draft.replace(target)
        except PermissionError as error:
            if not path.exists():
                raise _refused(path, error) from error
        except OSError as error:
            raise _refused(path, error) from error
        else:
            return target
    raise Problem(_("Kan ikke lagre {name}. Lukk filen i det andre programmet og prøv igjen.").format(name=path.name))


def _refused(path: Path, error: OSError) -> Problem:
    if error.errno in FULL:
        return Problem(
            _("Disken er full, så {name} ble ikke lagret. Frigjør plass eller velg en annen mappe.")
            .format(name=path.name)
        )  # fmt: skip
    return Problem(
        _("Får ikke lagret {name} i mappen {folder}. Velg en annen mappe.")
        .format(name=path.name, folder=path.parent.name or path.parent)
    )  # fmt: skip
