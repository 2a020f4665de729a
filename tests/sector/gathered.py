"""What came of reports that are gathered, as the store has it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.sector.gather_actions import gather
from ikdesk.sector.known_model import Known
from ikdesk.sector.store_model import CountRow, DecisionRow, ExpectedRow, FileRow, LightRow, UnitRow
from ikdesk.sector.wanted_model import FileState, Wanted
from ikdesk.sector_data import open_store

DAY = date(2026, 5, 20)


@dataclass(frozen=True)
class Outcome:
    """What the store held, and what is known afterwards."""

    period: str
    known: Known
    files: Mapping[str, FileRow]  # by name
    units: Mapping[str, UnitRow]
    expected: Mapping[str, ExpectedRow]
    ticks: tuple[tuple[int, int], ...]
    rows: Mapping[type[Any], int]  # how many there are of each

    def state(self, path: Path) -> FileState:
        """What came of a file."""
        return self.files[path.name].state

    def said(self, path: Path) -> str:
        """What is said of a file."""
        return self.files[path.name].said

    @property
    def missing(self) -> set[str]:
        """Units a report is waited for from, that is not there."""
        return set(self.expected) - set(self.units)


def gathered(*files: Path, known: Known | None = None, **wanted: Any) -> Outcome:
    """Gather reports.

    Args:
        files: reports and folders.
        known: the units that were known before.
        wanted: of ``Wanted``.
    """
    ticks: list[tuple[int, int]] = []
    asked = Wanted(files, **{"today": DAY, **wanted})
    with open_store() as store:
        got = gather(store, asked, known or {}, tick=lambda done, total: ticks.append((done, total)))
        rows, units, expected, counted = store.read(_all)
    return Outcome(got.period, got.known, rows, units, expected, tuple(ticks), counted)


def _all(store: Session) -> tuple[Any, ...]:
    def every(table: type[Any]) -> Iterable[Any]:
        return store.execute(select(table)).scalars().all()

    return (
        {one.name: one for one in every(FileRow)}, {one.unit: one for one in every(UnitRow)},
        {one.unit: one for one in every(ExpectedRow)},
        {table: len(list(every(table))) for table in (CountRow, LightRow, DecisionRow)},
    )  # fmt: skip
