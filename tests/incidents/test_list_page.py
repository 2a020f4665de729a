"""The list of incidents: found, followed up, corrected, closed, withdrawn and opened again, with buttons and keys."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ikdesk.incidents.actions import record_incident
from ikdesk.incidents.case_panel import CasePanel
from ikdesk.incidents.model import Incident, Status
from ikdesk.incidents.page import IncidentPage
from ikdesk.incidents.report_page import ReportPage
from ikdesk.kernel.database import Database
from ikdesk.kernel.viewer import Key
from ikdesk.ui.dialogs import ReasonBox
from tests.incidents.import_samples import incidents
from tests.looking import Told, button, cut, desk_of, larger, nameless, shown, words_on
from tests.programs import windows
from tests.samples import LEADER, TODAY, incident_values
from tests.ui.hands import answering, click, press, write

Record = Callable[..., Key]
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def record(database: Database) -> Record:
    def _record(day: date = date(2026, 4, 1), **changes: Any) -> Key:
        values = incident_values(database, occurred_on=day, **changes)
        told = datetime.combine(day, time(12))
        return database.write(record_incident, values, told_at=told, by=LEADER, today=TODAY)

    return _record


def page_of(qtbot: QtBot, database: Database, told: Told | None = None) -> IncidentPage:
    page = shown(qtbot, IncidentPage(desk_of(database), told or Told()))
    assert isinstance(page, IncidentPage)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def case_of(page: IncidentPage) -> CasePanel:
    case = page.findChild(CasePanel)
    assert isinstance(case, CasePanel)
    return case


def only(database: Database) -> Incident:
    return incidents(database)[-1]


def test_an_empty_list_says_how_it_gets_something_in_it(qtbot: QtBot, database: Database) -> None:
    assert "Ingen hendelser ennå" in words_on(page_of(qtbot, database))


def test_the_newest_is_chosen_and_shown_beside(qtbot: QtBot, database: Database, record: Record) -> None:
    record(date(2026, 3, 1), story="Den eldste")
    record(date(2026, 4, 2), story="Den nyeste")
    said = words_on(page_of(qtbot, database))
    assert "Hendelse 2026-2" in said
    assert "Den nyeste" in said
    assert "Viser 2 av 2 hendelser" in said


def test_an_incident_without_words_says_its_kind_in_the_list(qtbot: QtBot, database: Database, record: Record) -> None:
    key = record(story="")
    page = page_of(qtbot, database)
    page.show_incident(key)
    assert page.rows.index(0, 2).data() == "Skade på barn/elev"


def test_words_and_choices_narrow_the_list_and_are_taken_away_again(
    qtbot: QtBot, database: Database, record: Record
) -> None:
    record(story="Isete gangvei ved porten")
    record(story="Klemte finger", severity=3)
    page = page_of(qtbot, database)
    QTest.keyClick(page, Qt.Key.Key_F, CONTROL)
    assert page.filters.words.hasFocus()
    write(page.filters.words, "gangvei")
    qtbot.waitUntil(lambda: page.rows.total == 1, timeout=15_000)
    page.filters.severity.set_value("3")
    qtbot.waitUntil(lambda: page.rows.total == 0, timeout=15_000)
    assert "Ingen treff" in words_on(page)
    click(page.filters.reset)
    qtbot.waitUntil(lambda: page.rows.total == 2, timeout=15_000)


def test_following_up_is_saved_and_the_case_is_then_being_followed_up(
    qtbot: QtBot, database: Database, record: Record
) -> None:
    record()
    told = Told()
    page = page_of(qtbot, database, told)
    click(button(page, "Følg opp"))
    form = case_of(page).form
    form.fill({"routine_status": "missing", "causes": ("few_adults",), "handling": "Snakket med alle voksne."})
    QTest.keyClick(page, Qt.Key.Key_S, CONTROL)
    kept = only(database)
    assert (kept.routine_status, kept.causes, kept.status) == ("missing", ("few_adults",), Status.IN_PROGRESS)
    assert told.said == ["Oppfølgingen av 2026-1 er lagret."]
    click(button(page, "Åpne hele saken"))
    assert "Snakket med alle voksne." in words_on(page)


def test_a_correction_keeps_and_shows_what_stood(qtbot: QtBot, database: Database, record: Record) -> None:
    record(severity=1)
    page = page_of(qtbot, database)
    click(button(page, "Åpne hele saken"))
    click(button(page, "Rett opplysningene"))
    form = case_of(page).form
    click(next(one for one in form.input("severity").buttons() if one.code == "3"))
    click(form.input("why"))
    write(form.input("why"), "Legen fant et brudd")
    click(case_of(page).save)
    assert only(database).severity == 3
    said = words_on(page)
    assert "sto som «Liten», rettet til «Alvorlig». Legen fant et brudd" in said


def test_a_correction_that_cannot_be_true_is_refused_at_its_field(
    qtbot: QtBot, database: Database, record: Record
) -> None:
    record()
    page = page_of(qtbot, database)
    click(button(page, "Åpne hele saken"))
    click(button(page, "Rett opplysningene"))
    form = case_of(page).form
    form.input("occurred_on").set_value(TODAY + timedelta(days=1))
    click(case_of(page).save)
    assert form.box("occurred_on").error.startswith("Dato må være i dag eller tidligere.")
    assert only(database).occurred_on == date(2026, 4, 1)
    press(case_of(page), Qt.Key.Key_Escape)
    QApplication.processEvents()
    press(cast("Any", page.cases.whole), Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert page.list.isVisible()


def test_a_case_is_closed_and_the_way_back_is_one_click(qtbot: QtBot, database: Database, record: Record) -> None:
    record()
    told = Told()
    page = page_of(qtbot, database, told)
    click(button(page, "Lukk saken"))
    click(case_of(page).save)
    assert only(database).status is Status.CLOSED
    assert page.list.hasFocus()
    told.undo()
    assert only(database).status is Status.REPORTED  # as it was: nobody had begun on it
    click(button(page, "Lukk saken"))
    click(case_of(page).save)
    click(button(page, "Åpne hele saken"))
    click(button(page, "Åpne saken igjen"))
    assert only(database).closed_at is None


def test_an_incident_is_withdrawn_with_a_reason_never_without(
    qtbot: QtBot, database: Database, record: Record
) -> None:
    record()
    told = Told()
    page = page_of(qtbot, database, told)
    errors = []

    def answer(box: ReasonBox) -> None:
        click(button(box, "Trekk tilbake"))
        errors.append(box.field.error)
        write(box.reason, "Meldt to ganger")
        click(button(box, "Trekk tilbake"))

    click(button(page, "Åpne hele saken"))
    with answering(answer, kind=ReasonBox):
        click(button(page, "Trekk tilbake"))
    assert errors == ["Skriv kort hvorfor."]
    kept = only(database)
    assert (kept.status, kept.withdrawn_why) == (Status.WITHDRAWN, "Meldt to ganger")
    assert page.rows.total == 0
    told.undo()
    assert only(database).status is Status.REPORTED


def test_what_others_report_appears_by_itself(qtbot: QtBot, database: Database, record: Record) -> None:
    page = page_of(qtbot, database)
    record()
    assert page.rows.total == 1


def test_an_old_incident_is_found_among_many(qtbot: QtBot, database: Database, record: Record) -> None:
    old = record(date(2025, 2, 1), story="Den gamle")
    for day in range(130):
        record(date(2025, 6, 1) + timedelta(days=day))
    page = page_of(qtbot, database)
    page.show_incident(old)
    assert page.list.key == old
    assert "Den gamle" in words_on(page)


def test_nothing_flashes_while_pages_are_made(qtbot: QtBot, database: Database, record: Record) -> None:
    record()
    with windows() as seen:
        made = [ReportPage(desk_of(database), Told()), IncidentPage(desk_of(database), Told())]
    for page in made:
        qtbot.addWidget(page)
    page = page_of(qtbot, database)
    with windows(page) as later:
        click(button(page, "Åpne hele saken"))
        for verb in ("Følg opp", "Rett opplysningene", "Lukk saken"):
            click(button(page, verb))
            click(case_of(page).cancel)
    assert (seen.opened, later.opened) == ([], [])


def test_every_list_is_one_qt_can_trust(
    qtbot: QtBot, database: Database, record: Record, qtmodeltester: Any
) -> None:
    for day in range(5):
        record(date(2026, 3, 1) + timedelta(days=day))
    qtmodeltester.check(page_of(qtbot, database).rows)


def test_nothing_is_cut_and_everything_has_a_name(
    qtbot: QtBot, database: Database, record: Record, qapp: QApplication
) -> None:
    record()
    page = page_of(qtbot, database)
    assert nameless(page) == []
    assert cut(page) == []
    click(button(page, "Åpne hele saken"))
    assert nameless(page) == []
    assert cut(page) == []
    for verb in ("Følg opp", "Rett opplysningene", "Lukk saken"):
        click(button(page, verb))
        assert nameless(case_of(page)) == []
        assert cut(case_of(page)) == []
        click(case_of(page).cancel)
    with larger(qapp):
        assert cut(page_of(qtbot, database)) == []
