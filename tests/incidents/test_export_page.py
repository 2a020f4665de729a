"""The internal list leaves the window as Excel or PDF, after saying that it is for use inside the unit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from ikdesk.incidents.actions import record_incident
from ikdesk.incidents.export_panel import ProgressBox, Wanted, export_list, start_list
from ikdesk.incidents.queries import Filter
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.settings import Settings
from ikdesk.ui.desk import Desk
from tests.looking import Told, button, desk_of, words_on
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
    assert [row[5] for row in rows[1:]] == ["Falt 3 ganger", "Falt 2 ganger", "Falt 1 ganger"]
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
