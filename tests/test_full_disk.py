"""The disk is full while somebody reports: the last report is saved all the same, once, and it is told."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from ikdesk import data
from ikdesk.access.actions import note_access
from ikdesk.access.model import Deed
from ikdesk.incidents.actions import record_incident
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.settings import Settings
from ikdesk.lock.page import LockPage
from ikdesk.safe import guard, inbox, vault
from ikdesk.safe.front import read_front
from ikdesk.ui.cards import Banner
from ikdesk.ui.jobs import Jobs
from ikdesk.workplace import Workplace
from tests.lock.test_locked_report import fill, form_of
from tests.looking import shown
from tests.samples import incident_values
from tests.ui.hands import click

TOLD = "Disken er full. Meldingen er lagret på plassen IKdesk holder av. Rydd plass nå."


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of 16 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=16m", "none", str(place)]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no small file system can be mounted here")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.fixture
def on_it(small_disk: Path, demo_made: Path) -> Path:
    """The demo on that disk, with what is kept aside."""
    folder = small_disk / "unit"
    shutil.copytree(demo_made, folder)
    (folder / guard.RESERVE).write_bytes(os.urandom(guard.RESERVE_SIZE))
    return folder


def _fill(disk: Path) -> None:
    """Leave no room for one page more."""
    with suppress(OSError), (disk / "film.mp4").open("ab", buffering=0) as file:
        while file.write(bytes(4096)):
            pass


def _until_full(act: Callable[[], object]) -> Problem | None:
    for _again in range(400):  # what lies free in the log is written over first
        try:
            act()
        except Problem as problem:
            return problem
    return None


def test_one_report_is_saved_on_the_room_that_is_kept_aside_and_it_is_told(qtbot: QtBot, on_it: Path) -> None:
    keys = vault.unlock(on_it, data.DEMO_PASSWORD)
    with closing(data.open_data(on_it, keys, clock=Clock())) as found:
        workplace = Workplace(found, Settings(), lambda _settings: None, lambda: None, lambda: None)
        qtbot.addWidget(workplace.window)
        desk = workplace.desk
        values = incident_values(found.database, story="x" * 3000)

        def report() -> Any:
            return desk.write(record_incident, values, told_at=desk.clock.local())

        _fill(on_it.parent)
        for _again in range(400):
            key = report()
            if not (on_it / guard.RESERVE).exists():
                break
        assert not (on_it / guard.RESERVE).exists()
        assert _warned(workplace) == 1
        with found.database.raw() as connection:
            assert connection.execute("SELECT count(*) FROM incident WHERE id = ?", (key.hex,)).fetchone() == (1,)
        _fill(on_it.parent)
        problem = _until_full(report)
        assert problem is not None
        assert "full" in str(problem)
        assert _warned(workplace) == 1, "what was not saved must not be said to be"
        workplace.close()


def _warned(workplace: Workplace) -> int:
    return sum(banner.label.text() == TOLD for banner in workplace.window.findChildren(Banner))


def test_what_is_no_report_does_not_use_it(on_it: Path) -> None:
    keys = vault.unlock(on_it, data.DEMO_PASSWORD)
    with closing(data.open_data(on_it, keys, clock=Clock())) as found:
        _fill(on_it.parent)
        note = lambda: found.write(note_access, Deed.EXPORTED, "x", note="y" * 500)  # noqa: E731
        assert _until_full(lambda: [note() for _again in range(20)]) is not None
        assert (on_it / guard.RESERVE).exists()


def test_a_locked_report_is_saved_on_it_too_and_the_next_is_not(on_it: Path) -> None:
    keys = vault.unlock(on_it, data.DEMO_PASSWORD)
    box = str(read_front(on_it)["inbox"])
    at = datetime(2026, 4, 30, 12, 0)
    _fill(on_it.parent)
    receipt = inbox.seal(on_it, box, {"kind": "report", "story": "Falt fra husken."}, at=at)
    assert not (on_it / guard.RESERVE).exists()
    assert guard.reserve_words(on_it) == TOLD
    assert [one.receipt for one in inbox.opened(on_it, keys).boxes] == [receipt]
    _fill(on_it.parent)
    with pytest.raises(Problem, match="full"):
        inbox.seal(on_it, box, {"kind": "report", "story": "x" * 20_000}, at=at)
    (on_it.parent / "film.mp4").unlink()


def test_the_lock_screen_tells_it_beside_the_receipt(qtbot: QtBot, on_it: Path) -> None:
    jobs = Jobs()
    page = shown(qtbot, LockPage(on_it, lambda keys: keys, jobs, Clock()), 1366, 728)
    report = form_of(page)
    fill(report, story="Falt fra husken.")
    _fill(on_it.parent)
    click(report.save)
    assert report.receipt.text().startswith("Kvittering")
    assert report.full.isVisible()
    assert report.full.label.text() == TOLD
    jobs.close()


def test_the_reserve_is_made_anew_when_there_is_room(tmp_path: Path) -> None:
    assert guard.keep_reserve(tmp_path) == ""
    assert (tmp_path / guard.RESERVE).stat().st_size == guard.RESERVE_SIZE
    assert guard.give_up_reserve(tmp_path)
    assert not guard.give_up_reserve(tmp_path)
    (tmp_path / guard.RESERVE).write_bytes(b"half")
    assert guard.keep_reserve(tmp_path) == ""
    assert (tmp_path / guard.RESERVE).stat().st_size == guard.RESERVE_SIZE


@pytest.mark.parametrize("what", ["folder", "link", "dangling"])
def test_something_else_in_its_place_is_told_and_left(demo: Path, what: str, tmp_path: Path) -> None:
    reserve, other = demo / guard.RESERVE, tmp_path / "viktig.txt"
    reserve.unlink(missing_ok=True)
    other.write_bytes(b"viktig")
    if what == "folder":
        reserve.mkdir()
    else:
        try:
            reserve.symlink_to(other if what == "link" else tmp_path / "borte")
        except OSError:
            pytest.skip("no links can be made here")
    keys = vault.unlock(demo, data.DEMO_PASSWORD)
    with closing(data.open_data(demo, keys, clock=Clock())) as found:
        assert any("reserve.bin er ikke en vanlig fil" in said for said in found.warnings)
    assert not guard.give_up_reserve(demo)
    assert os.path.lexists(reserve)
    assert other.read_bytes() == b"viktig"
