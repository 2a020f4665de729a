"""The action plan: found, written, taken step by step, undone, and opened from an incident."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ikdesk.kernel.database import Database
from ikdesk.kernel.viewer import Key
from ikdesk.measures.actions import adopt_measure, finish_measure, start_measure
from ikdesk.measures.ask_panel import DayBox
from ikdesk.measures.form_panel import MeasureForm
from ikdesk.measures.model import MeasureStatus
from ikdesk.measures.page import MeasurePage
from ikdesk.measures.queries import MeasureDetail, MeasureFilter, measure_detail, measure_page
from ikdesk.ui.buttons import Button
from ikdesk.ui.dialogs import ReasonBox
from tests.looking import Told, button, cut, desk_of, larger, nameless, shown, words_on
from tests.programs import windows
from tests.routines.test_reading import let_in
from tests.samples import LEADER, TODAY, place_of
from tests.ui.hands import answering, click, press, write

CONTROL = Qt.KeyboardModifier.ControlModifier
Add = Callable[..., Key]


def page_of(qtbot: QtBot, database: Database, told: Told | None = None) -> MeasurePage:
    page = shown(qtbot, MeasurePage(desk_of(database), told or Told()))
    assert isinstance(page, MeasurePage)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def form_of(page: MeasurePage) -> MeasureForm:
    QApplication.processEvents()
    found = [form for form in page.findChildren(MeasureForm) if form.isVisible()]
    assert len(found) == 1
    return found[0]


def only(database: Database) -> MeasureDetail:
    rows = database.read(measure_page, MeasureFilter(), viewer=LEADER, today=TODAY).rows
    assert len(rows) == 1
    found = database.read(measure_detail, rows[0].id, viewer=LEADER, today=TODAY)
    assert found is not None
    return found


def in_box(ask: Button, kind: type[Any], act: Callable[[Any], None]) -> None:
    """Press what asks, and do something in the box that comes up."""
    with answering(act, kind=kind):
        click(ask)


def test_an_empty_plan_says_what_a_measure_is(qtbot: QtBot, database: Database) -> None:
    said = words_on(page_of(qtbot, database))
    assert "Ingen tiltak ennå" in said
    assert "for at noe ikke skal skje igjen" in said


def test_a_measure_is_written_with_two_answers_and_can_be_undone(qtbot: QtBot, database: Database) -> None:
    told = Told()
    page = page_of(qtbot, database, told)
    click(page.new)
    form = form_of(page)
    assert form.form.input("title").hasFocus()
    write(form.form.input("title"), "Egen opp-løype med bånd")
    form.form.fill({"origin": "immediate"})
    QTest.keyClick(page, Qt.Key.Key_Return, CONTROL)
    made = only(database)
    assert (made.number, made.title, made.status) == (1, "Egen opp-løype med bånd", MeasureStatus.PROPOSED)
    assert told.said == ["Tiltaket er lagret."]
    assert page.list.view.hasFocus()
    assert "Tiltak 1" in words_on(page)
    told.undo()
    assert page.list.rows.total == 0


def test_a_measure_is_given_to_somebody_and_one_can_see_ones_own(qtbot: QtBot, database: Database) -> None:
    kari = let_in(database, "Kari")
    page = page_of(qtbot, database)
    click(page.new)
    form = form_of(page)
    form.form.fill({"title": "Skru fast stigen", "origin": "immediate", "responsible_id": str(kari.person)})
    click(form.save)
    assert only(database).responsible == "Kari"
    assert "Kari" in words_on(page.detail)
    page.filters.mine.setChecked(True)  # the leader's own: none
    assert page.list.rows.total == 0
    page.filters.show_all()
    assert page.list.rows.total == 1


def test_what_is_missing_is_told_beside_the_fields(qtbot: QtBot, database: Database) -> None:
    page = page_of(qtbot, database)
    click(page.new)
    form = form_of(page)
    click(form.save)
    assert form.form.box("title").error == "Skriv hva som skal gjøres."
    assert form.form.box("origin").error == "Velg når tiltaket kan settes i verk."
    assert "Du må rette 2 ting før du kan lagre" in words_on(page)
    assert page.list.rows.total == 0


def test_only_what_needs_the_owner_is_asked_what_happens_without(qtbot: QtBot, database: Database) -> None:
    page = page_of(qtbot, database)
    click(page.new)
    form = form_of(page).form
    assert not form.box("consequence").isVisible()
    form.input("origin").set_value("needs_owner")
    assert form.box("consequence").isVisible()


def test_the_seasons_to_choose_from_are_those_of_the_place(qtbot: QtBot, database: Database) -> None:
    page = page_of(qtbot, database)
    click(page.new)
    form = form_of(page).form
    seasons = form.input("trigger_first")
    assert seasons.itemText(1) == "Hele 2026"
    form.input("place_id").set_value(place_of(database))
    assert seasons.itemText(1) == "Vinteren 2025–2026"


def test_a_measure_that_comes_of_an_incident_is_aimed_at_it_and_tied_to_it(
    qtbot: QtBot, database: Database, incident: Key
) -> None:
    page = page_of(qtbot, database)
    page.new_for_incident(incident)
    form = form_of(page)
    assert "Etter hendelse 2026-1" in words_on(page)
    form.form.fill({"title": "Voksen på toppen", "origin": "immediate"})
    click(form.save)
    made = only(database)
    assert (made.place_id, made.activity, made.mechanism) == (place_of(database), None, None)
    assert [linked.number for linked in made.incidents] == ["2026-1"]
    opened: list[Key] = []
    page.wants_incident.connect(opened.append)
    click(button(page, "Åpne hendelse 2026-1"))
    assert opened == [incident]


def test_what_is_half_written_waits_after_a_lock_and_a_cancelled_one_can_be_brought_back(
    qtbot: QtBot, database: Database
) -> None:
    page = page_of(qtbot, database)
    click(page.new)
    write(form_of(page).form.input("title"), "Halvveis")
    page.keep_draft()
    told = Told()
    again = page_of(qtbot, database, told)
    click(again.new)
    assert form_of(again).form.input("title").value() == "Halvveis"
    assert "Utkast lagret kl." in words_on(again)
    press(form_of(again), Qt.Key.Key_Escape)
    assert again.list.isVisible()
    assert told.said == ["Utkastet er kastet."]
    told.undo()
    assert form_of(again).form.input("title").value() == "Halvveis"
    click(form_of(again).cancel)
    click(again.new)
    assert form_of(again).form.input("title").value() == ""


def test_a_saved_measure_leaves_no_draft_behind(qtbot: QtBot, database: Database) -> None:
    page = page_of(qtbot, database)
    click(page.new)
    form_of(page).form.fill({"title": "Ferdig skrevet", "origin": "planned"})
    form_of(page).keep_draft()
    click(form_of(page).save)
    click(page.new)
    assert form_of(page).form.input("title").value() == ""


def test_the_one_next_step_follows_the_life_of_a_measure(qtbot: QtBot, database: Database, add: Add) -> None:
    add(evaluate_on=TODAY + timedelta(days=30))
    told = Told()
    page = page_of(qtbot, database, told)
    click(button(page, "Vedta"))
    assert only(database).status is MeasureStatus.ADOPTED
    assert page.list.view.hasFocus()
    in_box(button(page, "Start"), DayBox, lambda box: click(button(box, "Start")))
    assert (only(database).status, only(database).started_on) == (MeasureStatus.RUNNING, TODAY)
    click(button(page, "Gjennomført"))
    assert (only(database).status, only(database).done_on) == (MeasureStatus.DONE, TODAY)
    assert told.said[-1] == "Gjennomført. 30. mai 2026 spør vi om det virket."
    assert button(page, "Virket det?").isVisible()
    told.undo()
    assert only(database).status is MeasureStatus.RUNNING


def test_the_first_day_can_be_earlier_but_never_later(qtbot: QtBot, database: Database, add: Add) -> None:
    database.write(adopt_measure, add(), on=date(2026, 4, 1), by=LEADER, today=TODAY)
    page = page_of(qtbot, database)
    errors = []

    def answer(box: DayBox) -> None:
        box.day.set_value(TODAY + timedelta(days=1))
        click(button(box, "Start"))
        errors.append(box.field.error)
        box.day.set_value(date(2026, 4, 2))
        click(button(box, "Start"))

    in_box(button(page, "Start"), DayBox, answer)
    assert errors == ["Dagen må være i dag eller tidligere."]
    assert only(database).started_on == date(2026, 4, 2)


def test_a_first_day_after_the_planned_look_is_told_and_nothing_is_begun(
    qtbot: QtBot, database: Database, add: Add
) -> None:
    database.write(adopt_measure, add(evaluate_on=date(2026, 4, 1)), on=date(2026, 3, 1), by=LEADER, today=TODAY)
    told = Told()
    page = page_of(qtbot, database, told)
    in_box(button(page, "Start"), DayBox, lambda box: click(button(box, "Start")))
    assert told.said == ["Dere kan ikke se om det virket før det begynte."]
    assert only(database).status is MeasureStatus.ADOPTED


def test_a_measure_is_rejected_with_a_reason_and_taken_up_again(qtbot: QtBot, database: Database, add: Add) -> None:
    add()
    told = Told()
    page = page_of(qtbot, database, told)

    def answer(box: ReasonBox) -> None:
        write(box.reason, "For dyrt nå")
        click(button(box, "Forkast"))

    in_box(button(page, "Forkast"), ReasonBox, answer)
    assert only(database).rejected_why == "For dyrt nå"
    assert "For dyrt nå" in words_on(page)
    click(button(page, "Ta det opp igjen"))
    assert only(database).status is MeasureStatus.PROPOSED


def test_what_is_done_anyway_can_become_a_routine_and_is_never_asked_about(
    qtbot: QtBot, database: Database, add: Add
) -> None:
    key = add(origin="already_done")
    page = page_of(qtbot, database)
    wanted: list[Key] = []
    page.wants_routine.connect(wanted.append)
    click(button(page, "Gjør til rutine"))
    assert wanted == [key]
    assert "Virket det?" not in [one.words for one in page.detail.findChildren(type(page.new))]


def test_a_change_keeps_the_rest_and_can_be_undone(qtbot: QtBot, database: Database, add: Add) -> None:
    add(role="manager", deadline=date(2026, 6, 1))
    told = Told()
    page = page_of(qtbot, database, told)
    click(button(page, "Endre"))
    form = form_of(page)
    form.form.fill({"deadline": date(2026, 9, 1)})
    QTest.keyClick(page, Qt.Key.Key_S, CONTROL)
    assert (only(database).deadline, only(database).role) == (date(2026, 9, 1), "manager")
    told.undo()
    assert only(database).deadline == date(2026, 6, 1)


def test_words_groups_origins_and_lateness_narrow_the_list(qtbot: QtBot, database: Database, add: Add) -> None:
    add(title="Flytte startpunktet", origin="planned", deadline=TODAY - timedelta(days=3))
    add(title="Voksen på toppen", origin="immediate")
    done = add(title="Opp-løype", origin="immediate")
    database.write(start_measure, done, on=date(2026, 1, 2), by=LEADER, today=TODAY)
    database.write(finish_measure, done, on=date(2026, 1, 3), by=LEADER, today=TODAY)
    page = page_of(qtbot, database)
    rows = page.list.rows
    assert rows.total == 3
    assert "3 dager over fristen" in {rows.index(0, column).data() for column in range(rows.columnCount())}
    page.filters.group.set_value("open")
    assert rows.total == 2
    page.filters.origin.set_value("planned")
    assert rows.total == 1
    click(page.filters.reset)
    assert rows.total == 3
    click(page.filters.overdue)
    assert rows.total == 1
    click(page.filters.reset)
    QTest.keyClick(page, Qt.Key.Key_F, CONTROL)
    write(page.filters.words, "startpunktet")
    qtbot.waitUntil(lambda: rows.total == 1, timeout=15_000)
    page.filters.origin.set_value("immediate")
    assert "Ingen treff" in words_on(page)
    assert "Viser 0 av 3 tiltak" in words_on(page)


def test_where_there_is_little_room_the_measure_is_opened_by_itself(
    qtbot: QtBot, database: Database, add: Add
) -> None:
    add(title="Voksen på toppen")
    page = shown(qtbot, MeasurePage(desk_of(database), Told()), 800)
    assert not page.detail.isVisible()
    assert page.filters.origin_list.isVisible()
    page.filters.origin_list.set_value("planned")
    assert page.filters.wanted().origin == page.filters.origin.value() == "planned"
    click(page.filters.reset)
    click(page._beside.look)
    assert button(page, "Vedta").isVisible()
    click(button(page, "Tilbake til listen"))
    assert page.list.isVisible()


def test_a_measure_far_down_is_found(qtbot: QtBot, database: Database, add: Add) -> None:
    for number in range(130):
        last = add(title=f"Tiltak {number}")
    page = page_of(qtbot, database)
    page.filters.group.set_value("rejected")
    page.show_measure(last)
    assert page.list.key == last
    assert "Tiltak 129" in words_on(page.detail)


def test_the_list_is_one_qt_can_trust_and_nothing_flashes(
    qtbot: QtBot, database: Database, add: Add, qtmodeltester: Any
) -> None:
    for number in range(3):
        add(title=f"Tiltak {number}")
    page = page_of(qtbot, database)
    qtmodeltester.check(page.list.rows)
    with windows(page) as seen:
        for verb in ("Nytt tiltak", "Endre"):
            click(button(page, verb))
            click(form_of(page).cancel)
    assert seen.opened == []


def test_nothing_is_cut_and_everything_has_a_name(
    qtbot: QtBot, database: Database, add: Add, qapp: QApplication
) -> None:
    add(description="Båndet settes opp hver morgen.", role="outdoor_staff", deadline=TODAY + timedelta(days=4))
    page = page_of(qtbot, database)
    assert (nameless(page), cut(page)) == ([], [])
    for verb in ("Nytt tiltak", "Endre"):
        click(button(page, verb))
        form_of(page).form.fill({"origin": "needs_owner"})
        assert (nameless(form_of(page)), cut(form_of(page))) == ([], [])
        click(form_of(page).cancel)
    with larger(qapp):
        big = page_of(qtbot, database)
        assert cut(big) == []
        click(big.new)
        assert cut(form_of(big)) == []
