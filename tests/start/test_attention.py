"""Measures and routines that wait stand among the incidents on the front page, the most urgent first."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any, cast

from pytestqt.qtbot import QtBot
from sqlalchemy import event

from ikdesk.incidents.actions import record_incident
from ikdesk.incidents.reference_actions import keep_reference
from ikdesk.kernel.database import Database
from ikdesk.kernel.viewer import Key
from ikdesk.measures.actions import add_measure, finish_measure, reject_measure, start_measure
from ikdesk.measures.evaluation_actions import answer_measure
from ikdesk.measures.model import MeasureStatus
from ikdesk.routines.actions import add_routine, approve_version
from ikdesk.start.attention_model import AttentionRow, MeasureDue, RoutineDue
from ikdesk.start.page import OverviewPage
from ikdesk.start.queries import FrontPage, front_page
from ikdesk.unit.equipment_actions import add_equipment
from ikdesk.unit.equipment_row_model import EquipmentDue
from tests.looking import Told, button, cut, desk_of, nameless, shown, words_on
from tests.risks.records import risk
from tests.samples import LEADER, NOBODY, NOON, TODAY, incident_values, place_of
from tests.ui.hands import click

LAST_YEAR = date(2025, 3, 10)


def page(database: Database, today: date = TODAY) -> FrontPage:
    return database.read(front_page, viewer=LEADER, today=today)


def measure(database: Database, title: str = "Flytte startpunktet", **values: Any) -> Key:
    told = {"title": title, "origin": "planned", **values}
    return database.write(add_measure, told, by=LEADER, today=TODAY)


def begun(database: Database, title: str, **values: Any) -> Key:
    key = measure(database, title, **values)
    database.write(start_measure, key, on=LAST_YEAR, by=LEADER, today=TODAY)
    return key


def routine(database: Database, title: str, review_due: date) -> Key:
    values = {"title": title, "steps": "Gå en runde.", "review_due": review_due}
    key = database.write(add_routine, values, by=LEADER, today=TODAY)
    database.write(approve_version, key, on=LAST_YEAR, by=LEADER, today=TODAY)
    return key


def record(database: Database, days_back: int, **changes: Any) -> Key:
    day = TODAY - timedelta(days=days_back)
    values = incident_values(database, **{"occurred_on": day, "place_id": place_of(database, "sandpit"), **changes})
    return database.write(record_incident, values, told_at=datetime.combine(day, time(12)), by=LEADER, today=TODAY)


def days(number: int) -> date:
    return TODAY + timedelta(days=number)


def test_a_measure_is_told_of_two_weeks_before_its_deadline_and_after_it(database: Database) -> None:
    for number in (-3, 0, 14, 15):
        measure(database, f"Frist om {number}", deadline=days(number))
    measure(database, "Uten frist")
    found = page(database).attention
    assert [(row.title, row.days_left) for row in found if isinstance(row, MeasureDue) and not row.evaluate] == [
        ("Frist om -3", -3), ("Frist om 0", 0), ("Frist om 14", 14)
    ]  # fmt: skip


def test_what_is_done_rejected_or_done_anyway_has_no_deadline_left(database: Database) -> None:
    late = {"deadline": days(-9)}
    database.write(finish_measure, measure(database, "Ferdig", **late), on=TODAY, by=LEADER, today=TODAY)
    database.write(reject_measure, measure(database, "Nei", **late), "For dyrt", by=LEADER, today=TODAY)
    measure(database, "Gjør vi", origin="already_done", **late)
    assert page(database).attention == ()


def test_a_measure_asks_whether_it_worked_from_its_evaluation_day_until_it_is_answered(database: Database) -> None:
    key = begun(database, "Én om gangen", evaluate_on=TODAY, place_id=place_of(database))
    assert page(database, days(-1)).attention == ()
    row = page(database).attention[0]
    assert isinstance(row, MeasureDue)
    assert (row.evaluate, row.others, row.days_left, row.place) == (True, 0, 0, "Akebakke")
    told = {"answer": MeasureStatus.WORKED, "comment": "Vi ser det."}
    database.write(answer_measure, key, told, {}, by=LEADER, today=TODAY)
    assert page(database).attention == ()


def test_measures_at_one_place_that_wait_for_the_same_answer_are_one_row(database: Database) -> None:
    hill = place_of(database)
    for title in ("Én om gangen", "Egen opp-løype", "Voksen på toppen"):
        begun(database, title, evaluate_on=TODAY, place_id=hill)
    begun(database, "Et annet sted", evaluate_on=TODAY, place_id=place_of(database, "sandpit"))
    begun(database, "En annen dag", evaluate_on=days(-1), place_id=hill)
    begun(database, "Uten sted", evaluate_on=TODAY)
    begun(database, "Heller ikke", evaluate_on=TODAY)
    found = [row for row in page(database).attention if isinstance(row, MeasureDue)]
    assert {(row.title, row.others) for row in found} == {
        ("En annen dag", 0), ("Én om gangen", 2), ("Et annet sted", 0), ("Uten sted", 0), ("Heller ikke", 0),
    }  # fmt: skip
    assert found[0].title == "En annen dag"


def test_routines_past_their_revision_date_are_told_of_but_only_two(database: Database) -> None:
    for number in (-30, -20, -10):
        routine(database, f"Rutine {number}", days(number))
    routine(database, "I dag", TODAY)
    found = page(database).attention
    assert [(row.title, row.days_left) for row in found if isinstance(row, RoutineDue)] == [
        ("Rutine -30", -30), ("Rutine -20", -20)
    ]  # fmt: skip


def test_serious_events_come_first_and_then_what_is_longest_past_its_day(database: Database) -> None:
    record(database, 1, severity=3, story="Alvorlig")
    record(database, 30, severity=1, story="To dager over")
    measure(database, "Fem dager over", deadline=days(-5))
    routine(database, "En dag over", days(-1))
    begun(database, "Skal vurderes", evaluate_on=days(-3))
    rows = page(database).attention
    titles = [row.story if isinstance(row, AttentionRow) else cast("Any", row).title for row in rows]
    assert titles == ["Alvorlig", "Fem dager over", "Skal vurderes", "To dager over", "En dag over"]


def test_there_are_seven_rows_at_most(database: Database) -> None:
    for number in range(6):
        measure(database, f"Tiltak {number}", deadline=days(-number - 1))
        record(database, number)
    found = page(database)
    assert len(found.attention) == 7
    assert found.attention_total == 6
    assert sum(isinstance(row, MeasureDue) for row in found.attention) == 6


def test_who_may_not_see_events_sees_no_measures_either(database: Database) -> None:
    measure(database, deadline=days(-9))
    assert database.read(front_page, viewer=NOBODY, today=TODAY).attention == ()


def test_measures_and_routines_cost_the_front_page_two_statements(database: Database) -> None:
    asked: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda _c, _cur, said, *_rest: asked.append(said))
    measure(database, deadline=days(-9))
    routine(database, "Rutine", days(-9))
    asked.clear()
    page(database)
    assert sum("FROM measure" in said or "FROM routine" in said for said in asked) == 2


def page_of(qtbot: QtBot, database: Database) -> OverviewPage:
    made = shown(qtbot, OverviewPage(desk_of(database), Told()))
    assert isinstance(made, OverviewPage)
    return made


def test_every_row_leads_to_what_it_is_about(qtbot: QtBot, database: Database) -> None:
    late = measure(database, "Flytte stolpen", deadline=days(-12), role="caretaker")
    asks = begun(database, "Én om gangen", evaluate_on=TODAY, place_id=place_of(database))
    begun(database, "Egen opp-løype", evaluate_on=TODAY, place_id=place_of(database))
    old = routine(database, "Aking", days(-40))
    assessed = risk(database, title="Aking", next_review=days(-2), place_id=place_of(database))
    overview, wanted = page_of(qtbot, database), list[Any]()
    overview.wants_risk.connect(lambda key: wanted.append(("risk", key)))
    overview.wants_measure.connect(lambda key: wanted.append(("measure", key)))
    overview.wants_evaluation.connect(lambda key: wanted.append(("evaluation", key)))
    overview.wants_routine.connect(lambda key: wanted.append(("routine", key)))
    click(button(overview, "Åpne tiltaket: Flytte stolpen"))
    click(button(overview, "Virket det?: Én om gangen"))
    click(button(overview, "Se på rutinen igjen: Aking"))
    click(button(overview, "Se på risikoen igjen: Aking"))
    assert wanted == [("measure", late), ("evaluation", asks), ("routine", old), ("risk", assessed)]
    words = words_on(overview)
    assert "Risikovurdering · Akebakke · Skulle vært sett på 28.04.2026" in words
    assert "12 dager over fristen" in words
    assert "Tiltak 1 · Vaktmester · Frist 18.04.2026" in words
    assert "Tiltak 2 · og 1 tiltak til · Akebakke · Vurderes i dag" in words
    assert "Klar i dag" in words
    assert "Rutine 1 · Skulle ses på 21.03.2026" in words


def test_a_late_measure_does_not_make_the_numbers_above_untrue(qtbot: QtBot, database: Database) -> None:
    measure(database, "Flytte stolpen", deadline=days(-12))
    words = words_on(page_of(qtbot, database))
    assert "Ingen hendelser har ventet for lenge" in words
    assert "Ingenting venter på deg" not in words


def test_the_page_follows_when_a_measure_is_written_down(qtbot: QtBot, database: Database) -> None:
    overview = page_of(qtbot, database)
    measure(database, "Flytte stolpen", deadline=days(3))
    assert "Om 3 dager" in words_on(overview)
    assert nameless(overview) == []
    assert cut(overview) == []


def test_equipment_that_should_be_checked_and_plans_of_cases_are_told_of(qtbot: QtBot, database: Database) -> None:
    done: dict[str, Any] = {"by": LEADER, "today": TODAY}
    for n in range(4):
        piece = database.write(add_equipment, {"name": f"Huske {n}", "kind": "swing", "next_check": days(-n)}, **done)
    key = database.write(record_incident, incident_values(database, kind="environment_42"), told_at=NOON, **done)
    database.write(keep_reference, key, {"plan_due": days(-2)}, **done)
    overview, wanted = page_of(qtbot, database), list[Any]()
    overview.wants_incident.connect(lambda key: wanted.append(("incident", key)))
    overview.wants_equipment.connect(lambda key: wanted.append(("equipment", key)))
    click(button(overview, "Åpne saken: Planen i saken skal være ferdig"))
    click(button(overview, "Åpne utstyret: Huske 3"))
    assert wanted == [("incident", key), ("equipment", piece)]
    shown_pieces = [row for row in page(database).attention if isinstance(row, EquipmentDue)]
    assert [row.name for row in shown_pieces] == ["Huske 3", "Huske 2"], "the rest is seen in the list"
