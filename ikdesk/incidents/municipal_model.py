"""What stands in the municipality's own system, and what does not yet."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Untransferred:
    """How many of what belongs in the municipality's system are not there yet."""

    system: str  # what the municipality calls it
    incidents: int
    of_incidents: int
    measures: int
    of_measures: int
