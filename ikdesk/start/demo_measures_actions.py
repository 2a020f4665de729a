"""The measures of the demo kindergarten: what the staff meeting decided about the hill, and some others."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.incidents.model import Incident
from ikdesk.kernel.paths import resource
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.measures.actions import (
    DESCRIBED,
    add_measure,
    adopt_measure,
    answer_measure,
    change_measure,
    finish_measure,
    reject_measure,
    start_measure,
)
from ikdesk.measures.model import Decision, MeasureStatus
from ikdesk.start.demo_days_model import DEMO_DAY

LEADER = "Tom"
_STEPS = {"decided": adopt_measure, "started": start_measure, "done": finish_measure}


def add_demo_measures(session: Session, places: Mapping[str, Key], *, by: Viewer, today: date) -> None:
    """Give Solbakken its measures, each as far as it has come on the demo's day.

    Those about the hill should be evaluated that very day; the answer is left to whoever looks.

    Args:
        places: the key of each standard place.
    """
    by.may(Right.SET_UP)
    for row in json.loads(resource("demo/measures.json").read_text("utf-8"))["measures"]:
        values = {name: row[name] for name in DESCRIBED if name in row}
        days = {"deadline": _day(row, "deadline"), "evaluate_on": _day(row, "evaluate")}
        incidents = [key for where in row.get("came_of", ()) for key in _came_of(session, where, places)]
        told = {**values, **days, "place_id": places.get(row.get("at"))}
        key = add_measure(session, told, incidents=incidents, by=by, today=DEMO_DAY)
        _live(session, key, row, replace(by, name=LEADER))


def _live(session: Session, key: Key, row: Mapping[str, Any], by: Viewer) -> None:
    """Take the steps that were taken, on their days."""
    if row["origin"] == "already_done":
        change_measure(session, key, {"decided_on": _day(row, "decided")}, by=by, today=DEMO_DAY)
        return
    for name, step in _STEPS.items():
        on = _day(row, name)
        if on is not None:
            step(session, key, on=on, by=by, today=DEMO_DAY)
    if "rejected" in row:
        reject_measure(session, key, row["rejected"], by=by, today=DEMO_DAY)
    if "answer" in row:
        _answer(session, key, row["answer"], by)


def _answer(session: Session, key: Key, told: Mapping[str, Any], by: Viewer) -> None:
    values = {
        "answer": MeasureStatus.of(told["answer"]), "decision": Decision.of(told["decision"]),
        "day": _day(told, "day"), "comment": told["comment"],
    }  # fmt: skip
    evidence = {"verdict": told["verdict"]} if "verdict" in told else {}
    answer_measure(session, key, values, evidence, by=by, today=DEMO_DAY)


def _came_of(session: Session, where: Mapping[str, Any], places: Mapping[str, Key]) -> list[Key]:
    """The incidents at a place between two days whose story has one of some words."""
    question = select(Incident.id, Incident.story).where(
        Incident.place_id == places[where["at"]], Incident.occurred_on >= _day(where, "from"),
        Incident.occurred_on <= _day(where, "to"), Incident.withdrawn_at.is_(None),
    )  # fmt: skip
    words = where.get("words", [""])
    rows = session.execute(question.order_by(Incident.year, Incident.running))
    return [row.id for row in rows if any(word in row.story for word in words)]


def _day(row: Mapping[str, Any], name: str) -> date | None:
    return date.fromisoformat(row[name]) if name in row else None
