"""The risk matrix in the settings: another size, another colour, what cannot be, and the way back."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ikdesk.kernel.database import Database
from ikdesk.risks.matrix_model import Grade, Matrix, usual
from ikdesk.risks.queries import unit_matrix
from ikdesk.risks.rating_actions import set_matrix
from ikdesk.unit.matrix_panel import MatrixPanel
from tests.looking import Told, cut, desk_of, larger, nameless, shown, words_on
from tests.samples import LEADER, TODAY
from tests.ui.hands import click, press


def panel_of(qtbot: QtBot, database: Database, told: Told | None = None) -> Any:
    return shown(qtbot, MatrixPanel(desk_of(database), told or Told()), 900, 700)


def saved(database: Database) -> Matrix:
    return database.read(unit_matrix, viewer=LEADER, today=TODAY)


def test_a_cell_gets_another_colour_and_it_is_undone(qtbot: QtBot, database: Database) -> None:
    told = Told()
    panel = panel_of(qtbot, database, told)
    assert not panel.colours.grade.isVisible()
    panel.colours.cells.set_value((3, 2))
    panel.colours.cells.changed.emit()
    assert panel.colours.grade.value() == "low"
    panel.colours.grade.set_value("medium")
    assert saved(database).is_usual  # not before it is saved
    click(panel.save)
    assert saved(database) == usual(5).with_grade(3, 2, Grade.MEDIUM)
    assert panel.colours.usual.isVisible()
    told.undo()
    assert saved(database).is_usual
    assert panel.colours.value() == usual(5).signs


def test_a_cell_that_is_pressed_again_takes_the_next_colour(qtbot: QtBot, database: Database) -> None:
    panel = panel_of(qtbot, database)
    grid = panel.colours.cells.focusProxy()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Right):  # to 3 × 2
        press(grid, key)
    seen = []
    for _time in range(3):
        press(grid, Qt.Key.Key_Space)
        seen.append(panel.colours.grade.value())
    assert seen == ["medium", "high", "low"]


def test_colours_nobody_could_explain_are_refused_with_a_reason(qtbot: QtBot, database: Database) -> None:
    panel = panel_of(qtbot, database)
    panel.colours.set_value(usual(5).with_grade(5, 5, Grade.LOW).signs)
    click(panel.save)
    assert "kan ikke ha en mildere farge" in panel.form.box("risk_signs").error
    assert saved(database).is_usual
    click(panel.colours.usual)
    click(panel.save)
    assert panel.form.box("risk_signs").error == ""


def test_the_smaller_matrix_has_its_own_colours_and_the_larger_keeps_its(qtbot: QtBot, database: Database) -> None:
    mine = usual(5).with_grade(3, 2, Grade.MEDIUM)
    database.write(set_matrix, 5, mine.signs, by=LEADER, today=TODAY)
    panel = panel_of(qtbot, database)
    size = panel.form.input("risk_size")
    size.set_value("4")
    assert panel.colours.value() == usual(4).signs
    assert "4 Svært alvorlig" not in words_on(panel)  # drawn, not written
    size.set_value("5")
    assert panel.colours.value() == mine.signs
    size.set_value("4")
    click(panel.save)
    assert saved(database) == usual(4)


def test_calling_off_shows_what_is_saved_and_can_be_undone(qtbot: QtBot, database: Database) -> None:
    told = Told()
    panel = panel_of(qtbot, database, told)
    other = usual(5).with_grade(3, 2, Grade.MEDIUM).signs
    panel.colours.set_value(other)
    click(panel.cancel)
    assert panel.colours.value() == usual(5).signs
    told.undo()
    assert panel.colours.value() == other


def test_nothing_is_cut_or_without_a_name(qtbot: QtBot, qapp: QApplication, database: Database) -> None:
    panel = panel_of(qtbot, database)
    panel.colours.cells.set_value((3, 2))
    panel.colours.cells.changed.emit()
    assert (cut(panel), nameless(panel)) == ([], [])
    with larger(qapp):
        assert cut(panel) == []


@pytest.mark.parametrize("signs", ["", "GGG", 7])
def test_colours_that_are_none_are_the_usual_ones(qtbot: QtBot, database: Database, signs: object) -> None:
    panel = panel_of(qtbot, database)
    panel.colours.set_value(signs)
    assert panel.colours.value() == usual(5).signs
