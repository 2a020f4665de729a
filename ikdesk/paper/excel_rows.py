"""The rows of a long list as they stand in an Excel file, written as text.

openpyxl makes an object of every cell, and that is most of the time a long list takes. Only what a list needs is here:
texts, numbers, dates and times; what a cell may hold is still decided in ``cells``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from typing import Any
from xml.sax.saxutils import escape

from openpyxl.cell import WriteOnlyCell
from openpyxl.compat import safe_string
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel

from ikdesk.kernel.fields import Field, show
from ikdesk.paper.cells import cell, is_harmless
from ikdesk.paper.story import Listing

Write = Callable[[Any], str]  # a value to what stands after the name of its cell; nothing for nothing
END = b"</sheetData>"  # the rows stand before this


class RowTexts:
    """Writes rows for one sheet.

    Args:
        sheet: an openpyxl sheet in ``write_only`` mode; it keeps the styles.
        listing: what the list is.
    """

    def __init__(self, sheet: Any, listing: Listing) -> None:
        self._sheet, self._listing = sheet, listing
        self._styles: dict[type, str] = {}
        self._columns = [
            (get_column_letter(at), self._writer(field)) for at, field in enumerate(listing.fields, 1)
        ]  # fmt: skip

    def row(self, number: int, values: Sequence[Any]) -> str:
        """One row.

        Args:
            number: 1 is the top of the sheet.
            values: one for each field of the list.
        """
        cells = [
            f'<c r="{letter}{number}"{said}'
            for (letter, write), value in zip(self._columns, values, strict=True)
            if value is not None and (said := write(value))
        ]
        return f'<row r="{number}">{"".join(cells)}</row>'

    def _writer(self, field: Field) -> Write:
        if not field.codes:
            return self._number if field.kind in (int, float) else lambda value: self._any(value, field)
        known: dict[Any, str] = {}

        def coded(value: Any) -> str:
            key = tuple(value) if isinstance(value, list) else value
            if key not in known:
                known[key] = self._text(str(show(value, field, self._listing.codebook)))
            return known[key]

        return coded

    def _any(self, value: Any, field: Field) -> str:
        if isinstance(value, str) and not hasattr(value, "label"):
            return self._text(value)
        if isinstance(value, datetime):
            return self._moment(value.replace(tzinfo=None, microsecond=0))
        if isinstance(value, (date, time)):
            return self._moment(value)
        return self._text(str(show(value, field, self._listing.codebook)))

    def _number(self, value: Any) -> str:
        if isinstance(value, str):
            return self._text(value)
        return f' t="n"><v>{safe_string(value)}</v></c>'

    def _moment(self, value: date | time) -> str:
        serial = to_excel(value)  # type: ignore[no-untyped-call]
        return f'{self._style(value)} t="n"><v>{safe_string(serial)}</v></c>'

    def _text(self, said: str) -> str:
        style = ""
        if not is_harmless(said):
            target = WriteOnlyCell(self._sheet)
            cell(target, said)
            said, style = str(target.value or ""), f' s="{target.style_id}"' if target.has_style else ""
        if not said:
            return ""
        kept = ' xml:space="preserve"' if said != said.strip() else ""
        return f'{style} t="inlineStr"><is><t{kept}>{escape(said)}</t></is></c>'

    def _style(self, value: date | time) -> str:
        """The style openpyxl gives this kind of value; asked once for each kind."""
        kind = type(value)
        if kind not in self._styles:
            target = WriteOnlyCell(self._sheet, value=value)  # type: ignore[arg-type]
            self._styles[kind] = f' s="{target.style_id}"'
        return self._styles[kind]
