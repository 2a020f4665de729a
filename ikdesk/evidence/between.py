"""Few events: the days between them say more than how many there are in a month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Silence:
    """How long it is since the last time, and whether that is longer than chance gives."""

    last: date | None  # None: never
    days: int | None  # since then
    usual: float | None  # days from one time to the next, before that
    p: float | None  # how likely so long a time is if nothing has changed
    long: bool  # it is time to ask why
