"""The handbook opens at the section for the page, can be searched, and fetches nothing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ikdesk.kernel.words import use_language
from ikdesk.start.handbook_model import found, handbook
from ikdesk.start.help_page import HelpPage
from tests.looking import cut, larger, nameless, shown, words_on
from tests.ui.hands import write

PAGES = (
    "start", "mine", "report", "incidents", "measures", "routines", "exposure", "reports", "staff", "settings",
    "import", "collect", "insurer", "risks", "delivered", "verify", "sector", "handover", "archive",
)  # fmt: skip
PARTS = (
    "users", "posts", "log", "privacy", "exports", "lock", "backups", "card", "contacts", "plan", "equipment",
)  # fmt: skip  # of the settings


def page_of(qtbot: QtBot, width: int = 1152) -> HelpPage:
    page = shown(qtbot, HelpPage(), width)
    assert isinstance(page, HelpPage)
    return page


@pytest.mark.parametrize("key", [*PAGES, *PARTS])
def test_every_page_has_a_section(qtbot: QtBot, key: str) -> None:
    page = page_of(qtbot)
    page.show_section(key)
    title = next(section.title for section in handbook() if section.key == key)
    assert page.text.toPlainText().startswith(title)


def test_a_page_without_a_section_gets_the_first(qtbot: QtBot) -> None:
    page = page_of(qtbot)
    page.show_section("reports")
    page.show_section("export")
    assert page.text.toPlainText().startswith("Oversikt")


def test_a_part_of_a_page_gets_its_own_section_or_that_of_the_page(qtbot: QtBot) -> None:
    page = page_of(qtbot)
    page.show_section("log", "settings")
    assert page.text.toPlainText().startswith("Hvem har sett hva")
    page.show_section("words", "settings")
    assert page.text.toPlainText().startswith("Innstillinger")


def test_a_search_shows_the_sections_that_have_the_words(qtbot: QtBot) -> None:
    page = page_of(qtbot)
    write(page.words, "GJENOPPRETTINGSKODE")
    assert page.rows.total < len(handbook())
    assert page.text.toPlainText().startswith("Passord og gjenopprettingskode")
    assert "treff" in words_on(page)


def test_a_search_without_a_hit_says_so(qtbot: QtBot) -> None:
    page = page_of(qtbot)
    write(page.words, "sjiraff")
    assert "Ingen treff" in words_on(page)


def test_a_hit_in_the_title_comes_first() -> None:
    assert found(handbook(), "lås")[0].title == "Lås"


@pytest.mark.parametrize("tongue", ["nb", "nn", "en"])
def test_the_handbook_is_there_in_every_language(tongue: str) -> None:
    bokmal = [section.key for section in handbook()]
    use_language(tongue)
    assert [section.key for section in handbook()] == bokmal


def test_nynorsk_is_not_bokmal() -> None:
    use_language("nn")
    assert "ikkje" in " ".join(section.text for section in handbook())


def test_nothing_is_fetched(qtbot: QtBot) -> None:
    page = page_of(qtbot)
    assert not page.text.openLinks()
    assert not page.text.openExternalLinks()
    assert page.text.loadResource(2, QUrl("file:///etc/hostname")) is None


def test_the_proposal_about_what_to_record_is_no_section() -> None:
    assert all("threshold" not in section.key for section in handbook())


def test_everything_has_a_name_and_nothing_is_cut(qtbot: QtBot, qapp: QApplication) -> None:
    page = page_of(qtbot)
    assert nameless(page) == []
    assert cut(page) == []
    with larger(qapp):
        assert cut(page_of(qtbot, 1252)) == []
