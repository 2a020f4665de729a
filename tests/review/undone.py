"""Something left undone of every kind, and how each is put right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from ikdesk.focus.actions import change_focus, choose_focus, look_at_focus
from ikdesk.incidents.actions import close_incident, handle_incident, record_incident
from ikdesk.incidents.inbox_actions import confirm_report, receive_report
from ikdesk.incidents.reference_actions import keep_reference
from ikdesk.kernel.database import Database
from ikdesk.kernel.viewer import Key
from ikdesk.measures.actions import (
    add_measure,
    adopt_measure,
    answer_measure,
    change_measure,
    finish_measure,
    start_measure,
)
from ikdesk.measures.model import MeasureStatus
from ikdesk.meetings.actions import end_meeting, plan_meeting
from ikdesk.review.model import Finding, Rule
from ikdesk.review.queries import findings
from ikdesk.routines.actions import add_routine, approve_version, review_done
from ikdesk.unit.equipment_actions import add_equipment, log_equipment
from ikdesk.unit.equipment_model import Looked
from ikdesk.unit.exposure_actions import confirm_days, log_day, receive_day
from ikdesk.unit.exposure_queries import waiting_days
from tests.review.risk_undone import RISKS
from tests.samples import LEADER, TODAY, incident_values, measure_values, place_of

MARCH = date(2026, 3, 2)
LATER = date(2026, 6, 1)
Mend = Callable[[], object]


class Unit:
    """A unit, and what is done in it."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def do(self, action: Callable[..., Any], *args: Any, that: date = TODAY, **more: Any) -> Any:
        return self.database.write(action, *args, by=LEADER, today=that, **more)

    def found(self, today: date = TODAY, **more: Any) -> tuple[Finding, ...]:
        return self.database.read(findings, today=today, **{"viewer": LEADER, **more})

    def of(self, rule: Rule) -> list[Finding]:
        return [one for one in self.found() if one.rule is rule]

    def measure(self, *incidents: Key, **changes: Any) -> Key:
        values = measure_values(self.database, **{"deadline": LATER, **changes})
        key: Key = self.do(add_measure, values, incidents=incidents, that=MARCH)
        return key

    def running(self, **changes: Any) -> Key:
        key = self.measure(**changes)
        self.do(adopt_measure, key, on=MARCH)
        self.do(start_measure, key, on=MARCH)
        return key

    def tell(self, day: date = TODAY, **changes: Any) -> Key:
        values = {"place_id": place_of(self.database, "sandpit"), **changes, "occurred_on": day}
        at = datetime.combine(day, time(12))
        key: Key = self.do(record_incident, incident_values(self.database, **values), told_at=at, that=day)
        return key

    def close(self, key: Key) -> None:
        self.do(close_incident, key, at=datetime.combine(TODAY, time(11)))


def _late(unit: Unit) -> Mend:
    key = unit.measure(deadline=date(2026, 4, 1))
    return lambda: unit.do(change_measure, key, {"deadline": LATER})


def _no_deadline(unit: Unit) -> Mend:
    key = unit.measure(deadline=None)
    return lambda: unit.do(change_measure, key, {"deadline": LATER})


def _no_owner(unit: Unit) -> Mend:
    key = unit.measure(role=None)
    return lambda: unit.do(change_measure, key, {"role": "manager"})


def _not_evaluated(unit: Unit) -> Mend:
    key = unit.running()
    unit.do(finish_measure, key, on=TODAY)
    return lambda: unit.do(change_measure, key, {"evaluate_on": LATER})


def _evaluation_late(unit: Unit) -> Mend:
    key = unit.running(evaluate_on=TODAY)
    values = {"answer": MeasureStatus.CANNOT_TELL, "comment": "For lite snø."}
    return lambda: unit.do(answer_measure, key, values, {})


def _serious(unit: Unit) -> Mend:
    incident = unit.tell(severity=3)
    return lambda: unit.measure(incident)


def _closed_open(unit: Unit) -> Mend:
    incident = unit.tell()
    key = unit.measure(incident)
    unit.do(handle_incident, incident, {"causes": ["equipment_defect"]})
    unit.close(incident)

    def mend() -> None:
        unit.do(adopt_measure, key, on=MARCH)
        unit.do(start_measure, key, on=TODAY)
        unit.do(change_measure, key, {"evaluate_on": LATER})

    return mend


def _no_cause(unit: Unit) -> Mend:
    incident = unit.tell()
    unit.close(incident)
    return lambda: unit.do(handle_incident, incident, {"causes": ["equipment_defect"]})


