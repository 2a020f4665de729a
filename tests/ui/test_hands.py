"""Boxes that ask are answered by tests, and never make one wait for ever."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from ikdesk.ui.dialogs import Box, ReasonBox, confirm
from tests.looking import button
from tests.ui.hands import answering, click


class Stubborn(Box):
    """Does not let itself be closed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, "Koden", "Skriv den ned.")

    def reject(self) -> None:
        """Stay."""


def test_what_is_wrong_in_a_box_closes_it_and_is_told(qtbot: QtBot) -> None:
    box = Stubborn()
    qtbot.addWidget(box)
    with pytest.raises(pytest.fail.Exception, match="galt"), answering(lambda _box: pytest.fail("det gikk galt")):
        box.ask()
    assert not box.isVisible()


def test_a_box_that_does_not_come_is_told(qtbot: QtBot) -> None:
    with pytest.raises(AssertionError, match="waited 0 s for ReasonBox"), answering(
        lambda _box: None, kind=ReasonBox, within=0.1
    ):
        pass


@pytest.mark.parametrize("kind", [QDialog, ReasonBox])
def test_a_box_that_is_left_standing_or_is_another_one_is_closed_and_told(
    qtbot: QtBot, kind: type[QDialog]
) -> None:
    def ask_twice() -> None:
        with answering(lambda _box: None, kind=kind, within=0.2):
            Stubborn().ask()
            Stubborn().ask()  # whatever comes after it is closed, too

    with pytest.raises(AssertionError, match="Stubborn"):
        ask_twice()


def test_boxes_are_answered_one_after_another_when_everything_in_them_has_its_place(qtbot: QtBot) -> None:
    widths: list[int] = []

    def answer(box: Box) -> None:
        widths.append(button(box, "Tøm").width())
        QApplication.sendPostedEvents()
        widths.append(button(box, "Tøm").width())
        click(button(box, "Tøm"))

    with answering(answer, lambda box: click(button(box, "Avbryt"))):
        assert confirm(None, "Tøm utkastet?", "Teksten blir borte.", "Tøm")
        assert not confirm(None, "Tøm utkastet?", "Teksten blir borte.", "Tøm")
    assert widths[0] == widths[1] > 0
