"""What a report does not tell because the number is small, why, and what a recipient could still work out."""

from __future__ import annotations

from dataclasses import dataclass

from ikdesk.kernel.fields import Choice
from ikdesk.kernel.words import _


class Why(Choice):
    """Why a number is not told."""

    SMALL = _("Tallet er så lite at det kan peke på noen")
    SECOND = _("Skjult så ingen kan regne ut et lite tall ved siden av")
    TIME = _("Skjult fordi det samme er skjult i en periode som overlapper")


@dataclass(frozen=True, slots=True)
class HiddenCell:
    """A number that is not told. For the leader's eyes only: it knows the number."""

    table: str  # the key of the table in the report, "by_place"
    row: str  # the code of the row
    column: str  # "now", "last_year" or "year"; in a cross-table the code of the column
    number: int
    why: Why
    low: int  # the recipient can work out that it is at least this …
    high: int | None  # … and at most this; None: no more than the whole


@dataclass(frozen=True, slots=True)
class Protection:
    """Everything a report hides."""

    cells: tuple[HiddenCell, ...] = ()
    dropped: tuple[str, ...] = ()  # tables that could not be protected, and are left out
    shielded: tuple[int, ...] = ()  # focus areas, from 1, that are told in words only

    @property
    def anything(self) -> bool:
        """Whether something is hidden or left out."""
        return bool(self.cells or self.dropped or self.shielded)
