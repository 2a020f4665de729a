"""What the page of a focus area says in plain words: what happened, what is known, and when one looks again."""

from __future__ import annotations

from datetime import date

from ikdesk.focus.view_model import FocusRow, FocusView, Pattern, Proposal
from ikdesk.kernel.codes import UNKNOWN, Codebook
from ikdesk.kernel.words import _, many, number, plain_date
from ikdesk.measures.sentences import (
    Said,
    effect_words,
    event_words,
    use_words,
    verdict_words,
)

NOTHING_YET = _("Ingen konklusjon ennå")
_NOON = (_("før kl. 9"), _("kl. 9–11"), _("kl. 11–13"), _("kl. 13–15"), _("etter kl. 15"), _("uten klokkeslett"))


def verdict_of(row: FocusRow) -> Said:
    """The verdict of an area as it is shown; that there is none where nothing is compared yet."""
    if row.verdict is None:
        return Said("◆", str(NOTHING_YET), "neutral")
    said = verdict_words(row.verdict)
    return Said(said.symbol, said.word, "info") if row.near_misses_rose else said


def verdict_of_view(view: FocusView) -> Said:
    """As ``verdict_of``, for the page."""
    return effect_words(view.effect) if view.effect is not None else Said("◆", str(NOTHING_YET), "neutral")


def happened_words(view: FocusView) -> str:
    """What happened in the last twelve months, of what happened everywhere: "4 av 48 hendelser siste 12 måneder"."""
    if not view.everywhere:
        return str(_("Ingen hendelser er meldt noe sted de siste 12 månedene."))
    words = {"here": number(view.events), "all": number(view.everywhere)}
    return _("{here} av {all} hendelser de siste 12 månedene skjedde her.").format(**words)


def grade_words(view: FocusView) -> str:
    """How serious it was: "ingen alvorlige, 2 nestenulykker"."""
    if not view.events:
        return ""
    serious = many("{n} alvorlig", "{n} alvorlige", view.serious) if view.serious else str(_("ingen alvorlige"))
    near = many("{n} nestenulykke", "{n} nestenulykker", view.near) if view.near else ""
    return ", ".join(part for part in (serious, near) if part)


def near_words(view: FocusView) -> str:
    """How many of them only nearly happened: good that they were told."""
    if not view.near:
        return str(_("ingen nestenulykker meldt"))
    return many("{n} nestenulykke meldt", "{n} nestenulykker meldt", view.near)


def since_words(view: FocusView) -> str:
    """How long ago the last one was, and how long there usually is between; empty when nothing ever happened."""
    if view.last is None or view.days_since is None:
        return ""
    said = _("Sist {day}.").format(day=plain_date(view.last))
    if view.usual_gap is None:
        return said
    usual = many("{n} dag", "{n} dager", max(1, round(view.usual_gap)))
    return _("{last} Vanligvis {days} imellom.").format(last=said, days=usual)


def days_since_words(view: FocusView) -> str:
    """How many days there have been since the last one; only days of its season count."""
    if view.days_since is None:
        return ""
    season = view.row.target.season.name != "ALL_YEAR"
    if season:
        return many("{n} dag i sesongen siden sist", "{n} dager i sesongen siden sist", view.days_since)
    return many("{n} dag siden sist", "{n} dager siden sist", view.days_since)


def season_use_words(view: FocusView, codebook: Codebook) -> str:
    """How much it was in use in the latest season that is known: "31 akedager i 2025–26"; empty when nobody knows."""
    known = [one for one in view.seasons if one.exposure is not None]
    if not known:
        return ""
    latest = known[-1]
    days = use_words(latest.exposure or 0, view.use_kind, view.row.target, codebook)
    if latest.estimated:
        return _("{days} i {season}, anslått").format(days=days, season=latest.short)
    return _("{days} i {season}").format(days=days, season=latest.short)


def look_words(row: FocusRow, today: date) -> str:
    """When one looks at the numbers again.

    Args:
        today: the day it is.
    """
    if row.closed_on is not None:
        return _("Avsluttet {day}").format(day=plain_date(row.closed_on))
    if row.next_look is None:
        return str(_("Ingen dag er valgt"))
    day = plain_date(row.next_look)
    if row.next_look < today:
        return _("Skulle vært sett på {day}").format(day=day)
    if row.next_look == today:
        return str(_("Skal ses på i dag"))
    return _("Ses på igjen {day}").format(day=day)


def row_words(row: FocusRow) -> str:
    """How much happened, in the list: "4 hendelser siste 12 måneder"."""
    events = event_words(row.events)
    return _("{events} siste 12 måneder").format(events=events[:1].upper() + events[1:])


def proposal_words(proposal: Proposal) -> str:
    """Why a spot is proposed: "21 av 109 hendelser de siste to årene, 2 av dem alvorlige"."""
    words = {"n": number(proposal.events), "all": number(proposal.everywhere)}
    said = _("{n} av {all} hendelser de siste to årene").format(**words)
    if proposal.serious:
        serious = many("{n} av dem alvorlig", "{n} av dem alvorlige", proposal.serious)
        said = f"{said}, {serious}"
    if proposal.new < proposal.events:
        rest = _("{n} er ikke med i andre områder").format(n=number(proposal.new))
        said = f"{said}. {rest[:1].upper()}{rest[1:]}"
    return f"{said}."


def part_words(view: Pattern) -> tuple[str, ...]:
    """The parts of the day, as the columns of the pattern; the last is for what has no time, if there is any."""
    timeless = any(row[-1] for row in view.cells)
    return tuple(str(one) for one in (_NOON if timeless else _NOON[:-1]))


def way_words(pattern: Pattern, codebook: Codebook) -> tuple[str, ...]:
    """How it happened (or what they did), as the rows of the pattern."""
    return tuple(codebook.label(pattern.by, code) if code else str(UNKNOWN) for code in pattern.rows)


__all__ = [
    "NOTHING_YET", "days_since_words", "grade_words", "happened_words", "look_words", "near_words",
    "part_words", "proposal_words", "row_words", "season_use_words", "since_words", "verdict_of",
    "verdict_of_view", "way_words",
]  # fmt: skip
