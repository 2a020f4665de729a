"""Beside the list of measures: the day one shall look, what is untied, what came of it, and long names."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from ikdesk.kernel.database import Database
from ikdesk.kernel.viewer import Key
from ikdesk.measures.actions import start_measure
from ikdesk.measures.ask_panel import PlanBox
from ikdesk.measures.link_actions import link_incident
from ikdesk.routines.actions import routine_of_measure
from ikdesk.ui.buttons import QuietButton
from ikdesk.ui.text import Heading
from tests.looking import Told, button, cut, nameless, words_on
from tests.measures.test_page import Add, form_of, in_box, only, page_of
from tests.samples import LEADER, TODAY
from tests.ui.hands import click


def test_a_measure_without_a_planned_look_asks_for_the_day(qtbot: QtBot, database: Database, add: Add) -> None:
    database.write(start_measure, add(), on=TODAY, by=LEADER, today=TODAY)
    told = Told()
    page = page_of(qtbot, database, told)
    errors = []

    def answer(box: PlanBox) -> None:
        box.day.set_value(TODAY)
        click(button(box, "Lagre"))
        errors.append(box.field.error)
        box.day.set_value(date(2026, 10, 1))
        click(button(box, "Lagre"))

    in_box(button(page, "Velg dagen"), PlanBox, answer)
    assert errors == ["Velg en dag som kommer."]
    assert only(database).evaluate_on == date(2026, 10, 1)
    assert "ingen dag er valgt" not in words_on(page)
    assert told.said == ["1. oktober 2026 spør vi om det virket."]
    told.undo()
    assert only(database).evaluate_on is None


def test_an_incident_can_be_untied_and_tied_again(
    qtbot: QtBot, database: Database, add: Add, incident: Key
) -> None:
    database.write(link_incident, add(), incident, by=LEADER, today=TODAY)
    told = Told()
    page = page_of(qtbot, database, told)
    click(button(page, "Løs hendelse 2026-1 fra tiltaket"))
    assert only(database).incidents == ()
    assert "Kom av" not in words_on(page)
    told.undo()
    assert [linked.number for linked in only(database).incidents] == ["2026-1"]


def test_a_measure_leads_to_the_routine_that_came_of_it(qtbot: QtBot, database: Database, add: Add) -> None:
    measure = add(origin="already_done")
    routine = database.write(routine_of_measure, measure, by=LEADER, today=TODAY)
    page = page_of(qtbot, database)
    wanted: list[Key] = []
    page.wants_to_see.connect(wanted.append)
    click(button(page, "Åpne rutine 1"))
    assert wanted == [routine]
    assert isinstance(button(page, "Gjør til rutine"), QuietButton)  # making another is no next step


def test_the_questions_in_a_line_of_the_form_stand_on_the_same_height(qtbot: QtBot, database: Database) -> None:
    page = page_of(qtbot, database)
    click(page.new)
    form = form_of(page).form
    for line in (("kind", "deadline"), ("role", "responsible_id"), ("place_id", "activity", "mechanism")):
        heights = {form.input(key).mapTo(form, QPoint(0, 0)).y() for key in line}
        assert len(heights) == 1, line


def test_many_measures_with_long_names_break_nothing(
    qtbot: QtBot, database: Database, add: Add
) -> None:
    for number in range(200):
        add(title=f"{number} {'Tiltak mot fall frå klatrestativet når det er vått og kaldt ' * 3}"[:160].strip())
    add(title="Æ" * 160, deadline=TODAY)
    page = page_of(qtbot, database)
    assert page.list.rows.total == 201
    assert "Æ" * 160 in words_on(page)
    assert (nameless(page), cut(page)) == ([], [])
    title = next(one for one in page.detail.findChildren(Heading) if one.text() == "Æ" * 160)
    assert title.accessibleName() == "Æ" * 160
    assert title.height() > 4 * title.fontMetrics().height()  # on many lines, not cut at the end of the first
    click(button(page, "Endre"))
    assert cut(form_of(page)) == []
