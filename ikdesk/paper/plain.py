"""Plain files that outlive programs: CSV (RFC 4180) and JSON, with checksums."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from ikdesk.paper.saving import save_as, save_bytes

CHECKSUMS = "SHA256SUMS.txt"
_UNSEEN = r"\s\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_FORMULA = re.compile(rf"[\t\r]|[{_UNSEEN}]*[=+\-@＝＋－＠]")  # a spreadsheet may look past what is not seen


def write_csv(path: Path, heads: Sequence[str], rows: Iterable[Sequence[Any]], *, separator: str = ",") -> Path:
    """Write rows as CSV, UTF-8 with a mark that Excel understands, and tell where they lie.

    A text that a spreadsheet would run as a formula gets an apostrophe in front; the JSON twin has it untouched.

    Args:
        path: where it shall lie.
        heads: the names of the columns.
        rows: a value for each.
        separator: between them; a spreadsheet in Norwegian expects a semicolon.
    """

    def write(draft: Path) -> None:
        with draft.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, delimiter=separator, lineterminator="\r\n")
            writer.writerow(heads)
            writer.writerows([_cell(value) for value in row] for row in rows)

    return save_as(path, write)


def csv_bytes(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Rows as CSV that travels inside another file; as ``write_csv``, with commas.

    Args:
        heads: the names of the columns.
        rows: a value for each.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def write_twins(
    csv_path: Path, json_path: Path, heads: Sequence[str], rows: Iterable[Sequence[Any]], flat: Callable[[Any], Any]
) -> tuple[int, Sequence[Any]]:
    """Write rows as CSV and as JSON at once, each read only once, in a folder nobody sees yet.

    Args:
        csv_path: where the one lies; as ``write_csv``, with commas.
        json_path: where the other lies; a list with one row a line.
        heads: the names of the columns.
        rows: a value for each, as JSON has them.
        flat: a value as a cell of CSV has it.

    Returns:
        How many rows there were, and the last one; empty if there was none.
    """
    number, last = 0, tuple[Any, ...]()
    with csv_path.open("w", encoding="utf-8-sig", newline="") as cells, json_path.open(
        "w", encoding="utf-8", newline="\n"
    ) as texts:
        writer = csv.writer(cells, lineterminator="\r\n")
        writer.writerow(heads)
        texts.write("[")
        for row in rows:
            writer.writerow([_cell(flat(value)) for value in row])
            texts.write("\n" if number == 0 else ",\n")
            texts.write(json.dumps(dict(zip(heads, row, strict=True)), ensure_ascii=False))
            number, last = number + 1, tuple(row)
        texts.write("\n]\n")
    return number, last


def write_checksums(folder: Path, files: Iterable[Path]) -> Path:
    """Write the SHA-256 of files in the form that ``sha256sum -c`` reads.

    Args:
        folder: where the list goes; the files are named from here.
        files: what to sum.
    """
    lines = "".join(f"{_sum(path)}  {path.relative_to(folder).as_posix()}\n" for path in sorted(files))
    target = folder / CHECKSUMS
    return save_bytes(target, lines.encode("utf-8"))


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _cell(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value
