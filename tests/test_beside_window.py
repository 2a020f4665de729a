"""What is opened from other pages and stands in no list, through the window."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ikdesk.beside_workplace import Besides
from ikdesk.incidents.collect_page import CollectPage
from ikdesk.incidents.import_page import ImportPage
from ikdesk.incidents.page import IncidentPage
from ikdesk.incidents.report_page import ReportPage
from ikdesk.kernel.database import Database
from ikdesk.start.find_model import COMMANDS
from ikdesk.ui.window import PageEntry, Window
from tests.looking import Told, desk_of, shown


def _besides(database: Database, qtbot: QtBot, told: Told) -> tuple[Window, Besides]:
    desk = desk_of(database)
    pages = [
        PageEntry("incidents", "Hendelser", "clipboard-list", lambda: IncidentPage(desk, told)),
        PageEntry("report", "Meld hendelse", "circle-plus", lambda: ReportPage(desk, told)),
        PageEntry("reports", "Rapporter", "file-text", QWidget),
    ]
    window = Window("Solbakken", pages)
    shown(qtbot, window, 1366, 768)
    return window, Besides(window, desk, told, lambda: None)


def test_the_collective_list_opens_and_leads_back_and_on(database: Database, qtbot: QtBot) -> None:
    window, besides = _besides(database, qtbot, Told())
    passed: list[type[QWidget]] = []
    window.shown.connect(lambda _key: passed.append(type(window.page)))
    besides.go("collect")
    QTest.keyClick(cast("CollectPage", window.page).grid, Qt.Key.Key_Escape)
    besides.go("collect")
    cast("CollectPage", window.page).full.click()
    besides.go("import")
    besides.go("reports")
    assert passed == [CollectPage, IncidentPage, CollectPage, ReportPage, ImportPage, QWidget]


def test_a_blank_form_is_printed_from_the_collective_list(database: Database, qtbot: QtBot, tmp_path: Path) -> None:
    told = Told()
    window, besides = _besides(database, qtbot, told)
    desk = besides._desk
    desk.use_settings(replace(desk.settings, report_folder=str(tmp_path)))
    besides.go("collect")
    cast("CollectPage", window.page).print.click()
    qtbot.waitUntil(lambda: bool(told.said), timeout=20_000)
    assert [path.name for path in tmp_path.iterdir()] == ["Samleskjema.pdf"]


def test_ctrl_k_knows_them() -> None:
    assert {"collect", "blank_report", "blank_collect"} <= {one.key for one in COMMANDS}
