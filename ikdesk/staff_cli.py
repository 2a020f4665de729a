"""``ikdesk staff``: the extract of the staff register to the safety representative and AMU."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from ikdesk.kernel.errors import Problem
from ikdesk.kernel.words import _

if TYPE_CHECKING:
    from ikdesk.data import Data

Open = Callable[[argparse.Namespace], AbstractContextManager["Data"]]
Progress = Callable[..., AbstractContextManager[Callable[[int, int], None]]]


def add_staff(job: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Tell the command line what ``staff`` may be asked."""
    asked = job("staff", str(_("skriv uttrekket til verneombud og AMU, uten helseopplysninger")))
    asked.add_argument("period", metavar="PERIODE", help=str(_("for eksempel 2026-T1 eller 2026")))
    asked.add_argument("--out", type=Path, required=True, help=str(_("mappen filene skal ligge i")))
    asked.add_argument("--format", default="pdf,xlsx")
    asked.add_argument("--cases", action="store_true", help=str(_("ta med sakene én for én")))


def staff_files(wanted: argparse.Namespace, open_data: Open, progress: Progress) -> tuple[list[Path], str]:
    """Write the extract; the files that were made, and the password of the PDF, "" where it has none.

    As in the window, a PDF that tells of the cases one by one is locked; its password is kept nowhere.

    Args:
        wanted: the words of the command.
        open_data: opens the unit's data.
        progress: shows how far it has come.

    Raises:
        Problem: the format or the period makes no sense, or one may not read the staff register.
    """
    from ikdesk.incidents.staff_writing import FORMATS, Content, write_extract
    from ikdesk.kernel.tertial import parse_period
    from ikdesk.safe.passphrase import four_words

    formats = list(dict.fromkeys(part.strip().lower() for part in wanted.format.split(",") if part.strip()))
    if not formats or set(formats) - set(FORMATS):
        raise Problem(_("Uttrekket kan skrives som pdf og xlsx. Skriv for eksempel --format pdf,xlsx."))
    period = parse_period(wanted.period)
    password = four_words() if wanted.cases and "pdf" in formats else ""
    content = Content(wanted.cases, password)
    with open_data(wanted) as data, progress(_("Skriver")) as tick:
        return write_extract(data, period, wanted.out, formats, content=content, tick=tick), password
