"""A page of a list: some rows, and how many there are in all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Rows of a list, a page at a time."""

    rows: list[Row]
    total: int


@dataclass(frozen=True, slots=True)
class Cut:
    """Which part of a list is wanted, in which order."""

    first: int = 0  # how many to pass over
    size: int = 50  # how many at most
    sort: str = "occurred_on"
    descending: bool = True


NEWEST = Cut()  # the first page, newest first
