"""The plan in the settings and in the report: chosen, drawn up with mouse or keys, and as easy to use as a list."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ikdesk.kernel.database import Database
from ikdesk.kernel.viewer import Key
from ikdesk.ui.dialogs import Box
from ikdesk.ui.pictures_in import remade
from ikdesk.unit.plan_actions import add_plan, put_on_plan
from ikdesk.unit.plan_edit_panel import PlansPanel
from ikdesk.unit.plan_panel import PlanBox, PlanPicker, ask_place
from ikdesk.unit.plan_parts_panel import NameBox
from ikdesk.unit.plan_queries import photos_allowed, plans
from tests.looking import Told, button, cut, desk_of, larger, nameless, shown, words_on
from tests.samples import LEADER, TODAY, place_of
from tests.ui.hands import answering, click, press
from tests.ui.test_pictures_in import packed

DONE: dict[str, Any] = {"by": LEADER, "today": TODAY}
SEEN: dict[str, Any] = {"viewer": LEADER, "today": TODAY}


@pytest.fixture
def plan(database: Database) -> Key:
    """One with the hill and the climbing frame."""
    key: Key = database.write(add_plan, "Uteområdet", remade(packed("png", 600, 400)), **DONE)
    database.write(put_on_plan, key, place_of(database), (0.8, 0.2), **DONE)
    database.write(put_on_plan, key, place_of(database, "climbing_frame"), (0.2, 0.8), **DONE)
    return key


def lies(database: Database, place: Key) -> tuple[float, float] | None:
    (row,) = database.read(plans, **SEEN)
    return next(((spot.x, spot.y) for spot in row.spots if spot.place == place), None)


def test_a_first_plan_is_added_and_asked_for_its_name(database: Database, qtbot: QtBot, tmp_path: Path) -> None:
    told, desk = Told(), desk_of(database)
    panel = shown(qtbot, PlansPanel(desk, told))
    assert "Ingen tegning ennå" in words_on(panel)
    path = tmp_path / "tegning.png"
    path.write_bytes(packed("png", 300, 200))

    def answer(box: NameBox) -> None:
        assert box.name.value() == "Uteområdet"
        box.name.clear()
        click(button(box, "Lagre"))
        assert "Skriv hva tegningen viser" in words_on(box)
        box.name.setText("Uteområdet")
        click(button(box, "Lagre"))

    with answering(answer, kind=NameBox), qtbot.waitSignal(panel.bring(path).ended):
        pass
    assert "lagt til" in told.said[-1]
    assert panel.view.isVisible()
    assert not nameless(panel)
    with answering(lambda box: click(button(box, "Lukk")), kind=Box):
        path.write_bytes(b"ikke en tegning")
        with qtbot.waitSignal(panel.bring(path).ended):
            pass
    assert len(database.read(plans, **SEEN)) == 1
    desk.close()


def test_a_place_is_put_on_the_plan_with_the_keys_alone(database: Database, plan: Key, qtbot: QtBot) -> None:
    told, desk = Told(), desk_of(database)
    panel = shown(qtbot, PlansPanel(desk, told))
    sand = place_of(database, "sandpit")
    panel.list.choose(sand)
    panel.list.setFocus()
    press(panel.list, Qt.Key.Key_Return)
    assert panel.view.hasFocus()
    press(panel.view, Qt.Key.Key_Left)
    assert "Sandkasse: midt på, 49 % fra venstre og 50 % ned. Piltastene flytter" in words_on(panel)
    press(panel.view, Qt.Key.Key_Return)
    assert "Dra et sted fra listen" in words_on(panel)
    assert lies(database, sand) == (0.49, 0.5)
    assert told.said[-1] == "Sandkasse ligger nå midt på."
    assert panel.list.hasFocus()
    told.undo()
    assert lies(database, sand) is None
    hill = place_of(database)
    panel.list.choose(hill)
    click(button(panel, "Sett på tegningen"))
    press(panel.view, Qt.Key.Key_Escape)
    assert lies(database, hill) == (0.8, 0.2)
    click(button(panel, "Ta av"))
    assert lies(database, hill) is None
    assert plan
    desk.close()


def test_a_plan_gets_another_picture_and_name_and_is_taken_away(
    database: Database, plan: Key, qtbot: QtBot, tmp_path: Path
) -> None:
    told, desk = Told(), desk_of(database)
    panel = shown(qtbot, PlansPanel(desk, told))
    path = tmp_path / "ny.png"
    path.write_bytes(packed("png", 200, 200))
    with qtbot.waitSignal(panel.bring(path, panel._on_other).ended):
        pass
    assert [(row.width, len(row.spots)) for row in database.read(plans, **SEEN)] == [(200, 2)]

    def rename(box: NameBox) -> None:
        box.name.setText("Lekeplassen")
        click(button(box, "Lagre"))

    with answering(rename, kind=NameBox):
        click(button(panel, "Gi nytt navn"))
    assert [row.name for row in database.read(plans, **SEEN)] == ["Lekeplassen"]
    click(button(panel, "Fjern tegningen"))
    assert database.read(plans, **SEEN) == ()
    told.undo()
    assert [len(row.spots) for row in database.read(plans, **SEEN)] == [2]
    assert plan
    desk.close()


def test_pictures_of_incidents_are_allowed_with_a_plain_explanation(database: Database, qtbot: QtBot) -> None:
    told, desk = Told(), desk_of(database)
    panel = shown(qtbot, PlansPanel(desk, told))
    assert "Bilder av barn skal ikke ligge her" in words_on(panel)
    box = panel.photos.allowed
    assert not box.value()
    click(box)
    assert database.read(photos_allowed, **SEEN)
    told.undo()
    assert not database.read(photos_allowed, **SEEN)
    assert not box.value()
    desk.close()


def test_a_place_is_picked_on_the_plan_or_in_the_list(database: Database, plan: Key, qtbot: QtBot) -> None:
    desk = desk_of(database)
    picker = shown(qtbot, PlanPicker(desk), 900, 420)
    picked: list[Key] = []
    picker.chosen.connect(picked.append)
    hill, frame = place_of(database), place_of(database, "climbing_frame")
    picker.view.pressed.emit(str(hill))
    picker.list.choose(frame)
    assert picker.view.chosen == str(frame)
    press(picker.list, Qt.Key.Key_Return)
    picker.view.setFocus()
    press(picker.view, Qt.Key.Key_Return)
    assert picked == [hill, frame, frame]
    assert [spot.name for spot in picker.view.spots] == [picker.rows.row(at).name for at in range(picker.rows.total)]
    assert not nameless(picker)
    assert not cut(picker)
    assert plan
    desk.close()


def test_the_box_of_the_report_answers_with_the_place(database: Database, plan: Key, qtbot: QtBot) -> None:
    desk = desk_of(database)
    hill = place_of(database)

    def choose(box: PlanBox) -> None:
        box.picker.list.choose(hill)
        click(button(box, "Velg stedet"))

    with answering(choose, kind=PlanBox):
        assert ask_place(None, desk) == hill
    with answering(lambda box: click(button(box, "Avbryt")), kind=PlanBox):
        assert ask_place(None, desk) is None
    assert plan
    desk.close()


def test_everything_has_room_when_the_text_is_larger(
    database: Database, plan: Key, qtbot: QtBot, qapp: QApplication
) -> None:
    desk = desk_of(database)
    with larger(qapp):
        panel = shown(qtbot, PlansPanel(desk, Told()), 1152, 768)
        assert not cut(panel)
    assert plan
    desk.close()
