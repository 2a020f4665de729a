"""What is said of risk assessments in plain words: how high, how many, and when one looks again."""

from __future__ import annotations

from datetime import date

from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.words import _, listed, many, plain_date
from ikdesk.measures.sentences import spot_words
from ikdesk.risks.matrix_model import Grade
from ikdesk.risks.rating_model import Outcome
from ikdesk.risks.view_model import Mark, RiskRow

BARRIER = _("En barriere hindrer at det skjer, eller gjør følgene mindre.")
_TONES = {Grade.LOW: "ok", Grade.MEDIUM: "warn", Grade.HIGH: "danger"}


def grade_tone(grade: Grade) -> str:
    """The tone of a pill that says a grade; the word stands in it, too."""
    return _TONES[grade]


def mark_words(mark: Mark | None) -> str:
    """How high a risk is, short: "Høy, 12"; the number is the one municipal forms ask for."""
    if mark is None:
        return str(_("Ikke vurdert ennå"))
    return f"{mark.grade.label}, {mark.product}"


def mark_said(mark: Mark | None) -> str:
    """How high a risk is, whole, as it is heard: "Høy (rød), sannsynlighet 4 × konsekvens 3 = 12"."""
    if mark is None:
        return mark_words(None)
    return _("{grade} ({colour}), sannsynlighet {likely} × konsekvens {bad} = {product}").format(
        grade=mark.grade.label, colour=mark.grade.colour, likely=mark.probability, bad=mark.consequence,
        product=mark.product,
    )  # fmt: skip


def outcome_words(title: str, outcome: Outcome) -> str:
    """What one line of an assessment is about: "Kollisjon i bakken (det verste som kan skje)".

    Args:
        title: of the hazard.
        outcome: the usual ending needs no words.
    """
    if outcome is Outcome.LIKELY:
        return title
    return _("{title} (det verste som kan skje)").format(title=title)


def review_words(row: RiskRow, today: date) -> str:
    """When one looks at it again.

    Args:
        row: the assessment.
        today: the day it is.
    """
    if row.closed_on is not None:
        return _("Avsluttet {day}").format(day=plain_date(row.closed_on))
    if row.next_review is None:
        return str(_("Ingen dag for å se på den igjen"))
    day = plain_date(row.next_review)
    if row.next_review < today:
        return _("Skulle vært sett på {day}").format(day=day)
    if row.next_review == today:
        return str(_("Skal ses på i dag"))
    return _("Ses på igjen {day}").format(day=day)


def review_tone(row: RiskRow, today: date) -> str:
    """The tone of the pill that says when one looks again.

    Args:
        row: the assessment.
        today: the day it is.
    """
    due = row.is_due(today) or (row.closed_on is None and row.next_review is None)
    return "warn" if due else "neutral"


def edition_words(row: RiskRow) -> str:
    """Which version is approved; empty where none is."""
    return _("Godkjent versjon {n}").format(n=row.edition) if row.edition else ""


def row_words(row: RiskRow, codebook: Codebook) -> str:
    """What is behind an assessment in a list: "Akebakken, aking · 3 farer, 1 rød og 2 gule".

    Args:
        row: the assessment.
        codebook: the unit's lists.
    """
    about = spot_words(row.target, codebook)
    return " · ".join(part for part in (about if about != row.title else "", hazard_words(row)) if part)


def hazard_words(row: RiskRow) -> str:
    """How many things can go wrong, and how many of them are not low, or not judged: "3 farer, 1 rød og 2 gule"."""
    if not row.hazards:
        return str(_("Ingen farer er skrevet ned"))
    many_hazards = many("{n} fare", "{n} farer", row.hazards)
    coloured = [
        many("{n} rød", "{n} røde", row.high) if row.high else "",
        many("{n} gul", "{n} gule", row.medium) if row.medium else "",
        many("{n} ikke vurdert", "{n} ikke vurdert", row.unrated) if row.unrated and row.worst else "",
    ]  # fmt: skip
    told = [one for one in coloured if one]
    if told:
        return f"{many_hazards}, {listed(told)}"
    return _("{hazards}, ingen røde eller gule").format(hazards=many_hazards) if row.worst else many_hazards


def bare_words(row: RiskRow) -> str:
    """How many red or yellow ones nobody has done anything about; empty where there are none."""
    return many("{n} uten tiltak", "{n} uten tiltak", row.bare) if row.bare else ""


__all__ = [
    "BARRIER", "bare_words", "edition_words", "grade_tone", "hazard_words", "mark_said", "mark_words", "outcome_words",
    "review_tone", "review_words", "row_words",
]  # fmt: skip
