"""An incident is reported without unlocking: the same questions, by keys alone, sealed at once, with a receipt."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from ikdesk import data
from ikdesk.incidents.model import MUST_ANSWER
from ikdesk.kernel.answers import wrong_day
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.words import use_language
from ikdesk.lock.asked import asked_of
from ikdesk.lock.page import LockPage
from ikdesk.lock.report_page import LockedReport
from ikdesk.safe import inbox, vault
from ikdesk.safe.front import read_front
from ikdesk.ui.jobs import Jobs
from ikdesk.ui.theme import apply_theme
from tests.looking import button, cut, larger, nameless, shown, words_on
from tests.samples import TODAY
from tests.ui.hands import click, press, write

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(scope="module")
def looks(qapp: QApplication) -> None:
    """Light, 100 %."""
    apply_theme(qapp, False, 1.0)


@pytest.fixture
def lock(qtbot: QtBot, demo: Path, looks: None) -> Any:
    """The lock screen of a demo, on a small screen."""
    jobs = Jobs()
    page = shown(qtbot, LockPage(demo, lambda keys: keys, jobs, Clock()), 1366, 728)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    yield page
    jobs.close()


def form_of(lock: LockPage) -> LockedReport:
    click(lock.report)
    QApplication.processEvents()
    assert lock.form is not None
    assert lock.form.isVisible()
    return lock.form


def fill(report: LockedReport, **values: Any) -> None:
    place = report._asked.places[0][0]
    report.form.fill({"kind": "child_injury", "place_id": place, "severity": "1", **values})
    report._on_written()


def boxes(folder: Path) -> tuple[inbox.Box, ...]:
    return inbox.opened(folder, vault.unlock(folder, data.DEMO_PASSWORD)).boxes


def test_it_is_done_by_keys_alone_and_comes_out_as_it_was_written(lock: LockPage, demo: Path) -> None:
    lock.report.setFocus()
    press(lock.report, Qt.Key.Key_Return)
    report = lock.form
    assert report is not None
    press(_focused(), Qt.Key.Key_Space)  # the first tile
    press(_focused(), Qt.Key.Key_Right)
    press(_focused(), Qt.Key.Key_Left)
    press(_focused(), Qt.Key.Key_Tab)
    press(_focused(), Qt.Key.Key_Space)  # the first place
    _tab_to(report, "severity")
    press(_focused(), Qt.Key.Key_Space)
    press(_focused(), Qt.Key.Key_Tab)
    press(_focused(), Qt.Key.Key_Tab)  # past what it could have become
    write(_focused(), "Falt av akebrettet")
    QTest.keyClick(report, Qt.Key.Key_S, CONTROL)
    receipt = re.fullmatch(r"Kvittering ([0-9A-Z]{2}-[0-9A-Z]{3})", report.receipt.text())
    assert receipt
    assert _focused() is report.done
    box = boxes(demo)[0]
    assert box.receipt == receipt[1]
    assert box.payload["values"]["story"] == "Falt av akebrettet"
    assert box.payload["values"]["occurred_on"] == TODAY.isoformat()
    assert box.payload["words"]["place_id"] == report._asked.places[0][1]


def test_what_is_missing_is_said_as_when_it_is_open_and_nothing_is_saved(lock: LockPage, demo: Path) -> None:
    report = form_of(lock)
    report.form.input("occurred_on").set_value(None)
    click(report.save)
    said = {key: report.form.box(key).error for key in MUST_ANSWER}
    assert said == {key: str(words) for key, words in MUST_ANSWER.items()}
    assert not list((demo / "inbox").glob("*.box"))


def test_a_day_that_has_not_been_and_too_long_a_text_are_refused_as_when_it_is_open(lock: LockPage) -> None:
    report = form_of(lock)
    later = TODAY + timedelta(days=1)
    fill(report, child="x" * 21)
    assert report._asked.wrong({"occurred_on": later}, TODAY)["occurred_on"] == wrong_day(later, TODAY)["occurred_on"]
    click(report.save)
    assert report.form.box("child").error == "Teksten er for lang: 21 tegn. Kort den ned til 20."


@pytest.mark.parametrize(("grade", "says"), [("2", False), ("3", True), ("4", True)])
def test_serious_grades_say_whom_to_ring_first(lock: LockPage, grade: str, says: bool) -> None:
    report = form_of(lock)
    fill(report, severity=grade)
    assert ("Ring 113 først" in words_on(report)) == says


def test_escape_goes_back_and_the_text_stands_when_one_comes_again(lock: LockPage, demo: Path) -> None:
    report = form_of(lock)
    fill(report, story="Halvskrevet om huska")
    QTest.keyClick(report, Qt.Key.Key_Escape)
    assert lock.report.isVisible()
    assert lock.report.words == "Fortsett på meldingen"
    assert "påbegynt" in words_on(lock)
    assert form_of(lock).form.input("story").value() == "Halvskrevet om huska"
    files = [path for path in demo.rglob("*") if path.is_file()]
    assert not any("Halvskrevet".encode(code) in path.read_bytes() for path in files for code in ("utf-8", "utf-16-le"))


def test_what_is_written_down_here_can_be_read_without_unlocking(lock: LockPage) -> None:
    report = form_of(lock)
    fill(report, story="Halvskrevet")
    click(report.form.card)
    assert report.card is not None
    assert "Er du i tvil, så meld." in words_on(report)
    QTest.keyClick(report, Qt.Key.Key_Escape)
    assert report.form.input("story").value() == "Halvskrevet"
    assert report.form.isVisible()


def test_what_was_begun_can_be_thrown_away_and_brought_back(lock: LockPage) -> None:
    report = form_of(lock)
    fill(report, story="Feil barn")
    click(report.throw)
    assert not report.begun
    click(button(report, "Angre"))
    assert report.form.input("story").value() == "Feil barn"


def test_a_second_press_makes_no_second_box_and_the_receipt_is_still_told(lock: LockPage, demo: Path) -> None:
    report = form_of(lock)
    fill(report)
    for _press in range(3):
        QTest.keyClick(report, Qt.Key.Key_S, CONTROL)
    receipt = report.receipt.text()
    press(report.done, Qt.Key.Key_Return)
    assert len(list((demo / "inbox").glob("*.box"))) == 1
    assert receipt in lock.told.text()
    click(lock.report)
    assert not report.begun


def test_a_full_inbox_is_said_and_the_text_still_stands(lock: LockPage, demo: Path) -> None:
    (demo / "inbox").mkdir(exist_ok=True)
    for n in range(inbox.MOST):
        (demo / "inbox" / f"{n}.box").touch()
    report = form_of(lock)
    fill(report, story="Det jeg skrev")
    click(report.save)
    assert "500 meldinger" in words_on(report)
    assert "Teksten står fortsatt her." in words_on(report)
    assert report.form.input("story").value() == "Det jeg skrev"


def test_a_disk_that_says_no_is_said_and_the_text_still_stands(lock: LockPage, demo: Path) -> None:
    (demo / "inbox").rename(demo / "gone") if (demo / "inbox").exists() else None
    (demo / "inbox").write_bytes(b"a file where the folder should be")
    report = form_of(lock)
    fill(report, story="Det jeg skrev")
    click(report.save)
    assert "Teksten står fortsatt her." in words_on(report)
    assert report.form.input("story").value() == "Det jeg skrev"


def test_everything_has_a_name_and_nothing_is_cut_also_when_it_is_larger(
    lock: LockPage, qapp: QApplication, qtbot: QtBot
) -> None:
    report = form_of(lock)
    fill(report, severity="4")
    area = report.findChild(QScrollArea)
    assert isinstance(area, QScrollArea)
    assert nameless(report) == []
    assert cut(report) == []
    assert area.verticalScrollBar().maximum() == 0
    with larger(qapp):
        assert cut(report) == []
        assert nameless(report) == []


def test_it_speaks_nynorsk_although_it_was_written_down_in_bokmal(
    qtbot: QtBot, demo: Path, looks: None
) -> None:
    use_language("nn")
    jobs = Jobs()
    page = shown(qtbot, LockPage(demo, lambda keys: keys, jobs, Clock()), 1366, 728)
    report = form_of(page)
    click(report.save)
    said = words_on(report)
    assert "Kva slags hending er det?" in said
    assert "Vel kvar det skjedde." in said
    jobs.close()


def test_the_lock_screen_is_there_before_the_form_is_made(lock: LockPage) -> None:
    assert lock.form is None


@pytest.mark.parametrize(
    "rubbish",
    [{}, 7, {"fields": 3}, {"fields": [{"key": "x"}]}, {"lists": {}}, {"places": [7]}, {"asked": []},
     {"longest": {"story": "many"}}, {"departments": [{"id": 1}]}],
)  # fmt: skip
def test_questions_that_are_not_whole_are_none(demo: Path, rubbish: Any) -> None:
    front = read_front(demo)
    assert asked_of(front) is not None
    told = {**front["report"], **rubbish} if isinstance(rubbish, dict) and rubbish else rubbish
    assert asked_of({**front, "report": told}) is None
    assert asked_of({**front, "inbox": "00"}) is None
    assert asked_of({**front, "inbox": 3}) is None


def test_a_lock_screen_that_cannot_ask_says_so(
    qtbot: QtBot, demo: Path, looks: None
) -> None:
    front = read_front(demo)
    (demo / "front.json").write_text(json.dumps({"content": {**front, "report": {}}, "mac": ""}))
    jobs = Jobs()
    page = shown(qtbot, LockPage(demo, lambda keys: keys, jobs, Clock(date(2026, 4, 30))))
    click(page.report)
    assert "før noen har låst opp" in page.told.text()
    jobs.close()


def _focused() -> Any:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def _tab_to(report: LockedReport, key: str) -> None:
    for _stop in range(12):
        if _focused() in report.form.input(key).buttons():
            return
        press(_focused(), Qt.Key.Key_Tab)
    pytest.fail(f"{key} cannot be reached")
