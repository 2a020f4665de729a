"""A table from a file somebody chose: CSV or an Excel workbook, anything else is refused with advice."""

from __future__ import annotations

from pathlib import Path

from ikdesk.kernel.errors import Problem
from ikdesk.kernel.words import _, quoted
from ikdesk.reader.csv_file import read_csv
from ikdesk.reader.kinds import Kind, kind_of
from ikdesk.reader.sheet import Sheet
from ikdesk.reader.xlsx_file import read_xlsx


def read_table(path: Path) -> Sheet:
    """The table in a file.

    Args:
        path: a CSV file (comma, semicolon or tab; UTF-8, UTF-16 or Windows-1252) or an Excel workbook (.xlsx); what
            the file holds decides, not its name. CSV is read while the rows are gone through.

    Raises:
        Problem: it is something else, is empty, is damaged, is dangerously large, or cannot be opened.
    """
    if path.is_dir():
        raise Problem(_("«{name}» er en mappe. Velg en fil i den.").format(name=path.name))
    try:
        kind = kind_of(path)
        if kind is Kind.TEXT:
            return read_csv(path)
        if kind is Kind.WORKBOOK:
            return read_xlsx(path)
    except FileNotFoundError as error:
        raise Problem(_("Finner ikke «{name}». Velg filen på nytt.").format(name=path.name)) from error
    except OSError as error:
        raise Problem(
            _("Kan ikke lese «{name}». Lukk den i andre programmer og prøv igjen.").format(name=path.name)
        ) from error
    raise Problem(f"{quoted(path.name)} {kind.advice}")
