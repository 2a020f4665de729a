"""The backups of an open unit: made, read through, laid in a second place, and thinned out."""

from __future__ import annotations

from pathlib import Path

from ikdesk.backups.model import Kept, State, Tried
from ikdesk.data import Data


class FileBackups:
    """The backups of one unit's data; see ``backups.model.Backups``."""

    def __init__(self, data: Data) -> None:
        """Take over the open data."""
        self._data = data

    def state(self) -> State:
        """How they stand."""
        raise NotImplementedError

    def kept(self) -> tuple[Kept, ...]:
        """All there are in both places, newest first."""
        raise NotImplementedError

    def make(self) -> Kept:
        """Make one now."""
        raise NotImplementedError

    def make_if_changed(self) -> Kept | None:
        """Make one if something was written since the newest."""
        raise NotImplementedError

    def choose_second(self, place: Path | None) -> None:
        """Keep copies in another place from now on, or in none."""
        raise NotImplementedError(place)

    def try_restore(self, which: Kept | None = None) -> Tried:
        """Open a backup and read from it."""
        raise NotImplementedError(which)
