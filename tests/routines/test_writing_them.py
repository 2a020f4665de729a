"""Routines are drafted, approved, renewed, looked at again and retired; each step can be taken back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from ikdesk.incidents.actions import handle_incident, record_incident
from ikdesk.incidents.queries import incident_detail
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.page import Cut
from ikdesk.kernel.viewer import Key
from ikdesk.measures.model import Measure
from ikdesk.routines.actions import (
    add_routine,
    approve_version,
    change_draft,
    new_version,
    retire_routine,
    review_done,
    revive_routine,
    routine_of_measure,
    undo_approval,
    withdraw_draft,
)
from ikdesk.routines.model import RoutineStatus
from ikdesk.routines.queries import (
    RoutineDetail,
    RoutineFilter,
    RoutineGroup,
    RoutineRow,
    overdue_routines,
    routine_detail,
    routine_names,
    routine_page,
    routine_states,
)
from tests.samples import LEADER, NOBODY, NOON, TODAY, incident_values, place_of, undo_last

YESTERDAY = TODAY - timedelta(days=1)
TOMORROW = TODAY + timedelta(days=1)
NEXT_YEAR = date(2027, 4, 30)
VALUES = {
    "title": "Gå på tur",
    "purpose": "Alle kommer hjem.",
    "steps": "Tell barna.\nTa med telefon.",
    "role": "department_lead",
    "legal_hooks": ("prevent_accidents",),
    "review_due": NEXT_YEAR,
}


def do(database: Database, action: Any, *args: Any, today: date = TODAY, **more: Any) -> Any:
    return database.write(action, *args, by=LEADER, today=today, **more)


def detail(database: Database, key: Key, today: date = TODAY) -> RoutineDetail:
    found = database.read(routine_detail, key, viewer=LEADER, today=today)
    assert found is not None
    return found


def rows(database: Database, today: date = TODAY, cut: Cut | None = None, **wanted: Any) -> list[RoutineRow]:
    page = database.read(routine_page, RoutineFilter(**wanted), cut or Cut(sort=""), viewer=LEADER, today=today)
    assert page.total >= len(page.rows)
    return page.rows


def valid(database: Database, on: date = YESTERDAY, **changes: Any) -> Key:
    key: Key = do(database, add_routine, {**VALUES, **changes})
    do(database, approve_version, key, on=on)
    return key


def second(database: Database, key: Key, on: date = TODAY, **changes: Any) -> None:
    do(database, new_version, key)
    do(database, change_draft, key, {"change_note": "To voksne ute.", "steps": "Tell barna to ganger.", **changes})
    do(database, approve_version, key, on=on)


def test_a_new_routine_is_a_draft_with_a_number_of_its_own(database: Database) -> None:
    first, other = (do(database, add_routine, VALUES) for _turn in range(2))
    assert [detail(database, key).number for key in (first, other)] == [1, 2]
    assert detail(database, first).status is RoutineStatus.DRAFT
    assert detail(database, first).shown.steps == ("Tell barna.", "Ta med telefon.")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"steps": "\n".join("abcdefghij")}, "steps"),
        ({"role": "wizard"}, "role"),
        ({"legal_hooks": ("prevent_accidents", "magic")}, "legal_hooks"),
        ({"place_id": Key(int=3)}, "place_id"),
        ({"review_due": date(1890, 1, 1)}, "review_due"),
        ({"valid_from": NEXT_YEAR, "review_due": TODAY}, "review_due"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(database: Database, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as wrong:
        do(database, add_routine, {**VALUES, **changes})
    assert field in wrong.value.messages
    assert not rows(database)


def test_only_who_may_handle_writes_routines_and_only_who_may_read_sees_them(database: Database) -> None:
    with pytest.raises(Problem):
        database.write(add_routine, VALUES, by=NOBODY, today=TODAY)
    with pytest.raises(Problem):
        database.read(routine_names, viewer=NOBODY, today=TODAY)


def test_an_approved_version_says_who_approved_it_and_from_when_it_holds(database: Database) -> None:
    shown = detail(database, valid(database)).shown
    assert (shown.status, shown.approved_by, shown.valid_from) == (RoutineStatus.VALID, "Tom", YESTERDAY)


def test_a_routine_without_steps_cannot_be_approved(database: Database) -> None:
    key = do(database, add_routine, {"title": "Gå på tur"})
    with pytest.raises(Invalid) as wrong:
        do(database, approve_version, key, on=TODAY)
    assert set(wrong.value.messages) == {"steps"}
    assert detail(database, key).status is RoutineStatus.DRAFT


def test_a_routine_from_tomorrow_is_not_valid_today(database: Database) -> None:
    key = valid(database, on=TOMORROW)
    assert detail(database, key).status is RoutineStatus.COMING
    assert not rows(database, group=RoutineGroup.IN_USE)
    assert [row.id for row in rows(database, group=RoutineGroup.COMING)] == [key]
    assert detail(database, key, TOMORROW).status is RoutineStatus.VALID


def test_the_old_version_holds_until_the_day_of_the_new_one(database: Database) -> None:
    key = valid(database)
    second(database, key, on=TOMORROW, title="Gå på langtur")
    assert detail(database, key).shown.edition == 1
    assert detail(database, key).title == "Gå på tur"
    assert [v.status for v in detail(database, key).versions] == [RoutineStatus.COMING, RoutineStatus.VALID]
    later = detail(database, key, TOMORROW)
    assert later.title == "Gå på langtur"
    assert [v.status for v in later.versions] == [RoutineStatus.VALID, RoutineStatus.RETIRED]


def test_a_new_version_begins_with_what_the_old_one_says(database: Database) -> None:
    key = valid(database)
    do(database, new_version, key)
    draft = detail(database, key).draft
    assert draft is not None
    assert (draft.edition, draft.steps, draft.purpose) == (2, ("Tell barna.", "Ta med telefon."), "Alle kommer hjem.")
    assert draft.valid_from is None
    assert detail(database, key).status is RoutineStatus.UNDER_REVISION
    with pytest.raises(Problem, match="allerede"):
        do(database, new_version, key)


def test_a_new_version_must_say_what_is_new_and_come_after_the_old(database: Database) -> None:
    key = valid(database)
    do(database, new_version, key)
    with pytest.raises(Invalid) as wrong:
        do(database, approve_version, key, on=TODAY)
    assert set(wrong.value.messages) == {"change_note"}
    with pytest.raises(Invalid) as early:
        do(database, approve_version, key, on=YESTERDAY - timedelta(days=1))
    assert set(early.value.messages) == {"valid_from"}


def test_a_version_tells_what_changed(database: Database) -> None:
    key = valid(database)
    second(database, key, purpose="Alle kommer hjem i tide.")
    newest, oldest = detail(database, key).versions
    assert newest.changed == ("purpose", "steps")
    assert newest.change_note == "To voksne ute."
    assert oldest.changed == ()


def test_an_approval_can_be_taken_back(database: Database) -> None:
    key = valid(database)
    second(database, key, title="Gå på langtur")
    do(database, undo_approval, key)
    found = detail(database, key)
    assert found.status is RoutineStatus.UNDER_REVISION
    assert [v.status for v in found.versions] == [RoutineStatus.DRAFT, RoutineStatus.VALID]
    assert found.title == "Gå på tur"
    do(database, withdraw_draft, key)
    do(database, undo_approval, key)
    assert detail(database, key).status is RoutineStatus.DRAFT


def test_an_approval_is_not_taken_back_under_a_newer_draft(database: Database) -> None:
    key = valid(database)
    do(database, new_version, key)
    with pytest.raises(Problem, match="nyere versjon"):
        do(database, undo_approval, key)


def test_a_draft_that_is_put_away_can_be_taken_up_again(database: Database) -> None:
    alone, held = do(database, add_routine, VALUES), valid(database)
    do(database, new_version, held)
    database.steps.begin(LEADER.person)
    for key in (alone, held):
        do(database, withdraw_draft, key)
    assert [row.id for row in rows(database)] == [held]
    assert detail(database, held).draft is None
    for key in (held, alone):
        undo_last(database)
        assert detail(database, key).draft is not None


def test_the_number_of_a_draft_that_was_put_away_is_used_again(database: Database) -> None:
    key = valid(database)
    do(database, new_version, key)
    do(database, change_draft, key, {"change_note": "Feil", "steps": "Noe annet"})
    do(database, withdraw_draft, key)
    do(database, new_version, key)
    draft = detail(database, key).draft
    assert draft is not None
    assert (draft.edition, draft.change_note, draft.steps) == (2, "", ("Tell barna.", "Ta med telefon."))


def test_a_retired_routine_keeps_its_reason_and_can_be_revived(database: Database) -> None:
    key = valid(database)
    with pytest.raises(Invalid):
        do(database, retire_routine, key, "")
    do(database, retire_routine, key, "Vi går ikke lenger på tur.")
    found = detail(database, key)
    assert (found.status, found.retired_why) == (RoutineStatus.RETIRED, "Vi går ikke lenger på tur.")
    assert found.shown.edition == 1
    assert detail(database, key, YESTERDAY).status is RoutineStatus.VALID
    assert not rows(database)
    assert [row.id for row in rows(database, group=RoutineGroup.RETIRED)] == [key]
    assert not database.read(routine_names, viewer=LEADER, today=TODAY)
    assert database.read(routine_names, viewer=LEADER, today=TODAY, retired=True)
    do(database, revive_routine, key)
    assert detail(database, key).status is RoutineStatus.VALID


def test_a_draft_that_never_held_is_put_away_and_not_retired(database: Database) -> None:
    with pytest.raises(Problem, match="Legg bort"):
        do(database, retire_routine, do(database, add_routine, VALUES), "Nei.")


def test_looking_at_it_gives_a_new_day_and_no_new_version(database: Database) -> None:
    key = valid(database, on=TODAY - timedelta(days=400), review_due=YESTERDAY)
    assert [row.id for row in database.read(overdue_routines, viewer=LEADER, today=TODAY)] == [key]
    database.steps.begin(LEADER.person)
    do(database, review_done, key, NEXT_YEAR, "Fortsatt riktig.")
    found = detail(database, key)
    assert (len(found.versions), found.shown.reviewed_on, found.shown.review_due) == (1, TODAY, NEXT_YEAR)
    assert found.shown.review_note == "Fortsatt riktig."
    assert not database.read(overdue_routines, viewer=LEADER, today=TODAY)
    undo_last(database)
    assert detail(database, key).days_left == -1


def test_the_next_look_is_on_a_day_that_comes(database: Database) -> None:
    key = valid(database)
    with pytest.raises(Invalid) as wrong:
        do(database, review_done, key, TODAY)
    assert set(wrong.value.messages) == {"review_due"}


def test_a_routine_due_today_is_not_overdue_and_is_told_of_when_asked_ahead(database: Database) -> None:
    key = valid(database, review_due=TODAY)
    assert not database.read(overdue_routines, viewer=LEADER, today=TODAY)
    assert [row.id for row in database.read(overdue_routines, 1, viewer=LEADER, today=TODAY)] == [key]
    assert not rows(database, group=RoutineGroup.TO_REVIEW)


def test_the_states_of_a_day_are_counted(database: Database) -> None:
    valid(database)
    valid(database, on=date(2025, 1, 1), review_due=YESTERDAY)
    valid(database, review_due=None)
    valid(database, on=TOMORROW)
    do(database, retire_routine, valid(database), "Slutt.")
    do(database, add_routine, VALUES)
    do(database, new_version, rows(database, group=RoutineGroup.IN_USE)[-1].id)
    states = database.read(routine_states, viewer=LEADER, today=TODAY)
    assert (states.in_use, states.in_time, states.past, states.undated) == (3, 1, 1, 1)
    assert (states.drafts, states.coming, states.retired) == (2, 1, 1)


def test_without_routines_all_counts_are_zero(database: Database) -> None:
    states = database.read(routine_states, viewer=LEADER, today=TODAY)
    assert (states.in_use, states.past, states.drafts) == (0, 0, 0)


def test_the_list_is_searched_sorted_and_cut(database: Database) -> None:
    for title in ("Årsfest", "Akebakken", "Østturen"):
        valid(database, title=title)
    assert [row.title for row in rows(database, words="ake")] == ["Akebakken"]
    assert [row.title for row in rows(database, cut=Cut(0, 2, "title", descending=False))] == ["Akebakken", "Østturen"]
    assert [row.title for row in rows(database, cut=Cut(2, 2, "title", descending=False))] == ["Årsfest"]
    for field in ("number", "role", "place", "status", "review_due", "incidents"):
        assert len(rows(database, cut=Cut(0, 9, field, descending=True))) == 3


def test_words_of_an_old_version_are_not_found(database: Database) -> None:
    key = valid(database, steps="Ta med rakett.")
    second(database, key)
    assert not rows(database, words="rakett")
    assert [row.id for row in rows(database, words="ganger")] == [key]


def test_those_to_be_looked_at_stand_first(database: Database) -> None:
    valid(database, title="Ny")
    valid(database, on=date(2025, 1, 1), title="Gammel", review_due=YESTERDAY)
    assert [(row.title, row.overdue) for row in rows(database)] == [("Gammel", True), ("Ny", False)]


def test_incidents_that_point_at_a_routine_are_counted_by_how_it_went(database: Database) -> None:
    key = valid(database)
    for status in ("broken", "broken", "missing", "followed", "followed", "followed", "unknown"):
        incident = do(database, record_incident, incident_values(database), told_at=NOON)
        do(database, handle_incident, incident, {"routine_status": status, "routine_id": key})
    assert rows(database)[0].incidents == 3  # where it failed: what followed it says nothing against it
    assert detail(database, key).incidents == (("followed", 3), ("broken", 2), ("missing", 1), ("unknown", 1))
    assert rows(database, today=date(2026, 2, 2))[0].incidents == 0


def test_an_incident_cannot_point_at_a_routine_that_is_not_there(database: Database) -> None:
    incident = do(database, record_incident, incident_values(database), told_at=NOON)
    with pytest.raises(Invalid) as wrong:
        do(database, handle_incident, incident, {"routine_id": Key(int=99)})
    assert set(wrong.value.messages) == {"routine_id"}


def test_an_incident_goes_on_pointing_at_a_draft_that_was_put_away(database: Database) -> None:
    key, incident = (
        do(database, add_routine, VALUES), do(database, record_incident, incident_values(database), told_at=NOON)
    )  # fmt: skip
    do(database, handle_incident, incident, {"routine_id": key})
    do(database, withdraw_draft, key)
    do(database, handle_incident, incident, {"routine_id": key, "handling": "Sett på."})
    found = database.read(incident_detail, incident, viewer=LEADER, today=TODAY)
    assert found is not None
    assert (found.routine_id, found.routine) == (key, "Gå på tur")


def _measure(session: Any, *, by: Any, today: date, **values: Any) -> Key:
    measure = Measure(**{"number": 7, "title": "Én om gangen i akebakken", "origin": "immediate", **values})
    measure.check(today)
    session.add(measure)
    session.flush()
    key: Key = measure.id
    return key


def test_a_measure_becomes_a_routine(database: Database) -> None:
    hill = place_of(database)
    measure = do(database, _measure, description="- Én kjører.\n- Neste venter.", role="outdoor_staff", place_id=hill)
    found = detail(database, do(database, routine_of_measure, measure))
    assert (found.title, found.place_id, found.shown.role) == ("Én om gangen i akebakken", hill, "outdoor_staff")
    assert found.shown.steps == ("Én kjører.", "Neste venter.")
    assert (found.shown.measure_id, found.shown.measure) == (measure, "7: Én om gangen i akebakken")


def test_a_measure_becomes_a_new_version_of_a_routine(database: Database) -> None:
    key, measure = valid(database), do(database, _measure)
    assert do(database, routine_of_measure, measure, key) == key
    draft = detail(database, key).draft
    assert draft is not None
    assert draft.steps == ("Tell barna.", "Ta med telefon.", "Én om gangen i akebakken")
    assert draft.change_note == "Fra tiltak 7: Én om gangen i akebakken"
    assert draft.measure_id == measure


def test_a_measure_that_has_more_to_say_than_there_is_room_for_leaves_nine_steps(database: Database) -> None:
    measure = do(database, _measure, description="\n".join(f"Steg {n}" for n in range(12)))
    key = valid(database, steps="\n".join(f"Før {n}" for n in range(7)))
    do(database, routine_of_measure, measure, key)
    draft = detail(database, key).draft
    assert draft is not None
    assert len(draft.steps) == 9
    assert draft.if_it_fails.splitlines()[-10:] == [f"Steg {n}" for n in range(2, 12)]  # nothing is lost


def test_a_measure_of_more_than_nine_lines_and_a_long_name_keeps_all_its_words(database: Database) -> None:
    name = "Voksen " * 22 + "øverst"
    measure = do(database, _measure, title=name, description="\n".join(f"Steg {n}" for n in range(12)))
    draft = detail(database, do(database, routine_of_measure, measure)).shown
    assert [*draft.steps, *draft.if_it_fails.splitlines()] == [f"Steg {n}" for n in range(12)]
    assert (len(draft.title), draft.purpose) == (120, name)
