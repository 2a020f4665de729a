"""The demo kindergarten: Solbakken, where children keep getting hurt in the sledding hill."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from itertools import chain
from random import Random
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.incidents.actions import number
from ikdesk.incidents.model import Correction, Incident, Status
from ikdesk.incidents.staff_model import Grave, StaffCase
from ikdesk.kernel.base import Code, fields_of, new_key
from ikdesk.kernel.paths import resource
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.start.demo_days_model import DEMO_DAY, month_figures, sledding_days
from ikdesk.start.demo_details_actions import add_demo_details
from ikdesk.start.demo_details_model import details_of
from ikdesk.start.demo_focus_actions import add_demo_focus
from ikdesk.start.demo_measures_actions import add_demo_measures
from ikdesk.start.demo_model import events
from ikdesk.start.demo_plan_actions import add_demo_plans
from ikdesk.start.demo_risk_actions import add_demo_risks
from ikdesk.start.demo_routines_actions import make_routines
from ikdesk.start.demo_stories_model import Event
from ikdesk.unit.actions import add_department, add_place, change_unit, make_unit, set_month_figures
from ikdesk.unit.exposure_actions import log_days
from ikdesk.unit.model import Place, Season, UnitKind

_SEED = 20260430


def make_demo(session: Session, *, by: Viewer, today: date) -> None:
    """Fill an empty file with Solbakken barnehage: the same data every time apart from keys and stamps.

    The day it is there is ``DEMO_DAY``, whatever today is.
    """
    by.may(Right.SET_UP)
    rng = Random(_SEED)  # fixed, so that everybody sees the same kindergarten
    plan = json.loads(resource("demo/unit.json").read_text("utf-8"))
    _describe(session, plan, by)
    places = _places(session, plan, by)
    departments = [add_department(session, name, by=by, today=DEMO_DAY) for name in plan["departments"]]
    set_month_figures(session, month_figures(rng), by=by, today=DEMO_DAY)
    days = sledding_days(rng)
    in_use = chain.from_iterable(half for winter in days.values() for half in winter)
    log_days(session, places["sledding_hill"], in_use, by=by, today=DEMO_DAY)
    _tell(session, events(rng, days), places, departments, rng)
    add_demo_details(session, places, by=by, today=DEMO_DAY)
    add_demo_measures(session, places, by=by, today=DEMO_DAY)
    add_demo_focus(session, places, by=by, today=DEMO_DAY)
    make_routines(session, by=by, today=today)
    add_demo_risks(session, places, by=by, today=DEMO_DAY)
    add_demo_plans(session, places, by=by, today=DEMO_DAY)


def _describe(session: Session, plan: dict[str, Any], by: Viewer) -> None:
    make_unit(session, plan["name"], UnitKind.BARNEHAGE, by=by, today=DEMO_DAY)
    described = {key: plan[key] for key in ("org_number", "staff_years", "threshold")}
    change_unit(session, {**described, "demo_day": DEMO_DAY}, by=by, today=DEMO_DAY)


def _places(session: Session, plan: dict[str, Any], by: Viewer) -> dict[str, Key]:
    """Give the shipped places the kindergarten's own names; only the hill's days are counted."""
    found: dict[str, Key] = {}
    for place in session.scalars(select(Place)):
        place.name = plan["places"][place.standard]
        place.logged = place.standard == "sledding_hill"
        place.check(DEMO_DAY)
        found[place.standard] = place.id
    for own in plan["own_places"]:
        add_place(session, {**own, "season": Season.ALL_YEAR}, by=by, today=DEMO_DAY)
    return found


def _tell(
    session: Session, told: list[Event], places: dict[str, Key], departments: list[Key], rng: Random
) -> None:
    running: dict[int, int] = {}
    corrections: list[Correction] = []
    cases: list[StaffCase] = []
    for event in told:
        running[event.on.year] = running.get(event.on.year, 0) + 1
        incident = Incident(
            id=new_key(), kind=Code(event.kind), occurred_on=event.on, occurred_time=event.at, severity=event.grade,
            place_id=places[event.place], **{**event.values, **details_of(event)},
            department_id=None if event.kind == "staff_injury" else rng.choice(departments),
        )  # fmt: skip
        number(incident, running[event.on.year])
        incident.check(DEMO_DAY)
        if event.withdrawn:
            incident.withdraw(event.withdrawn, event.told_at + timedelta(days=1))
            incident.status = Status.WITHDRAWN
        session.add(incident)
        if event.corrected:
            corrections.append(_correction(incident))
        if event.case:
            cases.append(_case(incident, event.case))
    session.flush()
    session.add_all([*corrections, *cases])  # they point at incidents that are saved


def _case(incident: Incident, told: dict[str, Any]) -> StaffCase:
    """What the staff register holds of an event."""
    read: dict[type, Callable[[Any], Any]] = {date: date.fromisoformat, tuple: tuple, Grave: Grave.of}
    kinds = {field.key: field.kind for field in fields_of(StaffCase)}
    case = StaffCase(incident_id=incident.id, **{key: read.get(kinds[key], lambda value: value)(value)
                                                 for key, value in told.items()})  # fmt: skip
    case.check(DEMO_DAY)
    return case


def _correction(incident: Incident) -> Correction:
    return Correction(
        incident_id=incident.id, attribute="severity", before="1", after=str(incident.severity),
        why="Tannlegen fant at en bit av tanna var borte.",
    )  # fmt: skip


__all__ = ["DEMO_DAY", "make_demo"]
