"""What the paper between two leaders says of the data folder: where the backups lie, and the key."""

from __future__ import annotations

from ikdesk.data import Data
from ikdesk.handover.model import Lying
from ikdesk.safe.front import BACKUPS


class FileOutside:
    """What handing over reaches outside the file.

    Args:
        data: the open data.
    """

    def __init__(self, data: Data) -> None:
        self._data = data

    def lying(self) -> Lying:
        """Where the backups lie, and which key the unit signs with."""
        state = self._data.backups.state()
        return Lying(
            self._data.signer.fingerprint, self._data.folder / BACKUPS,
            state.newest.made_at if state.newest is not None else None, state.second,
            state.second_newest.made_at if state.second_newest is not None else None, state.tried,
        )  # fmt: skip

    def back_up_here(self) -> object:
        """Make a verified copy among the automatic ones."""
        return self._data.back_up_here()
