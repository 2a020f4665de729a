"""The last sheets of a workbook: what each column of its tables is, and the words behind the codes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.fields import Field
from ikdesk.kernel.words import _
from ikdesk.paper import sheets
from ikdesk.paper.cells import cell
from ikdesk.paper.excel_dress import dress
from ikdesk.paper.story import Table, lists_used

HEAD_ROW = 5
LINE = 15.0  # points
_KINDS: dict[type, str] = {
    int: _("Heltall"), float: _("Tall"), bool: _("Ja eller nei"), date: _("Dato"), datetime: _("Dato og klokkeslett"),
    time: _("Klokkeslett"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wordlist:
    """A sheet of words."""

    name: str
    note: str
    heads: tuple[str, ...]
    widths: tuple[float, ...]  # characters
    rows: tuple[tuple[str, ...], ...]
    key: str  # names the Excel table
    wide: bool = False


def columns_list(tables: Sequence[tuple[Table, str]]) -> Wordlist:
    """What each column holds, how it was counted, and what it is called in the numbers for machines.

    Args:
        tables: each with the sheet it stands on.
    """
    rows = tuple(
        (sheet, str(field.label), _kind(field, table), " ".join(_explained(table, at)), f"{table.key}.{field.key}")
        for table, sheet in tables for at, field in enumerate(table.fields)
    )  # fmt: skip
    heads = (_("Ark"), _("Kolonne"), _("Slags"), _("Forklaring"), _("Navn i de maskinlesbare tallene"))
    note = str(_("Hva kolonnene i tabellene er. Står det : i en celle, er det et tall som ikke vises."))
    return Wordlist(
        str(_("Kolonner")), note, tuple(map(str, heads)), (30, 28, 20, 60, 30), rows, "kolonner", wide=True
    )  # fmt: skip


def codes_list(tables: Sequence[Table], codebook: Codebook) -> Wordlist:
    """The words behind the codes of the tables.

    Args:
        tables: all of them.
        codebook: the unit's code lists.
    """
    called = _called(tables)
    rows = tuple(
        (called[name], entry.code, entry.label)
        for name in lists_used(tables) for entry in codebook.lists.get(name, {}).values()
    )  # fmt: skip
    heads = (_("Liste"), _("Kode"), _("Betyr"))
    return Wordlist(str(_("Ordliste")), "", tuple(map(str, heads)), (28, 28, 48), rows, "ordliste")


def _called(tables: Sequence[Table]) -> dict[str, str]:
    """What people call each list: as the column that uses it, with its table where two would be called the same."""
    used = {field.codes: (str(field.label), table.sheet or table.title)
            for table in reversed(tables) for field in table.fields if field.codes}  # fmt: skip
    labels = [label for label, _table in used.values()]
    return {name: label if labels.count(label) == 1 else f"{label} ({sheet})" for name, (label, sheet) in used.items()}


def write_wordlist(sheet: Worksheet, words: Wordlist) -> None:
    """Fill a sheet that has its title.

    Args:
        sheet: where to.
        words: what stands on it.
    """
    looks = ((sheets.STRONG, sheets.HEAD_BORDER, sheets.HEAD_LEFT), (sheets.BODY, sheets.ROW_BORDER, sheets.WRAP))
    for at, row in enumerate((words.heads, *words.rows), HEAD_ROW):
        font, border, alignment = looks[at > HEAD_ROW]
        for column, said in enumerate(row, 1):
            target = sheet.cell(at, column)
            cell(target, said or None)
            fill = sheets.HEAD_FILL if at == HEAD_ROW else None
            dress(target, font, border=border, alignment=alignment, fill=fill)
        lines = max(math.ceil(len(said) / (width - 1)) for said, width in zip(row, words.widths, strict=True))
        if lines > 1:
            sheet.row_dimensions[at].height = LINE * lines + 3
    for column, width in enumerate(words.widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    ref = f"A{HEAD_ROW}:{get_column_letter(len(words.heads))}{HEAD_ROW + len(words.rows)}"
    sheet.add_table(sheets.excel_table(words.key, ref, words.heads))


def _kind(field: Field, table: Table) -> str:
    if field.codes:
        return str(_("Ord fra ordlisten"))
    if field.key in table.percent:
        return str(_("Andel"))
    return str(_KINDS.get(field.kind, _("Tekst")))


def _explained(table: Table, at: int) -> tuple[str, ...]:
    """What the column says about itself; the first one also what its table does."""
    field = table.fields[at]
    return tuple(str(part) for part in (field.hint, table.note if at == 0 else "") if part)
