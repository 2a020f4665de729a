"""Rows of a table as they are, and very many at once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from itertools import islice
from typing import Any, cast

from sqlalchemy import Table, func, insert, select, text
from sqlalchemy.orm import Session

from ikdesk.kernel.base import Record
from ikdesk.kernel.search import SearchText

DAYS = 3650  # ten years, over which all that is made is spread evenly
LOT = 5000  # rows at a time
Row = dict[str, Any]


def rows_of(session: Session, kind: type[Record]) -> list[Row]:
    """All rows of a kind, by column."""
    table = cast("Table", kind.__table__)
    return [dict(row) for row in session.execute(select(table)).mappings()]


def put(session: Session, kind: type[Record], rows: Iterable[Row]) -> None:
    """Add rows past the door for changes, with the words they are found by.

    Args:
        kind: what they are.
        rows: by column, every column the same for all.
    """
    waiting = iter(rows)
    number = session.scalar(select(func.max(SearchText.id))) or 0
    while lot := list(islice(waiting, LOT)):
        session.execute(insert(cast("Table", kind.__table__)), lot)
        if kind.__searched__:
            words = [
                {"id": number + at, "kind": kind.__tablename__, "key": row["id"], "body": _body(kind, row)}
                for at, row in enumerate(lot, 1)
            ]
            session.execute(insert(cast("Table", SearchText.__table__)), words)
            session.execute(text("INSERT INTO search_word(rowid, body) VALUES (:id, :body)"), words)
            number += len(lot)


def earlier(row: Row, names: Iterable[str], back: timedelta) -> Row:
    """A row as it would be had it been that much earlier.

    Args:
        names: of its days; one that is not known stays so.
    """
    return row | {name: row[name] - back for name in names if row[name] is not None}


def _body(kind: type[Record], row: Row) -> str:
    return " ".join(row[key] or "" for key in kind.__searched__)
