"""The second place: a stick, a share or a cloud folder where each backup is laid, too, and read through there."""

from __future__ import annotations

import json
import os
import shutil
import time
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.files import explain, whole_file, write_whole
from ikdesk.kernel.words import _
from ikdesk.safe.backup import backup_path, keys_of, manifest_path, read_manifest, verify_backup
from ikdesk.safe.disposals import lay_list
from ikdesk.safe.guard import room_for
from ikdesk.safe.kept import Noted, local_time

if TYPE_CHECKING:
    from ikdesk.safe.keys import Keys

NAME = "backups.json"  # in the data folder; nothing secret, and nothing about persons or events
LARGEST = 100_000  # bytes
DAY = 24 * 60 * 60  # seconds
TRIAL = ".IKdesk-prøve.tmp"


@dataclass(frozen=True, slots=True)
class Remembered:
    """What a data folder remembers of its backups."""

    second: str = ""  # the second place
    failed: str = ""  # why the last automatic one failed
    second_failed: str = ""  # why the last could not be laid in the second place
    tried: str = ""  # ISO 8601: when bringing one back was last tried
    damaged: str = ""  # the names of those in the data folder that were read and are not whole, one a line
    laid: str = ""  # the name of the newest in the second place
    laid_at: str = ""  # ISO 8601: when that was made
    laid_size: int = 0  # bytes
    laid_incidents: int = 0
    laid_program: str = ""

    @property
    def place(self) -> Path | None:
        """The second place, if one is chosen."""
        return Path(self.second) if self.second else None


def remembered(folder: Path) -> Remembered:
    """What is remembered; nothing where the file is missing or makes no sense.

    Args:
        folder: the data folder.
    """
    try:
        with (folder / NAME).open("rb") as file:
            found: dict[str, Any] = json.loads(file.read(LARGEST))
        kept = Remembered(**found)
        if kept.laid_at:
            local_time(kept.laid_at)
    except (OSError, ValueError, TypeError, RecursionError):
        return Remembered()
    plain = asdict(Remembered())
    fits = all(type(value) is type(plain[name]) for name, value in asdict(kept).items()) and "\0" not in kept.second
    return kept if fits else Remembered()


def remember(folder: Path, **changed: str | int) -> None:
    """Remember something else from now on.

    Args:
        folder: the data folder.
        changed: some of what ``Remembered`` holds.

    Raises:
        Problem: the disk said no.
    """
    before = remembered(folder)
    after = replace(before, **changed)  # type: ignore[arg-type]  # each by its name
    if after != before:
        write_whole(folder / NAME, json.dumps(asdict(after), indent=1).encode("ascii"))


def check_place(folder: Path, place: Path) -> None:
    """Do nothing if backups may lie here, too.

    Args:
        folder: the data folder.
        place: where somebody wants them.

    Raises:
        Invalid: it lies in the data folder, is none, or cannot be written to.
    """
    if place.resolve().is_relative_to(folder.resolve()):
        raise Invalid(place=_("Velg en mappe utenfor mappen med dataene. Ellers går begge tapt samtidig."))
    if not reachable(place):
        raise Invalid(place=_("Denne mappen finnes ikke nå. Sett inn minnepinnen, eller velg en annen mappe."))
    try:
        trial = place / TRIAL
        trial.write_bytes(b"IKdesk")
        trial.unlink()
    except OSError as error:
        raise Invalid(place=_("IKdesk får ikke skrive i denne mappen. Velg en annen.")) from error


def reachable(place: Path) -> bool:
    """Whether the place is there now; a disk that does not answer is not."""
    try:
        return place.is_dir()
    except OSError:
        return False


def same_disk(folder: Path, place: Path) -> bool:
    """Whether both go when one disk breaks.

    Args:
        folder: the data folder.
        place: the second place.
    """
    try:
        return folder.stat().st_dev == place.stat().st_dev
    except OSError:
        return False


def lay(backup: Noted, place: Path, keys: Keys, folder: Path) -> Path:
    """Lay a copy of a backup in the second place, and read it through there.

    Args:
        backup: one that was read through here.
        place: the second place.
        keys: of whoever unlocked.
        folder: the data folder, for the list of what was disposed of.

    Returns:
        Where it lies.

    Raises:
        Problem: the place cannot be reached or is full, or what was written there is not what was meant.
    """
    try:
        _sweep(place)
        room_for(place, backup.path.stat().st_size)
        lay_list(folder, place, keys)
        target = _target(backup, place)
        with whole_file(target) as temporary:
            shutil.copyfile(backup.path, temporary)
            write_whole(manifest_path(target), manifest_path(backup.path).read_bytes())
        _forget(target)
        problems = verify_backup(target, keys_of(target, keys) or keys)
        if problems:
            target.unlink()
            manifest_path(target).unlink()
            raise Problem(_("Kopien på det andre stedet ble ikke hel: {what}").format(what=problems[0]))
    except OSError as error:
        raise explain(error, place) from error
    return target


def _target(backup: Noted, place: Path) -> Path:
    """A path there: that of a copy of this backup that is not whole, or a free one."""
    same = place / backup.path.name
    there = read_manifest(same)
    if not same.exists() or (there is not None and there.sha256 == backup.note.sha256):
        return same
    return backup_path(place, backup.at)


def _forget(path: Path) -> None:
    """Let what is read now come from the disk, where the system lets us say so."""
    if hasattr(os, "posix_fadvise"):
        with path.open("rb") as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def lies_there(found: list[Noted], backup: Noted) -> bool:
    """Whether a backup lies in the second place.

    Args:
        found: what lies there.
        backup: the one that should.
    """
    same = (one for one in found if one.note.sha256 == backup.note.sha256)
    return any(one.path.stat().st_size == one.note.size for one in same)


def _sweep(place: Path) -> None:
    """Remove what was only begun here when a stick was pulled out; a day later nobody is writing it any more."""
    for path in place.glob(".IKdesk-*.tmp*"):
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > DAY:
                path.unlink()
