"""Risk assessments straight into the file, as they may stand there; a test names only what matters to it."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from ikdesk.kernel.base import Record
from ikdesk.kernel.database import Database
from ikdesk.kernel.viewer import Key
from ikdesk.risks.model import Barrier, Hazard, RiskAssessment, RiskForm, Side
from ikdesk.risks.rating_model import Outcome, Rating, RiskAcceptance, RiskVersion, Stage
from tests.samples import LEADER, TODAY

JANUARY = date(2026, 1, 12)


def kept(database: Database, record: Record) -> Key:
    """Put something into the file that could be true."""

    def put(session: Session, **_who: Any) -> Key:
        record.check(TODAY)
        session.add(record)
        session.flush()
        return record.id

    return database.write(put, by=LEADER, today=TODAY)


def changed(database: Database, kind: type[Record], key: Key, **values: Any) -> None:
    """Change something in the file."""

    def change(session: Session, **_who: Any) -> None:
        record = session.get_one(kind, key)
        for name, value in values.items():
            setattr(record, name, value)

    database.write(change, by=LEADER, today=TODAY)


def risk(database: Database, **changes: Any) -> Key:
    """An assessment of a trip, to be looked at again next year."""
    days = {"assessed_on": JANUARY, "next_review": date(2027, 1, 12)}
    told = {"title": "Tur til akebakken", "form": RiskForm.MINI, **days}
    return kept(database, RiskAssessment(**{**told, **changes}))


def hazard(database: Database, assessment: Key, **changes: Any) -> Key:
    """Something that can go wrong."""
    return kept(database, Hazard(**{"assessment_id": assessment, "title": "Barn kjører på hverandre", **changes}))


def barrier(database: Database, of: Key, **changes: Any) -> Key:
    """Something that stands in its way."""
    return kept(database, Barrier(**{"hazard_id": of, "title": "Én om gangen", "side": Side.CAUSE, **changes}))


def rating(database: Database, of: Key, probability: int, consequence: int, **changes: Any) -> Key:
    """How likely and how bad, in the matrix with five steps."""
    told = {"outcome": Outcome.LIKELY, "stage": Stage.BEFORE, "day": JANUARY, "size": 5}
    given = {"hazard_id": of, "probability": probability, "consequence": consequence}
    return kept(database, Rating(**{**told, **given, **changes}))


def acceptance(database: Database, of: Key, probability: int, consequence: int, **changes: Any) -> Key:
    """That somebody lives with it."""
    told = {"outcome": Outcome.LIKELY, "day": JANUARY, "accepted_by": "Tom, leder", "why": "Barna lærer av det.",
            "review_on": date(2027, 1, 12), "size": 5}  # fmt: skip
    given = {"hazard_id": of, "probability": probability, "consequence": consequence}
    return kept(database, RiskAcceptance(**{**told, **given, **changes}))


def version(database: Database, assessment: Key, **changes: Any) -> Key:
    """That somebody approved it."""
    told = {"assessment_id": assessment, "edition": 1, "approved_on": JANUARY, "approved_by": "Tom, leder",
            "content": "{}"}  # fmt: skip
    return kept(database, RiskVersion(**{**told, **changes}))
