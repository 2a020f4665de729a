"""The internal list leaves the window as Excel or PDF, after saying that it is for use inside the unit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pikepdf
import pytest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from ikdesk.exports.actions import know_files
from ikdesk.exports.model import looked_at
from ikdesk.exports.queries import old_exports
from ikdesk.incidents.actions import record_incident
from ikdesk.incidents.export_panel import ListBox, ProgressBox, Wanted, export_list, start_list
from ikdesk.incidents.queries import Filter
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.settings import Settings
from ikdesk.ui.desk import Desk
from tests.looking import Told, button, cut, desk_of, nameless, words_on
from tests.paper.pdf_checker import check, texts
from tests.programs import Opened, noted
from tests.samples import LEADER, TODAY, incident_values
from tests.ui.hands import answering, click


@pytest.fixture
def desk(database: Database, tmp_path: Path) -> Iterator[Desk]:
    for day in (1, 2, 3):
        values = incident_values(database, occurred_on=date(2026, 4, day), severity=day, story=f"Falt {day} ganger")
        told = datetime.combine(date(2026, 4, day), time(12))
        database.write(record_incident, values, told_at=told, by=LEADER, today=TODAY)
    made = desk_of(database, Settings(report_folder=str(tmp_path)))
    yield made
    made.close()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def programs() -> Iterator[Opened]:
    with noted() as made:
        yield made


def test_a_folder_that_cannot_be_made_is_said(desk: Desk, window: QWidget, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    desk.use_settings(Settings(report_folder=str(tmp_path / "file" / "ut")))
    with answering(lambda box: box._on_chosen("xlsx"), kind=ListBox), pytest.raises(Problem, match="ut"):
        export_list(window, desk, Filter(), Told())


def accept_file(dialog: QDialog) -> None:
    assert isinstance(dialog, QFileDialog)
    dialog.accept()


def test_the_list_becomes_a_workbook_that_can_be_opened_at_once(
    qtbot: QtBot, desk: Desk, window: QWidget, programs: Opened, tmp_path: Path
) -> None:
    told, said = Told(), list[str]()

    def excel(dialog: QDialog) -> None:
        said.append(words_on(dialog))
        click(button(dialog, "Lag Excel"))

    with answering(excel, accept_file):
        job = export_list(window, desk, Filter(severity=None), told)
    assert job is not None
    qtbot.waitUntil(lambda: bool(told.said), timeout=10_000)
    assert "3 hendelser" in said[0]
    assert "skal ikke sendes videre" in said[0]
    path = tmp_path / "Hendelser 2026-04-30.xlsx"
    assert told.said == [f"Listen ligger i {tmp_path.parent.name}/{tmp_path.name}."]
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    rows = list(sheet.values)
    assert [row[2] for row in rows[1:]] == ["Falt 3 ganger", "Falt 2 ganger", "Falt 1 ganger"]
    told.undo()
    assert programs.paths == [path]


def test_the_list_becomes_a_tagged_pdf_with_what_the_filter_lets_through(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "liste.pdf"
    job = start_list(desk, Wanted(Filter(severity=2), 1, path))
    with qtbot.waitSignal(job.succeeded, timeout=10_000):
        pass
    assert check(path.read_bytes()) == []
    said = "".join(texts(path.read_bytes()))
    assert "Falt 2 ganger" in said
    assert "Falt 1 ganger" not in said


def test_the_pdf_is_locked_with_the_words_that_were_shown(
    qtbot: QtBot, desk: Desk, window: QWidget, tmp_path: Path
) -> None:
    told, words = Told(), list[str]()

    def pdf(box: ListBox) -> None:
        assert (nameless(box), cut(box)) == ([], [])
        click(box.password.copy)
        words.append(box.password.value())
        assert QApplication.clipboard().text() == words[0]
        click(button(box, "Lag PDF"))

    with answering(pdf, accept_file):
        export_list(window, desk, Filter(severity=None), told)
    qtbot.waitUntil(lambda: bool(told.said), timeout=10_000)
    assert len(words[0].split()) == 4
    (path,) = tmp_path.iterdir()
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(path)
    with pikepdf.open(path, password=words[0]) as opened:
        assert opened.encryption.R == 6
    assert told.said == [f"Listen ligger i {tmp_path.parent.name}/{tmp_path.name}."]


def test_a_password_of_ones_own_must_be_one_and_no_password_is_ones_own_choice(
    qtbot: QtBot, desk: Desk, window: QWidget, tmp_path: Path
) -> None:
    told = Told()

    def without(box: ListBox) -> None:
        box.password.words.set_value("kort")
        click(button(box, "Lag PDF"))
        assert "minst tolv tegn" in box.password.box.error
        box.password.lock.set_value(False)
        click(button(box, "Lag PDF"))

    with answering(without, accept_file):
        export_list(window, desk, Filter(severity=None), told)
    qtbot.waitUntil(lambda: bool(told.said), timeout=10_000)
    (path,) = tmp_path.iterdir()
    assert check(path.read_bytes()) == []


def test_the_list_is_known_as_a_file_that_was_taken_out(
    qtbot: QtBot, desk: Desk, database: Database, window: QWidget
) -> None:
    told, desk.knowing = Told(), know_files
    with answering(lambda box: click(button(box, "Lag Excel")), accept_file):
        export_list(window, desk, Filter(severity=None), told)
    qtbot.waitUntil(lambda: bool(told.said), timeout=10_000)
    (known,) = looked_at(database.read(old_exports, viewer=LEADER, today=TODAY + timedelta(days=31)))
    assert (known.kind, known.same, known.path.name) == ("incident", True, "Hendelser 2026-04-30.xlsx")


def test_calling_it_off_makes_nothing(qtbot: QtBot, desk: Desk, window: QWidget, tmp_path: Path) -> None:
    told = Told()
    with answering(lambda dialog: dialog.reject()):
        assert export_list(window, desk, Filter(), told) is None
    with answering(lambda dialog: click(button(dialog, "Lag PDF")), lambda dialog: dialog.reject()):
        assert export_list(window, desk, Filter(), told) is None
    assert list(tmp_path.iterdir()) == []
    assert told.said == []


def test_a_list_that_is_stopped_leaves_no_file(qtbot: QtBot, desk: Desk, window: QWidget, tmp_path: Path) -> None:
    job = start_list(desk, Wanted(Filter(), 3, tmp_path / "liste.xlsx"))
    box = ProgressBox(window, job)
    with qtbot.waitSignal(job.ended, timeout=10_000):
        click(box.line.stop)
    assert job.stopping
    assert [path for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_folder_that_cannot_be_written_to_is_told(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    blocked = tmp_path / "fil"
    blocked.write_text("ikke en mappe", "utf-8")
    job = start_list(desk, Wanted(Filter(), 3, blocked / "liste.xlsx"))
    with qtbot.waitSignal(job.failed, timeout=10_000) as told:
        pass
    assert isinstance(told.args[0], Problem)
