"""A report written in Nynorsk or English is in that language from its title to its last footnote."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import openpyxl
import pytest

from ikdesk import data as opening
from ikdesk.kernel.tertial import parse_period
from ikdesk.kernel.words import use_language
from ikdesk.paper.pdf import write_pdf
from ikdesk.paper.story import Story
from ikdesk.paper.workbook import write_workbook
from ikdesk.reports.queries import tertial_facts
from ikdesk.reports.sections import tertial_story
from tests.i18n.bokmal import leaks
from tests.paper.pdf_checker import check, texts

WHEN = datetime(2026, 4, 30, 12, 0, tzinfo=timezone(timedelta(hours=2)))
TITLES = {"nn": "Tertialrapport, 1. tertial 2026", "en": "Tertial report, Tertial 1, 2026"}


@pytest.fixture(params=["2026-T1", "2026-01-15..2026-04-30"])
def story(request: pytest.FixtureRequest, spoken: str, unit: opening.Data) -> Story:
    """The report of a tertial, and of a period of one's own."""
    use_language(spoken)
    facts = unit.read(tertial_facts, parse_period(request.param))
    return tertial_story(facts, when=WHEN)


def test_the_report_has_its_title_in_the_language(spoken: str, unit: opening.Data) -> None:
    use_language(spoken)
    story = tertial_story(unit.read(tertial_facts, parse_period("2026-T1")), when=WHEN)
    assert str(story.title) == TITLES[spoken]
    assert story.language == {"nn": "nn-NO", "en": "en"}[spoken]


def test_nothing_in_the_pdf_is_bokmal(spoken: str, story: Story, tmp_path: Path) -> None:
    data = write_pdf(story, tmp_path / "r.pdf").read_bytes()
    lines = [line for page in texts(data) for line in page.splitlines()]
    assert len(lines) > 50
    assert leaks(lines, spoken) == []
    assert check(data) == []


def test_nothing_in_the_workbook_is_bokmal(spoken: str, story: Story, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write_workbook(story, tmp_path / "r.xlsx"))
    cells = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert len(cells) > 100
    assert leaks([*cells, *book.sheetnames], spoken) == []
