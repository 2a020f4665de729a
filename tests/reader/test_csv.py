"""CSV is read whatever separator and letters it was written with."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikdesk.kernel.errors import Problem
from ikdesk.reader.sheet import Row
from ikdesk.reader.table import read_table

TEXT = "Dato{s}Sted{s}Hva skjedde\n2026-01-15{s}Akebakken{s}Ærlig talt: å, så glatt – «øy»\n2026-01-16{s}{s}Blåmerke\n"


def written(folder: Path, content: bytes, name: str = "logg.csv") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def rows(path: Path) -> list[Row]:
    return list(read_table(path).rows)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("letters", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_same_rows_whatever_the_letters_and_the_separator(
    tmp_path: Path, separator: str, letters: str, end: str
) -> None:
    text = TEXT.format(s=separator).replace("talt: å, så", "talt å så").replace("\n", end)
    first, second, third = rows(written(tmp_path, text.encode(letters)))
    assert first == Row(1, ("Dato", "Sted", "Hva skjedde"))
    assert second == Row(2, ("2026-01-15", "Akebakken", "Ærlig talt å så glatt – «øy»"))
    assert third == Row(3, ("2026-01-16", None, "Blåmerke"))


def test_a_decimal_comma_does_not_make_columns(tmp_path: Path) -> None:
    found = rows(written(tmp_path, b"Dato;Timer\n2026-01-15;3,5\n2026-01-16;2,5\n"))
    assert found[1].cells == ("2026-01-15", "3,5")


def test_commas_in_sentences_do_not_make_columns(tmp_path: Path) -> None:
    found = rows(written(tmp_path, b"Hendelser, Solbakken, 2026\n\nDato;Sted\n15.1.26;Sklie, huske, trapp\n"))
    assert found[3].cells == ("15.1.26", "Sklie, huske, trapp")


def test_a_cell_with_several_lines_stays_one_and_lines_are_counted_right(tmp_path: Path) -> None:
    found = rows(written(tmp_path, b'Dato;Tekst\n1;"to\nlinjer; og ""mer"""\n2;b\n'))
    assert [row.line for row in found] == [1, 2, 4]
    assert found[1].cells == ("1", 'to\nlinjer; og "mer"')


def test_blank_rows_are_there_with_their_line(tmp_path: Path) -> None:
    found = rows(written(tmp_path, b"Dato;Sted\n\n;\n1;b\n"))
    assert [(row.line, row.is_blank) for row in found] == [(1, False), (2, True), (3, True), (4, False)]


def test_excels_own_line_about_the_separator_is_obeyed(tmp_path: Path) -> None:
    found = rows(written(tmp_path, b"sep=,\r\nDato,Sted\r\n1,b;c;d\r\n"))
    assert found == [Row(2, ("Dato", "Sted")), Row(3, ("1", "b;c;d"))]


def test_a_flaw_in_utf8_spoils_one_letter_and_not_the_file(tmp_path: Path) -> None:
    found = rows(written(tmp_path, "Dato;Sted\n1;blåbærtur ".encode() + b"\xed\xa0\x80" + ";på øya\n".encode()))
    assert str(found[1].cells[1]).startswith("blåbærtur \ufffd")


def test_a_quotation_mark_that_is_not_closed_is_told_with_its_line(tmp_path: Path) -> None:
    path = written(tmp_path, b'Dato;Sted\n1;b\n2;"c\n3;d\n')
    with pytest.raises(Problem, match=r"Linje 3 i «logg\.csv»"):
        rows(path)


def test_a_cell_of_forty_thousand_letters_is_read_whole(tmp_path: Path) -> None:
    assert rows(written(tmp_path, b"a;b\n1;" + b"x" * 40_000))[1].cells[1] == "x" * 40_000


def test_rows_can_be_gone_through_again(tmp_path: Path) -> None:
    found = read_table(written(tmp_path, b"a;b\n1;2\n")).rows
    assert list(found) == list(found)


def test_a_hundred_thousand_rows_are_not_held_in_memory(tmp_path: Path) -> None:
    path = written(tmp_path, b"a;b\n" + b"1;2\n" * 100_000)
    found = iter(read_table(path).rows)
    assert next(found).cells == ("a", "b")
    assert sum(1 for _row in found) == 100_000


def test_half_an_utf16_letter_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, codecs.BOM_UTF16_LE + "a;b\n".encode("utf-16-le") + b"\x00\xd8")
    with pytest.raises(Problem, match="CSV UTF-8"):
        rows(path)


CELL = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]))


@given(st.lists(st.lists(CELL, min_size=2, max_size=4), min_size=1))
def test_what_was_written_as_csv_comes_back(tmp_path_factory: pytest.TempPathFactory, table: list[list[str]]) -> None:
    quoted = [";".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in table]
    path = written(tmp_path_factory.mktemp("csv"), ("\n".join(['"overskrift";"og en til"'] * 40 + quoted)).encode())
    found = rows(path)[40:]
    assert [list(row.cells) for row in found] == [[cell if cell.strip() else None for cell in row] for row in table]
