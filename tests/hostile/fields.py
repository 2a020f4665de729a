"""Every text that is kept, and the action that keeps it: how a text comes into each attribute of each entity.

An attribute that no recipe writes, and that stands under no reason, makes the test fail until somebody says which.
"""

from __future__ import annotations

from datetime import date

from ikdesk.access.actions import LONGEST as LONGEST_NOTE
from ikdesk.access.actions import note_access
from ikdesk.access.model import Deed
from ikdesk.focus.actions import choose_focus, close_focus, look_at_focus
from ikdesk.incidents.actions import (
    correct_incident,
    handle_incident,
    save_draft,
    withdraw_incident,
)
from ikdesk.incidents.attachment_actions import add_attachment
from ikdesk.incidents.case_actions import add_note
from ikdesk.incidents.filter_actions import save_filter
from ikdesk.incidents.model import Correction
from ikdesk.incidents.municipal_actions import mark_measure_transferred, mark_transferred
from ikdesk.incidents.notice_actions import Asked, note_not_needed, note_notice
from ikdesk.incidents.reference_actions import keep_reference
from ikdesk.incidents.staff_actions import handle_staff_case
from ikdesk.incidents.staff_model import StaffCase
from ikdesk.kernel.base import LONGEST
from ikdesk.kernel.card import CardLine
from ikdesk.measures.actions import (
    answer_measure,
    reject_measure,
    start_measure,
    withdraw_answer,
    withdraw_measure,
)
from ikdesk.measures.model import MeasureStatus
from ikdesk.people.actions import add_person, let_go, rename_person
from ikdesk.people.deputy_actions import appoint_deputy, end_deputy
from ikdesk.people.model import Role
from ikdesk.privacy.disposal_actions import dispose_incident
from ikdesk.privacy.model import Disposal, Ground
from ikdesk.reports.actions import save_text
from ikdesk.reports.model import LONGEST_LINE
from ikdesk.routines.actions import approve_version, change_draft, new_version, retire_routine, review_done
from ikdesk.unit.actions import add_department, add_place, change_unit
from ikdesk.unit.card_actions import save_card
from ikdesk.unit.contact_actions import add_contact
from ikdesk.unit.equipment_actions import add_equipment, log_equipment
from ikdesk.unit.equipment_model import Looked
from ikdesk.unit.plan_actions import add_plan, rename_plan
from tests.hostile.meetings import MEETINGS
from tests.hostile.recipe import DAY, ENTITIES, NOON, PICTURE, Doing, Done, Recipe, Texts
from tests.hostile.reports import REPORTS
from tests.hostile.risks import RISKS


def _incident(d: Doing, t: Texts) -> Done:
    key = d.incident(story=t["Incident.story"], done_at_once=t["Incident.done_at_once"], child=t["Incident.child"])
    d.do(handle_incident, key, {
        "handling": t["Incident.handling"], "reply": t["Incident.reply"], "prevent_said": t["Incident.prevent_said"],
    })  # fmt: skip
    return d.read("Incident", key, "story", "done_at_once", "child", "handling", "reply", "prevent_said")


def _correction(d: Doing, t: Texts) -> Done:
    key = d.incident(story=t["Correction.before"])
    d.do(correct_incident, key, {"story": t["Correction.after"]}, t["Correction.why"])
    row = d.session.query(Correction).where(Correction.incident_id == key).one_or_none()
    if row is None:  # it says what it said: nothing is kept
        return {}
    return d.read("Correction", row.id, "before", "after", "why")


def _staff(d: Doing, t: Texts) -> Done:
    key = d.incident(kind="staff_injury", child=t["StaffCase.position"])
    values = {"extract": t["StaffCase.extract"], "medical_note": t["StaffCase.medical_note"], "medical_consent": True,
              "consent_on": d.today}  # fmt: skip
    d.do(handle_staff_case, key, {}, values)
    row = d.session.query(StaffCase).where(StaffCase.incident_id == key).one()
    return d.read("StaffCase", row.id, "position", "extract", "medical_note")


def _measure(d: Doing, t: Texts) -> Done:
    values = {name: t[f"Measure.{name}"] for name in ("title", "description", "consequence")}
    key = d.measure(**values, place_id=d.hill)
    return d.read("Measure", key, *values)


def _rejected(d: Doing, t: Texts) -> Done:
    key = d.measure()
    d.do(reject_measure, key, t["Measure.rejected_why"])
    return d.read("Measure", key, "rejected_why")


def _answer(d: Doing, t: Texts) -> Done:
    key = d.measure()
    d.do(start_measure, key, on=DAY)
    evidence = {"verdict": "clear_fall", "sentence": t["Evaluation.comment"]}
    told = {"answer": MeasureStatus.CANNOT_TELL, "comment": t["Evaluation.comment"]}
    answer = d.do(answer_measure, key, told, evidence)
    return d.read("Evaluation", answer, "comment")


