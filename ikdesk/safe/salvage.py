"""Every row that can be read out of a damaged file, into a new one of the same version; the damaged is only read."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ikdesk.kernel.errors import Problem
from ikdesk.kernel.words import _
from ikdesk.safe.file import connect
from ikdesk.safe.pages import Image, Tick, read_images
from ikdesk.safe.shapes import Entry, Table, choose, described, fits
from ikdesk.safe.trees import LOST, MALFORMED, ROWS, ROWS_ABOVE, Reader, Values

VERSION = 60  # where the version of the tables stands on the first page
SEARCH, MADE_ANEW = "search_word", "search_"  # the word search, made anew in any case
_LISTS = 5  # columns in the list of tables
_LISTED, _LIST_OF = ("table", "index"), ("table", "index", "view", "trigger")
Schema = tuple[int, Sequence[Entry]]


@dataclass(frozen=True, slots=True)
class Aside:
    """A row that has no place in the new file."""

    table: str  # empty where nobody knows
    row: int
    values: Mapping[str, Any]
    why: str  # one word for us: "parent", "twice", "cut", "unknown"


@dataclass(slots=True)
class Rescue:
    """What came of it."""

    version: int
    damaged: int  # pages that are not whole
    rows: dict[str, int] = field(default_factory=dict)  # by table
    lost: dict[str, list[dict[str, Any]]] = field(default_factory=dict)  # by table: what indexes tell of rows now gone
    cut: list[Aside] = field(default_factory=list)  # rows of which a part is gone; not in the new file yet
    aside: list[Aside] = field(default_factory=list)
    gap: bool = False  # whether what was written last may be lost without a trace
    older: int = 0  # rows that were read from an older page, for the newer one is gone
    unsure: set[str] = field(default_factory=set)  # tables that may lack more rows than any index tells of


def rescue(
    source: Path, target: Path, keys: Sequence[bytes], *, salts: Iterable[bytes], other: Callable[[], Iterable[Schema]],
    tick: Tick,
) -> Rescue:  # fmt: skip
    """Rescue what can be read.

    Args:
        source: the damaged file.
        target: the new file; nothing lies there.
        keys: that may open the damaged file; the first is that of the new one.
        salts: that may be its own, if its first page is gone.
        other: lists of tables to try where the file's own is damaged, likeliest first.
        tick: told how far it has come.

    Raises:
        Problem: nothing can be read.
    """
    images = read_images(source, keys, salts, target.with_name(target.name + ".pages"), tick)
    if not images:
        raise Problem(_("Ingenting i filen kan leses. Hent dataene tilbake fra en sikkerhetskopi."))
    with closing(connect(target, keys[0])) as connection:
        return _Salvage(connection, images, other).done()


class _Salvage:
    def __init__(self, connection: Any, images: Sequence[Image], other: Callable[[], Iterable[Schema]]) -> None:
        self._connection, self._images = connection, images
        self._image, self._reader = images[0], Reader(images[0].pages)
        self._entries: Sequence[Entry]
        version, self._entries, whole = _own_schema(self._image, self._reader)
        if not whole:
            version, self._entries = self._completed(version, other())
        self.rescue = Rescue(version, images[0].damaged, gap=images[0].gap)
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("BEGIN")
        _make_tables(connection, self._entries)
        self._tables = {table.name: table for table in _in_memory(self._entries)}

    def done(self) -> Rescue:
        for image in self._images:
            self._image, self._reader = image, Reader(image.pages)
            self._gather(first=image is self._images[0])
        self._fill_in()
        for table in self._tables.values():
            if not table.name.startswith(MADE_ANEW):
                self._write(table)
        _make_indexes(self._connection, self._entries)
        self._connection.execute(f"PRAGMA user_version = {self.rescue.version}")
        self._connection.execute("COMMIT")
        return self.rescue

    def _completed(self, version: int, others: Iterable[Schema]) -> Schema:
        """The file's own list with what it lacks from another that is of the same version; the one most like it."""
        own = {entry.name: entry for entry in self._entries}
        best, found = 0, (version, list(own.values()))
        for theirs, entries in others:
            alike = self._alike(entries, own) if version in {0, theirs} else 0
            if alike > best:
                lacking = [Entry(one.kind, one.name, one.table, 0, one.sql) for one in entries if one.name not in own]
                best, found = alike, (theirs, [*own.values(), *lacking])
        return found

    def _alike(self, entries: Sequence[Entry], own: Mapping[str, Entry]) -> int:
        """How many tables have the same columns in the same order; 0 where they are another version's.

        A file that was brought up to date has the columns of one that was made later, in another order.
        """
        tables = _in_memory(entries)
        if own:
            mine = {table.name: table.keys for table in _in_memory(list(own.values()))}
            common = [(table.keys, mine[table.name]) for table in tables if table.name in mine]
            same = all(set(theirs) == set(ours) for theirs, ours in common)
            return same + sum(theirs == ours for theirs, ours in common) if same else 0
        loose = [list(rows) for rows in map(self._rows_of, self._image.pages) if rows]
        fitting = sum(any(fits(table, rows) for table in tables) for rows in loose)
        return fitting if fitting * 10 >= len(loose) * 9 else 0

    def _gather(self, *, first: bool) -> None:
        owned = {*self._reader.free(), *(number for number in self._image.pages if _list_on(self._reader, number))}
        roots = {entry.name: entry.root for entry in self._entries}
        for table in self._tables.values():
            tree = self._reader.tree(roots[table.name]) if roots.get(table.name) else None
            owned.update((*tree.leaves, *tree.above) if tree else ())
            if not first and not table.broken:
                continue  # what is not in the newest any more was taken out of it
            for number in tree.leaves if tree else ():
                self._take(table, number, self._rows_of(number), older=not first)
            stale = tree is not None and not self._image.stale.isdisjoint((*tree.leaves, *tree.above))
            table.broken = table.broken or tree is None or bool(tree.gone) or stale
        broken = [table for table in self._tables.values() if table.broken]
        if broken:
            for table in broken:
                self._know(table)
            self._gather_loose(broken, owned, first=first)

    def _gather_loose(self, broken: Sequence[Table], owned: set[int], *, first: bool) -> None:
        """Pages of rows that nothing points to any more: which table they are of follows from what they say."""
        waiting = [group for group in self._groups(owned) if any(self._rows_of(number) for number in group)]
        for last in (False, False, True):
            kinds, ids = self._listed(), self._ids()
            left = []
            for group in waiting:
                rows = [row for number in group for row in self._rows_of(number)]
                may_be = [table for table in broken if fits(table, rows, alone=first and not self._image.logged)]
                found = choose(may_be, rows, kinds, ids)
                if found is not None:
                    for number in group:
                        self._take(found, number, self._rows_of(number), older=not first)
                elif last and first:
                    if not may_be or not all(table.name.startswith(MADE_ANEW) for table in may_be):
                        self._put_aside(rows)
                else:
                    left.append(group)
            waiting = left

    def _groups(self, owned: set[int]) -> Iterator[list[int]]:
        """Loose pages of rows, those below the same page together."""
        pages = [number for number in self._image.pages if number not in owned]
        above = {number for number in pages if self._reader.kind(number) == ROWS_ABOVE}
        below = {under for number in above for under in self._reader.below(number)}
        seen = set(owned)
        for number in sorted(above - below):
            tree = self._reader.tree(number)
            yield [leaf for leaf in tree.leaves if leaf not in seen]
            seen.update(tree.leaves)
        for number in pages:
            if number not in seen and self._reader.kind(number) == ROWS:
                yield [number]

    def _rows_of(self, number: int) -> list[tuple[int, Values]]:
        if self._reader.kind(number) != ROWS:
            return []
        try:
            return list(self._reader.rows(number))
        except MALFORMED:
            return []

    def _take(self, table: Table, number: int, rows: Iterable[tuple[int, Values]], *, older: bool) -> None:
        age = self._image.age[number]
        for row, values in rows:
            if row not in table.rows or (not older and age > table.age[row]):
                table.rows[row], table.age[row] = values, age
                if (older or number in self._image.stale) and not table.name.startswith(MADE_ANEW):
                    self.rescue.older += 1

    def _know(self, table: Table) -> None:
        """Read what the indexes of a table tell of its rows."""
        roots = {entry.name: entry.root for entry in self._entries}
        known = table.known = table.known or {}
        if not any(self._is_complete(roots.get(name, 0)) for name, _columns in table.indexes):
            self.rescue.unsure.add(table.name)
        for name, columns in table.indexes:
            if not roots.get(name):
                continue
            with suppress(*MALFORMED):
                for values in self._reader.entries(roots[name]):
                    if LOST not in values:
                        told = zip(columns, values, strict=False)
                        known.setdefault(values[-1], {}).update((key, value) for key, value in told if key is not None)

    def _is_complete(self, root: int) -> bool:
        return root > 0 and not self._reader.tree(root).gone

    def _listed(self) -> dict[str, str]:
        """By the key of each record: its table."""
        found: dict[str, str] = {}
        for name in ("record_key", "history"):
            table = self._tables.get(name)
            for values in table.rows.values() if table else ():
                found[str(table.value(values, "key"))] = str(table.value(values, "kind"))  # type: ignore[union-attr]
        return found

    def _ids(self) -> dict[str, set[Any]]:
        return {
            table.name: {table.value(values, "id") for values in table.rows.values()}
            for table in self._tables.values() if "id" in table.keys and not table.name.startswith(SEARCH)
        }  # fmt: skip

    def _put_aside(self, rows: Iterable[tuple[int, Values]]) -> None:
        for row, values in rows:
            said = {str(at): value for at, value in enumerate(values) if value is not LOST}
            self.rescue.aside.append(Aside("", row, said, "unknown"))

    def _fill_in(self) -> None:
        """Tell what is lost, and fill in from the indexes where only a part of a row is."""
        for table in self._tables.values():
            cut = [row for row, values in table.rows.items() if LOST in values]
            if cut and table.known is None:
                self._reader = Reader(self._images[0].pages)
                self._know(table)
            known = table.known or {}
            for row in cut:
                self._fill_in_row(table, row, known.get(row, {}))
            number = next((column.name for column in table.columns if column.number), "rowid")
            gone = [{**told, number: row} for row, told in known.items() if row not in table.rows and row not in cut]
            if gone and not table.name.startswith(MADE_ANEW):
                self.rescue.lost[table.name] = gone

    def _fill_in_row(self, table: Table, row: int, told: Mapping[str, Any]) -> None:
        values = table.rows[row]
        for at, key in enumerate(table.keys[: len(values)]):
            if values[at] is LOST and key in told:
                values[at] = told[key]
        if LOST in values:
            del table.rows[row]
            said = dict(zip(table.keys, values, strict=False))
            if not table.name.startswith(MADE_ANEW):
                left = {key: value for key, value in said.items() if value is not LOST}
                self.rescue.cut.append(Aside(table.name, row, left, "cut"))

    def _write(self, table: Table) -> None:
        by_length: dict[int, list[list[Any]]] = {}
        for row, values in sorted(table.rows.items()):
            whole = [row if column.number else value for column, value in zip(table.columns, values, strict=False)]
            by_length.setdefault(len(whole), []).append([row, *whole])
        for length, rows in by_length.items():
            names = ", ".join(f'"{key}"' for key in ("rowid", *table.keys[:length]))
            marks = ", ".join("?" * (length + 1))
            self._insert(table, f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})', rows)  # noqa: S608
        self.rescue.rows[table.name] = self._connection.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()[0]  # noqa: S608

    def _insert(self, table: Table, statement: str, rows: list[list[Any]]) -> None:
        from sqlcipher3 import dbapi2 as driver

        self._connection.execute("SAVEPOINT many")
        try:
            self._connection.executemany(statement, rows)
        except driver.IntegrityError:
            self._connection.execute("ROLLBACK TO many")
            for row in rows:
                try:
                    self._connection.execute(statement, row)
                except driver.IntegrityError:
                    said = dict(zip(table.keys, row[1:], strict=False))
                    self.rescue.aside.append(Aside(table.name, row[0], said, "twice"))
        self._connection.execute("RELEASE many")


