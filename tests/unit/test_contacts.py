"""Whom to tell: the unit's own contacts by role, the one who is responsible, the public services, and the wall page."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ikdesk.incidents.notice_sections import notice_sheet
from ikdesk.incidents.notice_sentences import emergency_line
from ikdesk.incidents.notice_writing import draw_notice_list
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.codes import shipped_codebook
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.settings import Settings
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import use_language
from ikdesk.ui.desk import Desk
from ikdesk.unit.actions import change_unit
from ikdesk.unit.contact_actions import add_contact, change_contact, move_contact, withdraw_contact
from ikdesk.unit.contact_panel import ContactPanel
from ikdesk.unit.contact_queries import contacts
from ikdesk.unit.contact_row_model import ContactRow, reached_by
from ikdesk.unit.model import Ownership, UnitKind
from ikdesk.unit.queries import UnitRow, codebook, unit_row
from tests.looking import Told, button, cut, desk_of, nameless, shown, words_on
from tests.paper.pdf_checker import check, texts
from tests.samples import LEADER, TODAY, undo_last

DONE: dict[str, Any] = {"by": LEADER, "today": TODAY}
WHEN = datetime(2026, 4, 30, 12, tzinfo=UTC)
SIV = {"role": "safety_rep", "name": "Siv", "phone": "22 22 22 22"}
BERIT = {"role": "responsible_s7", "name": "Berit", "phone": "11 11 11 11", "email": "berit@kommune.example"}


def add(database: Database, **values: str) -> Key:
    return database.write(add_contact, values, **DONE)


def listed(database: Database) -> tuple[ContactRow, ...]:
    return database.read(contacts, viewer=LEADER, today=TODAY)


def test_contacts_stand_by_role_in_the_order_they_are_called(database: Database) -> None:
    first, second = add(database, **SIV), add(database, **{**SIV, "name": "Per"})
    add(database, role="deputy", name="Anne", email="anne@kommune.example")
    assert [row.name for row in listed(database)] == ["Anne", "Siv", "Per"]
    database.write(move_contact, second, first, **DONE)
    assert [row.name for row in listed(database)] == ["Anne", "Per", "Siv"]


@pytest.mark.parametrize("lacks", ["role", "name", "phone"])
def test_there_is_somebody_and_a_way_to_reach_them(database: Database, lacks: str) -> None:
    with pytest.raises(Invalid) as wrong:
        add(database, **{**SIV, lacks: ""})
    assert lacks in wrong.value.messages


def test_the_one_who_is_responsible_is_the_one_in_the_description_of_the_unit(database: Database) -> None:
    database.write(change_unit, {"responsible_name": "Berit", "responsible_phone": "11 11 11 11"}, **DONE)
    row = listed(database)[0]
    assert (row.role, row.name, row.phone) == ("responsible_s7", "Berit", "11 11 11 11")
    assert row.id is not None
    database.write(change_contact, row.id, {**BERIT, "phone": "33 33 33 33"}, **DONE)
    unit = database.read(unit_row, viewer=LEADER, today=TODAY)
    assert (unit.responsible_phone, unit.responsible_email) == ("33 33 33 33", "berit@kommune.example")
    with pytest.raises(Invalid):
        add(database, **BERIT)  # one there is: no second definition
    database.write(withdraw_contact, row.id, **DONE)
    assert listed(database) == ()
    add(database, **BERIT)
    assert database.read(unit_row, viewer=LEADER, today=TODAY).responsible_name == "Berit"


def test_nobody_becomes_the_one_who_is_responsible_by_another_role(database: Database) -> None:
    key = add(database, **SIV)
    with pytest.raises(Invalid):
        database.write(change_contact, key, {**SIV, "role": "responsible_s7"}, **DONE)


def test_who_is_taken_off_the_list_can_be_put_back(database: Database) -> None:
    key = add(database, **SIV)
    database.steps.begin(LEADER.person)
    database.write(withdraw_contact, key, **DONE)
    assert listed(database) == ()
    undo_last(database)
    assert [row.name for row in listed(database)] == ["Siv"]


def test_a_public_service_is_reached_at_the_units_own_number_where_there_is_one(database: Database) -> None:
    assert [row.phone for row in reached_by("labour_authority", listed(database))] == ["73 19 97 00"]
    add(database, role="labour_authority", name="Arbeidstilsynet", phone="44 44 44 44")
    assert [row.phone for row in reached_by("labour_authority", listed(database))] == ["44 44 44 44"]


def test_whoever_reports_something_serious_is_told_whom_to_call(database: Database) -> None:
    book = shipped_codebook()
    assert emergency_line(listed(database), book) == ""
    add(database, **BERIT)
    add(database, role="leader", name="Tom", phone="55 55 55 55")
    add(database, **SIV)
    said = emergency_line(listed(database), book)
    assert said.startswith("Si fra til Tom (Styrer / rektor): 55 55 55 55 og Berit (")
    assert "Siv" not in said


# --- on the wall ----------------------------------------------------------------------------------------------------


def unit(kind: UnitKind = UnitKind.BARNEHAGE) -> UnitRow:
    return UnitRow("Solbakken barnehage", kind, Ownership.MUNICIPAL, "", None, "", 28, None)


def drawn(tmp_path: Path, rows: tuple[ContactRow, ...], kind: UnitKind = UnitKind.BARNEHAGE) -> bytes:
    return draw_notice_list(notice_sheet(unit(kind), rows, shipped_codebook(), when=WHEN), tmp_path).read_bytes()


ROLES = ("leader", "deputy", "responsible_s7", "safety_rep", "insurance", "labour_authority", "school_nurse")
ROWS = tuple(
    ContactRow(Key(int=n), role, f"Navn {n}", f"{n:08d}", note="Kl. 7–15") for n, role in enumerate(ROLES * 3, 1)
)


@pytest.mark.parametrize("kind", [UnitKind.BARNEHAGE, UnitKind.SKOLE])
@pytest.mark.parametrize("rows", [(), ROWS])
def test_it_is_one_page_that_readers_can_read_aloud(
    tmp_path: Path, rows: tuple[ContactRow, ...], kind: UnitKind
) -> None:
    data = drawn(tmp_path, rows, kind)
    assert check(data) == []
    with pikepdf.open(BytesIO(data)) as pdf:
        assert len(pdf.pages) == 1
    said = " ".join(" ".join(texts(data)).split())
    assert all(number in said.replace("\xa0", " ") for number in ("110 Brann", "116 117 Legevakt", "22 59 13 00"))
    assert all(row.phone in said for row in rows)
    assert ("Fysisk inngrep" in said) is (kind is UnitKind.SKOLE)
    assert "73 19 97 00" in said or rows  # the unit's own number stands in its place


@pytest.mark.parametrize(("language", "title"), [("nb", "Varslingsliste"), ("nn", "Brann"), ("en", "Ambulance")])
def test_it_is_written_in_the_language_of_the_program(tmp_path: Path, language: str, title: str) -> None:
    use_language(language)
    assert title in " ".join(texts(drawn(tmp_path, ROWS[:3])))


def test_custom_is_marked_and_law_is_not(tmp_path: Path) -> None:
    said = " ".join(" ".join(texts(drawn(tmp_path, ()))).split())
    assert "Foreldre*" in said
    assert "Personvernombud*" not in said
    assert "ikke et lovkrav" in said


def test_what_no_page_has_room_for_is_said(tmp_path: Path) -> None:
    many = tuple(ContactRow(Key(int=n), "other", f"Navn {n}" * 9, "22222222", note="x " * 80) for n in range(1, 99))
    with pytest.raises(Problem, match="én side"):
        drawn(tmp_path, many)


# --- in the window --------------------------------------------------------------------------------------------------


def panel_of(qtbot: QtBot, desk: Desk, told: Told | None = None) -> ContactPanel:
    made = shown(qtbot, ContactPanel(desk, told or Told()), 940, 900)
    assert isinstance(made, ContactPanel)
    return made


def test_one_is_written_down_with_the_keyboard_and_can_be_undone(qtbot: QtBot, database: Database) -> None:
    told = Told()
    panel = panel_of(qtbot, desk_of(database), told)
    assert "Legg inn dem dere ringer" in words_on(panel)
    panel.add.click()
    panel.edit.form.fill({"role": "safety_rep", "name": "Siv", "phone": "22 22 22 22"})
    qtbot.keyClick(panel.edit.form.input("name"), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert told.said == ["Siv er lagt til."]
    assert "1 kontakt" in words_on(panel)
    assert not nameless(panel)
    assert not cut(panel)
    told.undo()
    QApplication.processEvents()
    assert "0 kontakter" in words_on(panel)


def test_what_is_wrong_is_said_at_the_field(qtbot: QtBot, database: Database) -> None:
    panel = panel_of(qtbot, desk_of(database))
    panel.edit.form.fill({"role": "safety_rep", "name": "Siv"})
    panel.edit.save.click()
    assert "telefonnummer" in panel.edit.form.box("phone").error


def test_the_one_who_is_responsible_is_changed_here_too(qtbot: QtBot, database: Database) -> None:
    add(database, **BERIT)
    panel = panel_of(qtbot, desk_of(database))
    assert "Det er de samme opplysningene" in words_on(panel)
    assert panel.edit.form.box("note").isHidden()
    panel.edit.form.fill({"name": "Bente"})
    panel.edit.save.click()
    assert database.read(unit_row, viewer=LEADER, today=TODAY).responsible_name == "Bente"


def test_the_first_to_call_is_chosen_and_one_is_taken_off(qtbot: QtBot, database: Database) -> None:
    add(database, **SIV)
    per = add(database, **{**SIV, "name": "Per"})
    panel = panel_of(qtbot, desk_of(database))
    panel.list.choose(per)
    button(panel, "Flytt opp").click()
    assert [row.name for row in listed(database)] == ["Per", "Siv"]
    button(panel, "Ta av listen").click()
    assert [row.name for row in listed(database)] == ["Siv"]


def test_the_public_numbers_are_to_be_looked_at_once_a_year(qtbot: QtBot, database: Database) -> None:
    book = database.read(codebook, viewer=LEADER, today=TODAY)
    desk = Desk(database, LEADER, Clock(date(2027, 12, 1)), book, Settings())
    panel = panel_of(qtbot, desk)
    assert panel.stale.isVisible()
    button(panel, "De stemmer").click()
    assert not panel.stale.isVisible()
    assert desk.settings.numbers_checked == "2027-12-01"


def test_the_page_for_the_wall_is_printed_from_here(qtbot: QtBot, database: Database, tmp_path: Path) -> None:
    desk, told = desk_of(database, Settings(report_folder=str(tmp_path))), Told()
    desk.in_sight = lambda: False  # nothing is opened
    panel = panel_of(qtbot, desk, told)
    panel.print.click()
    qtbot.waitUntil(lambda: bool(told.said), timeout=10_000)
    assert "Varslingslisten ligger i" in told.said[0]
    assert [path.name for path in tmp_path.iterdir()] == ["Varslingsliste.pdf"]
    desk.close()