def _routine(d: Doing, t: Texts) -> Done:
    names = ("title", "purpose", "when", "steps", "if_it_fails")
    key = d.routine(**{name: t[f"RoutineVersion.{name}"] for name in names})
    d.do(approve_version, key, on=DAY)
    version = d.session.query(ENTITIES["RoutineVersion"]).filter_by(routine_id=key).one()
    found = d.read("RoutineVersion", version.id, *names)
    return found | d.read("Routine", key, "title")


def _renewed(d: Doing, t: Texts) -> Done:
    key = d.routine()
    d.do(approve_version, key, on=DAY)
    version = d.do(new_version, key)
    d.do(change_draft, key, {"change_note": t["RoutineVersion.change_note"]})
    d.do(approve_version, key, on=DAY)
    d.do(review_done, key, date(2027, 4, 30), t["RoutineVersion.review_note"])
    d.do(retire_routine, key, t["Routine.retired_why"])
    return d.read("RoutineVersion", version, "change_note", "review_note") | d.read("Routine", key, "retired_why")


def _unit(d: Doing, t: Texts) -> Done:
    names = ("name", "threshold", "responsible_name", "responsible_phone", "responsible_email", "insurer",
             "policy_number", "municipal_system")  # fmt: skip
    d.do(change_unit, {name: t[f"Unit.{name}"] for name in names})
    return d.read("Unit", d.session.query(ENTITIES["Unit"]).one().id, *names)


def _transferred(d: Doing, t: Texts) -> Done:
    key = d.incident()
    d.do(mark_transferred, [key], t["Incident.municipal_number"], DAY)
    return d.read("Incident", key, "municipal_number")


def _measure_transferred(d: Doing, t: Texts) -> Done:
    key = d.measure()
    d.do(mark_measure_transferred, key, t["Measure.municipal_number"], DAY)
    return d.read("Measure", key, "municipal_number")


def _place(d: Doing, t: Texts) -> Done:
    key = d.do(add_place, {"name": t["Place.name"], "standard": "outdoor_other", "logged": True})
    d.incident(place_id=key)
    return d.read("Place", key, "name")


def _site_plan(d: Doing, t: Texts) -> Done:
    there = d.session.query(ENTITIES["SitePlan"]).first()
    key = d.do(add_plan, "Uteområdet", PICTURE) if there is None else there.id
    d.do(rename_plan, key, t["SitePlan.name"])
    return d.read("SitePlan", key, "name")


def _attachment(d: Doing, t: Texts) -> Done:
    d.do(change_unit, {"photos": True})
    key = d.do(add_attachment, d.incident(), PICTURE, t["Attachment.about"])
    return d.read("Attachment", key, "about")


def _department(d: Doing, t: Texts) -> Done:
    key = d.do(add_department, t["Department.name"])
    d.incident(department_id=key)
    return d.read("Department", key, "name")


def _contact(d: Doing, t: Texts) -> Done:
    names = ("name", "phone", "email", "note")
    key = d.do(add_contact, {"role": "safety_rep", **{name: t[f"Contact.{name}"] for name in names}})
    return d.read("Contact", key, *names)


def _notice(d: Doing, t: Texts) -> Done:
    asked = Asked(d.incident(), "insurer", "insurance")
    told = {"at": NOON, "told": t["Notice.told"], "by_name": t["Notice.by_name"]}
    key = d.do(note_notice, asked, told, at=NOON)
    other = d.do(note_not_needed, asked, t["Notice.not_needed"])
    return d.read("Notice", key, "told", "by_name") | d.read("Notice", other, "not_needed")


def _reference(d: Doing, t: Texts) -> Done:
    key = d.do(keep_reference, d.incident(kind="environment_42"), {"case_number": t["ReferenceCase.case_number"]})
    return d.read("ReferenceCase", key, "case_number")


def _equipment(d: Doing, t: Texts) -> Done:
    names = ("name", "mark", "supplier", "note")
    key = d.do(add_equipment, {"kind": "swing", **{name: t[f"Equipment.{name}"] for name in names}})
    return d.read("Equipment", key, *names)


def _equipment_event(d: Doing, t: Texts) -> Done:
    key = d.do(add_equipment, {"kind": "swing", "name": "Huska"})
    told = {"day": DAY, "what": Looked.FAULT, "by_whom": t["EquipmentEvent.by_whom"], "note": t["EquipmentEvent.note"]}
    return d.read("EquipmentEvent", d.do(log_equipment, key, told), "by_whom", "note")


