"""``ikdesk review``: what is left undone, one line for each thing."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from itertools import groupby
from typing import TYPE_CHECKING

from ikdesk.kernel.words import _

if TYPE_CHECKING:
    from ikdesk.data import Data
    from ikdesk.kernel.codes import Codebook
    from ikdesk.review.model import Finding

Open = Callable[[argparse.Namespace], AbstractContextManager["Data"]]
_NUMBER = 9  # characters of the column the numbers stand in


def add_review(job: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Tell the command line what ``review`` may be asked."""
    asked = job("review", str(_("Røntgen: se hva som står ugjort, for eksempel før tertialrapporten")))
    asked.add_argument("--json", action="store_true", help=str(_(
        "som en liste med rule (regelen), title (hva det gjelder), what (hva dere kan gjøre), number (nummeret, eller "
        "tomt), days (dager siden dagen det gjelder, eller null) og page (hvor det rettes: measures, incidents, "
        "routines, risks, exposure, places, equipment, focus eller meetings)"
    )))  # fmt: skip
    asked.epilog = str(_("Slutter med 0 også når noe ble funnet."))


def review_text(wanted: argparse.Namespace, open_data: Open) -> str:
    """What was found, as it is printed.

    Args:
        open_data: opens the unit's data.

    Raises:
        Problem: this person does not see incidents and measures.
    """
    from ikdesk.access.model import Deed
    from ikdesk.review.queries import findings

    with open_data(wanted) as data:
        found, book = data.read(findings), data.codebook()
        data.note(Deed.EXPORTED, "review")
    if wanted.json:
        return json.dumps([_plain(one, book) for one in found], ensure_ascii=False, indent=1)
    return "\n".join(_lines(found, book))


def _plain(finding: Finding, book: Codebook) -> dict[str, str | int | None]:
    from ikdesk.review.sentences import finding_line, what_words

    return {
        "rule": finding.rule.code, "title": finding_line(finding, book), "what": what_words(finding.rule),
        "number": finding.number, "days": finding.days, "page": finding.page,
    }  # fmt: skip


def _lines(found: Sequence[Finding], book: Codebook) -> Iterator[str]:
    from ikdesk.review.sentences import finding_line, found_words, what_words

    yield found_words(len(found))
    for rule, group in groupby(found, key=lambda one: one.rule):
        several = list(group)
        yield f"\n{rule.label} ({len(several)}). {what_words(rule)}"
        for one in several:
            yield f"  {one.number or '–':<{_NUMBER}} {finding_line(one, book)}"
