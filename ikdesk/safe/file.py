"""The encrypted file: how it is opened, whether it is whole, and in plain words what the disk said."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from ikdesk.kernel.errors import Ill, Problem, Trouble
from ikdesk.kernel.files import explain
from ikdesk.kernel.words import _

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

OLDEST = (3, 51, 3)  # older ones can damage a file when the log is reset while it is read
PATIENCE = 1.0  # seconds to wait for a file that is in use
PAGE = 4096  # bytes in SQLCipher's pages
MOST_PROBLEMS = 20  # one damaged page gives hundreds of sentences
PRAGMAS = (
    "cipher_log_level = NONE",
    "locking_mode = EXCLUSIVE",
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "secure_delete = ON",
    "temp_store = MEMORY",
    "cache_size = -65536",
    "busy_timeout = 5000",
    "fullfsync = ON",
    "checkpoint_fullfsync = ON",
)
WRITING = ("locking_mode", "journal_mode", "secure_delete")  # what only makes sense when something is written

# what the disk may say to what people ask; anything else is a bug of ours
WORLD_SAYS_NO = {
    errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EPERM, errno.EROFS, errno.EIO, errno.ENOTDIR, errno.EISDIR,
    errno.ENAMETOOLONG, errno.ELOOP, errno.EEXIST,
}  # fmt: skip

# SQLite's result codes (https://www.sqlite.org/rescode.html); the low byte, the rest is detail
PERM, BUSY, LOCKED, READONLY, IOERR, CORRUPT, FULL, CANTOPEN, NOTADB = 3, 5, 6, 8, 10, 11, 13, 14, 26
# the driver's backup leaves the code out, and gives SQLite's own words for it (sqlite3_errstr) only
SAID = {
    "disk I/O error": IOERR, "database or disk is full": FULL, "unable to open database file": CANTOPEN,
    "database disk image is malformed": CORRUPT, "file is not a database": NOTADB, "database is locked": BUSY,
    "attempt to write a readonly database": READONLY,
}  # fmt: skip


def connect(path: Path, key: bytes, *, read_only: bool = False) -> Connection:
    """Open the encrypted file, or make it.

    Args:
        path: the file; it is made if it is missing, unless it is only read.
        key: 32 bytes.
        read_only: nothing can be written, and nothing is made.

    Raises:
        Problem: the file is damaged, in use, of another unit, or cannot be reached.
    """
    from sqlcipher3 import dbapi2 as driver  # late: the lock screen is shown before this is needed

    if driver.sqlite_version_info < OLDEST:
        raise Trouble(Ill.PROGRAM, _("En del av IKdesk er for gammel til å lagre trygt. Installer IKdesk på nytt."))
    _refuse_stump(path)
    address = _address(path, read_only=read_only)
    try:
        connection = driver.connect(address, uri=True, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
        with ExitStack() as undo:
            undo.callback(connection.close)
            _prepare(connection, key, read_only=read_only)
            undo.pop_all()  # it stands: leave it open
    except driver.Error as error:
        if not read_only and path.parent.exists() and not os.access(path.parent, os.W_OK):
            raise _write_protected() from error  # the driver only says that something went wrong
        raise _translated(error) from error
    return connection


def examine(path: Path, key: bytes) -> list[str]:
    """What is wrong with a file that nobody has open; empty when it is whole.

    Args:
        path: the file.
        key: 32 bytes.
    """
    try:
        # a log is read best by whoever may take it in: reading beside it needs room on the disk, which may be full
        connection = connect(path, key, read_only=_in_rest(path) or not _holds_pages(path))
    except Problem as problem:
        return [str(problem)]
    try:
        return examined(connection)
    finally:
        connection.close()


def examined(connection: Connection) -> list[str]:
    """What is wrong with an open file: each page's seal, how it is built, what points to nothing.

    Args:
        connection: from ``connect``.
    """
    from sqlcipher3 import dbapi2 as driver

    # the seals are read from the file itself: a power cut in the middle of taking the log in leaves torn pages there,
    # whose whole copies lie in the log
    with suppress(driver.DatabaseError):  # what is only read, or damaged, is looked at as it is
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    problems: list[str] = []
    for check in (_broken_seals, _broken_build, _broken_links):
        try:
            problems.extend(check(connection))
        except driver.DatabaseError as error:
            problems.append(str(_translated(error)))
        if problems:
            break  # what comes after a damaged page says nothing new
    return problems[:MOST_PROBLEMS]


def disk_problem(error: BaseException) -> Problem | None:
    """A sentence for what the disk or the file said, or None if that is a bug of ours.

    Args:
        error: an OSError, or what the driver raised.
    """
    if isinstance(error, OSError) and error.errno is not None:
        return _os_problem(error)
    return _driver_problem(getattr(error, "sqlite_errorcode", 0) & 0xFF or SAID.get(str(error), 0))


def _os_problem(error: OSError) -> Problem | None:
    return explain(error, Path(str(error.filename or _("filen")))) if error.errno in WORLD_SAYS_NO else None


def _driver_problem(code: int) -> Problem | None:
    if code == FULL:
        return Trouble(Ill.FULL, _("Disken er full. Rydd plass og prøv igjen. Ingenting ble lagret."))
    if code in {BUSY, LOCKED}:
        return Trouble(Ill.IN_USE, _("Dataene er i bruk av et annet program. Lukk det og prøv igjen."))
    if code in {READONLY, PERM}:
        return _write_protected()
    if code == CANTOPEN:
        said = _("Filen med dataene finnes ikke eller kan ikke åpnes. Se etter at mappen er riktig.")
        return Trouble(Ill.NO_FILE, said)
    if code in {NOTADB, CORRUPT}:
        return _damaged()
    if code == IOERR:
        said = _("Disken svarer ikke som den skal. Ta en kopi av mappen, og prøv igjen etter en omstart.")
        return Trouble(Ill.DISK, said)
    return None


def _write_protected() -> Problem:
    said = _("Mappen med dataene er skrivebeskyttet. Gi deg selv rett til å skrive i den, eller kopier den.")
    return Trouble(Ill.READ_ONLY, said)


def _damaged() -> Problem:
    said = _("Filen kan ikke leses: den er skadet, eller hører til noe annet. Gjenopprett fra en sikkerhetskopi.")
    return Trouble(Ill.DAMAGED, said)


def _translated(error: BaseException) -> BaseException:
    return disk_problem(error) or error


def _refuse_stump(path: Path) -> None:
    # SQLite takes less than one page for a new, empty file, and would begin afresh in it
    if path.is_file() and 0 < path.stat().st_size < PAGE:
        raise _damaged()


def _address(path: Path, *, read_only: bool) -> str:
    place = path.resolve()
    posix = os.fsencode(place.as_posix())  # a name may hold bytes that are no text on this machine
    address = "file://" + ("" if posix.startswith(b"/") else "/") + quote(posix, safe="/:")
    if not read_only:
        return address
    # without a log beside it nobody is writing; then the folder need not be writable, either
    return address + ("?mode=ro&immutable=1" if _in_rest(place) else "?mode=ro")


def _holds_pages(path: Path) -> bool:
    return path.is_file() and path.stat().st_size > 0


def _in_rest(path: Path) -> bool:
    log = path.with_name(path.name + "-wal")
    return not log.exists() or log.stat().st_size == 0


def _prepare(connection: Connection, key: bytes, *, read_only: bool) -> None:
    # a raw key: it is random already, and the file opens in 0.2 ms
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    if not connection.execute("PRAGMA cipher_version").fetchone():
        raise Trouble(Ill.PROGRAM, _("Den delen av IKdesk som krypterer mangler. Installer IKdesk på nytt."))
    for pragma in PRAGMAS:
        if not (read_only and pragma.startswith(WRITING)):
            connection.execute(f"PRAGMA {pragma}")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()  # the first page is read: is the key right?
    if not read_only and connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
        raise Trouble(Ill.NETWORK, _("Denne disken kan ikke lagre trygt. Flytt dataene til en disk i selve maskinen."))


def _broken_seals(connection: Connection) -> Iterator[str]:
    for (said,) in connection.execute("PRAGMA cipher_integrity_check"):
        pages = [word for word in str(said).split() if word.isdigit()]
        yield _("Side {page} i filen er skadet.").format(page=pages[0] if pages else "?")


def _broken_build(connection: Connection) -> Iterator[str]:
    for (said,) in connection.execute("PRAGMA integrity_check"):
        if said != "ok":
            yield _("Filen er bygd feil: {what}").format(what=str(said).splitlines()[0])


def _broken_links(connection: Connection) -> Iterator[str]:
    for table, _row, parent, _number in connection.execute("PRAGMA foreign_key_check"):
        yield _("En rad i {table} viser til noe som mangler i {parent}.").format(table=table, parent=parent)
