"""Choosing what to work with: said once, about something, changed, finished, taken up again, looked at and undone."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from ikdesk.focus.actions import change_focus, close_focus, look_at_focus, reopen_focus, withdraw_focus
from ikdesk.focus.queries import focus_areas, focus_view, report_areas, waiting_looks
from ikdesk.focus.view_model import FocusRow
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.viewer import Key
from ikdesk.unit.actions import rename
from ikdesk.unit.equipment_actions import add_equipment
from ikdesk.unit.model import Place
from tests.focus.places import ASKED, DONE, chosen, seen
from tests.measures.test_effect import happened
from tests.samples import LEADER, NOBODY, TODAY, place_of, undo_last


def rows(database: Database) -> tuple[FocusRow, ...]:
    return database.read(focus_areas, **ASKED)


def test_an_area_is_called_what_it_is_about_until_somebody_gives_it_a_name(database: Database) -> None:
    key = chosen(database, activity="sledding", mechanism="collision")
    assert [row.title for row in rows(database)] == ["Aking, Sammenstøt, påkjørsel"]
    database.write(change_focus, key, {"title": "Krasj i bakken"}, **DONE)
    assert [(row.title, row.named_after) for row in rows(database)] == [("Krasj i bakken", False)]


def test_an_area_about_nothing_is_refused_with_what_to_do(database: Database) -> None:
    with pytest.raises(Invalid, match="Velg et sted, en aktivitet"):
        chosen(database, activity=None, title="Alt mulig")


@pytest.mark.parametrize("wrong", [
    {"place_id": Key(int=99)}, {"equipment_id": Key(int=99)}, {"activity": "moonwalk"}, {"mechanism": "moonwalk"},
])  # fmt: skip
def test_only_what_is_the_units_own_can_be_chosen(database: Database, wrong: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as said:
        chosen(database, **wrong)
    assert list(said.value.messages) == list(wrong)


def test_the_same_is_not_chosen_twice_but_again_when_the_first_is_finished(database: Database) -> None:
    first = chosen(database)
    with pytest.raises(Invalid, match="innsatsområde allerede"):
        chosen(database)
    database.write(close_focus, first, "Stolpen er borte.", **DONE)
    chosen(database)
    with pytest.raises(Invalid, match="innsatsområde allerede"):
        database.write(reopen_focus, first, **DONE)


def test_a_place_with_a_new_name_is_the_same_place(database: Database) -> None:
    key = chosen(database)
    happened(database, place_of(database), [date(2026, 1, 7)])
    now = database.write(rename, Place, place_of(database), "Nye bakken", **DONE)
    with pytest.raises(Invalid) as wrong:
        chosen(database, place_id=now)
    assert set(wrong.value.messages) == {"place_id"}
    assert chosen(database, place_id=now, activity="sledding") != key


def test_a_finished_area_says_why_comes_last_and_can_be_taken_up_again(database: Database) -> None:
    first = chosen(database, in_report=True, next_look=TODAY + timedelta(days=30))
    second = chosen(database, activity="climbing")
    with pytest.raises(Invalid, match="Skriv hvorfor"):
        database.write(close_focus, first, " ", **DONE)
    database.write(close_focus, first, "Stolpen er borte.", **DONE)
    assert [row.id for row in rows(database)] == [second, first]
    last = rows(database)[-1]
    assert (last.closed_on, last.closed_why, last.next_look) == (TODAY, "Stolpen er borte.", None)
    assert not last.in_report
    database.write(reopen_focus, first, **DONE)
    assert [row.id for row in rows(database)] == [first, second]


def test_the_report_has_room_for_three(database: Database) -> None:
    codes = ("climbing", "sledding", "water", "meal")
    keys = [chosen(database, activity=code) for code in codes]
    for key in keys[:3]:
        database.write(change_focus, key, {"in_report": True}, **DONE)
    with pytest.raises(Invalid, match="plass til 3"):
        database.write(change_focus, keys[3], {"in_report": True}, **DONE)
    database.write(close_focus, keys[0], "Ferdig.", **DONE)
    database.write(change_focus, keys[3], {"in_report": True}, **DONE)
    assert [row.id for row in database.read(report_areas, **ASKED)] == keys[1:]


def test_a_look_is_kept_with_the_numbers_as_they_were_and_the_next_day_is_chosen(database: Database) -> None:
    key = chosen(database, next_look=TODAY)
    assert rows(database)[0].is_due(TODAY)
    assert database.read(waiting_looks, **ASKED) == 1
    evidence = {"verdict": "cannot_say", "sentence": "4 hendelser."}
    told = {"comment": "Vi fortsetter.", "next_look": date(2027, 5, 1)}
    database.write(look_at_focus, key, told, evidence, **DONE)
    view = seen(database, key)
    assert (view.row.next_look, view.row.looked_on, view.row.is_due(TODAY)) == (date(2027, 5, 1), TODAY, False)
    assert database.read(waiting_looks, **ASKED) == 0
    look = view.looks[0]
    assert (look.day, look.comment, look.given_by, look.verdict, look.sentence) == (
        TODAY, "Vi fortsetter.", "Tom", "cannot_say", "4 hendelser.")  # fmt: skip


def test_the_next_look_is_a_day_to_come(database: Database) -> None:
    key = chosen(database)
    with pytest.raises(Invalid, match="en dag som kommer"):
        database.write(look_at_focus, key, {"next_look": TODAY}, {}, **DONE)
    assert seen(database, key).looks == ()


def test_what_was_done_can_be_undone_step_by_step(database: Database) -> None:
    database.steps.begin(LEADER.person)
    key = chosen(database)
    database.write(look_at_focus, key, {"comment": "Vi så."}, {}, **DONE)
    database.write(close_focus, key, "Ferdig.", **DONE)
    undo_last(database)
    assert seen(database, key).row.closed_on is None
    undo_last(database)
    assert seen(database, key).looks == ()
    undo_last(database)
    assert database.read(focus_view, key, **ASKED) is None


def test_an_area_chosen_by_mistake_is_taken_away(database: Database) -> None:
    key = chosen(database)
    database.write(withdraw_focus, key, "Feil sted.", **DONE)
    assert rows(database) == ()
    with pytest.raises(Problem, match="finnes ikke"):
        database.write(change_focus, key, {"title": "Ny"}, **DONE)


def test_only_those_who_handle_choose_and_only_those_who_read_see(database: Database) -> None:
    with pytest.raises(Problem, match="ikke tilgang"):
        database.write(close_focus, chosen(database), "Nei.", by=NOBODY, today=TODAY)
    with pytest.raises(Problem, match="ikke tilgang"):
        database.read(focus_areas, viewer=NOBODY, today=TODAY)


def test_equipment_can_be_a_focus_area(database: Database) -> None:
    piece = database.write(add_equipment, {"name": "Rattkjelken", "kind": "sledge"}, **DONE)
    key = chosen(database, equipment_id=piece, place_id=place_of(database))
    assert seen(database, key).row.title == "Akebakke, Rattkjelken"
