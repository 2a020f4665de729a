"""Somebody who fetches a log in Nynorsk or English is asked and answered in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ikdesk import data as opening
from ikdesk.incidents.import_page import ImportPage
from ikdesk.kernel.settings import Settings
from ikdesk.kernel.words import use_language
from ikdesk.ui.desk import Desk
from tests.i18n.bokmal import given_away
from tests.i18n.reading import texts_of

HEADS = {"nn": "Dato;Type;Stad;Alvor;Xyz", "en": "Date;Type;Place;Severity;Xyz"}
FINE = {"nn": "12.04.2026;Skade på barn;Sandkasse;1;a", "en": "12.04.2026;Child injury;Sandpit;1;a"}
UNKNOWN = "13.04.2026;Qqq;Qqq;1;b\n99.99.2026;Qqq;Qqq;1;c"


@pytest.fixture
def page(spoken: str, unit: opening.Data, qtbot: QtBot) -> Iterator[ImportPage]:
    """The page for fetching a file."""
    use_language(spoken)
    desk = Desk(unit.database, unit.viewer, unit.clock, unit.codebook(), Settings(language=spoken))
    made = ImportPage(desk, lambda *_said: None, lambda: None)
    qtbot.addWidget(made)
    made.show()
    yield made
    desk.close()


def wrong(page: ImportPage, language: str) -> list[str]:
    return sorted(text for text in texts_of(page) if given_away(text, language))


def read(page: ImportPage, qtbot: QtBot, path: Path, *lines: str) -> None:
    path.write_text("\n".join(lines), "utf-8")
    page.open(path)
    qtbot.waitUntil(lambda: page.plan is not None or page.problem.isVisible(), timeout=20_000)


def test_the_empty_page(spoken: str, page: ImportPage) -> None:
    assert wrong(page, spoken) == []


def test_a_log_with_unknown_words(spoken: str, page: ImportPage, qtbot: QtBot, tmp_path: Path) -> None:
    read(page, qtbot, tmp_path / "log.csv", HEADS[spoken], FINE[spoken], UNKNOWN)
    assert page.plan is not None
    assert (page.plan.imported, page.plan.rejected) == (1, 2)
    assert wrong(page, spoken) == []


def test_a_log_that_lacks_a_column(spoken: str, page: ImportPage, qtbot: QtBot, tmp_path: Path) -> None:
    read(page, qtbot, tmp_path / "log.csv", HEADS[spoken].rpartition(";")[0].replace("Type", "Yyy"), FINE[spoken])
    assert page.problem.isVisible()
    assert wrong(page, spoken) == []


def test_something_that_is_no_log(spoken: str, page: ImportPage, qtbot: QtBot, tmp_path: Path) -> None:
    read(page, qtbot, tmp_path / "log.csv", "<!doctype html><table>")
    assert page.problem.isVisible()
    assert wrong(page, spoken) == []
