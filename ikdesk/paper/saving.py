"""The one way files for people are written: beside their place, flushed to the disk, and then moved there.

A file that is open in another program is left alone: the new one lies beside it, and ``renamed_said`` tells.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from ikdesk.kernel.errors import Problem
from ikdesk.kernel.files import make_folder, sync_file, sync_folder
from ikdesk.kernel.words import _

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
TRIES = 99
DRAFT = ".ikdesk-"
LEFTOVER = re.compile(r"\.ikdesk-[\w.]+\.tmp")
A_DAY = 86_400  # seconds; nothing is written for so long
_NUMBERED = re.compile(r"(?P<name>.+) \(\d\d?\)")
Tick = Callable[[int, int], None]  # how far it has come, and how far there is to go; may raise Cancelled


def never_mind(done: int, total: int) -> None:
    """A tick for those who do not wait."""


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
        made = _moved(draft, path)
        with suppress(OSError):  # it lies there; a disk that cannot promise that it stays, says so to nobody
            sync_folder(made.parent)
        return made
    finally:
        with suppress(OSError):  # what went wrong first is what is told
            draft.unlink()
        _sweep(path.parent)


def save_bytes(path: Path, data: bytes) -> Path:
    """Save what is already made; as ``save_as``."""
    return save_as(path, lambda draft: _fill(draft, data))


def renamed_said(made: Path, wanted: str = "") -> str:
    """Why a file lies there under another name, to stand after where it lies; empty where it does not.

    Args:
        made: the file.
        wanted: what it should have been called; without it, it is told by the file that lies beside it.
    """
    numbered = _NUMBERED.fullmatch(made.stem)
    if not wanted and numbered and made.with_name(numbered["name"] + made.suffix).exists():
        wanted = numbered["name"] + made.suffix
    if not wanted or wanted == made.name:
        return ""
    return " " + _("«{wanted}» er åpen i et annet program, så den nye heter «{name}».").format(
        wanted=wanted, name=made.name
    )


def _fill(draft: Path, data: bytes) -> None:
    draft.write_bytes(data)


def _draft(path: Path) -> Path:
    make_folder(path.parent)
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    handle, name = tempfile.mkstemp(prefix=DRAFT, suffix=path.suffix + ".tmp", dir=path.parent)
    os.close(handle)
    return Path(name)


def _flush(draft: Path) -> None:
    sync_file(draft)
    if os.name == "posix":
        draft.chmod(0o600 | (0o644 & ~_umask()))


def _sweep(folder: Path) -> None:
    """Remove what a program that was killed long ago left beside what it wrote; only files of ours, only old ones."""
    with suppress(OSError):
        for path in folder.glob(DRAFT + "*.tmp"):
            found = path.lstat()
            old = time.time() - found.st_mtime > A_DAY
            if old and LEFTOVER.fullmatch(path.name) and stat.S_ISREG(found.st_mode):
                path.unlink()


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
