"""The statements behind a question, and the same statements through the bare driver."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import event

from ikdesk.data import Data

OUTSIDE = ("BEGIN", "COMMIT", "ROLLBACK")  # our own business; the bare way is spared it


@dataclass(frozen=True, slots=True)
class Statement:
    """What the driver was asked."""

    sql: str
    values: Any


def statements_of(data: Data, ask: Callable[[], object]) -> list[Statement]:
    """What the driver is asked when a question is put."""
    heard: list[Statement] = []

    def listen(_connection: Any, _cursor: Any, sql: str, values: Any, *_rest: Any) -> None:
        if not sql.startswith(OUTSIDE):
            heard.append(Statement(sql, values))

    event.listen(data.database.engine, "before_cursor_execute", listen)
    try:
        ask()
    finally:
        event.remove(data.database.engine, "before_cursor_execute", listen)
    return heard


@contextmanager
def bare(data: Data, statements: list[Statement]) -> Iterator[Callable[[], None]]:
    """The same statements straight to the driver, on the same connection; every row is fetched, nothing is built."""
    with data.database.raw() as connection:

        def ask() -> None:
            for statement in statements:
                connection.execute(statement.sql, statement.values).fetchall()

        yield ask


def bare_rows(data: Data, statements: list[Statement]) -> Iterator[tuple[Any, ...]]:
    """The rows of the statements, one after the other, as the driver gives them."""
    with data.database.raw() as connection:
        for statement in statements:
            yield from connection.execute(statement.sql, statement.values)
