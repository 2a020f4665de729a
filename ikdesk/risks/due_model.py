"""An assessment that somebody should look at again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ikdesk.kernel.viewer import Key


@dataclass(frozen=True, slots=True)
class RiskDue:
    """An assessment that should have been looked at again, or soon should."""

    id: Key
    title: str
    spot: str  # the place or the thing it is about; empty without one
    due: date
    days_left: int  # below 0: days since
