"""From the locked screen to the numbers: reported, unlocked, confirmed, counted; never in plain text on the way."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from ikdesk.app import Program
from ikdesk.inbox_data import take_in
from ikdesk.incidents.count_queries import total
from ikdesk.incidents.locked_queries import unconfirmed
from ikdesk.incidents.page import IncidentPage
from ikdesk.kernel.tertial import parse_period
from ikdesk.lock.page import LockPage
from ikdesk.safe import inbox
from ikdesk.workplace import Workplace
from tests.looking import button, words_on
from tests.test_app import end, opened, start, unlocked
from tests.ui.hands import click

CANARY = "Kanarifuglen fløy inn i gjerdet"
PERIOD = parse_period("2026-T1")


@pytest.fixture
def program(qapp: QApplication, demo: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    """The program at the lock screen of a demo."""
    qtbot.wait(0)
    found = start(qapp, demo, monkeypatch)
    yield found
    end(found, qapp)


def reported(program: Program, **changes: Any) -> str:
    lock = cast("LockPage", program.shell.currentWidget())
    click(lock.report)
    assert lock.form is not None
    place = lock.form._asked.places[0][0]
    values = {"kind": "near_miss", "place_id": place, "severity": "2", "story": CANARY, "child": "Kanari"}
    lock.form.form.fill(values | changes)
    click(lock.form.save)
    return lock.form.receipt.text().removeprefix("Kvittering ")


def count(place: Workplace) -> int:
    return place.desk.read(total, PERIOD)


def written(*folders: Path) -> list[Path]:
    """Files in which words of the report stand."""
    words = [word.encode(code) for word in ("Kanari", "gjerdet") for code in ("utf-8", "utf-16-le")]
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return [path for path in files if any(word in path.read_bytes() for word in words)]


def test_reported_while_locked_confirmed_when_open_and_then_it_counts(program: Program, qtbot: QtBot) -> None:
    reported(program)
    place = unlocked(program, qtbot)
    before = count(place)
    assert "Ubekreftet: meldt fra låst skjerm" in words_on(place.window.page)
    assert place.desk.read(unconfirmed)[0].story == CANARY
    click(button(place.window.page, f"Bekreft: {CANARY}"))
    assert count(place) == before + 1
    assert "Ubekreftet" not in words_on(place.window.page)
    click(_link(place))
    assert count(place) == before
    assert CANARY in words_on(place.window.page)


def test_the_list_shows_them_alone_with_what_can_be_done(program: Program, qtbot: QtBot) -> None:
    reported(program)
    place = unlocked(program, qtbot)
    place.window.go("incidents")
    page = cast("IncidentPage", place.window.page)
    click(button(page, "Vis dem"))
    assert page.rows.total == 1
    page.list.choose(page.rows.key(0))
    page.cases.open()
    case = page.cases.whole
    assert case is not None
    assert "Teller ikke med før den er bekreftet." in words_on(case)
    assert button(case, "Slå sammen")
    page.cases.do("follow_up")
    assert page.cases.form is None
    click(button(case, "Bekreft"))
    assert "Ubekreftet" not in words_on(page)


def test_no_word_of_it_stands_in_plain_text_before_or_after(
    qapp: QApplication, demo: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    other = tmp_path / "elsewhere"
    other.mkdir()
    for name in ("TMPDIR", "TMP", "TEMP", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setitem(os.environ, name, str(other))
    monkeypatch.setattr(tempfile, "tempdir", None)
    (other / "control").write_text(CANARY)
    assert written(demo, other) == [other / "control"]  # the search finds what is there
    (other / "control").unlink()
    program = start(qapp, demo, monkeypatch)
    reported(program)
    assert written(demo, other) == []
    place = unlocked(program, qtbot)
    click(button(place.window.page, f"Bekreft: {CANARY}"))
    assert written(demo, other) == []
    program.shell.close()
    assert written(demo, other) == []
    end(program, qapp)


def test_a_report_that_disappeared_is_told_until_somebody_has_read_it(
    qapp: QApplication, demo: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = opened(demo)
    take_in(demo, before.keys, before.read, before.write, None)
    before.show_front()
    before.close()
    program = start(qapp, demo, monkeypatch)
    receipt = reported(program)
    (demo / "inbox" / f"{receipt}.box").unlink()
    place = unlocked(program, qtbot)
    assert f"kvittering {receipt}" in words_on(place.window)
    click(button(place.window, "Jeg har lest det"))
    assert place.desk.read(unconfirmed) == []
    end(program, qapp)


def test_one_taken_in_twice_is_one_and_a_copy_of_it_is_set_aside(program: Program, qtbot: QtBot, demo: Path) -> None:
    receipt = reported(program)
    box = demo / "inbox" / f"{receipt}.box"
    (demo / "inbox" / "K7-4Q2.box").write_bytes(box.read_bytes())
    sealed = box.read_bytes()
    place = unlocked(program, qtbot)
    box.write_bytes(sealed)
    place.take_in_reports()
    assert len(place.desk.read(unconfirmed)) == 1
    assert (demo / "inbox" / inbox.ASIDE / "K7-4Q2.box").exists()
    assert not list((demo / "inbox").glob("*.box"))


def _link(place: Workplace) -> QPushButton:
    return place.window._toast._link
