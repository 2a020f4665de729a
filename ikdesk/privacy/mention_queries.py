"""Where else somebody may be named: in texts that are about no incident, and that ask for no names."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.focus.model import FocusArea, FocusLook
from ikdesk.kernel.base import Record
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.kernel.words import quoted, short_date
from ikdesk.measures.model import Evaluation, Measure
from ikdesk.meetings.model import Meeting, MeetingAnswer, MeetingIdea
from ikdesk.privacy.insight_model import mentions
from ikdesk.risks.model import Barrier, Hazard, RiskAssessment
from ikdesk.risks.rating_model import Rating, RiskAcceptance, RiskVersion

# each with its texts, and those of what belongs to it, by the attribute that says to which; what was withdrawn, too
_TEXTS: tuple[tuple[type[Record], tuple[str, ...]], ...] = (
    (Meeting, ("title", "agenda", "present", "note")),
    (Measure, ("title", "description", "consequence", "rejected_why")),
    (FocusArea, ("title", "problem", "closed_why")),
    (RiskAssessment, ("title", "worth", "aim", "participants", "review_note", "closed_why")),
)  # fmt: skip
_PARTS: Mapping[type[Record], tuple[tuple[type[Record], str, tuple[str, ...]], ...]] = {
    Meeting: ((MeetingIdea, "meeting_id", ("title",)), (MeetingAnswer, "meeting_id", ("question", "text"))),
    Measure: ((Evaluation, "measure_id", ("comment", "given_by")),),
    FocusArea: ((FocusLook, "focus_id", ("comment", "given_by")),),
    RiskAssessment: (
        (Hazard, "assessment_id", ("title", "causes", "consequences", "judgement", "closed_why")),
        (RiskVersion, "assessment_id", ("approved_by", "change_note", "content")),
        (Barrier, "hazard_id", ("title", "against")), (Rating, "hazard_id", ("why", "given_by")),
        (RiskAcceptance, "hazard_id", ("accepted_by", "why")),
    ),
}
_IN_VERSION = frozenset({
    "title", "worth", "aim", "participants", "review_note", "closed_why", "causes", "consequences", "judgement",
    "against", "why", "given_by", "accepted_by", "approved_by", "change_note",
})  # fmt: skip
_THROUGH = {"hazard_id": (Hazard, "assessment_id")}  # what belongs to a part belongs to what that is a part of


def mentioned_in(session: Session, words: Sequence[str], *, viewer: Viewer, today: date) -> tuple[str, ...]:
    """The meetings, measures, focus areas and risk assessments in whose texts somebody may be named.

    Args:
        words: initials, a number, or the parts of a name.
    """
    viewer.may(Right.SET_UP)
    viewer.may(Right.READ)
    return tuple(_found(session, [word for word in words if len(word) > 1]))


def _found(session: Session, words: Sequence[str]) -> Iterator[str]:
    for kind, names in _TEXTS:
        hit: set[Key] = set()
        for part, owner, parts in ((kind, "id", names), *_PARTS[kind]):
            told = [row for row in session.scalars(select(part)) if _mentions(row, parts, words)]
            hit |= _owners(session, told, owner)
        yield from (_name(row) for row in session.scalars(select(kind).order_by(kind.id)) if row.id in hit)


def _mentions(row: Record, names: Sequence[str], words: Sequence[str]) -> bool:
    texts = [text for name in names for text in _texts(row, name)]
    return any(mentions(text, word) for text in texts for word in words)


def _texts(row: Record, name: str) -> Iterator[str]:
    text = getattr(row, name) or ""
    if isinstance(row, RiskVersion) and name == "content":
        yield from _written(json.loads(text), name)
    else:
        yield text


def _written(kept: Any, name: str) -> Iterator[str]:
    """What people wrote in what was approved: its keys and codes are words of the program, and could be initials."""
    if isinstance(kept, dict):
        for key, value in kept.items():
            yield from _written(value, key)
    elif isinstance(kept, list):
        for value in kept:
            yield from _written(value, name)
    elif isinstance(kept, str) and name in _IN_VERSION:
        yield kept


def _owners(session: Session, rows: Sequence[Record], owner: str) -> set[Key]:
    """What some parts belong to."""
    keys: set[Key] = {getattr(row, owner) for row in rows}
    if owner not in _THROUGH:
        return keys
    kind, above = _THROUGH[owner]
    return {getattr(session.get_one(kind, key), above) for key in keys}


def _name(row: Record) -> str:
    if isinstance(row, Meeting):
        return f"{row.called()} {short_date(row.day)}"
    if isinstance(row, RiskAssessment):
        return f"{row.called()} {quoted(row.title)}"
    return f"{row.called()} {row.title or short_date(row.chosen_on)}" if isinstance(row, FocusArea) else row.called()
