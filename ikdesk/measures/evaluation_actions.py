"""The answer to "Virket det?": given, kept with the numbers as they were, and taken back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.kernel.errors import Problem
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.kernel.words import _
from ikdesk.measures.link_actions import follow_incidents
from ikdesk.measures.model import ANSWERS, STARTED, Evaluation, Measure, MeasureStatus

ANSWERED = ("answer", "decision", "comment", "day")


def answer_measure(
    session: Session, key: Key, values: Mapping[str, Any], evidence: Mapping[str, Any], *, by: Viewer, today: date
) -> Key:
    """Answer whether a measure worked, and keep the numbers as they were shown; the answer's key comes back.

    Args:
        values: attributes named in ``ANSWERED``; the answer must be there, the day is today when it is not.
        evidence: what was on the screen, as plain values: "verdict" is its code, "sentence" what was said. Empty when
            there was nothing to count.

    Raises:
        Invalid: it is no answer, or a day to come.
        Problem: the measure has not begun.
    """
    by.may(Right.HANDLE)
    measure = session.get_one(Measure, key)
    if measure.withdrawn_at is not None or measure.status not in STARTED | ANSWERS:
        raise Problem(_("Tiltaket er ikke i gang. Dere kan først svare når det har begynt."))
    told = {name: values[name] for name in ANSWERED if name in values}
    evaluation = Evaluation(
        **{"day": today, "answer": MeasureStatus.RUNNING, **told}, measure_id=key, given_by=by.name,
        verdict=str(evidence.get("verdict", "")),
        evidence=json.dumps(dict(evidence), ensure_ascii=False, allow_nan=False),
    )  # fmt: skip
    evaluation.check(today)
    session.add(evaluation)
    measure.status = evaluation.answer
    session.flush()
    follow_incidents(session, key, by=by, today=today)
    return evaluation.id


def answer_measures(
    session: Session, values: Mapping[str, Any], evidence: Mapping[Key, Mapping[str, Any]], *, by: Viewer, today: date
) -> tuple[Key, ...]:
    """Give several measures that cannot be told apart the same answer, all of them or none; the answers' keys.

    Args:
        values: as ``answer_measure``.
        evidence: what was said of each measure, by its key.

    Raises:
        Invalid, Problem: as ``answer_measure``; nothing was saved.
    """
    return tuple(answer_measure(session, key, values, said, by=by, today=today) for key, said in evidence.items())


def withdraw_answer(session: Session, key: Key, why: str, *, by: Viewer, today: date) -> None:
    """Take back an answer; it stays, with the reason, and the measure is where it was before.

    Args:
        key: the answer's.
        why: the reason, in words.
    """
    by.may(Right.HANDLE)
    evaluation = session.get_one(Evaluation, key)
    if evaluation.withdrawn_at is not None:
        return
    evaluation.withdraw(why, session.info["now"])
    session.flush()
    measure = session.get_one(Measure, evaluation.measure_id)
    if measure.status in ANSWERS:
        measure.status = _answered_before(session, measure)
    session.flush()
    follow_incidents(session, measure.id, by=by, today=today)


def _answered_before(session: Session, measure: Measure) -> MeasureStatus:
    """The last answer that stands, or where the work is."""
    question = select(Evaluation.answer).where(
        Evaluation.measure_id == measure.id, Evaluation.withdrawn_at.is_(None)
    )  # fmt: skip
    last = session.scalar(question.order_by(Evaluation.day.desc(), Evaluation.id.desc()).limit(1))
    if last is not None:
        return last
    return MeasureStatus.RUNNING if measure.done_on is None else MeasureStatus.DONE
