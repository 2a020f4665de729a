"""Every question and every action, asked and done as each role: what no line here lets a role do, it may not.

A new question or action fails this test until somebody gives it a line in ``EVERYBODY``, or it refuses those who have
no more than everybody's rights.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlcipher3.dbapi2 as driver
from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.incidents.model import Incident
from ikdesk.kernel import migrations
from ikdesk.kernel.base import Base
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.viewer import SYSTEM, Key, Right, Viewer
from ikdesk.people.model import Person, Role
from ikdesk.start.demo_actions import make_demo
from tests.engines import warm
from tests.rights import FIRST, FUNCTIONS, SECRET, TODAY, Filled, call

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
    "unit.contact_queries.contacts": "whom to call; it hangs on the wall",
    "unit.plan_queries.plans": "where the places of the form lie",
    "unit.plan_queries.plan_picture": "what the plan shows",
    "unit.plan_queries.has_plan": "whether there is one",
    "unit.plan_queries.places_now": "what a place is called today",
    "unit.plan_queries.photos_allowed": "whether there may be photographs",
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
    "incidents.report_actions.report_incident": "everybody reports",
    "incidents.case_queries.other_children": "none of what they only reported",
    "incidents.timeline_queries.timeline_of": "none of what they only reported",
    "incidents.collect_actions.record_collected": "everybody reports, small injuries line by line too",
    "incidents.collect_actions.undo_collected": "of their own lines, a while",
    "incidents.collect_queries.used_most": "nothing: the order would tell of events",
    "incidents.collect_queries.often_of_late": "of those they may see",
    "incidents.collect_queries.own_places": "the places of the unit",
    "incidents.capture_queries.similar": "that there is one like what they report, and nothing of it",
    "unit.card_queries.card": "what is written down here; it hangs on the wall",
    "unit.card_queries.own_card": "the same",
    "incidents.capture_actions.keep_capture": "how long it took, in no connection with anybody",
    "incidents.text_actions.keep_plain_word": "whoever reports may say that a word is no name",
    "incidents.text_actions.remove_plain_word": "the same, taken back",
    "incidents.text_queries.plain_word_rows": "words that are no names",
    "incidents.text_queries.words_of_unit": "the same, and the names of places and departments",
    "incidents.actions.save_draft": "of their own report; written for the one who acts",
    "incidents.queries.draft_of": "their own",
    "incidents.queries.incident_page": "those they may see",
    "incidents.queries.how_many": "of those they may see",
    "incidents.attachment_queries.attachments_of": "none of what they only reported",
    "incidents.attachment_queries.attachment_picture": "none of what they only reported",
    "incidents.spot_queries.hot_spots": "of those they may see",
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
    "start.find_queries.find": "of everything, what they may see of it",
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
    "unit.card_queries.card", "unit.card_queries.own_card",
    "unit.queries.unit_row", "unit.queries.codebook", "unit.queries.places", "unit.queries.departments",
    "incidents.locked_queries.report_form", "incidents.locked_queries.unconfirmed", "incidents.queries.places_by_use",
    "incidents.queries.draft_of", "unit.exposure_queries.waiting_days", "people.queries.people",
    "people.queries.differences", "people.pin_queries.own_pin", "start.queries.next_report", "start.queries.front_page",
    "people.ready_queries.kept_codes", "people.ready_queries.not_ready", "people.ready_queries.refuse_unready",
    "start.find_queries.find",
}  # fmt: skip


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    """The demo, and whatever else there can be; what is done here is undone."""
    connection = driver.connect(":memory:", isolation_level=None, check_same_thread=False)
    database = Database(warm(lambda: connection, driver), Clock(TODAY), lambda _error: None)
    migrations.make_new(database.engine, Base.metadata)
    database.write(make_demo, by=SYSTEM, today=TODAY)
    yield Filled(database, tmp_path_factory.mktemp("rights"))
    database.close()


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
        call(dotted, filled, filled.people[Role.LEADER])
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
            call(dotted, filled, who)
        assert _refused(problem.value), "it must be refused for what one is, not for what was asked"
        return
    told = repr(call(dotted, filled, who))
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
            call(dotted, filled, who)
        return
    told = repr(call(dotted, filled, who))
    assert not [secret for secret in filled.secrets if secret in told]


def test_nothing_was_left_of_what_was_done(filled: Filled) -> None:
    with Session(filled.database.engine) as session:
        assert len(session.scalars(select(Incident.id).where(Incident.story == SECRET)).all()) == 2
        assert len(session.scalars(select(Person.id)).all()) >= len(Role)


def test_somebody_else_is_not_whom_one_becomes(filled: Filled) -> None:
    with pytest.raises(Problem, match="ikke tilgang"):
        call("people.queries.person_of_slot", filled, filled.people[Role.STAFF])
