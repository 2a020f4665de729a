"""What people do with the hazards of an assessment, and with what stands in their way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.kernel.errors import Problem
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.kernel.words import _, clean
from ikdesk.measures.actions import add_measure
from ikdesk.measures.model import Measure
from ikdesk.risks.model import Barrier, Hazard, Standing
from ikdesk.risks.there_actions import There, put, told

HAZARD = ("title", "mechanism", "causes", "consequences", "judgement")
BARRIER = (
    "title", "side", "standing", "works", "checked_on", "kind", "role", "against", "routine_id", "measure_id",
    "equipment_id",
)  # fmt: skip


def add_hazard(session: Session, risk: Key, values: Mapping[str, Any], *, by: Viewer, today: date) -> Key:
    """Write down one more thing that can go wrong, last in the assessment, and return its key.

    Args:
        risk: the assessment.
        values: attributes named in ``HAZARD``; the title must be there.

    Raises:
        Invalid: something is missing or cannot be.
    """
    by.may(Right.HANDLE)
    there = There(session)
    there.open_risk(risk)
    filled = {"title": ""} | told(values, HAZARD)
    hazard = Hazard(**filled, assessment_id=risk, position=there.after_last(Hazard, Hazard.assessment_id == risk))
    hazard.check(today)
    there.refuse_unknown(hazard, filled)
    session.add(hazard)
    session.flush()
    return hazard.id


def change_hazard(session: Session, key: Key, values: Mapping[str, Any], *, by: Viewer, today: date) -> None:
    """Change what is said of a hazard; how high it is rated is not changed, but rated anew.

    Args:
        values: attributes named in ``HAZARD``; those that are not there stay.

    Raises:
        Invalid: something is missing or cannot be; nothing was saved.
    """
    by.may(Right.HANDLE)
    there = There(session)
    hazard = there.hazard(key)
    with session.no_autoflush:
        changed = put(hazard, told(values, HAZARD))
        hazard.check(today)
        there.refuse_unknown(hazard, changed)
    session.flush()


def close_hazard(session: Session, key: Key, why: str, *, by: Viewer, today: date) -> None:
    """Say that a hazard is gone; it stays in the assessment with the reason.

    Args:
        why: the reason, in words.

    Raises:
        Invalid: there is no reason.
    """
    by.may(Right.HANDLE)
    hazard = There(session).hazard(key)
    if hazard.closed_on is None:
        hazard.closed_on, hazard.closed_why = today, clean(why)
        hazard.check(today)
        session.flush()


def reopen_hazard(session: Session, key: Key, *, by: Viewer, today: date) -> None:
    """Say that a hazard is there after all."""
    by.may(Right.HANDLE)
    hazard = There(session).hazard(key)
    hazard.closed_on, hazard.closed_why = None, ""
    hazard.check(today)
    session.flush()


def withdraw_hazard(session: Session, key: Key, why: str, *, by: Viewer, today: date) -> None:
    """Take away a hazard that was written down by mistake.

    Args:
        why: the reason, in words.
    """
    by.may(Right.HANDLE)
    del today
    There(session).hazard(key).withdraw(why, session.info["now"])
    session.flush()


def move_hazard(session: Session, key: Key, by_steps: int, *, by: Viewer, today: date) -> None:
    """Move a hazard up or down among those of its assessment.

    Args:
        by_steps: how many places; less than zero is upwards.
    """
    by.may(Right.HANDLE)
    del today
    hazard = There(session).hazard(key)
    question = select(Hazard).where(Hazard.assessment_id == hazard.assessment_id, Hazard.withdrawn_at.is_(None))
    among = session.scalars(question.order_by(Hazard.closed_on.is_not(None), Hazard.position, Hazard.id)).all()
    _move(among, hazard, by_steps)
    session.flush()


def add_barrier(session: Session, hazard: Key, values: Mapping[str, Any], *, by: Viewer, today: date) -> Key:
    """Write down something that stands in the way of a hazard, or makes it less bad, and return its key.

    Args:
        hazard: against what.
        values: attributes named in ``BARRIER``; the title must be there.

    Raises:
        Invalid: something is missing or cannot be.
    """
    by.may(Right.HANDLE)
    there = There(session)
    there.hazard(hazard)
    filled = {"title": ""} | told(values, BARRIER)
    barrier = Barrier(**filled, hazard_id=hazard, position=there.after_last(Barrier, Barrier.hazard_id == hazard))
    barrier.check(today)
    there.refuse_unknown(barrier, filled)
    session.add(barrier)
    session.flush()
    return barrier.id


def change_barrier(session: Session, key: Key, values: Mapping[str, Any], *, by: Viewer, today: date) -> None:
    """Change what is said of a barrier, and what it is tied to.

    Args:
        values: attributes named in ``BARRIER``; those that are not there stay.

    Raises:
        Invalid: something is missing or cannot be; nothing was saved.
    """
    by.may(Right.HANDLE)
    there = There(session)
    barrier = there.barrier(key)
    with session.no_autoflush:
        changed = put(barrier, told(values, BARRIER))
        barrier.check(today)
        there.refuse_unknown(barrier, changed)
    session.flush()


def withdraw_barrier(session: Session, key: Key, why: str, *, by: Viewer, today: date) -> None:
    """Take away a barrier; a measure or a routine it was tied to stays as it is.

    Args:
        why: the reason, in words.
    """
    by.may(Right.HANDLE)
    del today
    There(session).barrier(key).withdraw(why, session.info["now"])
    session.flush()


def move_barrier(session: Session, key: Key, by_steps: int, *, by: Viewer, today: date) -> None:
    """Move a barrier up or down among those on the same side of its hazard.

    Args:
        by_steps: how many places; less than zero is upwards.
    """
    by.may(Right.HANDLE)
    del today
    barrier = There(session).barrier(key)
    question = select(Barrier).where(
        Barrier.hazard_id == barrier.hazard_id, Barrier.side == barrier.side, Barrier.withdrawn_at.is_(None)
    )
    _move(session.scalars(question.order_by(Barrier.position, Barrier.id)).all(), barrier, by_steps)
    session.flush()


def measure_of_barrier(
    session: Session, barrier: Key, values: Mapping[str, Any], *, by: Viewer, today: date
) -> Key:
    """Make a measure of a barrier, aimed at what the assessment is about, tie them, and return the measure's key.

    Args:
        barrier: what shall be done; its words, its kind and who does it go into the measure where nothing else is told.
        values: as ``add_measure``.

    Raises:
        Invalid: something is missing or cannot be.
        Problem: it is a measure already.
    """
    by.may(Right.HANDLE)
    there = There(session)
    row = there.barrier(barrier)
    if row.measure_id is not None and session.get_one(Measure, row.measure_id).withdrawn_at is None:
        raise Problem(_("Dette er allerede et tiltak. Åpne risikovurderingen på nytt."))
    hazard = there.hazard(row.hazard_id)
    risk = there.risk(hazard.assessment_id)
    from_it: dict[str, Any] = {
        "title": row.title, "kind": row.kind, "role": row.role, "place_id": risk.place_id, "activity": risk.activity,
        "equipment_id": risk.equipment_id, "mechanism": hazard.mechanism,
    }  # fmt: skip
    already = {} if row.standing is Standing.NEW else {"origin": "already_done"}
    measure = add_measure(session, from_it | already | dict(values), by=by, today=today)
    row.measure_id = measure
    row.check(today)
    session.flush()
    return measure


def _move(among: Sequence[Hazard] | Sequence[Barrier], one: Hazard | Barrier, by_steps: int) -> None:
    """Number them anew with the one at another place; those that stay where they are are not touched."""
    order: list[Hazard | Barrier] = [other for other in among if other is not one]
    at = list(among).index(one)
    order.insert(max(0, min(len(order), at + by_steps)), one)
    places = sorted(other.position for other in among)
    if len({*places}) < len(places):
        places = list(range(1, len(places) + 1))
    for place, other in zip(places, order, strict=True):
        if other.position != place:
            other.position = place
