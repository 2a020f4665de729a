"""Blank forms on paper: they ask what the screen asks, in the same words, and fit on a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from ikdesk.incidents.blank_panel import print_blank
from ikdesk.incidents.blank_sections import NOT_ON_PAPER, ROWS, Blank, asks, blank_report
from ikdesk.incidents.blank_writing import write_blank
from ikdesk.incidents.collect_links_panel import FormLinks
from ikdesk.incidents.collect_model import COLUMNS
from ikdesk.incidents.model import ASKED, Incident
from ikdesk.kernel.base import fields_of
from ikdesk.kernel.codes import shipped_codebook
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.told import OTHERS, TICKED
from ikdesk.kernel.words import use_language
from tests.access.conftest import desk_that_notes
from tests.paper.pdf_checker import Checker

PLACES = [f"Sted nummer {n}" for n in range(1, 26)]


def _blank(places: Sequence[str] = PLACES) -> Blank:
    when = datetime(2026, 4, 30, 12, 0, tzinfo=UTC)
    return Blank("Solbakken barnehage", shipped_codebook(), places, ["Bjørka", "Eika"], when)


def _read(path: Path) -> tuple[list[str], str, int]:
    checker = Checker(path.read_bytes())
    found = checker.run()
    return found, " ".join(" ".join(checker.text).split()), len(checker.pdf.pages)


def test_the_paper_asks_everything_the_screen_asks_and_in_its_words() -> None:
    on_screen = {*ASKED, OTHERS.key}
    asked = asks(_blank())
    assert set(asked) | NOT_ON_PAPER == on_screen, "give what is new on the form a place on paper"


def test_everything_that_is_asked_stands_on_the_page_once() -> None:
    placed = [ask.key for chapter in blank_report(_blank()).chapters for band in chapter.bands for ask in band.asks]
    assert sorted(placed) == sorted([*asks(_blank()), "body"])


@pytest.mark.parametrize("tongue", ["nb", "nn", "en"])
def test_the_report_form_is_one_page_that_everybody_can_read(tmp_path: Path, tongue: str) -> None:
    use_language(tongue)
    found, text, pages = _read(write_blank("report", _blank(), tmp_path))
    assert (found, pages) == ([], 1)
    book = shipped_codebook()
    questions = [str(f.label) for f in fields_of(Incident, *ASKED) if f.key not in {*NOT_ON_PAPER, *TICKED}]
    kinds = [e.label for e in book.entries("event_type") if e.code != "staff_violation_43"]
    grades = [e.more[f"anchor_{tongue}"] for e in book.entries("severity")]
    lacking = [said for said in (*questions, *kinds, *grades, *PLACES, "Solbakken barnehage") if said not in text]
    assert not lacking


@pytest.mark.parametrize("tongue", ["nb", "nn", "en"])
def test_the_collective_list_has_the_columns_of_the_screen_in_their_order(tmp_path: Path, tongue: str) -> None:
    use_language(tongue)
    found, text, pages = _read(write_blank("collect", _blank(), tmp_path))
    assert (found, pages) == ([], 1)
    assert " ".join(str(column.label) for column in COLUMNS) in text
    assert ROWS >= 18


def test_what_is_about_somebody_who_works_here_is_not_left_on_a_desk(tmp_path: Path) -> None:
    _found, text, _pages = _read(write_blank("report", _blank(), tmp_path))
    assert "krenker" not in text


def test_a_unit_with_more_places_than_a_page_has_room_for_is_told_so(tmp_path: Path) -> None:
    many = [f"Et sted med et langt navn som går over flere linjer, nummer {n}" for n in range(150)]
    with pytest.raises(Problem, match="ikke plass på én side"):
        write_blank("report", _blank(many), tmp_path)
    assert not list(tmp_path.iterdir())


def test_printing_says_where_the_page_lies_and_that_it_is_kept_track_of(
    database: Database, tmp_path: Path, qtbot: QtBot
) -> None:
    desk = desk_that_notes(database)
    desk.use_settings(replace(desk.settings, report_folder=str(tmp_path)))
    said: list[str] = []
    job = print_blank(desk, lambda told, *_more: said.append(told), "collect")
    with qtbot.waitSignal(job.ended, timeout=20_000):
        pass
    assert said
    assert said[0].startswith("«Samleskjema.pdf» ligger i")
    assert (tmp_path / "Samleskjema.pdf").is_file()


def test_the_list_of_incidents_offers_the_forms(qtbot: QtBot) -> None:
    links = FormLinks()
    qtbot.addWidget(links)
    menu: QMenu = links.menu()
    wanted: list[str] = []
    links.wants.connect(wanted.append)
    for action in menu.actions():
        action.trigger()
    assert wanted == ["collect", "blank_report", "blank_collect"]
