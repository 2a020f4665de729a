"""Data that cannot be opened, on real folders: what the window says, that nothing is lost, and each way out of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from ikdesk import data
from ikdesk.app import Program
from ikdesk.cli import parse, run
from ikdesk.incidents.queries import Filter, draft_of, how_many
from ikdesk.incidents.report_page import ReportPage
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.errors import Ill, Problem, Trouble
from ikdesk.kernel.settings import remember_folder, usual_folder
from ikdesk.lock.page import LockPage
from ikdesk.lock.trouble_page import TroublePage
from ikdesk.lock.troubles import SAID, Way
from ikdesk.safe.file import connect
from ikdesk.safe.guard import WINDOW, hold
from ikdesk.safe.vault import unlock
from ikdesk.start.left_panel import LEFT, WORDS
from ikdesk.start.restore_page import RestorePage
from ikdesk.trouble_app import front_was_touched, give_back, worth_saying
from ikdesk.unit.actions import add_department
from ikdesk.workplace import Workplace
from tests.damage import damage
from tests.test_app import end, start, unlocked
from tests.ui.hands import answering, name_file

Break = Callable[[Path], object]


@pytest.fixture(autouse=True)
def _own_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The usual place and the machine's own folder of a user who has neither yet."""
    monkeypatch.setenv("IKDESK_MACHINE", str(tmp_path / "machine"))
    for module in ("kernel.settings", "trouble_app", "entrance_app"):
        monkeypatch.setattr(f"ikdesk.{module}.data_folder", lambda: tmp_path / "home" / "IKdesk")


@contextmanager
def running(qapp: QApplication, folder: Path, patch: pytest.MonkeyPatch) -> Iterator[Program]:
    program = start(qapp, folder, patch)
    try:
        yield program
    finally:
        end(program, qapp)


def trouble_in(program: Program) -> TroublePage:
    page = program.shell.currentWidget()
    assert isinstance(page, TroublePage)
    return page


def in_a_cloud(demo: Path) -> Path:
    place = demo.parent / "Dropbox" / "IKdesk"
    shutil.copytree(demo, place)
    return place


def _spoil(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).write_bytes(b"rubbish")


@pytest.mark.parametrize(
    ("spoil", "ill", "first"),
    [
        (lambda folder: (folder / "ikdesk.db").unlink(), Ill.NO_FILE, Way.RESTORE),
        (lambda folder: (folder / "ikdesk.db").write_bytes(b""), Ill.DAMAGED, Way.RESTORE),
        (lambda folder: _spoil(folder, "vault.json", "vault.copy.json"), Ill.NO_KEY, Way.RESTORE),
    ],
)
def test_what_is_wrong_is_seen_before_anybody_writes_a_password(
    qapp: QApplication, demo: Path, monkeypatch: pytest.MonkeyPatch, spoil: Break, ill: Ill, first: Way
) -> None:
    spoil(demo)
    before = {path.name: path.read_bytes() for path in demo.iterdir() if path.is_file()}
    with running(qapp, demo, monkeypatch) as program:
        page = trouble_in(program)
        assert page.trouble.ill is ill
        assert page.safe.text() == "Ingenting er endret."
        assert next(iter(page.buttons)) is first
        assert Way.SALVAGE not in page.buttons  # nobody has unlocked
        assert page.report.isVisible()
        for part in page.findChildren(QWidget):
            if part.isVisible() and part.focusPolicy() & Qt.FocusPolicy.TabFocus and part.accessibleName() != "":
                assert QAccessible.queryAccessibleInterface(part).text(QAccessible.Text.Name)
        page.buttons[first].click()
        restore = program.shell.currentWidget()
        assert isinstance(restore, RestorePage)
        restore.back.click()
        assert trouble_in(program).trouble.ill is ill
    assert {path.name: path.read_bytes() for path in demo.iterdir() if path.is_file()} == before


