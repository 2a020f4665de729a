"""A damaged unit rescued: every row that can be read, in a new folder that opens with the same passwords.

The damaged folder is only read. The new one is made beside its place and moved there when it is whole, or not at all.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError

from ikdesk import data, salvage_rows_data, upgrade_data
from ikdesk.access.sentences import SALVAGED
from ikdesk.kernel import migrations
from ikdesk.kernel.base import Base
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.database import Database, engine_of
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.files import explain, make_folder
from ikdesk.kernel.paths import machine_folder, resource
from ikdesk.kernel.viewer import SYSTEM, Right
from ikdesk.kernel.words import _
from ikdesk.people.actions import add_person
from ikdesk.people.model import Person, rights_of, role_of
from ikdesk.safe import anchor, guard
from ikdesk.safe.backup import ENDING
from ikdesk.safe.file import connect, disk_problem, examine
from ikdesk.safe.front import BACKUPS, BEGUN, DATA, has_data, read_front, write_front
from ikdesk.safe.keys import Keys
from ikdesk.safe.salvage import Aside, Rescue, Schema, rescue
from ikdesk.safe.salvaged import write_account
from ikdesk.safe.shapes import Entry
from ikdesk.salvage_rows_data import Keys as Lacking
from ikdesk.salvage_sentences import Loss, Losses, lost_said
from ikdesk.unit.actions import bring_lists_up_to_date
from ikdesk.unit.model import Unit, UnitKind

Tick = Callable[[int, int], object]
# made anew, or of the damaged file alone; the backups stay where they are
_LEFT = frozenset({DATA, guard.COMING, anchor.NAME, guard.LOCK, guard.HOLDER, guard.RESERVE, BACKUPS, BEGUN})
_NOT_COUNTED = frozenset({"chain_key", "draft"})  # what is told elsewhere, or is nobody's yet
_LOGS = ("history", "access")
_ROOM = 3  # times the size of the file: the new one, its log, and what it is read through


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What came of a rescue."""

    folder: Path
    rows: int
    lost: tuple[str, ...]  # in words
    whole: bool  # whether nothing is lost


def salvage(folder: Path, into: Path, *, keys: Keys, tick: Tick = lambda _done, _of: None) -> Salvaged:
    """Rescue all that can be read of damaged data; the damaged folder is left as it is.

    Args:
        folder: the damaged data.
        into: a new or empty folder.
        keys: of whoever unlocked.
        tick: told how many pages of how many are read.

    Raises:
        Problem: it is not for this person to do, nothing can be read, the new folder cannot be used, the data are open
            in another window, or the disk said no; nothing is left in the new folder then.
    """
    if Right.SET_UP not in rights_of(keys.role):
        raise Problem(_("Dette har du ikke tilgang til. Spør lederen."))
    _refuse_place(folder, into)
    beginning = into / BEGUN
    try:
        with _held(folder), _made_beside(beginning):
            guard.room_for(beginning, _ROOM * _size_of(folder))
            saved = _rescued(folder, beginning, keys, tick)
            for path in sorted(beginning.iterdir(), key=lambda path: path.name.startswith("vault")):
                path.replace(into / path.name)  # the vault last, for it is what says that data lies here
    except OSError as error:
        raise disk_problem(error) or explain(error, into) from error
    except (driver.DatabaseError, DatabaseError) as error:
        raise _hopeless() from error
    return Salvaged(into, *saved)


@contextlib.contextmanager
def _made_beside(beginning: Path) -> Iterator[None]:
    """A folder to make the new data in, empty, and gone afterwards; nobody else is at it."""
    shutil.rmtree(beginning, ignore_errors=True)  # of one that was interrupted
    make_folder(beginning.parent, 0o700)
    beginning.mkdir(mode=0o700)
    try:
        yield
    finally:
        shutil.rmtree(beginning, ignore_errors=True)


def _refuse_place(folder: Path, into: Path) -> None:
    """Nothing that lies there is written over, and nothing is copied into itself."""
    if into.resolve().is_relative_to(folder.resolve()):
        raise Problem(_("Velg en annen mappe enn der dataene ligger."))
    if has_data(into):
        raise Problem(_("Det ligger allerede data i {folder}. Velg en annen mappe.").format(folder=into))
    try:
        there = [path for path in into.iterdir() if path.name != BEGUN] if into.exists() else []
    except OSError as error:
        raise explain(error, into) from error
    if there:
        raise Problem(_("Mappen {folder} er ikke tom. Velg en ny eller tom mappe.").format(folder=into))
    guard.refuse_unsafe_place(into)


@contextlib.contextmanager
def _held(folder: Path) -> Iterator[None]:
    """The damaged data for ourselves, where they can be: a folder that is only read need not be held."""
    with contextlib.ExitStack() as stack:
        if os.access(folder, os.W_OK):
            stack.enter_context(guard.hold(folder))
        yield


def _size_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.glob(DATA + "*"))


def _hopeless() -> Problem:
    return Problem(_("Det som er igjen av filen, henger ikke sammen. Hent dataene tilbake fra en sikkerhetskopi."))


