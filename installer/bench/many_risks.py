"""Very many risk assessments: the demo's, judged on other days, each with its hazards and what stands in their way."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy.orm import Session

from ikdesk.kernel.base import Key, Record, new_key
from ikdesk.risks.model import Barrier, Hazard, RiskAssessment
from ikdesk.risks.rating_model import Rating, RiskAcceptance, RiskVersion
from installer.bench.rows import DAYS, Row, earlier, put, rows_of

_DAYS_OF: Mapping[type[Record], tuple[str, ...]] = {
    RiskAssessment: ("assessed_on", "next_review", "reviewed_on", "closed_on"), Hazard: ("closed_on",),
    Barrier: ("checked_on",), Rating: ("day",), RiskAcceptance: ("day", "review_on"), RiskVersion: ("approved_on",),
}  # fmt: skip
_OF_HAZARDS = (Barrier, Rating, RiskAcceptance)


def add_risks(session: Session, number: int) -> None:
    """Make it so many assessments in all.

    Args:
        number: in all; they are spread over the years before the demo's day.
    """
    known = {kind: rows_of(session, kind) for kind in _DAYS_OF}
    made: dict[type[Record], list[Row]] = {kind: [] for kind in _DAYS_OF}
    first = known[RiskAssessment]
    for at in range(number - len(first)):
        _copy(first[at % len(first)], timedelta(days=at * DAYS // number), known, made)
    for kind, rows in made.items():
        put(session, kind, rows)


def _copy(
    like: Row, back: timedelta, known: Mapping[type[Record], list[Row]], made: Mapping[type[Record], list[Row]]
) -> None:
    """One assessment so much earlier, with all that belongs to it."""
    hazards = [row for row in known[Hazard] if row["assessment_id"] == like["id"]]
    keys: dict[Key, Key] = {row["id"]: new_key() for row in (like, *hazards)}

    def copied(kind: type[Record], row: Row) -> None:
        there = {name: keys[row[name]] for name in ("assessment_id", "hazard_id") if name in row}
        key = keys.get(row["id"]) or new_key()
        made[kind].append(earlier(row, _DAYS_OF[kind], back) | there | {"id": key})

    copied(RiskAssessment, like)
    for row in hazards:
        copied(Hazard, row)
    for kind in _OF_HAZARDS:
        for row in known[kind]:
            if row["hazard_id"] in keys:
                copied(kind, row)
    for row in known[RiskVersion]:
        if row["assessment_id"] == like["id"]:
            copied(RiskVersion, row)
