"""What the file holds of risk assessments: all that belongs to them, in a fixed number of statements."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import Select, and_, bindparam, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.measures.model import ANSWERS, Decision, Evaluation, Measure, MeasureStatus
from ikdesk.measures.status_queries import ALREADY, known_on, stood_on
from ikdesk.measures.target_queries import Aim, Spots
from ikdesk.risks.at_model import InForce, Rated
from ikdesk.risks.build_model import HazardKept, RiskKept, mark_at
from ikdesk.risks.matrix_model import Matrix, matrix_from
from ikdesk.risks.model import Barrier, Hazard, RiskAssessment, Standing
from ikdesk.risks.rating_model import Rating, RiskAcceptance, RiskVersion
from ikdesk.risks.view_model import AcceptanceRow, BarrierRow, VersionRow
from ikdesk.routines.model import Routine
from ikdesk.unit.equipment_model import Equipment
from ikdesk.unit.model import Unit

_DAYS = 4  # the parts of a question that only depend on the day are built once
_QUESTIONS = 16
_Question = Select[*tuple[Any, ...]]
One = TypeVar("One")


@dataclass(frozen=True, slots=True)
class Kept:
    """Some assessments, the matrix they lie in, and what each is aimed at."""

    matrix: Matrix
    risks: tuple[RiskKept, ...]  # in the order they were made
    aims: dict[Key, Aim]  # by assessment
    spots: Spots = field(repr=False)


def kept(
    session: Session, keys: Sequence[Key] | None = None, *, lean: bool = False, viewer: Viewer, today: date
) -> Kept:
    """Assessments with everything in them.

    Args:
        keys: of which; None: all of them.
        lean: of the barriers only those that decide where a danger stands and what it lacks: measures, and new ones.
        today: where the measures stood by the end of this day.
    """
    viewer.may(Right.READ)
    spots, matrix = Spots(session), _matrix(session)
    rows = _asked(session, _risks(), keys)
    parts = _Parts(session, matrix, keys, _barriers(today, lean)) if rows else None
    aims = {row.id: spots.aim(row.place_id, row.activity, None, row.equipment_id, today=today) for row in rows}
    risks = tuple(_risk(row, aims[row.id], parts) for row in rows if parts is not None)
    return Kept(matrix, risks, aims, spots)


def _matrix(session: Session) -> Matrix:
    return matrix_from(*session.execute(select(Unit.risk_size, Unit.risk_signs)).one())


class _Parts:
    """All that belongs to some assessments, by what it belongs to."""

    def __init__(self, session: Session, matrix: Matrix, keys: Sequence[Key] | None, guards: _Question) -> None:
        def asked(question: _Question) -> Sequence[Any]:
            return _asked(session, question, keys)

        barriers = asked(guards)
        standing, taken = ([row for row in barriers if (row.taken_on is None) is stands] for stands in (True, False))
        self.barriers = _by(standing, lambda row: row.hazard_id, _barrier)
        self.ended = _by(taken, lambda row: row.hazard_id, _ended)
        self.ratings = _by(asked(_ratings()), lambda row: row.hazard_id, _rated)
        self.acceptances = _by(
            asked(_acceptances()), lambda row: row.hazard_id, lambda row: _acceptance(row, matrix)
        )
        versions = asked(_versions())
        self.versions = _by((row for row in versions if row.stands), lambda row: row.assessment_id, _version)
        self.last = {row.assessment_id: row.edition for row in reversed(versions)}  # the highest number is the first
        self.hazards = _by(asked(_hazards()), lambda row: row.assessment_id, self._hazard)

    def _hazard(self, row: Any) -> HazardKept:
        return HazardKept(
            row.id, row.assessment_id, row.position, row.title, row.mechanism, row.causes, row.consequences,
            row.judgement, row.closed_on, row.closed_why, self.barriers.get(row.id, ()),
            self.ratings.get(row.id, ()), self.acceptances.get(row.id, ()),
            tuple(one for one in self.ended.get(row.id, ()) if one is not None), _day(row.made_on),
        )  # fmt: skip


def _by(
    rows: Iterable[Any], key: Callable[[Any], Hashable], made: Callable[[Any], One]
) -> dict[Any, tuple[One, ...]]:
    found: defaultdict[Any, list[One]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(made(row))
    return {name: tuple(some) for name, some in found.items()}


def _asked(session: Session, question: _Question, keys: Sequence[Key] | None) -> Sequence[Any]:
    if keys is None:
        return session.execute(question).all()
    return session.execute(_some(question), {"keys": keys}).all()


@lru_cache(_QUESTIONS)
def _some(question: _Question) -> _Question:
    """The same of some assessments; built once: it takes longer than to ask it."""
    return question.where(RiskAssessment.id.in_(bindparam("keys", expanding=True)))


def _within(question: _Question) -> _Question:
    """Of hazards that stand, in assessments that stand."""
    return (
        question.join(RiskAssessment, RiskAssessment.id == Hazard.assessment_id)
        .where(RiskAssessment.withdrawn_at.is_(None), Hazard.withdrawn_at.is_(None))
    )  # fmt: skip


@lru_cache(1)
def _risks() -> _Question:
    one = RiskAssessment
    columns = (
        one.id, one.title, one.form, one.place_id, one.activity, one.equipment_id, one.worth, one.aim,
        one.participants, one.assessed_on, one.next_review, one.reviewed_on, one.review_note, one.closed_on,
        one.closed_why,
    )  # fmt: skip
    return select(*columns).where(one.withdrawn_at.is_(None)).order_by(one.id)


@lru_cache(1)
def _hazards() -> _Question:
    one = Hazard
    columns = (
        one.id, one.assessment_id, one.position, one.title, one.mechanism, one.causes, one.consequences,
        one.judgement, one.closed_on, one.closed_why, func.date(one.made_at).label("made_on"),
    )  # fmt: skip
    return _within(select(*columns).select_from(one)).order_by(one.position, one.id)


@lru_cache(_DAYS)
def _barriers(today: date, lean: bool) -> _Question:  # noqa: FBT001 (kept by its arguments)
    stood, stopped = stood_on(today), _stopped(today)
    gone = Measure.withdrawn_at.is_not(None)
    columns = (
        Barrier.id, Barrier.hazard_id, Barrier.position, Barrier.title, Barrier.side, Barrier.standing, Barrier.works,
        Barrier.checked_on, Barrier.kind, Barrier.role, Barrier.against, Barrier.routine_id, Barrier.measure_id,
        Barrier.equipment_id, Routine.title.label("routine"), Measure.number, Measure.title.label("measure"),
        stood.status.label("status"), gone.label("gone"), Measure.origin, Measure.started_on, Measure.decided_on,
        func.date(Measure.made_at).label("made_on"), stopped.label("stopped_on"),
        func.date(case((gone, Measure.withdrawn_at))).label("gone_on"),
        func.date(case((Measure.status == MeasureStatus.REJECTED, Measure.changed_at))).label("rejected_on"),
        Equipment.name.label("equipment"), Equipment.next_check, Measure.deadline,
        and_(*known_on(today)).label("known"), func.date(Barrier.withdrawn_at).label("taken_on"),
    )  # fmt: skip
    joined = (
        select(*columns).select_from(Barrier).join(Hazard, Hazard.id == Barrier.hazard_id)
        .outerjoin(Routine, Routine.id == Barrier.routine_id).outerjoin(Measure, Measure.id == Barrier.measure_id)
        .outerjoin(stood.table, stood.table.c.id == Measure.id)
        .outerjoin(Equipment, Equipment.id == Barrier.equipment_id)
    )  # fmt: skip
    there = or_(Barrier.withdrawn_at.is_(None), Barrier.measure_id.is_not(None))
    question = _within(joined).where(there).order_by(Barrier.position, Barrier.id)
    return question.where(or_(Barrier.measure_id.is_not(None), Barrier.standing == Standing.NEW)) if lean else question


def _stopped(today: date) -> Any:
    """The day a measure was stopped: not where somebody said later that one goes on, or took it up again."""
    on = aliased(Evaluation)
    went_on = select(on.id).where(
        on.measure_id == Evaluation.measure_id, on.decision != Decision.STOP, on.withdrawn_at.is_(None),
        on.day <= today, or_(on.day > Evaluation.day, and_(on.day == Evaluation.day, on.id > Evaluation.id)),
    )  # fmt: skip
    stops = select(func.min(Evaluation.day)).where(
        Evaluation.measure_id == Measure.id, Evaluation.decision == Decision.STOP, Evaluation.withdrawn_at.is_(None),
        Measure.status.in_(ANSWERS), ~went_on.correlate(Evaluation).exists(),
    )  # fmt: skip
    return stops.correlate(Measure).scalar_subquery()


@lru_cache(1)
def _ratings() -> _Question:
    one = Rating
    columns = (
        one.id, one.hazard_id, one.outcome, one.stage, one.day, one.probability, one.consequence, one.size, one.why,
        one.given_by, one.evidence,
    )  # fmt: skip
    joined = select(*columns).select_from(one).join(Hazard, Hazard.id == one.hazard_id)
    return _within(joined).where(one.withdrawn_at.is_(None)).order_by(one.day, one.id)


@lru_cache(1)
def _acceptances() -> _Question:
    one = RiskAcceptance
    columns = (
        one.id, one.hazard_id, one.outcome, one.day, one.accepted_by, one.why, one.review_on, one.probability,
        one.consequence, one.size,
    )  # fmt: skip
    joined = select(*columns).select_from(one).join(Hazard, Hazard.id == one.hazard_id)
    return _within(joined).where(one.withdrawn_at.is_(None)).order_by(one.day.desc(), one.id.desc())


@lru_cache(1)
def _versions() -> _Question:
    one = RiskVersion
    stands = one.withdrawn_at.is_(None).label("stands")
    columns = (one.id, one.assessment_id, one.edition, one.approved_on, one.approved_by, one.change_note, stands)
    joined = select(*columns).select_from(one).join(RiskAssessment, RiskAssessment.id == one.assessment_id)
    return joined.where(RiskAssessment.withdrawn_at.is_(None)).order_by(one.edition.desc())


def _risk(row: Any, aim: Aim, parts: _Parts) -> RiskKept:
    return RiskKept(
        row.id, row.title, row.form, aim.target, row.worth, row.aim, row.participants, row.assessed_on,
        row.next_review, row.reviewed_on, row.review_note, row.closed_on, row.closed_why,
        parts.hazards.get(row.id, ()), parts.versions.get(row.id, ()), parts.last.get(row.id, 0),
    )  # fmt: skip


def _barrier(row: Any) -> BarrierRow:
    there = row.measure_id is not None and bool(row.known)  # neither withdrawn, nor thought of later
    return BarrierRow(
        row.id, row.position, row.title, row.side, row.standing, row.works, row.checked_on, row.kind, row.role,
        row.against, row.routine_id, row.routine or "", row.measure_id if there else None,
        row.number if there else 0, row.measure if there else "", row.status if there else None, _force(row),
        row.equipment_id, row.equipment or "", row.next_check, row.deadline if there else None,
    )  # fmt: skip


def _force(row: Any) -> InForce | None:
    """When the measure was at work; one that is done anyway, from the day it was written down at the latest."""
    if row.measure_id is None:
        return None
    begun = row.started_on
    if begun is None and row.origin == ALREADY:
        begun = row.decided_on or _day(row.made_on)
    ends = [day for day in (row.stopped_on, _day(row.gone_on), _day(row.rejected_on)) if day is not None]
    return InForce(row.measure_id, begun, min(ends, default=None))


def _ended(row: Any) -> InForce | None:
    """A measure that was taken out of what stands in the way because it had ended: what rested on it does so still."""
    force = _force(row)
    over = force is not None and force.ended is not None and force.ended.isoformat() <= row.taken_on
    return force if over else None


def _day(told: str | None) -> date | None:
    return None if told is None else date.fromisoformat(told)


def _rated(row: Any) -> Rated:
    said = json.loads(row.evidence or "{}")
    return Rated(
        row.id, row.outcome, row.stage, row.day, row.probability, row.consequence, row.size, row.why, row.given_by,
        str(said.get("sentence", "")) if isinstance(said, dict) else "",
    )  # fmt: skip


def _acceptance(row: Any, matrix: Matrix) -> AcceptanceRow:
    mark = mark_at(matrix, row.probability, row.consequence, row.size)
    return AcceptanceRow(row.id, row.outcome, row.day, row.accepted_by, row.why, row.review_on, mark)


def _version(row: Any) -> VersionRow:
    return VersionRow(row.id, row.edition, row.approved_on, row.approved_by, row.change_note)
