"""What is looked after while the window stands open: the room kept aside on the disk, and the machine's clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from ikdesk.access.clock_queries import newest_stamp
from ikdesk.access.model import Deed
from ikdesk.incidents.actions import correct_incident, handle_incident, record_incident
from ikdesk.incidents.staff_actions import handle_staff_case
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.database import Database
from ikdesk.kernel.words import _
from ikdesk.safe.clock_watch import clock_words
from ikdesk.safe.guard import give_up_reserve, keep_reserve, saved_on_reserve
from ikdesk.ui.cards import Banner
from ikdesk.ui.desk import Desk
from ikdesk.ui.layouts import Row
from ikdesk.ui.window import Window
from ikdesk.unit.exposure_actions import log_day

# what must be saved on a full disk, too: it is written once, by somebody who has just seen it
LAST: frozenset[Callable[..., Any]] = frozenset({
    record_incident, correct_incident, handle_incident, handle_staff_case, log_day,
})  # fmt: skip
_CLOCK = Clock()  # the machine's own
_MINUTE = 60_000  # milliseconds


class Watcher(QObject):
    """Looks after both.

    Args:
        desk: verbs.
        database: the open file.
        folder: the data folder.
        window: above whose pages it is told.
        now: what the machine's clock says, in UTC.
    """

    _spared = Signal()

    def __init__(
        self, desk: Desk, database: Database, folder: Path, window: Window, now: Callable[[], datetime] = _CLOCK.now
    ) -> None:
        super().__init__(window)
        self._desk, self._folder, self._window, self._now = desk, folder, window, now
        self._spared.connect(lambda: window.warn(saved_on_reserve()), Qt.ConnectionType.AutoConnection)
        database.spared, database.on_spared = LAST, self._spared.emit
        database.last_resort = partial(give_up_reserve, folder)
        self._newest = desk.read(newest_stamp)
        self.banner: Banner | None = None
        self._line: QWidget | None = None
        self._minute = QTimer(self, interval=_MINUTE)
        self._minute.timeout.connect(self.look)
        self._minute.start()
        self.look_at_clock()

    def look(self) -> None:
        """Make the reserve anew if there is room again, and look at the clock."""
        self._desk.work(lambda _tick: keep_reserve(self._folder))
        self.look_at_clock()

    def look_at_clock(self) -> None:
        """Say it above the pages if the clock cannot be right, and take that back when it is set right."""
        if self._desk.clock.day is not None:
            return  # somebody chose the day
        now = self._now()
        said = clock_words(now, self._newest)
        if not said:
            self._newest = now  # from here on it must not jump, either
        if self.banner is not None and self._line is not None:
            self.banner.say(said)
            self._line.setVisible(bool(said))
        elif said:
            self._say(said)

    def _say(self, said: str) -> None:
        self._line = QWidget()
        self.banner = Banner(said, "danger", action=str(_("Fortsett, klokken er riktig")), then=self.go_on)
        Row(self.banner, margins=(28, 12, 28, 0), parent=self._line)
        self._window.stand_above(self._line)

    def go_on(self) -> None:
        """Somebody says that the clock is right: it is written down with their name."""
        now = self._now()
        was = self._newest.isoformat(" ", "minutes") if self._newest else ""
        self._desk.note(Deed.CLOCK, "unit", note=f"{was} → {now.isoformat(' ', 'minutes')} UTC")
        self._newest = now
        self.look_at_clock()
