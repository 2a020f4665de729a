"""A log is taken in through the window: looked through, set by hand where it is unclear, saved whole or not at all."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from ikdesk.incidents.import_actions import read_source
from ikdesk.incidents.import_choices_model import NOT_READ, Choices
from ikdesk.incidents.import_look_actions import look_at
from ikdesk.incidents.import_page import ImportPage
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Problem
from ikdesk.unit.model import ExposureDay
from tests.incidents.import_samples import HEADINGS, ROWS, csv_file, how_many, incidents, log_file, workbook
from tests.looking import Told, button, cut, desk_of, larger, nameless, shown, words_on
from tests.samples import place_of
from tests.ui.hands import answering, click, name_file

STRANGE = (
    ("03.02.2026", "10.40", "Skade på barn", "Bakken bak huset", "1", "Kjørte inn i gjerdet"),
    ("04.02.2026", "", "Nestenulykke", "Bakken bak huset", "Litt vondt", "Holdt på å treffe et tre"),
    ("05.02.2026", "", "Nestenulykke", "Garderobe", "0", "Skled"),
)

HILL = "Akebakke"  # a place of the unit's own


class Before:
    """Counts how often a copy was asked for, and how much there was then."""

    def __init__(self, database: Database) -> None:
        self.database, self.found = database, list[int]()

    def __call__(self) -> None:
        self.found.append(how_many(self.database))


@pytest.fixture
def before(database: Database) -> Before:
    return Before(database)


@pytest.fixture
def page(qtbot: QtBot, database: Database, before: Before) -> ImportPage:
    desk, told = desk_of(database), Told()
    made = shown(qtbot, ImportPage(desk, told, before))
    assert isinstance(made, ImportPage)
    made.destroyed.connect(desk.close)
    made.told = told  # type: ignore[attr-defined]
    return made


def said(page: ImportPage) -> list[str]:
    told = page.told  # type: ignore[attr-defined]
    assert isinstance(told, Told)
    return told.said


def wait(qtbot: QtBot, page: ImportPage) -> None:
    qtbot.waitUntil(lambda: page._job is None, timeout=10_000)
    QApplication.processEvents()


def opened(qtbot: QtBot, page: ImportPage, path: Path) -> ImportPage:
    page.file.take(path)
    wait(qtbot, page)
    return page


def choose(qtbot: QtBot, page: ImportPage, box: Any, value: str | None) -> None:
    box.set_value(value)
    wait(qtbot, page)


def drop(page: ImportPage, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left, plain = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    over = QDragEnterEvent(QPoint(40, 40), copy, data, left, plain)
    QApplication.sendEvent(page, over)
    assert over.isAccepted()
    QApplication.sendEvent(page, QDropEvent(QPointF(40, 40), copy, data, left, plain))


def test_a_clean_log_is_looked_through_and_saved_with_a_copy_first(
    qtbot: QtBot, page: ImportPage, database: Database, before: Before, tmp_path: Path
) -> None:
    opened(qtbot, page, log_file(tmp_path))
    shown_words = words_on(page)
    assert "4 nye" in shown_words
    assert "Forstått" in shown_words
    assert page.columns.boxes["Dato"].value() == "date"
    assert how_many(database) == 0
    assert before.found == []
    click(button(page, "Hent inn 4 hendelser"))
    wait(qtbot, page)
    assert how_many(database) == 4
    assert before.found == [0]
    assert "4 hendelser er importert." in words_on(page)
    assert said(page) == ["4 hendelser er importert."]
    with qtbot.waitSignal(page.wants) as wanted:
        click(button(page, "Vis hendelsene"))
    assert wanted.args == ["incidents"]


def test_the_same_file_again_has_nothing_new(
    qtbot: QtBot, page: ImportPage, database: Database, tmp_path: Path
) -> None:
    path = log_file(tmp_path)
    opened(qtbot, page, path)
    click(page.save)
    wait(qtbot, page)
    click(button(page, "Hent en fil til"))
    opened(qtbot, page, path)
    assert "4 står her fra før" in words_on(page)
    assert not page.save.isVisible()
    assert how_many(database) == 4


def test_unknown_words_are_given_a_meaning_by_hand_and_nothing_is_saved_before(
    qtbot: QtBot, page: ImportPage, database: Database, before: Before, tmp_path: Path
) -> None:
    opened(qtbot, page, log_file(tmp_path, STRANGE))
    assert "2 avvist" in words_on(page)
    assert "Ingenting blir lagret før 2 rader er rettet." in words_on(page)
    click(page.save)
    wait(qtbot, page)
    assert (how_many(database), before.found) == (0, [])
    words = page.words.boxes
    assert set(words) == {("place", "Bakken bak huset"), ("severity", "Litt vondt")}
    choose(qtbot, page, words["place", "Bakken bak huset"], HILL)
    assert "1 avvist" in words_on(page)
    choose(qtbot, page, page.words.boxes["severity", "Litt vondt"], "1")
    assert "Alle har fått en betydning" in words_on(page)
    click(button(page, "Hent inn 3 hendelser"))
    wait(qtbot, page)
    first, second, third = incidents(database)
    assert (first.place_id, second.severity) == (place_of(database, "sledding_hill"), 1)
    assert third.place_id == place_of(database, "cloakroom")


def test_a_meaning_can_be_taken_back_and_a_word_left_out(
    qtbot: QtBot, page: ImportPage, database: Database, tmp_path: Path
) -> None:
    opened(qtbot, page, log_file(tmp_path, STRANGE[1:]))
    choose(qtbot, page, page.words.boxes["place", "Bakken bak huset"], HILL)
    choose(qtbot, page, page.words.boxes["severity", "Litt vondt"], "-")
    assert page.plan is not None
    assert page.plan.ready
    choose(qtbot, page, page.words.boxes["place", "Bakken bak huset"], None)
    assert page.plan.rejected == 1
    choose(qtbot, page, page.words.boxes["place", "Bakken bak huset"], "cloakroom")
    choose(qtbot, page, page.words.boxes["place", "Bakken bak huset"], HILL)
    click(page.save)
    wait(qtbot, page)
    assert [one.severity for one in incidents(database)] == [None, 0]


def test_a_file_that_was_mended_and_opened_again_keeps_the_meanings(
    qtbot: QtBot, page: ImportPage, tmp_path: Path
) -> None:
    wrong = ("31.02.2026", "", "Nestenulykke", "Bakken bak huset", "1", "Skled")
    opened(qtbot, page, log_file(tmp_path, (*STRANGE[:1], wrong)))
    choose(qtbot, page, page.words.boxes["place", "Bakken bak huset"], HILL)
    assert page.plan is not None
    assert page.plan.rejected == 1
    opened(qtbot, page, log_file(tmp_path, (*STRANGE[:1], ("28.02.2026", *wrong[1:]))))
    assert page.plan.ready
    assert page.words.boxes["place", "Bakken bak huset"].value() == HILL
    other = tmp_path / "other"
    other.mkdir()
    opened(qtbot, page, log_file(other, STRANGE[:1]))
    assert not page.plan.ready


def test_a_column_nobody_knows_is_pointed_out(
    qtbot: QtBot, page: ImportPage, database: Database, tmp_path: Path
) -> None:
    headings = ("Dato", "Kl", "Hva slags greie", "Plass", "Grad", "Beskrivelse")
    opened(qtbot, page, log_file(tmp_path, ROWS, headings))
    assert "Vi fant ikke hvilken kolonne som er «Type». Velg den under." in words_on(page)
    assert "For eksempel: Skade på barn" in words_on(page)
    assert page.columns.boxes["Plass"].value() == "place"
    choose(qtbot, page, page.columns.boxes["Hva slags greie"], "type")
    assert not page.problem.isVisible()
    click(button(page, "Hent inn 4 hendelser"))
    wait(qtbot, page)
    assert how_many(database) == 4


def test_a_column_is_left_out_and_another_takes_its_place(
    qtbot: QtBot, page: ImportPage, database: Database, tmp_path: Path
) -> None:
    rows = [(*row, "Hemmelig", "Kløveren") for row in ROWS]
    opened(qtbot, page, log_file(tmp_path, rows, (*HEADINGS, "Merknader til slutt", "Avdeling")))
    choose(qtbot, page, page.columns.boxes["Hva skjedde"], None)
    choose(qtbot, page, page.columns.boxes["Merknader til slutt"], "story")
    choose(qtbot, page, page.columns.boxes["Avdeling"], None)
    assert page.plan is not None
    assert page.plan.new_departments == ()
    click(page.save)
    wait(qtbot, page)
    assert {one.story for one in incidents(database)} == {"Hemmelig"}
    assert {one.department_id for one in incidents(database)} == {None}


def test_two_columns_that_could_be_the_same_are_left_to_a_person(
    qtbot: QtBot, page: ImportPage, tmp_path: Path
) -> None:
    rows = [(*row, "Garderobe") for row in ROWS]
    opened(qtbot, page, log_file(tmp_path, rows, (*HEADINGS, "Skadested")))
    assert "Flere kolonner kan være «Sted». Velg under hvilken det er." in words_on(page)
    choose(qtbot, page, page.columns.boxes["Skadested"], "place")
    assert page.plan is not None
    assert {one.place for one in page.plan.preview} == {"Garderobe"}


def test_a_file_may_be_dropped_anywhere_on_the_page(qtbot: QtBot, page: ImportPage, tmp_path: Path) -> None:
    drop(page, log_file(tmp_path))
    wait(qtbot, page)
    assert page.plan is not None
    assert page.plan.imported == 4


@pytest.mark.parametrize("name", ["bilde.png", "rapport.pdf", "tom.csv"])
def test_what_is_no_log_is_refused_with_advice_and_the_next_file_is_welcome(
    qtbot: QtBot, page: ImportPage, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    if name.endswith("png"):
        Image.new("RGB", (8, 8)).save(path)
    else:
        path.write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" if name.endswith("pdf") else b"")
    drop(page, path)
    wait(qtbot, page)
    assert page.problem.isVisible()
    assert name in page.problem.label.text()
    assert not page.footer.isVisible()
    assert page.file.choose.isVisible()
    opened(qtbot, page, log_file(tmp_path))
    assert not page.problem.isVisible()
    assert page.save.isVisible()


def test_a_file_that_vanished_is_told_and_the_page_goes_on(qtbot: QtBot, page: ImportPage, tmp_path: Path) -> None:
    opened(qtbot, page, tmp_path / "borte.csv")
    assert "Finner ikke «borte.csv»" in words_on(page)


def test_when_the_copy_cannot_be_made_nothing_is_saved(qtbot: QtBot, database: Database, tmp_path: Path) -> None:
    def full() -> None:
        raise Problem("Disken er full.")

    desk = desk_of(database)
    page = shown(qtbot, ImportPage(desk, Told(), full))
    opened(qtbot, page, log_file(tmp_path))
    click(page.save)
    wait(qtbot, page)
    assert "Disken er full." in words_on(page)
    assert how_many(database) == 0
    assert page.save.isVisible()
    desk.close()


def test_the_choices_are_kept_and_used_the_next_time(
    qtbot: QtBot, page: ImportPage, database: Database, tmp_path: Path
) -> None:
    opened(qtbot, page, log_file(tmp_path, STRANGE))
    choose(qtbot, page, page.words.boxes["place", "Bakken bak huset"], HILL)
    choose(qtbot, page, page.words.boxes["severity", "Litt vondt"], "-")
    kept = tmp_path / "valg.toml"

    with answering(name_file(kept), kind=QFileDialog):
        click(button(page, "Lagre valgene"))
    assert tomllib.loads(kept.read_text("utf-8")) == {
        "values": {"place": {"Bakken bak huset": HILL}, "severity": {"Litt vondt": ""}}
    }
    opened(qtbot, page, (tmp_path / "logg.csv").rename(tmp_path / "neste.csv"))
    assert page.plan is not None
    assert page.plan.rejected == 2
    drop(page, kept)
    wait(qtbot, page)
    assert page.plan.ready
    source = read_source(tmp_path / "neste.csv", kept)
    assert source.given.values["place"] == {"bakken bak huset": HILL}


def test_a_broken_map_is_told_and_the_page_keeps_what_it_had(
    qtbot: QtBot, page: ImportPage, tmp_path: Path
) -> None:
    broken = tmp_path / "valg.toml"
    broken.write_text("[columns\n", "utf-8")
    drop(page, broken)
    assert "Velg filen med hendelser først" in words_on(page)
    opened(qtbot, page, log_file(tmp_path))
    drop(page, broken)
    wait(qtbot, page)
    assert "valg.toml" in page.problem.label.text()
    assert page.save.isVisible()


def test_a_log_of_days_in_use_is_recognised_and_leads_to_its_own_page(
    qtbot: QtBot, page: ImportPage, database: Database, tmp_path: Path
) -> None:
    rows = [("Dato", "Akedag"), ("03.02.2026", "ja"), ("04.02.2026", "nei")]
    opened(qtbot, page, csv_file(tmp_path / "ake.csv", rows))
    assert page.columns.kind.value() == "exposure"
    click(button(page, "Hent inn 1 rad med dager i bruk"))
    wait(qtbot, page)
    assert how_many(database, ExposureDay) == 1
    with qtbot.waitSignal(page.wants) as wanted:
        click(button(page, "Vis akedagene"))
    assert wanted.args == ["exposure"]


def test_calling_it_off_forgets_the_file_and_goes_back(
    qtbot: QtBot, page: ImportPage, database: Database, tmp_path: Path
) -> None:
    opened(qtbot, page, log_file(tmp_path))
    with qtbot.waitSignal(page.wants):
        click(page.cancel)
    assert page.plan is None
    assert not page.footer.isVisible()
    assert how_many(database) == 0


def test_a_log_without_a_heading_we_know_can_still_be_set_by_hand(
    qtbot: QtBot, page: ImportPage, database: Database, tmp_path: Path
) -> None:
    opened(qtbot, page, log_file(tmp_path, ROWS, ("A1", "A2", "A3", "A4", "A5", "A6")))
    for heading, key in (("A1", "date"), ("A3", "type"), ("A4", "place"), ("A5", "severity")):
        choose(qtbot, page, page.columns.boxes[heading], key)
    click(button(page, "Hent inn 4 hendelser"))
    wait(qtbot, page)
    assert [one.severity for one in incidents(database)] == [1, 0, 3, 2]


def test_a_workbook_says_which_sheets_it_does_not_read(qtbot: QtBot, page: ImportPage, tmp_path: Path) -> None:
    path = workbook(tmp_path / "logg.xlsx", [HEADINGS, *ROWS])
    book = openpyxl.load_workbook(path)
    book.create_sheet("Til leder").append(["Husk", "å", "ringe"])
    book.save(path)
    opened(qtbot, page, path)
    assert "Ark som ikke leses: Til leder" in words_on(page)
    assert page.plan is not None
    assert page.plan.imported == 4


def test_nothing_is_cut_and_everything_has_a_name(
    qtbot: QtBot, page: ImportPage, database: Database, qapp: QApplication, tmp_path: Path
) -> None:
    assert nameless(page) == []
    opened(qtbot, page, log_file(tmp_path, STRANGE))
    assert nameless(page) == []
    assert cut(page) == []
    with larger(qapp):
        assert cut(page) == []


def test_choices_are_the_same_as_a_map(tmp_path: Path) -> None:
    choices = Choices().with_kind("incidents").with_column('Ste"d\\', "place", "").with_column("Merknad", "", "story")
    choices = choices.with_word("place", "Bak\x7fken\n", "sledding_hill").with_word("severity", "?", NOT_READ)
    found = tomllib.loads(choices.text())
    assert found == {
        "kind": "incidents", "columns": {"place": 'Ste"d\\', "story": ""},
        "values": {"place": {"Bak\x7fken\n": "sledding_hill"}, "severity": {"?": ""}},
    }  # fmt: skip
    assert Choices().text() == ""
    assert choices.with_word("place", "Bak\x7fken\n", None).values["place"] == {}
    path = log_file(tmp_path, ROWS, ("Dato", "Klokkeslett", "Type", 'Ste"d\\', "Alvorlighet", "Merknad"))
    look = look_at(path, Choices(columns={"place": 'Ste"d\\'}))
    assert look.source is not None
