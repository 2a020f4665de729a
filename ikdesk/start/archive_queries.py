"""Everything in the file, table by table, a page at a time: for the export that outlives the program."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import Enum
from typing import Any

from sqlalchemy import Column, select
from sqlalchemy.orm import Session

from ikdesk.kernel.base import Base
from ikdesk.kernel.fields import Choice
from ikdesk.kernel.viewer import Key, Right, Viewer

PAGE = 1000
# unfinished words, a copy of words that are elsewhere, and what is nobody's business
LEFT_OUT = frozenset({"draft", "search_text", "pin"})


def table_names(session: Session, *, viewer: Viewer, today: date) -> list[str]:
    """The tables there are, parents before children."""
    viewer.may(Right.EXPORT)
    return [table.name for table in Base.metadata.sorted_tables if table.name not in LEFT_OUT]


def columns_of(session: Session, name: str, *, viewer: Viewer, today: date) -> list[str]:
    """The columns of a table."""
    viewer.may(Right.EXPORT)
    return [column.name for column in _columns(name)]


def rows_of(session: Session, name: str, after: Any, *, viewer: Viewer, today: date) -> list[Sequence[Any]]:
    """A page of a table's rows as plain values, by key.

    Args:
        name: the table.
        after: the key of the last row of the page before; None for the first.
    """
    viewer.may(Right.EXPORT)
    columns = _columns(name)
    key = columns[0]
    question = select(*columns).order_by(key).limit(PAGE)
    if after is not None:
        question = question.where(key > after)
    return [tuple(row) for row in session.execute(question)]


def _columns(name: str) -> list[Column[Any]]:
    """The columns of a table, its key first."""
    return sorted(Base.metadata.tables[name].columns, key=lambda column: not column.primary_key)


def plain(value: Any) -> Any:
    """A value as it stands in CSV and JSON: ISO 8601 for days and times, codes for states, text for keys."""
    match value:
        case None | bool() | int() | float() | str():
            return value
        case Choice():
            return value.code
        case Enum():
            return value.name
        case Key():
            return str(value)
        case tuple():
            return list(value)
        case _:
            return value.isoformat()
