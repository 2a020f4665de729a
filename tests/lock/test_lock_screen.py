"""The lock screen on a real data folder."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ikdesk import data
from ikdesk.kernel.clock import Clock
from ikdesk.lock.in_season import places_in_season
from ikdesk.lock.page import LockPage
from ikdesk.safe import inbox, tries, vault
from ikdesk.ui.jobs import Jobs
from tests.samples import incident_values  # noqa: F401 (the samples must be importable without Qt)

Open = Any


@pytest.fixture
def jobs(qapp: Any) -> Any:
    """Carries the work of unlocking."""
    found = Jobs()
    yield found
    found.close()


def screen(qtbot: QtBot, folder: Path, jobs: Jobs) -> LockPage:
    page = LockPage(folder, lambda keys: keys, jobs, Clock())
    qtbot.addWidget(page)
    page.show()
    return page


def test_the_right_password_unlocks_with_enter(qtbot: QtBot, demo: Path, jobs: Jobs) -> None:
    page = screen(qtbot, demo, jobs)
    qtbot.keyClicks(page.password, data.DEMO_PASSWORD)
    with qtbot.waitSignal(page.unlocked, timeout=15_000) as came:
        qtbot.keyClick(page.password, Qt.Key.Key_Return)
    assert came.args is not None
    assert came.args[0].name == "Tom"
    assert page.password.text() == ""


def test_a_wrong_password_is_told_at_the_field_and_the_next_try_must_wait(
    qtbot: QtBot, demo: Path, jobs: Jobs
) -> None:
    page = screen(qtbot, demo, jobs)
    page.password.setText("feil passord her")
    qtbot.mouseClick(page.unlock, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(page.field.error), timeout=15_000)
    assert "feil" in page.field.error
    page.password.setText(data.DEMO_PASSWORD)
    qtbot.mouseClick(page.unlock, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Vent" in page.field.error, timeout=15_000)


def test_the_recovery_code_sets_a_new_password(qtbot: QtBot, tmp_path: Path, jobs: Jobs) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    _keys, code = vault.make_vault(folder, name="Tom", password="et gammelt passord")
    page = screen(qtbot, folder, jobs)
    qtbot.mouseClick(page.forgot, Qt.MouseButton.LeftButton)
    page.code.setText(code.lower())
    page.new.setText("bukk hest votter tomat")
    page.again.setText("noe annet enn det")
    qtbot.mouseClick(page.change, Qt.MouseButton.LeftButton)
    assert "ikke like" in page.again_field.error
    page.again.setText("bukk hest votter tomat")
    with qtbot.waitSignal(page.unlocked, timeout=15_000):
        qtbot.mouseClick(page.change, Qt.MouseButton.LeftButton)
    assert vault.unlock(folder, "bukk hest votter tomat").name == "Tom"


def test_a_new_password_that_will_not_do_is_no_wrong_try(qtbot: QtBot, demo: Path, jobs: Jobs) -> None:
    page = screen(qtbot, demo, jobs)
    qtbot.mouseClick(page.forgot, Qt.MouseButton.LeftButton)
    for line in (page.new, page.again):
        line.setText("kort")
    qtbot.mouseClick(page.change, Qt.MouseButton.LeftButton)
    assert "tolv" in page.new_field.error
    assert tries.waiting(demo, 0.0) == 0


def test_a_day_is_noted_without_unlocking_and_only_the_keys_open_the_note(
    qtbot: QtBot, demo: Path, jobs: Jobs
) -> None:
    page = screen(qtbot, demo, jobs)
    page._on_day(page._in_use()[0])
    assert "Kvittering" in page.told.text()
    assert page.focusWidget() is page.password  # so that the password that is typed then goes there
    assert not any(b"2026-04-30" in path.read_bytes() for path in (demo / "inbox").rglob("*") if path.is_file())
    notes = inbox.opened(demo, vault.unlock(demo, data.DEMO_PASSWORD)).boxes
    assert [note.payload["day"] for note in notes] == ["2026-04-30"]


def test_the_demo_says_its_password_and_other_folders_do_not(qtbot: QtBot, demo: Path, jobs: Jobs) -> None:
    assert data.DEMO_PASSWORD in _words(screen(qtbot, demo, jobs))
    (demo / "front.json").unlink()
    assert data.DEMO_PASSWORD not in _words(screen(qtbot, demo, jobs))


@pytest.mark.parametrize("rubbish", [b"", b"[]", b"{", b'{"content": {"places": 7, "demo": 3, "day": "?"}, "mac": ""}'])
def test_the_lock_screen_stands_whatever_lies_in_the_folder(
    qtbot: QtBot, demo: Path, jobs: Jobs, rubbish: bytes
) -> None:
    (demo / "front.json").write_bytes(rubbish)
    page = screen(qtbot, demo, jobs)
    assert page.password.isEnabled()


def test_the_lock_screen_needs_none_of_the_heavy_libraries() -> None:
    seen = subprocess.run(
        [sys.executable, "-c", "import sys, ikdesk.app; print(*sys.modules)"],
        capture_output=True, text=True, check=True,
    ).stdout.split()
    assert {"PySide6.QtWidgets", "ikdesk.lock.page"} <= set(seen)
    assert not {"sqlalchemy", "reportlab", "openpyxl", "sqlcipher3", "alembic"} & set(seen)


def _words(page: LockPage) -> str:
    from PySide6.QtWidgets import QLabel

    return " ".join(label.text() for label in page.findChildren(QLabel))


# ---------------------------------------------------------------- which places are in season

PLACES = (
    {"name": "Hele året", "season": "all_year"}, {"name": "Bakken", "season": "winter"},
    {"name": "Dammen", "season": "summer"}, {"name": "Isen", "season": "own", "months": [11, 2]},
)  # fmt: skip


@pytest.mark.parametrize(
    ("month", "names"),
    [
        (1, ["Bakken", "Isen", "Hele året"]), (2, ["Bakken", "Isen", "Hele året"]), (3, ["Bakken", "Hele året"]),
        (7, ["Dammen", "Hele året"]), (11, ["Bakken", "Isen", "Hele året"]),
    ],
)  # fmt: skip
def test_places_are_offered_in_their_season_also_over_new_year(month: int, names: list[str]) -> None:
    assert [place["name"] for place in places_in_season({"places": list(PLACES)}, month)] == names


@pytest.mark.parametrize("months", [None, [], [11], [0, 13], ["11", "2"], [1.5, 2], {}, 7, [[], {}]])
def test_months_that_make_no_sense_are_every_month(months: object) -> None:
    front = {"places": [{"name": "Isen", "season": "own", "months": months}, "tull"]}
    assert [place["name"] for place in places_in_season(front, 7)] == ["Isen"]
