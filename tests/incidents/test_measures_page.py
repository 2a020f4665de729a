"""The measures that came of an incident, beside it, and what closing it leaves to be done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.incidents.actions import record_incident
from ikdesk.incidents.case_panel import CasePanel
from ikdesk.incidents.model import Status
from ikdesk.incidents.page import IncidentPage
from ikdesk.incidents.queries import incident_detail
from ikdesk.kernel.database import Database
from ikdesk.kernel.viewer import Key
from ikdesk.measures.actions import add_measure, adopt_measure, reject_measure
from ikdesk.measures.ask_panel import ChoiceBox
from ikdesk.measures.model import Measure
from ikdesk.measures.queries import measures_of_incident
from ikdesk.ui.buttons import Button
from ikdesk.ui.dialogs import Box
from tests.looking import Told, button, cut, desk_of, nameless, shown, words_on
from tests.samples import LEADER, NOON, TODAY, incident_values, measure_values
from tests.ui.hands import answering, click


@pytest.fixture
def incident(database: Database) -> Key:
    return database.write(record_incident, incident_values(database), told_at=NOON, by=LEADER, today=TODAY)


def add(database: Database, *incidents: Key, **changes: Any) -> Key:
    values = measure_values(database, **changes)
    key: Key = database.write(add_measure, values, incidents=incidents, by=LEADER, today=TODAY)
    return key


def status(database: Database, key: Key) -> Status:
    found = database.read(incident_detail, key, viewer=LEADER, today=TODAY)
    assert found is not None
    return found.status


def linked(database: Database, key: Key) -> list[int]:
    return [row.number for row in database.read(measures_of_incident, key, viewer=LEADER, today=TODAY)]


def page_of(qtbot: QtBot, database: Database, told: Told | None = None) -> IncidentPage:
    page = shown(qtbot, IncidentPage(desk_of(database), told or Told()))
    assert isinstance(page, IncidentPage)
    return page


def in_box(ask: Button, act: Callable[[Any], None]) -> None:
    """Press what asks, and do something in the box that comes up."""
    with answering(act, kind=Box):
        click(ask)


def test_the_measures_of_an_incident_stand_beside_it_and_are_opened(
    qtbot: QtBot, database: Database, incident: Key
) -> None:
    key = add(database, incident, title="Voksen på toppen")
    page = page_of(qtbot, database)
    assert "Voksen på toppen" in words_on(page.detail)
    assert "Foreslått" in words_on(page.detail)
    opened: list[Key] = []
    page.wants_measure.connect(opened.append)
    click(button(page, "Åpne tiltak 1"))
    assert opened == [key]


def test_an_incident_without_measures_asks_for_one(qtbot: QtBot, database: Database, incident: Key) -> None:
    page = page_of(qtbot, database)
    assert "Hva kan dere gjøre for at det ikke skal skje igjen?" in words_on(page.detail)
    wanted: list[Key] = []
    page.new_measure.connect(wanted.append)
    click(button(page, "Nytt tiltak"))
    assert wanted == [incident]


def test_an_incident_is_tied_to_a_measure_that_is_there_and_can_be_untied(
    qtbot: QtBot, database: Database, incident: Key
) -> None:
    add(database, incident, title="Tied already")
    add(database, title="Voksen i bunnen")
    told = Told()
    page = page_of(qtbot, database, told)

    def answer(box: ChoiceBox) -> None:
        assert [box.choice.itemText(at) for at in range(box.choice.count())] == ["2: Voksen i bunnen"]
        assert nameless(box) == []
        click(button(box, "Knytt sammen"))

    in_box(button(page, "Knytt til et tiltak"), answer)
    assert linked(database, incident) == [1, 2]
    assert "Voksen i bunnen" in words_on(page.detail)
    told.undo()
    assert linked(database, incident) == [1]


def test_where_there_is_no_other_measure_it_says_so(qtbot: QtBot, database: Database, incident: Key) -> None:
    told = Told()
    page = page_of(qtbot, database, told)
    click(button(page, "Knytt til et tiltak"))
    assert told.said == ["Det finnes ingen andre tiltak ennå. Lag et nytt."]


def test_closing_tells_what_is_left_and_when_it_will_be_looked_at_but_never_blocks(
    qtbot: QtBot, database: Database, incident: Key
) -> None:
    key = add(database, incident, deadline=TODAY + timedelta(days=4), evaluate_on=TODAY + timedelta(days=30))
    database.write(adopt_measure, key, on=TODAY, by=LEADER, today=TODAY)
    add(database, incident, title="Flytte startpunktet")
    told = Told()
    page = page_of(qtbot, database, told)
    click(button(page, "Lukk saken"))
    panel = closing(page)
    assert cut(panel) == []
    assert nameless(panel) == []
    said = words_on(panel)
    assert "30.05.2026 spør IKdesk om «Egen opp-løype med bånd» virket." in said
    assert "«Egen opp-løype med bånd» har frist 04.05.2026." in said
    assert "«Flytte startpunktet» har ingen dag. Da spør ikke IKdesk om det virket." in said
    panel.form.input("day_2").set_value(date(2026, 6, 15))
    panel.form.changed.emit()
    assert "15.06.2026 spør IKdesk om «Flytte startpunktet» virket." in words_on(panel)
    click(panel.save)
    assert status(database, incident) is Status.CLOSED
    assert days(database) == [date(2026, 5, 30), date(2026, 6, 15)]
    told.undo()
    assert status(database, incident) is not Status.CLOSED
    assert days(database) == [date(2026, 5, 30), None]


def test_closing_can_be_called_off_or_lead_to_the_measure(qtbot: QtBot, database: Database, incident: Key) -> None:
    key = add(database, incident)
    page = page_of(qtbot, database)
    opened: list[Key] = []
    page.wants_measure.connect(opened.append)
    click(button(page, "Lukk saken"))
    click(button(page, "Åpne tiltak 1"))
    assert opened == [key]
    click(closing(page).cancel)
    assert page.list.isVisible()
    assert status(database, incident) is not Status.CLOSED


def test_a_reason_for_no_day_becomes_a_note_and_a_day_that_is_past_is_refused(
    qtbot: QtBot, database: Database, incident: Key
) -> None:
    add(database, incident)
    page = page_of(qtbot, database)
    click(button(page, "Lukk saken"))
    form = closing(page).form
    form.input("day_1").set_value(TODAY)
    click(closing(page).save)
    assert form.box("day_1").error == "Velg en dag som kommer, eller skriv grunnen i stedet."
    form.input("day_1").set_value(None)
    form.input("why_1").set_value("Porten er flyttet.")
    click(closing(page).save)
    click(button(page, "Åpne hele saken"))
    assert "Lukket før tiltak 1 er vurdert: Porten er flyttet." in words_on(page)


def test_what_is_rejected_or_done_anyway_is_not_left_to_be_done(
    qtbot: QtBot, database: Database, incident: Key
) -> None:
    database.write(reject_measure, add(database, incident), "For dyrt", by=LEADER, today=TODAY)
    add(database, incident, origin="already_done")
    page = page_of(qtbot, database)
    click(button(page, "Lukk saken"))
    assert "Tiltak som ikke er ferdig eller vurdert" not in words_on(closing(page))
    click(closing(page).save)
    assert status(database, incident) is Status.CLOSED


def closing(page: IncidentPage) -> CasePanel:
    panel = page.findChild(CasePanel)
    assert isinstance(panel, CasePanel)
    return panel


def days(database: Database) -> list[date | None]:
    with Session(database.engine) as session:
        return list(session.scalars(select(Measure.evaluate_on).order_by(Measure.number)))
