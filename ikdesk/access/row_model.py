"""The log as it is asked for and shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ikdesk.access.model import Deed
from ikdesk.kernel.tertial import Period
from ikdesk.kernel.viewer import Key


@dataclass(frozen=True, slots=True)
class AccessFilter:
    """Which deeds are wanted; what is empty does not matter."""

    person: str = ""  # the name they had then
    deed: Deed | None = None
    period: Period | None = None
    number: str = ""  # of an incident, a measure or a routine
    key: Key | None = None  # one record


@dataclass(frozen=True, slots=True)
class AccessRow:
    """One deed."""

    id: int
    at: datetime  # local
    by_name: str
    deed: Deed
    kind: str
    numbers: tuple[str, ...]  # of the records, or what they are called, where they are few
    count: int
    note: str
