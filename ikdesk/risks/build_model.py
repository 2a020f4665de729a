"""How a risk assessment is put together of what the file holds, as it stood on a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from ikdesk.kernel.base import Code
from ikdesk.kernel.viewer import Key
from ikdesk.measures.effect_model import Target
from ikdesk.measures.model import MeasureStatus
from ikdesk.risks.at_model import InForce, Rated, is_lower, latest, standing_on
from ikdesk.risks.log_model import Against, LogSaid
from ikdesk.risks.matrix_model import Grade, Matrix, placed
from ikdesk.risks.model import RiskForm, Standing, lines_of
from ikdesk.risks.rating_model import Outcome, Stage
from ikdesk.risks.view_model import (
    AcceptanceRow,
    BarrierRow,
    HazardView,
    Lack,
    Mark,
    RiskLine,
    RiskRow,
    RiskView,
    VersionRow,
)

_ONE_DAY = timedelta(days=1)
WAYS = (Outcome.LIKELY, Outcome.WORST)
_AGAINST = frozenset({Against.TOO_LOW, Against.TOO_MILD})  # to be on the careful side is nothing to point at
Logs = Mapping[tuple[Key, Outcome], LogSaid]


@dataclass(frozen=True, slots=True)
class HazardKept:
    """A hazard as the file holds it, with all that belongs to it."""

    id: Key
    risk: Key
    position: int
    title: str
    mechanism: Code | None
    causes: str
    consequences: str
    judgement: str
    closed_on: date | None
    closed_why: str
    barriers: tuple[BarrierRow, ...] = ()
    ratings: tuple[Rated, ...] = ()  # oldest first
    acceptances: tuple[AcceptanceRow, ...] = ()  # newest first
    ended: tuple[InForce, ...] = ()  # measures that had ended when somebody took them out of what stands in its way
    made_on: date | None = None  # the day it was written down

    @property
    def forces(self) -> list[InForce]:
        """The measures a rating may rest on, with when they were at work."""
        return [*(one.force for one in self.barriers if one.force is not None), *self.ended]

    def was_there(self, day: date) -> bool:
        """Whether it was written down by a day, or judged then; a day more, for a clock that goes a little ahead.

        Args:
            day: which.
        """
        written = self.made_on is None or self.made_on <= day + _ONE_DAY
        return written or any(one.day <= day for one in self.ratings)


@dataclass(frozen=True, slots=True)
class RiskKept:
    """An assessment as the file holds it, with all that belongs to it."""

    id: Key
    title: str
    form: RiskForm
    target: Target
    worth: str
    aim: str
    participants: str
    assessed_on: date
    next_review: date | None
    reviewed_on: date | None
    review_note: str
    closed_on: date | None
    closed_why: str
    hazards: tuple[HazardKept, ...]  # in their order
    versions: tuple[VersionRow, ...]  # newest first
    last_edition: int = 0  # the last number that was given, also to one that was taken back

    @property
    def began(self) -> date:
        """The first day anything was judged: the day it was assessed is moved when one assesses it anew."""
        rated = (one.day for hazard in self.hazards for one in hazard.ratings)
        return min((self.assessed_on, *rated, *(one.approved_on for one in self.versions)))


def mark_of(matrix: Matrix, rated: Rated | None) -> Mark | None:
    """Where a rating lies in the matrix the unit uses now.

    Args:
        matrix: the unit's.
        rated: perhaps given in one of another size.
    """
    return None if rated is None else mark_at(matrix, rated.probability, rated.consequence, rated.size)


def mark_at(matrix: Matrix, probability: int, consequence: int, size: int) -> Mark:
    """Where a cell of a matrix lies in the one the unit uses now.

    Args:
        matrix: the unit's.
        probability: 1 to ``size``.
        consequence: 1 to ``size``.
        size: steps on each side of the matrix it was given in.
    """
    likely, bad = placed(probability, size, matrix.size), placed(consequence, size, matrix.size)
    return Mark(likely, bad, matrix.grade(likely, bad))


def hazards_on(matrix: Matrix, risk: RiskKept, day: date, logs: Logs | None = None) -> tuple[HazardView, ...]:
    """The hazards of an assessment as they stood on a day, those that were not gone first.

    Args:
        matrix: the unit's.
        risk: with all its hazards.
        day: which; what was judged later is left out.
        logs: what the log says of each line.
    """
    ordered = sorted(risk.hazards, key=lambda one: (_closed(one.closed_on, day) is not None, one.position, one.id.int))
    found: list[HazardView] = []
    number = 1
    for kept in ordered:
        ways = [way for way in WAYS if way is Outcome.LIKELY or _rated(kept, way, day)]
        if len(ways) == 2 and not _rated(kept, Outcome.LIKELY, day):
            ways = [Outcome.WORST]  # only the worst was judged: nobody is asked for the other
        lines = tuple(_line(matrix, kept, way, day, at, logs or {}) for at, way in enumerate(ways, number))
        number += len(lines)
        closed = _closed(kept.closed_on, day)
        found.append(HazardView(
            kept.id, kept.position, kept.title, kept.mechanism, lines_of(kept.causes), lines_of(kept.consequences),
            kept.judgement, closed, kept.closed_why if closed else "", kept.barriers,
            tuple(one for one in kept.ratings if one.day <= day),
            tuple(one for one in kept.acceptances if one.day <= day), lines,
        ))  # fmt: skip
    return tuple(found)


def row_on(risk: RiskKept, hazards: Sequence[HazardView], day: date) -> RiskRow:
    """An assessment as a line of a list, as it stood on a day.

    Args:
        risk: what the file holds.
        hazards: as they stood on the day.
        day: which.
    """
    standing = [one for one in hazards if one.closed_on is None]
    lines = [line for one in standing for line in one.lines]
    marks = [line.mark for line in lines if line.mark is not None]
    newest = next((one for one in risk.versions if one.approved_on <= day), None)
    return RiskRow(
        risk.id, risk.title, risk.form, risk.target, risk.assessed_on, risk.next_review,
        risk.reviewed_on, _closed(risk.closed_on, day), newest.edition if newest else 0,
        newest.approved_on if newest else None, len(standing),
        high=sum(mark.grade is Grade.HIGH for mark in marks),
        medium=sum(mark.grade is Grade.MEDIUM for mark in marks),
        worst=max(marks, key=weight, default=None), bare=sum(Lack.NO_MEASURE in line.lacks for line in lines),
        unrated=len(lines) - len(marks),
    )  # fmt: skip


def view_on(
    matrix: Matrix, risk: RiskKept, day: date, *, logs: Logs | None = None, events: int = 0, changed: bool = False
) -> RiskView:
    """Everything about an assessment, as it stood on a day.

    Args:
        matrix: the unit's.
        risk: what the file holds.
        day: which.
        logs: what the log says of each line.
        events: at its target in the last twelve months.
        changed: since it was approved last.
    """
    hazards = hazards_on(matrix, risk, day, logs)
    closed = _closed(risk.closed_on, day)
    return RiskView(
        row_on(risk, hazards, day), risk.worth, risk.aim, risk.participants, risk.review_note,
        risk.closed_why if closed else "", matrix, hazards,
        tuple(one for one in risk.versions if one.approved_on <= day), changed, events, risk.last_edition,
    )  # fmt: skip


def weight(mark: Mark) -> tuple[int, int, int]:
    """The higher the worse: first by colour, then by the number, then by how bad it is.

    Args:
        mark: where in the matrix.
    """
    return mark.grade.level, mark.product, mark.consequence


def is_measure(barrier: BarrierRow, day: date) -> bool:
    """Whether a barrier is a measure that was neither decided against nor stopped.

    Args:
        barrier: with what it is tied to.
        day: on which day.
    """
    ended = barrier.force.ended if barrier.force is not None else None
    stopped = ended is not None and ended <= day
    return barrier.measure_id is not None and barrier.measure_status is not MeasureStatus.REJECTED and not stopped


def written(view: RiskView) -> Any:
    """What somebody has written or judged in an assessment: when it differs, the assessment has changed.

    What follows from the log, the day or the name of something else is not among it.

    Args:
        view: of today, or of a version.
    """
    return (
        view.row.title, view.row.form, view.row.assessed_on, _about(view.row.target), view.worth, view.aim,
        view.participants, tuple(_hazard_written(one) for one in view.hazards),
    )  # fmt: skip


def _hazard_written(one: HazardView) -> Any:
    barriers = tuple(
        (row.id, row.title, row.side, row.standing, row.works, row.kind, row.role, row.against, row.routine_id,
         row.measure_id, row.equipment_id) for row in one.barriers
    )  # fmt: skip
    return (
        one.id, one.title, one.mechanism, one.causes, one.consequences, one.judgement, one.closed_on, barriers,
        tuple(rated.id for rated in one.ratings), tuple(row.id for row in one.acceptances),
    )  # fmt: skip


def _about(target: Target) -> Any:
    return target.place_id, target.activity, target.equipment_id


def _closed(on: date | None, day: date) -> date | None:
    return on if on is not None and on <= day else None


def _rated(kept: HazardKept, way: Outcome, day: date) -> bool:
    return any(one.outcome is way and one.day <= day for one in kept.ratings)


def _line(matrix: Matrix, kept: HazardKept, way: Outcome, day: date, number: int, logs: Logs) -> RiskLine:
    before, expected, actual = (latest(kept.ratings, way, stage, day) for stage in Stage)
    stands = standing_on(kept.ratings, kept.forces, way, day)
    mark = mark_of(matrix, stands)
    accepted = _accepted(kept.acceptances, way, mark, day)
    line = RiskLine(
        number, kept.id, way, before, expected, actual, stands, mark_of(matrix, before), mark_of(matrix, expected),
        mark, accepted, logs.get((kept.id, way)),
    )  # fmt: skip
    return replace(line, lacks=tuple(_lacks(line, kept, day)))


def _accepted(rows: Iterable[AcceptanceRow], way: Outcome, mark: Mark | None, day: date) -> AcceptanceRow | None:
    """The newest for this way of ending, if what was accepted then is at least what stands now."""
    newest = next((one for one in rows if one.outcome is way and one.day <= day), None)
    if newest is None or mark is None:
        return None
    covered = newest.mark.probability >= mark.probability and newest.mark.consequence >= mark.consequence
    return newest if covered else None


def _lacks(line: RiskLine, kept: HazardKept, day: date) -> Iterator[Lack]:
    if line.mark is None:
        yield Lack.NOT_RATED
        return
    over = line.acceptance is not None and line.acceptance.review_on <= day
    if line.mark.grade is not Grade.LOW and line.acceptance is None and not _measures(kept, day):
        yield Lack.NO_MEASURE
    if _is_bare_fall(line, kept, day):
        yield Lack.LOWERED_BARE
    if line.actual is not None and line.standing is not line.actual and _is_newest(line.actual, line.before):
        yield Lack.FELL_BACK
    if line.log is not None and line.log.against in _AGAINST:
        yield Lack.LOG_DISAGREES
    if over and line.mark.grade is not Grade.LOW:
        yield Lack.ACCEPTANCE_OVER


def _measures(kept: HazardKept, day: date) -> list[BarrierRow]:
    return [one for one in kept.barriers if is_measure(one, day)]


def _is_newest(actual: Rated, before: Rated | None) -> bool:
    return before is None or (actual.day, actual.id.int) > (before.day, before.id.int)


def _is_bare_fall(line: RiskLine, kept: HazardKept, day: date) -> bool:
    """Whether it is said to be lower, or to become so, without any measure that makes it so."""
    if line.standing is not None and line.standing is line.actual:
        behind = any(one.force is not None and one.force.on(line.actual.day) for one in kept.barriers)
        return is_lower(line.actual, line.before) and not behind
    waiting = line.expected is not None and is_lower(line.expected, line.before)
    planned = _measures(kept, day) or any(one.standing is Standing.NEW for one in kept.barriers)
    return waiting and not planned
