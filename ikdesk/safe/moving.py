"""A data folder carried to another place: each file copied, laid on the disk, and read again before it counts."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import date
from pathlib import Path

from ikdesk.kernel.errors import Ill, Problem, Trouble
from ikdesk.kernel.files import explain
from ikdesk.kernel.words import _
from ikdesk.safe.front import BACKUPS, has_data
from ikdesk.safe.front import NAME as FRONT
from ikdesk.safe.guard import HOLDER, LEFTOVER, LOCK, RESERVE, hold, refuse_unsafe_place, room_for, trouble_of
from ikdesk.safe.ledger import INBOX

Tick = Callable[[int, int], None]
STAY = {LOCK, HOLDER, RESERVE}  # what belongs to the place and not to the data
CHUNK = 1024 * 1024  # bytes
COPIES = "copies"  # in the machine's own folder: what was copied to be read


def free_place(usual: Path) -> Path:
    """A folder on this machine where data may be moved to: the usual one, or one beside it if data lie there.

    Args:
        usual: where data lie when nobody said otherwise.

    Raises:
        Trouble: the usual place is no place for data, either.
    """
    refuse_unsafe_place(usual)
    place, number = usual, 1
    while has_data(place) or (place / BACKUPS).exists():
        number += 1
        place = usual.with_name(f"{usual.name}-{number}")
    return place


def move(source: Path, target: Path, day: date, tick: Tick) -> Path:
    """Carry a data folder to another place; the old one is kept, whole, under a name that tells that it has moved.

    Args:
        source: the data folder; nobody may have it open.
        target: a free place.
        day: today.
        tick: told how far it has come.

    Returns:
        What the old folder is called now: what it was called before where it could not be given another name.

    Raises:
        Problem: the disk said no, there is no room, or what was copied is not the same; nothing has changed.
    """
    with _carried(source, target, tick):
        pass
    told = source.with_name(_("{name} (flyttet {day})").format(name=source.name, day=day.isoformat()))
    try:
        if told.exists():
            return source
        source.rename(told)
    except OSError:
        return source  # it lies there as it was; the program opens the new one from now on
    return told


def copy_to_read(source: Path, machine: Path, tick: Tick) -> Path:
    """Copy what is needed to read the data, to a folder of the machine's own.

    Args:
        source: the data folder.
        machine: the machine's own folder.
        tick: told how far it has come.

    Raises:
        Problem: the disk said no, there is no room, or what was copied is not the same.
    """
    sweep_copies(machine)
    place = machine / COPIES / hashlib.blake2b(os.fsencode(source.absolute()), digest_size=6).hexdigest()
    # without what the locked screen shows: what was reported in a copy would be gone with it
    with _carried(source, place, tick, without=(BACKUPS, INBOX, FRONT)):
        pass
    return place


def sweep_copies(machine: Path) -> None:
    """Throw away copies that were made to be read and that nobody has open: what they were copied from is elsewhere.

    Args:
        machine: the machine's own folder.
    """
    with suppress(OSError):
        finished = [place for place in sorted((machine / COPIES).iterdir()) if not place.name.startswith(".")]
        for place in finished:
            with suppress(Problem):
                hold(place).release()
                shutil.rmtree(place, ignore_errors=True)


@contextmanager
def _carried(source: Path, target: Path, tick: Tick, without: tuple[str, ...] = ()) -> Iterator[None]:
    """Copy everything to a folder beside the target, and only then put it in place."""
    began = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        with ExitStack() as held:
            _hold_if_possible(source, held)
            files = _files(source, without)
            began.parent.mkdir(parents=True, exist_ok=True)
            room_for(began.parent, sum(file.stat().st_size for file in files))
            for at, file in enumerate(files):
                tick(at, len(files))
                _copied(source, file, began / file.relative_to(source))
            _put_in_place(began, target)
        yield
    except OSError as error:
        raise _explained(error, source, target) from error
    finally:
        shutil.rmtree(began, ignore_errors=True)


def _hold_if_possible(source: Path, held: ExitStack) -> None:
    try:
        held.enter_context(hold(source))
    except Trouble as trouble:
        if trouble.ill is Ill.IN_USE:
            raise  # it is being written to; anything else, and it is not


def _files(source: Path, without: tuple[str, ...]) -> list[Path]:
    """All there is, the vault last: it is what says that data lie somewhere."""
    found = [file for file in source.rglob("*") if file.is_file() and not file.is_symlink()]
    wanted = [
        file for file in found
        if file.relative_to(source).parts[0] not in {*STAY, *without} and not LEFTOVER.fullmatch(file.name)
    ]  # fmt: skip
    return sorted(wanted, key=lambda file: (file.name.startswith("vault"), str(file)))


def _copied(source: Path, file: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest = hashlib.sha256()
    with file.open("rb") as read, target.open("xb") as write:
        while chunk := read.read(CHUNK):
            digest.update(chunk)
            write.write(chunk)
        write.flush()
        os.fsync(write.fileno())
    with target.open("rb") as again:
        if hashlib.file_digest(again, "sha256").digest() != digest.digest():
            name = str(file.relative_to(source))
            said = _("{name} ble ikke lik da den ble kopiert. Prøv igjen. Ingenting er endret.")
            raise Problem(said.format(name=name))


def _put_in_place(began: Path, target: Path) -> None:
    if not target.exists():
        began.rename(target)
        return
    if has_data(target):
        raise Problem(_("Det ligger allerede data i {folder}. Velg en annen mappe.").format(folder=target))
    for path in sorted(began.iterdir(), key=lambda path: path.name.startswith("vault")):
        if path.is_dir() and (target / path.name).is_dir():
            raise Problem(_("Det ligger allerede data i {folder}. Velg en annen mappe.").format(folder=target))
        path.replace(target / path.name)


def _explained(error: OSError, source: Path, target: Path) -> Problem:
    """Whose disk it was that said no."""
    at = Path(os.fsdecode(error.filename)) if error.filename is not None else target
    if at.is_relative_to(source) or not os.path.lexists(source):
        return trouble_of(error, source)
    return explain(error, target)
