"""The tables that are in an archive, and their columns, as the entities themselves describe them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Column, Enum

from ikdesk.archive.format_model import LEFT_OUT, SEALED, SEALED_COLUMNS
from ikdesk.kernel.base import Base, Codes
from ikdesk.kernel.fields import Choice
from ikdesk.kernel.viewer import Key

_SORTS: dict[type, str] = {
    int: "number", float: "decimal", bool: "yes_no", date: "day", time: "time", datetime: "moment", Key: "key",
    str: "text", bytes: "json",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ColumnFacts:
    """A column.

    Args:
        table: its table.
        name: as the archive has it.
        sort: what stands there: number, decimal, yes_no, day, time, moment, key, text, json, code or codes.
        length: characters there is room for; 0: as many as one likes.
        label: what a form calls it; empty where none asks.
        key: it is the row's own key.
        may_lack: it may be empty.
        codes: the code list its values are from; empty: none.
        points_to: the table and column whose key stands there; empty: none.
        values: the states the program itself decides on, as code and words.
    """

    table: str
    name: str
    sort: str
    length: int = 0
    label: str = ""
    key: bool = False
    may_lack: bool = False
    codes: str = ""
    points_to: str = ""
    values: tuple[tuple[str, str], ...] = ()


def tables() -> dict[str, tuple[ColumnFacts, ...]]:
    """Every table in an archive with its columns, its key first; parents before children."""
    found = {}
    for table in Base.metadata.sorted_tables:
        if table.name not in LEFT_OUT:
            columns = sorted(table.columns, key=lambda column: not column.primary_key)
            found[table.name] = _SEALED if table.name == SEALED else tuple(_facts(one) for one in columns)
    return found


_SEALED = tuple(
    ColumnFacts(SEALED, name, sort, key=sort == "key", may_lack=sort != "key")
    for name, sort in zip(SEALED_COLUMNS, ("key", "text", "text", "number", "text"), strict=True)
)


def _facts(column: Column[Any]) -> ColumnFacts:
    kind, info = column.type, column.info
    states: type[Choice] | None = kind.enum_class if isinstance(kind, Enum) else None  # type: ignore[assignment]
    codes = str(info.get("codes", ""))
    sort = "codes" if isinstance(kind, Codes) else "code" if states or codes else _SORTS[kind.python_type]
    return ColumnFacts(
        column.table.name, column.name, sort, int(getattr(kind, "length", None) or 0), str(info.get("label", "")),
        key=bool(column.primary_key), may_lack=bool(column.nullable), codes=codes,
        points_to=next((key.target_fullname for key in column.foreign_keys), ""),
        values=tuple((state.code, state.label) for state in states) if states else (),
    )  # fmt: skip
