"""What is known of the backups of a unit, wherever they lie, and what can be done with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from ikdesk.kernel.fields import Choice
from ikdesk.kernel.words import _


class Where(Choice):
    """Where a backup lies."""

    HERE = _("Denne PC-en")
    SECOND = _("Det andre stedet")
    MADE = _("Et sted du valgte")


@dataclass(frozen=True, slots=True)
class Kept:
    """One backup, as the note beside it tells."""

    path: Path
    made_at: datetime  # local time
    size: int  # bytes
    where: Where
    program: str  # the version that made it
    incidents: int


@dataclass(frozen=True, slots=True)
class State:
    """How the backups stand."""

    newest: Kept | None  # the newest verified one in the data folder
    second: Path | None  # the second place, if one is chosen
    second_newest: Kept | None
    second_there: bool  # whether that place can be reached now
    unsaved: bool  # whether something was written since the newest
    failed: str  # why the last automatic one failed; "" if it did not
    tried: date | None  # when bringing one back was last tried
    second_failed: str = ""  # why the newest could not be laid in the second place; "" if it could
    same_disk: bool = False  # whether the second place lies on the disk of the data


@dataclass(frozen=True, slots=True)
class TriedRow:
    """One incident that was read from a backup: no story, no names."""

    number: str
    day: date
    kind: str  # in words


@dataclass(frozen=True, slots=True)
class Tried:
    """What was found in a backup that was opened to see whether it can be brought back."""

    kept: Kept
    incidents: int
    rows: tuple[TriedRow, ...]  # the five newest the viewer may see


@dataclass(frozen=True, slots=True)
class Candidate:
    """A backup that somebody wants back, as far as it can be read without a key."""

    path: Path
    made_at: datetime  # local time
    incidents: int
    people: tuple[str, ...]  # who can open it with a password
    problem: str  # why it cannot be brought back; "" if it can


class Backups(Protocol):
    """The backups of an open unit."""

    def state(self) -> State:
        """How they stand; asks the second place whether it is there, which a slow disk may take its time over."""

    def kept(self) -> tuple[Kept, ...]:
        """All there are in both places, newest first."""

    def make(self) -> Kept:
        """Make one now, read it through, copy it to the second place, and thin out the old ones.

        Raises:
            Problem: it could not be made here. That the second place could not be reached is no problem: it is told
                by ``state``, and caught up with the next time.
        """

    def make_if_changed(self) -> Kept | None:
        """As ``make``, if something was written since the newest; what goes wrong is remembered, not raised."""

    def choose_second(self, place: Path | None) -> None:
        """Keep copies of all backups in another place from now on, or in none.

        Raises:
            Invalid: ``place`` lies in the data folder, or cannot be written to.
        """

    def try_restore(self, which: Kept | None = None) -> Tried:
        """Open a backup and read from it, as a restore would; nothing is changed.

        Args:
            which: the backup; the newest one there is if nobody says.

        Raises:
            Problem: there is none, or it is not whole.
        """
