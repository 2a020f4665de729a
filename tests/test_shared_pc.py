"""One day at the shared PC: two people with different roles, somebody who reports while it is locked, and no trace."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from traceback import format_exception
from typing import Any, cast

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import String, Text, inspect, select
from sqlalchemy.orm import Session

from ikdesk import data
from ikdesk.app import Program
from ikdesk.incidents.count_queries import total
from ikdesk.incidents.queries import Filter, how_many
from ikdesk.incidents.report_page import ReportPage
from ikdesk.kernel.base import Base
from ikdesk.kernel.tertial import parse_period
from ikdesk.lock.page import LockPage
from ikdesk.lock.report_page import LockedReport
from ikdesk.lock.screen_page import ScreenPage
from ikdesk.workplace import LOCK_SCREEN_SHOWS, Workplace
from tests.looking import button, words_on
from tests.samples import THEIRS
from tests.test_app import end, start
from tests.ui.hands import click

CANARY = "Kanarifuglen"
FIRST, SECOND = f"{CANARY} falt i trappa", f"{CANARY} mistet en tann"
HALF, UNDONE = f"{CANARY} gynget på huska", f"{CANARY} er ikke ferdig"
PERIOD = parse_period("2026-T1")
Sit = Callable[[], Program]


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where programs leave things behind: temporary files, settings, what they remember."""
    other = tmp_path / "elsewhere"
    other.mkdir()
    for name in ("TMPDIR", "TMP", "TEMP", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME",
                 "XDG_DOCUMENTS_DIR", "HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "IKDESK_MACHINE"):  # fmt: skip
        monkeypatch.setitem(os.environ, name, str(other))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return other


@pytest.fixture
def folder(shared_made: Path, tmp_path: Path) -> Path:
    """The data of the two, of one's own."""
    found = tmp_path / "demo"
    shutil.copytree(shared_made, found)
    return found


@pytest.fixture
def sit(
    qapp: QApplication, folder: Path, elsewhere: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Sit]:
    """Start the program, as a new process does after a full lock; one at a time."""
    begun: list[Program] = []
    wrong: list[str] = []

    def stand_up() -> None:
        while begun:
            end(begun.pop(), qapp)

    def begin() -> Program:
        stand_up()
        begun.append(start(qapp, folder, monkeypatch))
        monkeypatch.setattr(sys, "excepthook", lambda *error: wrong.append("".join(format_exception(*error))))
        return begun[-1]

    yield begin
    stand_up()
    assert not wrong, wrong[0]


def unlock(program: Program, qtbot: QtBot, name: str, password: str) -> Workplace:
    lock = cast("LockPage", program.shell.currentWidget())
    assert lock.who is not None
    lock.who.set_value(name)
    lock.password.setText(password)
    with qtbot.waitSignal(lock.unlocked, timeout=30_000):
        click(lock.unlock)
    assert program._workplace is not None
    return program._workplace


def report(form: LockedReport, story: str) -> None:
    place = form._asked.places[0][0]
    form.form.fill({"kind": "near_miss", "place_id": place, "severity": "1", "story": story, "child": CANARY[:12]})
    click(form.save)
    assert form.receipt.text().startswith("Kvittering ")


def seen(program: Program) -> str:
    """Every word in every window that is shown, in fields too."""
    QApplication.processEvents()
    said = [str(program.shell.windowTitle())]
    for widget in QApplication.allWidgets():
        if widget.isVisible() and isinstance(widget, QLabel | QLineEdit):
            said.append(widget.text())
        elif widget.isVisible() and isinstance(widget, QTextEdit | QPlainTextEdit):
            said.append(widget.toPlainText())
    return "\n".join(said)


def stand_in(*folders: Path) -> list[Path]:
    """Files in which the canary stands."""
    words = [CANARY.encode(code) for code in ("utf-8", "utf-16-le")] + [CANARY.lower().encode()]
    files = {path for folder in folders for path in folder.rglob("*") if path.is_file()}
    return sorted(path for path in files if any(word in path.read_bytes() for word in words))


def come_back(program: Program, qtbot: QtBot, password: str) -> None:
    """From the screen lock, with the password; a PIN is offered once, and not wanted."""
    page = cast("ScreenPage", program.shell.currentWidget())
    page.password.setText(password)
    click(page.unlock)
    qtbot.waitUntil(lambda: page.choice is not None, timeout=30_000)
    assert page.choice is not None
    click(page.choice.no)


def test_two_people_share_the_pc_and_one_reports_while_it_is_locked(sit: Sit, qtbot: QtBot) -> None:
    program = sit()
    lock = cast("LockPage", program.shell.currentWidget())
    click(lock.report)
    assert lock.form is not None
    report(lock.form, FIRST)
    click(lock.form.done)
    kari_is_called_away(program, qtbot)
    assert CANARY not in seen(program)
    somebody_reports_meanwhile(program)
    kari_comes_back_and_sends(program, qtbot)
    begins_another(program)
    program.shell.close()  # Tom wants in: her process ends

    program = sit()
    tom_confirms(program, qtbot)
    program.shell.close()

    program = sit()
    place = unlock(program, qtbot, "Kari", THEIRS)
    place.window.go("report")
    assert story_of(place).value() == UNDONE  # what she began is hers, and there


def kari_is_called_away(program: Program, qtbot: QtBot) -> None:
    """Kari begins to report, and locks the screen."""
    place = unlock(program, qtbot, "Kari", THEIRS)
    assert place.window.key == "mine"
    assert CANARY not in seen(program)  # what was reported while it was locked waits for the leader
    place.window.go("report")
    page = cast("ReportPage", place.window.page)
    page.form.fill({"kind": "near_miss", "place_id": page.place.chips.buttons()[0].code, "severity": "0"})
    story_of(place).set_value(HALF)
    assert HALF in seen(program)
    program._lock_screen()


def somebody_reports_meanwhile(program: Program) -> None:
    """On the locked screen of somebody else."""
    screen = cast("ScreenPage", program.shell.currentWidget())
    click(screen.report)
    assert screen.form is not None
    report(screen.form, SECOND)
    click(screen.form.done)


def kari_comes_back_and_sends(program: Program, qtbot: QtBot) -> None:
    """Her words stand where they stood."""
    place = program._workplace
    assert place is not None
    come_back(program, qtbot, THEIRS)
    assert story_of(place).value() == HALF
    page = cast("ReportPage", place.window.page)
    click(page.save)
    click(page.receipt.follow)
    assert place.window.key == "mine"
    assert HALF in words_on(place.window.page)


def begins_another(program: Program) -> None:
    place = program._workplace
    assert place is not None
    place.window.go("report")
    story_of(place).set_value(UNDONE)


def tom_confirms(program: Program, qtbot: QtBot) -> None:
    """Tom sees what three reported, counts two of them when he has confirmed them, and reads no draft but his own."""
    place = unlock(program, qtbot, "Tom", data.DEMO_PASSWORD)
    place.window.go("report")
    assert UNDONE not in seen(program)
    assert place.desk.read(how_many, Filter(words=HALF)) == 1
    before = place.desk.read(total, PERIOD)
    for story in (FIRST, SECOND):
        place.window.go("start")
        click(button(place.window.page, f"Bekreft: {story}"))
    assert place.desk.read(total, PERIOD) == before + 2


def story_of(place: Workplace) -> Any:
    return cast("ReportPage", place.window.page).form.input("story")


def test_a_word_written_in_every_field_stands_nowhere_in_plain_text(
    sit: Sit, qtbot: QtBot, folder: Path, elsewhere: Path
) -> None:
    (elsewhere / "control").write_text(CANARY)
    assert stand_in(folder, elsewhere) == [elsewhere / "control"]  # the search finds what is there
    (elsewhere / "control").unlink()
    program = sit()
    lock = cast("LockPage", program.shell.currentWidget())
    click(lock.report)
    assert lock.form is not None
    report(lock.form, CANARY)
    click(lock.form.done)
    place = unlock(program, qtbot, "Tom", data.DEMO_PASSWORD)
    written = write_everywhere(place)
    assert written > 30
    for key in place.window.pages:
        place.window.go(key)
        assert fill_all(place.window.page) >= 0
    place.keep_drafts()
    program._lock_screen()
    qtbot.wait(0)
    assert stand_in(folder, elsewhere) == []  # while only the screen is locked
    come_back(program, qtbot, data.DEMO_PASSWORD)
    program.shell.close()
    assert stand_in(folder, elsewhere) == []  # and after the full lock


def write_everywhere(place: Workplace) -> int:
    """Put the canary in one row of every text there is in the file; how many texts that were."""

    def fill(session: Session, **_asked: Any) -> int:
        written = 0
        for mapper in Base.registry.mappers:
            names = [
                key
                for key, column in mapper.columns.items()
                if isinstance(column.type, String | Text) and type(column.type) in {String, Text}
                and not column.foreign_keys and not column.unique and column.info.get("label")
            ]  # fmt: skip
            row = session.scalars(select(mapper.class_).limit(1)).first() if names else None
            if row is None or mapper.class_ in LOCK_SCREEN_SHOWS:
                continue  # what the lock screen shows lies open, and says nothing about anybody
            for name in names:
                length = getattr(inspect(mapper.class_).columns[name].type, "length", None) or 200
                if length >= len(CANARY):
                    setattr(row, name, CANARY)
                    written += 1
        return written

    return place.desk.write(fill)


def fill_all(page: QWidget) -> int:
    """Write the canary in every field of a page; how many there were."""
    fields = [one for one in page.findChildren(QWidget) if isinstance(one, QLineEdit | QPlainTextEdit | QTextEdit)]
    for field in fields:
        if not field.isEnabled() or getattr(field, "isReadOnly", bool)():
            continue
        if isinstance(field, QLineEdit):
            if field.echoMode() is QLineEdit.EchoMode.Normal and not field.validator():
                field.setText(CANARY)
        else:
            field.setPlainText(CANARY)
    QApplication.processEvents()
    return len(fields)
