"""The workbook for the sector: every row, real numbers and dates, and nothing that a stranger wrote is a formula."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from weakref import ref

import openpyxl
import pytest

from ikdesk.kernel.errors import Cancelled
from ikdesk.sector.book_writing import write_sector_book
from ikdesk.sector.facts_model import DecisionLine, FileLine, Lists, SectorFacts, UnitLine
from ikdesk.sector.wanted_model import FileState
from tests.paper.test_workbook import HOSTILE
from tests.sector.examples import DUE, decisions_of, facts_of, files_of, lists_of, missing_of, unit

SHEETS = [
    "Forside", "I alt", "Enheter", "Hendelser etter type per enhet", "Lys", "Lys i alt", "Beslutninger", "Mangler",
    "Filer", "Ordliste",
]  # fmt: skip


def everything(units: int = 40) -> tuple[SectorFacts, Lists]:
    """So many units, with every oddity there is."""
    lines = [unit(number) for number in range(units)]
    files, decisions = files_of(lines), decisions_of(lines)
    facts = facts_of(lines, missing=5, expected=units + 5, files=len(files), decisions=len(decisions))
    return facts, lists_of(lines, missing=missing_of(5), files=files, decisions=decisions)


def written(whole: tuple[SectorFacts, Lists], tmp_path: Path) -> Any:
    return openpyxl.load_workbook(write_sector_book(*whole, tmp_path / "samlet.xlsx"))


def rows(sheet: Any) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_every_unit_and_every_file_has_a_row(tmp_path: Path) -> None:
    book = written(everything(450), tmp_path)
    assert book.sheetnames == SHEETS
    heights = {sheet.title: sheet.max_row - 1 for sheet in book}
    assert (heights["Enheter"], heights["Lys"], heights["Hendelser etter type per enhet"]) == (450, 450, 450)
    assert (heights["Beslutninger"], heights["Mangler"], heights["Filer"]) == (300, 5, 450 + len(FileState) - 1)
    for sheet in book.worksheets[1:]:
        (table,) = sheet.tables.values()
        assert table.ref == sheet.dimensions
        assert sheet.freeze_panes == "B2"
        assert not sheet.merged_cells.ranges
        assert all(sheet.column_dimensions[cell.column_letter].width >= 10 for cell in sheet[1])


def test_numbers_are_numbers_and_dates_are_dates(tmp_path: Path) -> None:
    book = written(everything(), tmp_path)
    head, first = rows(book["Enheter"])[:2]
    found = dict(zip(head, first, strict=True))
    assert found["Rapporten er laget"] == datetime(2026, 5, 4)
    assert (found["1. tertial 2026"], found["1. tertial 2025"], found["Krever beslutning"]) == (3, 7, 0)
    assert found["Tiltak over fristen"] is None
    assert found["Organisasjonsnummer"] == "900000000"
    matter = dict(zip(*rows(book["Beslutninger"])[:2], strict=True))
    assert (matter["Siden"], matter["Frist"], matter["Over fristen"]) == (
        datetime(2025, 3, 10), datetime(2026, 3, 1), "Ja"
    )  # fmt: skip


def test_what_is_hidden_is_the_sign_and_what_is_at_least_says_of_how_many(tmp_path: Path) -> None:
    book = written(everything(), tmp_path)
    assert rows(book["Hendelser etter type per enhet"])[2][1:] == [10, 7, ":", ":"]
    head, *sums = rows(book["I alt"])
    (least,) = [dict(zip(head, row, strict=True)) for row in sums if row[1] == "Klem"]
    assert (least["1. tertial 2026"], least["Enheter som ikke viser tallet"], least["Enheter uten tabellen"]) == (
        170, 2, 3
    )  # fmt: skip
    words = {sign: means for _where, sign, means in rows(book["Ordliste"])[1:]}
    assert "tallet ikke vises" in words[":"]
    assert words["child_injury"] == "Skade på barn"


def test_lights_are_words_with_their_symbols_and_the_apart_say_so(tmp_path: Path) -> None:
    head, *lights = rows(written(everything(), tmp_path)["Lys"])
    assert head[1:3] == ["Alvorlige hendelser", "Behandlingstid"]
    assert lights[0][1:5] == ["●\xa0Grønn", "▲\xa0Gul", "■\xa0Rød", "–\xa0Ikke\xa0i\xa0bruk"]
    apart = [row for row in lights if row[-2] == "Nei"]
    assert [row[0] for row in apart] == ["Barnehage 0008", "Barnehage 0019", "Barnehage 0030"]
    assert {row[-1] for row in apart} == {"Behandlingstid: 14 dager, de fleste 28."}


def test_the_front_says_what_it_is_and_that_it_is_no_ranking(tmp_path: Path) -> None:
    front = rows(written(everything(), tmp_path)["Forside"])
    assert front[0][0] == "Samlet rapport, 1. tertial 2026"
    assert ["Enheter som er med", "40 av 45"] in front
    assert any(label == "Ingen rangering" and "alfabetisk" in text for label, text in front)
    named = {label.removeprefix("Arket «").removesuffix("»") for label, _text in front if label and "Arket" in label}
    assert named < set(SHEETS)
    assert str(DUE.year) in dict(front)["Frist for rapportene"]


def test_where_there_is_nothing_it_is_said(tmp_path: Path) -> None:
    book = written((facts_of([]), lists_of([])), tmp_path)
    assert book["Beslutninger"]["A2"].value == "Ingen enheter har meldt noe som krever beslutning høyere opp."
    assert book["Mangler"]["A2"].value == "Alle rapportene vi venter på, er med."
    assert book["Enheter"]["A2"].value == "Ingen"


def test_what_strangers_wrote_is_never_a_formula(tmp_path: Path) -> None:
    lines = [unit(0, name=text, own_rules=text) for text in HOSTILE]
    files = [FileLine(text, FileState.UNREADABLE, text, text) for text in HOSTILE]
    matters = [DecisionLine(text, 1, text, text, None, None, overdue=False) for text in HOSTILE]
    facts = facts_of(lines, sender="=1+1", rules="=2")
    book = written((facts, lists_of(lines, files=files, decisions=matters)), tmp_path)
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert kinds <= {"s", "n", "d", "inlineStr"}
    assert book["Filer"].max_row == len(HOSTILE) + 1
    assert book["Filer"]["A2"].quotePrefix


class Page(list[UnitLine]):
    """Some units, whose end can be waited for."""


def test_units_come_and_go_and_are_read_once(tmp_path: Path) -> None:
    read: list[ref[Page]] = []
    alive = []

    def pages() -> Iterator[Sequence[UnitLine]]:
        for at in range(0, 1000, 100):
            page = Page(unit(one) for one in range(at, at + 100))
            read.append(ref(page))
            alive.append(sum(one() is not None for one in read))
            yield page

    nothing = lists_of([])
    lists = Lists(pages, nothing.missing, nothing.files, nothing.decisions)
    book = written((facts_of([unit(0)]), lists), tmp_path)
    assert book["Enheter"].max_row == 1001
    assert len(read) == 10
    assert max(alive) <= 2


def test_it_tells_how_far_it_has_come_and_leaves_nothing_when_it_is_cancelled(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []

    def tick(done: int, total: int) -> None:
        told.append((done, total))
        if done >= 200:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_sector_book(*everything(450), tmp_path / "samlet.xlsx", tick)
    assert told == [(100, 450), (200, 450)]
    assert list(tmp_path.iterdir()) == []
