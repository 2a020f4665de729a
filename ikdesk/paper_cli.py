"""``ikdesk case`` and ``ikdesk insurer``: what is written of a case, and the list of small injuries to the insurer."""

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
PAPERS = ("case", "letter", "forms")


def add_papers(job: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Tell the command line what ``case`` and ``insurer`` may be asked."""
    told = job("case", str(_("skriv én hendelse som PDF, brevet til foreldrene, eller utkast til skjemaer")))
    told.add_argument("number", metavar="NUMMER", help=str(_("nummeret på hendelsen, for eksempel 2026-12")))
    told.add_argument("--out", type=Path, required=True, help=str(_("mappen filene skal ligge i")))
    told.add_argument("--what", default="case", help=str(_("case, letter og forms, med komma mellom")))
    told.add_argument("--child", type=int, default=1, help=str(_("hvilket av barna brevet og skjemaene gjelder")))
    told.add_argument("--language", choices=tuple(LANGUAGES), default="", help=str(_("språket i brevet")))
    listed = job("insurer", str(_("skriv samlelisten over små skader til forsikringsselskapet")))
    listed.add_argument("period", metavar="PERIODE", help=str(_("for eksempel 2026-H1, 2026-Q1 eller 2026")))
    listed.add_argument("--out", type=Path, required=True, help=str(_("mappen filene skal ligge i")))
    listed.add_argument("--format", default="pdf,xlsx")


def case_files(wanted: argparse.Namespace, open_data: Open, progress: Progress) -> tuple[list[Path], str]:
    """Write what is wanted of a case; the files that were made, and the password that opens them.

    Args:
        wanted: the words of the command.
        open_data: opens the unit's data.
        progress: shows how far it has come.

    Raises:
        Problem: it makes no sense, there is no such case, or one may not print it.
    """
    from ikdesk.incidents.form_queries import case_key
    from ikdesk.incidents.form_writing import write_case, write_drafts
    from ikdesk.incidents.letter_writing import write_letter
    from ikdesk.safe.passphrase import four_words

    papers = _several(wanted.what)
    if not papers or set(papers) - set(PAPERS):
        raise Problem(_("Dette kan skrives: case, letter og forms. Skriv for eksempel --what case,letter."))
    password, made = four_words(), list[Path]()
    with open_data(wanted) as data, progress(_("Skriver")):
        key, child = data.read(case_key, wanted.number), wanted.child - 1
        if "case" in papers:
            made.append(write_case(data, key, wanted.out, password=password))
        if "letter" in papers:
            made.append(write_letter(data, key, wanted.out, child=child, language=wanted.language, password=password))
        if "forms" in papers:
            made += write_drafts(data, key, wanted.out, child=child, password=password)
    return made, password


def insurer_files(wanted: argparse.Namespace, open_data: Open, progress: Progress) -> tuple[list[Path], str]:
    """Write the list; the files that were made, and the password of the PDF, "" where there is none.

    Args:
        wanted: the words of the command.
        open_data: opens the unit's data.
        progress: shows how far it has come.

    Raises:
        Problem: the format or the period makes no sense, or one may not take it out.
    """
    from ikdesk.incidents.insurer_writing import FORMATS, write_insurer_list
    from ikdesk.kernel.tertial import parse_period
    from ikdesk.safe.passphrase import four_words

    formats = _several(wanted.format)
    if not formats or set(formats) - set(FORMATS):
        raise Problem(_("Samlelisten kan skrives som pdf og xlsx. Skriv for eksempel --format pdf,xlsx."))
    period, password = parse_period(wanted.period), four_words() if "pdf" in formats else ""
    with open_data(wanted) as data, progress(_("Skriver")) as tick:
        return write_insurer_list(data, period, wanted.out, formats, password=password, tick=tick), password


def _several(words: str) -> list[str]:
    return list(dict.fromkeys(part.strip().lower() for part in words.split(",") if part.strip()))
