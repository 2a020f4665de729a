"""The watch at the data folder: one program at a time, in a safe place, with room to write."""

from __future__ import annotations

import os
import re
import shutil
import stat
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from ikdesk.kernel.errors import Problem
from ikdesk.kernel.files import explain, write_whole
from ikdesk.kernel.words import _
from ikdesk.safe import places

if TYPE_CHECKING:
    from filelock import FileLock

LOCK = "ikdesk.lock"
MARGIN = 20 * 1024 * 1024  # bytes that stay free: the log of the file grows while it is written
RESERVE = "reserve.bin"
RESERVE_SIZE = 5 * 1024 * 1024  # bytes
MEGABYTE = 1024 * 1024
# our own unfinished files, and nothing else: ".name.process.tmp", and what SQLite lays beside one
LEFTOVER = re.compile(r"\..+\.\d+\.tmp(-journal|-wal|-shm)?")


class Hold:
    """The data folder is ours until this is released, or the program ends however it ends."""

    def __init__(self, lock: FileLock) -> None:
        self._lock = lock

    def release(self) -> None:
        """Let others in; once is enough."""
        self._lock.release()

    def __enter__(self) -> Hold:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def hold(folder: Path) -> Hold:
    """Take the data folder for this program.

    Args:
        folder: the data folder; it must exist.

    Raises:
        Problem: another program has it, or the folder cannot be written to.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(folder / LOCK, blocking=False, thread_local=False)
    try:
        lock.acquire()
    except Timeout as error:
        raise Problem(_("IKdesk er allerede åpent på disse dataene. Lukk det andre vinduet først.")) from error
    except (OSError, NotImplementedError) as error:
        raise _cannot_hold(error, folder) from error
    return Hold(lock)


def refuse_unsafe_place(folder: Path) -> None:
    """Do nothing if live data may lie here.

    Args:
        folder: where somebody wants the data; it need not exist.

    Raises:
        Problem: a cloud service would copy the file while it is written, or it lies on another machine.
    """
    for place in dict.fromkeys((folder.absolute(), folder.resolve())):
        cloud = places.cloud_of(place, os.environ)
        if cloud:
            raise Problem(
                _(
                    "Dataene kan ikke ligge i {cloud}: filen kopieres mens den skrives, og kan bli ødelagt. "
                    "Velg en mappe på selve maskinen. Sikkerhetskopier kan ligge i {cloud}."
                ).format(cloud=cloud)
            )
        if places.on_network(place):
            raise Problem(
                _(
                    "Dataene kan ikke ligge på en nettverksdisk: faller nettet ut, kan filen bli ødelagt. "
                    "Velg en mappe på selve maskinen. Sikkerhetskopier kan ligge på nettverksdisken."
                )
            )


def room_for(folder: Path, size: int) -> None:
    """Do nothing if there is room.

    Args:
        folder: where something is to be written; it must exist.
        size: bytes.

    Raises:
        Problem: the disk is too full.
    """
    lacking = size + MARGIN - shutil.disk_usage(folder).free
    if lacking > 0:
        raise Problem(
            _("Disken er nesten full. Rydd minst {n} MB og prøv igjen.").format(n=max(1, -(-lacking // MEGABYTE)))
        )


def keep_reserve(folder: Path) -> None:
    """Keep five megabytes aside that can be given up for a last report; does nothing if the disk is full already."""
    kept = folder / RESERVE
    if kept.exists() and kept.stat().st_size == RESERVE_SIZE:
        return
    if shutil.disk_usage(folder).free > RESERVE_SIZE + MARGIN:
        write_whole(kept, os.urandom(RESERVE_SIZE))  # random, because zeros may take no room on the disk


def give_up_reserve(folder: Path) -> bool:
    """Free the five megabytes; True if there were any."""
    kept = folder / RESERVE
    there = kept.exists()
    kept.unlink(missing_ok=True)
    return there


def sweep(folder: Path) -> list[str]:
    """Remove unfinished files that a program of ours left behind, and say which.

    Args:
        folder: one that this program holds, so that nobody is writing in it.
    """
    swept = []
    for path in sorted(folder.iterdir()):
        if LEFTOVER.fullmatch(path.name) and stat.S_ISREG(path.lstat().st_mode):
            path.unlink()
            swept.append(path.name)
    return swept


def _cannot_hold(error: BaseException, folder: Path) -> Problem:
    if isinstance(error, OSError):
        return explain(error, folder)
    return Problem(_("Denne disken kan ikke låses for ett program om gangen. Velg en mappe på selve maskinen."))
