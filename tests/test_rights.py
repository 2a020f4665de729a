"""Every question and every action, asked and done as each role: what no line here lets a role do, it may not.

A new question or action fails this test until somebody gives it a line in ``EVERYBODY``, or it refuses those who have
no more than everybody's rights.
"""

from __future__ import annotations

import importlib
import inspect
import typing
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as driver
from sqlalchemy import select
from sqlalchemy.orm import Session

import ikdesk
from ikdesk.access.model import Deed
from ikdesk.access.row_model import AccessFilter
from ikdesk.incidents.actions import record_incident, save_draft
from ikdesk.incidents.import_actions import read_source
from ikdesk.incidents.inbox_actions import receive_report
from ikdesk.incidents.model import STAFF_KINDS, Correction, Incident, Status
from ikdesk.incidents.queries import Filter
from ikdesk.kernel import migrations
from ikdesk.kernel.base import Base
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.database import Database, engine_of
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.page import Cut
from ikdesk.kernel.tertial import parse_period
from ikdesk.kernel.viewer import SYSTEM, Key, Right, Viewer
from ikdesk.measures.actions import answer_measure, change_measure
from ikdesk.measures.comparison_model import Count, bare
from ikdesk.measures.model import Evaluation, Measure, MeasureIncident, MeasureStatus
from ikdesk.measures.queries import MeasureFilter
from ikdesk.measures.target_queries import Spots, counts_in
from ikdesk.measures.use_queries import Asked
from ikdesk.measures.window_model import Window
from ikdesk.people.actions import add_person
from ikdesk.people.deputy_actions import appoint_deputy
from ikdesk.people.model import RIGHTS, Deputy, Person, Role
from ikdesk.privacy.insight_model import Search
from ikdesk.privacy.model import Ground
from ikdesk.reports.actions import add_text, save_text
from ikdesk.routines.actions import new_version
from ikdesk.routines.model import Routine, RoutineStatus, RoutineVersion
from ikdesk.routines.queries import RoutineFilter
from ikdesk.routines.read_queries import reading_of
from ikdesk.start.actions import FirstAnswers
from ikdesk.start.demo_actions import DEMO_DAY, make_demo
from ikdesk.unit.exposure_actions import log_total, receive_day
from ikdesk.unit.model import Department, ExposureDay, Place, SeasonTotal, UnitKind

SECRET = "Kanari slo hodet i gjerdet"
TODAY = DEMO_DAY
ANSWER = {"answer": MeasureStatus.CANNOT_TELL, "comment": SECRET}
NOW = datetime(2026, 4, 30, 12, 0)
PERIOD = parse_period("2026-T1")
SOURCE = Path(ikdesk.__file__).parent