def _rescued(folder: Path, beginning: Path, keys: Keys, tick: Tick) -> tuple[int, tuple[str, ...], bool]:
    found = _read(folder, beginning / DATA, keys, tick)
    _bring_along(folder, beginning)
    database = data.database_of(beginning / DATA, keys, Clock())
    with contextlib.closing(database):
        mended = _Mended(database, found, beginning, keys, folder)
        said = lost_said(mended.losses)
        mended.finish(said)
        opened = data.Data(beginning, keys, database, SYSTEM, contextlib.ExitStack())
        write_front(beginning, keys, data.front_content(opened))
    problems = examine(beginning / DATA, keys.database)
    if problems:
        said_wrong = _("Det som ble reddet, er ikke helt: {what} Prøv igjen på en annen disk.")
        raise Problem(said_wrong.format(what=problems[0]))
    return sum(found.rows.values()), said, not said


def _read(folder: Path, target: Path, keys: Keys, tick: Tick) -> Rescue:
    """The rows, from the file; or from the one an exchange of keys had made ready, where that is all there is."""
    each = (keys, *keys.older())
    salts = anchor.salts(folder, machine_folder(), keys)
    problem = Problem(_("Det ligger ingen fil med data i {folder}.").format(folder=folder))
    for source in (folder / DATA, folder / guard.COMING):
        if not source.exists():
            continue
        try:
            return rescue(source, target, [one.database for one in each], salts=salts,
                          other=lambda: _schemas(folder, each), tick=tick)  # fmt: skip
        except Problem as said:
            problem = said
            target.unlink(missing_ok=True)
    raise problem


def _bring_along(folder: Path, beginning: Path) -> None:
    for path in folder.iterdir():
        if path.name in _LEFT or path.name.startswith((DATA, "replaced-", ".")) or path.is_symlink():
            continue
        if path.is_dir():
            shutil.copytree(path, beginning / path.name, symlinks=True)
        elif path.is_file():
            shutil.copy2(path, beginning / path.name)
    for path in beginning.rglob("*"):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | stat.S_IWUSR)  # what is damaged may lie where nothing can be written


