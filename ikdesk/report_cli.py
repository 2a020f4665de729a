"""``ikdesk report``: the tertial report as files."""

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


def add_report(job: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Tell the command line what ``report`` may be asked."""
    told = job("report", str(_("skriv tertialrapporten")))
    told.add_argument("--period", required=True)
    told.add_argument("--out", type=Path, required=True)
    told.add_argument("--format", default="pdf,xlsx")


def report_files(wanted: argparse.Namespace, open_data: Open, progress: Progress) -> tuple[list[Path], str]:
    """Write the report; the files that were made, and "" for the password none of them has.

    Args:
        wanted: the words of the command.
        open_data: opens the unit's data.
        progress: shows how far it has come.

    Raises:
        Problem: the format or the period makes no sense, or one may not take the report out.
    """
    from ikdesk.kernel.tertial import parse_period
    from ikdesk.reports.writing import FORMATS, write_report

    formats = list(dict.fromkeys(part.strip().lower() for part in wanted.format.split(",") if part.strip()))
    if not formats or set(formats) - set(FORMATS):
        raise Problem(_("Rapporten kan skrives som pdf og xlsx. Skriv for eksempel --format pdf,xlsx."))
    period = parse_period(wanted.period)
    with open_data(wanted) as data, progress(_("Skriver")) as tick:
        return write_report(data, period, wanted.out, formats, tick=tick), ""
