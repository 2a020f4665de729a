"""Plain files that outlive programs: CSV (RFC 4180) and JSON, with checksums."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from ikdesk.kernel.files import whole_file, write_whole

CHECKSUMS = "SHA256SUMS.txt"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_csv(path: Path, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write rows as CSV, UTF-8 with a mark that Excel understands.

    A text that a spreadsheet would run as a formula gets an apostrophe in front; the JSON twin has it untouched.
    """
    with whole_file(path) as temporary, temporary.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(heads)
        writer.writerows([_cell(value) for value in row] for row in rows)


def write_json(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    """Write rows as a JSON list, one row a line, without holding them all in memory."""
    with whole_file(path) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as file:
        file.write("[")
        for number, row in enumerate(rows):
            file.write("\n" if number == 0 else ",\n")
            file.write(json.dumps(row, ensure_ascii=False))
        file.write("\n]\n")


def write_checksums(folder: Path, files: Iterable[Path]) -> Path:
    """Write the SHA-256 of files in the form that ``sha256sum -c`` reads.

    Args:
        folder: where the list goes; the files are named from here.
        files: what to sum.
    """
    lines = "".join(f"{_sum(path)}  {path.relative_to(folder).as_posix()}\n" for path in sorted(files))
    target = folder / CHECKSUMS
    write_whole(target, lines.encode("utf-8"))
    return target


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _cell(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
