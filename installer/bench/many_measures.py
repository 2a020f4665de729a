"""Very many measures: the demo's, begun on other days and aimed at whatever the incidents were about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from random import Random
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ikdesk.incidents.model import Incident
from ikdesk.kernel.base import new_key
from ikdesk.measures.model import Evaluation, Measure, MeasureIncident
from installer.bench.rows import DAYS, Row, earlier, put, rows_of

_DAYS_OF = ("deadline", "decided_on", "started_on", "done_on", "evaluate_on", "trigger_first")
_CAME_OF = 2  # incidents for each


def add_measures(session: Session, number: int) -> None:
    """Make it so many measures in all, with the incidents they came of and the answers that were given.

    Args:
        number: in all; they are spread over the years before the demo's day.
    """
    rng = Random(number)  # the same every time
    known, answers = rows_of(session, Measure), rows_of(session, Evaluation)
    top = session.scalar(select(func.max(Measure.number))) or 0
    made: list[Row] = []
    given: list[Row] = []
    incidents = session.execute(
        select(Incident.id, Incident.place_id, Incident.activity, Incident.mechanism).order_by(Incident.number)
    ).all()
    for at in range(number - len(known)):
        like = rng.choice(known)
        back = timedelta(days=at * DAYS // number)
        row = earlier(like, _DAYS_OF, back) | _target(rng, incidents, at)
        made.append(row | {"id": new_key(), "number": top + at + 1})
        given += [
            earlier(answer, ("day",), back) | {"id": new_key(), "measure_id": made[-1]["id"]}
            for answer in answers if answer["measure_id"] == like["id"]
        ]  # fmt: skip
    put(session, Measure, made)
    put(session, Evaluation, given)
    link = rows_of(session, MeasureIncident)[0]
    put(session, MeasureIncident, [
        link | {"id": new_key(), "measure_id": row["id"], "incident_id": one.id}
        for row in made for one in rng.sample(incidents, _CAME_OF)
    ])  # fmt: skip


def _target(rng: Random, incidents: Sequence[Any], at: int) -> Row:
    """What one of the incidents was about: its place, the activity, or how it happened there."""
    about = rng.choice(incidents)
    wanted = (("place_id",), ("activity",), ("place_id", "mechanism"))[at % 3]
    return {name: getattr(about, name) if name in wanted else None for name in ("place_id", "activity", "mechanism")}