def test_a_report_is_sealed_though_the_file_is_gone(
    qapp: QApplication, qtbot: QtBot, demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (demo / "ikdesk.db").unlink()
    with running(qapp, demo, monkeypatch) as program:
        page = trouble_in(program)
        page.report.click()
        assert page.form is not None
        page.form.form.fill({"story": "Datt av huska"})
        page.form.back.click()
        page.buttons[Way.RETRY].click()
        assert trouble_in(program) is page  # what was begun would be gone with it: it is shown instead
    assert len(list((demo / "inbox").glob("*.box"))) == 1  # sealed as it stood when the window closed


def test_data_in_a_cloud_are_moved_here_and_the_old_folder_says_so(
    qapp: QApplication, qtbot: QtBot, demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cloud = in_a_cloud(demo)
    home = tmp_path / "home" / "IKdesk"
    with pytest.raises(Trouble, match="kan ikke ligge i Dropbox"):
        data.open_data(cloud, unlock(cloud, data.DEMO_PASSWORD), clock=Clock())
    with running(qapp, cloud, monkeypatch) as program:
        trouble_in(program).buttons[Way.MOVE].click()
        qtbot.waitUntil(lambda: isinstance(program.shell.currentWidget(), LockPage), timeout=20_000)
        told = cast("LockPage", program.shell.currentWidget()).told.text()
        assert str(home) in told
        assert "kan slettes når alt virker" in told
        assert program._folder == home == usual_folder()
    assert not cloud.exists()
    (old,) = cloud.parent.iterdir()
    assert old.name.startswith("IKdesk (flyttet 20")
    assert (old / "ikdesk.db").read_bytes() == (home / "ikdesk.db").read_bytes()
    moved = data.open_data(home, unlock(home, data.DEMO_PASSWORD), clock=Clock())
    assert moved.read(how_many, Filter()) > 200
    moved.close()


def test_a_folder_that_is_not_there_now_is_waited_for_and_not_begun_anew(
    qapp: QApplication, qtbot: QtBot, demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    remember_folder(stick)
    assert usual_folder() == stick
    with running(qapp, stick, monkeypatch) as program:
        page = trouble_in(program)
        assert page.trouble.ill is Ill.GONE
        assert not page.report.isVisible()  # there is nowhere to keep it
        with answering(name_file(tmp_path / "home"), kind=QFileDialog):
            page.buttons[Way.OTHER].click()
        assert "Det ligger ingen data i" in page.problem.label.text()
        page.buttons[Way.RETRY].click()
        assert trouble_in(program).trouble.ill is Ill.GONE
        assert not stick.exists()
        shutil.copytree(demo, stick)
        trouble_in(program).buttons[Way.RETRY].click()
        assert isinstance(program.shell.currentWidget(), LockPage)


def test_a_copy_is_read_and_nothing_is_written_in_it_or_beside_it(
    qapp: QApplication, qtbot: QtBot, demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cloud = in_a_cloud(demo)
    before = {path.name: path.read_bytes() for path in cloud.iterdir() if path.name != "ikdesk.lock"}
    with running(qapp, cloud, monkeypatch) as program:
        trouble_in(program).buttons[Way.READ].click()
        qtbot.waitUntil(lambda: isinstance(program.shell.currentWidget(), LockPage), timeout=20_000)
        lock = cast("LockPage", program.shell.currentWidget())
        assert not lock.report.isVisible()  # what was reported here would be gone with the copy
        place = unlocked(program, qtbot)
        words = f"Dette er en kopi til å lese. Det du skriver her, blir ikke med i {cloud}."
        assert any(words == str(getattr(part, "text", str)()) for part in _labels(place))
        assert place.desk.read(how_many, Filter()) > 200
        with pytest.raises(Problem, match="en kopi til å lese"):
            place.desk.write(add_department, "Ekorn")
        assert "settings" not in place.window.pages
        place.window.go("report")
        cast("ReportPage", place.window.page).form.input("story").set_value("Halvskrevet")
        program.shell.close()
    assert {path.name: path.read_bytes() for path in cloud.iterdir() if path.name != "ikdesk.lock"} == before
    assert not [path for path in (tmp_path / "machine").rglob("*") if path.is_file()]


def _labels(place: Workplace) -> list[QWidget]:
    return [part for part in place.window.findChildren(QWidget) if type(part).__name__ == "Label"]


@pytest.mark.skipif("os.name == 'nt'", reason="der kan ingen flytte en mappe med en åpen fil")
def test_a_folder_that_goes_away_in_the_middle_of_work_takes_no_words_with_it(
    qapp: QApplication, qtbot: QtBot, demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with running(qapp, demo, monkeypatch) as program:
        place = unlocked(program, qtbot)
        place.window.go("report")
        page = cast("ReportPage", place.window.page)
        away = demo.rename(demo.with_name("pulled out"))
        page.form.input("story").setPlainText("Falt fra stigen")
        page.form.input("story").document().setModified(True)
        with pytest.raises(Trouble, match="er borte") as gone:
            page.keep_draft()  # as it does by itself a moment after the last key
        assert program._crash.told_elsewhere(gone.value)  # no box on top of the page that says it
        qtbot.waitUntil(lambda: isinstance(program.shell.currentWidget(), TroublePage))
        told = trouble_in(program)
        assert told.trouble.ill is Ill.GONE
        assert told.safe.text().startswith("Det du skrev og ikke fikk lagret, er tatt vare på.")
        away.rename(demo)
        told.buttons[Way.RETRY].click()
        assert isinstance(program.shell.currentWidget(), LockPage)
    again = data.open_data(demo, unlock(demo, data.DEMO_PASSWORD), clock=Clock())
    give_back(again)
    give_back(again)  # once is enough
    assert [row[1] for row in again.read(draft_of, LEFT)[0][WORDS]] == ["Falt fra stigen"]
    again.close()


def test_a_page_that_is_damaged_is_met_on_the_way_in_and_offers_a_rescue(
    qapp: QApplication, qtbot: QtBot, demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, key = demo / "ikdesk.db", unlock(demo, data.DEMO_PASSWORD).database
    with closing(connect(file, key, read_only=True)) as connection:
        root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'measure'").fetchone()[0]
    damage(file, [root], "noise")
    with running(qapp, demo, monkeypatch) as program:
        page = program.shell.currentWidget()
        assert isinstance(page, LockPage)
        page.password.setText(data.DEMO_PASSWORD)
        page.unlock.click()
        qtbot.waitUntil(lambda: isinstance(program.shell.currentWidget(), TroublePage), timeout=15_000)
        trouble = trouble_in(program)
        assert trouble.trouble.ill is Ill.DAMAGED
        assert trouble.buttons[Way.SALVAGE].isVisible()
        assert program.shell.focusWidget() is next(iter(trouble.buttons.values())), "Enter does what most often helps"
        assert QApplication.activeModalWidget() is None


def test_one_comes_back_from_the_backups_also_when_the_keys_were_forgotten_meanwhile(
    qapp: QApplication, demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = unlock(demo, data.DEMO_PASSWORD)
    with running(qapp, demo, monkeypatch) as program:
        program._entrance.show_trouble(Trouble(Ill.DAMAGED, "Filen er skadet."), keys)
        first = trouble_in(program)
        assert first.buttons[Way.SALVAGE].isVisible()
        troubles = program._entrance._troubles
        first.buttons[Way.RESTORE].click()
        restore = program.shell.currentWidget()
        assert isinstance(restore, RestorePage)
        assert troubles is not None
        troubles._forgets.timeout.emit()
        restore.back.click()
        again = trouble_in(program)
        assert again is not first
        assert Way.SALVAGE not in again.buttons


def test_a_command_is_told_who_has_the_data(
    demo: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ["--data", str(demo), "stats", "--period", "2026-T1"]
    monkeypatch.setenv("IKDESK_PASSWORD", data.DEMO_PASSWORD)
    with hold(demo, WINDOW):
        assert run(parse(words)) == 1
    assert "i et vindu. Lukk det vinduet først." in capsys.readouterr().err
    with hold(demo, "import"):
        assert run(parse(words)) == 1
    assert "«ikdesk import» arbeider med disse dataene." in capsys.readouterr().err
    assert run(parse(words)) == 0


def test_whoever_unlocks_is_told_of_a_disk_that_is_nearly_full_and_of_a_changed_lock_screen(
    demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = data.open_data(demo, unlock(demo, data.DEMO_PASSWORD), clock=Clock())
    assert not front_was_touched(opened)
    assert worth_saying(opened, touched=False) == []
    monkeypatch.setattr("ikdesk.safe.guard.MARGIN", 1 << 60)
    said = worth_saying(opened, touched=False)
    assert len(said) == 1
    assert said[0].startswith("Disken er nesten full. Rydd minst ")
    front = (demo / "front.json").read_text()
    (demo / "front.json").write_text(front.replace("Solbakken", "Skogly"))
    assert front_was_touched(opened)
    assert worth_saying(opened, touched=True)[0].startswith("Det låste skjermbildet var endret av noe annet")
    (demo / "front.json").unlink()
    assert not front_was_touched(opened)  # made anew without a word: a backup has none
    opened.close()


@pytest.mark.parametrize("ill", list(Ill))
def test_every_trouble_has_its_sentences_and_a_way_out(ill: Ill) -> None:
    said = SAID[ill]
    assert Way.RETRY in said.ways
    assert str(said.what).endswith(".")
    assert not str(said.title).endswith(".")
