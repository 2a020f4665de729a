"""The equipment in the settings: a list, and beside it one that is written down, checked, changed and taken out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pikepdf
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ikdesk.incidents.actions import handle_incident, record_incident
from ikdesk.incidents.equipment_panel import EquipmentSection
from ikdesk.incidents.queries import incident_detail
from ikdesk.kernel.database import Database
from ikdesk.ui.buttons import QuietButton, SecondaryButton
from ikdesk.ui.layouts import Column
from ikdesk.unit.equipment_actions import add_equipment, log_equipment
from ikdesk.unit.equipment_edit_panel import EquipmentForm
from ikdesk.unit.equipment_export_panel import start_list
from ikdesk.unit.equipment_log_panel import LogBox
from ikdesk.unit.equipment_model import Looked
from ikdesk.unit.equipment_panel import EquipmentPanel
from ikdesk.unit.equipment_queries import equipment_events, equipment_rows
from tests.looking import Told, button, cut, desk_of, larger, nameless, shown, words_on
from tests.samples import LEADER, NOON, TODAY, incident_values
from tests.ui.hands import answering, click, write

ASKED: dict[str, Any] = {"viewer": LEADER, "today": TODAY}
DONE: dict[str, Any] = {"by": LEADER, "today": TODAY}
FRAME = {"name": "Det store klatrestativet", "kind": "climbing_frame", "check_months": 12, "mark": "Kompan 7"}


def page(qtbot: QtBot, database: Database, told: Told | None = None) -> Any:
    return shown(qtbot, EquipmentPanel(desk_of(database), told or Told()), width=1000)


def test_the_first_piece_is_written_down(qtbot: QtBot, database: Database) -> None:
    told, made = Told(), page(qtbot, database)
    made.detail._tell = told
    assert "Ikke noe utstyr her ennå" in words_on(made)
    assert not made.excel.isEnabled()
    click(made.add)
    form = made.detail.form
    click(form.save)
    assert [said for said, _box in form.form.complaints()] == ["Skriv hva det er.", "Velg hva slags utstyr det er."]
    write(form.form.input("name"), "Huskene")
    form.form.input("kind").set_value("swing")
    click(form.save)
    QApplication.processEvents()
    assert [row.name for row in database.read(equipment_rows, **ASKED)] == ["Huskene"]
    assert made.detail.form is None
    assert "Huskene" in words_on(made.detail)
    told.undo()
    assert database.read(equipment_rows, **ASKED) == []


def test_a_check_is_written_down_in_two_clicks(qtbot: QtBot, database: Database) -> None:
    key = database.write(add_equipment, {**FRAME, "next_check": date(2026, 4, 1)}, **DONE)
    told, made = Told(), page(qtbot, database)
    made.detail._tell = told
    assert "Kontroll forfalt" in made.rows.data(made.rows.index(0, 4))

    def save(box: LogBox) -> None:
        box.form.input("by_whom").set_value("Vaktmester")
        click(button(box, "Lagre"))

    with answering(save, kind=LogBox):
        click(button(made.detail, "Kontrollert"))
    QApplication.processEvents()
    row = database.read(equipment_rows, **ASKED)[0]
    assert row.next_check == date(2027, 4, 30)
    assert "Kontrollert, i orden" in words_on(made.detail) or "Vaktmester" in words_on(made.detail)
    told.undo()
    assert database.read(equipment_rows, **ASKED)[0].next_check == date(2026, 4, 1)
    assert database.read(equipment_events, key, **ASKED) == []


def test_what_is_wrong_with_a_check_is_said_and_nothing_is_kept(qtbot: QtBot, database: Database) -> None:
    key = database.write(add_equipment, FRAME, **DONE)
    made = page(qtbot, database)

    def nothing(box: LogBox) -> None:
        click(button(box, "Lagre"))
        assert box.form.complaints()[0][0] == "Velg hva som ble gjort."
        click(button(box, "Avbryt"))

    with answering(nothing, kind=LogBox):
        click(button(made.detail, "Feil eller reparasjon"))
    assert database.read(equipment_events, key, **ASKED) == []


def test_it_shows_what_was_done_with_it_and_the_incidents_it_had_a_part_in(qtbot: QtBot, database: Database) -> None:
    key = database.write(add_equipment, FRAME, **DONE)
    incident = database.write(record_incident, incident_values(database), told_at=NOON, **DONE)
    database.write(handle_incident, incident, {"equipment_id": key}, **DONE)
    database.write(log_equipment, key, {"day": TODAY, "what": Looked.REPAIRED, "note": "Ny bolt."}, **DONE)
    made, asked = page(qtbot, database), []
    made.asks.connect(lambda what, about: asked.append((what, about)))
    assert "Ny bolt." in words_on(made.detail)
    assert "Barnet kjørte akebrett inn i gjerdet." in words_on(made.detail)
    click(next(one for one in made.detail.findChildren(QuietButton) if one.words.startswith("2026-1")))
    assert asked == [("incident", incident)]


def test_what_is_half_written_is_kept_when_another_is_looked_at(qtbot: QtBot, database: Database) -> None:
    database.write(add_equipment, FRAME, **DONE)
    made = page(qtbot, database)
    click(made.add)
    write(made.detail.form.form.input("name"), "Ny sk")
    database.write(add_equipment, {"name": "Huske", "kind": "swing"}, **DONE)
    QApplication.processEvents()
    assert made.detail.form is not None, "what is being written is left alone"
    made.list.choose(made.rows.key(1))
    assert "Huskene" not in words_on(made.detail)
    assert not [form for form in made.detail.findChildren(EquipmentForm) if form.isVisible()]
    click(made.add)
    assert made.detail.form.form.input("name").value() == "Ny sk"
    click(made.detail.form.cancel)
    assert made.detail.form is None


def test_the_list_goes_out_as_excel_and_pdf(qtbot: QtBot, database: Database, tmp_path: Path) -> None:
    database.write(add_equipment, FRAME, **DONE)
    desk = desk_of(database)
    made: list[Path] = []
    for kind in ("xlsx", "pdf"):
        job = start_list(desk, tmp_path / f"utstyr.{kind}")
        job.succeeded.connect(made.append)
        with qtbot.waitSignal(job.ended, timeout=20_000):
            pass
    sheet = openpyxl.load_workbook(made[0]).active
    assert sheet is not None
    texts = {str(cell.value) for row in sheet.iter_rows() for cell in row}
    assert {"Det store klatrestativet", "Lekestativ eller klatrestativ", "Kompan 7"} <= texts
    with pikepdf.open(made[1]) as paper:
        assert len(paper.pages) == 1


def test_nothing_is_cut_and_everything_has_a_name(qtbot: QtBot, database: Database, qapp: QApplication) -> None:
    database.write(add_equipment, FRAME, **DONE)
    made = page(qtbot, database)
    assert nameless(made) == []
    assert cut(made) == []
    with larger(qapp):
        made = page(qtbot, database)
        assert nameless(made) == []
        assert cut(made) == []


def test_a_fault_is_written_down_from_the_page_of_a_case_in_one_click(qtbot: QtBot, database: Database) -> None:
    key = database.write(add_equipment, FRAME, **DONE)
    incident = database.write(record_incident, incident_values(database), told_at=NOON, **DONE)
    desk, told = desk_of(database), Told()
    found = desk.read(incident_detail, incident)
    assert found is not None
    without = EquipmentSection(desk, told, found)
    qtbot.addWidget(without)
    assert without.isHidden(), "no equipment was chosen"
    database.write(handle_incident, incident, {"equipment_id": key}, **DONE)
    held = QWidget()
    made = EquipmentSection(desk, told, replace(found, equipment_id=key))
    Column(made, parent=held)
    made.reload()
    shown(qtbot, held, width=400)
    click(button(made, "Skriv ned feil på utstyret"))
    QApplication.processEvents()
    assert database.read(equipment_events, key, **ASKED)[0].what is Looked.FAULT
    assert "Det store klatrestativet" in words_on(made)
    assert not [one for one in made.findChildren(SecondaryButton) if one.isVisible()], "it is known already"
    told.undo()
    assert database.read(equipment_events, key, **ASKED) == []


def test_one_that_is_asked_for_stands_beside_the_list(qtbot: QtBot, database: Database) -> None:
    database.write(add_equipment, {**FRAME, "name": "Akebrett"}, **DONE)
    wanted = database.write(add_equipment, {**FRAME, "name": "Sklia"}, **DONE)
    made = page(qtbot, database)
    assert "Sklia" not in words_on(made.detail)
    made.show_equipment(wanted)
    assert "Sklia" in words_on(made.detail)
