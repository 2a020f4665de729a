"""Every question and every action with what to ask and do it with, over a unit that has something of everything."""

from __future__ import annotations

import inspect
import typing
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, cast

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.access.model import Deed
from ikdesk.access.row_model import AccessFilter
from ikdesk.focus.actions import choose_focus, look_at_focus
from ikdesk.focus.model import FocusArea
from ikdesk.incidents.actions import handle_incident, record_incident, save_draft
from ikdesk.incidents.attachment_actions import add_attachment
from ikdesk.incidents.capture_queries import Look
from ikdesk.incidents.case_actions import add_child
from ikdesk.incidents.case_model import Attachment, Notice, OtherChild
from ikdesk.incidents.close_model import Closing
from ikdesk.incidents.find_model import PlainWord
from ikdesk.incidents.import_actions import read_source
from ikdesk.incidents.inbox_actions import receive_report
from ikdesk.incidents.model import STAFF_KINDS, Correction, Incident, Status
from ikdesk.incidents.notice_actions import Asked as Suggested
from ikdesk.incidents.notice_actions import note_notice
from ikdesk.incidents.queries import Filter
from ikdesk.incidents.report_actions import Sent
from ikdesk.incidents.text_actions import keep_plain_word
from ikdesk.kernel.card import CardLine
from ikdesk.kernel.content import Picture
from ikdesk.kernel.database import Database
from ikdesk.kernel.page import Cut
from ikdesk.kernel.tertial import parse_period
from ikdesk.kernel.viewer import SYSTEM, Key, Viewer
from ikdesk.measures.actions import answer_measure, change_measure
from ikdesk.measures.comparison_model import Count, bare
from ikdesk.measures.effect_model import What
from ikdesk.measures.model import Evaluation, Measure, MeasureIncident, MeasureStatus
from ikdesk.measures.queries import MeasureFilter
from ikdesk.measures.target_queries import Spots, counts_in
from ikdesk.measures.use_queries import Asked
from ikdesk.measures.window_model import Window
from ikdesk.meetings.actions import add_idea, plan_meeting
from ikdesk.meetings.model import Meeting
from ikdesk.meetings.view_model import Said
from ikdesk.people.actions import add_person
from ikdesk.people.deputy_actions import appoint_deputy
from ikdesk.people.model import RIGHTS, Deputy, Role
from ikdesk.privacy.insight_model import Search
from ikdesk.privacy.model import Ground
from ikdesk.reports.actions import add_text, save_text
from ikdesk.reports.audience_model import Audience
from ikdesk.routines.actions import new_version
from ikdesk.routines.model import Routine, RoutineStatus, RoutineVersion
from ikdesk.routines.queries import RoutineFilter
from ikdesk.routines.read_queries import reading_of
from ikdesk.start.actions import FirstAnswers
from ikdesk.start.demo_actions import DEMO_DAY
from ikdesk.statistics.count_model import Group
from ikdesk.statistics.span_model import span_of
from ikdesk.unit.actions import change_unit
from ikdesk.unit.contact_model import Contact
from ikdesk.unit.equipment_model import Equipment, Looked
from ikdesk.unit.exposure_actions import log_total, receive_day
from ikdesk.unit.model import Department, ExposureDay, Place, SeasonTotal, UnitKind
from ikdesk.unit.plan_model import SitePlan
from tests.public import functions
from tests.reports.everything import REPORT_RECIPES, fill_reports
from tests.risks.everything import RISK_RECIPES, fill_risks

SECRET = "Kanari slo hodet i gjerdet"
TODAY = DEMO_DAY
ANSWER = {"answer": MeasureStatus.CANNOT_TELL, "comment": SECRET}
NOW = datetime(2026, 4, 30, 12, 0)
PERIOD = parse_period("2026-T1")
PICTURE = Picture(b"\xff\xd8\xff" + bytes(20), "jpeg", 4, 3)


FUNCTIONS = functions()

# these fill a file that is empty; a leader has none
FIRST = {
    "unit.actions.make_unit", "start.actions.first_steps", "start.demo_actions.make_demo",
    "start.demo_measures_actions.add_demo_measures", "start.demo_plan_actions.add_demo_plans",
    "start.demo_focus_actions.add_demo_focus",
}  # fmt: skip


