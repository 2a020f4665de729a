"""The settings about locking: used at once, kept on this machine, and the PIN only for oneself."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from ikdesk.kernel.clock import Clock
from ikdesk.kernel.database import Database
from ikdesk.kernel.settings import Settings
from ikdesk.kernel.viewer import SYSTEM, Viewer
from ikdesk.people.actions import add_person
from ikdesk.people.model import RIGHTS, Role
from ikdesk.people.pin_queries import own_pin
from ikdesk.safe.pin import Pin
from ikdesk.ui.desk import Desk
from ikdesk.unit.lock_panel import LockPanel
from ikdesk.unit.queries import codebook
from tests.looking import Told, cut, nameless, shown
from tests.samples import TODAY
from tests.ui.hands import click


def panel(database: Database, qtbot: QtBot, role: Role, told: Told) -> tuple[LockPanel, Desk]:
    key = database.write(add_person, "Kari", slot="kari", role=role, by=SYSTEM, today=TODAY)
    who = Viewer(key, "Kari", role.code, RIGHTS[role])
    book = database.read(codebook, viewer=who, today=TODAY)
    desk = Desk(database, who, Clock(TODAY), book, Settings())
    return shown(qtbot, LockPanel(desk, told)), desk


def test_minutes_and_key_are_used_at_once(database: Database, qtbot: QtBot) -> None:
    found, desk = panel(database, qtbot, Role.LEADER, Told())
    assert (found.screen_minutes.value(), found.full_minutes.value(), found.blank_key.value()) == ("5", "60", "F12")
    found.screen_minutes.set_value("10")
    found.full_minutes.set_value("120")
    found.blank_key.set_value("")
    assert desk.settings == Settings(screen_minutes=10, full_minutes=120, blank_key="")
    assert not nameless(found)
    assert not cut(found)


def test_a_new_pin_is_kept_for_oneself_and_can_be_given_up(database: Database, qtbot: QtBot) -> None:
    told = Told()
    found, desk = panel(database, qtbot, Role.STAFF, told)
    assert not found.screen_minutes.isVisible()  # how soon is for everybody at this PC
    for field in (found.pin.pin, found.pin.again):
        field.setText("4071")
    click(found.pin.take)
    kept = desk.read(own_pin)
    assert kept is not None
    assert Pin(*kept).fits("4071")
    assert "byttet" in told.said[-1]
    click(found.pin.no)
    assert desk.read(own_pin) == (b"", b"")
    assert not found.pin.no.isVisible()


def test_what_is_too_little_or_too_much_in_the_settings_is_brought_within(tmp_path: object) -> None:
    from pathlib import Path

    from ikdesk.kernel.settings import read_settings

    folder = Path(str(tmp_path))
    (folder / "settings.json").write_text('{"screen_minutes": 0, "full_minutes": 9000, "blank_key": "Ctrl+S"}')
    found = read_settings(folder)
    assert (found.screen_minutes, found.full_minutes, found.blank_key) == (1, 240, "F12")
