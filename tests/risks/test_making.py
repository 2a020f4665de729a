"""Making a risk assessment, changing it, looking at it again, closing it, and undoing any of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.viewer import Key
from ikdesk.measures.queries import measure_detail
from ikdesk.risks.actions import (
    add_risk,
    change_risk,
    close_risk,
    record_mini,
    reopen_risk,
    review_risk,
    widen_risk,
    withdraw_risk,
)
from ikdesk.risks.hazard_actions import (
    add_barrier,
    add_hazard,
    change_barrier,
    change_hazard,
    close_hazard,
    measure_of_barrier,
    move_barrier,
    move_hazard,
    reopen_hazard,
    withdraw_barrier,
    withdraw_hazard,
)
from ikdesk.risks.model import RiskForm, Side, Standing, Works, lines_of
from ikdesk.risks.queries import risk_list, risk_names, risk_view
from ikdesk.risks.rating_actions import accept_risk, approve_risk, rate_hazard
from ikdesk.risks.view_model import BarrierRow, HazardView, RiskGroup, RiskView
from ikdesk.routines.actions import add_routine
from tests.samples import LEADER, NOBODY, TODAY, place_of, undo_last

DONE: dict[str, Any] = {"by": LEADER, "today": TODAY}
ASKED: dict[str, Any] = {"viewer": LEADER, "today": TODAY}
HAZARD = {
    "title": "Barn kjører på hverandre", "mechanism": "collision", "prevents": ["Voksen på toppen", "Egen opp-løype"],
    "reduces": ["Hjelm"], "new": ["Egen opp-løype"], "probability": 5, "consequence": 2,
}  # fmt: skip


def mini(database: Database, *hazards: dict[str, Any], **changes: Any) -> Key:
    values = {"title": "Aking i bakken", "place_id": place_of(database), "activity": "sledding", **changes}
    return Key(str(database.write(record_mini, values, hazards or (HAZARD,), **DONE)))


def view(database: Database, key: Key) -> RiskView:
    found = database.read(risk_view, key, **ASKED)
    assert found is not None
    return found


def hazards(database: Database, key: Key) -> list[str]:
    return [one.title for one in view(database, key).hazards]


def first(database: Database, key: Key) -> HazardView:
    return view(database, key).hazards[0]


def barrier(database: Database, key: Key, title: str) -> BarrierRow:
    return next(one for one in first(database, key).barriers if one.title == title)


def test_a_short_assessment_keeps_all_that_was_said_in_one_step(database: Database) -> None:
    found = view(database, mini(database, worth="Fart, mestring og frisk luft"))
    (hazard,) = found.hazards
    assert found.row.form is RiskForm.MINI
    assert found.row.target.place
    assert found.worth
    assert [(one.title, one.standing) for one in hazard.on(Side.CAUSE)] == [
        ("Voksen på toppen", Standing.EXISTS), ("Egen opp-løype", Standing.NEW)]
    assert [one.title for one in hazard.on(Side.CONSEQUENCE)] == ["Hjelm"]
    assert hazard.lines[0].mark is not None
    assert hazard.lines[0].mark.product == 10


def test_a_short_assessment_is_undone_in_one_step(database: Database) -> None:
    database.steps.begin(LEADER.person)
    key = mini(database)
    undo_last(database)
    assert database.read(risk_view, key, **ASKED) is None
    assert database.read(risk_list, RiskGroup.ALL, **ASKED) == ()


def test_a_routine_becomes_the_first_barrier(database: Database) -> None:
    routine = database.write(add_routine, {"title": "Aking", "steps": "Én om gangen."}, **DONE)
    key = mini(database, routine_id=routine)
    first_one = first(database, key).barriers[0]
    assert (first_one.title, first_one.routine, first_one.routine_id) == ("Aking", "Aking", routine)


@pytest.mark.parametrize(("values", "rows", "field"), [
    ({"title": ""}, [HAZARD], "title"), ({"activity": "moonwalk"}, [HAZARD], "activity"),
    ({"place_id": Key(int=9)}, [HAZARD], "place_id"), ({}, [], "title_0"),
    ({"next_review": TODAY}, [HAZARD], "next_review"), ({"routine_id": Key(int=9)}, [HAZARD], "routine_id"),
    ({}, [HAZARD, {"title": ""}], "title_1"), ({}, [HAZARD, {"title": "Fall", "mechanism": "x"}], "mechanism_1"),
    ({}, [HAZARD | {"probability": 6}], "probability_0"), ({}, [HAZARD | {"reduces": ["x" * 200]}], "reduces_0"),
])  # fmt: skip
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_saved(
    database: Database, values: dict[str, Any], rows: list[dict[str, Any]], field: str
) -> None:
    told = {"title": "Aking", **values}
    with pytest.raises(Invalid) as said:
        database.write(record_mini, told, rows, **DONE)
    assert list(said.value.messages) == [field]
    assert database.read(risk_list, RiskGroup.ALL, **ASKED) == ()


def test_a_hazard_need_not_be_rated_at_once(database: Database) -> None:
    found = view(database, mini(database, {"title": "Fall"}))
    assert found.row.worst is None
    assert found.lines[0].standing is None


def test_nobody_without_the_right_makes_one(database: Database) -> None:
    with pytest.raises(Problem):
        database.write(record_mini, {"title": "Aking"}, [HAZARD], by=NOBODY, today=TODAY)


def test_an_assessment_is_changed_widened_and_looked_at_again(database: Database) -> None:
    key = mini(database)
    database.write(change_risk, key, {"participants": "Leder og verneombud", "activity": None}, **DONE)
    database.write(widen_risk, key, **DONE)
    database.write(review_risk, key, TODAY + timedelta(days=365), "Som før.", **DONE)
    found = view(database, key)
    assert (found.participants, found.row.target.activity, found.row.form) == (
        "Leder og verneombud", None, RiskForm.FULL)
    assert (found.row.reviewed_on, found.review_note) == (TODAY, "Som før.")
    assert not found.row.is_due(TODAY)
    assert found.row.is_due(TODAY + timedelta(days=365))
    with pytest.raises(Invalid, match="en dag som kommer"):
        database.write(review_risk, key, TODAY, **DONE)


def test_a_change_that_cannot_be_leaves_all_as_it_was(database: Database) -> None:
    key = mini(database)
    with pytest.raises(Invalid):
        database.write(change_risk, key, {"worth": "Fart", "activity": "moonwalk"}, **DONE)
    assert view(database, key).worth == ""


def test_a_closed_one_stays_with_its_reason_and_can_be_taken_up_again(database: Database) -> None:
    key = mini(database)
    with pytest.raises(Invalid, match="hvorfor"):
        database.write(close_risk, key, " ", **DONE)
    database.write(close_risk, key, "Bakken er stengt.", **DONE)
    assert view(database, key).closed_why == "Bakken er stengt."
    assert database.read(risk_list, RiskGroup.STANDING, **ASKED) == ()
    assert [row.id for row in database.read(risk_list, RiskGroup.CLOSED, **ASKED)] == [key]
    assert database.read(risk_names, **ASKED) == ()
    database.write(reopen_risk, key, **DONE)
    assert [row.id for row in database.read(risk_list, RiskGroup.STANDING, **ASKED)] == [key]


def test_what_is_finished_is_not_changed_from_a_window_that_does_not_know(database: Database) -> None:
    key = mini(database)
    hazard = first(database, key)
    database.write(close_risk, key, "Bakken er stengt.", **DONE)
    said, cell = {"title": "Noe annet"}, {"probability": 1, "consequence": 1}
    for action, what, *more in (
        (change_risk, key, said), (widen_risk, key), (review_risk, key, None), (add_hazard, key, said),
        (change_hazard, hazard.id, said), (add_barrier, hazard.id, said), (rate_hazard, hazard.id, cell),
        (change_barrier, hazard.barriers[0].id, said), (accept_risk, hazard.id, {}), (approve_risk, key, {}),
    ):  # fmt: skip
        with pytest.raises(Problem, match="Ta den opp igjen"):
            database.write(action, what, *more, **DONE)
    assert hazards(database, key) == [hazard.title]


def test_one_that_was_withdrawn_can_be_changed_no_more_and_nothing_in_it(database: Database) -> None:
    key = mini(database)
    hazard = first(database, key)
    database.write(withdraw_risk, key, "Laget to ganger", **DONE)
    for action, what in ((change_risk, key), (change_hazard, hazard.id), (change_barrier, hazard.barriers[0].id)):
        with pytest.raises(Problem, match="finnes ikke"):
            database.write(action, what, {"title": "Noe annet"}, **DONE)


def test_hazards_are_added_moved_closed_and_taken_away(database: Database) -> None:
    key = database.write(add_risk, {"title": "Tur"}, **DONE)
    one, two, three = (database.write(add_hazard, key, {"title": name}, **DONE) for name in ("Én", "To", "Tre"))
    database.write(move_hazard, three, -2, **DONE)
    assert hazards(database, key) == ["Tre", "Én", "To"]
    database.write(move_hazard, three, 99, **DONE)
    assert hazards(database, key) == ["Én", "To", "Tre"]
    database.write(close_hazard, one, "Steinen er borte.", **DONE)
    assert hazards(database, key) == ["To", "Tre", "Én"]
    found = view(database, key)
    assert [line.number for line in found.lines] == [1, 2]
    assert found.row.hazards == 2
    assert found.hazards[-1].closed_why == "Steinen er borte."
    database.write(reopen_hazard, one, **DONE)
    database.write(withdraw_hazard, two, "Skrevet feil", **DONE)
    assert hazards(database, key) == ["Én", "Tre"]


def test_moving_is_undone(database: Database) -> None:
    key = database.write(add_risk, {"title": "Tur"}, **DONE)
    one = database.write(add_hazard, key, {"title": "Én"}, **DONE)
    database.write(add_hazard, key, {"title": "To"}, **DONE)
    database.steps.begin(LEADER.person)
    database.write(move_hazard, one, 1, **DONE)
    assert hazards(database, key) == ["To", "Én"]
    undo_last(database)
    assert hazards(database, key) == ["Én", "To"]


def test_barriers_are_added_changed_moved_on_their_side_and_taken_away(database: Database) -> None:
    key = mini(database)
    hazard = first(database, key).id
    new = database.write(add_barrier, hazard, {"title": "Halm rundt stolpen", "kind": "physical_safeguard"}, **DONE)
    database.write(change_barrier, new, {"works": Works.PARTLY, "checked_on": TODAY}, **DONE)
    database.write(move_barrier, new, -9, **DONE)
    assert [one.title for one in first(database, key).on(Side.CAUSE)] == [
        "Halm rundt stolpen", "Voksen på toppen", "Egen opp-løype"]
    assert barrier(database, key, "Halm rundt stolpen").works is Works.PARTLY
    with pytest.raises(Invalid, match="i dag eller tidligere"):
        database.write(change_barrier, new, {"checked_on": TODAY + timedelta(days=1)}, **DONE)
    with pytest.raises(Invalid, match="ordene i listen"):
        database.write(change_barrier, new, {"kind": "magic"}, **DONE)
    database.write(withdraw_barrier, new, "Sto to ganger", **DONE)
    assert len(first(database, key).barriers) == 3


def test_a_barrier_becomes_a_measure_aimed_at_the_same(database: Database) -> None:
    key = mini(database)
    new = barrier(database, key, "Egen opp-løype")
    database.steps.begin(LEADER.person)
    measure = database.write(measure_of_barrier, new.id, {"origin": "immediate"}, **DONE)
    told = database.read(measure_detail, measure, **ASKED)
    assert told is not None
    assert told.title == "Egen opp-løype"
    assert barrier(database, key, "Egen opp-løype").measure_id == measure
    with pytest.raises(Problem, match="allerede et tiltak"):
        database.write(measure_of_barrier, new.id, {"origin": "immediate"}, **DONE)
    undo_last(database)
    assert barrier(database, key, "Egen opp-løype").measure_id is None


def test_a_day_that_cannot_be_is_refused(database: Database) -> None:
    with pytest.raises(Invalid) as said:
        database.write(add_risk, {"title": "Tur", "assessed_on": date(2036, 1, 1)}, **DONE)
    assert list(said.value.messages) == ["assessed_on"]


def test_the_lines_of_a_list_are_read_without_their_dashes() -> None:
    assert lines_of("- Is\n•\tfor fort\n  * – stolpe\n-5 grader\n–\n\nÅ - nei") == (
        "Is", "for fort", "stolpe", "-5 grader", "Å - nei")
