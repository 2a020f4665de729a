"""The staff register on the screen: each register for those it is for, a form of its own, and the extract."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pikepdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ikdesk.incidents.actions import close_incident, correct_incident, handle_incident, record_incident
from ikdesk.incidents.case_panel import CasePanel
from ikdesk.incidents.page import IncidentPage
from ikdesk.incidents.report_page import ReportPage
from ikdesk.incidents.staff_model import Grave
from ikdesk.incidents.staff_page import StaffExtractPage
from ikdesk.incidents.staff_queries import staff_detail
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.database import Database
from ikdesk.kernel.settings import Settings
from ikdesk.kernel.viewer import Key, Viewer
from ikdesk.ui.buttons import Button
from ikdesk.ui.desk import Desk
from ikdesk.ui.plain_table import PlainTable
from ikdesk.unit.actions import add_department
from ikdesk.unit.queries import codebook
from tests.incidents.staff_samples import (
    CANARY,
    CONSENT,
    DEPARTMENT_LEAD,
    SAFETY_REP,
    follow_up,
    medical,
    staff_incident,
)
from tests.looking import Told, button, cut, desk_of, nameless, shown, words_on
from tests.samples import LEADER, NOON, TODAY, incident_values
from tests.ui.hands import click, press

MEDICAL_WORDS = (CANARY, "Brudd", "Skulder", "Venstre", "Sykehus")


def desk(database: Database, viewer: Viewer = LEADER, folder: Path | None = None) -> Desk:
    book = database.read(codebook, viewer=LEADER, today=TODAY)
    settings = Settings(report_folder=str(folder)) if folder else Settings()
    return Desk(database, viewer, Clock(TODAY), book, settings)


def page_of(qtbot: QtBot, database: Database, viewer: Viewer = LEADER) -> IncidentPage:
    page = shown(qtbot, IncidentPage(desk(database, viewer), Told()))
    assert isinstance(page, IncidentPage)
    return page


def case_of(page: IncidentPage) -> CasePanel:
    QApplication.processEvents()
    return next(case for case in page.findChildren(CasePanel) if case.isVisible())


def child_incident(database: Database, **changes: Any) -> Key:
    return database.write(record_incident, incident_values(database, **changes), told_at=NOON, by=LEADER, today=TODAY)


def test_the_leader_chooses_between_the_registers_and_sees_both_to_begin_with(qtbot: QtBot, database: Database) -> None:
    child_incident(database, story="Barnet falt.")
    staff_incident(database)
    page = page_of(qtbot, database)
    assert "Viser 2 av 2 hendelser" in words_on(page)
    page.registers.choice.buttons()[2].click()
    assert "Viser 1 av 1 hendelser" in words_on(page)
    assert "Slått i en overgang." in words_on(page)
    page.registers.choice.buttons()[1].click()
    assert "Barnet falt." in words_on(page)
    assert "Slått i en overgang." not in words_on(page)


def test_an_incident_asked_for_from_elsewhere_is_shown_whichever_register_was_looked_at(
    qtbot: QtBot, database: Database
) -> None:
    key = child_incident(database, story="Barnet falt.")
    staff_incident(database)
    page = page_of(qtbot, database)
    page.registers.choice.buttons()[2].click()
    page.show_incident(key)
    assert page.list.key == key


def test_the_leader_sees_the_case_with_what_is_medical_and_who_waits_to_be_told(
    qtbot: QtBot, database: Database
) -> None:
    key = staff_incident(database, severity=3)
    medical(database, key)
    follow_up(database, key, grave=Grave.YES, violence=("hit",), absence_from=date(2026, 2, 4), absence_days=12)
    said = words_on(page_of(qtbot, database))
    for words in ("Pedagogisk leder", "Slag", "12 dager fra 04.02.2026", "Helseopplysninger, med samtykke", CANARY,
                  "Varsle med en gang (arbeidsmiljøloven § 5-2)"):  # fmt: skip
        assert words in said
    assert "Varsle Arbeidstilsynet og nærmeste politi med en gang" in said


def test_the_safety_representative_sees_the_staff_register_only_and_can_change_nothing(
    qtbot: QtBot, database: Database
) -> None:
    child_incident(database, story="Barnet falt.")
    key = staff_incident(database)
    medical(database, key)
    page = page_of(qtbot, database, SAFETY_REP)
    said = words_on(page)
    assert "Hendelser med ansatte" in said
    assert "Pedagogisk leder" in said
    assert "Barnet falt." not in said
    assert not [word for word in MEDICAL_WORDS if word in said]
    verbs = {one.words for one in page.findChildren(Button) if one.isVisible()}
    assert not verbs & {"Følg opp", "Lukk saken", "Rett opplysningene", "Trekk tilbake", "Eksporter", "Hent fra fil"}
    page.cases.do("follow_up")
    assert page.findChild(CasePanel) is None
    page.filters.show_number(CANARY)
    page.reload()
    assert "Ingen treff" in words_on(page)


def test_the_department_lead_sees_the_childrens_register_of_the_department_only(
    qtbot: QtBot, database: Database
) -> None:
    own, other = (database.write(add_department, name, by=LEADER, today=TODAY) for name in ("Blåveisen", "Solsikken"))
    child_incident(database, story="Falt på Blåveisen.", department_id=own)
    child_incident(database, story="Falt på Solsikken.", department_id=other)
    staff_incident(database, department_id=own)
    lead = Viewer(DEPARTMENT_LEAD.person, "Pål", "department_lead", DEPARTMENT_LEAD.rights, own)
    said = words_on(page_of(qtbot, database, lead))
    assert "Hendelser på avdelingen" in said
    assert "Falt på Blåveisen." in said
    assert "Falt på Solsikken." not in said
    assert "Slått i en overgang." not in said


def test_a_case_is_followed_up_in_a_form_of_its_own(qtbot: QtBot, database: Database) -> None:
    key = staff_incident(database)
    page = page_of(qtbot, database)
    click(button(page, "Følg opp"))
    form = case_of(page).form
    assert form.input("position").value() == "Pedagogisk leder"
    assert not form.input("injury_kind").isVisible()
    form.input("violence").set_value(("hit", "threat"))
    form.input("absence_from").set_value(date(2026, 2, 4))
    form.input("absence_days").set_value(3)
    form.input("told_safety_rep").set_value(date(2026, 2, 3))
    form.input("handling").set_value("Samtale samme dag.")
    click(case_of(page).save)
    found = database.read(staff_detail, key, viewer=LEADER, today=TODAY)
    assert found is not None
    assert (found.violence, found.absence_days, found.told_safety_rep) == (("hit", "threat"), 3, date(2026, 2, 3))
    page.cases.open()
    assert "Samtale samme dag." in words_on(page)
    assert "3 dager fra 04.02.2026" in words_on(page)


def test_what_sort_of_violence_is_asked_only_where_it_was_violence_and_is_kept(
    qtbot: QtBot, database: Database
) -> None:
    key = staff_incident(database, kind="staff_injury")
    follow_up(database, key, violence=("hit",))  # written while the kind was another
    page = page_of(qtbot, database)
    click(button(page, "Følg opp"))
    case = case_of(page)
    assert "Hva slags vold eller trusler?" not in words_on(case)
    case.form.input("handling").set_value("Ny stol.")
    click(case.save)
    found = database.read(staff_detail, key, viewer=LEADER, today=TODAY)
    assert found is not None
    assert found.violence == ("hit",)
    database.write(correct_incident, key, {"kind": "violence_threat"}, "Feil", by=LEADER, today=TODAY)
    again = page_of(qtbot, database)
    click(button(again, "Følg opp"))
    assert "Hva slags vold eller trusler?" in words_on(case_of(again))


@pytest.mark.parametrize("kind", ["staff_injury", "violence_threat"])
def test_enter_on_a_closed_case_shows_it_and_changes_nothing(qtbot: QtBot, database: Database, kind: str) -> None:
    key = staff_incident(database, kind=kind)
    page = page_of(qtbot, database)
    page.list.choose(key)
    database.write(close_incident, key, at=NOON, by=LEADER, today=TODAY)
    page.reload()
    page.list.setFocus()
    press(page.list, Qt.Key.Key_Return)
    assert not [case for case in page.findChildren(CasePanel) if case.isVisible()]
    again = button(page, "Åpne saken igjen")
    assert page.focusWidget() is not again
    press(again, Qt.Key.Key_Return)
    assert button(page, "Lukk saken")
    press(button(page, "Følg opp"), Qt.Key.Key_Return)
    assert case_of(page).form.isVisible()


def test_what_is_medical_is_asked_only_with_consent_and_is_gone_without_it(qtbot: QtBot, database: Database) -> None:
    key = staff_incident(database)
    page = page_of(qtbot, database)
    click(button(page, "Følg opp"))
    case = case_of(page)
    case.form.input("medical_consent").click()
    assert case.form.input("medical_note").isVisible()
    case.form.input("medical_note").set_value(CANARY)
    click(case.save)
    assert "Skriv når den ansatte samtykket." in [said for said, _box in case.form.complaints()]
    case.form.input("consent_on").set_value(date(2026, 2, 4))
    click(case.save)
    assert CANARY in words_on(page)
    click(button(page, "Følg opp"))
    again = case_of(page)
    assert again.form.input("medical_note").isVisible()
    again.form.input("medical_consent").click()
    assert not again.form.input("medical_note").isVisible()
    click(again.save)
    assert CANARY not in words_on(page)
    found = database.read(staff_detail, key, viewer=LEADER, today=TODAY)
    assert found is not None
    assert found.medical is None


def test_a_kind_that_was_corrected_asks_what_must_be_moved(qtbot: QtBot, database: Database) -> None:
    key = child_incident(database, child="AB")
    database.write(handle_incident, key, {"injury_kind": "fracture"}, by=LEADER, today=TODAY)
    database.write(correct_incident, key, {"kind": "staff_injury"}, "Feil", by=LEADER, today=TODAY)
    page = page_of(qtbot, database)
    said = words_on(page)
    assert "Det er tatt vare på, men vises ikke her: hvem gjelder det, hva slags skade." in said
    assert "Skriv ned samtykket" in said
    assert "Brudd" not in said
    assert "AB" not in said
    follow_up(database, key, **CONSENT)
    click(button(page, "Flytt skaden hit"))
    assert "Brudd / mistanke om brudd" in words_on(page)


def test_the_two_registers_never_show_each_others_fields(qtbot: QtBot, database: Database) -> None:
    child_incident(database, child="AB")
    page = page_of(qtbot, database)
    assert "Om den ansatte" not in words_on(page)
    click(button(page, "Følg opp"))
    assert "Hvem har fått beskjed?" in words_on(page)
    click(case_of(page).cancel)
    staff_incident(database, occurred_on=TODAY)
    page.list.choose(page.rows.key(0))
    click(button(page, "Følg opp"))
    said = words_on(page)
    assert "Hvem har fått beskjed?" not in said
    assert "Hva holdt de på med?" not in said
    click(case_of(page).cancel)
    click(button(page, "Åpne hele saken"))
    click(button(page, "Rett opplysningene"))
    assert "Initialer eller nummer." not in words_on(page)


def test_the_report_form_asks_for_a_position_where_it_is_about_staff(qtbot: QtBot, database: Database) -> None:
    page = shown(qtbot, ReportPage(desk_of(database), Told()))
    assert "Initialer eller nummer." in words_on(page)
    page.kind.set_value("violence_threat")
    page.kind.changed.emit()
    assert "Stilling, ikke navn." in words_on(page)
    assert "Initialer eller nummer." not in words_on(page)
    page.kind.set_value("child_injury")
    page.kind.changed.emit()
    assert "Initialer eller nummer." in words_on(page)


@pytest.mark.parametrize("viewer", [LEADER, SAFETY_REP], ids=["leader", "safety_rep"])
def test_the_extract_is_read_through_and_then_written(
    qtbot: QtBot, database: Database, tmp_path: Path, viewer: Viewer
) -> None:
    key = staff_incident(database)
    medical(database, key)
    follow_up(database, key, extract="Slått i en overgang, kollega overtok.")
    page = shown(qtbot, StaffExtractPage(desk(database, viewer, tmp_path), Told()))
    assert "Bare tall" in words_on(page)
    assert not page.password.isVisible()
    assert "En Excel-fil kan ikke låses." not in words_on(page)
    assert "kollega overtok" not in words_on(page)
    page.content.buttons()[1].click()
    assert "Slått i en overgang, kollega overtok." in _cells(page)
    unlocked = "En Excel-fil kan ikke låses."
    assert unlocked in words_on(page)
    page.target.formats.set_value(("pdf",))
    page.target.formats.changed.emit()
    assert unlocked not in words_on(page)
    page.target.formats.set_value(("pdf", "xlsx"))
    page.target.formats.changed.emit()
    password = page.password.value()
    click(button(page, "Lag uttrekket"))
    qtbot.waitUntil(lambda: page.foot.made is not None, timeout=20_000)
    book = openpyxl.load_workbook(tmp_path / "Verneombud og AMU 2026-T1.xlsx")
    told = "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    assert "kollega overtok" in told
    assert CANARY not in told
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(tmp_path / "Verneombud og AMU 2026-T1.pdf")
    with pikepdf.open(tmp_path / "Verneombud og AMU 2026-T1.pdf", password=password) as pdf:
        assert len(pdf.pages) > 1


def _cells(page: StaffExtractPage) -> list[str]:
    models = [table.model() for table in page.findChildren(PlainTable)]
    return [
        str(model.index(row, column).data())
        for model in models for row in range(model.rowCount()) for column in range(model.columnCount())
    ]  # fmt: skip


def test_everything_has_a_name_and_room(qtbot: QtBot, database: Database) -> None:
    key = staff_incident(database, severity=3)
    medical(database, key)
    follow_up(database, key, grave=Grave.YES)
    for page in (page_of(qtbot, database), page_of(qtbot, database, SAFETY_REP),
                 shown(qtbot, StaffExtractPage(desk(database), Told()))):  # fmt: skip
        assert nameless(page) == []
        assert cut(page) == []
    page = page_of(qtbot, database)
    click(button(page, "Følg opp"))
    assert nameless(case_of(page)) == []
    assert cut(case_of(page)) == []
