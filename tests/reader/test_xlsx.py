"""Workbooks are read as plain values, and dangerous or damaged ones are refused with a sentence."""

from __future__ import annotations

import random
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from ikdesk.kernel.errors import Problem
from ikdesk.reader.sheet import Row
from ikdesk.reader.table import read_table
from ikdesk.reader.xlsx_file import MOST_COLUMNS, MOST_ENTRIES, MOST_ROWS


def book(path: Path, rows: list[list[Any]], *, title: str = "Hendelser") -> Path:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    made.save(path)
    return path


def changed(source: Path, target: Path, part: str, old: bytes, new: bytes) -> Path:
    """A copy of a workbook with something else in one of its parts."""
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            content = before.read(name)
            if name == part:
                assert old in content
                content = content.replace(old, new)
            after.writestr(name, content)
    return target


def rows(path: Path) -> list[Row]:
    return list(read_table(path).rows)


def told(path: Path) -> str:
    """The sentence about a workbook, or that it was read."""
    try:
        return f"{len(rows(path))} rader ble lest."
    except Problem as problem:
        return str(problem)


def test_values_come_as_they_are(tmp_path: Path) -> None:
    values = [datetime(2026, 1, 15), datetime(2026, 1, 15, 9, 30), time(9, 30), "Akebakken", 3, 2.5, 4.0, None, True]
    (row,) = rows(book(tmp_path / "a.xlsx", [[*values, timedelta(hours=9, minutes=30)]]))
    assert row.cells == (
        date(2026, 1, 15), datetime(2026, 1, 15, 9, 30), time(9, 30), "Akebakken", 3, 2.5, 4, None, "TRUE", time(9, 30),
    )  # fmt: skip


def test_blank_rows_inside_are_kept_and_those_below_are_not(tmp_path: Path) -> None:
    found = rows(book(tmp_path / "a.xlsx", [["Dato", "Sted"], [], [None, " "], ["1", "b"], [" "], [None]]))
    assert found == [Row(1, ("Dato", "Sted")), Row(2, ()), Row(3, ()), Row(4, ("1", "b"))]


def test_a_wrong_claim_about_the_size_loses_nothing(tmp_path: Path) -> None:
    source = book(tmp_path / "a.xlsx", [["Dato", "Sted"], ["1", "b"], ["2", "c"]])
    wrong = changed(source, tmp_path / "b.xlsx", "xl/worksheets/sheet1.xml", b'ref="A1:B3"', b'ref="A1"')
    assert len(rows(wrong)) == 3


def test_the_first_visible_sheet_with_something_in_it_is_read(tmp_path: Path) -> None:
    made = Workbook()
    hidden, empty = made.active, made.create_sheet("Tom")
    assert hidden is not None
    hidden.sheet_state = "hidden"
    hidden.append(["skjult"])
    made.create_sheet("Logg").append(["Dato", "Sted"])
    made.create_sheet("Annet").append(["x"])
    made.save(tmp_path / "a.xlsx")
    found = read_table(tmp_path / "a.xlsx")
    assert (found.name, found.others) == ("Logg", (empty.title, "Annet"))


def test_formulas_are_never_run(tmp_path: Path) -> None:
    (row,) = rows(book(tmp_path / "a.xlsx", [["før", "=1+1", "etter"]]))
    assert row.cells == ("før", None, "etter")


def test_a_workbook_with_any_ending_is_known_by_what_is_in_it(tmp_path: Path) -> None:
    book(tmp_path / "a.xlsx", [["Dato"]]).rename(tmp_path / "a.csv")
    assert rows(tmp_path / "a.csv") == [Row(1, ("Dato",))]


def test_an_empty_workbook_says_so(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="er tom"):
        read_table(book(tmp_path / "a.xlsx", []))


@pytest.mark.parametrize("shape", [(MOST_ROWS + 1, 1), (1, MOST_COLUMNS + 1)])
def test_too_many_rows_or_columns_are_refused(tmp_path: Path, shape: tuple[int, int]) -> None:
    with pytest.raises(Problem, match="er for stor"):
        read_table(book(tmp_path / "a.xlsx", [["x"] * shape[1]] * shape[0]))


