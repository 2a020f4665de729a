"""The page that collects reports, by the keyboard alone: where one begins, and where one is then."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ikdesk.sector.known_model import KNOWN_NAME
from ikdesk.sector.page import Reach, SectorPage
from ikdesk.sector.result_panel import MissingRow
from ikdesk.sector_data import open_store
from ikdesk.ui.dialogs import ReasonBox
from ikdesk.ui.focus_ring import install_focus_ring
from ikdesk.ui.jobs import Jobs
from ikdesk.ui.theme import apply_theme
from tests.looking import shown, words_on
from tests.sector.made_reports import made_unit, write_report
from tests.ui.hands import answering, press, write

TODAY = date(2026, 5, 20)
ENDED = 30_000  # milliseconds a collection may take on a busy machine


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication, tmp_path: Path, application: Path) -> Iterator[SectorPage]:
    """The page, with the reports of three units chosen."""
    apply_theme(qapp, dark=False, factor=1.0)
    folder = tmp_path / "rapporter"
    folder.mkdir()
    for number in range(3):
        write_report(made_unit(number), folder)
    jobs = Jobs()
    reach = Reach(jobs.start, open_store, application / KNOWN_NAME, tmp_path / "ut", lambda: TODAY, alone=True)
    made: SectorPage = shown(qtbot, SectorPage(reach), 1366, 768)
    made.choose.take([folder])
    yield made
    jobs.close()


def _collect(qtbot: QtBot, page: SectorPage) -> None:
    page.go.setFocus()
    press(page.go, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.job is None, timeout=ENDED)
    QApplication.processEvents()


def _order(page: SectorPage) -> list[QWidget]:
    """Where the keyboard stops, from the first thing on the page."""
    found: list[QWidget] = []
    at: QWidget = page.back
    while at not in found:
        found.append(at)
        at.setFocus()
        press(at, Qt.Key.Key_Tab)
        at = page.window().focusWidget() or page
    return found


def test_one_begins_where_reports_are_chosen(page: SectorPage) -> None:
    assert page.window().focusWidget() is page.choose.folder


def test_the_keyboard_goes_down_the_page_also_through_what_has_come_since(page: SectorPage, qtbot: QtBot) -> None:
    _collect(qtbot, page)
    page.units.open(opened=True)
    QApplication.processEvents()
    order = [one for one in _order(page) if page.page.isAncestorOf(one)]
    assert set(page.result.links.values()) | {row.drop for row in page.choose.rows} <= set(order)
    assert {row.verb for row in page.units.rows} <= set(order)
    inside = page.page.widget()
    assert inside is not None
    tops = [one.mapTo(inside, QPoint(0, 0)).y() for one in order]
    beside = 30  # pixels: what stands beside another need not be as high as it
    assert all(after > before - beside for before, after in pairwise(tops))


def test_who_starts_it_can_stop_it_with_the_next_key(page: SectorPage, qtbot: QtBot) -> None:
    page.go.setFocus()
    press(page.go, Qt.Key.Key_Space)
    assert page.window().focusWidget() is page.line.stop
    press(page.line.stop, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.job is None, timeout=ENDED)
    assert "Stoppet. Ingen dokumenter er laget." in words_on(page)


def test_who_waits_for_a_unit_no_more_goes_on_to_the_next_and_hears_what_is_left_to_do(
    page: SectorPage, qtbot: QtBot, tmp_path: Path
) -> None:
    _collect(qtbot, page)
    for number in (0, 1):
        next((tmp_path / "rapporter").glob(f"000{number}*")).unlink()
    _collect(qtbot, page)
    first, second = (row for row in page.result.rows if isinstance(row, MissingRow))
    assert first.stop is not None
    again = "Samle rapportene en gang til, så blir det riktig i dokumentene også."
    assert again not in words_on(page)

    def answer(box: ReasonBox) -> None:
        write(box.reason, "Lagt ned")
        press(box.reason, Qt.Key.Key_Return)

    with answering(answer):
        press(first.stop, Qt.Key.Key_Space)
    assert again in words_on(page)
    assert page.window().focusWidget() is second.stop


def test_what_takes_focus_from_the_foot_of_the_page_is_scrolled_to(page: SectorPage, qapp: QApplication) -> None:
    ring = install_focus_ring(qapp)
    page.resize(900, 500)
    QApplication.processEvents()
    bar = page.page.verticalScrollBar()
    bar.setValue(bar.maximum())
    page.go.setFocus()
    page.back.setFocus()
    assert page.page.viewport().rect().contains(page.back.mapTo(page.page.viewport(), page.back.rect().center()))
    ring.follow(None)
