"""The line over the window: keys go through what was found, and nothing that was typed is kept."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ikdesk.ui.palette import Group, Hit, Palette
from ikdesk.ui.text_field import TextField
from tests.ui.hands import click, press, write

WORDS = ("akebakke", "akebrett", "gjerde", "gynge")


class Host(QWidget):
    """A window with a field in it, and something to find."""

    def __init__(self) -> None:
        super().__init__()
        self.field = TextField()
        self.field.setAccessibleName("Felt")
        QVBoxLayout(self).addWidget(self.field)
        self.palette_over = Palette(self, "Søk")
        self.asked: list[str] = []
        self.chosen: list[object] = []
        self.palette_over.asked.connect(self._on_asked)
        self.palette_over.chosen.connect(lambda hit: self.chosen.append(hit.key))

    def _on_asked(self, typed: str) -> None:
        self.asked.append(typed)
        hits = tuple(Hit(word, word, "detalj", marks=((0, len(typed)),)) for word in WORDS if word.startswith(typed))
        more = (Hit("kommando", "Kommando"),)
        self.palette_over.show_found([Group("Ord", hits), Group("Tomt", ()), Group("Mer", more)])


@pytest.fixture
def host(qtbot: QtBot) -> Host:
    made = Host()
    qtbot.addWidget(made)
    made.resize(900, 600)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.field.setFocus()
    made.palette_over.toggle()
    return made


def settled(qtbot: QtBot, host: Host, typed: str) -> None:
    write(host.palette_over.line, typed)
    qtbot.waitUntil(lambda: host.asked[-1:] == [typed], timeout=10_000)


def test_what_is_typed_is_asked_once_when_the_fingers_rest(qtbot: QtBot, host: Host) -> None:
    settled(qtbot, host, "ake")
    assert host.asked == ["", "ake"]
    assert [hit.key for hit in host.palette_over.list.hits] == ["akebakke", "akebrett", "kommando"]
    assert host.palette_over.foot.text() == "3 treff"


def test_arrows_pass_over_headings_and_enter_opens_and_gives_focus_back(qtbot: QtBot, host: Host) -> None:
    settled(qtbot, host, "ake")
    line = host.palette_over.line
    press(line, Qt.Key.Key_Down)
    press(line, Qt.Key.Key_Down)
    assert host.palette_over.list.hit == Hit("kommando", "Kommando")
    press(line, Qt.Key.Key_Down)  # from the last one goes on with the first
    press(line, Qt.Key.Key_Return)
    assert host.chosen == ["akebakke"]
    assert not host.palette_over.isVisible()
    assert host.field.hasFocus()


def test_whoever_is_faster_than_the_pause_gets_what_they_typed(host: Host) -> None:
    write(host.palette_over.line, "gyn")
    press(host.palette_over.line, Qt.Key.Key_Return)
    assert host.chosen == ["gynge"]


def test_a_click_opens_and_one_beside_it_closes(qtbot: QtBot, host: Host) -> None:
    settled(qtbot, host, "gj")
    found = host.palette_over.list
    click(found.viewport(), found.visualRect(found.currentIndex()).center())
    assert host.chosen == ["gjerde"]
    host.palette_over.toggle()
    click(host.palette_over, host.palette_over.rect().bottomLeft())
    assert not host.palette_over.isVisible()


def test_nothing_that_was_typed_or_found_is_kept_however_it_goes_away(qtbot: QtBot, host: Host) -> None:
    over = host.palette_over
    for goes in (over.close_now, over.toggle, host.hide, lambda: press(over.line, Qt.Key.Key_Escape)):
        settled(qtbot, host, "ake")
        goes()
        assert (over.line.text(), over.line.isUndoAvailable(), over.list.hits) == ("", False, [])
        host.show()
        assert not over.isVisible()  # what lay over a window that was hidden, as by the screen lock, does not come back
        host.asked.clear()
        over.toggle()


def test_tab_stays_and_focus_elsewhere_takes_it_away(qtbot: QtBot, host: Host) -> None:
    QTest.keyClick(host.palette_over.line, Qt.Key.Key_Tab)
    assert host.palette_over.line.hasFocus()
    host.field.setFocus()
    qtbot.waitUntil(lambda: not host.palette_over.isVisible(), timeout=10_000)
    assert host.field.hasFocus()


def test_a_screen_reader_hears_a_list_its_rows_and_headings(host: Host) -> None:
    found = host.palette_over.list
    assert found.accessibleName() == "Treff"
    model = found.model()
    said = [str(model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)) for row in range(model.rowCount())]
    assert said[:2] == ["Ord", "akebakke, detalj"]
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsSelectable
