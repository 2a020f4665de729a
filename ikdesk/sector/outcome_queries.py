"""What came of the files, asked of the store before it is gone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ikdesk.kernel.signer import KEY, fingerprint
from ikdesk.sector.line_queries import Name, instead_of, later, missing_number, not_come
from ikdesk.sector.outcome_model import MissingUnit, Outcome, TroubledFile
from ikdesk.sector.store_model import ExpectedRow, FileRow, Store
from ikdesk.sector.wanted_model import TROUBLED, FileState

SIZE = 500  # rows at a time


def file_states(store: Session) -> Mapping[FileState, int]:
    """How many files came to each end."""
    asked = select(FileRow.state, func.count()).group_by(FileRow.state)
    return dict(store.execute(asked).all())


def troubled_after(store: Session, at: int, most: int = SIZE) -> tuple[TroubledFile, ...]:
    """Files that are not in it and perhaps should have been, in the order they came.

    Args:
        at: those after this one.
        most: how many.
    """
    asked = select(FileRow).where(FileRow.state.in_(TROUBLED), FileRow.id > at).order_by(FileRow.id).limit(most)
    return tuple(
        TroubledFile(row.id, row.name, row.state, row.said, row.unit_name, _new_key(row))
        for row in store.scalars(asked)
    )  # fmt: skip


def missing_after(store: Session, after: Name, most: int = SIZE) -> tuple[MissingUnit, ...]:
    """Units whose report has not been taken, by the alphabet.

    Args:
        after: those after this one: how it sorts, and what it is known by.
        most: how many.
    """
    asked = select(ExpectedRow).where(not_come(), later(ExpectedRow, after))
    rows = store.scalars(asked.order_by(ExpectedRow.sorts, ExpectedRow.unit).limit(most)).all()
    said = instead_of(store, [row.unit for row in rows])
    return tuple(MissingUnit(row.sorts, row.unit, row.name, row.listed, said.get(row.unit, "")) for row in rows)


def each_troubled(store: Store) -> Iterator[TroubledFile]:
    """All of them, some at a time.

    Args:
        store: the open file.
    """
    at = -1
    while rows := store.read(troubled_after, at):
        yield from rows
        at = rows[-1].at


def each_missing(store: Store) -> Iterator[MissingUnit]:
    """All of them, some at a time.

    Args:
        store: the open file.
    """
    after = ("", "")
    while rows := store.read(missing_after, after):
        yield from rows
        after = (rows[-1].sorts, rows[-1].unit)


def outcome(store: Store, most: int) -> Outcome:
    """What came of it, no more of each list than there is room for.

    Args:
        store: the open file.
        most: rows of each.
    """
    return Outcome(
        store.read(file_states), store.read(troubled_after, -1, most), store.read(missing_after, ("", ""), most),
        store.read(missing_number),
    )  # fmt: skip


def _new_key(row: FileRow) -> str:
    return fingerprint(row.key) if row.state is FileState.NEW_KEY and len(row.key) == KEY else ""
