"""``ikdesk verify``: whether a report that somebody got is whole and unchanged, by which unit and when."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path

from ikdesk.kernel.words import _


def add_verify(job: Callable[..., argparse.ArgumentParser]) -> None:
    """Tell the command line what ``verify`` may be asked."""
    asked = job("verify", str(_("se etter om en rapport er hel og uendret, og hvem som har signert den")), asks=False)
    asked.add_argument("file", metavar="FIL", type=Path, help=str(_("rapporten, som PDF eller Excel")))
    asked.add_argument("--password-file", type=Path, help=str(_("fil med passordet til en låst PDF på første linje")))
    asked.add_argument("--fingerprint", default="", help=str(_("nøkkelen enheten sier at den signerer med")))
    asked.add_argument("--json", action="store_true")


def verify_text(wanted: argparse.Namespace, password: Callable[[argparse.Namespace], str]) -> tuple[str, int]:
    """What is printed, and 0 where the report is whole and by whom it should be, else 1.

    Args:
        wanted: the words of the command.
        password: reads the one in the file that was named.

    Raises:
        Problem: the file cannot be read.
    """
    from ikdesk.reader.signed_file import read_signed
    from ikdesk.reports.verdict_model import verdict_of
    from ikdesk.reports.verdict_sentences import passed_words, verdict_advice, verdict_facts, verdict_headline

    found = read_signed(wanted.file, password(wanted) if wanted.password_file is not None else "")
    verdict = verdict_of(found.state, found.trouble, found.key, found.content, locked=found.locked,
                         passings=found.passings)  # fmt: skip
    known = {_plain(mark) for mark in (verdict.fingerprint, *verdict.earlier)}  # an older key vouches for the newer
    right = not wanted.fingerprint or _plain(wanted.fingerprint) in known
    code = 0 if verdict.whole and right else 1
    if wanted.json:
        said = {**verdict.as_json(), "by_the_key_asked_for": right}
        return json.dumps(said, ensure_ascii=False, indent=1), code
    lines = [verdict_headline(verdict), *(f"{label}: {value}" for label, value in verdict_facts(verdict))]
    if verdict.whole and not right:
        lines.append(str(_("Den er signert med en annen nøkkel enn den du skrev.")))
    else:
        lines.append(passed_words(verdict) if wanted.fingerprint else verdict_advice(verdict))
    return "\n".join(line for line in lines if line), code


def _plain(mark: str) -> str:
    return "".join(mark.split()).upper()
