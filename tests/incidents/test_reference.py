"""Cases whose papers lie elsewhere: a number, days and five points are kept, by leaders, and what is due is told."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ikdesk.incidents.actions import correct_incident, handle_incident, record_incident
from ikdesk.incidents.case_actions import add_note
from ikdesk.incidents.follow_panel import follow_up_case
from ikdesk.incidents.half_written_panel import HalfWritten
from ikdesk.incidents.model import ENVIRONMENT, INTERVENTION, REFERENCE, VIOLATION
from ikdesk.incidents.queries import incident_detail
from ikdesk.incidents.reference_actions import keep_reference
from ikdesk.incidents.reference_model import ASKED, ReferenceRow, asked_of, usual_plan_day
from ikdesk.incidents.reference_panel import ReferenceSection
from ikdesk.incidents.reference_queries import reference_of, references_due
from ikdesk.incidents.reference_sentences import states
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.ui.layouts import Column
from tests.looking import Told, button, desk_of, nameless, shown, words_on
from tests.samples import LEADER, NOON, TODAY, incident_values, undo_last
from tests.ui.hands import click, write

ASKED_BY: dict[str, Any] = {"viewer": LEADER, "today": TODAY}
DONE: dict[str, Any] = {"by": LEADER, "today": TODAY}
KEPT = {"case_number": "26/114", "known_on": date(2026, 4, 20), "plan_due": date(2026, 4, 27),
        "plan_items": ("problems", "measures")}  # fmt: skip


def case(database: Database, kind: str = ENVIRONMENT) -> Key:
    values = incident_values(database, kind=kind, story="Se saken.")
    key: Key = database.write(record_incident, values, told_at=NOON, **DONE)
    return key


def kept(database: Database, key: Key) -> ReferenceRow:
    row = database.read(reference_of, key, **ASKED_BY)
    assert row is not None
    return row


def section(qtbot: QtBot, database: Database, key: Key, told: Told | None = None) -> ReferenceSection:
    desk = desk_of(database)
    found = desk.read(incident_detail, key)
    assert found is not None
    made, held = ReferenceSection(desk, told or Told(), found), QWidget()
    Column(made, parent=held)
    made.reload()
    shown(qtbot, held, width=600)
    made.__dict__["held"] = held  # or Python lets it go
    return made


def test_what_is_asked_follows_the_kind() -> None:
    assert set(ASKED) == REFERENCE
    assert "plan_items" not in ASKED[INTERVENTION]
    assert asked_of(INTERVENTION)[1].label == "Rektor fikk beskjed"
    assert ASKED[VIOLATION].index("responsible_told_on") < ASKED[VIOLATION].index("parents_told_on")


def test_five_working_days_pass_over_week_ends_and_public_holidays() -> None:
    assert usual_plan_day(date(2026, 4, 20)) == date(2026, 4, 27)
    assert usual_plan_day(date(2026, 4, 29)) == date(2026, 5, 7), "the first of May is one of them"


def test_a_number_and_days_are_kept_changed_and_undone(database: Database) -> None:
    key = case(database)
    database.steps.begin(LEADER.person)
    assert kept(database, key).empty
    database.write(keep_reference, key, KEPT, **DONE)
    database.write(keep_reference, key, {"plan_on": date(2026, 4, 28)}, **DONE)
    row = kept(database, key)
    assert (row.case_number, row.plan_items, row.plan_on) == ("26/114", ("problems", "measures"), date(2026, 4, 28))
    undo_last(database)
    assert (kept(database, key).plan_due, kept(database, key).plan_on) == (date(2026, 4, 27), None)
    undo_last(database)
    assert kept(database, key).empty
    database.write(keep_reference, key, {"case_number": "26/115"}, **DONE)
    assert kept(database, key).case_number == "26/115"


@pytest.mark.parametrize(("name", "value"), [
    ("known_on", date(2026, 5, 1)), ("plan_on", date(2026, 5, 1)), ("plan_due", date(2026, 2, 2)),
    ("evaluated_on", date(2025, 1, 1)), ("plan_items", ("no such point",)), ("case_number", "x" * 61),
])  # fmt: skip
def test_what_cannot_be_is_refused_beside_its_field(database: Database, name: str, value: Any) -> None:
    key = case(database)
    with pytest.raises(Invalid) as refused:
        database.write(keep_reference, key, {**KEPT, name: value}, **DONE)
    assert list(refused.value.messages) == [name]
    assert kept(database, key).empty


def test_other_incidents_have_no_such_thing(database: Database) -> None:
    key = database.write(record_incident, incident_values(database), told_at=NOON, **DONE)
    assert database.read(reference_of, key, **ASKED_BY) is None
    with pytest.raises(Problem, match="et annet sted"):
        database.write(keep_reference, key, KEPT, **DONE)


def test_only_those_who_follow_up_and_may_see_it_read_it(database: Database) -> None:
    key = case(database, VIOLATION)
    database.write(keep_reference, key, {"plan_due": TODAY}, **DONE)
    staff = Viewer(Key(int=8), "Vikar", "staff", frozenset({Right.REPORT, Right.READ_OWN}))
    for who in (staff, Viewer(Key(int=9), "Siv", "safety_rep", staff.rights | {Right.READ_STAFF})):
        for ask in (lambda who=who: database.read(reference_of, key, viewer=who, today=TODAY),
                    lambda who=who: database.read(references_due, viewer=who, today=TODAY)):  # fmt: skip
            with pytest.raises(Problem):
                ask()


def test_a_plan_and_a_look_at_it_are_told_of_when_they_are_due(database: Database) -> None:
    late, soon, later = (case(database) for _n in range(3))
    database.write(keep_reference, soon, {"plan_on": TODAY, "evaluate_on": date(2026, 5, 5)}, **DONE)
    database.write(keep_reference, late, KEPT, **DONE)
    database.write(keep_reference, later, {"plan_due": date(2026, 6, 5)}, **DONE)
    due = database.read(references_due, **ASKED_BY)
    assert [(row.id, row.plan, row.days_left) for row in due] == [(late, True, -3), (soon, False, 5)]
    database.write(correct_incident, late, {"kind": INTERVENTION}, "Feil type", **DONE)
    assert [row.id for row in database.read(references_due, **ASKED_BY)] == [soon]  # such a case has no plan


def test_pills_tell_how_the_days_stand(database: Database) -> None:
    key = case(database)
    row = kept(database, key)
    assert states(row, ENVIRONMENT, TODAY) == [("Plan: så snart som mulig", "neutral", "clock")]
    assert states(row, INTERVENTION, TODAY) == []
    database.write(keep_reference, key, {**KEPT, "evaluate_on": date(2026, 6, 30)}, **DONE)
    row = kept(database, key)
    assert [(words, tone) for words, tone, _icon in states(row, ENVIRONMENT, TODAY)] == [
        ("Plan ferdig innen 27.04.2026 · 3 dager siden", "danger"), ("Vurderes 30.06.2026", "neutral")]  # fmt: skip


def test_it_is_filled_in_on_the_page_of_the_case(qtbot: QtBot, database: Database) -> None:
    key, told = case(database), Told()
    made = section(qtbot, database, key, told)
    assert "Bare saksnummer og frister." in words_on(made)
    assert nameless(made) == []
    click(button(made, "Fyll ut"))
    form = made.form
    assert form is not None
    QApplication.processEvents()
    write(form.form.input("case_number"), "26/114")
    write(form.form.input("known_on").line, "01.05.2026")
    click(form.usual)
    assert form.form.input("plan_due").value() == usual_plan_day(date(2026, 5, 1))
    click(form.save)
    assert form.form.complaints()[0][0] == "Dagen må være i dag eller tidligere."
    form.form.input("known_on").set_value(date(2026, 4, 20))
    assert form.usual.words == "Bruk 27.04.2026"
    form.form.input("plan_items").set_value(("problems",))
    click(form.save)
    QApplication.processEvents()
    assert made.form is None
    assert "26/114" in words_on(made)
    assert "1 av 5 punkter er på plass i planen" in words_on(made)
    told.undo()
    assert kept(database, key).empty


def test_what_is_half_written_is_kept_and_can_be_called_off(qtbot: QtBot, database: Database) -> None:
    key = case(database)
    made = section(qtbot, database, key)
    click(button(made, "Fyll ut"))
    assert made.form is not None
    write(made.form.form.input("case_number"), "26/9")
    half = made.form.findChild(HalfWritten)
    assert half is not None
    half.keep_draft()
    again = section(qtbot, database, key)
    click(button(again, "Fyll ut"))
    assert again.form is not None
    assert again.form.form.input("case_number").value() == "26/9"
    again.reload()
    assert again.form is not None, "what is being written is left alone"
    click(again.form.cancel)
    assert kept(database, key).empty


@pytest.mark.parametrize("kind", ["child_injury", "near_miss"])
def test_it_is_not_shown_for_other_kinds(qtbot: QtBot, database: Database, kind: str) -> None:
    key = database.write(record_incident, incident_values(database, kind=kind), told_at=NOON, **DONE)
    desk = desk_of(database)
    found = desk.read(incident_detail, key)
    assert found is not None
    made = ReferenceSection(desk, Told(), found)
    qtbot.addWidget(made)
    assert made.isHidden()


@pytest.mark.parametrize("name", ["handling", "prevent_said", "reply"])
def test_the_case_itself_is_not_told_here_bit_by_bit_either(database: Database, name: str) -> None:
    key = case(database)
    with pytest.raises(Invalid) as refused:
        database.write(handle_incident, key, {name: "Dette skjedde. " * 20}, **DONE)
    assert "høyst 200 tegn" in refused.value.messages[name]
    with pytest.raises(Invalid):
        database.write(add_note, key, "Dette skjedde. " * 20, at=NOON, **DONE)
    database.write(handle_incident, key, {name: "Se saken."}, **DONE)
    database.write(add_note, key, "Ringt kommunen.", at=NOON, **DONE)


def test_following_up_asks_of_no_injury_and_no_cause_there(qtbot: QtBot, database: Database) -> None:
    desk = desk_of(database)
    found = desk.read(incident_detail, case(database))
    assert found is not None
    panel = shown(qtbot, follow_up_case(desk, found))
    asked = {key for key in ("handling", "notified", "causes", "injury_kind", "activity", "prevent")
             if panel.form.box(key).isVisible()}  # fmt: skip
    assert asked == {"handling", "notified"}
    panel.form.input("handling").set_value("Planen er laget.")
    click(panel.save)
    again = desk.read(incident_detail, found.id)
    assert again is not None
    assert again.handling == "Planen er laget."
