"""A meeting on the big screen is hidden by the lock like all else, and goes on at the same slide."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ikdesk.incidents.queries import draft_of
from ikdesk.kernel.settings import Settings
from ikdesk.meetings.actions import plan_meeting
from ikdesk.meetings.slide_panel import AskSlide
from ikdesk.meetings.stage_panel import Stage
from ikdesk.ui.desk import Desk as Verbs
from tests.locks.conftest import Desk, enter
from tests.ui.hands import write

SAID = "Bakken flater ut ved stolpen"


@pytest.fixture
def stage(desk: Desk, qtbot: QtBot, looks: None) -> Iterator[Stage]:
    opened = desk.opened
    verbs = Verbs(opened.database, opened.viewer, opened.clock, opened.codebook(), Settings())
    found = Stage(verbs, verbs.write(plan_meeting, {"day": verbs.today, "title": "Hemmelig møte"}), desk.work)
    found.begin("ask_well")
    qtbot.waitUntil(lambda: QApplication.focusWindow() is found.windowHandle())
    yield found
    found.close()
    verbs.close()


def shown(stage: Stage) -> str:
    assert stage.isVisible()
    return f"{stage.slide.key} {stage.isFullScreen()}"


@pytest.mark.parametrize("how", ["F12", "Ctrl+L", "idle"])
def test_it_is_hidden_and_comes_back_full_at_the_same_slide_with_what_was_typed(
    desk: Desk, stage: Stage, how: str
) -> None:
    view = stage.view
    assert isinstance(view, AskSlide)
    write(view.field, SAID)
    assert SAID in desk.words()
    before = shown(stage)
    if how == "idle":
        desk.rest(Settings().screen_minutes)
    else:
        control = Qt.KeyboardModifier.ControlModifier
        desk.press(Qt.Key.Key_F12) if how == "F12" else desk.press(Qt.Key.Key_L, control)
    assert desk.is_locked()
    assert not stage.isVisible()
    assert SAID not in desk.words()
    assert view.slide.title not in desk.words()
    stage.keep_draft()  # as the program does in the next moment
    assert SAID in str(desk.opened.read(draft_of, f"meeting:{stage.key}")[0])
    enter(desk, "4071")
    assert shown(stage) == before == "ask_well True"
    assert stage.view is view
    assert view.field.value() == SAID


def test_who_turns_the_slides_is_there_and_it_is_not_locked(desk: Desk, stage: Stage) -> None:
    for _minute in range(12):
        desk.rest(Settings().screen_minutes - 1)
        desk.press(Qt.Key.Key_PageDown)
    assert not desk.is_locked()
    assert stage.isVisible()
