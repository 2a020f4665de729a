"""Risk assessments as pictures: the matrix to choose in, the matrix with numbers, and what leads to what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from ikdesk.kernel.words import _, many
from ikdesk.picture.grid_spec import Pip, RiskSpec
from ikdesk.picture.grid_words import moved
from ikdesk.picture.matrix_face import FaceStep, MatrixFace
from ikdesk.risks.counts_model import RiskCounts
from ikdesk.risks.matrix_model import GRADES, Grade, Matrix, Step, consequence_steps, probability_steps
from ikdesk.risks.plain_pictures import cell_of, counted_matrix, plain_matrix
from ikdesk.risks.sentences import outcome_words
from ikdesk.risks.view_model import Mark, RiskView


def risk_matrix(view: RiskView) -> RiskSpec:
    """Where each risk of an assessment lies, with an arrow from where it lay without new measures.

    Args:
        view: the assessment; a click on a number means its hazard.
    """
    size = view.matrix.size
    pips = tuple(
        Pip(line.number, outcome_words(hazard.title, line.outcome), cell_of(line.mark, size),
            cell_of(line.mark_before, size) if line.mark_before else None, str(hazard.id))
        for hazard in view.hazards if hazard.closed_on is None for line in hazard.lines if line.mark
    )  # fmt: skip
    unrated = sum(line.mark is None for line in view.lines)
    marks = [line.mark for line in view.lines if line.mark]
    said = [_("Tallene er numrene på risikoene under.")] if pips else []
    said += [_("Pilen går fra slik det er uten nye tiltak.")] if any(map(moved, pips)) else []
    return replace(
        plain_matrix(view.matrix, "risk_matrix", _colours(marks)), pips=pips,
        subtitle=" ".join(map(str, said)),
        caption=many("{n} risiko er ikke vurdert i matrisen ennå.", "{n} risikoer er ikke vurdert i matrisen ennå.",
                     unrated) if unrated else "",
    )  # fmt: skip


def counts_matrix(counts: RiskCounts) -> RiskSpec:
    """How many risks lie in each cell of the unit's matrix.

    Args:
        counts: all that holds on a day; a click on a cell means its probability and consequence: "4-3".
    """
    size = counts.matrix.size
    marks = [one.now for one in counts.standing if one.now is not None]
    keys = tuple(tuple(f"{up}-{right}" for right in range(1, size + 1)) for up in range(size, 0, -1))
    return replace(
        counted_matrix(counts.matrix, marks, "all_risks", _colours(marks)), cell_keys=keys,
        subtitle=many("{n} risiko i vurderingene som gjelder", "{n} risikoer i vurderingene som gjelder", len(marks)),
        caption=many("{n} er ikke vurdert i matrisen ennå.", "{n} er ikke vurdert i matrisen ennå.", counts.unrated)
        if counts.unrated else "",
    )  # fmt: skip


def _colours(marks: Iterable[Mark]) -> str:
    """How many are red, or else yellow."""
    found = Counter(mark.grade for mark in marks)
    if not found:
        return str(_("Ingen risikoer er vurdert i matrisen ennå"))
    high, medium = found[Grade.HIGH], found[Grade.MEDIUM]
    if high:
        return many("{n} risiko er rød", "{n} risikoer er røde", high)
    if medium:
        return many("Ingen risiko er rød, {n} er gul", "Ingen risiko er rød, {n} er gule", medium)
    return str(_("Alle risikoene er grønne"))


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