def _own_schema(image: Image, reader: Reader) -> tuple[int, list[Entry], bool]:
    """The version and the list of tables as they stand in the file, and whether that is all of it."""
    first, tree = image.pages.get(1), reader.tree(1)
    version = struct.unpack_from(">I", first, VERSION)[0] if first else 0
    entries: dict[str, Entry] = {}
    whole = not tree.gone
    for number in tree.leaves if whole else image.pages:  # the pages of the list look like those of nothing else
        for values in _list_on(reader, number):
            if LOST in values:
                whole = False
            elif values[0] in _LISTED:
                kind, name, table, root, sql = values
                entries[name] = Entry(kind, name, table, root, sql or "")
    return int(version), list(entries.values()), whole


def _list_on(reader: Reader, number: int) -> list[Values]:
    if reader.kind(number) != ROWS:
        return []
    found: list[Values] = []
    with suppress(*MALFORMED):
        for _row, values in reader.rows(number):
            if len(values) != _LISTS or values[0] not in _LIST_OF or not isinstance(values[3], int):
                return []
            found.append(values)
    return found


def _in_memory(entries: Sequence[Entry]) -> list[Table]:
    from sqlcipher3 import dbapi2 as driver

    with closing(driver.connect(":memory:", isolation_level=None)) as trial:
        _make_tables(trial, entries)
        _make_indexes(trial, entries)
        return [described(trial, entry.name) for entry in _tables_in(entries) if _has_rows(entry)]


def _tables_in(entries: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.kind == "table" and not entry.name.startswith("sqlite_")]


def _has_rows(entry: Entry) -> bool:
    return entry.name != SEARCH and not entry.sql.rstrip().upper().endswith("WITHOUT ROWID")


def _make_tables(connection: Any, entries: Iterable[Entry]) -> None:
    """Make the tables; the word search brings its own along."""
    for entry in _tables_in(entries):
        if entry.name == SEARCH or not entry.name.startswith(SEARCH):
            connection.execute(entry.sql)


def _make_indexes(connection: Any, entries: Sequence[Entry]) -> None:
    tables = {entry.name for entry in _tables_in(entries)}
    for entry in entries:
        if entry.kind == "index" and entry.sql and entry.table in tables:
            connection.execute(entry.sql)
