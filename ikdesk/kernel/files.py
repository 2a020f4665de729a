"""Whole files or none: a temporary file in the same folder, flushed to the disk, then put in place."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ikdesk.kernel.errors import Problem
from ikdesk.kernel.words import _

# what a disk says whose folders cannot be flushed, or one we may write in but not read: there is nothing to be done
_NOT_FOR_FOLDERS = {errno.EINVAL, errno.ENOTSUP, errno.EACCES}


def explain(error: OSError, path: Path) -> Problem:
    """The sentence for what the disk said."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return Problem(_("Disken er full. Rydd plass og prøv igjen. Ingenting ble lagret."))
    if isinstance(error, PermissionError) or error.errno in {errno.EACCES, errno.EROFS}:
        return Problem(
            _("Kan ikke skrive {name}. Er filen åpen i et annet program, eller er mappen skrivebeskyttet?").format(
                name=path.name
            )
        )
    return Problem(_("Kan ikke skrive {name}. Velg en annen mappe og prøv igjen.").format(name=path.name))


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give a temporary path to write to; it takes the place of ``path`` only if all went well.

    Raises:
        Problem: the folder cannot be written to, the disk is full, or the target is in use.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        make_folder(path.parent)
        yield temporary
        sync_file(temporary)
        temporary.replace(path)
    except OSError as error:
        raise explain(error, path) from error
    finally:
        with suppress(OSError):  # nothing lies there, or it cannot be reached; what went wrong first is what is told
            temporary.unlink()
    try:
        sync_folder(path.parent)
    except OSError as error:  # it has its place now; whether it keeps it, nobody can say
        said = _("Disken svarte ikke da {name} ble lagret. Se etter om den er lagret, før du gjør det en gang til.")
        raise Problem(said.format(name=path.name)) from error


def write_whole(path: Path, data: bytes) -> None:
    """Write a small file whole or not at all.

    Raises:
        Problem: as ``whole_file``.
    """
    with whole_file(path) as temporary:
        temporary.write_bytes(data)


def free_path(path: Path) -> Path:
    """This path for a folder, or the first with a number behind its name where nothing lies: ``kopi-2``."""
    found, number = path, 1
    while os.path.lexists(found):
        number += 1
        found = path.with_name(f"{path.name}-{number}")
    return found


def is_folder(path: Path) -> bool:
    """Whether it is one that can be seen; where one may not go, or the disk is gone, nothing is.

    Args:
        path: as somebody chose or wrote it.
    """
    try:
        return path.is_dir()
    except OSError:
        return False


def make_folder(folder: Path, mode: int = 0o777) -> None:
    """Make a folder and those it lies in, so that a power cut does not take away the folder with what is put there.

    Args:
        folder: nothing is done if it is there.
        mode: of the folder itself.

    Raises:
        OSError: the disk said no.
    """
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(mode=mode, exist_ok=True)
    sync_folder(folder.parent)


def sync_file(path: Path) -> None:
    """Wait until the disk has what stands in a file.

    Raises:
        OSError: the disk said no.
    """
    with path.open("rb+") as written:
        _to_the_disk(written.fileno())


def _to_the_disk(handle: int) -> None:
    if sys.platform == "darwin":
        import fcntl

        fcntl.fcntl(handle, fcntl.F_FULLFSYNC)  # fsync alone stops at the drive's own memory there
    else:
        os.fsync(handle)


def sync_folder(folder: Path) -> None:
    """Wait until the disk has the names in a folder, too.

    Raises:
        OSError: the disk said no.
    """
    if os.name == "nt":
        return  # Windows has no handle for a folder; os.replace is written through there
    try:
        handle = os.open(folder, os.O_RDONLY)
        try:
            _to_the_disk(handle)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno not in _NOT_FOR_FOLDERS:
            raise