def _threshold(d: Doing, t: Texts) -> Done:
    d.do(save_card, [CardLine(t["ThresholdLine.event"], "yes", "no", t["ThresholdLine.tell"])])
    row = d.session.query(ENTITIES["ThresholdLine"]).filter_by(withdrawn_at=None).one()
    return d.read("ThresholdLine", row.id, "event", "tell")


def _case_note(d: Doing, t: Texts) -> Done:
    key = d.do(add_note, d.incident(), t["CaseNote.text"], at=NOON)
    return d.read("CaseNote", key, "text")


def _others(d: Doing, t: Texts) -> Done:
    key = d.incident(child="KN", others=[t["OtherChild.child"]])
    row = d.session.query(ENTITIES["OtherChild"]).filter_by(incident_id=key).one_or_none()
    return {} if row is None else d.read("OtherChild", row.id, "child")


def _person(d: Doing, t: Texts) -> Done:
    key = d.do(add_person, "Ny", slot=f"slot {d.number}", role=Role.STAFF)
    d.do(rename_person, f"slot {d.number}", t["Person.name"])
    return d.read("Person", key, "name")


def _deputy(d: Doing, t: Texts) -> Done:
    person = d.do(add_person, "Vikar", slot=f"deputy {d.number}", role=Role.STAFF)
    key = d.do(appoint_deputy, person, d.today, d.today, t["Deputy.why"])
    return d.read("Deputy", key, "why")


def _line(d: Doing, t: Texts) -> Done:
    key = d.do(save_text, f"{1990 + d.number % 30}-T1" if d.number % 3 else "2026-T1", "summary", t["ReportText.text"])
    return d.read("ReportText", key, "text")


def _disposal(d: Doing, t: Texts) -> Done:
    key = d.incident()
    d.do(dispose_incident, key, Ground.ORDER, t["Disposal.why"])
    row = d.session.query(Disposal).where(Disposal.key == key).one()
    return d.read("Disposal", row.id, "why")


def _choice(d: Doing, t: Texts) -> Done:
    key = d.do(save_filter, t["SavedFilter.name"], {})
    return d.read("SavedFilter", key, "name")


def _draft(d: Doing, t: Texts) -> Done:
    import json

    d.do(save_draft, "report", {"story": t["Draft.content"]}, at=NOON)
    rows = d.session.query(ENTITIES["Draft"]).filter_by(author=d.by.person, page="report")
    return {"Draft.content": json.loads(rows.one().content)["story"]}


def _note(d: Doing, t: Texts) -> Done:
    d.do(note_access, Deed.OPENED, "incident", note=t["Access.note"])
    rows = d.session.query(ENTITIES["Access"])
    return {"Access.note": rows.order_by(ENTITIES["Access"].seq.desc()).first().note}


def _withdrawn(d: Doing, t: Texts) -> Done:
    why = t["Incident.withdrawn_why"]
    incident = d.incident()
    d.do(withdraw_incident, incident, why)
    found = d.read("Incident", incident, "withdrawn_why")
    measure = d.measure()
    d.do(start_measure, measure, on=DAY)
    answer = d.do(answer_measure, measure, {"answer": MeasureStatus.CANNOT_TELL}, {})
    d.do(withdraw_answer, answer, why)
    d.do(withdraw_measure, measure, why)
    found |= d.read("Evaluation", answer, "withdrawn_why") | d.read("Measure", measure, "withdrawn_why")
    person = d.do(add_person, "Vikar", slot=f"gone {d.number}", role=Role.STAFF)
    deputy = d.do(appoint_deputy, person, d.today, d.today, "Kurs")
    d.do(end_deputy, deputy, why)
    d.do(let_go, f"gone {d.number}", why)
    found |= d.read("Deputy", deputy, "withdrawn_why") | d.read("Person", person, "withdrawn_why")
    assert len(set(found.values())) == 1, found
    return {"Incident.withdrawn_why": found["Incident.withdrawn_why"]}


def _focus(d: Doing, t: Texts) -> Done:
    area, look = ("title", "problem"), {"comment": t["FocusLook.comment"]}
    key = d.do(choose_focus, {"equipment_id": d.do(add_equipment, {"kind": "swing", "name": "Huska"}),
                              **{name: t[f"FocusArea.{name}"] for name in area}})  # fmt: skip
    found = d.read("FocusLook", d.do(look_at_focus, key, look, {}), "comment")
    d.do(close_focus, key, t["FocusArea.closed_why"])
    return found | d.read("FocusArea", key, *area, "closed_why")


def _texts(*names: str, says: str = "Falt i gjerdet.") -> dict[str, str]:
    return dict.fromkeys(names, says)


