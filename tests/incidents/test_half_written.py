"""What is half written in any form is kept for whoever wrote it, and given back; what is loose is found too."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ikdesk.incidents.actions import record_incident
from ikdesk.incidents.case_panel import CasePanel, correct_case
from ikdesk.incidents.follow_panel import follow_up_case
from ikdesk.incidents.queries import draft_of, incident_detail
from ikdesk.kernel.database import Database
from ikdesk.kernel.viewer import SYSTEM, Key, Viewer
from ikdesk.people.actions import add_person
from ikdesk.people.model import RIGHTS, Role
from ikdesk.start.left_panel import LeftBanner, LeftBox, keep_left
from ikdesk.ui.desk import Desk
from ikdesk.ui.dialogs import ReasonBox
from ikdesk.ui.field_box import FieldBox
from ikdesk.ui.layouts import Column
from ikdesk.ui.loose_words import loose_words
from ikdesk.ui.text_field import TextField
from ikdesk.unit.model import Place
from ikdesk.unit.months_panel import MonthsPanel
from ikdesk.unit.named_edit_panel import NamedEditPanel
from ikdesk.unit.queries import codebook, places
from ikdesk.unit.unit_panel import UnitPanel
from tests.looking import Told, button, desk_of, shown, words_on
from tests.samples import LEADER, TODAY, incident_values
from tests.ui.hands import answering, click, write

TEXT = "Snakket med foreldrene, ringer i"
NOON = datetime(2026, 4, 30, 12)


def case(database: Database, desk: Desk, kind: object = follow_up_case) -> tuple[CasePanel, Key]:
    key = database.write(record_incident, incident_values(database), told_at=NOON, by=LEADER, today=TODAY)
    return opened(desk, key, kind), key


def opened(desk: Desk, key: Key, kind: object = follow_up_case) -> CasePanel:
    found = desk.read(incident_detail, key)
    assert found is not None
    return cast("CasePanel", kind(desk, found).keep_for(desk, key))  # type: ignore[operator]


def test_a_case_that_was_half_handled_is_as_it_was_the_next_time(database: Database, qtbot: QtBot) -> None:
    desk = desk_of(database)
    first, key = case(database, desk)
    shown(qtbot, first)
    write(first.form.input("handling"), TEXT)
    assert first._half is not None
    first._half.keep_draft()
    again = shown(qtbot, opened(desk, key))
    assert again.form.input("handling").value() == TEXT
    assert "Vi tok vare på det du skrev" in words_on(again)
    click(button(again, "Begynn på nytt"))
    assert again.form.input("handling").value() == ""
    assert desk.read(draft_of, f"case {key}") == ({}, None)


def test_another_person_never_sees_it(database: Database, qtbot: QtBot) -> None:
    desk = desk_of(database)
    first, key = case(database, desk)
    qtbot.addWidget(first)
    first.form.input("handling").set_value(TEXT)
    assert first._half is not None
    first._half.keep_draft()
    person = database.write(add_person, "Kari", slot="kari", role=Role.LEADER, by=SYSTEM, today=TODAY)
    kari = Viewer(person, "Kari", "leader", RIGHTS[Role.LEADER])
    other = Desk(database, kari, desk.clock, database.read(codebook, viewer=kari, today=TODAY), desk.settings)
    again = shown(qtbot, opened(other, key))
    assert TEXT not in words_on(again)
    assert again.form.input("handling").value() == ""


def test_what_was_saved_or_called_off_is_no_draft(database: Database, qtbot: QtBot) -> None:
    desk = desk_of(database)
    for leave in ("save", "cancel"):
        first, key = case(database, desk)
        shown(qtbot, first)
        first.form.input("handling").set_value(TEXT)
        assert first._half is not None
        first._half.keep_draft()
        assert desk.read(draft_of, f"case {key}")[0]
        click(getattr(first, leave))
        assert desk.read(draft_of, f"case {key}") == ({}, None)


def test_correcting_and_handling_the_same_incident_are_two_drafts(database: Database, qtbot: QtBot) -> None:
    desk = desk_of(database)
    first, key = case(database, desk, correct_case)
    qtbot.addWidget(first)
    first.form.input("story").set_value(TEXT)
    assert first._half is not None
    first._half.keep_draft()
    other = opened(desk, key)
    qtbot.addWidget(other)
    assert other._half is not None
    assert other._half.isHidden()


def test_the_settings_about_the_unit_and_its_months_are_kept_too(database: Database, qtbot: QtBot) -> None:
    desk = desk_of(database)
    unit, months = UnitPanel(desk, Told()), MonthsPanel(desk, Told())
    for panel in (unit, months):
        qtbot.addWidget(panel)
    unit.form.input("threshold").set_value(TEXT)
    months.children_of[3].set_value(41)
    for panel in (unit, months):
        panel._half.keep_draft()
    unit, months = UnitPanel(desk, Told()), MonthsPanel(desk, Told())
    for panel in (unit, months):
        qtbot.addWidget(panel)
    assert unit.form.input("threshold").value() == TEXT
    assert months.children_of[3].value() == 41


def test_a_place_that_was_being_changed_keeps_it_though_another_is_looked_at(database: Database, qtbot: QtBot) -> None:
    desk = desk_of(database)
    panel = NamedEditPanel(desk, Told(), Place)
    shown(qtbot, panel)
    first, second = desk.read(places)[:2]
    panel.show_row(first)
    panel.form.input("name").set_value("Halvferdig navn")
    panel.show_row(second)
    assert panel.form.input("name").value() == second.name
    panel.show_row(first)
    assert panel.form.input("name").value() == "Halvferdig navn"
    click(panel.save)
    panel.show_row(second)
    panel.show_row(desk.read(places)[0])
    assert panel._half is not None
    assert panel._half.isHidden()


def test_what_somebody_typed_in_a_field_of_nobodys_is_found_and_what_was_filled_in_is_not(qtbot: QtBot) -> None:
    page = QWidget()
    typed, filled, secret = TextField(), TextField(), TextField(secret=True)
    Column(FieldBox("Hvorfor?", typed), FieldBox("Navn", filled), FieldBox("Passord", secret), parent=page)
    shown(qtbot, page)
    filled.set_value("Solbakken")
    write(typed, TEXT)
    write(secret, "hemmelig")
    box = ReasonBox(page, "Trekke tilbake?", "", "Trekk")
    found: list[tuple[str, str]] = []

    def look(asking: ReasonBox) -> None:
        write(asking.reason, "Meldt to ganger")
        found.extend(loose_words(page))
        asking.reject()

    with answering(look):
        box.ask()
    assert found == [("Hvorfor?", TEXT), ("Hvorfor?", "Meldt to ganger")]
    assert loose_words(page) == [("Hvorfor?", TEXT)]  # the box was called off
    typed.set_value("")
    assert loose_words(page) == []


def test_loose_words_are_shown_to_their_author_until_they_are_thrown_away(database: Database, qtbot: QtBot) -> None:
    desk = desk_of(database)
    assert LeftBanner(desk).isHidden()
    keep_left(desk, [("Hvorfor?", TEXT)])
    keep_left(desk, [("Navn", "Kari")])
    banner = shown(qtbot, LeftBanner(desk))
    assert "Vi tok vare på" in words_on(banner)
    seen: list[list[str]] = []

    def look(box: LeftBox) -> None:
        seen.append([text.value() for text in box.texts])
        box._on_chosen("done")

    with answering(look):
        click(button(banner, "Vis det"))
    assert seen == [[TEXT, "Kari"]]
    assert banner.isHidden()
    assert LeftBanner(desk).isHidden()
