"""What tables a damaged file has, and which of them a loose page of rows can belong to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ikdesk.safe.trees import LOST, Values

Known = dict[int, dict[str, Any]]  # by row: what indexes tell of it
_DAY, _HEX = re.compile(r"\d{4}-\d\d-\d\d([ T].*)?"), re.compile(r"[0-9a-f]{32}")
_NUMBERS = ("INT", "BOOL", "FLOAT", "REAL", "DOUBLE", "NUMERIC")


@dataclass(frozen=True, slots=True)
class Entry:
    """A table or an index as the file's own list of them has it."""

    kind: str  # "table" or "index"
    name: str
    table: str
    root: int  # its first page; 0 where nobody knows
    sql: str  # empty for the indexes that a table makes by itself


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    name: str
    kind: str  # as it was declared, in capitals
    optional: bool  # whether a row may lack it
    default: bool  # whether there is a value for rows from before it was
    number: bool  # whether it is the number of the row itself


@dataclass(slots=True)
class Table:
    """A table, and what is found of it."""

    name: str
    columns: tuple[Column, ...]
    parents: Mapping[str, str]  # by column: the table it points to
    indexes: Sequence[tuple[str, tuple[str, ...]]]  # name and columns
    rows: dict[int, Values] = field(default_factory=dict)
    age: dict[int, int] = field(default_factory=dict)
    broken: bool = False  # whether some of its pages are gone
    known: Known | None = None  # None until somebody has read its indexes

    @property
    def keys(self) -> tuple[str, ...]:
        """The names of its columns."""
        return tuple(column.name for column in self.columns)

    def value(self, values: Values, name: str) -> Any:
        """One value of a row; None where the row is from before the column was."""
        at = self.keys.index(name)
        return values[at] if at < len(values) else None


def described(connection: Any, name: str) -> Table:
    """A table as a file made by the same words has it.

    Args:
        connection: to that file.
        name: of the table.
    """
    quoted = name.replace('"', '""')
    columns = tuple(
        Column(column, str(kind).upper(), not notnull and not place, default is not None,
               number=bool(place) and str(kind).upper() == "INTEGER")
        for _at, column, kind, notnull, default, place in connection.execute(f'PRAGMA table_info("{quoted}")')
    )  # fmt: skip
    parents = {row[3]: row[2] for row in connection.execute(f'PRAGMA foreign_key_list("{quoted}")')}
    indexes = []
    for row in connection.execute(f'PRAGMA index_list("{quoted}")').fetchall():
        made_over = connection.execute('PRAGMA index_info("{}")'.format(row[1].replace('"', '""'))).fetchall()
        indexes.append((row[1], tuple(one[2] for one in made_over)))
    return Table(name, columns, parents, indexes)


def fits(table: Table, rows: Iterable[tuple[int, Values]], *, alone: bool = False) -> bool:
    """Whether all these rows can be of a table, by what kinds of values they have.

    Args:
        table: the table.
        rows: with their numbers.
        alone: a row that is found in it already cannot be there twice.
    """
    return all(_fits(table, values) and not (alone and number in table.rows) for number, values in rows)


def choose(
    tables: Sequence[Table], rows: Sequence[tuple[int, Values]], kinds: Mapping[str, str], ids: Mapping[str, set[Any]]
) -> Table | None:
    """The one table these rows are of, or None when nothing tells.

    Args:
        tables: those they can be of.
        rows: with their numbers.
        kinds: by the key of a record: its table, from the file's own list of them.
        ids: by table: the keys of the records that are found.
    """
    if len(tables) <= 1:
        return tables[0] if tables else None
    tests: tuple[Callable[[Table, tuple[int, Values]], bool], ...] = (
        _in_index, lambda table, row: _listed(table, row, kinds), lambda table, row: _points(table, row, ids)
    )  # fmt: skip
    for is_of in tests:
        found = [table for table in tables if any(is_of(table, row) for row in rows)]
        if len(found) == 1:
            return found[0]
    return None


def _in_index(table: Table, row: tuple[int, Values]) -> bool:
    known = (table.known or {}).get(row[0], {})
    there = [(table.value(row[1], name), value) for name, value in known.items() if name in table.keys]
    return bool(there) and all(own is LOST or own == other for own, other in there)


def _listed(table: Table, row: tuple[int, Values], kinds: Mapping[str, str]) -> bool:
    return "id" in table.keys and kinds.get(str(table.value(row[1], "id"))) == table.name


def _points(table: Table, row: tuple[int, Values], ids: Mapping[str, set[Any]]) -> bool:
    told = [(parent, table.value(row[1], column)) for column, parent in table.parents.items()]
    there = [(parent, value) for parent, value in told if value is not None and value is not LOST]
    return bool(there) and all(value in ids.get(parent, ()) for parent, value in there)


def _fits(table: Table, values: Values) -> bool:
    if len(values) > len(table.columns):
        return False
    if any(not (column.optional or column.default) for column in table.columns[len(values) :]):
        return False
    return all(_may_be(column, value) for column, value in zip(table.columns, values, strict=False))


def _may_be(column: Column, value: Any) -> bool:
    if value is LOST:
        return True
    if value is None:
        return column.optional or column.number
    if column.number:
        return False
    return _is_kind(column.kind, value)


def _is_kind(kind: str, value: Any) -> bool:
    if kind.startswith(_NUMBERS):
        return isinstance(value, (int, float))
    if kind.startswith("BLOB"):
        return isinstance(value, bytes)
    if not isinstance(value, str):
        return False
    if kind.startswith("DATE"):
        return _DAY.fullmatch(value) is not None
    return kind != "CHAR(32)" or _HEX.fullmatch(value) is not None
