"""``ikdesk report``: a report as files, as a draft or delivered."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from ikdesk.kernel.errors import Problem
from ikdesk.kernel.words import LANGUAGES, _

if TYPE_CHECKING:
    from ikdesk.data import Data

Open = Callable[[argparse.Namespace], AbstractContextManager["Data"]]
Progress = Callable[..., AbstractContextManager[Callable[[int, int], None]]]
AUDIENCES = ("municipality", "owner", "staff", "safety", "parents")


def add_report(job: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Tell the command line what ``report`` may be asked."""
    told = job("report", str(_("skriv en rapport, som utkast eller levert")))
    told.add_argument("--period", required=True, help=str(_("for eksempel 2026-T1, 2026-Q1 eller 2026")))
    told.add_argument("--out", type=Path, required=True, help=str(_("mappen filene skal ligge i")))
    told.add_argument("--audience", choices=AUDIENCES, default=AUDIENCES[0], help=str(_("hvem den er til")))
    told.add_argument("--format", default="pdf,xlsx", help=str(_("pdf og xlsx, med komma mellom")))
    told.add_argument("--language", choices=tuple(LANGUAGES), default="", help=str(_("språket i rapporten")))
    told.add_argument("--locked", action="store_true", help=str(_("lag også en PDF som åpnes med et passord")))
    told.add_argument("--deliver", action="store_true", help=str(_("lever den: den tas vare på som den er")))
    told.add_argument("--to", default="", help=str(_("hvem den leveres til")))
    told.add_argument("--email", default="", help=str(_("e-postadressen, flere med komma mellom")))
    told.add_argument("--eml", action="store_true", help=str(_("lag også et utkast til en e-post med filene i")))


def wrong_report(wanted: argparse.Namespace) -> str:
    """What makes no sense in the words of the command; empty where it does.

    Args:
        wanted: the words of the command.
    """
    if wanted.deliver and not wanted.to.strip():
        return str(_("--to mangler: skriv hvem rapporten leveres til"))
    if not wanted.deliver and (wanted.to or wanted.email or wanted.eml):
        return str(_("--to, --email og --eml hører sammen med --deliver"))
    return ""


def report_files(wanted: argparse.Namespace, open_data: Open, progress: Progress) -> tuple[list[Path], str]:
    """Write the report; the files that were made, and the password of the locked copy, "" where there is none.

    Args:
        wanted: the words of the command.
        open_data: opens the unit's data.
        progress: shows how far it has come.

    Raises:
        Invalid: an address makes no sense.
        Problem: the format or the period makes no sense, or one may not take the report out.
    """
    from ikdesk.kernel.tertial import parse_period
    from ikdesk.reports.audience_model import Audience
    from ikdesk.reports.delivery_model import FORMATS, Wanted
    from ikdesk.reports.delivery_writing import deliver
    from ikdesk.safe.passphrase import four_words

    formats = tuple(dict.fromkeys(part.strip().lower() for part in wanted.format.split(",") if part.strip()))
    if not formats or set(formats) - set(FORMATS):
        raise Problem(_("Rapporten kan skrives som pdf og xlsx. Skriv for eksempel --format pdf,xlsx."))
    if wanted.locked and "pdf" not in formats:
        raise Problem(_("Bare PDF-en kan låses. Skriv for eksempel --format pdf,xlsx."))
    asked = Wanted(
        parse_period(wanted.period), Audience[wanted.audience.upper()], formats, wanted.language, wanted.to,
        wanted.email, wanted.eml, four_words() if wanted.locked else "",
    )  # fmt: skip
    with open_data(wanted) as data, progress(_("Skriver")) as tick:
        made = deliver(data, asked, wanted.out, tick=tick)
    return [*made.paths, *([made.mail] if made.mail is not None else [])], asked.password
