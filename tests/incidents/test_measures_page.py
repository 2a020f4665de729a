"""The measures that came of an incident, beside it, and what closing it leaves to be done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ikdesk.incidents.actions import close_incident, record_incident
from ikdesk.incidents.model import Status
from ikdesk.incidents.page import IncidentPage
from ikdesk.incidents.queries import incident_detail
from ikdesk.kernel.database import Database
from ikdesk.kernel.viewer import Key
from ikdesk.measures.actions import add_measure, adopt_measure, reject_measure
from ikdesk.measures.ask_panel import ChoiceBox
from ikdesk.measures.queries import measures_of_incident
from ikdesk.ui.buttons import Button
from ikdesk.ui.dialogs import Box
from tests.looking import Told, button, cut, desk_of, larger, nameless, shown, words_on
from tests.samples import LEADER, NOON, TODAY, incident_values, measure_values, place_of
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
    page = page_of(qtbot, database)
    said: list[str] = []

    def answer(box: Box) -> None:
        said.append(words_on(box))
        assert cut(box) == []
        click(button(box, "Lukk likevel"))

    in_box(button(page, "Lukk saken"), answer)
    assert "Saken har 2 tiltak som ikke er ferdige eller ikke vurdert." in said[0]
    assert "Om 4 dager · 30. mai 2026 spør vi om det virket" in said[0]
    assert "Ingen dag er valgt." in said[0]
    assert status(database, incident) is Status.CLOSED


def test_closing_can_be_called_off_or_lead_to_the_measure(qtbot: QtBot, database: Database, incident: Key) -> None:
    key = add(database, incident)
    page = page_of(qtbot, database)
    opened: list[Key] = []
    page.wants_measure.connect(opened.append)
    in_box(button(page, "Lukk saken"), lambda box: click(button(box, "Avbryt")))
    assert opened == []
    in_box(button(page, "Lukk saken"), lambda box: click(button(box, "Se på tiltaket")))
    assert opened == [key]
    assert status(database, incident) is not Status.CLOSED


def test_what_is_rejected_or_done_anyway_is_not_left_to_be_done(
    qtbot: QtBot, database: Database, incident: Key
) -> None:
    database.write(reject_measure, add(database, incident), "For dyrt", by=LEADER, today=TODAY)
    add(database, incident, origin="already_done")
    click(button(page_of(qtbot, database), "Lukk saken"))
    assert status(database, incident) is Status.CLOSED


def test_the_section_is_not_cut_in_large_letters(
    qtbot: QtBot, database: Database, incident: Key, qapp: QApplication
) -> None:
    add(database, incident)
    page = page_of(qtbot, database)
    assert (nameless(page), cut(page)) == ([], [])
    with larger(qapp):
        assert cut(page_of(qtbot, database)) == []


def test_a_measure_is_untied_and_tied_again(qtbot: QtBot, database: Database, incident: Key) -> None:
    add(database, incident)
    told = Told()
    page = page_of(qtbot, database, told)
    click(button(page, "Løs fra tiltak 1"))
    assert linked(database, incident) == []
    assert told.said == ["Hendelsen er løst fra tiltaket."]
    told.undo()
    assert linked(database, incident) == [1]


def test_an_incident_that_is_closed_can_still_be_tied_to_what_was_done_about_it(
    qtbot: QtBot, database: Database, incident: Key
) -> None:
    database.write(close_incident, incident, at=NOON, by=LEADER, today=TODAY)
    add(database)
    page = page_of(qtbot, database)
    in_box(button(page, "Knytt til et tiltak"), lambda box: click(button(box, "Knytt sammen")))
    assert linked(database, incident) == [1]
    assert status(database, incident) is Status.CLOSED


def test_measures_at_the_same_place_are_offered_first(qtbot: QtBot, database: Database, incident: Key) -> None:
    add(database, title="Voksen på toppen")
    add(database, title="Ny lås", place_id=place_of(database, "gate_fence"))
    page = page_of(qtbot, database)
    seen: list[str] = []

    def look(box: ChoiceBox) -> None:
        seen.extend(box.choice.itemText(at) for at in range(box.choice.count()))
        click(button(box, "Avbryt"))

    in_box(button(page, "Knytt til et tiltak"), look)
    assert seen == ["1: Voksen på toppen", "2: Ny lås"]
