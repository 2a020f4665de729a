"""The workbooks of reports, opened and recalculated by LibreOffice, cell by cell beside what they say for machines."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from ikdesk.kernel.database import Database
from ikdesk.kernel.signer import Signer
from ikdesk.kernel.tertial import parse_period
from ikdesk.kernel.viewer import SYSTEM
from ikdesk.paper.story import Story
from ikdesk.paper.workbook import workbook_bytes
from ikdesk.reader.signed_file import signed_in
from ikdesk.reports.audience_model import Audience
from ikdesk.reports.report_queries import report_of
from ikdesk.reports.sections import tertial_story
from ikdesk.start.demo_actions import make_demo
from tests.conftest import _over
from tests.engines import in_memory
from tests.samples import LEADER, TODAY

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
WHEN = datetime(2026, 4, 30, 12, tzinfo=UTC)
SIGNER = Signer(b"c" * 32)
ASKED = (Audience.MUNICIPALITY, Audience.PARENTS)
HEAD = 5  # the row of the headings
Rows = list[list[Any]]
Cells = dict[tuple[str, int, int], Any]  # by sheet, row and column


@dataclass(frozen=True)
class Book:
    """A workbook, and the same one after LibreOffice has opened, recalculated and saved it."""

    data: bytes
    again: bytes
    story: Story

    @property
    def told(self) -> dict[str, Any]:
        """What it says for machines."""
        found: dict[str, Any] = json.loads(signed_in(self.data).content)
        return found

    def sheets(self) -> dict[str, Rows]:
        """For each table, by its key, the rows of the sheet it is on, as LibreOffice reads them."""
        rows = _read(self.again)
        return {str(row[4]).split(".")[0]: rows[str(row[0])] for row in rows["Kolonner"][HEAD:]}


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[Audience, Book]:
    """Every version, through LibreOffice in one go."""
    if OFFICE is None:
        pytest.skip("LibreOffice is not installed")
    from ikdesk.entities_data import METADATA
    from ikdesk.kernel import migrations

    database = _over(in_memory())
    migrations.make_new(database.engine, METADATA)
    database.write(make_demo, by=SYSTEM, today=TODAY)
    stories = {audience: _story(database, audience) for audience in ASKED}
    database.close()
    folder = tmp_path_factory.mktemp("office")
    made = {audience: workbook_bytes(story, signer=SIGNER) for audience, story in stories.items()}
    for audience, data in made.items():
        (folder / f"{audience.code}.xlsx").write_bytes(data)
    _through_office(folder)
    return {
        audience: Book(data, (folder / "out" / f"{audience.code}.xlsx").read_bytes(), stories[audience])
        for audience, data in made.items()
    }


def _story(database: Database, audience: Audience) -> Story:
    found = database.read(report_of, parse_period("2026-T1"), audience, viewer=LEADER, today=TODAY)
    return tertial_story(found.facts, when=WHEN, fingerprint=SIGNER.fingerprint)


def _through_office(folder: Path) -> None:
    files = sorted(folder.glob("*.xlsx"))
    home = (folder / "home").as_uri()  # a profile of its own
    subprocess.run(
        [str(OFFICE), f"-env:UserInstallation={home}", "--headless", "--convert-to", "xlsx", "--outdir",
         str(folder / "out"), *map(str, files)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip


def _read(data: bytes) -> dict[str, Rows]:
    book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True)
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets}


def _cells(sheets: dict[str, Rows]) -> Cells:
    return {
        (name, at, column): value
        for name, rows in sheets.items() for at, row in enumerate(rows)
        for column, value in enumerate(row) if value is not None
    }  # fmt: skip


def _wanted(value: Any, column: dict[str, Any], told: dict[str, Any], drawn: Any) -> Any:
    """A value of the numbers for machines as a cell should hold it.

    Args:
        value: as machines read it.
        column: what it says about its column.
        told: all of it.
        drawn: as it stands in the report: the states of the program have words there, and codes for machines.
    """
    if column["kind"] == "code" and isinstance(value, str):
        return told["words"][column["codes"]].get(value, value) if value else "Ikke oppgitt"
    if column["kind"] == "date" and value is not None:
        return datetime.combine(date.fromisoformat(value), datetime.min.time())
    return getattr(drawn, "label", value) or (value if value == 0 else None)


def _same(found: Any, wanted: Any) -> bool:
    if isinstance(wanted, float) and isinstance(found, (int, float)):
        return abs(found - wanted) < 1e-9
    return bool(found == wanted)


@pytest.mark.parametrize("audience", ASKED, ids=lambda one: one.code)
def test_every_cell_is_the_number_for_machines(books: dict[Audience, Book], audience: Audience) -> None:
    book = books[audience]
    told, sheets, seen, wrong = book.told, book.sheets(), 0, []
    hidden = {(cell["table"], cell["row"], cell["column"]) for cell in told["hidden"]}
    drawn = {table.key: table for table in book.story.tables}
    for key, table in told["tables"].items():
        rows = sheets[key]
        assert rows[0][0] == table["title"]
        assert rows[HEAD - 1][: len(table["columns"])] == [one["label"] for one in table["columns"]]
        for at, row in enumerate(table["rows"]):
            for number, column in enumerate(table["columns"]):
                place = (key, at, column["key"])
                value = _wanted(row[column["key"]], column, told, drawn[key].rows[at][number])
                seen += 1
                if not _same(rows[HEAD + at][number], ":" if place in hidden else value):
                    wrong.append((*place, rows[HEAD + at][number], value))
    assert not wrong
    assert seen > 150


def test_what_is_not_told_is_a_colon_and_no_number(books: dict[Audience, Book]) -> None:
    book = books[Audience.PARENTS]
    hidden, sheets = book.told["hidden"], book.sheets()
    assert hidden
    for cell in hidden:
        keys = [column["key"] for column in book.told["tables"][cell["table"]]["columns"]]
        assert sheets[cell["table"]][HEAD + cell["row"]][keys.index(cell["column"])] == ":"


def test_recalculating_changes_nothing(books: dict[Audience, Book]) -> None:
    for book in books.values():
        before, after = _cells(_read(book.data)), _cells(_read(book.again))
        changed = {at: (before.get(at), after.get(at)) for at in before.keys() | after.keys()
                   if not _same(after.get(at), before.get(at))}  # fmt: skip
        assert not changed
        with ZipFile(BytesIO(book.again)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")}
        assert not [name for name, part in parts.items() if b"<f>" in part or b"<f " in part or b't="e"' in part]


def test_the_charts_and_the_tables_are_still_there(books: dict[Audience, Book]) -> None:
    for book in books.values():
        with ZipFile(BytesIO(book.data)) as ours, ZipFile(BytesIO(book.again)) as theirs:
            for kind in ("xl/charts/chart", "xl/tables/table"):
                before, after = ([name for name in one.namelist() if name.startswith(kind)] for one in (ours, theirs))
                assert len(after) == len(before) > 0


def test_the_signature_holds_no_more_when_libreoffice_has_saved_the_file(books: dict[Audience, Book]) -> None:
    for book in books.values():
        assert signed_in(book.data).whole
        assert signed_in(book.again).state == "changed"  # it keeps parts it does not know
