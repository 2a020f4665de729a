"""The matrix one chooses in: every cell is where it is pressed, with its letter, its number and what it means."""

from __future__ import annotations

from itertools import combinations

import pytest

from ikdesk.picture.layout import DARK, LIGHT, PRINT, Palette
from ikdesk.picture.matrix_face import FaceStep, MatrixFace, face_scene
from ikdesk.picture.scene import Path
from ikdesk.risks.matrix_model import usual
from ikdesk.risks.pictures import matrix_face
from tests.picture.examples import inside, labels_of, overlap, reach


@pytest.mark.parametrize("size", [5, 4])
@pytest.mark.parametrize("width", [300.0, 420.0, 900.0])
@pytest.mark.parametrize("palette", [LIGHT, DARK, PRINT])
def test_every_cell_has_its_letter_and_number_and_nothing_covers_another(
    size: int, width: float, palette: Palette
) -> None:
    drawn = face_scene(matrix_face(usual(size)), width, palette, 12.5)
    assert inside(drawn.scene)
    labels = labels_of(drawn.scene)
    assert not any(overlap(reach(one), reach(other)) for one, other in combinations(labels, 2))
    letters = [label.text for label in labels if label.text in {"L", "M", "H"}]
    assert len(letters) == len(drawn.cells) == size * size
    words = {one.text for one in labels}
    assert {str(up * right) for up in range(1, size + 1) for right in range(1, size + 1)} <= words
    assert ("Alvorlig" in words) is (size == 4 or width > 300)  # or the numbers alone
    assert not [label.text for label in labels if label.text.endswith("…")]


def test_a_cell_is_pressed_where_it_is_drawn_and_higher_is_more_likely() -> None:
    drawn = face_scene(matrix_face(usual(5)), 500, LIGHT, 12.5)
    for place, box in drawn.cells.items():
        assert drawn.at(box.x + box.w / 2, box.y + box.h / 2) == place
    assert drawn.at(1, 1) is None
    assert drawn.cells[5, 1].y < drawn.cells[1, 1].y
    assert drawn.cells[1, 5].x > drawn.cells[1, 1].x


def test_what_a_cell_means_is_said_with_numbers_names_and_anchors() -> None:
    likely, bad, both = matrix_face(usual(5)).said((4, 2))
    assert likely == "Sannsynlighet 4, sannsynlig: flere ganger i året"
    assert bad == "Konsekvens 2, liten: plaster, kulde, eller sjekk uten behandling"
    assert both == "4 × 2 = 8: middels (gul)"


def test_the_worse_a_cell_the_closer_its_lines() -> None:
    drawn = face_scene(matrix_face(usual(5)), 500, LIGHT, 12.5)
    lines = [len(item.commands) for item in drawn.scene.items if isinstance(item, Path)]
    assert len(lines) == 16  # the yellow and the red ones
    assert min(lines) < max(lines) / 2


def test_a_matrix_has_a_grade_for_each_cell() -> None:
    step = (FaceStep("Sjelden", "aldri"),)
    with pytest.raises(ValueError, match="each cell"):
        MatrixFace("S", "K", step, step, ((0, 1),), ("L", "M", "H"), ("lav", "middels", "høy"))