# What somebody may ask and do who has no more than everybody's rights: staff, a department lead, the safety
# representative. Whatever is not here must refuse them. What they get of it holds nothing of events, measures, numbers
# or drafts that are not their own: that is looked at, too.
EVERYBODY: dict[str, str] = {
    "access.actions.note_access": "everybody is written down; it tells nothing",
    "access.clock_queries.newest_stamp": "when something was last saved; it tells of nobody",
    "exports.actions.know_files": "a file that was written is known; it tells nothing",
    "unit.queries.unit_row": "what the unit is; it stands in every window",
    "unit.queries.codebook": "the words of the form",
    "unit.queries.places": "the places of the form",
    "unit.queries.departments": "the departments of the form",
    "unit.exposure_queries.exposure_days": "whoever logs days sees which are logged",
    "unit.exposure_queries.exposure_of_place": "the same, of a whole season",
    "unit.exposure_queries.totals_of": "the same, entered as a total",
    "unit.exposure_queries.is_logged": "the form asks whether the place was in use",
    "unit.exposure_queries.waiting_days": "none for those who may not confirm them",
    "unit.exposure_actions.log_day": "akedager are for everybody, also on the lock screen",
    "unit.exposure_actions.log_days": "akedager",
    "unit.exposure_actions.take_back_day": "akedager; what was there stays, with the reason",
    "unit.exposure_actions.log_total": "akedager",
    "unit.exposure_actions.take_back_total": "akedager",
    "unit.exposure_actions.receive_day": "a day from the lock screen, unconfirmed",
    "incidents.actions.record_incident": "everybody reports",
    "incidents.actions.save_draft": "of their own report; written for the one who acts",
    "incidents.queries.draft_of": "their own",
    "incidents.queries.incident_page": "those they may see",
    "incidents.queries.how_many": "of those they may see",
    "incidents.queries.incident_detail": "one they may see, and of their own what they told",
    "incidents.queries.places_by_use": "no places: their order would tell of events",
    "incidents.inbox_actions.receive_report": "a report from the lock screen, unconfirmed",
    "incidents.locked_queries.report_form": "the questions of the form",
    "incidents.locked_queries.unconfirmed": "none",
    "routines.queries.routine_page": "those that hold",
    "routines.queries.routine_detail": "what holds",
    "routines.version_queries.versions_of": "the one that holds",
    "incidents.locked_queries.asked_besides": "what the form asks of some kinds",
    "people.queries.colleagues": "the names the lock screen shows",
    "people.queries.people": "only themselves",
    "people.queries.differences": "only about themselves",
    "people.ready_queries.kept_codes": "which locks have a code that is written down: the window must know",
    "people.ready_queries.not_ready": "a sentence about what must be done before anything is written",
    "people.ready_queries.refuse_unready": "the same sentence, as a refusal",
    "people.pin_queries.own_pin": "their own",
    "people.pin_actions.keep_pin": "their own",
    "start.queries.front_page": "without events, measures and numbers",
    "start.queries.next_report": "a date in the calendar",
    "start.queries.season_places": "akedager",
    "start.mine_queries.mine": "their own reports and tasks, and the routines that hold",
    "start.mine_queries.waiting_for_me": "how many tasks of their own",
    "incidents.own_queries.own_reports": "their own",
    "incidents.shared_queries.shared_with": "those they are named for",
    "measures.own_queries.own_tasks": "their own",
    "measures.queries.measures_of_incident": "those decided because of an incident they may see",
    "routines.read_queries.routines_to_read": "those that hold",
    "routines.read_queries.routines_read": "which they have read themselves",
    "routines.read_queries.reading_of": "whether they have read it themselves",
    "routines.read_actions.note_read": "that they have read what holds",
    "routines.read_actions.undo_read": "their own",
}  # fmt: skip
# what one role may besides
BESIDES: dict[Role, dict[str, str]] = {
    Role.SAFETY_REP: {
        "incidents.staff_queries.staff_detail": "the staff register, without what is medical",
        "incidents.staff_count_queries.staff_facts": "its figures",
    },
}
# what needs no right at all: it says nothing but what the lock screen shows
ANYBODY = {
    "access.clock_queries.newest_stamp",
    "access.actions.note_access", "exports.actions.know_files",
    "unit.queries.unit_row", "unit.queries.codebook", "unit.queries.places", "unit.queries.departments",
    "incidents.locked_queries.report_form", "incidents.locked_queries.unconfirmed", "incidents.queries.places_by_use",
    "incidents.queries.draft_of", "unit.exposure_queries.waiting_days", "people.queries.people",
    "people.queries.differences", "people.pin_queries.own_pin", "start.queries.next_report", "start.queries.front_page",
    "people.ready_queries.kept_codes", "people.ready_queries.not_ready", "people.ready_queries.refuse_unready",
}  # fmt: skip


def _functions() -> dict[str, Callable[..., Any]]:
    """Every public question and action, by where it stands; found as ``test_architecture`` finds them."""
    found: dict[str, Callable[..., Any]] = {}
    for file in sorted(SOURCE.rglob("*.py")):
        if file.stem.rsplit("_", 1)[-1] not in {"queries", "actions"}:
            continue
        dotted = ".".join(file.relative_to(SOURCE).with_suffix("").parts)
        module = importlib.import_module(f"ikdesk.{dotted}")
        for name, value in inspect.getmembers(module, inspect.isfunction):
            own = value.__module__ == module.__name__ and not name.startswith("_")
            if own and next(iter(inspect.signature(value).parameters), "") == "session":
                found[f"{dotted}.{name}"] = value
    return found


