"""The list of events for use inside the unit."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from ikdesk.incidents.actions import record_incident
from ikdesk.incidents.queries import LIST_FIELDS, Filter, how_many, incident_page
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.fields import show
from ikdesk.kernel.page import Cut
from ikdesk.kernel.words import short_date
from ikdesk.paper import look
from ikdesk.paper.columns import PADS
from ikdesk.reports.list_queries import list_page, pages_of
from ikdesk.reports.list_sections import incident_list
from ikdesk.reports.list_writing import draw_list_file
from ikdesk.unit.queries import codebook, unit_row
from tests.reports.conftest import Record
from tests.reports.examples import CANARY, T1, WHEN
from tests.samples import LEADER, NOBODY, NOON, TODAY, incident_values


def test_the_rows_come_some_at_a_time_each_once_and_newest_first(database: Database, record: Record) -> None:
    for day in (3, 3, 3, 4, 5):
        record(date(2026, 2, day))
    pages = [database.read(list_page, Filter(), None, Cut(size=2), viewer=LEADER, today=TODAY)]
    while pages[-1].after is not None:
        pages.append(database.read(list_page, Filter(), pages[-1].after, Cut(size=2), viewer=LEADER, today=TODAY))
    rows = [row for page in pages for row in page.rows]
    assert [row[0] for row in rows] == ["2026-5", "2026-4", "2026-3", "2026-2", "2026-1"]
    assert all(len(row) == len(LIST_FIELDS) and row[2] == CANARY for row in rows)
    assert len(pages) == 3


def test_the_list_says_what_was_asked_for(database: Database) -> None:
    unit = database.read(unit_row, viewer=LEADER, today=TODAY)
    lists = database.read(codebook, viewer=LEADER, today=TODAY)
    wanted = Filter(period=T1, kind="near_miss", severity=1, words="gjerde")
    found = incident_list(unit, wanted, 1, codebook=lists, viewer=LEADER, when=WHEN)
    assert found.subtitle == "1 hendelse · 1. tertial 2026 · Nestenulykke / tilløp · Liten · «gjerde»"
    assert len(found.widths) == len(found.fields)
    look.glyphs()  # the letters must be known before they are measured
    for key, text in (("number", "2026-1234"), ("occurred_on", "30.12.2026"), ("flag", "Samleskjema")):
        share = found.widths[[field.key for field in found.fields].index(key)] / sum(found.widths)
        need = stringWidth(text, look.REGULAR, look.CELL_SIZE) + PADS
        assert share * look.WIDE.text_width >= need, f"{text} would be broken"


@pytest.mark.parametrize("order", [Cut(), Cut(sort="severity"), Cut(sort="place", descending=False), Cut(sort="flag")])
def test_the_list_the_workbook_and_the_csv_are_the_same_rows_in_the_same_order(
    database: Database, record: Record, tmp_path: Path, order: Cut
) -> None:
    for day, grade, story in ((3, 3, "Falt"), (4, 1, ""), (5, 1, "=1+1; «sitat»\nny linje"), (3, 1, "Datt")):
        values = incident_values(database, occurred_on=date(2026, 2, day), severity=grade, story=story)
        database.write(record_incident, values, told_at=NOON, by=LEADER, today=TODAY)
    record(date(2025, 2, 3))
    asked: dict[str, Any] = {"viewer": LEADER, "today": TODAY}
    wanted, book = Filter(period=T1), database.read(codebook, **asked)

    def read(question: Any, *args: Any) -> Any:
        return database.read(question, *args, **asked)

    def pages() -> Any:
        return pages_of(read, wanted, order, book)

    total = database.read(how_many, wanted, **asked)
    unit = database.read(unit_row, **asked)
    listing = incident_list(unit, wanted, total, codebook=book, viewer=LEADER, when=WHEN)
    shown = []
    for row in read(incident_page, wanted, order).rows:
        told = replace(row, story=row.story or book.label("event_type", row.kind))
        shown.append([show(getattr(told, field.key), field, book) for field in LIST_FIELDS])
    assert len(shown) == total == 4
    sheet = openpyxl.load_workbook(draw_list_file(listing, pages(), tmp_path / "a.xlsx", _tick)).active
    assert sheet is not None
    heads, *rows = [[_words(value) for value in row] for row in sheet.values]
    assert heads == [str(field.label) for field in LIST_FIELDS]
    assert rows == shown
    raw = draw_list_file(listing, pages(), tmp_path / "a.csv", _tick).read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfNummer;Dato;")
    table = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert table[0] == heads
    assert [[_plain(value) for value in row] for row in table[1:]] == shown
    assert any(value.startswith("'=") for row in table for value in row)  # no spreadsheet runs it


def _words(value: Any) -> str:
    return short_date(value) if isinstance(value, date) else "" if value is None else str(value)


def _plain(value: str) -> str:
    return value[1:] if value.startswith("'=") else value


def _tick(_done: int, _total: int) -> None:
    """Nobody waits."""


def test_those_who_may_not_export_get_no_list(database: Database) -> None:
    with pytest.raises(Problem):
        database.read(list_page, Filter(), viewer=NOBODY, today=TODAY)
