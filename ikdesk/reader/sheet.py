"""What comes out of a file: plain rows with the line they stood on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

Cell = str | int | float | date | datetime | time | None


@dataclass(frozen=True, slots=True)
class Row:
    """One row; a cell without anything in it is None."""

    line: int  # where it begins in the file, from 1
    cells: tuple[Cell, ...]

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in it."""
        return all(cell is None for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table from a file."""

    name: str
    rows: Iterable[Row]  # may be gone through again and again
    others: tuple[str, ...] = ()  # sheets of the same workbook that were not read
