"""The watch at the data folder: one program at a time, in a safe place, with room to write."""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import stat
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from ikdesk.kernel.errors import Ill, Problem, Trouble
from ikdesk.kernel.files import write_whole
from ikdesk.kernel.words import _, clean
from ikdesk.safe import front, places

if TYPE_CHECKING:
    from filelock import FileLock

LOCK = "ikdesk.lock"
HOLDER = "open.json"  # who has the data open, for whoever is refused; the lock itself can hold no text
WINDOW = "window"  # what the holder does, when it is no command
MARGIN = 20 * 1024 * 1024  # bytes that stay free: the log of the file grows while it is written
RESERVE = "reserve.bin"
RESERVE_SIZE = 5 * 1024 * 1024  # bytes
MEGABYTE = 1024 * 1024
LONGEST = 4096  # bytes in what the holder tells
COMING = "ikdesk.next.db"  # the file of an exchange of keys that was interrupted
# our own unfinished files, and nothing else: ".name.process.tmp", and what SQLite lays beside one
LEFTOVER = re.compile(r"\..+\.\d+\.tmp(-journal|-wal|-shm)?")


class Hold:
    """The data folder is ours until this is released, or the program ends however it ends."""

    def __init__(self, lock: FileLock, folder: Path) -> None:
        self._lock, self._folder = lock, folder

    def release(self) -> None:
        """Let others in; once is enough."""
        if self._lock.is_locked:
            with suppress(OSError):  # the folder may be gone; what is left there is looked at by nobody
                (self._folder / HOLDER).unlink(missing_ok=True)
        with suppress(OSError):
            self._lock.release()

    def __enter__(self) -> Hold:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def hold(folder: Path, doing: str = "") -> Hold:
    """Take the data folder for this program.

    Args:
        folder: the data folder; it must exist.
        doing: the command, or ``WINDOW``; told to others who want it.

    Raises:
        Trouble: another program has it, or the folder cannot be written to.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(folder / LOCK, blocking=False, thread_local=False)
    try:
        lock.acquire()
    except Timeout as error:
        raise _held(folder) from error
    except (OSError, NotImplementedError) as error:
        raise _cannot_hold(error, folder) from error
    _say_who(folder, doing)
    return Hold(lock, folder)


def refuse_unsafe_place(folder: Path) -> None:
    """Do nothing if live data may lie here.

    Args:
        folder: where somebody wants the data; it need not exist.

    Raises:
        Trouble: a cloud service would copy the file while it is written, or it lies on another machine.
    """
    for place in dict.fromkeys((folder.absolute(), folder.resolve())):
        cloud = places.cloud_of(place, os.environ)
        if cloud:
            raise Trouble(
                Ill.CLOUD,
                _(
                    "Dataene kan ikke ligge i {cloud}: filen kopieres mens den skrives, og kan bli ødelagt. "
                    "Velg en mappe på selve maskinen. Sikkerhetskopier kan ligge i {cloud}."
                ).format(cloud=cloud),
            )
        if places.on_network(place):
            raise Trouble(
                Ill.NETWORK,
                _(
                    "Dataene kan ikke ligge på en nettverksdisk: faller nettet ut, kan filen bli ødelagt. "
                    "Velg en mappe på selve maskinen. Sikkerhetskopier kan ligge på nettverksdisken."
                ),
            )


def room_for(folder: Path, size: int) -> None:
    """Do nothing if there is room.

    Args:
        folder: where something is to be written; it must exist.
        size: bytes.

    Raises:
        Problem: the disk is too full.
    """
    lacking = lacking_for(folder, size)
    if lacking:
        raise Trouble(Ill.FULL, _("Disken er nesten full. Rydd minst {n} MB og prøv igjen.").format(n=lacking))


def lacking_for(folder: Path, size: int = 0) -> int:
    """How many whole megabytes must be cleared before something can be written; 0 where there is room.

    Args:
        folder: where it is to be written; it must exist.
        size: bytes.
    """
    lacking = size + MARGIN - shutil.disk_usage(folder).free
    return max(0, -(-lacking // MEGABYTE))


def keep_reserve(folder: Path) -> str:
    """Keep five megabytes aside that can be given up for a last report; does nothing if the disk is full already.

    Returns:
        Why it cannot be kept, where something else lies in its place; nothing keeps anybody out because of it.
    """
    kept = folder / RESERVE
    try:
        found = kept.lstat() if os.path.lexists(kept) else None
        if found is not None and not stat.S_ISREG(found.st_mode):
            return str(_("IKdesk får ikke holdt av plass til en siste melding: {name} er ikke en vanlig fil. Flytt den "
                         "ut av mappen med dataene.").format(name=RESERVE))  # fmt: skip
        if found is None or found.st_size != RESERVE_SIZE:
            # what lies there in part is written over
            room = shutil.disk_usage(folder).free + (found.st_size if found else 0)
            if room > RESERVE_SIZE + MARGIN:
                write_whole(kept, os.urandom(RESERVE_SIZE))  # random, because zeros may take no room on the disk
    except (OSError, Problem):
        return ""  # whatever the disk said, it will say again where it matters
    return ""


def give_up_reserve(folder: Path) -> bool:
    """Free the five megabytes; True if there were any."""
    kept = folder / RESERVE
    try:
        if not stat.S_ISREG(kept.lstat().st_mode):
            return False
        kept.unlink()
    except OSError:
        return False
    return True


def reserve_words(folder: Path) -> str:
    """What must be told where something was saved on the room that was kept aside; nothing where it was not.

    Args:
        folder: the data folder.
    """
    if os.path.lexists(folder / RESERVE) or not front.has_data(folder):
        return ""
    try:
        full = shutil.disk_usage(folder).free <= RESERVE_SIZE + MARGIN
    except OSError:
        return ""
    return saved_on_reserve() if full else ""


def saved_on_reserve() -> str:
    """What is told when something was saved on the room that was kept aside."""
    return str(_("Disken er full. Meldingen er lagret på plassen IKdesk holder av. Rydd plass nå."))


def sweep(folder: Path) -> list[str]:
    """Remove unfinished files that a program of ours left behind, and say which.

    Args:
        folder: one that this program holds, so that nobody is writing in it.
    """
    swept = []
    for path in sorted(folder.iterdir()):
        with suppress(OSError):  # another program looks at it; the next time, then: it keeps nobody out
            if LEFTOVER.fullmatch(path.name) and stat.S_ISREG(path.lstat().st_mode):
                path.unlink()
                swept.append(path.name)
    return swept


def trouble_of(error: OSError, folder: Path, ill: Ill | None = None) -> Trouble:
    """What the disk said about the data folder, as trouble that has ways out.

    Args:
        error: what was raised when something in the folder was used.
        folder: the data folder.
        ill: what it means, where that is known.
    """
    said: dict[Ill, str] = {
        Ill.FULL: _("Disken er full. Rydd plass og prøv igjen. Ingenting ble lagret."),
        Ill.READ_ONLY: _("Mappen {folder} er skrivebeskyttet. Gi deg selv rett til å skrive i den, eller kopier den."),
        Ill.NO_RIGHT: _("Du har ikke rett til å lese mappen {folder}. Be den som har ansvar for maskinen, om det."),
        Ill.GONE: _("Finner ikke mappen {folder}. Sett inn minnepinnen eller disken den ligger på, og prøv igjen."),
        Ill.DISK: _("Disken svarer ikke som den skal. Ta en kopi av mappen, og prøv igjen etter en omstart."),
    }
    ill = ill or _ill_of(error, folder)
    return Trouble(ill, said[ill].format(folder=folder.name))


def first_look(folder: Path) -> Trouble | None:
    """What keeps the data from being opened, as far as it can be seen without a key; quick, and nothing is written.

    Args:
        folder: the data folder.
    """
    try:
        refuse_unsafe_place(folder)
        with os.scandir(folder) as entries:
            names = {entry.name for entry in entries}
        empty = front.DATA in names and (folder / front.DATA).stat().st_size == 0
    except Trouble as trouble:
        return trouble
    except OSError as error:
        return trouble_of(error, folder)
    if names & {front.READY, front.MOVING}:
        return None  # a backup is on its way in, and whoever opens the data goes on with it
    return _lacks(folder, names, empty=empty)


def _lacks(folder: Path, names: set[str], *, empty: bool) -> Trouble | None:
    if empty:
        said = _("Filen kan ikke leses: den er skadet, eller hører til noe annet. Gjenopprett fra en sikkerhetskopi.")
        return Trouble(Ill.DAMAGED, said)
    needed = [folder / name for name in (front.DATA, front.VAULT, front.VAULT_COPY) if name in names]
    if not all(os.access(path, os.R_OK) for path in needed):
        return trouble_of(PermissionError(), folder, Ill.NO_RIGHT)
    if not front.vault_can_be_read(folder):
        said = _("Nøkkelen til dataene (vault.json) er skadet eller borte. Ikke slett noe. Gjenopprett fra en "
                 "sikkerhetskopi.")  # fmt: skip
        return Trouble(Ill.NO_KEY, said)
    if not names & {front.DATA, COMING}:
        missing = _("Filen {name} mangler. Hent den tilbake fra en sikkerhetskopi.").format(name=front.DATA)
        return Trouble(Ill.NO_FILE, missing)
    if not all(os.access(path, os.W_OK) for path in (folder, *needed)):
        return trouble_of(PermissionError(), folder, Ill.READ_ONLY)
    return None


def _ill_of(error: OSError, folder: Path) -> Ill:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return Ill.FULL
    if error.errno in {errno.ENODEV, errno.ENXIO} or not os.path.lexists(folder):
        return Ill.GONE
    if error.errno == errno.EROFS:
        return Ill.READ_ONLY
    if error.errno in {errno.EACCES, errno.EPERM}:
        return Ill.READ_ONLY if os.access(folder, os.R_OK | os.X_OK) else Ill.NO_RIGHT
    return Ill.DISK


def swept_words(names: list[str]) -> list[str]:
    """What whoever unlocks is told of unfinished files that were removed: only what somebody may have counted on.

    Args:
        names: from ``sweep``.
    """
    if not any(".ikbackup." in name for name in names):
        return []
    said = _("En sikkerhetskopi ble avbrutt før den var ferdig. Den halve er ryddet bort; de andre kopiene er hele.")
    return [str(said)]


def _cannot_hold(error: BaseException, folder: Path) -> Problem:
    if isinstance(error, OSError):
        return trouble_of(error, folder)
    said = _("Denne disken kan ikke låses for ett program om gangen. Velg en mappe på selve maskinen.")
    return Trouble(Ill.NETWORK, said)


def _say_who(folder: Path, doing: str) -> None:
    who = {"doing": doing, "user": _user(), "machine": _machine()}
    with suppress(OSError):  # a full disk must not keep anybody out
        (folder / HOLDER).write_text(json.dumps(who), "ascii")


def _held(folder: Path) -> Trouble:
    """Why it is refused, as far as whoever holds it has told."""
    try:
        told = json.loads((folder / HOLDER).read_bytes()[:LONGEST])
        doing, user, machine = (clean(str(told[key])) for key in ("doing", "user", "machine"))
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        doing, user, machine = "", "", ""
    if doing not in {"", WINDOW}:
        said = _("«ikdesk {doing}» arbeider med disse dataene. Vent til det er ferdig, og prøv igjen.")
    elif machine and machine != _machine():
        said = _("IKdesk er åpent på disse dataene på maskinen {machine}. Lukk det der først.")
    elif user and user != _user():
        said = _("IKdesk er åpent på disse dataene hos {user}, som er logget på denne maskinen. Lukk det der først.")
    elif doing:
        said = _("IKdesk er allerede åpent på disse dataene, i et vindu. Lukk det vinduet først.")
    else:
        said = _("IKdesk er allerede åpent på disse dataene. Lukk det andre vinduet først.")
    return Trouble(Ill.IN_USE, said.format(doing=doing, user=user, machine=machine))


def _machine() -> str:
    import platform  # late, as below: the lock screen is shown before they are needed

    return platform.node()


def _user() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, LookupError, ImportError):
        return ""  # some machines do not tell