def _incident_late(unit: Unit) -> Mend:
    incident = unit.tell(MARCH)
    return lambda: unit.close(incident)


def _unconfirmed(unit: Unit) -> Mend:
    values = {**incident_values(unit.database), "occurred_on": "2026-04-29", "occurred_time": "10:00"}
    values["place_id"] = str(values["place_id"])
    unit.do(receive_report, {"values": values}, "A1", told_at=datetime.combine(TODAY, time(9)))
    return lambda: unit.do(confirm_report, unit.of(Rule.UNCONFIRMED)[0].key)


def _case(unit: Unit) -> Mend:
    incident = unit.tell(MARCH, kind="environment_42", story="Mappe 7")
    unit.do(keep_reference, incident, {"plan_due": date(2026, 3, 9)})
    return lambda: unit.do(keep_reference, incident, {"plan_on": TODAY})


def _routine(unit: Unit) -> Mend:
    key = unit.do(add_routine, {"title": "Gå på tur", "purpose": "Alle hjem.", "steps": "Tell barna.",
                                "review_due": date(2026, 4, 1)}, that=MARCH)  # fmt: skip
    unit.do(approve_version, key, on=MARCH, that=MARCH)
    return lambda: unit.do(review_done, key, LATER)


def _no_days(unit: Unit) -> Mend:
    unit.tell(date(2026, 2, 3), place_id=place_of(unit.database))
    return lambda: unit.do(log_day, place_of(unit.database), date(2026, 2, 3))


def _days(unit: Unit) -> Mend:
    unit.do(receive_day, place_of(unit.database, "sandpit"), date(2026, 4, 20), "A2")

    def mend() -> None:
        rows = unit.database.read(waiting_days, viewer=LEADER, today=TODAY)
        unit.do(confirm_days, [row.id for row in rows])

    return mend


def _equipment(unit: Unit) -> Mend:
    key = unit.do(add_equipment, {"name": "Sklia", "kind": "slide", "check_months": 12, "next_check": MARCH})
    return lambda: unit.do(log_equipment, key, {"day": TODAY, "what": Looked.CHECKED})


def _fault(unit: Unit) -> Mend:
    key = unit.do(add_equipment, {"name": "Huska", "kind": "swing"})
    for day, what in ((MARCH, Looked.CHECKED), (date(2026, 4, 1), Looked.FAULT)):
        unit.do(log_equipment, key, {"day": day, "what": what})
    return lambda: unit.do(log_equipment, key, {"day": TODAY, "what": Looked.REPAIRED})


def _focus_late(unit: Unit) -> Mend:
    key = unit.do(choose_focus, {"activity": "sledding", "next_look": date(2026, 4, 1)}, that=MARCH)
    return lambda: unit.do(look_at_focus, key, {"comment": "Færre enn før.", "next_look": LATER}, {})


def _focus_no_look(unit: Unit) -> Mend:
    key = unit.do(choose_focus, {"place_id": place_of(unit.database)})
    return lambda: unit.do(change_focus, key, {"next_look": LATER})


def _meeting(unit: Unit) -> Mend:
    key = unit.do(plan_meeting, {"day": MARCH, "title": "Personalmøte"}, that=MARCH)
    return lambda: unit.do(end_meeting, key)


UNDONE: dict[Rule, Callable[[Unit], Mend]] = {
    Rule.MEASURE_LATE: _late, Rule.MEASURE_NO_DEADLINE: _no_deadline, Rule.MEASURE_NO_OWNER: _no_owner,
    Rule.DONE_NOT_EVALUATED: _not_evaluated, Rule.EVALUATION_LATE: _evaluation_late,
    Rule.SERIOUS_NO_MEASURE: _serious, Rule.CLOSED_OPEN_MEASURE: _closed_open, Rule.NO_CAUSE: _no_cause,
    Rule.INCIDENT_LATE: _incident_late, Rule.UNCONFIRMED: _unconfirmed, Rule.CASE_LATE: _case,
    Rule.ROUTINE_LATE: _routine, Rule.PLACE_NO_DAYS: _no_days, Rule.DAYS_UNCONFIRMED: _days,
    Rule.EQUIPMENT_FAULT: _fault, Rule.EQUIPMENT_LATE: _equipment,
    Rule.FOCUS_LATE: _focus_late, Rule.FOCUS_NO_LOOK: _focus_no_look,
    Rule.MEETING_OPEN: _meeting, **RISKS,
}  # fmt: skip
