"""What charts of cells, places and bodies say: heat maps, tables in colour, risks, plans and figures."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GridSpec:
    """Numbers in rows and columns, the darker the more: weekday by hour, place by type.

    Sums are given, never added up here: a hidden number must not be found by subtracting.
    """

    key: str
    title: str  # the message
    subtitle: str  # what, where, when
    caption: str  # how sure
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    cells: tuple[tuple[float | None, ...], ...]  # row by row; None: hidden
    unit: str  # what is counted, in the plural
    keys: tuple[tuple[str, ...], ...] = ()  # what a click on a cell means; empty: nothing
    row_sums: tuple[float | None, ...] = ()  # empty: none is shown
    column_sums: tuple[float | None, ...] = ()
    total: float | None = None
    row_keys: tuple[str, ...] = ()  # what a click on the sum of a row means
    column_keys: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        across, down = len(self.columns), len(self.rows)
        shaped = [*([self.cells] if self.cells else []), *([self.keys] if self.keys else [])]
        if any(len(rows) != down or any(len(row) != across for row in rows) for rows in shaped):
            raise ValueError(f"{self.key}: a cell for each row and column")
        for given, wanted in ((self.row_sums, down), (self.row_keys, down), (self.column_sums, across),
                              (self.column_keys, across)):  # fmt: skip
            if given and len(given) != wanted:
                raise ValueError(f"{self.key}: a sum for each row and column, or none")


@dataclass(frozen=True, slots=True)
class Pip:
    """A risk in the matrix: where it was and where it is; row and column from 0, the top left cell first."""

    number: int
    name: str
    now: tuple[int, int]
    before: tuple[int, int] | None = None  # an arrow from here; None: it has not moved
    key: str = ""


@dataclass(frozen=True, slots=True)
class RiskSpec:
    """The risk matrix: how likely upwards, how bad to the right, each cell with its letter and its number."""

    key: str
    title: str
    subtitle: str
    caption: str
    rows: tuple[str, ...]  # how likely, the most likely first
    columns: tuple[str, ...]  # how bad, the least bad first
    grades: tuple[tuple[int, ...], ...]  # of each cell, row by row: 0 low, 1 medium, 2 high
    letters: tuple[str, str, str]  # what the grades are called in a cell: "L", "M", "H"
    names: tuple[str, str, str]  # and in words
    pips: tuple[Pip, ...]
    across: str  # what the columns are: "Konsekvens"
    down: str  # what the rows are: "Sannsynlighet"
    cell_keys: tuple[tuple[str, ...], ...] = ()
    counts: tuple[tuple[int, ...], ...] = ()  # how many risks lie in each cell, where they are not told one by one
    unit: str = ""  # what is counted, in the plural

    def __post_init__(self) -> None:
        down, across = len(self.rows), len(self.columns)
        for given in (self.cell_keys, self.counts):
            if given and (len(given) != down or any(len(row) != across for row in given)):
                raise ValueError(f"{self.key}: one for each cell, or none")
        if self.counts and self.pips:
            raise ValueError(f"{self.key}: risks one by one, or how many in each cell")
        if len(self.grades) != down or any(len(row) != across or not {*row} <= {0, 1, 2} for row in self.grades):
            raise ValueError(f"{self.key}: a grade for each cell")
        cells = {(row, column) for row in range(down) for column in range(across)}
        if any(pip.now not in cells or (pip.before is not None and pip.before not in cells) for pip in self.pips):
            raise ValueError(f"{self.key}: each risk lies in a cell")


@dataclass(frozen=True, slots=True)
class SiteSpot:
    """A place on a plan."""

    key: str
    name: str
    x: float  # share of the width, 0–1 from the left
    y: float  # share of the height, 0–1 from the top
    number: float | None  # how many; None: hidden


@dataclass(frozen=True, slots=True)
class SiteSpec:
    """A plan with a circle for each place, its area as large as the number; the drawing itself is painted below it."""

    key: str
    title: str
    subtitle: str
    caption: str
    spots: tuple[SiteSpot, ...]
    unit: str
    shape: float = 0.7  # height of the plan for each unit of its width
    image: bytes = b""  # the drawing, JPEG or PNG; empty: an empty sheet


@dataclass(frozen=True, slots=True)
class BodyCount:
    """How many times a part of the body was hurt."""

    part: str  # a code of the list body_part
    name: str
    number: float | None  # None: hidden
    key: str = ""


@dataclass(frozen=True, slots=True)
class BodySpec:
    """The figure of a child with a number at each part; a list beside it says the same."""

    key: str
    title: str
    subtitle: str
    caption: str
    parts: tuple[BodyCount, ...]
    unit: str
