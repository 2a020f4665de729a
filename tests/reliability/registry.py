"""All rows of the bench. A module that has some is listed here and has ``ROWS``."""

from __future__ import annotations

from importlib import import_module

from tests.reliability.row import Row

MODULES: tuple[str, ...] = (
    "tests.reliability.kill_rows",
    "tests.reliability.upgrade_rows",
    "tests.reliability.job_rows",
    "tests.reliability.collect_rows",
    "tests.reliability.story_rows",
    "tests.reliability.byte_rows",
    "tests.reliability.canary_rows",
    "tests.reliability.power.power_rows",
    "tests.reliability.power.fail_rows",
    "tests.hostile.rows",
)


def rows() -> tuple[Row, ...]:
    """Every row, in the order of the table."""
    return tuple(row for name in MODULES for row in import_module(name).ROWS)


def row_of(key: str) -> Row:
    """The row that is called this; no more is loaded than has to be, for what is forked thousands of times is small.

    Raises:
        KeyError: there is none.
    """
    for name in MODULES:
        for row in import_module(name).ROWS:
            if row.key == key:
                found: Row = row
                return found
    raise KeyError(key)
