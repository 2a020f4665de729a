"""The open data of a unit in memory, with something to sign with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from ikdesk.kernel.clock import Clock
from ikdesk.kernel.database import Database
from ikdesk.kernel.signer import Signer
from ikdesk.kernel.viewer import Viewer
from ikdesk.reports.delivery_model import Made, Wanted
from ikdesk.reports.delivery_writing import deliver
from tests.samples import LEADER, TODAY


class Opened:
    """Asks and does as one who leads."""

    def __init__(self, database: Database, viewer: Viewer = LEADER) -> None:
        self.database, self.viewer = database, viewer
        self.clock, self.signer = Clock(TODAY), Signer(bytes(range(32)))

    def read(self, question: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Ask."""
        return self.database.read(question, *args, viewer=self.viewer, today=TODAY, **kwargs)

    def write(self, action: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Do."""
        return self.database.write(action, *args, by=self.viewer, today=TODAY, **kwargs)

    def deliver(self, wanted: Wanted, folder: Path) -> Made:
        """Deliver a report, or make a draft of it."""
        return deliver(self, wanted, folder, tick=lambda _done, _total: None)
