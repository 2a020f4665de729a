"""Damage done to real files, and what SQLite itself says should be left."""

from __future__ import annotations

import random
import shutil
import struct
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver

from ikdesk.kernel.errors import Problem
from ikdesk.safe.file import connect

PAGE = 4096
Rows = dict[str, dict[Any, tuple[Any, ...]]]  # by table and key


def damage(file: Path, pages: Iterable[int], how: str, seed: int = 0) -> None:
    """Spoil pages of a file: "flip" changes one byte in each, "zero" blanks it, "noise" writes over all of it."""
    choice = random.Random(seed)
    with file.open("rb+") as opened:
        for page in pages:
            at = choice.randrange(PAGE) if how == "flip" else 0
            opened.seek((page - 1) * PAGE + at)
            there = opened.read(1)
            opened.seek((page - 1) * PAGE + at)
            other = bytes([there[0] ^ choice.randrange(1, 256)])
            opened.write({"flip": other, "zero": bytes(PAGE), "noise": choice.randbytes(PAGE)}[how])


def pages_of(file: Path) -> int:
    """How many pages a file has."""
    return file.stat().st_size // PAGE


def tables(connection: Any) -> list[str]:
    """The tables whose rows must be rescued: not those of the word search."""
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    return [name for (name,) in rows if not name.startswith(("search_", "sqlite_"))]


def rows_in(file: Path, key: bytes) -> Rows:
    """Every row of a whole file, by table and key."""
    with closing(connect(file, key, read_only=True)) as connection:
        found = {name: connection.execute(_all(connection, name)).fetchall() for name in tables(connection)}
    return {name: {row[0]: row[1:] for row in rows} for name, rows in found.items()}


def _all(connection: Any, name: str) -> str:
    info = connection.execute(f'PRAGMA table_info("{name}")').fetchall()
    key = next((one[1] for one in info if one[5]), "rowid")
    columns = ", ".join(f'"{column}"' for column in sorted(one[1] for one in info))
    return f'SELECT "{key}", {columns} FROM "{name}"'


def keys_of(connection: Any, name: str) -> dict[int, Any]:
    """By the number of each row: its key, as ``rows_in`` has it."""
    info = connection.execute(f'PRAGMA table_info("{name}")').fetchall()
    key = next((one[1] for one in info if one[5]), "rowid")
    return dict(connection.execute(f'SELECT rowid, "{key}" FROM "{name}"').fetchall())


def rows_on(file: Path, key: bytes, page: int, spoiled: Path) -> set[tuple[str, int]]:
    """The rows SQLite cannot read when one page is blank: those that lie on it; none if it only shows the way.

    Args:
        file: whole.
        key: of the file.
        page: its number.
        spoiled: where a copy may be made.
    """
    if page == 1:
        return set()  # it only shows the way
    shutil.copy(file, spoiled)
    damage(spoiled, [page], "zero")
    try:
        opened = connect(spoiled, key, read_only=True)
    except Problem:
        return set()  # it is of the list of tables
    with closing(connect(file, key, read_only=True)) as whole, closing(opened) as broken:
        if _shows_the_way(whole, page):
            return set()
        names = tables(whole)
        broken.close()
        for name in names:
            numbers = {number for (number,) in whole.execute(f'SELECT rowid FROM "{name}"')}
            readable = _readable(spoiled, key, name, "ASC")
            if readable != numbers:  # a connection is of no use after the first page it cannot read
                return {(name, number) for number in numbers - readable - _readable(spoiled, key, name, "DESC")}
        return set()  # it is of an index


def _readable(file: Path, key: bytes, name: str, order: str) -> set[int]:
    found: set[int] = set()
    with closing(connect(file, key, read_only=True)) as connection:
        try:
            for row in connection.execute(f'SELECT rowid, * FROM "{name}" NOT INDEXED ORDER BY rowid {order}'):
                found.add(row[0])
        except driver.DatabaseError:
            pass
    return found


def _shows_the_way(connection: Any, page: int) -> bool:
    """Whether it is the root of a table that has more rows than one page holds."""
    question = "SELECT name FROM sqlite_master WHERE rootpage = ? AND type = 'table'"
    named = connection.execute(question, (page,)).fetchone()
    if named is None:
        return False
    rows = connection.execute(f'SELECT * FROM "{named[0]}"').fetchall()
    return sum(len(str(value)) for row in rows for value in row) > 2 * PAGE


def spoil_log(log: Path, frame: int) -> None:
    """Change one byte of a page in the log beside a file."""
    with log.open("rb+") as opened:
        opened.seek(32 + (frame - 1) * (24 + PAGE) + 24 + 100)
        there = opened.read(1)
        opened.seek(-1, 1)
        opened.write(bytes([there[0] ^ 1]))


def frames_of(log: Path) -> list[int]:
    """The number of the page each part of the log is about."""
    data = log.read_bytes()
    return [struct.unpack_from(">I", data, at)[0] for at in range(32, len(data) - PAGE, 24 + PAGE)]


def pages_of_list(file: Path, key: bytes, spoiled: Path) -> list[int]:
    """Two pages of the list of tables itself: without either of them SQLite cannot open the file."""
    found: list[int] = []
    for page in range(2, pages_of(file) + 1):
        shutil.copy(file, spoiled)
        damage(spoiled, [page], "zero")
        try:
            connect(spoiled, key, read_only=True).close()
        except Problem:
            found.append(page)
            if len(found) == 2:
                break
    return found
