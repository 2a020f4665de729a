"""The routines of the demo kindergarten, and which incidents point at them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.incidents.model import Incident
from ikdesk.kernel.paths import resource
from ikdesk.kernel.viewer import Key, Viewer
from ikdesk.measures.model import Measure
from ikdesk.routines.actions import add_routine, review_done, save_routine
from ikdesk.start.demo_days_model import DEMO_DAY
from ikdesk.unit.model import Place

_DATES = ("valid_from", "review_due")


def make_routines(session: Session, *, by: Viewer, today: date) -> None:
    """Write Solbakken's routines as they came, and let incidents point at those that were broken or too little.

    The day it is there is ``DEMO_DAY``, whatever today is. No count of incidents changes.
    """
    leader = replace(by, name="Tom")  # who approved them
    places: dict[str, Key] = {code: key for key, code in session.execute(select(Place.id, Place.standard))}
    for plan in json.loads(resource("demo/routines.json").read_text("utf-8")):
        key = _write(session, plan, places.get(plan.get("place", "")), leader)
        for rule in plan.get("points", ()):
            _point(session, key, rule)


def _write(session: Session, plan: dict[str, Any], place: Key | None, by: Viewer) -> Key:
    key: Key | None = None
    told: dict[str, Any] = {"place_id": place}
    for number, version in enumerate(plan["versions"], 1):
        told = {**told, **_values(version)}
        if plan.get("draft"):
            return add_routine(session, told, by=by, today=DEMO_DAY)
        last = number == len(plan["versions"])
        told["measure_id"] = _measure(session, plan.get("measure")) if last else None
        key = save_routine(session, key, told, approve=True, by=by, today=DEMO_DAY)
        session.flush()
    reviewed = plan.get("reviewed")
    if reviewed and key:
        review_done(
            session, key, date.fromisoformat(reviewed["review_due"]), reviewed["note"], by=by,
            today=date.fromisoformat(reviewed["on"]),
        )  # fmt: skip
    if key is None:
        raise AssertionError(plan)
    return key


def _values(version: dict[str, Any]) -> dict[str, Any]:
    """What the plan says, as the attributes are."""
    values = dict(version)
    if "steps" in values:
        values["steps"] = "\n".join(values["steps"])
    if "legal_hooks" in values:
        values["legal_hooks"] = tuple(values["legal_hooks"])
    return {name: date.fromisoformat(value) if name in _DATES else value for name, value in values.items()}


def _measure(session: Session, words: str | None) -> Key | None:
    """The measure that a version grew out of, by words in its title; None where there is none."""
    if not words:
        return None
    question = select(Measure.id).where(Measure.title.icontains(words)).order_by(Measure.number)
    return session.scalars(question).first()


def _point(session: Session, key: Key, rule: dict[str, Any]) -> None:
    question = select(Incident).join(Place, Place.id == Incident.place_id).where(
        Incident.routine_status.in_(rule["statuses"]), Incident.withdrawn_at.is_(None),
        Incident.occurred_on >= date.fromisoformat(rule.get("from", "2000-01-01")),
    )  # fmt: skip
    if "places" in rule:
        question = question.where(Place.standard.in_(rule["places"]))
    if "kinds" in rule:
        question = question.where(Incident.kind.in_(rule["kinds"]))
    _set(session.scalars(question), key)


def _set(incidents: Iterable[Incident], key: Key) -> None:
    for incident in incidents:
        if incident.routine_id is None:
            incident.routine_id = key
