"""What is asked of whoever takes an archive in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class TakeIn:
    """An archive that shall become a unit here."""

    archive: Path
    folder: Path  # where the data shall lie
    name: str  # of the one who unlocks; empty for the one leader there is
    password: str


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of it."""

    data: Any  # the open data
    unit: str  # what it is called
    code: str  # the recovery code, to be shown once
