"""What a report does not tell, in words for the leader: which numbers, why, and what a recipient could work out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.tertial import Month
from ikdesk.kernel.words import _, listed, many, month_name
from ikdesk.measures.sentences import spot_words
from ikdesk.reports.audience_model import PROFILES
from ikdesk.reports.facts_model import LISTS, MERGED, Facts
from ikdesk.reports.protection_model import HiddenCell, Protection
from ikdesk.reports.sentences import last_year_heading, month_words, period_heading
from ikdesk.reports.untold_sentences import LEFT_OUT, dropped_words

_MONTH = re.compile(r"(\d{4})-(\d\d)")


@dataclass(frozen=True, slots=True)
class HiddenLine:
    """A number that is not told, in words."""

    table: str
    row: str
    column: str
    number: str  # the true one
    seen: str  # what the recipient can work out
    why: str


def hidden_lines(facts: Facts, hidden: Protection, titles: Mapping[str, str]) -> tuple[HiddenLine, ...]:
    """Every number that is hidden, in the order of the report.

    Args:
        facts: of the report.
        hidden: what it does not tell.
        titles: what the tables of the report are called, by key.
    """
    return tuple(
        HiddenLine(
            table_words(cell.table, titles), _row(cell, facts), _column(cell, facts), str(cell.number),
            seen_words(cell), str(cell.why.label),
        )
        for cell in hidden.cells
    )  # fmt: skip


def seen_words(cell: HiddenCell) -> str:
    """What a recipient can work out about a number: "mellom 1 og 4"."""
    if cell.high is None:
        return _("minst {low}").format(low=cell.low)
    if cell.low == cell.high:
        return _("nøyaktig {low}").format(low=cell.low)
    return _("mellom {low} og {high}").format(low=cell.low, high=cell.high)


def hidden_said(facts: Facts, hidden: Protection) -> str:
    """How much a version of the report leaves untold, in a sentence or two."""
    if not PROFILES[facts.audience].protected:
        return str(_("Ingenting er skjult, for denne versjonen er til dem som jobber hos dere. Send den ikke videre."))
    if not hidden.anything:
        return str(_("Ingen tall er så små at de må skjules i denne versjonen."))
    said = [many("{n} tall er skjult.", "{n} tall er skjult.", len(hidden.cells))] if hidden.cells else []
    if hidden.dropped:
        said.append(many("Én tabell er utelatt.", "{n} tabeller er utelatt.", len(hidden.dropped)))
    if hidden.shielded:
        said.append(many(
            "Ett innsatsområde er fortalt uten tall.", "{n} innsatsområder er fortalt uten tall.", len(hidden.shielded)
        ))  # fmt: skip
    return " ".join(said)


def left_out_said(facts: Facts, hidden: Protection) -> tuple[str, ...]:
    """What is not there at all, and why: the tables that are left out, and the focus areas told in words."""
    said = [*dropped_words(facts)]
    targets = [facts.parts[at - 1].target for at in hidden.shielded if at <= len(facts.parts)]
    named = [spot_words(target, facts.codebook, upward=True) for target in targets]
    if named:
        said.append(_("Fortalt med ord, uten tall, fordi tallene er små: {areas}.").format(areas=listed(named)))
    return tuple(said)


def table_words(key: str, titles: Mapping[str, str]) -> str:
    """What a table is called, whether the report has it or not."""
    plain = key.removeprefix("by_")
    return titles.get(key) or titles.get(f"by_{plain}") or str(LEFT_OUT.get(plain, plain))


def _row(cell: HiddenCell, facts: Facts) -> str:
    attribute = "place" if cell.table.endswith("cross") else cell.table.removeprefix("by_")
    month = _MONTH.fullmatch(cell.row)
    return month_words(Month(int(month[1]), int(month[2])), facts) if month else facts.label(attribute, cell.row)


def _column(cell: HiddenCell, facts: Facts) -> str:
    plain = {
        "now": period_heading(facts), "last_year": last_year_heading(facts), "year": str(_("Siste 12 måneder")),
    }  # fmt: skip
    return plain.get(cell.column) or facts.label("kind", cell.column)


def number_words(what: str, codebook: Codebook) -> str:
    """What a number of a report is: "Hendelser etter type: Skade på barn".

    Args:
        what: "total", or "by_kind:child_injury".
        codebook: the unit's lists.
    """
    table, _colon, code = what.partition(":")
    attribute = table.removeprefix("by_")
    if attribute not in LEFT_OUT:
        return str(_("Hendelser i alt"))
    if attribute == "kind" and code == MERGED:
        return f"{LEFT_OUT[attribute]}: {_('Annet')}"
    if month := _MONTH.fullmatch(code):
        return f"{LEFT_OUT[attribute]}: {month_name(int(month[2]))} {month[1]}"
    return f"{LEFT_OUT[attribute]}: {codebook.label(LISTS.get(attribute, attribute), code)}"
