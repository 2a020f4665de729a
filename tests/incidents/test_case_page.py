"""The page of a case: opened from the list, read, followed up, noted on and closed, with the mouse and the keys."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ikdesk.incidents.actions import close_incident, handle_incident, record_incident
from ikdesk.incidents.case_actions import add_child
from ikdesk.incidents.case_panel import CasePanel
from ikdesk.incidents.half_written_panel import HalfWritten
from ikdesk.incidents.model import Status
from ikdesk.incidents.page import IncidentPage
from ikdesk.incidents.prevent_panel import PreventSection
from ikdesk.incidents.queries import incident_detail
from ikdesk.incidents.timeline_panel import TimelineSection
from ikdesk.incidents.whole_panel import CasePage
from ikdesk.kernel.database import Database
from ikdesk.kernel.viewer import Key, Viewer
from ikdesk.people.actions import add_person
from ikdesk.people.model import RIGHTS, Role
from ikdesk.start.handbook_model import handbook
from ikdesk.ui.choices import CheckChip
from ikdesk.ui.desk import Desk
from ikdesk.ui.fold import Fold
from tests.incidents.import_samples import incidents
from tests.looking import Told, button, cut, desk_of, larger, nameless, shown, words_on
from tests.samples import LEADER, NOON, TODAY, incident_values
from tests.ui.hands import click, press, write

Record = Callable[..., Key]
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def record(database: Database) -> Record:
    def _record(day: date = date(2026, 4, 20), **changes: Any) -> Key:
        values = incident_values(database, occurred_on=day, **changes)
        told = datetime.combine(day, time(12))
        key: Key = database.write(record_incident, values, told_at=told, by=LEADER, today=TODAY)
        return key

    return _record


def page_of(qtbot: QtBot, database: Database, told: Told | None = None, desk: Desk | None = None) -> IncidentPage:
    page = shown(qtbot, IncidentPage(desk or desk_of(database), told or Told()))
    assert isinstance(page, IncidentPage)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def opened(page: IncidentPage) -> CasePage:
    press(page.list, Qt.Key.Key_Return)
    case = page.cases.whole
    assert case is not None
    return case


def form_of(page: IncidentPage) -> CasePanel:
    form = page.cases.form
    assert isinstance(form, CasePanel)
    return form


def folds(page: IncidentPage) -> dict[str, bool]:
    """Which parts of the form are open."""
    return {fold.head.words: fold.opened for fold in form_of(page).findChildren(Fold)}


def test_enter_opens_the_case_and_escape_goes_back(qtbot: QtBot, database: Database, record: Record) -> None:
    record(story="Den eldste", day=date(2026, 4, 1))
    record(story="Den nyeste")
    page = page_of(qtbot, database)
    case = opened(page)
    assert "Den nyeste" in words_on(case)
    assert "Frist om 18 dager" in words_on(case)
    assert page.panes[-1] is case.footer
    QTest.keyClick(case, Qt.Key.Key_PageDown, CONTROL)
    assert page.cases.whole is not None
    assert "Den eldste" in words_on(page.cases.whole)
    assert not page.cases.whole.after.isVisible()  # there is none after it
    QTest.keyClick(page.cases.whole, Qt.Key.Key_PageDown, CONTROL)
    QTest.keyClick(page.cases.whole, Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert page.list.isVisible()
    assert page.list.hasFocus()


def test_one_goes_on_at_what_comes_next_and_enter_never_opens_a_closed_case(
    qtbot: QtBot, database: Database, record: Record
) -> None:
    key = record()
    page = page_of(qtbot, database)
    assert button(opened(page), "Følg opp").hasFocus()
    page.cases.leave()
    database.write(close_incident, key, at=NOON, by=LEADER, today=TODAY)
    case = opened(page)
    assert case.back.hasFocus()


def test_following_up_on_the_page_comes_back_to_it(qtbot: QtBot, database: Database, record: Record) -> None:
    record(severity=2)
    told = Told()
    page = page_of(qtbot, database, told)
    click(button(opened(page), "Følg opp"))
    form = form_of(page).form
    assert folds(page) == {
        "Voksne, forhold og utstyr": False, "Skade og behandling": True, "Frist, og hva det kunne blitt": False,
    }  # a child was hurt
    form.fill({"adults_present": 2, "children_present": 9000, "body_part": "knee", "side": "left"})
    click(form_of(page).save)
    assert folds(page)["Voksne, forhold og utstyr"]  # what is wrong lies in it
    form.fill({"children_present": 14})
    click(form_of(page).save)
    assert page.cases.form is None
    assert "14" in words_on(page).split("\n")
    kept = incidents(database)[-1]
    assert (kept.adults_present, kept.body_part, kept.side) == (2, "knee", "left")
    told.undo()
    assert incidents(database)[-1].adults_present is None


def test_a_note_is_written_on_the_line_of_time_and_undone(qtbot: QtBot, database: Database, record: Record) -> None:
    record()
    told = Told()
    page = page_of(qtbot, database, told)
    section = opened(page).findChild(TimelineSection)
    assert section is not None
    click(section.begin)
    assert section.form.input("text").hasFocus()
    click(section.save)
    assert section.form.box("text").error == "Skriv hva du vil notere."
    write(section.form.input("text"), "Ringte hjem.")
    click(section.save)
    assert "Ringte hjem." in words_on(section)
    told.undo()
    assert "Ringte hjem." not in words_on(section)


def test_a_half_written_note_is_given_back(qtbot: QtBot, database: Database, record: Record) -> None:
    record()
    page = page_of(qtbot, database)
    section = opened(page).findChild(TimelineSection)
    assert section is not None
    click(section.begin)
    write(section.form.input("text"), "Halvveis")
    half = section.findChild(HalfWritten)
    assert half is not None
    half.keep_draft()  # as the window does when it closes
    page.cases.leave()
    again = opened(page).findChild(TimelineSection)
    assert again is not None
    assert again.form.input("text").value() == "Halvveis"


def test_what_would_have_prevented_it_becomes_a_measure_with_one_click(
    qtbot: QtBot, database: Database, record: Record
) -> None:
    key = record()
    told = Told()
    page = page_of(qtbot, database, told)
    section = opened(page).findChild(PreventSection)
    assert section is not None
    assert not section.save.isVisible()
    click(next(chip for chip in section.findChildren(CheckChip) if chip.code == "safeguard"))
    write(section.form.input("prevent_said"), "Sett opp et gjerde.")
    click(section.save)
    assert incidents(database)[-1].prevent == ("safeguard",)
    asked: list[Any] = []
    page.proposed_measure.connect(lambda *what: asked.append(what))
    click(button(section, "Lag tiltak av «Sett opp et gjerde.»"))
    assert asked == [(key, {"title": "Sett opp et gjerde.", "kind": "physical_safeguard"})]
    told.undo()
    assert incidents(database)[-1].prevent == ()


def test_mild_and_new_is_closed_as_put_right_with_one_click(qtbot: QtBot, database: Database, record: Record) -> None:
    key = record(severity=0)
    told = Told()
    page = page_of(qtbot, database, told)
    click(button(opened(page), "Rettet på stedet"))
    assert status(database, key) is Status.CLOSED
    assert "Lukket" in words_on(page)
    told.undo()
    assert status(database, key) is Status.REPORTED
    database.write(handle_incident, key, {"handling": "Snakket."}, by=LEADER, today=TODAY)
    assert page.cases.whole is not None
    assert "Rettet på stedet" not in words_on(page.cases.whole)


def test_a_child_is_added_on_the_page(qtbot: QtBot, database: Database, record: Record) -> None:
    key = record(child="KA")
    database.write(add_child, key, {"child": "OH", "body_part": "knee"}, by=LEADER, today=TODAY)
    told = Told()
    page = page_of(qtbot, database, told)
    case = opened(page)
    assert "Kne" in words_on(case)
    click(button(case, "Legg til et barn"))
    click(form_of(page).save)
    assert form_of(page).form.box("child").error == "Skriv initialer eller nummer."
    form_of(page).form.fill({"child": "01010750160"})
    click(form_of(page).save)
    assert "fødselsnummeret" in form_of(page).form.box("child").error
    form_of(page).form.fill({"child": "PS"})
    click(form_of(page).save)
    assert "PS" in words_on(case)
    click(button(case, "Fjern PS"))
    assert "PS" not in words_on(case).split("\n")
    told.undo()
    assert "PS" in words_on(case).split("\n")


def test_a_birth_number_does_not_come_in_with_a_correction(qtbot: QtBot, database: Database, record: Record) -> None:
    record()
    page = page_of(qtbot, database)
    click(button(opened(page), "Rett opplysningene"))
    form_of(page).form.fill({"story": "Ringte om 01010750160"})
    click(form_of(page).save)
    assert "fødselsnummeret" in form_of(page).form.box("story").error
    assert incidents(database)[-1].story == "Barnet kjørte akebrett inn i gjerdet."


def test_whoever_may_only_read_gets_no_buttons(qtbot: QtBot, database: Database, record: Record) -> None:
    key = database.write(add_person, "Siv", slot="siv", role=Role.SAFETY_REP, by=LEADER, today=TODAY)
    viewer = Viewer(key, "Siv", "siv", RIGHTS[Role.SAFETY_REP])
    record(kind="staff_injury", story="Gled på isen.")
    other = desk_of(database)
    desk = Desk(database, viewer, database.clock, other.codebook, other.settings)
    page = page_of(qtbot, database, desk=desk)
    case = opened(page)
    said = words_on(case)
    assert "Gled på isen." in said
    assert case.footer is None
    for verb in ("Nytt notat", "Legg til et barn", "Skriv oppfølging", "Lagre forslaget"):
        assert verb not in [one.words for one in case.findChildren(type(case.back)) if one.isVisible()]
    desk.close()


def test_nothing_is_cut_at_any_size_and_everything_has_a_name(
    qtbot: QtBot, database: Database, record: Record, qapp: QApplication
) -> None:
    key = record(child="KA")
    database.write(add_child, key, {"child": "OH", "body_part": "knee"}, by=LEADER, today=TODAY)
    page = page_of(qtbot, database)
    case = opened(page)
    assert button(case, "Rettet på stedet")
    assert nameless(page) == []
    assert cut(page) == []
    with larger(qapp):
        assert cut(page) == []
        page.resize(820, 700)
        assert cut(page) == []


def status(database: Database, key: Key) -> Status:
    found = database.read(incident_detail, key, viewer=LEADER, today=TODAY)
    assert found is not None
    return found.status


def test_the_handbook_knows_what_stands_over_the_list(qtbot: QtBot, database: Database, record: Record) -> None:
    record()
    page, known = page_of(qtbot, database), {section.key for section in handbook()}
    assert page.part == ""
    opened(page)
    found = [page.part]
    for what in ("follow_up", "correct", "close_case", "letter", "drafts"):
        page.cases.do(what)
        found.append(page.part)
        form = page.cases.form
        assert form is not None
        form.left.emit()
    page.cases.leave()
    click(page.map)
    found.append(page.part)
    assert found == ["case", "follow", "correct", "close", "letters", "letters", "plan"]
    assert set(found) <= known
