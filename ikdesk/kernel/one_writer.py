"""One writer at a time: what is read, changed and written again must not be written by somebody else meanwhile."""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from ikdesk.kernel.errors import Problem
from ikdesk.kernel.files import explain, make_folder
from ikdesk.kernel.words import _

PATIENCE = 10.0  # seconds; what is written takes far less
_PAUSE = 0.05  # seconds between two tries
_TAKEN = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}  # what is said when somebody else has the lock


@contextmanager
def only_writer(path: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Be the only one who writes a file, among those who ask in this way; a small file beside it is the mark.

    Args:
        path: of the file; its folder is made if it is missing.
        patience: seconds to wait for somebody else.

    Raises:
        Problem: somebody else did not finish, or the folder cannot be written to.
    """
    mark = path.with_name(f".{path.name}.lock")
    try:
        make_folder(path.parent)
        file = _taken(mark, time.monotonic() + patience)
    except OSError as error:
        raise explain(error, path) from error
    if file is None:
        raise Problem(_("Noen andre skriver til {name} nå. Vent litt, og prøv igjen.").format(name=path.name))
    try:
        yield
    finally:
        if sys.platform == "win32":
            file.close()  # it cannot be removed while it is open
            with suppress(OSError):  # the next one has it
                mark.unlink()
        else:
            with suppress(OSError):
                mark.unlink()
            file.close()


def _taken(mark: Path, until: float) -> IO[bytes] | None:
    """The mark, locked; None where somebody else has it all the time."""
    while True:
        try:
            file = mark.open("ab")
            if _locked(file) and _is_there(file, mark):
                return file
            file.close()
        except PermissionError:
            if sys.platform != "win32":  # there, it is being removed just now
                raise
        if time.monotonic() >= until:
            return None
        time.sleep(_PAUSE)


def _is_there(file: IO[bytes], mark: Path) -> bool:
    """Whether the file that is locked is the one that others will find; who had it before has removed theirs."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), mark.stat())
    except FileNotFoundError:
        return False


def _locked(file: IO[bytes]) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _TAKEN:
            return False
        file.close()
        raise
    return True
