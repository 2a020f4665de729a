"""A risk assessment with something of everything in it, and what each of its questions and actions is tried with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.kernel.database import Database
from ikdesk.kernel.tertial import period_of_dates
from ikdesk.kernel.viewer import SYSTEM, Key
from ikdesk.measures.effect_model import What
from ikdesk.risks.actions import record_mini
from ikdesk.risks.hazard_actions import add_barrier
from ikdesk.risks.kept_queries import kept
from ikdesk.risks.log_model import LogAsk
from ikdesk.risks.matrix_model import usual
from ikdesk.risks.model import Hazard
from ikdesk.risks.rating_actions import accept_risk, approve_risk, rate_hazard
from ikdesk.risks.rating_model import Stage
from ikdesk.risks.view_model import RiskGroup

YEAR = timedelta(days=365)


@dataclass(frozen=True)
class RiskKeys:
    """What there is of each sort."""

    today: date
    risk: Key
    hazard: Key
    barrier: Key
    rating: Key
    acceptance: Key
    version: Key


def fill_risks(
    database: Database, place: Key, routine: Key | None, measure: Key | None, text: str, **done: Any
) -> RiskKeys:
    """Make it.

    Args:
        place: what it is about.
        routine: one of the barriers.
        measure: another.
        text: what stands in every field.
    """
    today: date = done["today"]
    values = {"title": text, "place_id": place, "activity": "sledding", "worth": text, "participants": text,
              "routine_id": routine}  # fmt: skip
    hazard = {"title": text, "causes": text, "judgement": text, "prevents": [text], "probability": 5, "consequence": 2}
    risk = database.write(record_mini, values, [hazard], **done)
    with Session(database.engine) as session:
        danger = Key(str(session.scalars(select(Hazard.id).where(Hazard.assessment_id == risk)).one()))
    barrier = database.write(add_barrier, danger, {"title": text, "measure_id": measure}, **done)
    became = {"stage": Stage.ACTUAL, "probability": 4, "consequence": 2, "why": text}
    rating = database.write(rate_hazard, danger, became, {"sentence": text}, **done)
    lives_with = {"accepted_by": text, "why": text, "review_on": today + YEAR}
    acceptance = database.write(accept_risk, danger, lives_with, **done)
    version = database.write(approve_risk, risk, {"approved_by": text, "next_review": today + YEAR}, **done)
    return RiskKeys(today, risk, danger, barrier, rating, acceptance, version)


_OF_HAZARD = ("change_hazard", "close_hazard", "reopen_hazard", "withdraw_hazard", "move_hazard")
_OF_BARRIER = ("change_barrier", "withdraw_barrier", "move_barrier")
# by the name of the argument, as in tests/rights.py; each gets what was filled in
RISK_RECIPES: dict[str, Callable[[Any], Any]] = {
    "risks.key": lambda f: f.risks.risk, "risk": lambda f: f.risks.risk, "hazard": lambda f: f.risks.hazard,
    "barrier": lambda f: f.risks.barrier, "risks.routine": lambda f: f.routine, "risks.measure": lambda f: f.measure,
    "risks.equipment": lambda f: f.piece, "withdraw_rating.key": lambda f: f.risks.rating,
    "withdraw_acceptance.key": lambda f: f.risks.acceptance, "risk_version.key": lambda f: f.risks.version,
    **{f"{what}.key": lambda f: f.risks.hazard for what in _OF_HAZARD},
    **{f"{what}.key": lambda f: f.risks.barrier for what in _OF_BARRIER},
    "record_mini.values": lambda _f: {"title": "Tur til skogen"},
    "record_mini.hazards": lambda _f: [{"title": "Et barn går seg bort", "probability": 2, "consequence": 4}],
    "add_risk.values": lambda _f: {"title": "Tur til skogen"}, "add_hazard.values": lambda _f: {"title": "Fall"},
    "add_barrier.values": lambda _f: {"title": "En voksen på toppen"},
    "measure_of_barrier.values": lambda _f: {"origin": "immediate"},
    "by_steps": lambda _f: 1, "move_barrier.by_steps": lambda _f: -1,
    "rate_hazard.values": lambda _f: {"stage": Stage.BEFORE, "probability": 3, "consequence": 3},
    "accept_risk.values": lambda _f: {"accepted_by": "Kari", "why": "God lek", "review_on": date(2027, 4, 30)},
    "approve_risk.values": lambda _f: {"change_note": "Ny skilting."}, "next_review": lambda _f: date(2027, 4, 30),
    "review_risk.note": lambda _f: "Som før.", "set_matrix.size": lambda _f: 4,
    "set_matrix.signs": lambda _f: usual(4).signs, "risk_list.group": lambda _f: RiskGroup.ALL,
    "risks.words": lambda _f: "", "risks_at.what": lambda f: What(f.hill), "hazards_at.what": lambda f: What(f.hill),
    "risk_keys_at.what": lambda f: What(f.hill), "risk_keys_at.since": lambda _f: None,
    "risk_view.on": lambda _f: None,
    "kept.keys": lambda _f: None, "risks.keys": lambda f: [f.risks.risk],
    "logs_of.found": lambda f: f.database.read(kept, viewer=SYSTEM, today=f.risks.today),
    "exposure_of.spans": lambda f: [([f.hill], period_of_dates(f.risks.today - YEAR, f.risks.today))],
    "asks": lambda f: [LogAsk(What(f.hill, None, None, None))],
}  # fmt: skip
