"""CSV as it really comes: any of three separators and four ways of writing letters. Read row by row."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path

from ikdesk.kernel.errors import Problem
from ikdesk.kernel.words import _
from ikdesk.reader.kinds import looks_like_utf16
from ikdesk.reader.sheet import Row, Sheet

SEPARATORS = (";", "\t", ",")  # in this order where a file could be read either way
LONGEST_CELL = 1_000_000  # letters; a longer cell is a quotation mark that was never closed
_SAMPLE = 200  # lines looked at to find the separator
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class CsvRows:
    """The rows of a CSV file, read anew each time they are gone through."""

    path: Path
    encoding: str
    errors: str
    separator: str
    first_line: int  # 2 where the first line only names the separator

    def __iter__(self) -> Iterator[Row]:
        csv.field_size_limit(LONGEST_CELL)
        with self.path.open(encoding=self.encoding, errors=self.errors, newline="") as file:
            lines = islice(file, self.first_line - 1, None)
            reader = csv.reader(lines, delimiter=self.separator, strict=True)
            line = self.first_line
            try:
                for cells in reader:
                    yield Row(line, tuple(cell if cell.strip() else None for cell in cells))
                    line = self.first_line + reader.line_num
            except csv.Error as error:
                raise Problem(
                    _("Linje {line} i «{name}» har et anførselstegn (\") som ikke er lukket riktig. "
                      "Rett linjen og prøv igjen.").format(line=line, name=self.path.name)
                ) from error  # fmt: skip
            except UnicodeDecodeError as error:
                raise Problem(
                    _("Bokstavene i «{name}» lar seg ikke lese. Lagre tabellen på nytt som CSV UTF-8.").format(
                        name=self.path.name
                    )
                ) from error


def read_csv(path: Path) -> Sheet:
    """The table in a CSV file; its rows are read while they are gone through.

    Args:
        path: a file that is text.

    Raises:
        Problem: while the rows are read, if a quotation mark is not closed or the letters make no sense.
    """
    encoding, errors = _letters(path)
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        sample = list(islice(file, _SAMPLE))
    named = sample[0].strip().casefold() if sample else ""
    if named.startswith("sep=") and len(sample[0].rstrip("\r\n")) == 5:
        return Sheet(path.stem, CsvRows(path, encoding, errors, sample[0][4], 2))
    return Sheet(path.stem, CsvRows(path, encoding, errors, _separator(sample), 1))


def _letters(path: Path) -> tuple[str, str]:
    """How the letters are written, and what to do with bytes that are none.

    UTF-8 cannot be mistaken: letters like æ are two bytes that fit together. Where most do and a few do not, the file
    is UTF-8 with a flaw, and each flaw becomes a replacement character; otherwise it is Windows-1252.
    """
    with path.open("rb") as file:
        head = file.read(_CHUNK)
        if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16", "strict"
        if b"\x00" in head[:4096] and (guess := looks_like_utf16(head[:4096])):
            return guess, "strict"
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        flaws = fitting = 0
        while head:
            text = decoder.decode(head)
            flaws += text.count("\ufffd")
            fitting += len(text) - text.count("\ufffd") - len(text.encode("ascii", "ignore"))
            head = file.read(_CHUNK)
        flaws += decoder.decode(b"", final=True).count("\ufffd")
    if flaws <= fitting:
        return "utf-8-sig", "replace"
    return "cp1252", "replace"


def _separator(sample: list[str]) -> str:
    """The sign that divides most lines after each other in the same number of cells, several of them."""
    return max(SEPARATORS, key=lambda separator: _evenness(sample, separator))


def _evenness(sample: list[str], separator: str) -> tuple[int, int]:
    """The longest run of rows that are equally wide, and how wide they are; blank rows do not break a run."""
    try:
        widths = [len(row) for row in csv.reader(sample, delimiter=separator) if row]
    except csv.Error:
        return 0, 0
    return max(((len(list(run)), width) for width, run in groupby(widths) if width > 1), default=(0, 0))
