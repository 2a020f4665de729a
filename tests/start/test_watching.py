"""The window looks at the machine's clock, at once and every minute, and goes on when somebody says it is right."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from ikdesk import data
from ikdesk.access.actions import note_access
from ikdesk.access.model import Access, Deed
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.settings import Settings
from ikdesk.kernel.viewer import SYSTEM
from ikdesk.safe import vault
from ikdesk.start.demo_actions import DEMO_DAY
from ikdesk.start.watch_panel import Watcher
from ikdesk.ui.desk import Desk
from ikdesk.ui.window import PageEntry, Window
from ikdesk.unit.model import Unit


class Clocked:
    """A unit that is no demo, and a clock to turn."""

    def __init__(self, found: data.Data, qtbot: QtBot) -> None:
        self.found, self.qtbot = found, qtbot
        self.now = Clock().now()
        self.desk = Desk(found.database, found.viewer, found.clock, Codebook({}), Settings())
        self.desk.noting = note_access

    def window(self) -> Watcher:
        from PySide6.QtWidgets import QWidget

        shown = Window("Solbakken", [PageEntry("start", "Oversikt", "house", QWidget)])
        self.qtbot.addWidget(shown)
        return Watcher(self.desk, self.found.database, self.found.folder, shown, lambda: self.now)


@pytest.fixture
def clocked(demo_made: Path, tmp_path: Path, qtbot: QtBot) -> Iterator[Clocked]:
    folder = Path(shutil.copytree(demo_made, tmp_path / "unit"))
    keys = vault.unlock(folder, data.DEMO_PASSWORD)

    def real(session: Session, **_asked: object) -> None:
        session.execute(update(Unit).values(demo_day=None))
        session.execute(update(Access).values(at=datetime(2026, 11, 21, 14, 30)))

    with closing(data.open_data(folder, keys, clock=Clock())) as found:
        found.database.write(real, by=SYSTEM, today=found.clock.today())
        found.database.clock = Clock()
        found.note(Deed.OPENED, "unit")
        found.note(Deed.UNLOCKED, "unit")
        made = Clocked(found, qtbot)
        yield made
        made.desk.close()


def test_the_clock_is_right_and_nothing_is_said(clocked: Clocked) -> None:
    watcher = clocked.window()
    assert watcher.banner is None
    clocked.now += timedelta(hours=1)
    watcher.look_at_clock()
    assert watcher.banner is None


def test_a_clock_that_jumps_back_is_told_and_the_words_go_when_it_is_set_right(clocked: Clocked) -> None:
    watcher = clocked.window()
    right = clocked.now
    clocked.now = datetime(2025, 3, 3, 9, 0)
    watcher.look_at_clock()
    assert watcher.banner is not None
    assert "3. mars 2025" in watcher.banner.label.text()
    clocked.now = right
    watcher.look_at_clock()
    assert watcher._line is not None
    assert watcher._line.isHidden()


def test_whoever_goes_on_is_written_down_and_asked_no_more(clocked: Clocked) -> None:
    clocked.now = datetime(2025, 3, 3, 9, 0)
    watcher = clocked.window()
    assert watcher.banner is not None
    watcher.go_on()
    assert watcher._line is not None
    assert watcher._line.isHidden()

    def noted(session: Session, **_asked: object) -> str:
        return str(session.scalars(select(Access.note).where(Access.deed == Deed.CLOCK)).one())

    assert "2025-03-03 09:00 UTC" in clocked.found.read(noted)
    clocked.found.note(Deed.UNLOCKED, "unit")
    assert clocked.window().banner is None


def test_the_demo_has_a_day_of_its_own_and_is_not_asked(clocked: Clocked) -> None:
    clocked.found.database.clock = Clock(DEMO_DAY)
    clocked.desk._clock = clocked.found.database.clock
    clocked.now = datetime(1999, 1, 1)
    assert clocked.window().banner is None
