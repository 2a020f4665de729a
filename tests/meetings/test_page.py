"""The page of meetings: planned, started, ended, put on paper, and withdrawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ikdesk.kernel.settings import Settings
from ikdesk.kernel.viewer import Key
from ikdesk.meetings.actions import change_meeting, end_meeting
from ikdesk.meetings.page import MeetingPage
from ikdesk.meetings.queries import meetings
from ikdesk.meetings.view_model import MeetingState
from ikdesk.ui.dialogs import Box
from tests.looking import Told, button, cut, desk_of, nameless, shown, words_on
from tests.meetings.conftest import Room
from tests.samples import LEADER, TODAY
from tests.ui.hands import answering, click, press, write


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def open_page(
    qtbot: QtBot, room: Room, told: Told, looks: None, tmp_path: Path
) -> Iterator[Callable[..., MeetingPage]]:
    made = []

    def opened(width: int = 1152) -> MeetingPage:
        desk = desk_of(room.database, Settings(report_folder=str(tmp_path)))
        desk.in_sight = lambda: False  # nothing here can open a file
        page: MeetingPage = shown(qtbot, MeetingPage(desk, told), width)
        made.append((desk, page))
        return page

    yield opened
    for desk, page in made:
        if page.stage is not None:
            page.stage.close()
        desk.close()


def rows(room: Room) -> Any:
    return room.database.read(meetings, viewer=LEADER, today=TODAY)


def test_a_meeting_is_planned_in_a_form_and_stands_in_the_list(
    open_page: Callable[..., MeetingPage], room: Room, told: Told
) -> None:
    page = open_page()
    assert "Personalmøte" in words_on(page)
    assert not cut(page)
    assert not nameless(page)
    click(page.new)
    form = page.form
    assert form is not None
    click(form.save)
    assert "Skriv når møtet er" in words_on(page)
    form.form.input("day").line.setFocus()
    write(form.form.input("day").line, "11.05.2026")
    write(form.form.input("title"), "Planleggingsdag")
    assert not nameless(form)
    click(form.save)
    assert page.form is None
    assert next((row.title, row.day) for row in rows(room)) == ("Planleggingsdag", date(2026, 5, 11))
    assert told.said == ["Møtet er planlagt."]
    told.undo()
    assert [row.title for row in rows(room)] == ["Personalmøte"]


def test_one_about_a_focus_area_begins_with_it(open_page: Callable[..., MeetingPage], room: Room) -> None:
    page = open_page()
    focus: Key | None = room.meeting.focus_id
    assert focus is not None
    page.new_about(focus)
    assert page.form is not None
    assert page.form.form.input("focus_id").currentText() == "Bakken"
    write(page.form.form.input("title"), "Om bakken")
    page.keep_draft()
    page.form.cancel.click()
    page.new_about(focus)
    assert page.form.form.input("title").value() == ""  # it was thrown away


def test_the_big_screen_begins_and_goes_on_where_it_was_left(
    open_page: Callable[..., MeetingPage], room: Room, qtbot: QtBot
) -> None:
    page = open_page()
    press(page.list.view, Qt.Key.Key_F5)
    stage = page.stage
    assert stage is not None
    qtbot.waitUntil(stage.isActiveWindow)
    assert stage.isFullScreen()
    assert room.meeting.state is MeetingState.GOING_ON
    press(stage, Qt.Key.Key_PageDown)
    here = stage.slide.key
    assert here != "first"
    press(stage, Qt.Key.Key_Escape)
    assert not stage.isVisible()
    click(button(page, "Fortsett møtet"))
    again = page.stage
    assert again is not None
    assert again is not stage
    assert again.slide.key == here


def test_what_was_decided_is_read_beside_the_list_and_leads_to_the_measure(
    open_page: Callable[..., MeetingPage], room: Room, told: Told, qtbot: QtBot
) -> None:
    room.says("Rydde is")
    room.do(change_meeting, room.key, {"present": "14 ansatte", "note": "Kaffe"})
    room.do(end_meeting, room.key)
    page = open_page()
    for words in ("Rydde is", "14 ansatte", "Kaffe", "Bakken", "Holdt"):
        assert words in words_on(page), words
    with qtbot.waitSignal(page.wants_measure) as asked:
        click(button(page, "Tiltak 2"))
    assert asked.args == [room.meeting.ideas[0].measure_id]
    click(page.detail.buttons["reopen"])
    assert room.meeting.ended_at is None
    told.undo()
    assert room.meeting.ended_at is not None


@pytest.mark.parametrize(("what", "name"), [("agenda", "Saksliste"), ("poster", "Dette meldte dere")])
def test_its_papers_are_made_beside_the_window(
    open_page: Callable[..., MeetingPage], told: Told, qtbot: QtBot, tmp_path: Path, what: str, name: str
) -> None:
    page = open_page()
    click(page.detail.buttons[what])
    assert page.job is not None
    with qtbot.waitSignal(page.job.ended):
        pass
    (made,) = tmp_path.glob("*.pdf")
    assert made.name.startswith(name)
    assert name in told.said[-1]


def test_it_is_withdrawn_with_a_reason_and_brought_back(
    open_page: Callable[..., MeetingPage], room: Room, told: Told
) -> None:
    def why(box: Any) -> None:
        write(box.reason, "Avlyst")
        box._on_chosen("yes")

    page = open_page()
    with answering(why, kind=Box):
        click(page.detail.buttons["withdraw"])
    assert not rows(room)
    assert "Ingen møter ennå" in words_on(page)
    told.undo()
    assert len(rows(room)) == 1


def test_the_periods_to_choose_from_are_those_people_name(
    open_page: Callable[..., MeetingPage]
) -> None:
    page = open_page()
    click(page.new)
    assert page.form is not None
    box = page.form.form.input("period")
    assert [box.itemText(at) for at in range(6)] == [
        "De siste tolv månedene", "1. tertial 2026", "3. tertial 2025", "2. tertial 2025", "1. tertial 2025",
        "Barnehageåret 2025–2026",
    ]  # fmt: skip
