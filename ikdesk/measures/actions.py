"""What people do with measures: propose, adopt, start, finish, reject, tie them to incidents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ikdesk.kernel.base import Code, fields_of
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.kernel.words import _, clean
from ikdesk.measures.evaluation_actions import answer_measure, withdraw_answer
from ikdesk.measures.link_actions import follow_incidents, link_incident, unlink_incident
from ikdesk.measures.model import ANSWERS, OPEN, STARTED, Measure, MeasureStatus
from ikdesk.people.model import Person
from ikdesk.unit.equipment_model import Equipment
from ikdesk.unit.model import CodeEntry, Place, Season
from ikdesk.unit.season_model import season_around

ALREADY = Code("already_done")  # the origin of what is done anyway: it never began, and nobody need evaluate it
DESCRIBED = (
    "title", "description", "origin", "kind", "role", "responsible_id", "deadline", "place_id", "activity", "mechanism",
    "equipment_id", "trigger_first", "trigger_kept", "evaluate_on", "consequence",
)  # fmt: skip
_TARGET = ("place_id", "activity", "mechanism", "equipment_id")
_DAYS = {  # a day of the life cycle may be corrected, once there is one
    "decided_on": frozenset(MeasureStatus) - {MeasureStatus.PROPOSED},
    "started_on": STARTED | ANSWERS,
    "done_on": ANSWERS | {MeasureStatus.DONE},
}


def add_measure(
    session: Session, values: Mapping[str, Any], *, incidents: Sequence[Key] = (), by: Viewer, today: date
) -> Key:
    """Propose a measure and return its key; what is done anyway is under way from the start.

    Args:
        values: attributes named in ``DESCRIBED``; title and origin must be there.
        incidents: those it came of.

    Raises:
        Invalid: something is missing or cannot be, a code is in no list, or the place is not the unit's.
    """
    by.may(Right.HANDLE)
    last = session.scalar(select(func.max(Measure.number)))
    told = {name: values[name] for name in DESCRIBED if name in values}
    measure = Measure(**{"title": "", "origin": "", **told}, number=(last or 0) + 1)
    _settle_origin(measure)
    measure.check(today)
    _refuse_unknown(session, measure, told)
    session.add(measure)
    session.flush()
    for incident in dict.fromkeys(incidents):
        link_incident(session, measure.id, incident, by=by, today=today)
    return measure.id


def change_measure(
    session: Session, key: Key, values: Mapping[str, Any], *, by: Viewer, today: date
) -> None:
    """Change what a measure is.

    The season that led to it follows a new place or a new day of decision, unless somebody chose it.

    Args:
        values: attributes named in ``DESCRIBED``, and the days of steps that were taken.

    Raises:
        Invalid: as ``add_measure``, or the day of a step that was not taken; nothing was saved.
    """
    by.may(Right.HANDLE)
    measure = _standing(session, key)
    told = {name: clean(value) if isinstance(value, str) else value for name, value in values.items()}
    before = {name: getattr(measure, name) for name in (*DESCRIBED, *_DAYS)}
    changed = {name: told[name] for name in before if name in told and told[name] != before[name]}
    _refuse_wrong_days(measure, changed)
    followed = measure.trigger_first == _season_behind(session, measure)
    for name, value in changed.items():
        setattr(measure, name, value)
    _settle_origin(measure)
    measure.check(today)
    _refuse_unknown(session, measure, changed)
    if followed and "trigger_first" not in changed and measure.decided_on is not None:
        measure.trigger_first = _season_behind(session, measure)
    session.flush()
    follow_incidents(session, key, by=by, today=today)


def adopt_measure(session: Session, key: Key, *, on: date, by: Viewer, today: date) -> None:
    """Decide that a proposed measure shall be carried out.

    The season the decision falls in, or the last one before it, is taken to have led to it when nobody chose one.

    Args:
        on: the day it was decided.
    """
    measure = _step(session, key, by)
    _only(measure, {MeasureStatus.PROPOSED}, _("Tiltaket er allerede vedtatt."))
    _decide(session, measure, on)
    _took(session, measure, by, today)


def start_measure(session: Session, key: Key, *, on: date, by: Viewer, today: date) -> None:
    """Begin with a measure; one that was only proposed is thereby decided.

    Args:
        on: the first day it was in force.
    """
    measure = _step(session, key, by)
    _only(measure, {MeasureStatus.PROPOSED, MeasureStatus.ADOPTED}, _("Tiltaket er allerede i gang."))
    _begin(session, measure, on)
    _took(session, measure, by, today)


def finish_measure(session: Session, key: Key, *, on: date, by: Viewer, today: date) -> None:
    """Say that the work with a measure is done; whether it helped is asked later.

    Args:
        on: the day it was in place.
    """
    measure = _step(session, key, by)
    _only(measure, OPEN, _("Tiltaket er allerede gjennomført eller avsluttet."))
    if measure.origin == ALREADY:
        raise Problem(_("Dette gjør dere allerede. Det blir ikke ferdig."))
    if measure.started_on is None:
        _begin(session, measure, on)
    measure.status, measure.done_on = MeasureStatus.DONE, on
    _took(session, measure, by, today)


def reject_measure(session: Session, key: Key, why: str, *, by: Viewer, today: date) -> None:
    """Decide against a measure that is not finished.

    Args:
        why: the reason, in words.
    """
    measure = _step(session, key, by)
    _only(measure, OPEN, _("Tiltaket er gjennomført og kan ikke forkastes. Svar heller på om det virket."))
    measure.status, measure.rejected_why = MeasureStatus.REJECTED, why
    _took(session, measure, by, today)


def reopen_measure(session: Session, key: Key, *, by: Viewer, today: date) -> None:
    """Take up a measure again: a rejected one where it was, a finished one as under way.

    Answers that were given stay; an evaluation day that has passed must be chosen anew.
    """
    measure = _step(session, key, by)
    answered = measure.status in ANSWERS
    _only(measure, frozenset(MeasureStatus) - OPEN, _("Tiltaket er allerede åpent."))
    measure.status = _open_again(measure)
    measure.done_on, measure.rejected_why = None, ""
    if answered and measure.evaluate_on is not None and measure.evaluate_on <= today:
        measure.evaluate_on = None
    _took(session, measure, by, today)


def withdraw_measure(session: Session, key: Key, why: str, *, by: Viewer, today: date) -> None:
    """Withdraw a measure that should not have been there; it stays, with the reason, and so does its number."""
    by.may(Right.HANDLE)
    _standing(session, key).withdraw(why, session.info["now"])
    session.flush()
    follow_incidents(session, key, by=by, today=today)


def _step(session: Session, key: Key, by: Viewer) -> Measure:
    by.may(Right.HANDLE)
    return _standing(session, key)


def _took(session: Session, measure: Measure, by: Viewer, today: date) -> None:
    measure.check(today)
    session.flush()
    follow_incidents(session, measure.id, by=by, today=today)


def _standing(session: Session, key: Key) -> Measure:
    measure = session.get_one(Measure, key)
    if measure.withdrawn_at is not None:
        raise Problem(_("Tiltaket er trukket tilbake. Hent det fram igjen før du endrer det."))
    return measure


def _only(measure: Measure, allowed: Iterable[MeasureStatus], said: str) -> None:
    if measure.status not in allowed:
        raise Problem(said)


def _decide(session: Session, measure: Measure, on: date) -> None:
    measure.status = MeasureStatus.ADOPTED
    measure.decided_on = measure.decided_on or on
    if measure.trigger_first is None:
        measure.trigger_first = _season_behind(session, measure)


def _begin(session: Session, measure: Measure, on: date) -> None:
    if measure.status is MeasureStatus.PROPOSED:
        _decide(session, measure, on)
    measure.status, measure.started_on = MeasureStatus.RUNNING, on


def _open_again(measure: Measure) -> MeasureStatus:
    if measure.started_on is not None or measure.origin == ALREADY:
        return MeasureStatus.RUNNING
    return MeasureStatus.PROPOSED if measure.decided_on is None else MeasureStatus.ADOPTED


def _settle_origin(measure: Measure) -> None:
    """What is done anyway is under way without a first day; what is not any more, is where its days say."""
    if measure.origin == ALREADY and measure.status in OPEN:
        measure.status = MeasureStatus.RUNNING
    elif measure.status is MeasureStatus.RUNNING and measure.started_on is None:
        measure.status = _open_again(measure)


def _season_behind(session: Session, measure: Measure) -> date | None:
    """The first day of the season the decision falls in, or of the last one before it; None without a target."""
    if measure.decided_on is None or not any(getattr(measure, name) for name in _TARGET):
        return None
    place = session.get(Place, measure.place_id) if measure.place_id else None
    if place is None:
        return season_around(Season.ALL_YEAR, measure.decided_on).period.first
    own = (place.season_from, place.season_to) if place.season_from and place.season_to else None
    return season_around(place.season, measure.decided_on, own).period.first


def _refuse_wrong_days(measure: Measure, changed: Mapping[str, Any]) -> None:
    """The day of a step can be corrected; it is neither taken nor undone by writing a day."""
    wrong: dict[str, str] = {}
    for name, statuses in _DAYS.items():
        if changed.get(name) is not None and measure.status not in statuses:
            wrong[name] = _("Tiltaket er ikke kommet så langt.")
        elif name in changed and changed[name] is None and measure.status in statuses:
            wrong[name] = _("Skriv datoen. For eksempel 20.11.2026.")
    if wrong:
        raise Invalid(**wrong)


def _refuse_unknown(session: Session, measure: Measure, named: Iterable[str]) -> None:
    """Raise Invalid where a code is in none of the unit's lists, or the place is not one of the unit's."""
    names = set(named)
    wrong = dict(_strangers(session, measure, names))
    if "place_id" in names and measure.place_id is not None:
        place = session.get(Place, measure.place_id)
        if place is None or place.withdrawn_at is not None:
            wrong["place_id"] = _("Velg et av stedene i listen.")
    if "equipment_id" in names and measure.equipment_id is not None:
        piece = session.get(Equipment, measure.equipment_id)
        if piece is None or piece.withdrawn_at is not None:
            wrong["equipment_id"] = _("Velg et utstyr i listen.")
    if "responsible_id" in names and measure.responsible_id is not None:
        _refuse_stranger(session.get(Person, measure.responsible_id), wrong)
    if wrong:
        raise Invalid(**wrong)


def _refuse_stranger(person: Person | None, wrong: dict[str, str]) -> None:
    """Only somebody who is here can be given something to do; who had it already keeps it when they leave."""
    if person is None or person.withdrawn_at is not None:
        wrong["responsible_id"] = _("Personen bruker ikke IKdesk her lenger. Velg en annen.")


def _strangers(session: Session, measure: Measure, names: set[str]) -> Iterator[tuple[str, str]]:
    fields = [field for field in fields_of(Measure) if field.codes and field.key in names]
    lists = select(CodeEntry.list_name, CodeEntry.code).where(CodeEntry.list_name.in_({f.codes for f in fields}))
    known = {tuple(row) for row in session.execute(lists)}
    for field in fields:
        code = getattr(measure, field.key)
        if code and (field.codes, str(code)) not in known:
            yield field.key, _("{name}: «{word}» er ikke et ord vi kjenner.").format(
                name=str(field.label).rstrip("?"), word=str(code)[:60]
            )


__all__ = [
    "ALREADY", "DESCRIBED", "add_measure", "adopt_measure", "answer_measure", "change_measure",
    "finish_measure", "link_incident", "reject_measure", "reopen_measure",
    "start_measure", "unlink_incident", "withdraw_answer", "withdraw_measure",
]  # fmt: skip
