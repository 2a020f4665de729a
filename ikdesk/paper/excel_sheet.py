"""A sheet of a report as it stands in an Excel file, written as text.

openpyxl makes a tree of every cell and of every part of the print set-up, and that is most of the time a workbook
takes. What a sheet seldom has is still left to openpyxl.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any
from weakref import WeakKeyDictionary
from xml.sax.saxutils import escape, quoteattr

from openpyxl.compat import safe_string
from openpyxl.packaging.relationship import RelationshipList
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.table import Table
from openpyxl.xml.functions import tostring

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STYLE = "TableStyleLight1"  # of a table: thin lines, no stripes
_letter = cache(get_column_letter)
_COMMON: WeakKeyDictionary[Any, dict[Any, bytes]] = WeakKeyDictionary()  # what the sheets of a workbook have in common


@dataclass(frozen=True, slots=True)
class Settled:
    """The cells of a finished sheet."""

    rows: bytes  # packed
    ref: str  # where they are
    links: list[Any]  # those in them


_SETTLED: WeakKeyDictionary[Any, Settled] = WeakKeyDictionary()


def settle(sheet: Any) -> None:
    """Keep the cells of a finished sheet as the text they become; it takes a small part of the memory.

    Args:
        sheet: nothing more is put into its cells.
    """
    rows = zlib.compress(SheetText(sheet).rows_as_text(), 1)
    _SETTLED[sheet] = Settled(rows, sheet.calculate_dimension(), sheet._hyperlinks)  # noqa: SLF001
    sheet._cells.clear()  # noqa: SLF001
    sheet.row_dimensions.clear()


class SheetText(WorksheetWriter):
    """Writes one sheet.

    Args:
        ws: the sheet.
    """

    ws: Any

    def __init__(self, ws: Any) -> None:
        self.ws = ws
        self._known = _COMMON.setdefault(ws.parent, {})
        ws._hyperlinks, ws._comments = [], []  # noqa: SLF001 - as openpyxl does
        self._rels = RelationshipList()
        self._parts: list[bytes] = [f'<worksheet xmlns="{_MAIN}">'.encode()]
        self.xf: Any = self  # openpyxl's own parts are sent here

    def data(self) -> bytes:
        """The whole sheet."""
        self.write()
        return b"".join((*self._parts, b"</worksheet>"))

    def close(self) -> None:
        """There is no file to close."""

    def send(self, element: Any) -> None:
        """One part, as openpyxl makes it."""
        if element is not None:
            self._parts.append(tostring(element))

    def write_dimensions(self) -> None:
        """Where there are cells."""
        ref = _SETTLED[self.ws].ref if self.ws in _SETTLED else self.ws.calculate_dimension()
        self._parts.append(f'<dimension ref="{ref}"/>'.encode())

    def write_properties(self) -> None:
        """Whether it is fitted to the page."""
        fitted = self.ws.sheet_properties.pageSetUpPr
        self._common(("properties", bool(fitted and fitted.fitToPage)), super().write_properties)

    def write_views(self) -> None:
        """What is frozen, and whether there are lines between the cells."""
        view = self.ws.sheet_view
        self._common(("views", view.showGridLines, view.tabSelected, self.ws.freeze_panes), super().write_views)

    def write_format(self) -> None:
        """How high the rows are."""
        high = self.ws.sheet_format
        self._common(("format", high.defaultRowHeight, high.customHeight), super().write_format)

    def write_cols(self) -> None:
        """How wide the columns are."""
        held = self.ws.column_dimensions.items()
        widths = sorted((column_index_from_string(letter), column.width) for letter, column in held)
        cols = "".join(f'<col min="{at}" max="{at}" width="{wide}" customWidth="1"/>' for at, wide in widths)
        self._parts.append(f"<cols>{cols}</cols>".encode() if cols else b"")

    def write_merged_cells(self) -> None:
        """The cells that are one."""
        held = sorted(self.ws.merged_cells.ranges, key=lambda cells: (cells.min_row, cells.min_col))
        merged = [f'<mergeCell ref="{cells.coord}"/>' for cells in held]
        if merged:
            self._parts.append(f'<mergeCells count="{len(merged)}">{"".join(merged)}</mergeCells>'.encode())

    def write_margins(self) -> None:
        """The edges of the paper."""
        edges = self.ws.page_margins
        self._common(("margins", edges.left, edges.right, edges.top, edges.bottom), super().write_margins)

    def write_page(self) -> None:
        """The paper."""
        page = self.ws.page_setup
        self._common(("page", page.orientation, page.paperSize, page.fitToWidth, page.fitToHeight), super().write_page)

    def write_header(self) -> None:
        """What stands over and under each page."""
        head, foot = self.ws.HeaderFooter.oddHeader, self.ws.HeaderFooter.oddFooter
        said = (head.left.text, head.right.text, foot.left.text, foot.right.text)
        self._common(("header", *map(str, said)), super().write_header)

    def write_rows(self) -> None:
        """The cells."""
        settled = _SETTLED.get(self.ws)
        if settled is not None:
            self.ws._hyperlinks = settled.links  # noqa: SLF001
        self._parts.append(self.rows_as_text() if settled is None else zlib.decompress(settled.rows))

    def rows_as_text(self) -> bytes:
        """The cells as they stand in the file."""
        cells = groupby(sorted(self.ws._cells.items()), key=lambda item: item[0][0])  # noqa: SLF001
        rows = {at: "".join(self._cell(place, cell) for place, cell in row) for at, row in cells}
        rows |= {at: "" for at in self.ws.row_dimensions if at not in rows}
        lines = (f'<row r="{at}"{self._height(at)}>{rows[at]}</row>' for at in sorted(rows))
        return "".join(("<sheetData>", *lines, "</sheetData>")).encode()

    def _height(self, at: int) -> str:
        high = self.ws.row_dimensions[at].height if at in self.ws.row_dimensions else None
        return "" if high is None else f' ht="{high}" customHeight="1"'

    def _cell(self, place: tuple[int, int], cell: Any) -> str:
        value, style, kind = cell._value, self._style(cell), cell.data_type  # noqa: SLF001
        if cell.hyperlink:
            self.ws._hyperlinks.append(cell.hyperlink)  # noqa: SLF001
        head = f'<c r="{_letter(place[1])}{place[0]}"{style}'
        if value is None or value == "":
            return f"{head}/>" if style else ""
        if kind == "s":
            kept = ' xml:space="preserve"' if value != value.strip() or "\n" in value else ""
            return f'{head} t="inlineStr"><is><t{kept}>{escape(value)}</t></is></c>'
        if kind not in {"n", "d"}:
            raise TypeError(kind)  # neither formulas nor error codes have a place in a report
        number = to_excel(value) if kind == "d" else value  # type: ignore[no-untyped-call]
        return f'{head} t="n"><v>{safe_string(number)}</v></c>'

    def _style(self, cell: Any) -> str:
        if cell._style is None:  # noqa: SLF001
            return ""
        looks = cell._style.tobytes()  # noqa: SLF001
        if looks not in self._known:
            self._known[looks] = f' s="{cell.style_id}"'.encode() if cell.has_style else b""
        return self._known[looks].decode()

    def _common(self, key: tuple[Any, ...], write: Callable[[], None]) -> None:
        """A part that most sheets share; openpyxl writes it the first time."""
        if key not in self._known:
            before = len(self._parts)
            write()
            self._known[key] = b"".join(self._parts[before:])
            del self._parts[before:]
        self._parts.append(self._known[key])


class TableText(Table):
    """A real Excel table; how it stands in the file is written as text."""

    def _write(self, archive: Any) -> None:
        archive.writestr(self.path[1:], "".join(self._lines()))

    def _lines(self) -> Iterator[str]:
        name, columns = quoteattr(str(self.displayName)), list(self.tableColumns)
        yield f'<table xmlns="{_MAIN}" id="{self.id}" name={name} displayName={name} ref="{self.ref}"'
        yield f' headerRowCount="1"><autoFilter ref="{self.ref}"/><tableColumns count="{len(columns)}">'
        for at, column in enumerate(columns, 1):
            yield f'<tableColumn id="{at}" name={quoteattr(str(column.name))}/>'
        yield f'</tableColumns><tableStyleInfo name="{STYLE}" showRowStripes="0"/></table>'