_WHY = {"Incident.withdrawn_why": "why"}
_TWIN = "Det finnes allerede"
RECIPES = (
    Recipe(_texts("Incident.story", "Incident.done_at_once", "Incident.handling", "Incident.reply",
                  "Incident.prevent_said")
           | {"Incident.child": "OH"}, _incident),
    Recipe(_texts("Correction.before", "Correction.why") | {"Correction.after": "Falt ned."}, _correction,
           told_as={"Correction.before": "story", "Correction.after": "after"}),
    Recipe(_texts("StaffCase.extract", "StaffCase.medical_note") | {"StaffCase.position": "Vikar"}, _staff,
           told_as={"StaffCase.position": "child"}),
    Recipe(_texts("Measure.title", "Measure.description", "Measure.consequence"), _measure,
           needed=frozenset({"Measure.title"})),
    Recipe(_texts("Measure.rejected_why"), _rejected, needed=frozenset({"Measure.rejected_why"})),
    Recipe(_texts("Evaluation.comment"), _answer),
    Recipe(_texts("RoutineVersion.title", "RoutineVersion.purpose", "RoutineVersion.when", "RoutineVersion.steps",
                  "RoutineVersion.if_it_fails"), _routine,
           needed=frozenset({"RoutineVersion.title", "RoutineVersion.steps"}), lines={"RoutineVersion.steps": 9}),
    Recipe(_texts("RoutineVersion.change_note", "RoutineVersion.review_note", "Routine.retired_why"), _renewed,
           needed=frozenset({"RoutineVersion.change_note", "Routine.retired_why"})),
    Recipe(_texts("Unit.name", "Unit.threshold", "Unit.responsible_name", "Unit.responsible_phone",
                  "Unit.responsible_email", "Unit.insurer", "Unit.policy_number", "Unit.municipal_system"), _unit,
           needed=frozenset({"Unit.name"})),
    Recipe(_texts("Incident.municipal_number", says="RM-7"), _transferred),
    Recipe(_texts("Measure.municipal_number", says="RM-7"), _measure_transferred),
    Recipe(_texts("Place.name", says="Gjerdet"), _place, needed=frozenset({"Place.name"}), else_refused=_TWIN),
    Recipe(_texts("SitePlan.name", says="Inne"), _site_plan, needed=frozenset({"SitePlan.name"}), else_refused=_TWIN),
    Recipe(_texts("Attachment.about"), _attachment, needed=frozenset({"Attachment.about"})),
    Recipe(_texts("Department.name", says="Skogen"), _department, needed=frozenset({"Department.name"}),
           else_refused=_TWIN),
    Recipe(_texts("ThresholdLine.event", "ThresholdLine.tell"), _threshold, needed=frozenset({"ThresholdLine.event"})),
    Recipe(_texts("OtherChild.child", says="OA"), _others),
    Recipe(_texts("CaseNote.text"), _case_note, needed=frozenset({"CaseNote.text"})),
    Recipe(_texts("Person.name", says="Kari"), _person, needed=frozenset({"Person.name"})),
    Recipe(_texts("Contact.name", "Contact.phone", "Contact.email", "Contact.note"), _contact,
           needed=frozenset({"Contact.name"}), else_refused="Skriv et telefonnummer"),
    Recipe(_texts("Notice.told", "Notice.by_name", "Notice.not_needed"), _notice,
           needed=frozenset({"Notice.not_needed"})),
    Recipe(_texts("ReferenceCase.case_number", says="26/114"), _reference),
    Recipe(_texts("Equipment.name", "Equipment.mark", "Equipment.supplier", "Equipment.note"), _equipment,
           needed=frozenset({"Equipment.name"})),
    Recipe(_texts("EquipmentEvent.by_whom", "EquipmentEvent.note"), _equipment_event),
    Recipe(_texts("FocusArea.title", "FocusArea.problem", "FocusArea.closed_why", "FocusLook.comment"), _focus,
           needed=frozenset({"FocusArea.closed_why"})),
    Recipe(_texts("Deputy.why"), _deputy, needed=frozenset({"Deputy.why"})),
    Recipe(_texts("ReportText.text"), _line, joined=frozenset({"ReportText.text"}),
           limits={"ReportText.text": LONGEST_LINE}),
    Recipe(_texts("Disposal.why"), _disposal, least={"Disposal.why": 10}),
    Recipe(_texts("SavedFilter.name"), _choice, needed=frozenset({"SavedFilter.name"})),
    Recipe(_texts("Draft.content"), _draft, as_typed=True),
    Recipe(_texts("Access.note"), _note, cut={"Access.note": LONGEST_NOTE}),
    Recipe(_texts(*_WHY), _withdrawn, needed=frozenset(_WHY), limits=dict.fromkeys(_WHY, LONGEST), told_as=_WHY),
    *MEETINGS, *RISKS, *REPORTS,
)  # fmt: skip
