"""``ikdesk list``: the list of incidents as files, exactly what a filter lets through."""

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
_SORTS = ("occurred_on", "number", "story", "kind", "place", "severity", "status", "flag")
_YES = ("near_miss", "over", "no_cause", "not_transferred", "counted")
_PLAIN = (
    "kind", "severity", "status", "words", "potential", "activity", "mechanism", "body_part", "standard", "department",
    "weekday", "hour",
)


def add_list(job: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Tell the command line what ``list`` may be asked."""
    asked = job("list", str(_("skriv listen over hendelser, akkurat det et filter viser")))
    asked.add_argument("--out", type=Path, required=True, help=str(_("mappen filene skal ligge i")))
    asked.add_argument("--format", default="csv", help=str(_("csv, xlsx og pdf, med komma mellom")))
    asked.add_argument("--saved", default="", help=str(_("navnet på et utvalg du har lagret")))
    asked.add_argument("--period", default="", help=str(_("for eksempel 2026-T1, 2026 eller last12")))
    for name in _PLAIN:
        asked.add_argument(f"--{name.replace('_', '-')}", default="")
    asked.add_argument("--collected", choices=("yes", "no"), default="")
    for name in _YES:
        asked.add_argument(f"--{name.replace('_', '-')}", action="store_const", const="yes", default="")
    asked.add_argument("--sort", choices=_SORTS, default="occurred_on")
    asked.add_argument("--ascending", action="store_true")


def list_files(wanted: argparse.Namespace, open_data: Open, progress: Progress) -> tuple[list[Path], str]:
    """Write the list; the files that were made, and "" for the password none of them has.

    Args:
        wanted: the words of the command.
        open_data: opens the unit's data.
        progress: shows how far it has come.

    Raises:
        Problem: a format or a word makes no sense, or one may not take the list out.
    """
    from ikdesk.incidents.filter_queries import NAMES, filter_of, saved_filters
    from ikdesk.kernel.page import Cut
    from ikdesk.reports.list_writing import FORMATS, Asked, write_list

    formats = list(dict.fromkeys(part.strip().lower() for part in wanted.format.split(",") if part.strip()))
    if not formats or set(formats) - set(FORMATS):
        raise Problem(_("Listen kan skrives som pdf, xlsx og csv. Skriv for eksempel --format csv,xlsx."))
    with open_data(wanted) as data, progress(_("Skriver")) as tick:
        values = {name: getattr(wanted, name) for name in NAMES if getattr(wanted, name, "")}
        if wanted.saved:
            saved = {row.name: row for row in data.read(saved_filters)}
            if wanted.saved not in saved:
                raise Problem(_("Du har ikke noe utvalg som heter «{name}».").format(name=wanted.saved))
            values = {**saved[wanted.saved].values, **values}
        found = filter_of(values, data.clock.today())
        asked = Asked(found, Cut(sort=wanted.sort, descending=not wanted.ascending))
        return write_list(data, asked, wanted.out, formats, tick=tick), ""
