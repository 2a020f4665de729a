"""The matrix of a unit without anything in it, and what is put into it for paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ikdesk.kernel.words import _
from ikdesk.picture.grid_spec import RiskSpec
from ikdesk.risks.matrix_model import GRADES, Grade, Matrix, consequence_steps, probability_steps
from ikdesk.risks.view_model import Mark


def plain_matrix(matrix: Matrix, key: str, title: str) -> RiskSpec:
    """The matrix with its scales and colours, and nothing in it.

    Args:
        matrix: the unit's.
        key: what the picture is called by the program.
        title: of the picture.
    """
    size, (low, medium, high) = matrix.size, GRADES
    grades = tuple(
        tuple(matrix.grade(likely, bad).level for bad in range(1, size + 1)) for likely in range(size, 0, -1)
    )  # fmt: skip
    return RiskSpec(
        key, title, "", "", tuple(str(step.name) for step in reversed(probability_steps(size))),
        tuple(str(step.name) for step in consequence_steps(size)), grades, (low.letter, medium.letter, high.letter),
        (grade_name(low), grade_name(medium), grade_name(high)), (), str(_("Konsekvens")), str(_("Sannsynlighet")),
    )  # fmt: skip


def grade_name(grade: Grade) -> str:
    """A grade with its colour, within a sentence: "lav (grønn)"."""
    return _("{grade} ({colour})").format(grade=grade.label.lower(), colour=grade.colour)


def counted_matrix(matrix: Matrix, marks: Sequence[Mark], key: str, title: str) -> RiskSpec:
    """How many risks lie in each cell.

    Args:
        matrix: the unit's.
        marks: where each of them lies.
        key: what the picture is called by the program.
        title: of the picture.
    """
    counts = [[0] * matrix.size for _row in range(matrix.size)]
    for mark in marks:
        row, column = cell_of(mark, matrix.size)
        counts[row][column] += 1
    return replace(plain_matrix(matrix, key, title), counts=tuple(map(tuple, counts)), unit=str(_("i ruten")))


def cell_of(mark: Mark, size: int) -> tuple[int, int]:
    """A cell as the picture counts: row and column from 0, the most likely row first.

    Args:
        mark: where a risk lies.
        size: steps on each side of the matrix.
    """
    return size - mark.probability, mark.consequence - 1
