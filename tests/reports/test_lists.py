"""The list of events for use inside the unit."""

from __future__ import annotations

from datetime import date

import pytest

from ikdesk.incidents.queries import LIST_FIELDS, Filter
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.page import Cut
from ikdesk.reports.list_queries import list_page
from ikdesk.reports.list_sections import incident_list
from ikdesk.unit.queries import codebook, unit_row
from tests.reports.conftest import Record
from tests.reports.examples import CANARY, T1, WHEN
from tests.samples import LEADER, NOBODY, TODAY


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


def test_those_who_may_not_export_get_no_list(database: Database) -> None:
    with pytest.raises(Problem):
        database.read(list_page, Filter(), viewer=NOBODY, today=TODAY)
