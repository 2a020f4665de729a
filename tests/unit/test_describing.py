"""Describing the unit: places and departments change, old events keep what they were told with."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikdesk.incidents.actions import record_incident
from ikdesk.incidents.count_queries import tally
from ikdesk.incidents.queries import incident_detail
from ikdesk.kernel.codes import shipped_list
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.tertial import parse_period
from ikdesk.kernel.viewer import SYSTEM, Key
from ikdesk.unit.actions import (
    add_department,
    add_place,
    change_place,
    change_unit,
    close,
    hide_code,
    make_unit,
    merge,
    open_again,
    rename,
)  # fmt: skip
from ikdesk.unit.model import Department, Place, Season, Unit, UnitKind, org_number_holds
from ikdesk.unit.queries import PlaceRow, codebook, departments, places, unit_row
from tests.samples import LEADER, NOBODY, NOON, TODAY, incident_values, place_of
from tests.start.conftest import empty

LATER = date(2026, 6, 1)


def shown(database: Database, *, closed: bool = False, today: date = TODAY) -> dict[str, PlaceRow]:
    return {row.name: row for row in database.read(places, viewer=LEADER, today=today, closed=closed)}


def happened_in(database: Database, place: Key) -> str:
    values = incident_values(database, place_id=place)
    key = database.write(record_incident, values, told_at=NOON, by=LEADER, today=TODAY)
    detail = database.read(incident_detail, key, viewer=LEADER, today=TODAY)
    assert detail is not None
    return detail.place


# ---------------------------------------------------------------- organisation number


def check_digit(first: str) -> int | None:
    rest = -sum(int(digit) * weight for digit, weight in zip(first, (3, 2, 7, 6, 5, 4, 3, 2), strict=True)) % 11
    return rest if rest < 10 else None


@given(st.from_regex(r"[89][0-9]{7}", fullmatch=True))
def test_exactly_one_last_digit_fits_or_none(first: str) -> None:
    fitting = [digit for digit in "0123456789" if org_number_holds(first + digit)]
    wanted = check_digit(first)
    assert fitting == ([] if wanted is None else [str(wanted)])


@given(st.from_regex(r"[89][0-9]{7}", fullmatch=True), st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(first: str, at: int, shift: int) -> None:
    last = check_digit(first)
    number = f"{first}{last}" if last is not None else "999999999"
    wrong = number[:at] + str((int(number[at]) + shift) % 10) + number[at + 1 :]
    assert org_number_holds(number)
    assert not org_number_holds(wrong)


@pytest.mark.parametrize("number", ["974760673", "923609016", "999999999"])
def test_real_numbers_hold(number: str) -> None:
    assert org_number_holds(number)


@pytest.mark.parametrize("number", ["", "97476067", "9747606730", "97476067a", "174760673", "９７４７６０６７３"])
def test_what_is_no_number_does_not_hold(number: str) -> None:
    assert not org_number_holds(number)


# ---------------------------------------------------------------- the unit


def test_the_unit_is_described_and_blanks_in_the_number_do_not_matter(database: Database) -> None:
    values = {"org_number": " 974 760 673 ", "staff_years": 19.4, "threshold": " Alt. ", "deadline_days": 14}
    database.write(change_unit, values, by=LEADER, today=TODAY)
    unit = database.read(unit_row, viewer=LEADER, today=TODAY)
    assert (unit.org_number, unit.staff_years, unit.threshold, unit.deadline_days) == ("974760673", 19.4, "Alt.", 14)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": "  "}, "name"), ({"org_number": "974760674"}, "org_number"), ({"staff_years": -1.0}, "staff_years"),
        ({"staff_years": 2001.0}, "staff_years"), ({"deadline_days": 0}, "deadline_days"),
        ({"deadline_days": 366}, "deadline_days"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_changes(database: Database, values: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as wrong:
        database.write(change_unit, values, by=LEADER, today=TODAY)
    assert set(wrong.value.messages) == {field}
    assert database.read(unit_row, viewer=LEADER, today=TODAY).name == "Solbakken barnehage"


@pytest.mark.parametrize(
    ("kind", "standard"),
    [(UnitKind.BARNEHAGE, "pram_shelter"), (UnitKind.SKOLE, "classroom"), (UnitKind.SFO, "classroom")],
)
def test_each_kind_of_unit_begins_with_its_own_places_and_lists(kind: UnitKind, standard: str) -> None:
    database = empty()
    database.write(make_unit, "En enhet", kind, by=SYSTEM, today=TODAY)
    rows = database.read(places, viewer=LEADER, today=TODAY)
    book = database.read(codebook, viewer=LEADER, today=TODAY)
    assert standard in {row.standard for row in rows}
    assert {row.standard for row in rows} == {entry.code for entry in book.entries("place")}
    school_only = {entry.code for entry in shipped_list("activity") if entry.more.get("only") == "school"}
    assert school_only
    seen = {entry.code for entry in book.entries("activity")} & school_only
    assert seen == (set() if kind is UnitKind.BARNEHAGE else school_only)
    database.close()


def test_a_hidden_code_can_no_longer_be_chosen_but_still_has_its_words(database: Database) -> None:
    database.write(hide_code, "event_type", "privacy_breach", hidden=True, by=LEADER, today=TODAY)
    book = database.read(codebook, viewer=LEADER, today=TODAY)
    assert "privacy_breach" not in {entry.code for entry in book.entries("event_type")}
    assert book.label("event_type", "privacy_breach") == "Personvernbrudd"
    database.write(hide_code, "event_type", "privacy_breach", hidden=False, by=LEADER, today=TODAY)
    again = database.read(codebook, viewer=LEADER, today=TODAY)
    assert "privacy_breach" in {entry.code for entry in again.entries("event_type")}


# ---------------------------------------------------------------- places and departments


def test_a_place_in_use_gets_a_follower_and_old_events_keep_the_name(database: Database) -> None:
    old = place_of(database)
    assert happened_in(database, old) == "Akebakke"
    new = database.write(rename, Place, old, "Store akebakken", by=LEADER, today=LATER)
    assert new != old
    now = shown(database, today=LATER)
    assert "Akebakke" not in now
    row = now["Store akebakken"]
    assert (row.standard, row.season, row.logged) == ("sledding_hill", Season.WINTER, True)
    before = shown(database, closed=True, today=LATER)["Akebakke"]
    assert (before.closed_from, before.followed_by) == (LATER, "Store akebakken")
    assert "Akebakke" in shown(database, today=date(2026, 5, 31))  # until the day before it was still in use


def test_a_place_nobody_used_simply_changes_its_name(database: Database) -> None:
    key = place_of(database)
    assert database.write(rename, Place, key, "Lille akebakken", by=LEADER, today=TODAY) == key
    assert "Akebakke" not in shown(database, closed=True)
    assert shown(database)["Lille akebakken"].id == key


def test_spelling_may_be_changed_to_the_same_letters(database: Database) -> None:
    key = place_of(database)
    database.write(rename, Place, key, "AKEBAKKE", by=LEADER, today=TODAY)
    assert shown(database)["AKEBAKKE"].id == key


def test_departments_are_renamed_and_merged_the_same_way(database: Database) -> None:
    maur, humle = (database.write(add_department, name, by=LEADER, today=TODAY) for name in ("Maur", "Humle"))
    database.write(merge, Department, maur, humle, by=LEADER, today=LATER)
    assert [row.name for row in database.read(departments, viewer=LEADER, today=LATER)] == ["Humle"]
    rows = database.read(departments, viewer=LEADER, today=LATER, closed=True)
    assert [(row.name, row.followed_by) for row in rows] == [("Maur", "Humle"), ("Humle", "")]


def test_nothing_is_merged_with_itself(database: Database) -> None:
    key = place_of(database)
    with pytest.raises(Invalid):
        database.write(merge, Place, key, key, by=LEADER, today=TODAY)


def test_a_merged_place_keeps_its_events_and_its_name(database: Database) -> None:
    slide, frame = place_of(database, "slide"), place_of(database, "climbing_frame")
    happened_in(database, slide)
    database.write(merge, Place, slide, frame, by=LEADER, today=LATER)
    assert "Sklie" not in shown(database, today=LATER)
    assert shown(database, closed=True, today=LATER)["Sklie"].followed_by == "Lekestativ / klatrestativ"


def test_a_closed_place_can_be_opened_again(database: Database) -> None:
    key = place_of(database, "swing")
    database.write(close, Place, key, LATER, by=LEADER, today=TODAY)
    assert "Huske" in shown(database)
    assert "Huske" not in shown(database, today=LATER)
    database.write(open_again, Place, key, by=LEADER, today=LATER)
    assert "Huske" in shown(database, today=LATER)


def test_a_closed_place_stays_closed_when_another_has_taken_its_name(database: Database) -> None:
    key = place_of(database, "swing")
    database.write(close, Place, key, TODAY, by=LEADER, today=TODAY)
    database.write(add_place, {"name": "Huske", "standard": "swing"}, by=LEADER, today=TODAY)
    with pytest.raises(Invalid):
        database.write(open_again, Place, key, by=LEADER, today=TODAY)


@pytest.mark.parametrize("name", ["Akebakke", " AKEBAKKE ", "akebakke"])
def test_two_open_places_cannot_have_the_same_name(database: Database, name: str) -> None:
    with pytest.raises(Invalid) as wrong:
        database.write(add_place, {"name": name, "standard": "sledding_hill"}, by=LEADER, today=TODAY)
    assert set(wrong.value.messages) == {"name"}


@pytest.mark.parametrize("name", ["", "   ", "x" * 81])
def test_a_name_must_be_there_and_not_too_long(database: Database, name: str) -> None:
    with pytest.raises(Invalid) as wrong:
        database.write(add_place, {"name": name, "standard": "slide"}, by=LEADER, today=TODAY)
    assert set(wrong.value.messages) == {"name"}
    with pytest.raises(Invalid):
        database.write(add_department, name, by=LEADER, today=TODAY)


def test_what_a_place_counts_as_can_change_but_not_by_the_back_door_its_name(database: Database) -> None:
    key = database.write(add_place, {"name": "Bakken", "standard": "other"}, by=LEADER, today=TODAY)
    values = {"standard": "sledding_hill", "season": Season.WINTER, "logged": True}
    database.write(change_place, key, values, by=LEADER, today=TODAY)
    row = shown(database)["Bakken"]
    assert (row.standard, row.season, row.logged) == ("sledding_hill", Season.WINTER, True)


def test_a_place_that_counts_as_something_else_does_so_from_today_and_not_in_the_past(database: Database) -> None:
    key = place_of(database, "slide")
    happened_in(database, key)
    now = database.write(change_place, key, {"standard": "swing", "logged": True}, by=LEADER, today=LATER)
    row = shown(database, today=LATER)["Sklie"]
    assert (row.id, row.standard, row.logged) == (now, "swing", True)
    known = database.read(tally, "place", parse_period("2026"), viewer=LEADER, today=LATER)
    assert known == {"slide": 1}


def test_nothing_is_merged_into_what_is_closed(database: Database) -> None:
    slide, swing = place_of(database, "slide"), place_of(database, "swing")
    database.write(close, Place, swing, TODAY, by=LEADER, today=TODAY)
    with pytest.raises(Invalid):
        database.write(merge, Place, slide, swing, by=LEADER, today=LATER)


def test_new_places_come_last(database: Database) -> None:
    database.write(add_place, {"name": "Bakken", "standard": "other"}, by=LEADER, today=TODAY)
    assert list(shown(database))[-1] == "Bakken"


@pytest.mark.parametrize(
    ("action", "arguments"),
    [(change_unit, ({"name": "X"},)), (add_department, ("X",)), (add_place, ({"name": "X", "standard": "slide"},)),
     (hide_code, ("severity", "4"))],
)  # fmt: skip
def test_only_who_may_set_up_changes_the_unit(database: Database, action: Any, arguments: tuple[Any, ...]) -> None:
    more = {"hidden": True} if action is hide_code else {}
    with pytest.raises(Problem):
        database.write(action, *arguments, **more, by=NOBODY, today=TODAY)


def test_a_unit_can_be_checked_before_it_is_saved() -> None:
    Unit(name="Solbakken", kind=UnitKind.SFO).check(TODAY)


def test_a_place_must_count_as_a_kind_of_place_in_the_list(database: Database) -> None:
    with pytest.raises(Invalid) as wrong:
        database.write(add_place, {"name": "Bakken", "standard": "moon"}, by=LEADER, today=TODAY)
    assert set(wrong.value.messages) == {"standard"}
    with pytest.raises(Invalid) as wrong:
        database.write(change_place, place_of(database), {"standard": "moon"}, by=LEADER, today=TODAY)
    assert set(wrong.value.messages) == {"standard"}


def test_a_name_is_taken_until_the_day_its_place_closes(database: Database) -> None:
    hill = place_of(database)
    database.write(close, Place, hill, LATER, by=LEADER, today=TODAY)
    again = {"name": "Akebakke", "standard": "sledding_hill"}
    with pytest.raises(Invalid):
        database.write(add_place, again, by=LEADER, today=TODAY)
    database.write(open_again, Place, hill, by=LEADER, today=TODAY)
    database.write(close, Place, hill, LATER, by=LEADER, today=TODAY)
    database.write(add_place, again, by=LEADER, today=LATER)
