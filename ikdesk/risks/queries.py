"""Questions about risk assessments: the list, one of them with everything on its page, and those about a spot."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, bindparam, func, or_, select
from sqlalchemy.orm import Session

from ikdesk.incidents.model import Incident
from ikdesk.incidents.queries import seen_by
from ikdesk.kernel.tertial import Period, year_to
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.kernel.words import sort_key
from ikdesk.measures.effect_model import What
from ikdesk.measures.target_queries import COUNTED, Aim, Parts, Spots, at_target, parts_of, values_of
from ikdesk.risks.build_model import RiskKept, hazards_on, row_on, view_on, weight, written
from ikdesk.risks.content_model import view_of
from ikdesk.risks.counts_model import RiskCounts
from ikdesk.risks.kept_queries import Kept, kept
from ikdesk.risks.log_queries import logs_of
from ikdesk.risks.matrix_model import Matrix, matrix_from
from ikdesk.risks.model import Barrier, Hazard, RiskAssessment
from ikdesk.risks.rating_model import RiskVersion
from ikdesk.risks.told_model import counts_of
from ikdesk.risks.view_model import HazardAt, RiskGroup, RiskName, RiskRow, RiskView
from ikdesk.unit.model import Unit

_KEPT = 16  # questions that are built once
_TARGET = ("place_id", "activity", "equipment_id")
_STANDING = select(
    RiskAssessment.id, RiskAssessment.place_id, RiskAssessment.activity, RiskAssessment.equipment_id
).where(
    RiskAssessment.withdrawn_at.is_(None),
    or_(RiskAssessment.closed_on.is_(None), RiskAssessment.closed_on >= bindparam("since", type_=Date)),
)


def unit_matrix(session: Session, *, viewer: Viewer, today: date) -> Matrix:
    """The matrix the unit uses."""
    viewer.may(Right.READ)
    del today
    return matrix_from(*session.execute(select(Unit.risk_size, Unit.risk_signs)).one())


def risk_list(
    session: Session, group: RiskGroup, words: str = "", *, viewer: Viewer, today: date
) -> tuple[RiskRow, ...]:
    """The assessments of a group: those that must be looked at first, then the worst; closed ones last.

    Args:
        group: which of them.
        words: only those with all of these in their title, their place or one of their hazards.
    """
    found = kept(session, lean=True, viewer=viewer, today=today)
    wanted = words.casefold().split()
    rows = [_row(found, risk, today) for risk in found.risks if _has(risk, wanted)]
    return tuple(sorted((row for row in rows if _in_group(row, group, today)), key=lambda row: _order(row, today)))


def risk_names(session: Session, *, viewer: Viewer, today: date) -> tuple[RiskName, ...]:
    """The assessments that stand with their hazards, to choose among, by name."""
    viewer.may(Right.READ)
    question = (
        select(RiskAssessment.id, RiskAssessment.title, Hazard.id.label("hazard"), Hazard.title.label("danger"))
        .outerjoin(Hazard, (Hazard.assessment_id == RiskAssessment.id) & Hazard.withdrawn_at.is_(None)
                   & (func.coalesce(Hazard.closed_on, date.max) > today))
        .where(RiskAssessment.withdrawn_at.is_(None), RiskAssessment.closed_on.is_(None))
        .order_by(RiskAssessment.id, Hazard.position, Hazard.id)
    )  # fmt: skip
    titles: dict[Key, str] = {}
    hazards: dict[Key, list[tuple[Key, str]]] = {}
    for row in session.execute(question):
        titles[row.id] = row.title
        hazards.setdefault(row.id, []).extend([(row.hazard, row.danger)] if row.hazard else [])
    named = (RiskName(key, title, tuple(hazards[key])) for key, title in titles.items())
    return tuple(sorted(named, key=lambda one: sort_key(one.title)))


def risk_view(
    session: Session, key: Key, *, viewer: Viewer, today: date, on: date | None = None
) -> RiskView | None:
    """Everything about one assessment; None if there is none.

    Args:
        key: of the assessment.
        on: the risk as it stood on this day: only ratings given by then, and measures at work then.
    """
    day = min(on or today, today)
    found = kept(session, [key], viewer=viewer, today=day)
    if not found.risks:
        return None
    (risk,) = found.risks
    view = view_on(found.matrix, risk, day, logs=logs_of(session, found, viewer=viewer, today=day))
    aim = found.aims[key]
    events = _events(session, aim, viewer.before_all(), day)
    return replace(view, events=events, changed=_changed(session, view))


def risk_version(session: Session, key: Key, *, viewer: Viewer, today: date) -> RiskView | None:
    """An assessment as it was when a version of it was approved; None if there is none.

    Args:
        key: of the version.
    """
    viewer.may(Right.READ)
    del today
    content = session.scalar(
        select(RiskVersion.content).join(RiskAssessment, RiskAssessment.id == RiskVersion.assessment_id)
        .where(RiskVersion.id == key, RiskVersion.withdrawn_at.is_(None), RiskAssessment.withdrawn_at.is_(None))
    )  # fmt: skip
    return None if content is None else view_of(content)


def risks_of_routine(session: Session, routine: Key, *, viewer: Viewer, today: date) -> tuple[RiskRow, ...]:
    """The assessments in which a routine is one of the things that stand in the way.

    Args:
        routine: which.
    """
    return _of(session, Barrier.routine_id == routine, viewer, today)


def risks_of_equipment(session: Session, equipment: Key, *, viewer: Viewer, today: date) -> tuple[RiskRow, ...]:
    """The assessments that are about a thing, or in which its checks are one of the things that stand in the way.

    Args:
        equipment: which.
    """
    viewer.may(Right.READ)
    about = session.scalars(select(RiskAssessment.id).where(RiskAssessment.equipment_id == equipment)).all()
    return _of(session, Barrier.equipment_id == equipment, viewer, today, about)


def risks_of_measure(session: Session, measure: Key, *, viewer: Viewer, today: date) -> tuple[HazardAt, ...]:
    """The hazards that stand and a measure is a barrier against, each with where it lies.

    Args:
        measure: which.
    """
    viewer.may(Right.READ)
    pairs = session.execute(_tied(Barrier.measure_id == measure)).all()
    hazards, keys = {pair.hazard for pair in pairs}, sorted({pair.risk for pair in pairs})
    found = kept(session, keys, viewer=viewer, today=today)
    told: list[HazardAt] = []
    for risk in found.risks:
        views = hazards_on(found.matrix, risk, today)
        row = row_on(risk, views, today)
        told.extend(HazardAt(row, one) for one in views if one.id in hazards and not (one.closed_on or row.closed_on))
    return tuple(told)


def risks_at(session: Session, what: What, *, viewer: Viewer, today: date) -> tuple[RiskRow, ...]:
    """The assessments that are about a spot and stand, the closest first.

    One is about it that shares its place, activity or equipment, and differs from it in none of them.

    Args:
        what: the spot, whatever it was called; what is not known of it fits everything.
    """
    near = _near(session, what, viewer)
    if not near:
        return ()
    found = kept(session, sorted(near), lean=True, viewer=viewer, today=today)  # not of all: few are about one spot
    rows = [(near[risk.id], _row(found, risk, today)) for risk in found.risks]
    return tuple(row for _shared_parts, row in sorted(rows, key=lambda one: (-one[0], *_order(one[1], today))))


def risk_keys_at(
    session: Session, what: What, *, viewer: Viewer, today: date, since: date | None = None
) -> frozenset[Key]:
    """The keys of the assessments ``risks_at`` finds, and nothing of what is in them.

    Args:
        what: as ``risks_at``.
        since: also those that were closed on this day or later: a report of that time tells of them.
    """
    del today
    return frozenset(_near(session, what, viewer, since))


def risk_counts(session: Session, period: Period, *, viewer: Viewer, today: date) -> RiskCounts:
    """Where the risks of the unit stand on the last day of a period, and where they stood on the day before it.

    Args:
        period: which days; those after today are left out.
    """
    span = period.cut(today)
    found = kept(session, lean=True, viewer=viewer, today=max(span.first, span.last))
    return counts_of(found.matrix, found.risks, span)


def _near(session: Session, what: What, viewer: Viewer, since: date | None = None) -> dict[Key, int]:
    """The assessments that are about a spot, each with how much it has in common with it."""
    viewer.may(Right.READ)
    group = Spots(session).group(what.place_id) if what.place_id else frozenset()
    rows = session.execute(_STANDING, {"since": since})
    return {row.id: shared for row in rows if (shared := _shared(row, what, group))}


def _of(
    session: Session, tied: ColumnElement[bool], viewer: Viewer, today: date, more: Iterable[Key] = ()
) -> tuple[RiskRow, ...]:
    viewer.may(Right.READ)
    keys = {pair.risk for pair in session.execute(_tied(tied))} | {*more}
    found = kept(session, sorted(keys), lean=True, viewer=viewer, today=today)
    rows = (_row(found, risk, today) for risk in found.risks)
    return tuple(sorted(rows, key=lambda row: _order(row, today)))


def _tied(tied: ColumnElement[bool]) -> Select[Key, Key]:
    """The hazards with a barrier tied to something, and their assessments."""
    return (
        select(Hazard.assessment_id.label("risk"), Hazard.id.label("hazard"))
        .join(Barrier, Barrier.hazard_id == Hazard.id)
        .where(tied, Barrier.withdrawn_at.is_(None), Hazard.withdrawn_at.is_(None)).distinct()
    )  # fmt: skip


def _row(found: Kept, risk: RiskKept, today: date) -> RiskRow:
    return row_on(risk, hazards_on(found.matrix, risk, today), today)


def _has(risk: RiskKept, wanted: list[str]) -> bool:
    texts = (risk.title, risk.target.place, risk.target.equipment, *(one.title for one in risk.hazards))
    told = "\n".join(texts).casefold()
    return all(word in told for word in wanted)


def _in_group(row: RiskRow, group: RiskGroup, today: date) -> bool:
    if group is RiskGroup.ALL:
        return True
    if group is RiskGroup.CLOSED:
        return row.closed_on is not None
    return row.is_due(today) if group is RiskGroup.DUE else row.closed_on is None


def _order(row: RiskRow, today: date) -> tuple[bool, bool, tuple[int, ...], str]:
    worst = tuple(-one for one in weight(row.worst)) if row.worst else (1,)
    return row.closed_on is not None, not row.is_due(today), worst, sort_key(row.title)


def _shared(row: Any, what: What, places: Collection[Key]) -> int:
    """How many parts an assessment's target has in common with a spot; none where they differ in one."""
    shared = 0
    for name in _TARGET:
        own, asked = getattr(row, name), getattr(what, name)
        if own is None or asked is None:
            continue
        if own != asked and not (name == "place_id" and own in places):
            return 0
        shared += 1
    return shared


def _events(session: Session, aim: Aim, viewer: Viewer, today: date) -> int:
    """How much happened there in the last twelve months, as all who work here may know."""
    target = aim.target
    if not any(getattr(target, name) for name in _TARGET):
        return 0
    return int(session.scalar(_in_a_year(viewer, today, parts_of(aim)), values_of(aim)) or 0)


@lru_cache(_KEPT)
def _in_a_year(viewer: Viewer, today: date, parts: Parts) -> Any:
    """Built once for targets of a kind: it takes longer than to ask it."""
    year, day = year_to(today), Incident.occurred_on
    counted = select(func.count()).select_from(Incident).where(COUNTED, day >= year.first, day < year.after)
    return seen_by(viewer, counted.where(at_target(parts)), today)


def _changed(session: Session, view: RiskView) -> bool:
    """Whether something is other than in the version that was approved last."""
    newest = next(iter(view.versions), None)
    if newest is None:
        return False
    content = session.scalar(select(RiskVersion.content).where(RiskVersion.id == newest.id))
    version = view_of(content or "")
    return version is None or written(version) != written(view)
