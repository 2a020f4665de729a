"""An archive taken in from the first page of the window, by one who has never seen a command line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ikdesk.app import Program
from ikdesk.archive.page import TakeInPage
from ikdesk.incidents.queries import Filter, how_many
from ikdesk.people.queries import people
from ikdesk.start.first_page import FirstPage
from ikdesk.ui.window import Window
from tests.archive.taken_out import PASSWORD, changed, copy_of
from tests.looking import button, cut, larger, nameless, words_on
from tests.test_app import end, start
from tests.ui.hands import answering, click, name_file


@pytest.fixture
def program(qapp: QApplication, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    """The program on a machine without data, where somebody says that they have an archive."""
    found = start(qapp, tmp_path / "IKdesk", monkeypatch)
    click(button(cast("FirstPage", found.shell.currentWidget()), "Jeg har et arkiv"))
    yield found
    end(found, qapp)


def page_of(program: Program) -> TakeInPage:
    found = program.shell.currentWidget()
    assert isinstance(found, TakeInPage)
    return found


def write_password(page: TakeInPage) -> None:
    page.secret.password.setText(PASSWORD)
    page.secret.again.setText(PASSWORD)


def test_an_archive_becomes_the_unit_here(
    archive: Path, program: Program, qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ikdesk.entrance_app.remember_folder", lambda _folder: None)
    page = page_of(program)
    assert page.focusWidget() is page.archive
    assert (nameless(page), cut(page)) == ([], [])
    with larger(qapp):
        program.shell.resize(1024, 700)
        assert cut(page) == []
    page.go.click()
    assert page.boxes["archive"].error == "Velg mappen arkivet ligger i."
    with answering(name_file(archive)):
        click(page.choose)
    page.go.click()
    assert page.boxes["name"].error == "Skriv hva du heter. Fornavn er nok."
    page.name.set_value("Tom")
    page.go.click()
    assert page.boxes["password"].error
    write_password(page)
    page.go.click()
    qtbot.waitUntil(lambda: page.code is not None, timeout=20_000)
    assert page.code is not None
    assert (nameless(page), cut(page)) == ([], [])
    assert page.secret.password.text() == ""
    page.code.kept.set_value(True)
    click(page.code.go)
    qtbot.waitUntil(lambda: isinstance(program.shell.currentWidget(), Window), timeout=20_000)
    assert program._workplace is not None
    desk = program._workplace.desk
    assert desk.read(how_many, Filter()) > 100
    kept = desk.read(people)[0]
    assert (kept.name, kept.code_kept is not None) == ("Tom", True)


def test_what_is_refused_is_told_and_one_may_go_back(
    archive: Path, program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    page = page_of(program)
    copy = changed(copy_of(archive, tmp_path / "arkiv"), "unit", lambda units: units.clear())
    page.archive.set_value(str(copy))
    page.name.set_value("Anne")
    write_password(page)
    page.go.click()
    qtbot.waitUntil(lambda: "ikke av én virksomhet" in words_on(page), timeout=20_000)
    assert not (tmp_path / "IKdesk").exists()
    page.folder.set_value(str(copy / "data"))
    page.go.click()
    qtbot.waitUntil(lambda: "annen mappe enn arkivet" in words_on(page), timeout=20_000)
    click(page.back)
    assert isinstance(program.shell.currentWidget(), FirstPage)
