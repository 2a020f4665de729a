"""The card "Hva skal vi registrere?": what is written down, in which way, and who is told.

Source: the program's own suggestion, for nothing above the unit says where the line goes. A unit may write its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from ikdesk.kernel.fields import Choice
from ikdesk.kernel.paths import resource
from ikdesk.kernel.words import Text, _, language

HEADINGS = (_("Hva har skjedd?"), _("Samleskjema"), _("Full hendelse"), _("Hvem får beskjed?"))
TITLE = _("Hva skal vi registrere?")


class Mark(Choice):
    """Whether something is recorded in one of the two ways."""

    NO = _("Nei")
    YES = _("Ja")
    CONSIDER = _("Vurder")


MARKS: dict[str, Text] = {mark.code: mark.value for mark in Mark}


@dataclass(frozen=True, slots=True)
class CardLine:
    """One line: what has happened, and what is done then."""

    event: str
    collected: str  # of MARKS: a line in the collective list
    whole: str  # of MARKS: an event of its own
    tell: str


def shipped_card() -> tuple[CardLine, ...]:
    """The card as it comes with the program, in the language that is spoken."""
    tongue = language() if language() in {"nn", "en"} else "nb"
    return card_of(json.loads(resource(f"card/{tongue}.json").read_text("utf-8")))


def card_of(rows: Iterable[Mapping[str, Any]]) -> tuple[CardLine, ...]:
    """A card from plain data.

    Args:
        rows: one for each line.

    Raises:
        KeyError: something is missing, or a mark is none.
    """
    found = [CardLine(*(str(row[name]) for name in ("event", "collected", "whole", "tell"))) for row in rows]
    for line in found:
        MARKS[line.collected], MARKS[line.whole]
    return tuple(found)


def plain_card(lines: Iterable[CardLine]) -> list[dict[str, str]]:
    """A card as plain data."""
    return [asdict(line) for line in lines]


def words_of(line: CardLine) -> tuple[str, str, str, str]:
    """A line in words, as it stands in a table; what is not done has a dash."""
    marks = (str(MARKS[mark]) if mark != "no" else "–" for mark in (line.collected, line.whole))
    return (line.event, *marks, line.tell or "–")  # type: ignore[return-value]
