"""How a sheet in Excel looks: letters, colours, widths, and what it is like on paper."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from datetime import date, datetime, time
from functools import cache, lru_cache
from typing import Literal

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.workbook import Workbook
from openpyxl.worksheet.header_footer import HeaderFooter, HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties, WorksheetProperties
from openpyxl.worksheet.table import TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from ikdesk.kernel.fields import Field
from ikdesk.kernel.words import _
from ikdesk.paper import cells
from ikdesk.paper.colours import ACCENT, INK, MUTED, RULE, STRONG_RULE, TINT
from ikdesk.paper.excel_sheet import STYLE, TableText
from ikdesk.paper.story import Table, is_number

FORMATS: dict[type, str] = {
    int: "#,##0", float: "#,##0.0", date: "dd.mm.yyyy", datetime: "dd.mm.yyyy hh:mm", time: "hh:mm",
}  # fmt: skip
PERCENT = "0%"
WIDER = 1.08  # as much wider than a digit is a letter on machines without Excel's own fonts
WIDTHS: dict[type, float] = {int: 11, float: 11, date: 12, datetime: 17, time: 9, bool: 8}

TITLE = Font(name="Calibri", size=18, bold=True, color=INK[1:])
HEADING = Font(name="Calibri", size=13, bold=True, color=ACCENT[1:])
BODY = Font(name="Calibri", size=11, color=INK[1:])
STRONG = Font(name="Calibri", size=11, bold=True, color=INK[1:])
QUIET = Font(name="Calibri", size=10, color=MUTED[1:])
LINK = Font(name="Calibri", size=11, color="0B5F87", underline="single")
HEAD_FILL = PatternFill("solid", fgColor=TINT[1:])
HEAD_BORDER = Border(bottom=Side("medium", color=ACCENT[1:]))
ROW_BORDER = Border(bottom=Side("hair", color=RULE[1:]))
TOTAL_BORDER = Border(top=Side("thin", color=STRONG_RULE[1:]))
WRAP = Alignment(wrap_text=True, vertical="top")
HEAD_LEFT = Alignment(wrap_text=True, vertical="bottom", horizontal="left")
MIDDLE = Alignment(wrap_text=True, vertical="center")
LEFT = Alignment(horizontal="left", vertical="center")
_FITTED = WorksheetProperties(pageSetUpPr=PageSetupProperties(fitToPage=True))
_EDGES = PageMargins(left=0.6, right=0.6, top=0.8, bottom=0.8, header=0.5, footer=0.5)
AIRY = Alignment(horizontal="left", vertical="center", indent=1)


def aligned(field: Field, before: Field | None, *, bottom: bool = False) -> Alignment:
    """Numbers to the right, words to the left with some air after a column of numbers.

    Args:
        field: the column.
        before: the column to the left of it.
        bottom: for a heading.
    """
    right = is_number(field)
    air = int(before is not None and is_number(before) and not right)
    return _aligned("right" if right else "left", "bottom" if bottom else "center", air)


@cache
def _aligned(across: Literal["left", "right"], down: Literal["bottom", "center"], air: int) -> Alignment:
    return Alignment(horizontal=across, vertical=down, indent=air, wrap_text=True)


def number_format(field: Field, table: Table) -> str:
    """How the numbers and dates of a column are shown."""
    if field.key in table.percent:
        return PERCENT
    return "General" if field.codes else FORMATS.get(field.kind, "General")


def column_width(field: Field, texts: Iterable[str]) -> float:
    """The width of a column in characters: what it holds, within reason."""
    longest = max((len(line) for text in texts for line in text[:400].split("\n")), default=0)
    label = max((len(word) for word in str(field.label).split()), default=0)
    if is_number(field):
        return max(min(longest, 14) + 3, label + 4, 9)
    return max(min(math.ceil(longest * WIDER) + 2, 60 if field.long else 42), label + 4, WIDTHS.get(field.kind, 12))


def unique_labels(fields: Iterable[Field]) -> list[str]:
    """The headings of a table; Excel wants each of them once and none empty."""
    seen: dict[str, int] = {}
    labels = []
    for field in fields:
        label = " ".join(cells.text(str(field.label)).split())[:250] or field.key
        seen[label.casefold()] = count = seen.get(label.casefold(), 0) + 1
        labels.append(label if count == 1 else f"{label} ({count})")
    return labels


def sheet_name(wanted: str, taken: Iterable[str]) -> str:
    """A name that Excel accepts and that is not taken: at most 31 characters, none of []:*?/\\."""
    plain = " ".join(re.sub(r"[\[\]:*?/\\]", " ", cells.text(wanted)).split()).strip("'") or str(_("Tabell"))
    used = {name.casefold() for name in taken}
    for number in range(1, 1000):
        tail = "" if number == 1 else f" ({number})"
        name = plain[: 31 - len(tail)].rstrip() + tail
        if name.casefold() not in used:
            return name
    raise ValueError(wanted)


def excel_table(name: str, ref: str, labels: Iterable[str]) -> TableText:
    """A real Excel table.

    Args:
        name: its name; anything but ASCII letters, digits and _ is replaced.
        ref: from the heading to the last row, "A5:D9".
        labels: the headings, as they stand in the cells.
    """
    safe = re.sub(r"[^A-Za-z0-9_]", "_", name)[:200]
    table = TableText(displayName=f"Tabell_{safe}", ref=ref)
    table.tableStyleInfo = TableStyleInfo(name=STYLE, showRowStripes=False)
    table._initialise_columns()  # type: ignore[attr-defined]  # noqa: SLF001 - the way openpyxl names for write-only sheets
    for column, label in zip(table.tableColumns, labels, strict=True):
        column.name = label
    return table


def set_up_page(sheet: Worksheet, *, unit: str, title: str, head_row: int | None, wide: bool) -> None:
    """How the sheet is printed: fitted to the width, with header, footer and the headings on every page.

    Args:
        sheet: any sheet, also a write-only one.
        unit: whose it is.
        title: of the report.
        head_row: the row with the headings, from 1; None: no table.
        wide: landscape.
    """
    sheet.page_setup.orientation = "landscape" if wide else "portrait"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties, sheet.page_margins = _FITTED, _EDGES
    sheet.HeaderFooter = _around(_coded(unit), _coded(title), _("Side {n} av {total}").format(n="&P", total="&N"))
    if head_row:
        sheet.print_title_rows = f"{head_row}:{head_row}"


@lru_cache(maxsize=8)
def _around(unit: str, title: str, page: str) -> HeaderFooter:
    """What stands over and under every page of a workbook: one of it for all its sheets."""
    around = HeaderFooter()
    around.oddHeader = HeaderFooterItem(left=_HeaderFooterPart(unit), right=_HeaderFooterPart(title))
    around.oddFooter = HeaderFooterItem(left=_HeaderFooterPart("&A"), right=_HeaderFooterPart(page))
    return around


def properties(book: Workbook, *, title: str, author: str, subject: str) -> None:
    """What the file says about itself."""
    book.properties.title, book.properties.creator = cells.text(title), cells.text(author)
    book.properties.subject, book.properties.lastModifiedBy = cells.text(subject), "IKdesk"


def _coded(text: str) -> str:
    """Text in a header: & begins a code there, and 255 characters is all there is room for."""
    return " ".join(cells.text(text).split())[:100].replace("&", "&&")
