"""The meeting on the big screen: turned by keys, written in, and never in the way of what was typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from ikdesk.kernel.settings import Settings
from ikdesk.measures.model import Measure
from ikdesk.meetings.actions import change_idea, withdraw_meeting
from ikdesk.meetings.columns_panel import ColumnsSlide
from ikdesk.meetings.decide_panel import DecideSlide
from ikdesk.meetings.end_panel import EndSlide
from ikdesk.meetings.slide_panel import AskSlide
from ikdesk.meetings.stage_panel import Stage
from ikdesk.ui.desk import Desk
from ikdesk.ui.large import LargePicture
from ikdesk.ui.layouts import ScrollPage
from tests.looking import button, cut, desk_of, larger, nameless, words_on
from tests.meetings.conftest import Room
from tests.samples import place_of
from tests.ui.hands import click, press, write

Key = Qt.Key


@pytest.fixture
def desk(room: Room) -> Iterator[Desk]:
    found = desk_of(room.database, Settings())
    yield found
    found.close()


@pytest.fixture
def open_stage(qtbot: QtBot, desk: Desk, room: Room, looks: None) -> Callable[[], Stage]:
    def opened() -> Stage:
        host = QWidget()
        qtbot.addWidget(host)
        stage = Stage(desk, room.key, host)
        stage.resize(1366, 768)
        with qtbot.waitExposed(stage):
            stage.show()
        return stage

    return opened


def go(stage: Stage, key: str) -> Any:
    """Turn to a slide."""
    press(stage, Key.Key_F5)
    while stage.slide.key != key:
        before = stage.slide.key
        press(stage, Key.Key_PageDown)
        assert stage.slide.key != before, f"no slide {key}"
    return stage.view


def test_the_keys_turn_the_slides_and_stop_at_the_ends(open_stage: Callable[[], Stage]) -> None:
    stage = open_stage()
    assert "Skjermen låses når ingen rører" in words_on(stage)
    assert "Ingen navn på barn" in words_on(stage)
    seen = [stage.slide.key]
    for key in (Key.Key_Left, Key.Key_Right, Key.Key_PageDown, Key.Key_PageUp, Key.Key_End, Key.Key_Right):
        press(stage, key)
        seen.append(stage.slide.key)
    press(stage, Key.Key_Home)
    assert seen[0] == seen[1] == stage.slide.key == "first"
    assert seen[2] == seen[4] != seen[3]
    assert seen[5] == seen[6] == "end"
    click(stage.foot.on)
    assert stage.slide.key == seen[2]


def test_a_picture_with_no_room_on_a_low_screen_is_read_to_the_end_by_the_keyboard(
    open_stage: Callable[[], Stage],
) -> None:
    stage = open_stage()
    stage.resize(1000, 500)
    go(stage, "area")
    bar = stage.view.findChildren(ScrollPage)[0].verticalScrollBar()
    assert bar.maximum() > 0
    for _time in range(6):
        press(stage, Key.Key_Down)
    assert bar.value() == bar.maximum()
    press(stage, Key.Key_Up)
    assert bar.value() < bar.maximum()


def test_arrows_turn_from_an_empty_field_and_move_in_one_with_words(open_stage: Callable[[], Stage]) -> None:
    stage = open_stage()
    view = cast("AskSlide", go(stage, "ask_why"))
    assert view.field.hasFocus()
    press(view.field, Key.Key_Right)
    assert stage.slide.key == "ask_well"
    press(stage.focusWidget() or stage, Key.Key_Left)
    write(cast("AskSlide", stage.view).field, "Det går fort")
    press(cast("AskSlide", stage.view).field, Key.Key_Left)
    assert stage.slide.key == "ask_why"
    press(cast("AskSlide", stage.view).field, Key.Key_PageDown)
    assert stage.slide.key == "ask_well"


def test_all_that_is_read_is_large_and_nothing_is_cut(open_stage: Callable[[], Stage], room: Room) -> None:
    room.says("Bånd mellom opp og ned")
    stage = open_stage()
    press(stage, Key.Key_Home)
    while True:
        labels = [one for one in stage.findChildren(QLabel) if one.isVisible()]
        assert all(one.fontInfo().pixelSize() >= 28 for one in labels), stage.slide.key
        assert all(one.text >= 28 for one in stage.findChildren(LargePicture)), stage.slide.key
        assert not cut(stage), stage.slide.key
        assert not nameless(stage), stage.slide.key
        if stage.slide.key == "end":
            break
        press(stage, Key.Key_PageDown)


def test_enter_adds_a_line_and_stays_and_a_line_goes_where_it_belongs(
    open_stage: Callable[[], Stage], room: Room
) -> None:
    stage = open_stage()
    view = cast("ColumnsSlide", go(stage, "columns"))
    assert "En voksen på toppen" in words_on(view.boxes[2]) + words_on(view.boxes[0]) + words_on(view.boxes[1])
    for words in ("Rydde is", "Flytte starten", " "):
        write(view.boxes[1].field, words)
        press(view.boxes[1].field, Key.Key_Return)
        assert view.boxes[1].field.hasFocus()
    assert [line.idea.title for line in view.boxes[1].lines] == ["Rydde is", "Flytte starten"]
    view.boxes[1].lines[1].setFocus()
    press(view.boxes[1].lines[1], Key.Key_Right)
    assert stage.slide.key == "columns"  # the arrow moved the line, and not the slide
    (line,) = view.boxes[2].lines
    assert line.hasFocus()
    press(line, Key.Key_E)
    assert "Krever eier eller penger" in words_on(view.boxes[2])
    view.boxes[1].lines[0].setFocus()
    click(button(view.boxes[1].lines[0], "Flytt til venstre: Rydde is"))
    assert [(idea.title, idea.origin) for idea in room.meeting.ideas] == [
        ("Rydde is", "already_done"), ("Flytte starten", "needs_owner"),
    ]  # fmt: skip


def test_a_line_is_written_anew_taken_away_and_brought_back(open_stage: Callable[[], Stage], room: Room) -> None:
    room.says("Rydde is")
    stage = open_stage()
    view = cast("ColumnsSlide", go(stage, "columns"))
    view.boxes[1].lines[0].setFocus()
    press(view.boxes[1].lines[0], Key.Key_Return)
    edit = view.boxes[1].lines[0].edit
    assert edit is not None
    edit.set_value("Strø grus")
    press(edit, Key.Key_Return)
    assert [idea.title for idea in room.meeting.ideas] == ["Strø grus"]
    view.boxes[1].lines[0].begin_edit()
    again = view.boxes[1].lines[0].edit
    assert again is not None
    again.set_value("Spør 15021951940")
    view.boxes[1].lines[0]._pointed.look()
    click(button(view, "Fjern «15021951940»"))
    assert again.text() == "Spør"
    again.set_value("Spør 15021951940")
    press(again, Key.Key_Return)
    assert [idea.title for idea in room.meeting.ideas] == ["Strø grus"]  # it stays as it was
    press(view.boxes[1].lines[0], Key.Key_Delete)
    assert not room.meeting.ideas
    assert "Tatt bort." in words_on(stage)
    click(stage.foot.undo)
    assert [line.idea.title for line in view.boxes[1].lines] == ["Strø grus"]
    assert view.boxes[1].field.hasFocus()


def test_what_is_half_written_is_there_again_after_a_crash(open_stage: Callable[[], Stage], room: Room) -> None:
    stage = open_stage()
    write(cast("AskSlide", go(stage, "ask_why")).field, "Bakken flater ut")
    write(cast("ColumnsSlide", go(stage, "columns")).boxes[0].field, "Hjelm på")
    stage.keep_draft()  # as the lock, the crash and the end of the program do
    again = open_stage()
    assert cast("AskSlide", go(again, "ask_why")).field.value() == "Bakken flater ut"
    view = cast("ColumnsSlide", go(again, "columns"))
    assert view.boxes[0].field.value() == "Hjelm på"
    press(view.boxes[0].field, Key.Key_Return)
    assert [idea.title for idea in room.meeting.ideas] == ["Hjelm på"]
    assert room.meeting.answer("why") == "Bakken flater ut"
    again.keep_draft()
    assert not cast("ColumnsSlide", go(open_stage(), "columns")).boxes[0].field.value()


def test_a_national_identity_number_is_not_kept_as_an_answer(open_stage: Callable[[], Stage], room: Room) -> None:
    stage = open_stage()
    view = cast("AskSlide", go(stage, "ask_why"))
    write(view.field, "15021951940 falt")
    view.pointed.look()
    assert "ser ut som et fødselsnummer" in words_on(stage)
    press(stage, Key.Key_PageDown)
    assert not room.meeting.answers
    press(stage, Key.Key_PageUp)
    assert "falt" in cast("AskSlide", stage.view).field.value()


def test_who_and_when_are_filled_in_by_the_keyboard_and_kept_at_once(
    open_stage: Callable[[], Stage], room: Room
) -> None:
    room.says("Rydde is")
    room.says("Hjelm på alle", "already_done")
    stage = open_stage()
    view = cast("DecideSlide", go(stage, "decide"))
    (line,) = view.lines  # nobody need be named for what is done already
    assert line.role.hasFocus()
    press(line.role, Key.Key_Down)
    write(line.day.line, "20. mai")
    press(line.day.line, Key.Key_Return)
    idea = room.meeting.ideas[0]
    assert (idea.role, idea.deadline) == (line.role.value(), date(2026, 5, 20))
    line.day.set_value("31.02.2026")
    press(line.day.line, Key.Key_Return)
    assert line.error.text()
    assert room.meeting.ideas[0].deadline == date(2026, 5, 20)
    room.do(change_idea, idea.id, {"role": None})
    assert line.role.value() is None  # what is undone elsewhere is seen here


def test_the_last_slide_makes_the_measures_and_one_press_takes_them_back(
    open_stage: Callable[[], Stage], room: Room
) -> None:
    room.says("Rydde is")
    stage = open_stage()
    view = cast("EndSlide", go(stage, "end"))
    assert "Vi ble enige om ett tiltak." in words_on(stage)
    assert "mangler hvem eller når" in words_on(stage)
    write(view.present, "14 ansatte")
    click(view.end)
    assert stage.slide.key == "decide"  # asked once, and nobody is stopped
    assert "avslutt likevel" in words_on(stage)
    assert room.meeting.ended_at is None
    view = cast("EndSlide", go(stage, "end"))
    assert view.end.hasFocus()  # nothing else is left to do
    click(view.end)
    assert room.meeting.present == "14 ansatte"
    assert "Ett tiltak er laget" in words_on(stage)
    assert view.paper.isVisible()
    assert not view.end.isVisible()
    made = room.database.read(lambda s: s.get(Measure, room.meeting.ideas[0].measure_id))
    assert made is not None
    assert made.place_id == place_of(room.database)
    QTest.keyClick(stage, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert room.meeting.ended_at is None
    assert view.end.isVisible()


def test_escape_leaves_and_what_happens_afterwards_is_no_more_its_affair(
    open_stage: Callable[[], Stage], room: Room, desk: Desk, qtbot: QtBot
) -> None:
    stage = open_stage()
    go(stage, "reporting")
    with qtbot.waitSignal(stage.left):
        press(stage, Key.Key_Escape)
    assert not stage.isVisible()
    stage.deleteLater()
    qtbot.waitUntil(lambda: not isValid(stage))
    with qtbot.waitSignal(desk.undone):
        desk.undo()
    room.says("Rydde is")  # the page hears of it, and the window that is gone does not


def test_large_letters_push_nothing_off_the_foot(open_stage: Callable[[], Stage], qapp: Any) -> None:
    with larger(qapp):
        stage = open_stage()
        for key in ("first", "columns", "decide", "end"):
            go(stage, key)
            assert stage.foot.geometry().bottom() <= stage.height(), key
            assert stage.foot.on.isVisible()


def test_a_meeting_that_is_withdrawn_leaves_the_screen_whatever_was_typed(
    open_stage: Callable[[], Stage], room: Room, desk: Desk
) -> None:
    stage = open_stage()
    left: list[bool] = []
    stage.left.connect(lambda: left.append(True))
    write(cast("AskSlide", go(stage, "ask_why")).field, "Det er bratt")
    desk.write(withdraw_meeting, room.key, "Feil dag")
    assert left == [True]
    assert not stage.isVisible()
