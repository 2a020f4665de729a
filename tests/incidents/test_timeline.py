"""What happened to a case tells itself: in order, by whom, never of what is to come, and only to those who may see."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikdesk.incidents.actions import close_incident, correct_incident, handle_incident, record_incident, reopen_incident
from ikdesk.incidents.case_actions import add_child, add_note, change_child, withdraw_child
from ikdesk.incidents.case_queries import other_children
from ikdesk.incidents.municipal_actions import mark_transferred
from ikdesk.incidents.queries import incident_detail
from ikdesk.incidents.timeline_model import Altered, Moment, What, changes, in_order
from ikdesk.incidents.timeline_queries import timeline_of
from ikdesk.incidents.timeline_sentences import more_words, what_words, when_words
from ikdesk.kernel.codes import shipped_codebook
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.viewer import Key, Viewer
from ikdesk.measures.actions import add_measure, adopt_measure, start_measure
from ikdesk.people.actions import add_person
from ikdesk.people.model import RIGHTS, Role
from tests.samples import LEADER, NOON, TODAY, incident_values, measure_values, undo_last

DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
CLOCKS = st.none() | st.times()
MOMENTS = st.lists(st.builds(Moment, day=DAYS, what=st.sampled_from(list(What)), clock=CLOCKS), max_size=12)
EARLY = datetime(2026, 4, 20, 9, 0)


@given(MOMENTS, DAYS)
def test_nothing_is_told_of_what_is_to_come_and_all_else_newest_first(moments: list[Moment], today: date) -> None:
    told = in_order(moments, today)
    assert all(one.day <= today for one in told)
    assert len(told) == sum(one.day <= today for one in moments)
    assert [one.day for one in told] == sorted((one.day for one in told), reverse=True)


@given(st.lists(st.dictionaries(st.sampled_from(["status", "handling", "restricted", "potential", "story", "version"]),
                                st.tuples(st.none(), st.sampled_from(["closed", "reported", "withdrawn", "1"]))),
                max_size=5))  # fmt: skip
def test_whatever_was_changed_each_moment_is_of_the_day_it_was_changed(kept: list[dict[str, Any]]) -> None:
    told = [Altered(datetime(2026, 4, day, 10, 0), "Tom", what) for day, what in enumerate(kept, 1)]
    found = list(changes(told, ["handling"]))
    assert {one.day for one in found} <= {one.at.date() for one in told}
    assert all(one.who == "Tom" for one in found)


@pytest.fixture
def incident(database: Database) -> Key:
    values = incident_values(database, occurred_on=date(2026, 4, 20), occurred_time=time(8, 30))
    key: Key = database.write(record_incident, values, told_at=EARLY, by=LEADER, today=TODAY)
    return key


Ask = Callable[..., tuple[Moment, ...]]


@pytest.fixture
def told(database: Database, incident: Key) -> Ask:
    def ask(viewer: Viewer = LEADER, today: date = TODAY) -> tuple[Moment, ...]:
        found: tuple[Moment, ...] = database.read(timeline_of, incident, viewer=viewer, today=today)
        return found

    return ask


def do(database: Database, action: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    return database.write(action, *args, **kwargs, by=LEADER, today=TODAY)


def said(moments: tuple[Moment, ...]) -> list[str]:
    book = shipped_codebook()
    return [" – ".join(part for part in (what_words(one, book), more_words(one)) if part) for one in moments]


def test_a_case_tells_of_itself_from_the_first_to_the_last(database: Database, incident: Key, told: Ask) -> None:
    do(database, handle_incident, incident, {"handling": "Snakket sammen.", "causes": ("weather",)})
    do(database, correct_incident, incident, {"severity": 3}, "Legen fant et brudd")
    do(database, correct_incident, incident, {"story": "Barnet falt."}, "")
    do(database, add_note, incident, "Ringte hjem.", at=NOON)
    do(database, handle_incident, incident, {"potential": 4})
    do(database, mark_transferred, [incident], "RM-7", TODAY)
    do(database, close_incident, incident, at=NOON)
    do(database, reopen_incident, incident)
    found = said(told())
    assert found[-1] == "Meldt"
    assert set(found) >= {
        "Fulgt opp: årsaken og vurderingen", "Status: Følges opp", "Alvorlighet endret: fra Liten til Alvorlig",
        "Rettet: hva skjedde", "Notat – Ringte hjem.", "Kunne blitt: endret: fra – til Svært alvorlig",
        "Registrert i kommunens system – RM-7", "Lukket", "Åpnet igjen",
    }  # fmt: skip
    assert len(found) == len(set(found))
    assert when_words(told()[-1]) == "20.04.2026 kl. 09.00"


def test_measures_stand_there_on_their_days_and_not_before_they_come(
    database: Database, incident: Key, told: Ask
) -> None:
    values = measure_values(database, evaluate_on=TODAY + timedelta(days=90))
    key = do(database, add_measure, values, incidents=[incident])
    do(database, adopt_measure, key, on=TODAY)
    do(database, start_measure, key, on=TODAY)
    whats = [one.what for one in told()]
    assert {What.PROPOSED, What.DECIDED, What.STARTED} <= set(whats)
    assert What.EVALUATED not in whats
    assert [one.what for one in told(today=date(2026, 4, 20))] == [What.REPORTED]


def test_what_was_undone_says_so_and_the_note_is_gone(database: Database, incident: Key, told: Ask) -> None:
    database.steps.begin(LEADER.person)
    do(database, add_note, incident, "Feil sak.", at=NOON)
    undo_last(database)
    assert "Feil sak." not in "".join(said(told()))
    do(database, handle_incident, incident, {"handling": "Feil sak."})
    undo_last(database)
    assert [one.what for one in told()].count(What.UNDONE) == 1


def test_whoever_only_reported_it_sees_nothing_of_it(database: Database) -> None:
    key = database.write(add_person, "Kari", slot="kari", role=Role.STAFF, by=LEADER, today=TODAY)
    staff = Viewer(key, "Kari", "kari", RIGHTS[Role.STAFF])
    own = database.write(record_incident, incident_values(database), told_at=NOON, by=staff, today=TODAY)
    do(database, add_note, own, "Ringte hjem.", at=NOON)
    do(database, add_child, own, {"child": "OH"})
    assert database.read(timeline_of, own, viewer=staff, today=TODAY) == ()
    assert database.read(other_children, own, viewer=staff, today=TODAY) == ()
    with pytest.raises(Problem):
        database.write(add_note, own, "Meg selv.", at=NOON, by=staff, today=TODAY)


def test_notes_about_staff_may_tell_of_their_health_and_are_for_leaders_alone(database: Database) -> None:
    rep = Viewer(Key(int=9), "Vera", "safety_rep", RIGHTS[Role.SAFETY_REP])
    values = incident_values(database, kind="staff_injury", occurred_on=TODAY)
    key = database.write(record_incident, values, told_at=NOON, by=LEADER, today=TODAY)
    database.write(add_note, key, "Legen sier to uker", at=NOON, by=LEADER, today=TODAY)
    for who, seen in ((LEADER, True), (rep, False)):
        told = {one.what for one in database.read(timeline_of, key, viewer=who, today=TODAY)}
        assert (What.REPORTED in told, What.NOTED in told) == (True, seen)


def test_an_empty_note_is_refused(database: Database, incident: Key) -> None:
    with pytest.raises(Invalid, match="Skriv hva du vil notere"):
        do(database, add_note, incident, "  ", at=NOON)


def test_several_children_have_an_injury_each_in_one_event(database: Database, incident: Key) -> None:
    first = do(database, add_child, incident, {"child": "OH", "injury_kind": "bump_bruise"})
    do(database, add_child, incident, {"child": "KA"})
    do(database, change_child, first, {"body_part": "knee", "side": "left", "treatment": ("cold_pack",)})
    rows = database.read(other_children, incident, viewer=LEADER, today=TODAY)
    assert [(row.child, row.body_part, row.side) for row in rows] == [("OH", "knee", "left"), ("KA", None, None)]
    do(database, withdraw_child, first, "Var ikke med.")
    assert [row.child for row in database.read(other_children, incident, viewer=LEADER, today=TODAY)] == ["KA"]
    with pytest.raises(Problem):
        do(database, change_child, first, {"child": "OH"})


@pytest.mark.parametrize(("values", "field"), [
    ({"child": " "}, "child"), ({"child": "OH", "body_part": "wing"}, "body_part"),
])  # fmt: skip
def test_a_child_without_initials_or_with_an_unknown_word_is_refused(
    database: Database, incident: Key, values: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as wrong:
        do(database, add_child, incident, values)
    assert set(wrong.value.messages) == {field}


@pytest.mark.parametrize(("values", "field"), [
    ({"adults_present": -1}, "adults_present"), ({"children_present": 5000}, "children_present"),
    ({"discovered_on": date(2026, 4, 1)}, "discovered_on"), ({"discovered_time": time(8)}, "discovered_on"),
    ({"due_on": date(2026, 4, 1)}, "due_on"), ({"equipment_id": Key(int=99)}, "equipment_id"),
    ({"supervision": "dog"}, "supervision"), ({"prevent": ("magic",)}, "prevent"),
])  # fmt: skip
def test_what_cannot_be_is_refused_at_its_field(
    database: Database, incident: Key, values: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as wrong:
        do(database, handle_incident, incident, values)
    assert set(wrong.value.messages) == {field}


def test_everything_that_is_found_out_is_kept(database: Database, incident: Key) -> None:
    values = {
        "supervision": "nearby", "adults_present": 2, "children_present": 14, "conditions": ("ice",),
        "discovered_on": date(2026, 4, 21), "discovered_time": time(7, 45), "due_on": date(2026, 5, 20), "potential": 3,
        "prevent": ("adult_closer",), "prevent_said": "En voksen i bunnen.",
    }  # fmt: skip
    do(database, handle_incident, incident, values)
    found = database.read(incident_detail, incident, viewer=LEADER, today=TODAY)
    assert found is not None
    assert {key: getattr(found, key) for key in values} == values
