"""What opens in a picture is opened with the mouse or with the keys alone, and so are the rows of its table."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ikdesk.picture.layout import layout
from ikdesk.picture.scene import Rect
from ikdesk.ui.picture_table import PictureTable
from ikdesk.ui.picture_view import TEXT, PictureCard, PictureView
from ikdesk.ui.theme import color, px
from tests.looking import shown
from tests.picture.kinds import GRID, LYING, STRIP, UPRIGHT
from tests.ui.hands import click, press

Key = Qt.Key
WIDTH = 480


@pytest.fixture
def view(qtbot: QtBot) -> PictureView:
    found = PictureView(UPRIGHT)
    shown(qtbot, found, WIDTH, found.heightForWidth(WIDTH))
    return found


def heard_from(view: Any) -> list[str]:
    heard: list[str] = []
    view.pressed.connect(heard.append)
    return heard


def bar_of(key: str) -> Rect:
    return next(one for one in layout(UPRIGHT, WIDTH, size=px(TEXT)).items if isinstance(one, Rect) and one.key == key)


def half_of(key: str) -> float:
    return bar_of(key).w / 2


def bar(key: str) -> QPoint:
    item = bar_of(key)
    return QPoint(round(item.x + item.w / 2), round(item.y + item.h / 2))


def move(view: QWidget, to: QPoint) -> None:
    left = Qt.MouseButton.NoButton
    QApplication.sendEvent(view, QMouseEvent(QEvent.Type.MouseMove, QPointF(to), QPointF(view.mapToGlobal(to)), left,
                                             left, Qt.KeyboardModifier.NoModifier))  # fmt: skip


def test_the_keys_go_from_bar_to_bar_and_enter_opens(view: PictureView) -> None:
    heard = heard_from(view)
    view.setFocus()
    press(view, Key.Key_Return)  # the keys are at nothing yet
    for key in (Key.Key_Right, Key.Key_Right, Key.Key_Return, Key.Key_End, Key.Key_Space, Key.Key_Home, Key.Key_Enter):
        press(view, key)
    assert heard == ["2026-01", "2026-06", "2026-01"]
    assert view.at is not None
    assert view.at.tip.startswith("jan.")


def test_esc_leaves_the_bar_before_it_leaves_the_page(view: PictureView) -> None:
    view.setFocus()
    press(view, Key.Key_Right)
    press(view, Key.Key_Escape)
    assert view.at is None
    heard = heard_from(view)
    press(view, Key.Key_Return)
    assert heard == []


def test_what_the_keys_are_at_has_a_ring(view: PictureView) -> None:
    view.setFocus()
    for key, rung in ((Key.Key_Right, True), (Key.Key_Escape, False)):
        press(view, key)
        beside = bar("2026-01") - QPoint(round(half_of("2026-01")) + px(1) + 1, 0)
        assert (view.grab().toImage().pixelColor(beside) == QColor(color("focus_outer"))) is rung


def test_arrows_with_other_keys_held_are_not_the_pictures(view: PictureView) -> None:
    view.setFocus()
    QTest.keyClick(view, Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert view.at is None


def test_a_hand_shows_what_opens_where_somebody_hears_it(view: PictureView) -> None:
    move(view, bar("2026-02"))
    assert view.cursor().shape() == Qt.CursorShape.ArrowCursor
    heard_from(view)
    move(view, bar("2026-02"))
    assert view.cursor().shape() == Qt.CursorShape.PointingHandCursor
    lit = view.grab().toImage()
    move(view, QPoint(1, 1))
    assert view.cursor().shape() == Qt.CursorShape.ArrowCursor
    assert lit.pixel(bar("2026-02")) != view.grab().toImage().pixel(bar("2026-02"))


def test_a_click_opens_and_one_that_is_drawn_away_does_not(view: PictureView) -> None:
    heard = heard_from(view)
    click(view, bar("2026-02"))
    QTest.mousePress(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, bar("2026-02"))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(2, 2))
    QTest.mouseClick(view, Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier, bar("2026-01"))
    assert heard == ["2026-02"]


def test_the_page_follows_the_keys(qtbot: QtBot) -> None:
    area, page = QScrollArea(), QWidget()
    tall = PictureView(LYING)
    column = QVBoxLayout(page)
    above = QWidget()
    above.setFixedHeight(900)
    column.addWidget(above)
    column.addWidget(tall)
    area.setWidgetResizable(True)
    area.setWidget(page)
    shown(qtbot, area, 400, 200)
    assert area.verticalScrollBar().value() == 0
    press(tall, Key.Key_End)
    assert area.verticalScrollBar().value() > 700


def test_another_picture_keeps_the_keys_where_they_were_if_it_has_that(view: PictureView) -> None:
    view.setFocus()
    press(view, Key.Key_End)
    view.show_spec(UPRIGHT)
    assert view.at is not None
    heard = heard_from(view)
    press(view, Key.Key_Left)
    press(view, Key.Key_Return)
    view.show_spec(LYING)
    press(view, Key.Key_Return)  # what it meant is gone
    assert heard == ["2026-06"]


def turned(qtbot: QtBot, card: PictureCard) -> PictureTable:
    shown(qtbot, card, 620, 460)
    click(card.button)
    table = card.findChild(PictureTable)
    assert isinstance(table, PictureTable)
    return table


def test_the_rows_of_the_table_open_the_same(qtbot: QtBot) -> None:
    card = PictureCard(LYING)
    heard = heard_from(card.view)
    table = turned(qtbot, card)
    table.setCurrentIndex(table.model().index(1, 0))
    press(table, Key.Key_Return)
    click(table.viewport(), table.visualRect(table.model().index(0, 1)).center())
    assert heard == ["tower", "hill"]
    table.setCurrentIndex(table.model().index(2, 0))  # hidden
    press(table, Key.Key_Return)
    assert heard == ["tower", "hill"]


def test_a_cell_of_the_table_opens_its_cell_and_is_heard_with_its_row_and_column(qtbot: QtBot) -> None:
    card = PictureCard(GRID)
    heard = heard_from(card.view)
    table = turned(qtbot, card)
    index = table.model().index(0, 3)
    table.setCurrentIndex(index)
    press(table, Key.Key_Return)
    assert heard == ["1-11"]
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "mandag, kl. elleve: 74"


def test_a_table_of_sentences_opens_nothing(qtbot: QtBot) -> None:
    card = PictureCard(STRIP)
    heard = heard_from(card.view)
    table = turned(qtbot, card)
    table.setCurrentIndex(table.model().index(0, 0))
    press(table, Key.Key_Return)
    assert heard == []
