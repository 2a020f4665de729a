"""A verified backup beside the bare backup API, which reads nothing through: nobody knows whether that one is whole."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import Any

from ikdesk.backup_data import verified_copy
from ikdesk.data import Data
from ikdesk.safe.backup import pages_copied
from ikdesk.safe.file import connect
from installer.bench.timing import Point, grouped, once, point, side_by_side

WHOLE_AIM = 4.0  # each page is sealed, unsealed for its seal, for how it is built and for its rows, and hashed
HELD_AIM = 1.2  # for as long as nobody else may use the file


def backup_points(data: Data, folder: Path, number: int, rounds: int) -> list[Point]:
    """A backup from end to end, and the part of it that others wait for.

    Args:
        data: open.
        folder: where they go.
        number: how many incidents there are, for the name.
        rounds: how many times each is timed.
    """
    numbers = count()

    def free(kind: str) -> Path:
        return folder / f"{kind}-{number}-{next(numbers)}.ikbackup"

    def bare() -> None:
        with data.database.raw() as connection:
            copy: Any = connect(free("bare"), data.keys.backup)
            for pragma in ("journal_mode = DELETE", "synchronous = OFF"):  # the quickest there is
                copy.execute(f"PRAGMA {pragma}")
            connection.backup(copy)
            copy.close()

    def held() -> None:
        with data.database.raw() as connection:
            pages_copied(connection, free("held"), data.keys.backup)

    def verified() -> None:
        verified_copy(data.database, free("whole"), data.keys, data.folder)

    whole, waited, least = side_by_side(rounds, once(verified), once(held), once(bare))
    size = grouped(number)
    return [
        point(f"verified backup of {size} incidents, and the bare backup API", (whole, least), WHOLE_AIM),
        point(f"what others wait for in it, {size} incidents", (waited, least), HELD_AIM),
    ]
