"""A file that is no table is refused with a sentence that says what it is and what to do."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikdesk.kernel.errors import Problem
from ikdesk.reader.table import read_table

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def told(path: Path) -> str:
    """The sentence about a file, or that it was read."""
    try:
        return f"{len(list(read_table(path).rows))} rader ble lest."
    except Problem as problem:
        return str(problem)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "er tom"), (b"\xef\xbb\xbf \r\n\t\n", "er tom"), (b"\xff\xfe", "er tom"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "er et bilde"), (b"\xff\xd8\xff\xe0\x00\x10JFIF", "er et bilde"),
        (b"GIF89a\x01\x00", "er et bilde"), (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "er et bilde"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00", "er et bilde"), (b"BM\x36\x00\x00\x00\x00\x00", "er et bilde"),
        (b"%PDF-1.7\n%\xe2\xe3", "er en PDF"), (OLE + "Workbook".encode("utf-16-le"), "lagre den som Excel-arbeidsbok"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "uten passord"),
        (OLE + "WordDocument".encode("utf-16-le"), "er et tekstdokument"),
        (b"<html><table><tr><td>Dato", "er en nettside"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><Workbook>", "er en nettside"),
        ("<table><tr>".encode("utf-16"), "er en nettside"), (b"{\\rtf1\\ansi", "er et tekstdokument"),
        (b"\x1f\x8b\x08\x00", "er en pakket fil"), (b"SQLite format 3\x00\x10", "er ikke en tabell"),
        (bytes(range(256)) * 8, "er ikke en tabell"), (b"PK\x03\x04 avkuttet", "er skadet"),
    ],
)  # fmt: skip
def test_what_it_is_and_what_to_do(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "bilde.csv"
    path.write_bytes(content)
    sentence = told(path)
    assert said in sentence
    assert sentence.startswith("«bilde.csv»")
    assert sentence.count(".") >= 2  # what it is, and what to do


@pytest.mark.parametrize(
    ("part", "said"),
    [("content.xml", "fra LibreOffice"), ("word/document.xml", "er et tekstdokument"), ("xl/workbook.bin", "binær"),
     ("logg.csv", "Pakk den ut")],
)  # fmt: skip
def test_what_kind_of_archive_it_is(tmp_path: Path, part: str, said: str) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr(part, "x")
    with pytest.raises(Problem, match=said):
        read_table(tmp_path / "a.xlsx")


def test_a_file_that_is_gone_and_a_folder_are_told(tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"Finner ikke «borte\.csv»"):
        read_table(tmp_path / "borte.csv")
    with pytest.raises(Problem, match="er en mappe"):
        read_table(tmp_path)


def test_a_table_that_begins_like_a_picture_is_still_a_table(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("BM;Dato\n1;2\n")
    assert [row.cells for row in read_table(path).rows] == [("BM", "Dato"), ("1", "2")]


@given(st.binary(max_size=2000))
def test_any_bytes_are_a_table_or_a_sentence(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("bytes") / "x"
    path.write_bytes(content)
    assert told(path).endswith(".")
