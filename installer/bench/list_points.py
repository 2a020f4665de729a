"""All rows of the internal list: in Excel beside bare openpyxl, and as a PDF beside plain platypus."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from ikdesk.data import Data
from ikdesk.incidents.queries import Filter, how_many
from ikdesk.paper.list_pdf import write_list_pdf
from ikdesk.paper.list_workbook import write_rows
from ikdesk.paper.look import WIDE
from ikdesk.paper.story import Listing
from ikdesk.reports.list_queries import list_page
from ikdesk.reports.list_sections import incident_list
from ikdesk.unit.queries import unit_row
from installer.bench.bare_sql import bare_rows, statements_of
from installer.bench.plain_list import plain_list
from installer.bench.timing import Point, grouped, once, point, share, side_by_side

EXCEL_AIM, MEMORY_AIM, PDF_AIM, LINEAR_AIM = 1.3, 1.3, 1.8, 1.15
Pages = Iterator[list[tuple[Any, ...]]]


def listing_of(data: Data) -> Listing:
    """What the list of all incidents is."""
    total = data.read(how_many, Filter())
    when = data.clock.local().astimezone()
    unit = data.read(unit_row)
    return incident_list(unit, Filter(), total, codebook=data.codebook(), viewer=data.viewer, when=when)


def pages_of(data: Data) -> Pages:
    """The rows as the product reads them, each page in its own short session."""
    after = None
    while True:
        page = data.read(list_page, Filter(), after)
        yield page.rows
        after = page.after
        if after is None:
            return


def excel_point(data: Data, folder: Path, number: int, rounds: int) -> Point:
    """All rows in Excel beside bare ``write_only`` fed by the same SQL through the bare driver.

    Args:
        data: open.
        folder: where the files go.
        number: how many incidents there are, for the name.
        rounds: how many times each is timed.
    """
    listing = listing_of(data)
    statements = statements_of(data, lambda: [len(page) for page in pages_of(data)])

    def ours() -> None:
        write_rows(listing, pages_of(data), folder / "ours.xlsx")

    def bare() -> None:
        book = Workbook(write_only=True)
        sheet = book.create_sheet("liste")
        sheet.append([str(field.label) for field in listing.fields])
        for row in bare_rows(data, statements):
            sheet.append(row[: len(listing.fields)])
        book.save(folder / "bare.xlsx")

    return point(f"list to Excel, {grouped(number)}", side_by_side(rounds, once(ours), once(bare)), EXCEL_AIM)


def pdf_points(data: Data, number: int, folder: Path, rounds: int) -> Iterator[Point]:
    """The tagged and finished list beside the same rows untagged by platypus alone; and twice the rows.

    Args:
        data: open.
        number: how many rows.
        folder: where the files go.
        rounds: how many times each is timed.
    """
    listing = listing_of(data)
    rows = list(islice((row for page in pages_of(data) for row in page), number))
    half = rows[: number // 2]
    widths = [width * WIDE.text_width / sum(listing.widths) for width in listing.widths]

    def tagged(some: Sequence[tuple[Any, ...]]) -> None:
        write_list_pdf(listing, [some], folder / "ours.pdf")

    def plain() -> None:
        (folder / "bare.pdf").write_bytes(plain_list(listing, [rows], widths))

    ours, bare, first = side_by_side(rounds, once(lambda: tagged(rows)), once(plain), once(lambda: tagged(half)))
    yield point(f"list as tagged PDF, {grouped(number)}", (ours, bare), PDF_AIM)
    name = f"time per row of the PDF, {grouped(number)} ÷ {grouped(number // 2)}"
    yield share(name, ours / len(rows) * 1000, first / len(half) * 1000, LINEAR_AIM, "ms")


def memory_point(folders: tuple[Path, Path], keys: tuple[str, str], numbers: tuple[int, int]) -> Point:
    """The memory that ten times the rows take in Excel.

    Args:
        folders: one with few incidents and one with many; nobody has them open.
        keys: of each, in one line.
        numbers: how many each has.
    """
    program = Path(__file__).with_name("memory_program.py")
    runs = [
        subprocess.Popen([sys.executable, program, folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for folder in folders
    ]  # both at once: it is not time that is measured
    small, large = (int(run.communicate(line)[0]) for run, line in zip(runs, keys, strict=True))
    name = f"memory of the list to Excel, {grouped(numbers[1])} ÷ {grouped(numbers[0])}"
    return share(name, large / 2**20, small / 2**20, MEMORY_AIM, "MiB")
