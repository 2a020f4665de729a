"""The card "Hva skal vi registrere?" on paper: a part of the report, and a page for the wall."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from ikdesk.kernel.card import HEADINGS, TITLE, CardLine, words_of
from ikdesk.kernel.fields import Field
from ikdesk.kernel.words import _, language
from ikdesk.paper.poster import Poster
from ikdesk.paper.story import TONGUES, Section, Table

_KEYS = ("event", "collected", "whole", "tell")
_WIDTHS = (5.0, 1.7, 1.7, 3.2)
_WAYS = {
    ("collected", "yes"): _("linje i samleskjemaet"), ("collected", "consider"): _("vurder linje i samleskjemaet"),
    ("whole", "yes"): _("full hendelse"), ("whole", "consider"): _("vurder full hendelse"),
}  # fmt: skip


def card_table(lines: Sequence[CardLine]) -> Table:
    """The lines as a table."""
    fields = tuple(Field(key, name) for key, name in zip(_KEYS, HEADINGS, strict=True))
    return Table("threshold_card", str(TITLE), fields, tuple(words_of(line) for line in lines), widths=_WIDTHS,
                 sheet=str(_("Hva vi registrerer")))  # fmt: skip


def card_section(lines: Sequence[CardLine]) -> Section:
    """The card as a part of a report."""
    return Section("threshold_card", str(TITLE), level=2, tables=(card_table(lines),))


def card_poster(lines: Sequence[CardLine], unit: str, *, when: datetime) -> Poster:
    """The card as a page for the wall.

    Args:
        lines: of the card.
        unit: whose it is.
        when: the moment it is printed; aware.
    """
    ways = _("Samleskjema: én linje i samleskjemaet. Full hendelse: «Meld hendelse», også når IKdesk er låst.")
    return Poster(
        str(TITLE), unit, str(_("Er du i tvil, så meld. Det er bedre med en for mye enn en for lite.")),
        str(_("Når dette skjer")), tuple(_said(line) for line in lines), (str(ways),), when,
        author=unit, too_long=_("Kortet er for langt for én side. Kort ned linjene, eller ta bort noen, og skriv ut på "
                                "nytt."), language=TONGUES[language()],
    )  # fmt: skip


def _said(line: CardLine) -> str:
    """A line in a sentence or two."""
    ways = [
        str(way) for way in (_WAYS.get(("collected", line.collected)), _WAYS.get(("whole", line.whole))) if way
    ] or [str(_("skrives ikke"))]
    return f"{line.event}: {', '.join(ways)}." + (f" {_('Beskjed')}: {line.tell}." if line.tell else "")