def _schemas(folder: Path, each: tuple[Keys, ...]) -> Iterator[Schema]:
    """Lists of tables where the file's own is gone: those of the backups, newest first, and this program's own."""
    backups = sorted(folder.glob(f"*/*{ENDING}"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in backups[:5]:
        for keys in each:
            with contextlib.suppress(Problem, driver.DatabaseError):
                connection = connect(path, keys.backup, read_only=True)
                with contextlib.closing(connection):
                    yield _schema_of(connection)
    with _in_memory() as (engine, connection):
        migrations.make_new(engine, Base.metadata)
        yield _schema_of(connection)
    with _in_memory() as (engine, connection):  # a file that was brought up to date has its columns in another order
        connection.executescript(resource("schema/version_1.sql").read_text("utf-8"))
        connection.execute("PRAGMA user_version = 1")
        for steps in range(migrations.latest()):
            migrations.bring_up_to_date(engine, lambda: None, migrations.STEPS[:steps])
            yield _schema_of(connection)


@contextlib.contextmanager
def _in_memory() -> Iterator[tuple[Engine, Any]]:
    connection = driver.connect(":memory:", isolation_level=None, check_same_thread=False)
    engine = engine_of(lambda: connection, driver)
    try:
        yield engine, connection
    finally:
        engine.dispose()


def _schema_of(connection: Any) -> Schema:
    listed = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type IN ('table', 'index')")
    entries = [Entry(kind, name, table, 0, sql or "") for kind, name, table, sql in listed.fetchall()]
    return int(connection.execute("PRAGMA user_version").fetchone()[0]), entries


class _Mended:
    """The rescued file brought up to this program and made to hold together; and what that cost."""

    def __init__(self, database: Database, found: Rescue, folder: Path, keys: Keys, origin: Path) -> None:
        self._database, self._found, self._folder, self._keys = database, found, folder, keys
        self._today = database.clock.today()
        if not found.version:
            _guess_version(database)
        upgrade_data.bring_up(folder, database, lambda: None)
        Base.metadata.create_all(database.engine)  # a table nobody could tell of
        with database.raw() as connection:  # until everything that can be found has been
            connection.execute("PRAGMA foreign_keys = OFF")
        new_mark = bool(self._write(salvage_rows_data.begin_chains))
        before = self._ask_lacking()
        self._write(salvage_rows_data.rebuild)
        with self._at_once() as connection:
            cut, not_cut = salvage_rows_data.complete(connection, found.cut)
        self._stand_up()
        lacking = self._ask_lacking()
        older = self._perhaps_older(before, lacking)
        with self._at_once() as connection:
            moved = salvage_rows_data.mend_links(connection)
            ends = anchor.ends(origin, machine_folder(), keys)
            self._losses_by_table = _by_table(connection, found, before, lacking, ends)
            (last,) = connection.execute("SELECT max(seq) FROM history").fetchone()
        pointers = [one for one in moved if one.why == "pointer"]
        self.aside: list[Aside] = [*found.aside, *not_cut, *cut, *moved, *older]
        self.losses = Losses(
            self._losses_by_table, rebuilt=_number(before) - _number(lacking), holes=len(older),
            cut=len(cut), aside=len(found.aside) + len(not_cut) + len(moved) - len(pointers), pointers=len(pointers),
            older=found.older, gap=found.gap or (last or 0) < ends["history"], new_mark=new_mark,
            unsure=any(not name.startswith("search_") for name in found.unsure - _NOT_COUNTED),
        )  # fmt: skip

    def finish(self, said: tuple[str, ...]) -> None:
        """Make the word search anew, and write down what was done."""
        with self._database.raw() as connection:
            connection.execute("PRAGMA foreign_keys = ON")
        self._write(salvage_rows_data.search_anew)
        told = {name: loss.lost for name, loss in self._losses_by_table.items()}
        self._write(salvage_rows_data.mark_holes, told)
        write_account(self._folder, self._keys, self._today.isoformat(), said, self.aside)
        with self._database.raw() as connection:
            anchor.mark_restored(self._folder, self._keys, connection, (SALVAGED + " ".join(said))[:5000])

    def _write(self, action: Callable[..., Any], *args: Any) -> Any:
        return self._database.write(action, *args, by=SYSTEM, today=self._today)

    def _ask_lacking(self) -> Lacking:
        return self._database.read(salvage_rows_data.lacking, viewer=SYSTEM, today=self._today)

    def _perhaps_older(self, before: Lacking, lacking: Lacking) -> list[Aside]:
        """The records built anew that may lack what was changed last: a line of the log about them may be gone."""
        told = self._found.lost.get("history", [])
        gaps = self._database.read(salvage_rows_data.gaps, viewer=SYSTEM, today=self._today)
        sure = "history" not in self._found.unsure and gaps <= {row["seq"] for row in told if "key" in row}
        sure = sure and all("key" in row for row in told)
        touched = {str(row.get("key")) for row in told}
        built = [(kind, key) for kind, keys in before.items() for key in keys - lacking.get(kind, set())]
        return [Aside(kind, 0, {"id": key.hex}, "older") for kind, key in built if not sure or key.hex in touched]

    @contextlib.contextmanager
    def _at_once(self) -> Iterator[Any]:
        with self._database.raw() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")

    def _stand_up(self) -> None:
        """What nothing works without: the unit, the lists, and somebody for each lock in the vault."""
        self._write(_ensure_unit, read_front(self._folder))
        self._write(bring_lists_up_to_date)
        self._write(_ensure_people, data.known_people(self._folder, self._keys))


def _ensure_unit(session: Any, front: Mapping[str, Any], *, by: Any, today: date) -> None:  # noqa: ARG001 (as above)
    if session.query(Unit).count() == 0:
        kind = str(front.get("kind", "")).upper()
        known = UnitKind[kind] if kind in UnitKind.__members__ else UnitKind.BARNEHAGE
        session.add(Unit(name=str(front.get("name") or _("Virksomheten")), kind=known))
        session.flush()


def _ensure_people(session: Any, people: Mapping[str, tuple[str, str]], *, by: Any, today: date) -> None:
    known = {slot for (slot,) in session.query(Person.slot).filter(Person.withdrawn_at.is_(None))}
    for slot, (name, role) in people.items():
        if slot not in known:
            add_person(session, name, slot=slot, role=role_of(role), by=by, today=today)


def _guess_version(database: Database) -> None:
    """The version of a file whose first page is gone, from the tables it has."""
    with database.raw() as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        version = migrations.latest() if "chain_key" in tables else 2 if "measure" in tables else 1
        connection.execute(f"PRAGMA user_version = {version}")


def _by_table(
    connection: Any, found: Rescue, before: Lacking, lacking: Lacking, ends: Mapping[str, int]
) -> dict[str, Loss]:
    losses: dict[str, Loss] = {}
    for name in sorted({*found.lost, *lacking, *_LOGS}):
        there = connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
        told = found.lost.get(name, [])
        gone = {str(row["id"]) for row in told if "id" in row} | {key.hex for key in lacking.get(name, set())}
        gone -= {key.hex for key in before.get(name, set()) - lacking.get(name, set())}  # built anew
        number = len(gone) + sum("id" not in row for row in told)
        if name in _LOGS:
            first, last = connection.execute(f"SELECT min(seq), max(seq) FROM {name}").fetchone()  # noqa: S608
            last = max(last or 0, *(row.get("seq", 0) for row in told), ends[name])
            number = last - there if first is not None else number
        if number:
            losses[name] = Loss(number, there + number, _latest(told, gone))
    return losses


def _number(keys: Lacking) -> int:
    return sum(map(len, keys.values()))


def _latest(told: list[dict[str, Any]], gone: set[str]) -> date | None:
    days = [str(row["occurred_on"]) for row in told if row.get("occurred_on") and str(row.get("id")) in gone]
    return date.fromisoformat(max(days)[:10]) if days else None
