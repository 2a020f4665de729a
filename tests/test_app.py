"""The whole program in one process: lock screen, unlocking, the pages, and what is kept when it is closed."""

from __future__ import annotations

import dataclasses
import json
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import QEvent, QObject, QProcess, Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy.exc import OperationalError

from ikdesk import data
from ikdesk.access.model import Deed
from ikdesk.access.queries import access_page
from ikdesk.access.row_model import AccessFilter
from ikdesk.app import Program
from ikdesk.incidents.page import IncidentPage
from ikdesk.incidents.queries import Filter, draft_of, how_many
from ikdesk.incidents.report_page import ReportPage
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.settings import Settings, read_settings
from ikdesk.kernel.words import use_language
from ikdesk.lock.page import LockPage
from ikdesk.lock.post_page import PostPage
from ikdesk.meetings.queries import meetings
from ikdesk.meetings.slide_panel import AskSlide
from ikdesk.post_data import FilePosts
from ikdesk.safe.file import connect
from ikdesk.safe.front import read_front
from ikdesk.safe.inbox import seal
from ikdesk.safe.vault import unlock
from ikdesk.start.first_page import FirstPage
from ikdesk.ui.theme import apply_theme
from ikdesk.ui.window import Window
from ikdesk.unit.exposure_queries import waiting_days
from ikdesk.workplace import Workplace
from tests.ui.hands import click, write

AT = datetime(2026, 4, 30, 9, tzinfo=UTC)


