"""A restore that was interrupted is finished by whoever starts next, before anybody is asked for a password."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from ikdesk.lock.page import LockPage
from ikdesk.safe.swap import OURS
from tests.backups.conftest import STORY, Home
from tests.backups.test_bringing_back import stories
from tests.test_app import end, start


@pytest.mark.usefixtures("qtbot")
def test_the_window_finishes_it_and_shows_the_lock_screen(
    qapp: QApplication, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    moving = home.folder / ".restore-moving"
    moving.mkdir()
    for name in OURS:
        if (home.folder / name).exists():
            (home.folder / name).rename(moving / name)
    program = start(qapp, home.folder, monkeypatch)
    assert isinstance(program.shell.currentWidget(), LockPage)
    assert not moving.exists()
    end(program, qapp)
    found = home.open()
    assert stories(found) == [STORY]
    found.close()
