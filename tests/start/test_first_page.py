"""The first four steps: nothing typed is lost, what is wrong is said at its field, and the code is written down."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.start.first_page import FirstPage, NewUnit
from ikdesk.unit.model import UnitKind
from tests.looking import button, cut, larger, nameless, shown, words_on
from tests.ui.hands import click, press, write

CODE = "7KQ2M-ABCDE-FGHJK-MNPQR-STVWX-12345"
WORDS = "hest lampe vår brød"


class Maker:
    """Makes nothing, but remembers what was asked for, and says no when told to."""

    def __init__(self) -> None:
        self.got: list[NewUnit] = []
        self.no: Exception | None = None
        self.demo = 0

    def make(self, new: NewUnit) -> str:
        if self.no is not None:
            raise self.no
        self.got.append(new)
        return CODE

    def show_demo(self) -> None:
        self.demo += 1


def page_of(qtbot: QtBot, folder: Path, maker: Maker | None = None, **size: int) -> FirstPage:
    found = maker or Maker()
    page = shown(qtbot, FirstPage(found.make, found.show_demo, folder), **size)
    assert isinstance(page, FirstPage)
    return page


def fill(page: FirstPage) -> None:
    unit, _places, leader, _folder = page.steps
    write(unit.name, "Solbakken barnehage")  # type: ignore[union-attr]
    click(page.forward)
    click(page.forward)
    write(leader.leader, "Tom")  # type: ignore[union-attr]
    leader.password.set_value(WORDS)  # type: ignore[union-attr]
    leader.again.set_value(WORDS)  # type: ignore[union-attr]
    click(page.forward)


def test_the_whole_way_to_the_recovery_code(qtbot: QtBot, tmp_path: Path) -> None:
    maker = Maker()
    page = page_of(qtbot, tmp_path / "data", maker)
    fill(page)
    click(page.forward)
    (new,) = maker.got
    assert (new.answers.name, new.answers.kind) == ("Solbakken barnehage", UnitKind.BARNEHAGE)
    assert (new.leader, new.password, new.language, new.folder) == ("Tom", WORDS, "nb", tmp_path / "data")
    assert new.answers.leader == ""
    assert "sledding_hill" in (new.answers.standards or ())
    assert CODE in words_on(page)
    ready: list[bool] = []
    page.ready.connect(lambda: ready.append(True))
    panel: Any = page.code
    click(panel.go)
    assert ready == []
    assert panel.box.error == "Skriv koden ned først, og sett en hake her."
    click(panel.kept)
    click(panel.go)
    assert ready == [True]


def test_the_way_can_be_gone_by_keyboard(qtbot: QtBot, tmp_path: Path) -> None:
    page = page_of(qtbot, tmp_path / "data")
    unit: Any = page.steps[0]
    assert unit.name.hasFocus()
    write(unit.name, "Solbakken")
    press(unit.name, Qt.Key.Key_Return)
    assert page.head.title.text() == "Avdelinger og steder"
    press(page, Qt.Key.Key_Escape)
    assert page.head.title.text() == "Velkommen til IKdesk"
    assert unit.name.value() == "Solbakken"


def test_a_step_says_what_is_missing_at_its_field(qtbot: QtBot, tmp_path: Path) -> None:
    page = page_of(qtbot, tmp_path / "data")
    unit, _places, leader, _folder = (step for step in page.steps)
    click(page.forward)
    assert unit.boxes["name"].error == "Skriv navnet på virksomheten."
    page.jump(2)
    click(page.forward)
    assert leader.boxes["leader"].error
    write(leader.leader, "Tom")  # type: ignore[union-attr]
    write(leader.password, "kort")  # type: ignore[union-attr]
    click(page.forward)
    assert "tolv tegn" in leader.boxes["password"].error
    leader.password.set_value(WORDS)  # type: ignore[union-attr]
    leader.again.set_value("noe helt annet")  # type: ignore[union-attr]
    click(page.forward)
    assert leader.boxes["again"].error == "Passordene er ikke like. Skriv det samme begge steder."


def test_a_weak_password_is_told_and_refused(qtbot: QtBot, tmp_path: Path) -> None:
    page = page_of(qtbot, tmp_path / "data")
    page.jump(2)
    leader: Any = page.steps[2]
    write(leader.leader, "Tom")
    leader.password.set_value("passord12345")
    leader.again.set_value("passord12345")
    assert "Svakt" in leader.secret.grade.accessibleName()
    click(page.forward)
    assert "Svakt" in leader.boxes["password"].error


def test_four_words_are_proposed_and_used_with_one_press(qtbot: QtBot, tmp_path: Path) -> None:
    page = page_of(qtbot, tmp_path / "data")
    page.jump(2)
    leader: Any = page.steps[2]
    first = leader.secret.proposal.text()
    assert len(first.split()) == 4
    click(leader.secret.other)
    assert leader.secret.proposal.text() != first
    click(leader.secret.use)
    assert leader.password.text() == leader.again.text() == leader.secret.proposal.text()
    assert "Godt" in leader.secret.grade.accessibleName()


def test_nothing_typed_is_lost_on_the_way_back(qtbot: QtBot, tmp_path: Path) -> None:
    page = page_of(qtbot, tmp_path / "data")
    fill(page)
    places: Any = page.steps[1]
    click(page.back)
    click(page.back)
    click(places.more)
    write(places.more, "Blåveisen")
    press(places.more, Qt.Key.Key_Return)
    click(page.back)
    assert page.answers().answers.name == "Solbakken barnehage"
    assert page.answers().answers.departments == ("Småbarn", "Storbarn", "Blåveisen")
    assert page.answers().password == WORDS


def test_places_that_are_not_there_are_left_out(qtbot: QtBot, tmp_path: Path) -> None:
    page = page_of(qtbot, tmp_path / "data")
    page.jump(1)
    places: Any = page.steps[1]
    chip = next(chip for chip in places.places._chips if chip.code == "campfire")
    click(chip)
    assert "campfire" not in (page.answers().answers.standards or ())
    places.places.set_value([])
    click(page.forward)
    assert places.boxes["standards"].error


def test_a_school_is_offered_classes_and_its_own_places(qtbot: QtBot, tmp_path: Path) -> None:
    page = page_of(qtbot, tmp_path / "data")
    unit: Any = page.steps[0]
    write(unit.name, "Solbakken skole")
    unit.kind.set_value("skole")
    click(page.forward)
    found = page.answers().answers
    assert found.kind is UnitKind.SKOLE
    assert found.departments[:2] == ("1. trinn", "2. trinn")
    assert "classroom" in (found.standards or ())


def test_a_folder_in_the_cloud_is_refused_at_its_field(qtbot: QtBot, tmp_path: Path) -> None:
    maker = Maker()
    page = page_of(qtbot, tmp_path / "OneDrive" / "IKdesk", maker)
    fill(page)
    click(page.forward)
    folder: Any = page.steps[3]
    assert "OneDrive" in folder.boxes["folder"].error
    assert maker.got == []
    folder.folder.set_value(str(tmp_path / "data"))
    assert folder.boxes["folder"].error == ""
    click(page.forward)
    assert len(maker.got) == 1


def test_what_is_refused_at_the_end_leads_back_to_its_step(qtbot: QtBot, tmp_path: Path) -> None:
    maker = Maker()
    maker.no = Invalid(name="Navnet er for langt.")
    page = page_of(qtbot, tmp_path / "data", maker)
    fill(page)
    click(page.forward)
    assert page.steps[0].boxes["name"].error == "Navnet er for langt."
    assert page.head.title.text() == "Velkommen til IKdesk"


def test_a_problem_is_told_and_nothing_is_lost(qtbot: QtBot, tmp_path: Path) -> None:
    maker = Maker()
    maker.no = Problem("Disken er nesten full. Rydd minst 40 MB og prøv igjen.")
    page = page_of(qtbot, tmp_path / "data", maker)
    fill(page)
    click(page.forward)
    assert "Disken er nesten full" in words_on(page)
    maker.no = None
    click(page.forward)
    assert CODE in words_on(page)


def test_the_sheet_with_the_code_can_be_saved(qtbot: QtBot, tmp_path: Path) -> None:
    page = page_of(qtbot, tmp_path / "data")
    fill(page)
    click(page.forward)
    panel: Any = page.code
    panel.write(tmp_path / "kode.txt")
    assert CODE in (tmp_path / "kode.txt").read_text("utf-8")
    assert "Solbakken barnehage" in (tmp_path / "kode.txt").read_text("utf-8")


def test_the_demo_is_one_press_away(qtbot: QtBot, tmp_path: Path) -> None:
    maker = Maker()
    page = page_of(qtbot, tmp_path / "data", maker)
    click(button(page, "Prøv med eksempeldata"))
    assert maker.demo == 1


def test_everything_has_a_name_and_nothing_is_cut(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    def look(width: int) -> None:
        page = page_of(qtbot, tmp_path / str(width), width=width)
        for step in range(4):
            page.jump(step)
            QApplication.processEvents()
            assert (step, nameless(page), cut(page)) == (step, [], [])
        page.jump(0)
        fill(page)
        click(page.forward)
        QApplication.processEvents()
        assert (nameless(page), cut(page)) == ([], [])

    look(1152)
    with larger(qapp):
        look(1366)


def test_a_message_post_is_opened_instead(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path] = []
    page = shown(qtbot, FirstPage(lambda _new: "", lambda: None, tmp_path / "new", opened.append))
    monkeypatch.setattr("ikdesk.start.first_page.ask_folder", lambda *_asked: tmp_path)
    click(page.post)
    assert opened == []
    assert "ingen meldepost" in words_on(page)
    (tmp_path / "IKdesk-meldepost").mkdir()
    (tmp_path / "IKdesk-meldepost" / "post.json").touch()
    click(page.post)
    assert opened == [tmp_path / "IKdesk-meldepost"]
