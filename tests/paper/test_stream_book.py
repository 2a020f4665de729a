"""A workbook whose rows stream to the disk: several sheets filled turn by turn, text that is only text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from ikdesk.kernel.errors import Cancelled
from ikdesk.kernel.fields import Field
from ikdesk.paper.colours import STATE_TINTS
from ikdesk.paper.saving import save_as
from ikdesk.paper.stream_book import About, Layout, stream_book
from tests.paper.stories import WHEN
from tests.paper.test_workbook import HOSTILE

ABOUT = About("Tittel", "Kommunen", "Kommunen", "Emne", WHEN)
THINGS = Layout(
    "Ting", (Field("what", "Hva", long=True), Field("n", "Antall", int), Field("day", "Dag", date), Field("l", "Lys")),
    (30, 10, 12, 12), "ting", "Ingen ting.", ("l",),
)  # fmt: skip
FRONT = Layout("Forside", (Field("what", "Overskrift"), Field("text", "", long=True)), (20, 40))


def test_sheets_are_filled_turn_by_turn_and_are_real_tables(tmp_path: Path) -> None:
    def write(draft: Path) -> None:
        with stream_book(draft, ABOUT) as book:
            front, one, two = (book.sheet(layout) for layout in (FRONT, THINGS, replace(THINGS, key="annet")))
            for at in range(3):
                one.add([(f"Ting {at}", at, date(2026, 5, at + 1), "● Grønn")])
                two.add([(f"Annet {at}", ":", None, "■ Rød")])
            front.add([("Periode", "1. tertial")])

    made = save_as(tmp_path / "bok.xlsx", write)
    book: Any = openpyxl.load_workbook(made)
    assert book.sheetnames == ["Forside", "Ting", "Ting (2)"]
    assert [[cell.value for cell in row] for row in book["Ting"].iter_rows()] == [
        ["Hva", "Antall", "Dag", "Lys"],
        *(["Ting " + str(at), at, datetime(2026, 5, at + 1), "● Grønn"] for at in range(3)),
    ]
    assert book["Ting"]["C2"].number_format == "dd.mm.yyyy"
    assert book["Ting"]["D2"].fill.fgColor.rgb.endswith(STATE_TINTS["green"][1:])
    assert [cell.value for cell in book["Ting (2)"][4]] == ["Annet 2", ":", None, "■ Rød"]
    assert book["Ting"].freeze_panes == "B2"
    assert {sheet.title: [table.ref for table in sheet.tables.values()] for sheet in book} == {
        "Forside": [], "Ting": ["A1:D4"], "Ting (2)": ["A1:D4"]
    }  # fmt: skip
    assert [cell.value for cell in book["Forside"]["A"]] == ["Overskrift", "Periode"]
    assert not any(sheet.merged_cells.ranges for sheet in book)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bok.xlsx"]


def test_a_sheet_without_rows_says_so(tmp_path: Path) -> None:
    def write(draft: Path) -> None:
        with stream_book(draft, ABOUT) as book:
            book.sheet(THINGS)

    sheet: Any = openpyxl.load_workbook(save_as(tmp_path / "bok.xlsx", write))["Ting"]
    assert [cell.value for cell in sheet[2]] == ["Ingen ting.", None, None, None]


def test_what_strangers_wrote_is_text_and_nothing_else(tmp_path: Path) -> None:
    def write(draft: Path) -> None:
        with stream_book(draft, ABOUT) as book:
            book.sheet(THINGS).add((text, 1, None, text) for text in HOSTILE)

    sheet: Any = openpyxl.load_workbook(save_as(tmp_path / "bok.xlsx", write))["Ting"]
    cells = [row[at] for row in sheet.iter_rows(min_row=2) for at in (0, 3)]
    assert len(cells) == 2 * len(HOSTILE)
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix for cell in cells if cell.value.startswith(("=", "+", "-", "@")))
    assert max(len(cell.value) for cell in cells) <= 32_767


def test_the_same_rows_are_the_same_file(tmp_path: Path) -> None:
    def write(draft: Path) -> None:
        with stream_book(draft, ABOUT) as book:
            book.sheet(FRONT).add([("a", "b")])
            book.sheet(THINGS).add([("x", 1, date(2026, 1, 1), "–")])

    assert save_as(tmp_path / "a.xlsx", write).read_bytes() == save_as(tmp_path / "b.xlsx", write).read_bytes()


def test_a_book_that_is_cancelled_leaves_nothing(tmp_path: Path) -> None:
    def rows() -> Iterator[tuple[Any, ...]]:
        yield "x", 1, None, ""
        raise Cancelled

    def write(draft: Path) -> None:
        with stream_book(draft, ABOUT) as book:
            book.sheet(THINGS).add(rows())

    with pytest.raises(Cancelled):
        save_as(tmp_path / "bok.xlsx", write)
    assert list(tmp_path.iterdir()) == []