@pytest.fixture
def program(qapp: QApplication, demo: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    """The program at the lock screen of a demo."""
    found = start(qapp, demo, monkeypatch)
    yield found
    end(found, qapp)


def start(qapp: QApplication, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    monkeypatch.setattr("sys.excepthook", lambda *_error: None)  # the program sets its own; pytest gets its back
    monkeypatch.setattr("threading.excepthook", lambda *_error: None)
    found = Program(qapp, folder, Clock())
    assert not found.already_open()
    found.show()
    return found


def end(program: Program, qapp: QApplication) -> None:
    program.shell.close()
    program._server.close()
    program.shell.deleteLater()
    program.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    apply_theme(qapp, False, 1.0)


def unlocked(program: Program, qtbot: QtBot) -> Workplace:
    lock = cast("LockPage", program.shell.currentWidget())
    lock.password.setText(data.DEMO_PASSWORD)
    with qtbot.waitSignal(lock.unlocked, timeout=30_000):
        qtbot.mouseClick(lock.unlock, Qt.MouseButton.LeftButton)
    assert program._workplace is not None
    return program._workplace


def opened(folder: Path) -> data.Data:
    return data.open_data(folder, unlock(folder, data.DEMO_PASSWORD), clock=Clock())


def test_the_right_password_leads_to_the_overview_and_every_page_can_be_shown(program: Program, qtbot: QtBot) -> None:
    place = unlocked(program, qtbot)
    assert place.window.key == "start"
    assert "Solbakken barnehage" in program.shell.windowTitle()
    for key in ("incidents", "exposure", "reports", "settings", "help", "report"):
        place.window.go(key)
        assert place.window.key == key


def test_the_window_is_no_larger_than_the_screen(program: Program, qapp: QApplication) -> None:
    assert qapp.primaryScreen().availableGeometry().contains(program.shell.geometry())


def test_an_incident_reported_in_the_window_is_there_after_closing(
    program: Program, qtbot: QtBot, demo: Path, qapp: QApplication
) -> None:
    place = unlocked(program, qtbot)
    before = place.desk.read(how_many, Filter())
    place.window.go("report")
    page = cast("ReportPage", place.window.page)
    page.form.fill({"kind": "near_miss", "place_id": page.place.chips.buttons()[0].code, "severity": "0"})
    qtbot.mouseClick(page.save, Qt.MouseButton.LeftButton)
    assert page.receipt.isVisible()
    qtbot.mouseClick(page.receipt.follow, Qt.MouseButton.LeftButton)
    assert place.window.key == "incidents"
    assert isinstance(place.window.page, IncidentPage)
    program.shell.close()
    again = opened(demo)
    assert again.read(how_many, Filter()) == before + 1
    again.close()


def test_what_was_half_written_is_a_draft_after_closing(program: Program, qtbot: QtBot, demo: Path) -> None:
    place = unlocked(program, qtbot)
    place.window.go("report")
    page = cast("ReportPage", place.window.page)
    page.form.input("story").set_value("Halvskrevet om huska")
    program.shell.close()
    again = opened(demo)
    content, _at = again.read(draft_of, "report")
    again.close()
    assert content["story"] == "Halvskrevet om huska"


def test_a_meeting_on_the_big_screen_is_a_draft_after_closing_and_writes_nothing_later(
    program: Program, qtbot: QtBot, demo: Path, qapp: QApplication
) -> None:
    place = unlocked(program, qtbot)
    page = place.go.meetings()
    page.list.view.choose(place.desk.read(meetings)[0].id)
    click(page.detail.buttons["show"])
    stage = page.stage
    assert stage is not None
    stage.begin("ask_why")
    write(cast("AskSlide", stage.view).field, "Det er bratt")
    program.shell.close()
    qapp.closeAllWindows()  # as the program does when it ends
    again = opened(demo)
    assert "Det er bratt" in str(again.read(draft_of, f"meeting:{stage.key}")[0])
    again.close()


def test_a_day_noted_on_the_lock_screen_waits_to_be_confirmed_and_is_taken_in_once(
    program: Program, qtbot: QtBot, demo: Path
) -> None:
    lock = cast("LockPage", program.shell.currentWidget())
    lock._on_day(lock._in_use()[0])
    place = unlocked(program, qtbot)
    assert [row.day for row in place.desk.read(waiting_days)] == [date(2026, 4, 30)]
    place.take_in_reports()
    assert len(place.desk.read(waiting_days)) == 1
    assert not list((demo / "inbox").glob("*.box"))


@pytest.mark.parametrize(
    "note",
    [
        {"kind": "exposure", "place": "00000000-0000-0000-0000-000000000001", "day": "2026-04-30"},
        {"kind": "exposure", "place": "the hill", "day": "2026-04-30"}, {"kind": "exposure"}, {},
        {"kind": "something newer", "place": "hill", "day": "2026-04-30"},
    ],
)  # fmt: skip
def test_a_note_that_makes_no_sense_is_set_aside_and_told_and_the_others_are_taken_in(
    program: Program, qtbot: QtBot, demo: Path, note: dict[str, str]
) -> None:
    lock = cast("LockPage", program.shell.currentWidget())
    hill = lock._in_use()[0]
    strange = seal(demo, lock._front["inbox"], note | ({"place": hill["id"]} if note.get("place") == "hill" else {}),
                   at=AT)  # fmt: skip
    lock._on_day(hill)
    place = unlocked(program, qtbot)
    assert len(place.desk.read(waiting_days)) == 1
    assert (demo / "inbox" / "aside" / f"{strange}.box").exists()
    assert not list((demo / "inbox").glob("*.box"))


def test_a_note_of_a_later_day_waits_in_the_inbox_and_keeps_nobody_out(
    program: Program, qtbot: QtBot, demo: Path
) -> None:
    lock = cast("LockPage", program.shell.currentWidget())
    note = {"kind": "exposure", "place": lock._in_use()[0]["id"], "day": "2026-05-02"}
    receipt = seal(demo, lock._front["inbox"], note, at=AT)
    place = unlocked(program, qtbot)
    assert place.desk.read(waiting_days) == []
    assert (demo / "inbox" / f"{receipt}.box").exists()


def test_a_lock_screen_that_somebody_changed_is_put_right_when_it_is_unlocked(
    program: Program, qtbot: QtBot, demo: Path
) -> None:
    before = read_front(demo)
    (demo / "front.json").write_text(json.dumps({"content": {**before, "inbox": "00" * 32}, "mac": "00"}))
    unlocked(program, qtbot)
    assert read_front(demo) | {"receipts": ""} == before | {"receipts": ""}  # that list is begun anew each time


def test_the_file_is_closed_even_when_a_draft_cannot_be_kept(program: Program, qtbot: QtBot, demo: Path) -> None:
    place = unlocked(program, qtbot)
    place.window.go("report")
    cast("ReportPage", place.window.page).form.input("story").set_value("Halvskrevet")
    assert program._data is not None
    with program._data.database.raw() as connection:
        connection.execute("ALTER TABLE draft RENAME TO draft_gone")
    with pytest.raises(OperationalError):
        program._close()
    again = opened(demo)
    again.close()


def test_what_is_half_written_is_kept_though_the_unit_itself_can_no_longer_be_read(
    program: Program, qtbot: QtBot, demo: Path
) -> None:
    place = unlocked(program, qtbot)
    place.window.go("report")
    cast("ReportPage", place.window.page).form.input("story").set_value("Halvskrevet")
    assert program._data is not None
    keys = program._data.keys
    with program._data.database.raw() as connection:
        connection.execute("ALTER TABLE unit RENAME TO unit_gone")
    with pytest.raises(OperationalError):
        program._close()
    connection = connect(demo / "ikdesk.db", keys.database)
    assert [row[0] for row in connection.execute("SELECT count(*) FROM draft")] == [1]
    connection.close()


def test_a_window_that_closes_does_not_wait_for_ever_for_a_disk_that_does_not_answer(
    program: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = unlocked(program, qtbot)
    begun, ended = threading.Event(), threading.Event()
    monkeypatch.setattr("ikdesk.app.LONGEST", 0.0)
    monkeypatch.setattr("ikdesk.app.end_now", ended.set)

    def hang(_read: object, _tick: object) -> None:
        begun.set()
        ended.wait(30)

    place.desk.start(lambda _session, **_asked: None, hang)
    begun.wait(30)
    program.shell.close()
    assert ended.is_set()


def test_the_pages_before_a_change_of_language_hear_nothing_any_more(program: Program, qtbot: QtBot) -> None:
    place = unlocked(program, qtbot)
    assert program._data is not None
    before = len(program._data.database._listeners)
    program._remember(Settings(language="en"))
    qtbot.waitUntil(lambda: program._workplace is not place, timeout=10_000)
    assert len(program._data.database._listeners) == before


def test_a_search_that_waits_for_the_last_key_is_not_asked_of_a_closed_file(program: Program, qtbot: QtBot) -> None:
    place = unlocked(program, qtbot)
    place.window.go("incidents")
    page = cast("IncidentPage", place.window.page)
    write(page.filters.words, "huska")
    assert [timer for timer in page.filters.findChildren(QTimer) if timer.isActive()]
    place.close()
    assert not [timer for timer in place.window.findChildren(QTimer) if timer.isActive()]


def test_the_language_is_changed_while_it_is_open_and_remembered(
    program: Program, qtbot: QtBot, demo: Path
) -> None:
    place = unlocked(program, qtbot)
    program._remember(Settings(language="nn", text_size=1.25))
    qtbot.waitUntil(lambda: program._workplace is not place, timeout=10_000)
    assert read_settings(demo).language == "nn"
    assert program._workplace is not None
    qtbot.waitUntil(lambda: program._workplace is not None and program._workplace.window.key == "settings")
    words = program._workplace.window.sidebar.findChildren(QObject)
    assert any("Hendingar" in str(getattr(word, "text", str)()) for word in words if _has_text(word))


def test_a_window_that_is_open_past_midnight_begins_the_day_anew(program: Program, qtbot: QtBot) -> None:
    place = unlocked(program, qtbot)
    program._on_minute()
    assert program._workplace is place
    assert program._data is not None
    program._data.database.clock = Clock(date(2026, 5, 1))
    program._on_minute()
    assert program._workplace is not place
    assert program._workplace is not None
    assert program._workplace.desk.today == date(2026, 5, 1)


@pytest.mark.qt_log_ignore("does not support")
def test_a_second_start_shows_the_first_and_ends(program: Program, qtbot: QtBot, demo: Path) -> None:
    qtbot.waitUntil(lambda: program._server._server is not None)
    program.shell.showMaximized()
    program.shell.setWindowState(program.shell.windowState() | Qt.WindowState.WindowMinimized)
    second = QProcess()
    second.start(sys.executable, ["-m", "ikdesk", "--data", str(demo)])
    qtbot.waitUntil(lambda: second.state() == QProcess.ProcessState.NotRunning, timeout=30_000)
    assert second.exitCode() == 0
    assert "Vi viser det nå" in bytes(second.readAllStandardOutput().data()).decode()
    assert not program.shell.isMinimized()
    assert program.shell.isMaximized(), "as large as it was: a window that outgrows the screen hides its foot"


def test_a_first_window_that_does_not_answer_keeps_nobody_out(
    program: Program, qapp: QApplication, demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ikdesk.ui.one_window.PATIENCE", 150)
    second = Program(qapp, demo, Clock())
    assert not second.already_open()  # the first is in this process, which waits: the lock on the data decides
    end(second, qapp)


def test_an_empty_folder_leads_to_the_first_steps(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = start(qapp, tmp_path / "ny", monkeypatch)
    assert isinstance(found.shell.currentWidget(), FirstPage)
    end(found, qapp)


def _has_text(thing: Any) -> bool:
    return callable(getattr(thing, "text", None)) and not callable(getattr(thing, "setHtml", None))


def test_a_message_post_opens_with_reporting_alone_and_loses_nothing(
    qapp: QApplication, qtbot: QtBot, demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = data.open_data(demo, unlock(demo, data.DEMO_PASSWORD), clock=Clock())
    stick = tmp_path / "stick"
    stick.mkdir()
    post, _code = FilePosts(opened, partial(data.front_content, opened)).make(stick)
    opened.close()
    monkeypatch.setattr("ikdesk.entrance_app.data_folder", lambda: tmp_path / "their own")
    program = start(qapp, stick, monkeypatch)
    page = program.shell.currentWidget()
    assert isinstance(page, PostPage)
    assert data.DEMO_PASSWORD not in (post / "post.json").read_text()
    page.report.click()
    assert page.form is not None
    page.form.form.fill({"story": "Halvveis"})
    end(program, qapp)
    opened = data.open_data(demo, unlock(demo, data.DEMO_PASSWORD), clock=Clock())
    assert "1 hendelse er hentet" in FilePosts(opened, partial(data.front_content, opened)).fetch(stick)[0]
    opened.close()


def test_the_full_lock_does_not_wait_for_work_that_never_ends(
    program: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = unlocked(program, qtbot)
    ended, began = threading.Event(), threading.Event()

    def never(_read: object, _tick: object) -> None:
        began.set()
        ended.wait(20)

    monkeypatch.setattr("ikdesk.app.GRACE", 0.2)
    monkeypatch.setattr("os._exit", lambda _code: ended.set())  # what would end the tests, too
    monkeypatch.setattr(program, "_begin_anew", lambda: None)
    place.desk.start(lambda _session, viewer: viewer, never)
    qtbot.waitUntil(began.is_set)
    begun = time.monotonic()
    program._restart()
    assert ended.is_set()
    assert time.monotonic() - begun < 15


def test_another_language_does_not_take_the_place_of_what_hides_the_pages(program: Program, qtbot: QtBot) -> None:
    unlocked(program, qtbot)
    program._remember(dataclasses.replace(program._settings, language="nn"))
    program._lock_screen()  # before the pages were made anew
    assert program._locks is not None
    page = program._locks.page
    qtbot.wait(50)
    assert program.shell.currentWidget() is page
    assert page is not None
    page.opened.emit(0)
    assert isinstance(program.shell.currentWidget(), Window)
    assert not program.shell.covered
    use_language("nb")


def test_wrong_passwords_at_the_locked_screen_are_in_the_log(program: Program, qtbot: QtBot) -> None:
    place = unlocked(program, qtbot)
    program._lock_screen()
    assert program._locks is not None
    assert program._locks.page is not None
    program._locks.page.opened.emit(3)
    row = place.desk.read(access_page, AccessFilter(deed=Deed.FAILED_UNLOCK)).rows[0]
    assert (row.by_name, row.count) == ("Tom", 3)
