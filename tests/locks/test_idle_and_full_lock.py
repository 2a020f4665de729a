"""What locks by itself, what locks for good, and what goes on while it is locked."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ikdesk.kernel.settings import Settings
from ikdesk.ui.idle import JUMP
from ikdesk.unit.actions import add_department
from tests.locks.conftest import SECRET, Desk, enter, stories
from tests.ui.hands import click


def test_idle_minutes_lock_the_screen_and_then_for_good(desk: Desk) -> None:
    desk.rest(4.8)
    assert not desk.is_locked()
    desk.press(Qt.Key.Key_A)
    desk.rest(4.8)
    assert not desk.is_locked()
    desk.rest(0.3)
    assert desk.is_locked()
    desk.rest(54)
    assert desk.ended == 0
    desk.rest(1)
    assert desk.ended >= 1


@pytest.mark.parametrize("jump", [(JUMP + 1, None), (5.0, JUMP + 1), (5.0, -3600.0)])
def test_a_machine_that_slept_or_whose_clock_was_set_is_locked_for_good(
    desk: Desk, jump: tuple[float, float | None]
) -> None:
    desk.look(5)
    assert desk.ended == 0
    desk.look(*jump)
    assert desk.ended == 1


def test_the_settings_say_how_many_minutes(desk: Desk) -> None:
    desk.locks.use(Settings(screen_minutes=1, full_minutes=10))
    desk.rest(1)
    assert desk.is_locked()
    desk.rest(9)
    assert desk.ended == 1


def test_reporting_works_on_a_locked_screen_and_reads_nothing_that_is_open(desk: Desk, qtbot: QtBot) -> None:
    desk.locks.lock_screen()
    page = desk.locks.page
    assert page is not None
    click(page.report)
    assert page.form is not None
    assert SECRET not in desk.words()
    place = page.form._asked.places[0][0]
    page.form.form.fill({"kind": "near_miss", "place_id": place, "severity": "1", "story": "Løs planke"})
    click(page.form.save)
    assert "Kvittering" in page.form.receipt.text()
    click(page.form.done)
    assert "Kvittering" in desk.words()
    assert stories(desk) == ["Løs planke"]


def test_half_a_report_waits_for_the_next_lock_and_is_sealed_when_the_program_ends(desk: Desk) -> None:
    desk.locks.lock_screen()
    page = desk.locks.page
    assert page is not None
    click(page.report)
    assert page.form is not None
    page.form.form.input("story").set_value("Halvveis om gjerdet")
    page.form.left.emit()
    enter(desk, "4071")
    assert not desk.is_locked()
    desk.locks.lock_screen()
    again = desk.locks.page
    assert again is not None
    assert again.half_written()["story"] == "Halvveis om gjerdet"
    assert "Fortsett" in again.report.words
    enter(desk, "4071")
    desk.locks.end()
    assert stories(desk) == ["Ikke skrevet ferdig: Halvveis om gjerdet"]


def test_work_that_goes_on_is_not_ended_by_the_screen_lock(desk: Desk, qtbot: QtBot) -> None:
    done: list[int] = []
    job = desk.jobs.start(lambda _tick: 7)
    job.succeeded.connect(done.append)
    desk.locks.lock_screen()
    qtbot.waitUntil(lambda: done == [7])


def test_somebody_else_gets_in_by_the_full_lock(desk: Desk) -> None:
    desk.locks.lock_screen()
    assert desk.locks.page is not None
    click(desk.locks.page.switch)
    assert desk.switched == 1
    assert desk.is_locked()


def test_a_way_back_that_cannot_be_made_leaves_it_hidden_and_locks_for_good(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_opened: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(desk.locks, "_show_page", broken)
    with pytest.raises(ZeroDivisionError):
        desk.locks.lock_screen()
    assert desk.ended == 1
    assert SECRET not in desk.words()


def test_a_lock_forgets_what_could_be_undone(desk: Desk) -> None:
    steps, who = desk.opened.database.steps, desk.opened.viewer
    steps.begin(who.person)
    desk.opened.write(add_department, "Revehiet")
    assert steps.newest(who.person) is not None
    desk.locks.lock_screen()
    assert steps.newest(who.person) is None
    desk.opened.write(add_department, "Ekornhiet")  # as work that goes on behind the lock
    enter(desk, "4071")
    assert not desk.is_locked()
    assert steps.newest(who.person) is None
