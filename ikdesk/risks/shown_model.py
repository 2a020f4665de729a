"""How an assessment is shown: on which day, and whether one may change it there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ikdesk.kernel.codes import Codebook


@dataclass(frozen=True, slots=True)
class Shown:
    """What the parts of the page of an assessment go by."""

    book: Codebook
    day: date  # it is shown as it stood on
    handles: bool  # one may change it here
    then: bool = False  # the day is over
