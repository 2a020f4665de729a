"""A folder of files for people that is there whole or not at all: filled beside its place, and then moved there."""

from __future__ import annotations

import os
import re
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ikdesk.kernel.errors import Problem
from ikdesk.kernel.files import explain, make_folder, sync_file, sync_folder
from ikdesk.kernel.words import _
from ikdesk.paper.saving import A_DAY, DRAFT

_LEFTOVER = re.compile(r"\.ikdesk-\w+\.mappe\.tmp")
_ENDING = ".mappe.tmp"


@contextmanager
def whole_folder(folder: Path) -> Iterator[Path]:
    """Give an empty folder to fill; it takes its place only if all went well, and is gone otherwise.

    Args:
        folder: where it shall lie; there may be an empty folder.

    Raises:
        Problem: something lies there, there is no room, or no right to write there.
    """
    try:
        _refuse_what_is_there(folder)
        make_folder(folder.parent)
        _sweep(folder.parent)
        draft = Path(tempfile.mkdtemp(prefix=DRAFT, suffix=_ENDING, dir=folder.parent))
    except OSError as error:
        raise explain(error, folder) from error
    try:
        yield draft
        _flush(draft)
        _put(draft, folder)
    except OSError as error:
        raise explain(error, folder) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)  # what went wrong first is what is told
    with suppress(OSError):  # it lies there; a disk that cannot promise that it stays, says so to nobody
        sync_folder(folder.parent)


def _refuse_what_is_there(folder: Path) -> None:
    if os.path.lexists(folder) and (folder.is_symlink() or not folder.is_dir() or any(folder.iterdir())):
        raise Problem(
            _("«{name}» er ikke en tom mappe. Velg en tom mappe, eller skriv et nytt navn, så blir den laget.").format(
                name=folder.name or folder
            )
        )


def _flush(draft: Path) -> None:
    """Wait until the disk has it all, readable for those who may read what else is written there."""
    for found in sorted(draft.rglob("*"), reverse=True):
        if found.is_dir():
            sync_folder(found)
        else:
            sync_file(found)
    sync_folder(draft)
    if os.name == "posix":
        mask = os.umask(0o077)
        os.umask(mask)
        draft.chmod(0o700 | (0o755 & ~mask))


def _put(draft: Path, folder: Path) -> None:
    _refuse_what_is_there(folder)  # somebody may have put something there meanwhile
    if folder.is_dir():
        folder.rmdir()
    draft.rename(folder)


def _sweep(parent: Path) -> None:
    """Remove what a program that was killed long ago left; only folders of ours, only old ones."""
    with suppress(OSError):
        for path in parent.glob(f"{DRAFT}*{_ENDING}"):
            found = path.lstat()
            old = time.time() - found.st_mtime > A_DAY
            if old and _LEFTOVER.fullmatch(path.name) and stat.S_ISDIR(found.st_mode):
                shutil.rmtree(path, ignore_errors=True)