FUNCTIONS = _functions()
# these fill a file that is empty; a leader has none
FIRST = {
    "unit.actions.make_unit", "start.actions.first_steps", "start.demo_actions.make_demo",
    "start.demo_measures_actions.add_demo_measures",
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
        values = {"kind": "child_injury", "occurred_on": TODAY, "place_id": hill, "severity": 1, "story": SECRET}
        database.write(record_incident, values, told_at=NOW, **done)
        note = {"values": {**values, "occurred_on": TODAY.isoformat(), "place_id": str(hill)}}
        database.write(receive_report, note, "A1", told_at=NOW, **done)
        database.write(receive_day, hill, date(2026, 4, 29), "A2", **done)
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
        database.write(appoint_deputy, self.people[Role.STAFF].person, TODAY, TODAY, "Kurs", **done)

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
        self.evaluation = first(select(Evaluation.id))
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
        self.deputy = first(select(Deputy.id))
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


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    """The demo, and whatever else there can be; what is done here is undone."""
    connection = driver.connect(":memory:", isolation_level=None, check_same_thread=False)
    database = Database(engine_of(lambda: connection, driver), Clock(TODAY), lambda _error: None)
    migrations.make_new(database.engine, Base.metadata)
    database.write(make_demo, by=SYSTEM, today=TODAY)
    yield Filled(database, tmp_path_factory.mktemp("rights"))
    database.close()


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
    "reports.actions.period": lambda _f: "2026-T1", "texts_of.period": lambda _f: "2026-T1",
    "counted": lambda _f: PERIOD, "periods": lambda _f: [PERIOD, PERIOD.a_year_before()],
    "text": lambda _f: "Ny tekst", "formats": lambda _f: ["pdf"], "most": lambda _f: 5, "within": lambda _f: 30,
    "deadline": lambda _f: 28, "by_what": lambda _f: "kind", "attributes": lambda _f: ("kind", "severity"),
    "wanted": lambda _f: Filter(), "measure_page.wanted": lambda _f: MeasureFilter(),
    "routine_page.wanted": lambda _f: RoutineFilter(), "cut": lambda _f: Cut(), "measure_page.cut": lambda _f: None,
    "salt": lambda _f: b"salt", "stretched": lambda _f: b"stretched",
    "routine_page.cut": lambda _f: None, "after": lambda _f: None, "size": lambda _f: 50,
    "source": _source, "dry_run": lambda _f: False, "tick": lambda _f: None, "asked": _asked, "aim": _aim,
    "version": lambda f: f.version, "began": lambda _f: None, "number": lambda _f: 1,
    "versions_of.state": lambda _f: RoutineStatus.VALID, "retired": lambda _f: True, "closed": lambda _f: True,
    "approve": lambda _f: False, "hidden": lambda _f: True, "place": lambda f: f.hill, "group": lambda f: [f.hill],
    "standards": lambda _f: ["sledding_hill"], "keys": lambda f: [f.day], "rows": lambda _f: [(2026, 4, 40, 20)],
    "department": lambda f: f.department, "what": lambda _f: Place, "name": lambda _f: "Nytt navn",
    "columns_of.name": lambda _f: "incident",
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
    "privacy.key": lambda f: f.incident, "told.keys": lambda f: [f.incident],
    "candidates.wanted": lambda _f: Search("OH"), "privacy.person": lambda f: f.people[Role.STAFF].person,
    "doomed.number": lambda _f: "2026-1", "not_counted.period": lambda _f: PERIOD,
}  # fmt: skip
STORED = {"show_whether_measures_run.incident": lambda f: (Incident, f.linked)}  # asked for in the same session
DEFAULT = {"measure_page.cut", "routine_page.cut"}


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


def _call(dotted: str, filled: Filled, who: Viewer) -> Any:
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


def _refused(problem: Exception) -> bool:
    return "ikke tilgang" in str(problem)


def test_every_line_of_the_table_is_about_something_there_is() -> None:
    assert EVERYBODY.keys() <= FUNCTIONS.keys()
    assert EVERYBODY.keys() >= ANYBODY
    assert all(EVERYBODY.values())
    assert len(FUNCTIONS) > 100


@pytest.mark.parametrize("dotted", sorted(FUNCTIONS.keys() - FIRST))
def test_the_leader_may_ask_and_do_everything(filled: Filled, dotted: str) -> None:
    try:
        _call(dotted, filled, filled.people[Role.LEADER])
    except (Invalid, Problem) as said:
        refused, asked = _refused(said), not dotted.split(".")[1].endswith("actions")
    else:
        return
    assert not refused
    assert not asked, "the recipes make no sense: a question must be answered"


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.LEADER], ids=lambda role: role.code)
@pytest.mark.parametrize("dotted", FUNCTIONS)
def test_nobody_else_asks_or_does_more_than_the_table_says(filled: Filled, dotted: str, role: Role) -> None:
    who = filled.people[role]
    assert Right.READ not in who.rights, "this role sees more than everybody: give it a table of its own"
    if dotted not in {*EVERYBODY, *BESIDES.get(role, {})}:
        with pytest.raises(Problem) as problem:
            _call(dotted, filled, who)
        assert _refused(problem.value), "it must be refused for what one is, not for what was asked"
        return
    told = repr(_call(dotted, filled, who))
    if dotted == "incidents.queries.draft_of":
        assert f"skrev {role.code}" in told
        assert sum(f"skrev {one.code}" in told for one in Role) == 1
        return
    assert not [secret for secret in filled.secrets - filled.of_staff(role) if secret in told]


@pytest.mark.parametrize("dotted", FUNCTIONS)
def test_somebody_without_any_right_gets_nothing_but_what_the_lock_screen_shows(filled: Filled, dotted: str) -> None:
    who = Viewer(Key(int=8), "Vikar", "staff", frozenset())
    if dotted not in ANYBODY:
        with pytest.raises(Problem, match="ikke tilgang"):
            _call(dotted, filled, who)
        return
    told = repr(_call(dotted, filled, who))
    assert not [secret for secret in filled.secrets if secret in told]


def test_nothing_was_left_of_what_was_done(filled: Filled) -> None:
    with Session(filled.database.engine) as session:
        assert len(session.scalars(select(Incident.id).where(Incident.story == SECRET)).all()) == 2
        assert len(session.scalars(select(Person.id)).all()) >= len(Role)


def test_somebody_else_is_not_whom_one_becomes(filled: Filled) -> None:
    with pytest.raises(Problem, match="ikke tilgang"):
        _call("people.queries.person_of_slot", filled, filled.people[Role.STAFF])
