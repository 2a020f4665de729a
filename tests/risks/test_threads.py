"""Routines, cases, measures, focus areas and equipment show the risks behind them, and lead there and back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, cast

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ikdesk.focus.risks_panel import MOST, RisksCard
from ikdesk.goes_workplace import Goes
from ikdesk.incidents.actions import record_incident
from ikdesk.incidents.queries import incident_detail
from ikdesk.incidents.risk_panel import RisksSection
from ikdesk.kernel.database import Database
from ikdesk.kernel.viewer import Key
from ikdesk.measures.actions import add_measure, start_measure
from ikdesk.measures.ask_panel import ChoiceBox
from ikdesk.measures.effect_model import What
from ikdesk.pages_workplace import Pages
from ikdesk.risks.model import Standing
from ikdesk.risks.page import RiskPage
from ikdesk.risks.queries import risks_of_equipment, risks_of_measure, risks_of_routine
from ikdesk.risks.rating_model import Outcome, Stage
from ikdesk.risks.thread_queries import hazards_at
from ikdesk.risks.threads_panel import HazardLinks
from ikdesk.routines.actions import add_routine, approve_version
from ikdesk.routines.queries import RoutineDetail, routine_detail
from ikdesk.routines.risk_panel import RoutineRisks
from ikdesk.ui.layouts import Column
from ikdesk.ui.window import PageEntry, Window
from ikdesk.unit.equipment_actions import add_equipment
from ikdesk.unit.equipment_detail_panel import EquipmentDetail
from ikdesk.unit.equipment_queries import equipment_rows
from tests.looking import Told, button, cut, desk_of, larger, nameless, shown, words_on
from tests.risks.records import JANUARY, barrier, hazard, rating, risk
from tests.samples import LEADER, NOON, TODAY, incident_values, measure_values, place_of
from tests.ui.hands import answering, click

ASKED: dict[str, Any] = {"viewer": LEADER, "today": TODAY}
DONE: dict[str, Any] = {"by": LEADER, "today": TODAY}
APRIL = date(2026, 4, 1)


def held(page: QWidget, name: str) -> list[Any]:
    """What is asked for from now on."""
    found: list[Any] = []
    getattr(page, name).connect(lambda *about: found.append(about[0] if len(about) == 1 else about))
    return found


def hill(database: Database) -> Key:
    """The hill, assessed before and after a measure: likely and worst."""
    key = risk(database, title="Akebakken", place_id=place_of(database))
    danger = hazard(database, key)
    measure = database.write(add_measure, measure_values(database), **DONE)
    database.write(start_measure, measure, on=JANUARY, **DONE)
    barrier(database, danger, standing=Standing.NEW, measure_id=measure)
    rating(database, danger, 5, 2)
    rating(database, danger, 4, 3, outcome=Outcome.WORST)
    rating(database, danger, 2, 3, outcome=Outcome.WORST, stage=Stage.ACTUAL, day=APRIL, why="Færre treff.")
    return key


def routine_of(database: Database) -> RoutineDetail:
    told = {"title": "Aking", "purpose": "Alle hjem.", "steps": "Én om gangen.", "place_id": place_of(database)}
    key = database.write(add_routine, told, **DONE)
    database.write(approve_version, key, on=APRIL, **DONE)
    found = database.read(routine_detail, key, **ASKED)
    assert found is not None
    return found


def test_a_routine_without_a_risk_asks_what_can_go_wrong(qtbot: QtBot, database: Database) -> None:
    routine = routine_of(database)
    panel = shown(qtbot, RoutineRisks(desk_of(database), Told(), routine), 380, 300)
    wanted = held(panel, "wanted")
    assert "Hva kan gå galt" in words_on(panel)
    click(button(panel, "Vurder risikoen"))
    assert wanted == [{"title": "Aking", "place_id": place_of(database), "routine_id": routine.id}]


def test_a_routine_is_tied_to_a_danger_and_untied_by_undoing_it(qtbot: QtBot, database: Database) -> None:
    database.steps.begin(LEADER.person)
    routine, told = routine_of(database), Told()
    desk = desk_of(database)
    panel = shown(qtbot, RoutineRisks(desk, told, routine), 380, 300)
    click(button(panel, "Knytt til en vurdering"))
    assert told.said == ["Det finnes ingen risikovurdering ennå. Lag en ny."]
    key = hill(database)

    def answer(box: ChoiceBox) -> None:
        assert [box.choice.itemText(at) for at in range(box.choice.count())] == [
            "Akebakken: Barn kjører på hverandre"
        ]
        click(button(box, "Knytt sammen"))

    with answering(answer, kind=ChoiceBox):
        click(button(panel, "Knytt til en vurdering"))
    assert [row.id for row in database.read(risks_of_routine, routine.id, **ASKED)] == [key]
    after = shown(qtbot, RoutineRisks(desk, told, routine), 380, 300)
    opened = held(after, "opened")
    assert {"Akebakken", "1 fare, 2 gule"} <= set(words_on(after).split("\n"))
    click(button(after, "Åpne vurderingen: Akebakken"))
    assert opened == [key]
    assert (nameless(after), cut(after)) == ([], [])
    told.undo()
    assert database.read(risks_of_routine, routine.id, **ASKED) == ()


def section_of(qtbot: QtBot, database: Database, **changes: Any) -> tuple[RisksSection, QWidget]:
    values = incident_values(database, **{"occurred_on": APRIL, "activity": "sledding", **changes})
    key = database.write(record_incident, values, told_at=NOON, **DONE)
    incident = database.read(incident_detail, key, **ASKED)
    assert incident is not None
    holder = QWidget()
    section = RisksSection(desk_of(database), Told(), incident)
    Column(section, parent=holder)
    shown(qtbot, holder, 400, 300)
    section.reload()
    return section, holder  # somebody must keep it


def test_a_case_shows_what_was_assessed_there_and_asks_for_another_look_after_something_grave(
    qtbot: QtBot, database: Database
) -> None:
    key = risk(database, title="Akebakken", place_id=place_of(database))
    risk(database, title="Sandkassen", place_id=place_of(database, "sandpit"))
    mild, page = section_of(qtbot, database)
    assert "Akebakken" in words_on(page)
    assert "Ikke sett på siden dette skjedde." not in words_on(mild)
    grave, page = section_of(qtbot, database, severity=3)
    words = words_on(page)
    assert "Ikke sett på siden dette skjedde." in words
    assert "Sandkassen" not in words
    asked = held(grave, "asks")
    click(button(grave, "Se på vurderingen på nytt: Akebakken"))
    click(button(grave, "Lag en kort vurdering"))
    start = {"place_id": place_of(database), "activity": "sledding"}
    assert asked == [("risk", key), ("new_risk", start)]


def test_a_case_that_lies_elsewhere_says_nothing_of_risk(qtbot: QtBot, database: Database) -> None:
    risk(database, place_id=place_of(database))
    section, _page = section_of(qtbot, database, kind="environment_42")
    assert section.isHidden()


def test_a_measure_shows_the_dangers_it_stands_in_the_way_of_and_how_far_they_have_come(
    qtbot: QtBot, qapp: QApplication, database: Database
) -> None:
    key = hill(database)
    (found,) = database.read(hazards_at, What(place_id=place_of(database)), **ASKED)
    measure = next(one.measure_id for one in found.hazard.barriers)
    assert measure is not None
    same = database.read(risks_of_measure, measure, **ASKED)
    assert [one.hazard.id for one in same] == [found.hazard.id]
    links = shown(qtbot, HazardLinks(same), 300, 400)
    opened = held(links, "opened")
    badges = [one.accessibleName() for one in links.findChildren(QWidget) if "sannsynlighet" in one.accessibleName()]
    assert [said.rpartition("= ")[2] for said in badges] == ["10", "12", "6"]  # one has not moved
    click(button(links, "Åpne vurderingen: Akebakken"))
    assert opened == [key]
    assert (nameless(links), cut(links)) == ([], [])
    with larger(qapp):
        QApplication.processEvents()
        assert cut(links) == []


def test_a_focus_area_shows_a_few_dangers_and_how_many_more_there_are(qtbot: QtBot, database: Database) -> None:
    what = What(place_id=place_of(database))
    key = risk(database, title="Akebakken", place_id=what.place_id)
    for number in range(MOST + 2):
        hazard(database, key, title=f"Fare {number}", position=number)
    hazard(database, key, title="Borte", closed_on=TODAY, closed_why="Stolpen er fjernet.")
    found = database.read(hazards_at, what, **ASKED)
    assert [one.hazard.title for one in found] == [f"Fare {number}" for number in range(MOST + 2)]
    card = shown(qtbot, RisksCard(found, handles=True), 500, 600)
    wanted, words = held(card, "wanted"), words_on(card)
    assert "Og 2 farer til i vurderingene." in words
    assert f"Fare {MOST}" not in words
    click(button(card, "Ny vurdering"))
    assert len(wanted) == 1
    empty = shown(qtbot, RisksCard((), handles=False), 500, 200)
    assert "Ingen har vurdert risikoen her ennå" in words_on(empty)


def test_a_piece_of_equipment_shows_where_it_was_thought_of(qtbot: QtBot, database: Database) -> None:
    thing = database.write(add_equipment, {"name": "Huska", "kind": "swing"}, **DONE)
    (row,) = database.read(equipment_rows, **ASKED)
    detail = EquipmentDetail(desk_of(database), Told())
    shown(qtbot, detail, 400, 760)
    detail.show_row(row)
    asked = held(detail, "asks")
    click(button(detail, "Vurder risikoen"))
    key = risk(database, title="Huskene", equipment_id=thing)
    assert [one.id for one in database.read(risks_of_equipment, thing, **ASKED)] == [key]
    detail.show_row(row)
    click(button(detail, "Åpne vurderingen: Huskene"))
    assert asked == [("new_risk", {"title": "Huska", "equipment_id": thing}), ("risk", key)]


@contextmanager
def at_work(qtbot: QtBot, database: Database) -> Iterator[tuple[Window, Goes]]:
    """A window with the pages that lead to one another."""
    desk, told = desk_of(database), Told()
    go = Goes(desk, told, cast("Any", None), lambda: window, lambda: None)
    pages = Pages(go)
    window = Window("Solbakken", [
        PageEntry(key, key, "house", getattr(pages, key))
        for key in ("routines", "incidents", "measures", "focus", "risks")
    ])  # fmt: skip
    shown(qtbot, window, 1366, 768)
    yield window, go
    desk.close()


def test_every_page_leads_to_an_assessment_and_to_a_new_one(qtbot: QtBot, database: Database) -> None:
    key = hill(database)
    with at_work(qtbot, database) as (window, go):
        for page in ("routines", "incidents", "measures", "focus"):
            window.go(page)
            source: Any = window.page
            source = source.cases if page == "incidents" else source
            source.wants_risk.emit(key)
            there = window.page
            assert isinstance(there, RiskPage), page
            assert "Akebakken" in words_on(there), page
            if page != "measures":
                source.new_risk.emit({"title": "Ny bakke", "place_id": place_of(database)})
                assert there.form is not None, page
        go.asked("risk", key)  # from anywhere else: what one had begun on is put away
        assert isinstance(there, RiskPage)
        assert there.form is None
