"""The page of routines: to read them, write them, and do with them what must be done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from ikdesk.kernel.clock import Clock
from ikdesk.kernel.database import Database
from ikdesk.kernel.settings import Settings
from ikdesk.routines import ask_panel, take_panel
from ikdesk.routines.actions import add_routine, new_version
from ikdesk.routines.model import RoutineStatus
from ikdesk.routines.page import RoutinePage
from ikdesk.routines.queries import RoutineGroup
from ikdesk.routines.read_actions import note_read
from ikdesk.ui.buttons import Button
from ikdesk.ui.desk import Desk
from ikdesk.unit.queries import codebook
from tests.looking import Told, button, cut, larger, nameless, shown, words_on
from tests.routines.test_reading import let_in
from tests.routines.test_writing_them import TOMORROW, VALUES, YESTERDAY, detail, do, second, valid
from tests.samples import TODAY


def press(page: RoutinePage, words: str) -> None:
    button(page, words).click()
    QApplication.processEvents()


def answer(monkeypatch: pytest.MonkeyPatch, box: Any, fill: Callable[[Any], None], said: str = "yes") -> None:
    def ask(self: Any) -> str:
        fill(self)
        self._on_chosen(said)
        return str(self.answer)

    monkeypatch.setattr(box, "ask", ask)


def test_an_empty_list_teaches_what_a_routine_is(open_page: Callable[..., RoutinePage]) -> None:
    page = open_page()
    assert "høyst ni steg" in words_on(page)
    press(page, "Skriv en rutine")
    assert page.form is not None


def test_a_routine_reads_like_a_page_on_the_wall(open_page: Callable[..., RoutinePage], database: Database) -> None:
    valid(database, on=date(2025, 1, 1), review_due=YESTERDAY, when="Hver uke")
    said = words_on(open_page())
    for words in (
        "Gå på tur", "Alle kommer hjem.", "Hver uke", "Ta med telefon.", "Pedagogisk leder", "§ 14", "Godkjent av Tom",
        "Skulle vært sett på 29.04.2026", "Gyldig",
    ):  # fmt: skip
        assert words in said, words


def test_a_new_routine_is_written_approved_and_can_be_made_a_draft_again(
    open_page: Callable[..., RoutinePage], database: Database, told: Told
) -> None:
    page = open_page()
    press(page, "Ny rutine")
    form = page.form
    assert form is not None
    form.form.fill({"title": "Gå på tur", "steps": "Tell barna."})
    press(page, "Godkjenn")
    assert told.said == ["Rutinen er godkjent."]
    key = page.list.key
    assert detail(database, key).status is RoutineStatus.VALID
    assert detail(database, key).shown.review_due == date(2027, 4, 30)
    told.undo()
    assert detail(database, key).status is RoutineStatus.DRAFT
    assert "Utkast" in words_on(page)


def test_what_is_missing_is_said_and_nothing_is_saved(open_page: Callable[..., RoutinePage]) -> None:
    page = open_page()
    press(page, "Ny rutine")
    press(page, "Godkjenn")
    assert "Skriv hva rutinen heter." in words_on(page)
    assert page.rows.total == 0


def test_the_tenth_step_is_counted_while_it_is_written(open_page: Callable[..., RoutinePage]) -> None:
    page = open_page()
    press(page, "Ny rutine")
    assert page.form is not None
    page.form.form.input("steps").set_value("\n".join("abcdefghij"))
    assert "10 steg. Høyst 9 er mulig å huske." in words_on(page)


def test_a_draft_is_saved_and_the_undo_puts_it_away(
    open_page: Callable[..., RoutinePage], told: Told
) -> None:
    page = open_page()
    press(page, "Ny rutine")
    assert page.form is not None
    page.form.form.fill({"title": "Gå på tur"})
    press(page, "Lagre utkast")
    assert page.rows.total == 1
    told.undo()
    assert page.rows.total == 0


def test_a_new_version_begins_with_the_old_words_and_asks_what_is_new(
    open_page: Callable[..., RoutinePage], database: Database
) -> None:
    key = valid(database)
    page = open_page()
    press(page, "Ny versjon")
    assert page.form is not None
    assert page.form.form.input("steps").value() == "Tell barna.\nTa med telefon."
    assert page.form.form.input("valid_from").value() == TODAY
    press(page, "Godkjenn")
    assert "Skriv kort hva som er nytt." in words_on(page)
    assert len(detail(database, key).versions) == 1
    page.form.form.fill({"change_note": "Ny vest."})
    press(page, "Godkjenn")
    assert detail(database, key).shown.edition == 2
    assert "Ny vest." in words_on(page)


def test_leaving_the_form_saves_nothing_and_the_words_can_be_brought_back(
    open_page: Callable[..., RoutinePage], database: Database, told: Told
) -> None:
    key = valid(database)
    page = open_page()
    press(page, "Ny versjon")
    assert page.form is not None
    page.form.form.input("change_note").set_value("Halvveis")
    press(page, "Avbryt")
    assert "Versjon 2 av" not in words_on(page)
    assert detail(database, key).status is RoutineStatus.VALID
    told.undo()
    assert page.form is not None
    assert page.form.form.input("change_note").value() == "Halvveis"


def test_what_is_half_written_is_there_when_the_form_is_opened_again(
    open_page: Callable[..., RoutinePage]
) -> None:
    page = open_page()
    press(page, "Ny rutine")
    assert page.form is not None
    page.form.form.input("title").set_value("Gå på")
    page.keep_draft()
    again = open_page()
    press(again, "Ny rutine")
    assert again.form is not None
    assert again.form.form.input("title").value() == "Gå på"


def test_a_routine_is_looked_at_and_gets_a_new_day(
    open_page: Callable[..., RoutinePage], database: Database, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = valid(database, on=date(2025, 1, 1), review_due=YESTERDAY)
    answer(monkeypatch, ask_panel.ReviewBox, lambda box: box.note.set_value("Riktig."))
    page = open_page()
    press(page, "Sett på, ingen endring")
    found = detail(database, key).shown
    assert (found.review_due, found.review_note) == (date(2027, 4, 30), "Riktig.")
    assert "Riktig." in words_on(page)
    told.undo()
    assert detail(database, key).shown.review_due == YESTERDAY


def test_a_day_that_has_been_is_refused_in_the_box(
    open_page: Callable[..., RoutinePage], database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = valid(database)
    answer(monkeypatch, ask_panel.ReviewBox, lambda box: box.due.set_value(TODAY))
    press(open_page(), "Sett på, ingen endring")
    assert detail(database, key).shown.reviewed_on is None


def test_a_routine_is_retired_with_a_reason_and_brought_back(
    open_page: Callable[..., RoutinePage], database: Database, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = valid(database)
    monkeypatch.setattr(take_panel, "ask_reason", lambda *_args: "Bakken er borte.")
    page = open_page()
    press(page, "Rutinen utgår")
    assert page.rows.total == 0
    page.filters.show_group(RoutineGroup.RETIRED)
    page.reload()
    assert "Bakken er borte." in words_on(page)
    press(page, "Ta i bruk igjen")
    assert detail(database, key).status is RoutineStatus.VALID
    told.undo()
    assert detail(database, key).retired_why == "Bakken er borte."


def test_a_draft_is_put_away_and_taken_up(
    open_page: Callable[..., RoutinePage], database: Database, told: Told
) -> None:
    key = valid(database)
    do(database, new_version, key)
    page = open_page()
    press(page, "Legg bort utkastet")
    assert detail(database, key).draft is None
    told.undo()
    assert detail(database, key).draft is not None


def test_what_holds_from_tomorrow_says_so_and_can_be_made_a_draft_again(
    open_page: Callable[..., RoutinePage], database: Database, told: Told
) -> None:
    key = valid(database, on=TOMORROW)
    page = open_page()
    assert "Gjelder fra 1. mai 2026." in words_on(page)
    press(page, "Gjør til utkast igjen")
    assert detail(database, key).status is RoutineStatus.DRAFT
    told.undo()
    assert detail(database, key).status is RoutineStatus.COMING


def test_the_filters_choose_and_search(
    open_page: Callable[..., RoutinePage], database: Database, qtbot: QtBot
) -> None:
    valid(database, title="Ake")
    do(database, new_version, valid(database, title="Bade"))
    page = open_page()

    def listed() -> list[str]:
        return [page.rows.row(at).title for at in range(page.rows.total)]

    page.filters.group.setCurrentIndex(2)
    assert listed() == ["Bade"]
    page.filters.clear()
    assert listed() == ["Ake", "Bade"]
    for words, found in (("ak", ["Ake"]), ("ingenting", [])):
        with qtbot.waitSignal(page.rows.reloaded):
            page.filters.words.set_value(words)
        assert listed() == found
    assert "Ingen treff" in words_on(page)


def test_the_page_is_printed_and_opened(
    open_page: Callable[..., RoutinePage], database: Database, told: Told, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, qtbot: QtBot,
) -> None:  # fmt: skip
    valid(database)
    opened: list[str] = []

    def note(url: QUrl) -> bool:
        opened.append(url.toLocalFile())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", note)
    page = open_page(report_folder=str(tmp_path))
    press(page, "Skriv ut")
    assert page.job is not None
    job = page.job
    qtbot.waitUntil(lambda: not job.running, timeout=20_000)
    assert [Path(name).name for name in opened] == ["Rutine – Gå på tur.pdf"]
    assert told.said[-1].startswith("Siden ligger i")
    page._desk.in_sight = lambda: False  # the screen was locked meanwhile: nothing may come up over it
    press(page, "Skriv ut")
    again = page.job
    assert again is not job
    qtbot.waitUntil(lambda: len(told.said) == 2, timeout=20_000)
    assert told.said[-1].startswith("Siden ligger i")
    assert len(opened) == 1


@pytest.mark.parametrize("factor", [1.0, 1.5])
def test_nothing_is_cut_or_without_a_name(
    open_page: Callable[..., RoutinePage], database: Database, qapp: QApplication, factor: float
) -> None:
    second(database, valid(database, review_due=TODAY + timedelta(days=9)))
    with larger(qapp, factor):
        page = open_page()
        assert not cut(page)
        assert not nameless(page)
        page._on_wanted("renew")
        QApplication.processEvents()
        assert not cut(page)
        assert not nameless(page)


def test_the_model_keeps_to_its_contract(
    open_page: Callable[..., RoutinePage], database: Database, qtmodeltester: ModelTester
) -> None:
    valid(database)
    qtmodeltester.check(open_page().rows)


def test_where_there_is_no_room_beside_the_list_the_routine_stands_alone(
    open_page: Callable[..., RoutinePage], database: Database
) -> None:
    valid(database)
    page = open_page(width=800)
    press(page, "Åpne rutinen")
    assert "Tell barna." in words_on(page)
    press(page, "Tilbake til listen")
    assert page.list.isVisible()


def test_a_routine_is_shown_whatever_the_filters_say(
    open_page: Callable[..., RoutinePage], database: Database
) -> None:
    key = valid(database)
    do(database, new_version, valid(database))
    page = open_page()
    page.filters.show_group(RoutineGroup.DRAFTS)
    page.reload()
    page.show_routine(key)
    assert page.list.key == key


def test_a_routine_far_down_is_found(open_page: Callable[..., RoutinePage], database: Database) -> None:
    for number in range(60):
        last = valid(database, title=f"Rutine nummer {number}")
    page = open_page()
    page.show_routine(last)
    assert page.list.key == last
    assert "Rutine nummer 59" in words_on(page.detail)
    assert (nameless(page), cut(page)) == ([], [])


def test_the_leader_sees_who_lacks_and_reads_along_with_the_others(
    open_page: Callable[..., RoutinePage], database: Database, told: Told
) -> None:
    key = valid(database)
    kari, _ola = let_in(database, "Kari"), let_in(database, "Ola")
    page = open_page()
    assert "Mangler: Kari og Ola" in words_on(page)
    database.write(note_read, key, detail(database, key).shown.id, by=kari, today=TODAY)
    assert "Mangler: Ola" in words_on(page)
    assert "1 har lest" in words_on(page)
    assert "Lest: Kari 30.04.2026" in words_on(page)


def test_whoever_only_reads_is_offered_to_read_and_to_print_and_nothing_else(
    qtbot: QtBot, database: Database, told: Told
) -> None:
    key = valid(database)
    do(database, add_routine, {**VALUES, "title": "Bare et utkast"})
    kari = let_in(database, "Kari")
    book = database.read(codebook, viewer=kari, today=TODAY)
    desk = Desk(database, kari, Clock(TODAY), book, Settings())
    page: RoutinePage = shown(qtbot, RoutinePage(desk, told))
    assert page.rows.total == 1
    buttons = [one.words for one in page.findChildren(Button) if one.isVisible()]
    assert buttons == ["Nullstill", "Lest og forstått", "Skriv ut"]
    press(page, "Lest og forstått")
    assert "Du har lest versjon 1, 30. april 2026." in words_on(page)
    assert told.said == ["Du har lest «Gå på tur»."]
    told.undo()
    assert "Du har ikke sagt fra" in words_on(page)
    press(page, "Lest og forstått")
    second(database, key)
    assert "Du har lest versjon 1. Versjon 2 er ny: les den på nytt." in words_on(page)
    assert nameless(page) == []
    assert cut(page) == []