def test_the_largest_allowed_is_read(tmp_path: Path) -> None:
    table = [["x", *([None] * (MOST_COLUMNS - 2)), "y"]] + [["x"]] * (MOST_ROWS - 1)
    assert len(rows(book(tmp_path / "a.xlsx", table))) == MOST_ROWS


def test_a_workbook_that_unpacks_without_end_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    source = book(tmp_path / "a.xlsx", [["Dato"]])
    with zipfile.ZipFile(source, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/bomb.bin", b"\0" * 60_000_000)
    with pytest.raises(Problem, match="er for stor"):
        read_table(source)


def test_a_workbook_with_a_suspicious_ratio_is_refused(tmp_path: Path) -> None:
    source = book(tmp_path / "a.xlsx", [["Dato"]])
    with zipfile.ZipFile(source, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/bomb.bin", b"\0" * 9_000_000)
    with pytest.raises(Problem, match="er for stor"):
        read_table(source)


def test_a_workbook_of_very_many_parts_is_refused(tmp_path: Path) -> None:
    source = book(tmp_path / "a.xlsx", [["Dato"]])
    with zipfile.ZipFile(source, "a") as archive:
        for number in range(MOST_ENTRIES):
            archive.writestr(f"xl/media/{number}.bin", b"x")
    with pytest.raises(Problem, match="er for stor"):
        read_table(source)


@pytest.mark.parametrize(
    "entities",
    [b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>',
     b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'],
)  # fmt: skip
def test_tricks_with_entities_are_refused(tmp_path: Path, entities: bytes) -> None:
    source = book(tmp_path / "a.xlsx", [["Dato"]])
    for part, start in (("xl/worksheets/sheet1.xml", b"<worksheet"), ("xl/workbook.xml", b"<workbook ")):
        wrong = changed(source, tmp_path / "b.xlsx", part, start, entities + start)
        with pytest.raises(Problem, match="er skadet"):
            read_table(wrong)


def test_a_row_that_claims_to_be_the_billionth_is_refused(tmp_path: Path) -> None:
    source = book(tmp_path / "a.xlsx", [["Dato"], ["x"]])
    wrong = changed(source, tmp_path / "b.xlsx", "xl/worksheets/sheet1.xml", b'<row r="2"', b'<row r="999999999"')
    with pytest.raises(Problem, match="er for stor"):
        read_table(wrong)


def test_every_damaged_workbook_is_read_or_refused_with_a_sentence(tmp_path: Path) -> None:
    table = [["Dato", "Sted"], *[[f"{n}.1.2026", "Akebakken"] for n in range(30)]]
    whole = book(tmp_path / "a.xlsx", table).read_bytes()
    chance = random.Random(7)
    for attempt in range(150):
        spoiled = bytearray(whole)
        if attempt % 3 == 0:
            del spoiled[chance.randrange(1, len(spoiled)) :]
        for _time in range(chance.randrange(1, 30)):
            spoiled[chance.randrange(len(spoiled))] = chance.randrange(256)
        path = tmp_path / "b.xlsx"
        path.write_bytes(spoiled)
        assert told(path).endswith(".")


def test_every_workbook_with_spoiled_xml_is_read_or_refused_with_a_sentence(tmp_path: Path) -> None:
    source = book(tmp_path / "a.xlsx", [["Dato", "Sted"], [datetime(2026, 1, 1), 3]])
    chance = random.Random(7)
    with zipfile.ZipFile(source) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for _attempt in range(200):
        name = chance.choice([part for part in parts if part.endswith((".xml", ".rels"))])
        spoiled = bytearray(parts[name])
        for _time in range(chance.randrange(1, 4)):
            spoiled[chance.randrange(len(spoiled))] = chance.choice(b"<>/\"=0129AZaz &")
        with zipfile.ZipFile(tmp_path / "b.xlsx", "w") as archive:
            for part, content in parts.items():
                archive.writestr(part, bytes(spoiled) if part == name else content)
        assert told(tmp_path / "b.xlsx").endswith(".")
