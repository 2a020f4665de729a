"""Risk assessments as pictures: the matrix to choose in, the matrix with numbers, and what leads to what."""

from __future__ import annotations

from ikdesk.kernel.words import _
from ikdesk.picture.matrix_face import FaceStep, MatrixFace
from ikdesk.risks.matrix_model import GRADES, Grade, Matrix, Step, consequence_steps, probability_steps


def matrix_face(matrix: Matrix) -> MatrixFace:
    """A unit's matrix, to choose a cell in.

    Args:
        matrix: the one the unit uses.
    """
    steps = range(1, matrix.size + 1)
    low, medium, high = GRADES
    return MatrixFace(
        str(_("Sannsynlighet")), str(_("Konsekvens")), _steps(probability_steps(matrix.size)),
        _steps(consequence_steps(matrix.size)),
        tuple(tuple(matrix.grade(up, right).level for right in steps) for up in steps),
        (low.letter, medium.letter, high.letter),
        (_said(low), _said(medium), _said(high)),
    )  # fmt: skip


def _said(grade: Grade) -> str:
    return _("{grade} ({colour})").format(grade=grade.label.lower(), colour=grade.colour)


def _steps(steps: tuple[Step, ...]) -> tuple[FaceStep, ...]:
    return tuple(FaceStep(str(step.name), str(step.anchor)) for step in steps)
