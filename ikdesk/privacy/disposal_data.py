"""A disposal from end to end: the file, the list outside it, the sealed report it came in, and the log beside it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.viewer import SYSTEM, Key
from ikdesk.kernel.words import many
from ikdesk.privacy.disposal_actions import Disposed, dispose_incident, replay_disposals
from ikdesk.privacy.disposal_queries import DisposalRow, disposals, receipts_to_destroy
from ikdesk.privacy.model import Copies, Disposal, Ground
from ikdesk.safe import inbox, second
from ikdesk.safe.backup import ENDING
from ikdesk.safe.disposals import Line, lay_list, lists_in, opened_lists, read_disposals, write_disposals
from ikdesk.safe.front import BACKUPS, DATA
from ikdesk.safe.keys import Keys

REPLACED = "replaced-*"  # what lay there before a backup was brought back


class Opened(Protocol):
    """What is needed of the open data."""

    folder: Path
    keys: Keys
    database: Database

    def write(self, action: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Do."""


class FileDisposals:
    """Disposals in one unit's data."""

    def __init__(self, data: Opened) -> None:
        """Take over the open data."""
        self._data = data

    def dispose(self, key: Key, ground: Ground, why: str) -> Disposed:
        """Destroy an incident for good, with everything that follows from it outside the file.

        Raises:
            Invalid: as ``dispose_incident``; nothing was done.
            Problem: the same; or it is destroyed in the file, and the disk said no to what follows. That is done the
                next time somebody unlocks.
        """
        data = self._data
        done: Disposed = data.write(dispose_incident, key, ground, why)
        settle(data.folder, data.keys, data.database)
        lay_lists(data.folder, data.keys)
        empty_log(data.database)
        return done

    def copies(self) -> Copies:
        """The automatic copies there are, and what backups took the place of."""
        folder = self._data.folder
        replaced = (place / DATA for place in folder.glob(REPLACED))
        found = [path for path in (*(folder / BACKUPS).glob("*" + ENDING), *replaced) if path.is_file()]
        newest = max((date.fromtimestamp(path.stat().st_mtime) for path in found), default=None)  # noqa: DTZ012 (local)
        return Copies(len(found), newest)


def settle(folder: Path, keys: Keys, database: Database) -> list[Disposed]:
    """Make the file and the list outside it say the same: what an older copy brought back is destroyed anew.

    Args:
        folder: the data folder.
        keys: of whoever unlocked.
        database: the open file.

    Raises:
        Problem: the list is damaged, or the disk said no.
    """
    today = database.clock.today()
    listed = known_disposals(folder, keys)
    done: list[Disposed] = []
    if listed:
        done = database.write(replay_disposals, [_row(line) for line in listed], by=SYSTEM, today=today)
    asked: dict[str, Any] = {"viewer": SYSTEM, "today": today}
    lines = [_line(row) for row in database.read(disposals, **asked)]
    if {line.key for line in (*listed, *lines)} - {line.key for line in read_disposals(folder, keys)}:
        write_disposals(folder, keys, (*listed, *lines))
    receipts = database.read(receipts_to_destroy, **asked)
    for place in (folder, *folder.glob(REPLACED)):
        inbox.destroy_taken(place, receipts)
    if done:
        empty_log(database)
    return done


def known_disposals(folder: Path, keys: Keys) -> tuple[Line, ...]:
    """What stands on the list of the folder, and on those that lie beside its backups.

    For a folder that a backup took the place of, also on that of the data it lies in: they were disposed of since.

    Raises:
        Problem: the list of the folder is damaged.
    """
    outer = lists_in(folder.parent) if folder.match(REPLACED) else []
    lines = (*opened_lists([*outer, *lists_in(folder / BACKUPS)], keys), *read_disposals(folder, keys))
    return tuple({(line.kind, line.key): line for line in lines}.values())


def told_when_settled(folder: Path, keys: Keys, database: Database) -> tuple[str, ...]:
    """``settle``, in sentences for whoever unlocked; a list that cannot be read keeps nobody out."""
    try:
        done = settle(folder, keys, database)
    except Problem as problem:
        return (str(problem),)
    return (many(
        "{n} hendelse som var kassert, lå i dataene igjen. Den er kassert på nytt.",
        "{n} hendelser som var kassert, lå i dataene igjen. De er kassert på nytt.", len(done),
    ),) if done else ()  # fmt: skip


def empty_log(database: Database) -> None:
    """Take the log beside the file in, so that nothing of what was destroyed waits there; later, if it is in use."""
    with suppress(Problem), database.raw() as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def lay_lists(folder: Path, keys: Keys) -> None:
    """Lay the list beside the backups, wherever they can be reached now: none of them brings back what is on it.

    Args:
        folder: the data folder.
        keys: of whoever unlocked.
    """
    place = second.remembered(folder).place
    for where in (folder / BACKUPS, place):
        with suppress(Problem, OSError):  # the next backup lays it there
            if where is not None and second.reachable(where):
                lay_list(folder, where, keys)


def _line(row: DisposalRow) -> Line:
    return Line(
        row.kind, row.key.hex, row.number, row.day.isoformat(), row.who, row.ground.code, row.why, row.whole
    )


def _row(line: Line) -> Disposal:
    return Disposal(
        kind=line.kind, key=Key(line.key), number=line.number, day=date.fromisoformat(line.day), who=line.who,
        ground=Ground[line.ground.upper()], why=line.why, whole=line.whole,
    )  # fmt: skip
