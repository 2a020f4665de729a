"""Where on the body, as it is pointed at, chosen in the list, and reached by keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ikdesk.incidents.body_panel import BodyInput
from ikdesk.kernel.codes import shipped_codebook
from ikdesk.picture.body import BACK, FRONT, WIDTH, Region, regions


@pytest.fixture
def body(qtbot: QtBot) -> BodyInput:
    """The figure and its list, shown."""
    made = BodyInput(shipped_codebook(), with_side=True)
    qtbot.addWidget(made)
    made.show()
    return made


def _region(figure: str, part: str, side: str = "") -> Region:
    return next(one for one in regions() if (one.figure, one.part, one.side) == (figure, part, side))


def _click(body: BodyInput, region: Region) -> None:
    scale = body.figure.sizeHint().width() / WIDTH
    at = QPoint(round(region.at[0] * scale), round(region.at[1] * scale))
    QTest.mouseClick(body.figure, Qt.MouseButton.LeftButton, pos=at)


def test_pointing_at_a_knee_chooses_it_in_the_list_and_its_side(body: BodyInput, qtbot: QtBot) -> None:
    with qtbot.waitSignal(body.changed):
        _click(body, _region(BACK, "knee", "left"))
    assert (body.value(), body.side) == ("knee", "left")
    assert (body.list.currentText(), body.sides.value()) == ("Kne", "left")
    assert "Kne, venstre" in body.figure.accessibleDescription()


def test_what_is_chosen_in_the_list_is_seen_on_the_child(body: BodyInput) -> None:
    body.set_value("stomach")
    assert body.figure.accessibleDescription() == "Valgt: Mage"
    body.set_value("hand")
    body.sides.set_value("both")
    assert body.figure.accessibleDescription() == "Valgt: Hånd, begge"
    body.set_value(None)
    assert body.figure.accessibleDescription() == "Ingenting er valgt."


def test_a_part_in_the_middle_has_no_side(body: BodyInput) -> None:
    _click(body, _region(FRONT, "foot", "right"))
    _click(body, _region(FRONT, "stomach"))
    assert (body.value(), body.side) == ("stomach", None)


def test_keys_go_from_part_to_part_and_choose(body: BodyInput) -> None:
    body.set_value("knee")
    body.sides.set_value("right")
    assert body.figure.accessibleName() == "Hvor på kroppen? Kne, høyre – forfra"
    QTest.keyClick(body.figure, Qt.Key.Key_Right)
    assert body.figure.at == _region(FRONT, "knee", "left")
    QTest.keyClick(body.figure, Qt.Key.Key_Down)
    assert body.value() == "knee"  # nothing is chosen on the way
    QTest.keyClick(body.figure, Qt.Key.Key_Space)
    assert (body.value(), body.side) == ("lower_leg", "left")


def test_every_part_is_reached_by_arrow_keys(body: BodyInput) -> None:
    keys = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
    reached, waiting = {body.figure.at}, [body.figure.at]
    while waiting:
        start = waiting.pop()
        for key in keys:
            body.figure.at = start
            QTest.keyClick(body.figure, key)
            if body.figure.at not in reached:
                reached.add(body.figure.at)
                waiting.append(body.figure.at)
    assert {body.figure.name_of(one) + one.figure for one in regions()} == {
        body.figure.name_of(one) + one.figure for one in reached
    }


def test_the_mouse_is_told_what_it_is_over(body: BodyInput) -> None:
    region = _region(FRONT, "forearm", "right")
    scale = body.figure.sizeHint().width() / WIDTH
    QTest.mouseMove(body.figure, QPoint(1, 1))  # it may stand there already, and is not told that it came
    QTest.mouseMove(body.figure, QPoint(round(region.at[0] * scale), round(region.at[1] * scale)))
    assert body.figure.toolTip() == "Underarm / håndledd, høyre"
