"""A cell of the matrix is chosen with the mouse or with the keys alone, and what it means is said."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ikdesk.picture.matrix_face import Place
from ikdesk.risks.matrix_model import Grade, usual
from ikdesk.risks.pictures import matrix_face
from ikdesk.ui.field_box import FieldBox
from ikdesk.ui.matrix_field import MatrixField
from ikdesk.ui.text import Label
from tests.looking import shown
from tests.ui.hands import click, press


def made(qtbot: QtBot) -> tuple[MatrixField, list[Place | None]]:
    """A field, and what was chosen in it one after the other."""
    field: Any = shown(qtbot, MatrixField("Hvor stor er risikoen?", matrix_face(usual(5))), 600, 420)
    chosen: list[Place | None] = []
    field.changed.connect(lambda: chosen.append(field.value()))
    return field, chosen


def grid_of(field: MatrixField) -> QWidget:
    grid = field.focusProxy()
    assert grid is not None
    return grid


def at(field: MatrixField, place: Place) -> QPoint:
    """The middle of a cell."""
    grid: Any = grid_of(field)
    box = grid._faced(grid.width()).cells[place]
    return QPoint(round(box.x + box.w / 2), round(box.y + box.h / 2))


def said(field: MatrixField) -> str:
    return " ".join(label.text() for label in field.findChildren(Label) if not label.isHidden())


def test_a_click_chooses_a_cell_and_one_more_asks_again(qtbot: QtBot) -> None:
    field, chosen = made(qtbot)
    again: list[bool] = []
    field.again.connect(lambda: again.append(True))
    assert field.value() is None
    assert "piltastene" in said(field)
    click(grid_of(field), at(field, (4, 2)))
    assert chosen == [(4, 2)]
    assert "4 × 2 = 8: middels (gul)" in said(field)
    assert not again
    click(grid_of(field), at(field, (4, 2)))
    click(grid_of(field), QPoint(1, 1))  # the name of the scale is no cell
    assert (chosen, again) == ([(4, 2)], [True])


def test_the_arrows_walk_through_the_cells_and_stop_at_the_edge(qtbot: QtBot) -> None:
    field, chosen = made(qtbot)
    grid, key = grid_of(field), Qt.Key
    for one in (key.Key_Right, key.Key_Right, key.Key_Up, key.Key_Up, key.Key_Left, key.Key_Left, key.Key_Down):
        press(grid, one)
    assert chosen == [(1, 1), (1, 2), (2, 2), (3, 2), (3, 1), (2, 1)]
    assert "Sannsynlighet 2, lite sannsynlig" in grid.accessibleDescription()
    press(grid, key.Key_Delete)
    assert field.value() is None


def test_another_matrix_keeps_what_is_chosen_if_it_is_still_there(qtbot: QtBot) -> None:
    field, chosen = made(qtbot)
    field.set_value((4, 3))
    field.show_face(matrix_face(usual(5).with_grade(4, 3, Grade.MEDIUM)))
    assert field.value() == (4, 3)
    assert "middels (gul)" in said(field)
    field.set_value([5, 5])
    field.show_face(matrix_face(usual(4)))
    assert field.value() is None
    assert chosen == []  # nobody chose anything


def test_what_is_suggested_is_said_beside_the_matrix_and_seen_in_it(qtbot: QtBot) -> None:
    field, _chosen = made(qtbot)
    before = field.grab().toImage()
    field.suggest(5, None, "Stiplet: det loggen sier")
    assert "Stiplet: det loggen sier" in said(field)
    suggested = field.grab().toImage()
    field.show_before((5, 2))
    assert before != suggested != field.grab().toImage()
    field.suggest(None, None)
    assert "Stiplet" not in said(field)


def test_in_a_form_it_carries_the_question_and_what_is_wrong(qtbot: QtBot) -> None:
    field = MatrixField("Hvor stor er risikoen?", matrix_face(usual(4)))
    box: Any = shown(qtbot, FieldBox("Klikk i matrisen", field), 600, 420)
    box.set_error("Velg en rute i matrisen.")
    assert "Velg en rute i matrisen." in grid_of(field).accessibleDescription()
    assert grid_of(field).accessibleName() == "Hvor stor er risikoen?"
    assert field.complaint() == ""
