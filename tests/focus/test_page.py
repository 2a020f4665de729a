"""The focus areas in the window: proposed, chosen, opened, looked at again, finished, and put on paper."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pikepdf
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ikdesk.focus.form_panel import FocusForm
from ikdesk.focus.look_panel import LookForm
from ikdesk.focus.page import FocusPage
from ikdesk.focus.pictures import month_bars
from ikdesk.focus.queries import focus_areas
from ikdesk.focus.take_panel import behind, print_focus
from ikdesk.incidents.filter_queries import filter_of
from ikdesk.incidents.model import Status
from ikdesk.incidents.queries import how_many
from ikdesk.kernel.database import Database
from ikdesk.measures.sentences import NOT_WHY
from ikdesk.ui.buttons import PrimaryButton
from ikdesk.ui.dialogs import ReasonBox
from ikdesk.unit.actions import rename
from ikdesk.unit.model import Place
from ikdesk.unit.queries import codebook
from tests.focus.places import ASKED, chosen, hill, seen
from tests.looking import Told, button, cut, desk_of, larger, nameless, shown, words_on
from tests.measures.test_effect import happened, measure
from tests.paper.pdf_checker import texts
from tests.samples import LEADER, TODAY, place_of
from tests.ui.hands import answering, click, press, write


def page_of(qtbot: QtBot, database: Database, told: Told | None = None) -> FocusPage:
    database.steps.begin(LEADER.person)
    page = shown(qtbot, FocusPage(desk_of(database), told or Told()))
    assert isinstance(page, FocusPage)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def form_of(page: FocusPage) -> FocusForm:
    assert isinstance(page.form, FocusForm)
    return page.form


def test_an_empty_page_says_what_an_area_is(qtbot: QtBot, database: Database) -> None:
    said = words_on(page_of(qtbot, database))
    assert "Ingen innsatsområder ennå" in said
    assert "stadig slår seg på" in said


def test_a_proposal_is_chosen_with_two_presses_and_can_be_undone(qtbot: QtBot, database: Database) -> None:
    happened(database, place_of(database), [date(2026, 2, 1 + n) for n in range(6)])
    told = Told()
    page = page_of(qtbot, database, told)
    assert "6 av 6 hendelser" in words_on(page)
    click(button(page, "Velg Akebakke som innsatsområde"))
    form = form_of(page)
    assert form.form.input("place_id").value() == str(place_of(database))
    click(form.save)
    assert page.area is not None
    assert page.area.view.row.title == "Akebakke"
    assert told.said == ["Innsatsområdet er valgt."]
    told.undo()
    qtbot.waitUntil(lambda: page.area is None)
    assert database.read(focus_areas, **ASKED) == ()


def test_nothing_chosen_is_told_at_the_field_and_what_was_written_is_kept(qtbot: QtBot, database: Database) -> None:
    page = page_of(qtbot, database)
    click(page.new)
    write(form_of(page).form.input("title"), "Bakken")
    click(form_of(page).save)
    assert "Velg et sted, en aktivitet" in words_on(page)
    page.keep_draft()
    other = page_of(qtbot, database)
    click(other.new)
    assert form_of(other).form.input("title").value() == "Bakken"


def test_the_area_tells_all_of_it_and_leads_to_the_incidents(
    qtbot: QtBot, qapp: QApplication, database: Database
) -> None:
    key = hill(database)
    page = page_of(qtbot, database)
    click(button(page, "Åpne innsatsområdet Akebakke. Tydelig nedgang"))
    assert page.area is not None
    said = words_on(page.area)
    for words in ("Når ser vi på det igjen?", "Satt i verk", "Melder vi det som skjer?", str(NOT_WHY)):
        assert words in said
    assert button(page.area, "Åpne tiltak 1: Egen opp-løype")
    assert nameless(page.area) == []
    assert cut(page.area) == []
    with larger(qapp):
        assert cut(page.area) == []
    found: list[dict[str, str]] = []
    page.wants_incidents.connect(found.append)
    click(button(page, "Se hendelsene"))
    page.area.asks.emit("month", "2026-02")
    assert found == [{"place": str(place_of(database))}, {
        "place": str(place_of(database)), "period": "2026-02", "counted": "yes"}]  # fmt: skip
    with qtbot.waitSignal(page.wants_meeting) as meeting:
        click(button(page, "Lag møte"))
    assert meeting.args == [key]
    with qtbot.waitSignal(page.new_measure) as measure:
        click(page.area.findChildren(PrimaryButton)[0])
    assert measure.args is not None
    assert measure.args[0]["place_id"] == place_of(database)
    press(page.area, Qt.Key.Key_Escape)
    assert page.area is None


def test_the_longest_names_are_read_whole(qtbot: QtBot, qapp: QApplication, database: Database) -> None:
    long = "Bratte og isete akebakker bak gjerdet ved parkeringsplassen der alle barna vil være samtidig hele vinteren"
    key = chosen(database, title=long, problem=long, next_look=TODAY, in_report=True)
    measure(database, title=f"{long}, og så en del til som skal være med her", started_on=date(2025, 3, 12))
    page = page_of(qtbot, database)
    assert cut(page) == []
    with larger(qapp):
        assert cut(page) == []
        page.show_focus(key)
        assert cut(page) == []
    assert cut(page) == []
    assert page.width() == 1152


def test_behind_each_number_lie_just_as_many_whatever_the_place_was_called(database: Database) -> None:
    key, old = hill(database), place_of(database)
    happened(database, old, [date(2026, 2, 2)], status=Status.UNCONFIRMED, mechanism="collision")
    happened(database, old, [date(2026, 2, 3)], mechanism="collision")
    new = database.write(rename, Place, old, "Den store bakken", by=LEADER, today=TODAY)
    view = seen(database, key)
    assert behind(view, "incidents", "") == {"place": f"{new},{old}"}
    assert behind(view, "day", "now") == behind(view, "way", "") == {}

    def lie(what: str, key: str) -> int:
        found: int = database.read(how_many, filter_of(behind(view, what, key), TODAY), **ASKED)
        return found

    assert all(lie("day", str(gap.day)) for gap in view.gaps)
    bars = month_bars(view, database.read(codebook, **ASKED))
    assert [lie("month", key) for key in bars.keys] == list(bars.series[0].values)
    assert sum(one.events for one in view.months) > 30
    assert "collision" in view.pattern.rows
    for way, cells in zip(view.pattern.rows, view.pattern.cells, strict=True):
        assert way is None or lie("way", way) == sum(cells)


def test_a_look_is_kept_with_its_words_and_the_next_day(qtbot: QtBot, database: Database) -> None:
    key = hill(database)
    told = Told()
    page = page_of(qtbot, database, told)
    page.show_focus(key)
    click(button(page, "Se på tallene"))
    form = page.form
    assert isinstance(form, LookForm)
    form.form.fill({"comment": "Løypa virker.", "next_look": "01.05.2027"})
    page.keep_draft()
    QTest.keyClick(form, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    view = seen(database, key)
    assert (view.row.next_look, view.looks[0].comment, view.looks[0].verdict) == (
        date(2027, 5, 1), "Løypa virker.", "clear_fall")  # fmt: skip
    assert "tydelig nedgang" in view.looks[0].sentence
    assert "Ses på igjen 1. mai 2027" in words_on(page)
    assert told.said == ["Gjennomgangen er lagret, med tallene slik de er i dag."]


def test_a_look_before_its_day_keeps_the_day(qtbot: QtBot, database: Database) -> None:
    planned = TODAY + timedelta(days=90)
    key = chosen(database, next_look=planned)
    page = page_of(qtbot, database)
    page.show_focus(key)
    click(button(page, "Se på tallene"))
    form = page.form
    assert isinstance(form, LookForm)
    form.form.fill({"comment": "To fall fra madrassen."})
    QTest.keyClick(form, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert seen(database, key).row.next_look == planned


def test_an_area_is_finished_with_a_reason_and_taken_up_again(qtbot: QtBot, database: Database) -> None:
    key = chosen(database)
    page = page_of(qtbot, database)
    page.show_focus(key)

    def answer(box: ReasonBox) -> None:
        write(box.reason, "Stolpen er borte.")
        click(button(box, "Avslutt"))

    with answering(answer, kind=ReasonBox):
        click(button(page, "Avslutt"))
    assert seen(database, key).row.closed_why == "Stolpen er borte."
    assert "Avsluttet fordi: Stolpen er borte." in words_on(page)
    click(button(page, "Ta opp igjen"))
    assert seen(database, key).row.closed_on is None


def test_a_fourth_area_for_the_report_is_told_and_not_taken(qtbot: QtBot, database: Database) -> None:
    for code in ("climbing", "water", "meal"):
        chosen(database, activity=code, in_report=True)
    key, told = chosen(database), Told()
    page = page_of(qtbot, database, told)
    page.show_focus(key)
    click(button(page, "Ta med i rapporten"))
    assert "plass til 3" in told.said[0]
    assert not seen(database, key).row.in_report


def test_the_page_of_paper_is_written_beside_the_window(qtbot: QtBot, database: Database, tmp_path: Path) -> None:
    key = hill(database)
    told = Told()
    job = print_focus(desk_of(database), key, tmp_path, told)
    with qtbot.waitSignal(job.ended, timeout=20_000):
        pass
    (made,) = tmp_path.iterdir()
    with pikepdf.open(made) as pdf:
        assert (made.name, len(pdf.pages)) == ("Innsatsområde Akebakke.pdf", 1)
    assert any("Tydelig nedgang" in said for said in texts(made.read_bytes()))
    assert told.said[0].startswith("Siden ligger i")


def test_what_happens_elsewhere_is_counted_when_somebody_looks_again(qtbot: QtBot, database: Database) -> None:
    key = chosen(database)
    page = page_of(qtbot, database)
    page.show_focus(key)
    happened(database, place_of(database), [TODAY])
    qtbot.waitUntil(lambda: page.area is not None and page.area.view.events == 1)
    page.hide()
    happened(database, place_of(database), [TODAY])
    QApplication.processEvents()
    page.show()
    assert page.area is not None
    assert page.area.view.events == 2


def test_asking_for_the_page_again_gives_the_list(qtbot: QtBot, database: Database) -> None:
    page = page_of(qtbot, database)
    page.show_focus(chosen(database))
    page.wanted_again()
    assert page.area is None
    assert "Akebakke" in words_on(page)
