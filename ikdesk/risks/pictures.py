"""Risk assessments as pictures: the matrix to choose in, the matrix with numbers, and what leads to what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.words import _, many
from ikdesk.picture.grid_spec import Pip, RiskSpec
from ikdesk.picture.grid_words import moved
from ikdesk.picture.matrix_face import FaceStep, MatrixFace
from ikdesk.picture.tie_spec import BowTieSpec, Guard
from ikdesk.picture.tie_spec import Works as Worth
from ikdesk.risks.counts_model import RiskCounts
from ikdesk.risks.matrix_model import GRADES, Grade, Matrix, Step, consequence_steps, probability_steps
from ikdesk.risks.model import Side, Standing, Works
from ikdesk.risks.plain_pictures import cell_of, counted_matrix, grade_name, plain_matrix
from ikdesk.risks.sentences import BARRIER, outcome_words
from ikdesk.risks.view_model import BarrierRow, HazardView, Mark, RiskView

_WORKS: dict[Works, Worth] = {
    Works.YES: "yes", Works.PARTLY: "partly", Works.NO: "no", Works.UNCHECKED: "unchecked",
}  # fmt: skip


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
    said = [_("Tallene er numrene på risikoene.")] if pips else []
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


def bow_tie(hazard: HazardView, book: Codebook, day: date | None = None) -> BowTieSpec:
    """What a hazard comes of, what it leads to, and what stands in the way on both sides.

    Args:
        hazard: of the assessment; a click on a barrier means its key.
        book: the unit's lists.
        day: the day it is shown as it stood on; None: today.
    """
    hinders, helps = hazard.on(Side.CAUSE), hazard.on(Side.CONSEQUENCE)
    causes, consequences = (hazard.causes, book, day), (hazard.consequences, book, day)
    about = str(BARRIER) if hazard.barriers else ""
    return BowTieSpec(
        "bow_tie", _tie_title(hazard.barriers, day), about, "", hazard.title, hazard.causes, hazard.consequences,
        tuple(_guard(number, one, causes) for number, one in enumerate(hinders, 1)),
        tuple(_guard(number, one, consequences) for number, one in enumerate(helps, len(hinders) + 1)),
    )  # fmt: skip


def _guard(number: int, row: BarrierRow, around: tuple[tuple[str, ...], Codebook, date | None]) -> Guard:
    """A barrier across the thread it is against; across all where that is no longer among them."""
    threads, book, day = around
    wanted = row.against.strip().casefold()
    against = tuple(at for at, text in enumerate(threads) if wanted and text.casefold() == wanted)
    notes = [_("bare mot: {what}").format(what=row.against)] if wanted and not against else []
    if row.role:
        notes.append(book.label("responsible_role", row.role))
    if row.routine:
        notes.append(_("Rutine: {title}").format(title=row.routine))
    if row.measure_number:
        status = f", {row.measure_status.label.lower()}" if row.measure_status else ""
        notes.append(_("Tiltak {number}").format(number=row.measure_number) + status)
    if row.equipment:
        notes.append(_("Kontroll av {thing}").format(thing=row.equipment))
    return Guard(number, row.title, _WORKS[row.works], not _is_there(row, day), against, " · ".join(notes),
                 str(row.id))  # fmt: skip


def _is_there(row: BarrierRow, day: date | None) -> bool:
    """Whether it was there when the risk was assessed, or is a measure that has begun since and goes on."""
    force = row.force
    if row.standing is Standing.EXISTS or force is None:
        return row.standing is Standing.EXISTS
    return force.on(day) if day is not None else force.begun is not None and force.ended is None


def _tie_title(barriers: Iterable[BarrierRow], day: date | None) -> str:
    """How well what is there works: the worst is said first."""
    there = [one.works for one in barriers if _is_there(one, day)]
    if not there:
        return str(_("Ingenting står i veien for dette ennå"))
    failing = sum(works in {Works.NO, Works.PARTLY} for works in there)
    unknown = there.count(Works.UNCHECKED)
    if failing:
        return _("{n} av {all} barrierer virker ikke helt").format(n=failing, all=len(there))
    if unknown:
        return _("{n} av {all} barrierer er ikke sjekket").format(n=unknown, all=len(there))
    return many("Barrieren som finnes, virker", "Alle {n} barrierene som finnes, virker", len(there))


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
        (grade_name(low), grade_name(medium), grade_name(high)),
    )  # fmt: skip


def _steps(steps: tuple[Step, ...]) -> tuple[FaceStep, ...]:
    return tuple(FaceStep(str(step.name), str(step.anchor)) for step in steps)
