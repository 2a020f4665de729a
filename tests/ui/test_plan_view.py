"""A plan with places: pressed, dragged and drawn up, and all of it with the keys alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ikdesk.picture.spots import Spot
from ikdesk.ui.plan_view import PLACE_MIME, PlanView, where_words
from tests.looking import nameless, shown
from tests.ui.hands import click, press

SPOTS = (Spot("hill", "Akebakken", 0.8, 0.2), Spot("sand", "Sandkassa", 0.2, 0.8))
Told = list[tuple[Any, ...]]


@pytest.fixture
def view(qtbot: QtBot) -> PlanView:
    found = PlanView("Tegningen", drawn_up=True)
    image = QImage(600, 400, QImage.Format.Format_RGB32)
    image.fill(0xFFE4EEDD)
    found.show_plan(image, SPOTS)
    shown(qtbot, found, 600, 400)
    return found


@pytest.fixture
def told(view: PlanView) -> Told:
    heard: Told = []
    for name in ("pressed", "put", "taken", "let_go"):
        getattr(view, name).connect(_hear(heard, name))
    return heard


def _hear(heard: Told, name: str) -> Callable[..., None]:
    return lambda *what: heard.append((name, *what))


def at(view: PlanView, x: float, y: float) -> QPoint:
    return QPoint(round(view.width() * x), round(view.height() * y))


def test_a_press_near_a_place_means_it_and_one_far_away_nothing(view: PlanView, told: Told) -> None:
    click(view, at(view, 0.8, 0.2))
    click(view, at(view, 0.82, 0.23))
    click(view, at(view, 0.5, 0.5))
    assert told == [("pressed", "hill"), ("pressed", "hill")]
    assert view.chosen == "hill"


def test_a_place_is_dragged_to_where_it_lies(view: PlanView, told: Told) -> None:
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(view, left, Qt.KeyboardModifier.NoModifier, at(view, 0.2, 0.8))
    QTest.mouseMove(view, at(view, 0.4, 0.6))
    QTest.mouseMove(view, at(view, 0.5, 0.5))
    QTest.mouseRelease(view, left, Qt.KeyboardModifier.NoModifier, at(view, 0.5, 0.5))
    assert [(what, key, round(x, 2), round(y, 2)) for what, key, x, y in told] == [("put", "sand", 0.5, 0.5)]


def test_a_place_is_dropped_from_a_list(view: PlanView, told: Told) -> None:
    data = QMimeData()
    data.setData(PLACE_MIME, b"swing")
    view.dropEvent(QDropEvent(QPointF(at(view, 0.25, 0.5)), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
                              Qt.KeyboardModifier.NoModifier))  # fmt: skip
    assert [(what, key, round(x, 2), round(y, 2)) for what, key, x, y in told] == [("put", "swing", 0.25, 0.5)]


def test_the_keys_put_a_place_where_it_lies(view: PlanView, told: Told) -> None:
    view.hold("swing", "Huska")
    assert view.hasFocus()
    assert view.holding
    press(view, Qt.Key.Key_Right)
    press(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(view, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert not told
    press(view, Qt.Key.Key_Return)
    assert told == [("put", "swing", 0.46, 0.56)]


def test_a_place_held_at_the_edge_stays_on_the_plan(view: PlanView, told: Told) -> None:
    view.hold("hill", "Akebakken")
    for _step in range(6):
        QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    press(view, Qt.Key.Key_Return)
    assert told == [("put", "hill", 1.0, 0.2)]


def test_what_is_held_is_given_up_or_taken_off(view: PlanView, told: Told) -> None:
    view.hold("hill", "Akebakken")
    press(view, Qt.Key.Key_Left)
    press(view, Qt.Key.Key_Escape)
    view.hold("sand", "Sandkassa")
    press(view, Qt.Key.Key_Delete)
    assert told == [("let_go", "hill"), ("taken", "sand")]
    assert not view.holding
    assert view.spots == SPOTS


def test_a_click_puts_down_what_the_keys_hold(view: PlanView, told: Told) -> None:
    view.hold("swing", "Huska")
    click(view, at(view, 0.5, 0.25))
    assert [(what, key) for what, key, *_where in told] == [("put", "swing")]


def test_arrows_go_from_place_to_place_and_enter_opens(view: PlanView, told: Told) -> None:
    view.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Up):
        press(view, key)
    assert view.chosen == "sand"
    press(view, Qt.Key.Key_Return)
    press(view, Qt.Key.Key_Delete)
    assert told == [("pressed", "sand"), ("taken", "sand")]


def test_a_plan_to_look_at_cannot_be_drawn_up(qtbot: QtBot) -> None:
    view = PlanView("Kart")
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    view.show_plan(image, SPOTS)
    shown(qtbot, view, 600, 400)
    heard: Told = []
    for name in ("put", "taken"):
        getattr(view, name).connect(_hear(heard, name))
    view.choose("hill")
    press(view, Qt.Key.Key_Delete)
    QTest.mousePress(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at(view, 0.8, 0.2))
    QTest.mouseMove(view, at(view, 0.2, 0.2))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at(view, 0.5, 0.5))
    assert heard == []
    assert not view.acceptDrops()


def test_a_lost_picture_leaves_the_places(qtbot: QtBot) -> None:
    view = PlanView("Kart")
    view.show_plan(QImage(), SPOTS)
    shown(qtbot, view, 600, 400)
    assert not view.grab().isNull()
    assert "Akebakken" in view.accessibleDescription()
    assert not nameless(view)


def test_where_it_lies_is_said_in_words(view: PlanView, qapp: QApplication) -> None:
    assert where_words(0.84, 0.27) == "øverst til høyre, 84 % fra venstre og 27 % ned"
    assert where_words(0.5, 0.5).startswith("midt på,")
    assert where_words(1.0, 1.0).startswith("nederst til høyre,")
    assert view.accessibleDescription() == (
        "Akebakken: øverst til høyre, 80 % fra venstre og 20 % ned. "
        "Sandkassa: nederst til venstre, 20 % fra venstre og 80 % ned."
    )
