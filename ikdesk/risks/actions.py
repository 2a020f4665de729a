"""What people do with risk assessments: make, change, look at again, close and take up again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.kernel.words import _, clean
from ikdesk.risks.model import Barrier, Hazard, RiskAssessment, RiskForm, Side, Standing
from ikdesk.risks.rating_model import Outcome, Rating, Stage
from ikdesk.risks.there_actions import There, put, told

TARGET = ("place_id", "activity", "equipment_id")
DESCRIBED = ("title", *TARGET, "worth", "aim", "participants", "assessed_on", "next_review", "review_note")
HAZARD_TEXTS = ("title", "mechanism", "causes", "consequences", "judgement")
_SIDES = (("prevents", Side.CAUSE), ("reduces", Side.CONSEQUENCE))


def record_mini(
    session: Session, values: Mapping[str, Any], hazards: Sequence[Mapping[str, Any]], *, by: Viewer, today: date
) -> Key:
    """Save a short assessment as it was filled in, all of it or nothing, and return its key.

    Args:
        values: attributes named in ``DESCRIBED``; the title must be there. Also "routine_id": a routine that is one
            of the barriers of the first hazard.
        hazards: at least one: "title"; perhaps "mechanism", "causes", "consequences", "judgement"; "prevents" and
            "reduces": lines that become barriers, of these "new" those that are not there yet; "probability" and
            "consequence": the cell, or None, and "size": steps of the matrix it was chosen in, where that is not the
            unit's; "outcome": which ending that is of.

    Raises:
        Invalid: something is missing or cannot be; the field of a hazard is its name and number, "title_0".
    """
    key = _made(session, values, RiskForm.MINI, by, today)
    if not hazards:
        raise Invalid(title_0=_("Skriv hva som kan gå galt."))
    for number, one in enumerate(hazards):
        try:
            hazard = _hazard_of(session, key, number, one, by=by, today=today)
        except Invalid as wrong:
            raise Invalid(**{f"{name}_{number}": said for name, said in wrong.messages.items()}) from wrong
        if number == 0 and values.get("routine_id") is not None:
            _tie_routine(session, hazard, values["routine_id"], today)
    return key


def add_risk(session: Session, values: Mapping[str, Any], *, by: Viewer, today: date) -> Key:
    """Begin a full assessment, and return its key.

    Args:
        values: attributes named in ``DESCRIBED``; the title must be there. Also "form".

    Raises:
        Invalid: something is missing or cannot be.
    """
    return _made(session, values, values.get("form") or RiskForm.FULL, by, today)


def change_risk(session: Session, key: Key, values: Mapping[str, Any], *, by: Viewer, today: date) -> None:
    """Change what an assessment says of itself; its hazards are changed one by one.

    Args:
        values: attributes named in ``DESCRIBED``; those that are not there stay.

    Raises:
        Invalid: as ``add_risk``; nothing was saved.
    """
    by.may(Right.HANDLE)
    there = There(session)
    risk = there.open_risk(key)
    with session.no_autoflush:
        changed = put(risk, told(values, DESCRIBED))
        risk.check(today)
        there.refuse_unknown(risk, changed)
    session.flush()


def widen_risk(session: Session, key: Key, *, by: Viewer, today: date) -> None:
    """Make a short assessment a full one; everything in it stays."""
    by.may(Right.HANDLE)
    risk = There(session).open_risk(key)
    risk.form = RiskForm.FULL
    risk.check(today)
    session.flush()


def review_risk(
    session: Session, key: Key, next_review: date | None, note: str = "", *, by: Viewer, today: date
) -> None:
    """Say that one has looked at an assessment and left it as it is.

    Args:
        next_review: the next time; None: it is not planned.
        note: what one saw, in words.

    Raises:
        Invalid: the next time is not after today.
    """
    by.may(Right.HANDLE)
    risk = There(session).open_risk(key)
    if next_review is not None and next_review <= today:
        raise Invalid(next_review=_("Velg en dag som kommer."))
    risk.reviewed_on, risk.next_review, risk.review_note = today, next_review, clean(note)
    risk.check(today)
    session.flush()


def close_risk(session: Session, key: Key, why: str, *, by: Viewer, today: date) -> None:
    """Finish an assessment; it stays in the list with the reason, and can be taken up again.

    Args:
        why: the reason, in words.

    Raises:
        Invalid: there is no reason.
    """
    by.may(Right.HANDLE)
    risk = There(session).risk(key)
    if risk.closed_on is None:
        risk.closed_on, risk.closed_why = today, clean(why)
        risk.check(today)
        session.flush()


def reopen_risk(session: Session, key: Key, *, by: Viewer, today: date) -> None:
    """Take an assessment up again."""
    by.may(Right.HANDLE)
    risk = There(session).risk(key)
    risk.closed_on, risk.closed_why = None, ""
    risk.check(today)
    session.flush()


def withdraw_risk(session: Session, key: Key, why: str, *, by: Viewer, today: date) -> None:
    """Take away an assessment that was made by mistake; everything in it goes with it.

    Args:
        why: the reason, in words.
    """
    by.may(Right.HANDLE)
    del today
    There(session).risk(key).withdraw(why, session.info["now"])
    session.flush()


def _made(session: Session, values: Mapping[str, Any], form: RiskForm, by: Viewer, today: date) -> Key:
    by.may(Right.HANDLE)
    filled = {"title": "", "assessed_on": today} | told(values, DESCRIBED)
    risk = RiskAssessment(**filled, form=form)
    risk.check(today)
    There(session).refuse_unknown(risk, filled)
    session.add(risk)
    session.flush()
    return risk.id


def _hazard_of(
    session: Session, risk: Key, number: int, one: Mapping[str, Any], *, by: Viewer, today: date
) -> Hazard:
    """A hazard of a short assessment with all that was written of it."""
    there = There(session)
    filled = {"title": ""} | told(one, HAZARD_TEXTS)
    hazard = Hazard(**filled, assessment_id=risk, position=number + 1)
    hazard.check(today)
    there.refuse_unknown(hazard, filled)
    session.add(hazard)
    session.flush()
    for position, barrier in enumerate(_lines(one), 1):
        barrier.hazard_id, barrier.position = hazard.id, position
        _checked_line(barrier, today)
        session.add(barrier)
    if one.get("probability") is not None and one.get("consequence") is not None:
        rating = Rating(
            hazard_id=hazard.id, outcome=one.get("outcome") or Outcome.LIKELY, stage=Stage.BEFORE, day=today,
            probability=one["probability"], consequence=one["consequence"], size=one.get("size") or there.matrix().size,
            why=one.get("why") or "", given_by=by.name, evidence=one.get("evidence") or "{}",
        )  # fmt: skip
        rating.check(today)
        session.add(rating)
    session.flush()
    return hazard


def _lines(one: Mapping[str, Any]) -> Iterator[Barrier]:
    new = {clean(line) for line in one.get("new") or ()}
    for name, side in _SIDES:
        for line in dict.fromkeys(clean(line) for line in one.get(name) or ()):
            if line:
                yield Barrier(title=line, side=side, standing=Standing.NEW if line in new else Standing.EXISTS)


def _checked_line(barrier: Barrier, today: date) -> None:
    """What is wrong with a line is said where the line was written."""
    try:
        barrier.check(today)
    except Invalid as wrong:
        field = next(name for name, side in _SIDES if side is barrier.side)
        raise Invalid(**{field: next(iter(wrong.messages.values()))}) from wrong


def _tie_routine(session: Session, hazard: Hazard, routine: Key, today: date) -> None:
    """The routine is the first thing that stands in the way."""
    barrier = Barrier(hazard_id=hazard.id, position=0, title="", routine_id=routine)
    there = There(session)
    there.refuse_unknown(barrier, ("routine_id",))
    barrier.title = there.routine_name(routine)
    barrier.check(today)
    session.add(barrier)
    session.flush()
