"""An upgrade that is killed: the file is either as it was or as it shall be, and nothing that stood in it is gone."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from ikdesk import data, upgrade_data
from ikdesk.kernel import migrations
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.errors import Problem
from ikdesk.safe.file import connect, examined
from ikdesk.safe.keys import Keys
from ikdesk.safe.vault import unlock
from tests.engines import warm
from tests.reliability.killing import PATIENCE, READY, Job, Tell, cannot, kill_oneself, killed
from tests.reliability.row import Counted, Row, Share, Tally
from tests.reliability.unit import Unit, quick

OLDER = Path(__file__).resolve().parents[1] / "data"
PASSWORD = "gammel nok til alt dette"
CLOCK = Clock(date(2026, 4, 30))
AGAIN = 4  # each so many-th file is opened once more as the program opens it
MADE_ANEW = ("history", "code")  # what a step writes in another way, and what the lists gain
GROWS = frozenset({"access", "record_key"})  # that somebody unlocked, and the keys of what the lists gained
Connect = Callable[[Any, Any], Engine]
Rows = dict[str, list[Any]]


@dataclass(frozen=True, slots=True)
class Older:
    """A file of an earlier version, and what becomes of it."""

    unit: Unit
    version: int
    rows: Rows  # of the tables that stay as they are
    columns: dict[str, str]  # of those tables
    shape: set[tuple[Any, ...]]  # what a whole file of this version consists of
    newer: set[tuple[Any, ...]]  # and of the newest
    statements: int  # how many an opening takes
    seconds: float  # and how long


def run(share: Share) -> Counted:
    """Kill upgrades, every other one at a statement and every other one at a random moment."""
    return _kills(share, warm)


def control(share: Share) -> Counted:
    """The same, of upgrades without a transaction around them."""

    def loose(opened: Any, module: Any) -> Engine:
        return create_engine("sqlite://", module=module, creator=opened, poolclass=StaticPool)

    return _kills(share, loose)


def _kills(share: Share, engine: Connect) -> Counted:
    chance, tally = share.chance, Tally()
    with quick(older=True):
        known = [_older(share.folder / f"older-{version}", version) for version in range(1, migrations.latest())]
        for number in range(share.states):
            older = known[number % len(known)]
            unit = older.unit.copy(share.folder / "unit")
            turn, of = number // len(known), max(1, share.states // len(known))
            if turn % 2:
                after, at = chance.uniform(0.0, older.seconds), 0
            else:
                after, at = PATIENCE, 1 + (2 * turn + 1) * older.statements // (2 * of)
            ended = killed(_opening(unit, engine, at), after)
            if ended.broke:
                tally.fault(ended.broke)
            tally.states += ended.by_us
            said = f"version {older.version}, " + (f"statement {at}" if at else f"after {after:.3f} s")
            for fault in _faults(older, unit, again=number % AGAIN == 0):
                tally.gone(f"{said}: {fault}")
            tally.acknowledged += sum(map(len, older.rows.values()))
    return tally.counted()


def _opening(unit: Unit, engine: Connect, at: int) -> Job:
    """Opens as the program does, and ends at a statement."""

    def job(tell: Tell) -> None:
        with pytest.MonkeyPatch.context() as patch, _ends_at(at):
            patch.setattr(data, "engine_of", engine)
            tell(READY)
            unit.open(CLOCK)

    return job


@contextmanager
def _ends_at(number: int) -> Iterator[list[str]]:
    """Kill this process at a statement; for 0 they are only noted."""
    seen: list[str] = []

    def look(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        seen.append(statement)
        if len(seen) == number:
            kill_oneself()

    event.listen(Engine, "before_cursor_execute", look)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", look)


def _older(folder: Path, version: int) -> Older:
    """Learn what is in a file and how long its upgrade takes, in a copy."""
    import time

    shutil.copytree(OLDER / f"version_{version}", folder)
    unit = Unit(folder, unlock(folder, PASSWORD), "", ())
    tried = unit.copy(folder.with_name(f"tried-{version}"))
    with _ends_at(0) as seen:
        for _turn in range(2):  # the first time much is loaded
            tried = unit.copy(tried.folder)
            seen.clear()
            begun = time.monotonic()
            tried.open(CLOCK).close()
            spent = time.monotonic() - begun
    with closing(connect(folder / data.FILE, unit.keys.database, read_only=True)) as connection:
        columns = dict(_columns(connection))
        rows, shape = _rows(connection, columns), _shape(connection)
    with closing(connect(tried.folder / data.FILE, unit.keys.database, read_only=True)) as connection:
        newer = _shape(connection)
    return Older(unit, version, rows, columns, shape, newer, len(seen), spent)


def _faults(older: Older, unit: Unit, *, again: bool) -> Iterator[str]:
    begun = (unit.folder / upgrade_data.NOTE).exists()
    try:
        with closing(connect(unit.folder / data.FILE, unit.keys.database)) as connection:
            yield from examined(connection)
            version = int(connection.execute("PRAGMA user_version").fetchone()[0])
            if version not in {older.version, migrations.latest()}:
                yield f"it has version {version}"
            if _shape(connection) != (older.shape if version == older.version else older.newer):
                yield "it is neither old nor new"
            elif not _kept(older, connection):
                yield "rows are gone or altered"
        if again:
            yield from _opened_again(older, unit.folder, unit.keys, unit, begun=begun)
    except (Problem, DBAPIError) as problem:
        yield str(problem)


def _opened_again(older: Older, folder: Path, keys: Keys, unit: Unit, *, begun: bool) -> Iterator[str]:
    with closing(unit.open(CLOCK)) as found:
        yield from map(str, found.findings)
        if any("oppgraderingen" in said for said in found.warnings) is not begun:
            yield f"interrupted: {begun}, and it said {found.warnings}"
        if not found.codebook().entries("responsible_role"):
            yield "the lists were not brought up to date"
    with closing(connect(folder / data.FILE, keys.database, read_only=True)) as connection:
        if _shape(connection) != older.newer or not _kept(older, connection):
            yield "after it was opened again it is not whole"


def _columns(connection: Any) -> Iterator[tuple[str, str]]:
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    for (name,) in tables:
        if not name.startswith(("search_", *MADE_ANEW)):
            columns = connection.execute(f"PRAGMA table_info({name})").fetchall()
            yield name, ", ".join(f'"{column[1]}"' for column in columns)


def _rows(connection: Any, columns: dict[str, str]) -> Rows:
    return {
        name: connection.execute(f"SELECT {wanted} FROM {name} ORDER BY {wanted}").fetchall()
        for name, wanted in columns.items()
    }


def _kept(older: Older, connection: Any) -> bool:
    """Whether every row is there as it was, and no other where none may come."""
    now = _rows(connection, older.columns)
    return all(set(rows) <= set(now[name]) if name in GROWS else rows == now[name] for name, rows in older.rows.items())


def _shape(connection: Any) -> set[tuple[Any, ...]]:
    return {(kind, name, " ".join(str(sql).split())) for kind, name, sql in connection.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'")}  # fmt: skip


ROWS = (
    Row(
        key="upgrade", what="kill -9 under oppgradering fra hver eldre utgave, også ved hver setning", run=run,
        small=8 * (migrations.latest() - 1), release=400 * (migrations.latest() - 1), least=1.0,
        without="én transaksjon rundt oppgraderingen", control=control, control_states=12, cannot=cannot, alone=True,
    ),
)  # fmt: skip