class Filled:
    """A unit with something of everything, and what its things are called."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database, self.folder = database, folder
        self.people = {role: self._let_in(role) for role in Role}
        self._fill()
        with Session(database.engine) as session:
            self._look(session)

    def _let_in(self, role: Role) -> Viewer:
        key = self.database.write(add_person, f"Person {role.code}", slot=role.code, role=role, by=SYSTEM, today=TODAY)
        return Viewer(key, role.code, role.code, RIGHTS[role])

    def _fill(self) -> None:
        database = self.database
        done: dict[str, Any] = {"by": self.people[Role.LEADER], "today": TODAY}
        with Session(database.engine) as session:
            hill = session.scalars(select(Place.id).where(Place.standard == "sledding_hill")).one()
            routine = session.scalars(select(Routine.id).order_by(Routine.number)).first()
            measure = session.scalars(select(Measure.id).where(Measure.started_on.is_not(None))).first()
        self.tied = routine, measure
        values = {"kind": "child_injury", "occurred_on": TODAY, "place_id": hill, "severity": 1, "story": SECRET}
        database.write(record_incident, values, told_at=NOW, **done)
        note = {"values": {**values, "occurred_on": TODAY.isoformat(), "place_id": str(hill)}}
        database.write(receive_report, note, "A1", told_at=NOW, **done)
        database.write(receive_day, hill, date(2026, 4, 29), "A2", **done)
        database.write(change_unit, {"photos": True}, **done)
        database.write(add_attachment, self._newest(), PICTURE, SECRET, **done)
        told = Suggested(self._newest(), "parents", "parents")
        database.write(note_notice, told, {"at": NOW}, at=NOW, **done)
        database.write(add_child, self._newest(), {"child": "OH"}, **done)
        database.write(log_total, {"place_id": hill, "first": date(2019, 10, 1), "last": date(2020, 4, 30), "days": 30},
                       **done)  # fmt: skip
        for author in self.people.values():
            text = {"story": f"{SECRET}, skrev {author.role}"}
            database.write(save_draft, "report", text, at=NOW, by=author, today=TODAY)
        database.write(change_measure, measure, {"responsible_id": self.people[Role.LEADER].person}, **done)
        database.write(answer_measure, measure, ANSWER, {"verdict": "clear_fall", "sentence": SECRET}, **done)
        database.write(save_text, "2026-T1", "summary", SECRET, **done)
        database.write(add_text, "2026-T1", SECRET, **done)
        database.write(new_version, routine, **done)
        self._fill_in_full(values, done)
        meeting = database.write(plan_meeting, {"day": TODAY, "title": SECRET}, **done)
        self.idea = database.write(add_idea, meeting, SECRET, "immediate", **done)
        database.write(appoint_deputy, self.people[Role.STAFF].person, TODAY, TODAY, "Kurs", **done)

    def _fill_in_full(self, values: dict[str, Any], done: dict[str, Any]) -> None:
        database = self.database
        database.write(keep_plain_word, "kanari", **done)
        self._choose_focus(values["place_id"], done)
        self.sent = fill_reports(database, SECRET, **done)
        self.risks = fill_risks(database, values["place_id"], self.tied[0], self.tied[1], SECRET, **done)
        with Session(database.engine) as session:
            reported = select(Incident.id).where(Incident.status == Status.REPORTED, Incident.story != SECRET)
            hurt = session.scalars(reported).first()
            piece = session.scalars(select(Equipment.id)).first()
        database.write(handle_incident, hurt, {"equipment_id": piece}, **done)
        elsewhere = {**values, "kind": "environment_42", "story": "Papirene ligger i arkivet."}
        database.write(record_incident, elsewhere, told_at=NOW, **done)

    def _choose_focus(self, hill: Key, done: dict[str, Any]) -> None:
        key = self.database.write(choose_focus, {"place_id": hill, "activity": "sledding", "title": SECRET}, **done)
        self.database.write(look_at_focus, key, {"comment": SECRET}, {}, **done)

    def _newest(self) -> Key:
        with Session(self.database.engine) as session:
            question = select(Incident.id).where(Incident.story == SECRET, Incident.status == Status.REPORTED)
            return Key(str(session.scalars(question).one()))

    def of_staff(self, role: Role) -> set[str]:
        """What the safety representative sees of it: the staff register, and what was decided because of it."""
        if role is not Role.SAFETY_REP:
            return set()
        with Session(self.database.engine) as session:
            rows = session.execute(select(Incident.id, Incident.story).where(Incident.kind.in_(STAFF_KINDS)))
            came = (
                select(Measure.title).join(MeasureIncident, MeasureIncident.measure_id == Measure.id)
                .join(Incident, Incident.id == MeasureIncident.incident_id).where(Incident.kind.in_(STAFF_KINDS))
            )  # fmt: skip
            return {text for key, story in rows for text in (str(key), story)} | set(session.scalars(came))

    def _look(self, session: Session) -> None:
        first = lambda question: session.scalars(question).first()  # noqa: E731 (said in one line)
        self.incident = first(select(Incident.id).where(Incident.story == SECRET, Incident.status == Status.REPORTED))
        self.other = first(select(Incident.id).where(Incident.status == Status.REPORTED, Incident.id != self.incident))
        self.report = first(select(Incident.id).where(Incident.status == Status.UNCONFIRMED))
        self.measure = first(select(Measure.id).where(Measure.started_on.is_not(None), Measure.place_id.is_not(None)))
        self.linked = first(select(MeasureIncident.incident_id))
        self.evaluation, self.meeting = first(select(Evaluation.id)), first(select(Meeting.id))
        valid = select(RoutineVersion.routine_id).where(RoutineVersion.status == RoutineStatus.VALID)
        self.routine = first(valid.where(RoutineVersion.valid_from <= TODAY))
        reading = reading_of(session, Key(str(self.routine)), viewer=self.people[Role.LEADER], today=TODAY)
        self.version = reading.version if reading else None
        self.hill = first(select(Place.id).where(Place.standard == "sledding_hill"))
        self.place = first(select(Place.id).where(Place.id != self.hill))
        self.total = first(select(SeasonTotal.id))
        self.day = first(select(ExposureDay.id).where(ExposureDay.confirmed.is_(False)))
        self.logged = first(select(ExposureDay.day).where(ExposureDay.confirmed, ExposureDay.place_id == self.hill))
        self.department = first(select(Department.id))
        self.child = first(select(OtherChild.id))
        self.notice, self.contact = first(select(Notice.id)), first(select(Contact.id))
        self.deputy = first(select(Deputy.id))
        self.reference = first(select(Incident.id).where(Incident.kind == "environment_42"))
        self.piece, self.focus = first(select(Equipment.id)), first(select(FocusArea.id))
        self.faulty = first(select(Incident.id).where(Incident.equipment_id.is_not(None)))
        self.plain_word = first(select(PlainWord.id))
        self.plan, self.picture = first(select(SitePlan.id)), first(select(Attachment.id))
        in_force = RoutineVersion.status == RoutineStatus.VALID  # what everybody reads, what is new in it included
        held = {
            text for row in session.execute(select(RoutineVersion.title, RoutineVersion.change_note).where(in_force))
            for text in row
        }  # fmt: skip
        drafts = set(session.scalars(select(RoutineVersion.title).where(RoutineVersion.status == RoutineStatus.DRAFT)))
        self.secrets = {
            SECRET, *(str(key) for key in session.scalars(select(Incident.id))),
            *(text for text in session.scalars(select(Incident.story)) if text),
            *(str(key) for key in session.scalars(select(Measure.id))),
            *(title for title in session.scalars(select(Measure.title)) if not any(title in text for text in held)),
            *(drafts - held),
            *(str(key) for key in session.scalars(select(Correction.id))),
            *(str(key) for key in session.scalars(select(RoutineVersion.id).where(
                RoutineVersion.status == RoutineStatus.DRAFT))),
        }  # fmt: skip


def _source(filled: Filled) -> Any:
    path = filled.folder / "liste.csv"
    path.write_text("Dato;Sted;Type;Alvor;Hva skjedde\n03.02.2026;Akebakken;Personskade barn;1;Falt\n", "utf-8")
    return read_source(path)


def _asked(filled: Filled) -> Asked:
    with Session(filled.database.engine) as session:
        aim = Spots(session).aim(filled.hill, None, None, today=TODAY)
        so: dict[str, Any] = {"viewer": filled.people[Role.LEADER], "today": TODAY}
        found = counts_in(session, aim, [PERIOD], **so)
    windows = (Window("Nå", "nå", PERIOD, PERIOD, "after"),)
    counts: Mapping[Any, Count] = dict(zip([bare(PERIOD)], found, strict=True))
    return Asked(aim, windows, counts, kept=False, began=TODAY, has_log=True)


def _aim(filled: Filled) -> Any:
    with Session(filled.database.engine) as session:
        return Spots(session).aim(filled.hill, None, None, today=TODAY)


# by the name of the argument; "folder.name" goes before it, and "function.name" before that
RECIPES: dict[str, Callable[[Filled], Any]] = {
    "incidents.key": lambda f: f.incident, "measures.key": lambda f: f.measure, "routines.key": lambda f: f.routine,
    "withdraw_answer.key": lambda f: f.evaluation, "take_back_total.key": lambda f: f.total,
    "change_place.key": lambda f: f.place, "rename.key": lambda f: f.place, "merge.key": lambda f: f.place,
    "change_named.key": lambda f: f.place, "change_named.values": lambda _f: {"name": "Et annet navn"},
    "close.key": lambda f: f.place, "open_again.key": lambda f: f.place, "confirm_report.key": lambda f: f.report,
    "merge_report.key": lambda f: f.report, "same_event.key": lambda f: f.report,
    "merge_report.into": lambda f: f.incident, "merge.into": lambda f: f.hill,
    "measures.incident": lambda f: f.linked, "save_text.key": lambda _f: "summary",
    "restore_text.key": lambda _f: "summary", "measure_key": lambda f: f.measure, "routine": lambda f: f.routine,
    "incidents": lambda f: [f.incident], "readers": lambda f: [f.people[Role.STAFF].person], "about": lambda _f: None,
    "person": lambda f: f.people[Role.STAFF].person, "to_day": lambda _f: TODAY, "people.key": lambda f: f.deputy,
    "appoint_deputy.person": lambda f: f.people[Role.SAFETY_REP].person, "told": lambda _f: {},
    "values": lambda _f: {}, "evidence": lambda _f: {}, "answer_measures.evidence": lambda f: {f.measure: {}},
    "add_measure.values": lambda _f: {"title": "Nytt tiltak", "origin": "immediate"},
    "record_incident.values": lambda f: {
        "kind": "child_injury", "occurred_on": TODAY, "place_id": f.hill, "severity": 1, "story": "Falt."},
    "report_incident.values": lambda f: {
        "kind": "child_injury", "occurred_on": TODAY, "place_id": f.hill, "severity": 1, "story": "Falt."},
    "sent": lambda _f: Sent(NOW, "report", 40),
    "record_collected.lines": lambda f: [{"occurred_on": TODAY, "place_id": f.hill, "severity": 1}],
    "undo_collected.keys": lambda _f: [],
    "correct_incident.values": lambda _f: {"severity": 2}, "answer_measure.values": lambda _f: ANSWER,
    "answer_measures.values": lambda _f: ANSWER,
    "log_total.values": lambda f: {
        "place_id": f.hill, "first": date(2018, 10, 1), "last": date(2019, 4, 30), "days": 3},
    "add_place.values": lambda _f: {"name": "Nytt sted", "standard": "outdoor_other"},
    "note": lambda f: {"values": {"kind": "child_injury", "occurred_on": "2026-04-30", "place_id": str(f.hill),
                                  "severity": 1, "story": "Falt."}},
    "review_done.note": lambda _f: "Sett på.", "receipt": lambda _f: "B7",
    "why": lambda _f: "Feil.", "told_at": lambda _f: NOW, "at": lambda _f: NOW, "now": lambda _f: NOW,
    "on": lambda _f: TODAY,
    "day": lambda _f: TODAY, "days": lambda _f: [TODAY], "from_day": lambda _f: TODAY,
    "take_back_day.day": lambda f: f.logged, "review_due": lambda _f: date(2027, 4, 30),
    "page": lambda _f: "report",
    "content": lambda _f: {"story": "Halvveis"}, "period": lambda _f: PERIOD, "tertial": lambda _f: PERIOD,
    "audience": lambda _f: Audience.MUNICIPALITY, "generated": lambda _f: "Som det var",
    "reports.actions.period": lambda _f: "2026-T1", "texts_of.period": lambda _f: "2026-T1",
    "counted": lambda _f: PERIOD, "periods": lambda _f: [PERIOD, PERIOD.a_year_before()],
    "text": lambda _f: "Ny tekst", "formats": lambda _f: ["pdf"], "most": lambda _f: 5, "within": lambda _f: 30,
    "deadline": lambda _f: 28, "by_what": lambda _f: "kind", "attributes": lambda _f: ("kind", "severity"),
    "wanted": lambda _f: Filter(), "measure_page.wanted": lambda _f: MeasureFilter(),
    "routine_page.wanted": lambda _f: RoutineFilter(), "cut": lambda _f: Cut(), "measure_page.cut": lambda _f: None,
    "chosen_rows.keys": lambda f: [f.incident], "close_several.keys": lambda f: [f.incident],
    "link_several.keys": lambda f: [f.incident], "link_several.measure": lambda f: f.measure,
    "find.typed": lambda _f: "kanari", "saying": lambda _f: None,
    "salt": lambda _f: b"salt", "stretched": lambda _f: b"stretched",
    "routine_page.cut": lambda _f: None, "after": lambda _f: None, "size": lambda _f: 50,
    "source": _source, "dry_run": lambda _f: False, "tick": lambda _f: None, "asked": _asked, "aim": _aim,
    "version": lambda f: f.version, "began": lambda _f: None, "number": lambda _f: 1,
    "routine_names.only": lambda _f: None,
    "versions_of.state": lambda _f: RoutineStatus.VALID, "retired": lambda _f: True, "closed": lambda _f: True,
    "approve": lambda _f: False, "hidden": lambda _f: True, "place": lambda f: f.hill, "group": lambda f: [f.hill],
    "standards": lambda _f: ["sledding_hill"], "keys": lambda f: [f.day], "rows": lambda _f: [(2026, 4, 40, 20)],
    "department": lambda f: f.department, "what": lambda _f: Place, "name": lambda _f: "Nytt navn",
    "columns_of.name": lambda _f: "incident", "rows_of.last": lambda _f: None, "archive.key": lambda f: f.day,
    "rows_of.name": lambda _f: "incident", "kind": lambda _f: UnitKind.BARNEHAGE, "list_name": lambda _f: "event_type",
    "code": lambda _f: "near_miss", "slot": lambda _f: "leader", "add_person.slot": lambda _f: "ny",
    "kept": lambda _f: True, "role": lambda _f: Role.LEADER, "person_of_slot.role": lambda _f: "leader",
    "known": lambda _f: {role.code: (f"Person {role.code}", "leader") for role in Role},
    "know_files.kind": lambda _f: "report", "paths": lambda f: [f.folder / "rapport.pdf"], "shown": lambda _f: [],
    "deed": lambda _f: Deed.OPENED, "ends": lambda _f: {"history": (0, ""), "access": (0, "")},
    "note_access.kind": lambda _f: "incident", "note_access.keys": lambda f: [f.incident],
    "note_access.note": lambda _f: "", "access_page.wanted": lambda f: AccessFilter(key=f.incident),
    "access_page.cut": lambda _f: Cut(0, 10, "at"), "password_changed.slot": lambda _f: "leader",
    "answers": lambda _f: FirstAnswers("Ny", UnitKind.BARNEHAGE), "places": lambda f: {"sledding_hill": f.hill},
    "ground": lambda _f: Ground.ORDER, "dispose_incident.why": lambda _f: "Vedtak 26/114.", "listed": lambda _f: [],
    "case_key.number": lambda _f: "2026-1", "insurer_facts.period": lambda _f: PERIOD,
    "untransferred.period": lambda _f: PERIOD,
    "mark_transferred.keys": lambda f: [f.incident], "mark_transferred.number": lambda _f: "RM-7",
    "mark_transferred.day": lambda _f: TODAY, "mark_measure_transferred.measure": lambda f: f.measure,
    "mark_measure_transferred.number": lambda _f: "RM-7", "mark_measure_transferred.day": lambda _f: TODAY,
    "privacy.key": lambda f: f.incident, "told.keys": lambda f: [f.incident],
    "candidates.wanted": lambda _f: Search("OH"), "privacy.person": lambda f: f.people[Role.STAFF].person,
    **{f"{what}.key": lambda f: f.picture for what in (
        "attachment_picture", "describe_attachment", "withdraw_attachment")},
    "add_attachment.about": lambda _f: "Gjerdet", "describe_attachment.about": lambda _f: "Gjerdet",
    "destroyed": lambda _f: True,
    "plan": lambda f: f.plan, "spot": lambda _f: (0.5, 0.5), "picture": lambda _f: PICTURE,
    **{f"{what}.key": lambda f: f.plan for what in ("rename_plan", "replace_plan", "withdraw_plan", "plan_picture")},
    "note_notice.asked": lambda f: Suggested(cast("Key", f.incident), "insurer", "insurance"),
    "note_not_needed.asked": lambda f: Suggested(cast("Key", f.incident), "insurer", "insurance"),
    "note_notice.values": lambda _f: {"at": NOW}, "take_back_notice.key": lambda f: f.notice,
    "unit.contact_actions.key": lambda f: f.contact, "before": lambda f: f.contact,
    "unit.contact_actions.values": lambda _f: {"role": "safety_rep", "name": "Siv", "phone": "22 22 22 22"},
    "lines": lambda _f: [CardLine("Flis", "yes", "no", "")],
    "look": lambda f: Look("child_injury", cast("Key", f.hill), TODAY),
    "seconds": lambda _f: 38, "doomed.number": lambda _f: "2026-1",
    "keep_reference.key": lambda f: f.reference, "reference_of.key": lambda f: f.reference,
    "add_equipment.values": lambda _f: {"name": "Huske", "kind": "swing"},
    "log_equipment.values": lambda _f: {"day": TODAY, "what": Looked.CHECKED}, "out": lambda _f: True,
    "fault_from_incident.incident": lambda f: f.faulty,
    **{f"unit.{module}.key": lambda f: f.piece for module in ("equipment_actions", "equipment_queries")},
    "focus.key": lambda f: f.focus, "spots": lambda f: [What(f.hill)], "targets": lambda f: [_aim(f).target],
    "verdicts": lambda _f: True, "counts": lambda _f: True, "since": lambda _f: TODAY, "shared": lambda _f: False,
    "aside": lambda _f: None, "things": lambda _f: True,
    "choose_focus.values": lambda _f: {"activity": "sledding"}, "hot_spots.chosen": lambda _f: (),
    "word": lambda _f: "zorro", "remove_plain_word.key": lambda f: f.plain_word,
    "not_counted.period": lambda _f: PERIOD,
    "mentioned_in.words": lambda _f: ("OH",),
    "add_child.values": lambda _f: {"child": "KA"}, "change_child.key": lambda f: f.child,
    "withdraw_child.key": lambda f: f.child, "closing": lambda _f: Closing("Takk.", {}), "chosen": lambda _f: None,
    "limits": lambda _f: {},
}  # fmt: skip

RECIPES |= RISK_RECIPES | REPORT_RECIPES | {
    "span": lambda _f: span_of("2026-T1", "year", TODAY, kind=UnitKind.BARNEHAGE),
    "group_facts.group": lambda _f: Group.WHEN, "pairs": lambda _f: (("weekday", "hour"), ("standard", "kind")),
    "meetings.key": lambda f: f.meeting, "plan_meeting.values": lambda _f: {"day": TODAY},
    "change_meeting.values": lambda _f: {"note": "Kaffe"}, "change_idea.values": lambda _f: {"role": "all_staff"},
    "change_idea.key": lambda f: f.idea, "withdraw_idea.key": lambda f: f.idea, "title": lambda _f: "Rydde is",
    "origin": lambda _f: "immediate", "said": lambda _f: Said("own_1", "Hva gjør vi?", "Rydder."),
}  # fmt: skip

STORED = {"show_whether_measures_run.incident": lambda f: (Incident, f.linked)}  # asked for in the same session

DEFAULT = {"measure_page.cut", "routine_page.cut", "kept.lean"}


def _arguments(dotted: str, filled: Filled, session: Session) -> dict[str, Any]:
    """What to call it with: a recipe for every argument, by its name."""
    function = FUNCTIONS[dotted]
    folder, module, name = dotted.split(".")
    found: dict[str, Any] = {}
    for argument in list(inspect.signature(function).parameters)[1:]:
        if argument in {"viewer", "by", "today"} or f"{name}.{argument}" in DEFAULT:
            continue
        stored = STORED.get(f"{name}.{argument}")
        if stored is not None:
            found[argument] = session.get_one(*stored(filled))
            continue
        places = (f"{name}.{argument}", f"{folder}.{module}.{argument}", f"{folder}.{argument}", argument)
        recipe = next((RECIPES[place] for place in places if place in RECIPES), None)
        kind = recipe or typing.get_type_hints(function).get(argument)
        assert recipe is not None, f"{dotted}: no recipe for {argument} ({kind}); give it a line in RECIPES"
        found[argument] = recipe(filled)
    return found


class _UndoneError(BaseException):
    """What was done is undone."""


def call(dotted: str, filled: Filled, who: Viewer) -> Any:
    """What comes of it; whatever was done is undone."""
    function, answer = FUNCTIONS[dotted], []
    if "viewer" in inspect.signature(function).parameters:
        with Session(filled.database.engine) as session:
            return function(session, **_arguments(dotted, filled, session), viewer=who, today=TODAY)

    def do(session: Session, *, by: Viewer, today: date) -> None:
        answer.append(function(session, **_arguments(dotted, filled, session), by=by, today=today))
        session.flush()
        raise _UndoneError

    with pytest.raises(_UndoneError):
        filled.database.write(do, by=who, today=TODAY)
    return answer[0]
