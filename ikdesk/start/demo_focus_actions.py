"""The focus area of the demo kindergarten, the meeting that began it, and the next one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.focus.actions import choose_focus
from ikdesk.focus.model import FocusArea, FocusLook
from ikdesk.kernel.paths import resource
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.measures.model import Measure
from ikdesk.meetings.actions import answer_question, plan_meeting
from ikdesk.meetings.model import Meeting, MeetingIdea
from ikdesk.meetings.view_model import AT_ONCE, Said
from ikdesk.start.demo_days_model import DEMO_DAY
from ikdesk.start.demo_measures_actions import LEADER


def add_demo_focus(session: Session, places: Mapping[str, Key], *, by: Viewer, today: date) -> None:
    """Give Solbakken its focus area and its meetings; the measures they speak of are there already.

    Args:
        places: the key of each standard place.
    """
    by.may(Right.SET_UP)
    told = json.loads(resource("demo/focus.json").read_text("utf-8"))
    leader = replace(by, name=LEADER)
    areas = {row["at"]: _area(session, row, places, leader) for row in told["areas"]}
    for row in told["meetings"]:
        _meeting(session, row, areas, leader)
    session.flush()


def _area(session: Session, row: Mapping[str, Any], places: Mapping[str, Key], by: Viewer) -> Key:
    chosen = date.fromisoformat(row["chosen"])
    values = {
        "place_id": places[row["at"]], "problem": row["problem"], "in_report": row["in_report"],
        "next_look": date.fromisoformat(row["next_look"]),
    }  # fmt: skip
    key = choose_focus(session, values, by=by, today=chosen)
    session.get_one(FocusArea, key).check(DEMO_DAY)
    for look in row["looks"]:
        day = date.fromisoformat(look["day"])
        session.add(FocusLook(focus_id=key, day=day, comment=look["comment"], given_by=look["by"]))
    return key


def _meeting(session: Session, row: Mapping[str, Any], areas: Mapping[str, Key], by: Viewer) -> None:
    values = {name: row[name] for name in ("title", "agenda", "present", "note", "period") if name in row}
    told = {**values, "day": date.fromisoformat(row["day"]), "focus_id": areas[row["at"]]}
    key = plan_meeting(session, told, by=by, today=DEMO_DAY)
    meeting = session.get_one(Meeting, key)
    if "begun" in row:
        meeting.begun_at = datetime.fromisoformat(row["begun"])
        meeting.ended_at = datetime.fromisoformat(row["ended"])
    measures = {row.title: row for row in session.execute(
        select(Measure.title, Measure.id, Measure.origin, Measure.role, Measure.deadline))}  # fmt: skip
    for at, title in enumerate(row.get("ideas", ()), 1):
        measure = measures[title]
        session.add(MeetingIdea(
            meeting_id=key, position=at, title=title, origin=measure.origin, role=measure.role,
            deadline=measure.deadline or _soon(row, measure.origin), measure_id=measure.id,
        ))  # fmt: skip
    for answer in row.get("answers", ()):
        answer_question(session, key, Said(**answer), by=by, today=DEMO_DAY)


def _soon(row: Mapping[str, Any], origin: str) -> date | None:
    """What can be done at once is done by a day that was named in the meeting."""
    return date.fromisoformat(row["at_once_by"]) if origin == AT_ONCE and "at_once_by" in row else None
