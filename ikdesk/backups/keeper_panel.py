"""Backups made without anybody asking, and how they stand: asked beside the window, told to whoever shows it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from ikdesk.backups.model import State
from ikdesk.backups.restore_model import Automatic
from ikdesk.kernel.errors import Problem
from ikdesk.ui.desk import Desk
from ikdesk.ui.jobs import Job

SOON = 1500  # milliseconds after the pages were shown that it is asked how they stand: a slow stick delays nothing
_MINUTE = 60_000  # milliseconds


class Keeper(QObject):
    """Watches over the backups of an open unit. ``changed()`` when it is known anew how they stand.

    Args:
        desk: verbs.
        backups: of the unit.
        parent: lives as long as this.
    """

    changed = Signal()

    def __init__(self, desk: Desk, backups: Automatic, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self.backups = desk, backups
        self.state: State | None = None  # until it was asked for the first time
        self._busy = False
        self._minute = QTimer(self, interval=_MINUTE)
        self._minute.timeout.connect(self._on_minute)
        self._soon = QTimer(self, interval=SOON, singleShot=True)
        self._soon.timeout.connect(self.look)

    def begin(self) -> None:
        """Make backups from now on, and ask soon how they stand."""
        self._minute.start()
        self._soon.start()

    def look(self) -> None:
        """Ask how they stand."""
        job = self.work(self.backups.state)
        job.succeeded.connect(self._on_state)
        job.failed.connect(let_pass)

    def work(self, act: Callable[[], object]) -> Job:
        """Do something with the backups beside the window."""
        return self._desk.work(lambda _tick: act())

    def _on_minute(self) -> None:
        if self._busy or not self.backups.due:
            return
        self._busy = True
        job = self.work(self.backups.make_if_changed)
        job.succeeded.connect(lambda _kept: self.look())
        job.ended.connect(self._on_ended)

    def _on_ended(self) -> None:
        self._busy = False

    def _on_state(self, state: State) -> None:
        self.state = state
        self.changed.emit()


def let_pass(error: Exception) -> None:
    """What cannot be looked at now is looked at the next time."""
    if not isinstance(error, Problem):
        raise error
