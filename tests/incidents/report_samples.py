"""The form "Meld hendelse" in a window, and its parts, for tests."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ikdesk.incidents.queries import draft_of
from ikdesk.incidents.report_page import PAGE, ReportPage
from ikdesk.kernel.database import Database
from tests.looking import Told, desk_of, shown
from tests.samples import LEADER, TODAY

CONTROL = Qt.KeyboardModifier.ControlModifier


def page_of(qtbot: QtBot, database: Database, told: Told | None = None) -> ReportPage:
    page = shown(qtbot, ReportPage(desk_of(database), told or Told()), 1152, 708)
    assert isinstance(page, ReportPage)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def tile(page: ReportPage, words: str) -> QWidget:
    return next(one for one in page.kind.tiles.buttons() if one.accessibleName() == words)


def chip(page: ReportPage, key: str, code: object) -> QWidget:
    group = page.place.chips if key == "place_id" else page.form.input(key)
    return next(one for one in group.buttons() if str(one.code) == str(code))


def draft(database: Database) -> dict[str, object]:
    return database.read(draft_of, PAGE, viewer=LEADER, today=TODAY)[0]
