"""The units whose reports were received before, each with the key it signed its first report with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

KNOWN_NAME = "known-units.json"


@dataclass(frozen=True, slots=True)
class KnownUnit:
    """One unit that was received from."""

    unit: str  # what it is known by
    name: str  # as its newest report has it
    organisation_number: str
    key: bytes  # the one it is known by now: its first, or one that this has passed on to or somebody accepted
    first_seen: date
    earlier: tuple[bytes, ...] = ()  # keys it was known by before, oldest first
    expected_until: date | None = None  # a report is not waited for after this day; None: it is
    why: str = ""  # it is not waited for any more


Known = Mapping[str, KnownUnit]  # by ``unit``
