"""What is written in risk assessments, and how."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from ikdesk.kernel.database import Database
from ikdesk.kernel.viewer import Key
from ikdesk.risks.actions import add_risk, close_risk, record_mini, review_risk
from ikdesk.risks.hazard_actions import add_barrier, add_hazard, close_hazard
from ikdesk.risks.model import Hazard
from ikdesk.risks.rating_actions import accept_risk, approve_risk, rate_hazard
from tests.hostile.recipe import Doing, Done, Recipe, Texts
from tests.samples import LEADER, TODAY

_SAYS = "Aking i store bakken"
_RISK = ("title", "worth", "aim", "participants")
_HAZARD = ("title", "causes", "consequences", "judgement")
_CELL = {"probability": 3, "consequence": 2}
_DONE: dict[str, Any] = {"by": LEADER, "today": TODAY}


def _risk(d: Doing, t: Texts) -> Done:
    key = d.do(add_risk, {name: t[f"RiskAssessment.{name}"] for name in _RISK})
    d.do(review_risk, key, None, t["RiskAssessment.review_note"])
    d.do(close_risk, key, t["RiskAssessment.closed_why"])
    return d.read("RiskAssessment", key, *_RISK, "review_note", "closed_why")


def _hazard(d: Doing, t: Texts) -> Done:
    key = d.do(add_hazard, d.do(add_risk, {"title": _SAYS}), {name: t[f"Hazard.{name}"] for name in _HAZARD})
    d.do(close_hazard, key, t["Hazard.closed_why"])
    return d.read("Hazard", key, *_HAZARD, "closed_why")


def _barrier(d: Doing, t: Texts) -> Done:
    hazard = d.do(add_hazard, d.do(add_risk, {"title": _SAYS}), {"title": _SAYS})
    key = d.do(add_barrier, hazard, {name: t[f"Barrier.{name}"] for name in ("title", "against")})
    return d.read("Barrier", key, "title", "against")


def _rating(d: Doing, t: Texts) -> Done:
    hazard = d.do(add_hazard, d.do(add_risk, {"title": _SAYS}), {"title": _SAYS})
    return d.read("Rating", d.do(rate_hazard, hazard, {**_CELL, "why": t["Rating.why"]}), "why")


def _accepted(d: Doing, t: Texts) -> Done:
    risk, later = d.do(record_mini, {"title": _SAYS}, [{"title": _SAYS, **_CELL}]), d.today + timedelta(days=300)
    hazard = d.session.query(Hazard).where(Hazard.assessment_id == risk).one().id
    said = {name: t[f"RiskAcceptance.{name}"] for name in ("accepted_by", "why")}
    accepted = d.do(accept_risk, hazard, {**said, "review_on": later})
    d.do(approve_risk, risk, {"next_review": later})
    said = {name: t[f"RiskVersion.{name}"] for name in ("approved_by", "change_note")}
    version = d.do(approve_risk, risk, said)
    return (d.read("RiskAcceptance", accepted, "accepted_by", "why")
            | d.read("RiskVersion", version, "approved_by", "change_note"))  # fmt: skip


def _said(kind: str, *names: str) -> dict[str, str]:
    return {f"{kind}.{name}": _SAYS for name in names}


_ACCEPTED = _said("RiskAcceptance", "accepted_by", "why")
_VERSION = _said("RiskVersion", "approved_by", "change_note")
RISKS = (
    Recipe(_said("RiskAssessment", *_RISK, "review_note", "closed_why"), _risk,
           needed=frozenset({"RiskAssessment.title", "RiskAssessment.closed_why"})),
    Recipe(_said("Hazard", *_HAZARD, "closed_why"), _hazard, needed=frozenset({"Hazard.title", "Hazard.closed_why"})),
    Recipe(_said("Barrier", "title", "against"), _barrier, needed=frozenset({"Barrier.title"})),
    Recipe(_said("Rating", "why"), _rating),
    Recipe(_ACCEPTED | _VERSION, _accepted, needed=frozenset({*_ACCEPTED, *_VERSION})),
)  # fmt: skip


def _hazard_in(database: Database) -> Key:
    risk = database.write(add_risk, {"title": _SAYS}, **_DONE)
    return Key(str(database.write(add_hazard, risk, {"title": _SAYS}, **_DONE)))


RISKS_CODED: dict[str, Callable[[Database, str, Any], Any]] = {
    "RiskAssessment": lambda d, name, code: d.write(add_risk, {"title": _SAYS, name: code}, **_DONE),
    "Hazard": lambda d, name, code: d.write(
        record_mini, {"title": _SAYS}, [{"title": _SAYS, name: code}], **_DONE),
    "Barrier": lambda d, name, code: d.write(add_barrier, _hazard_in(d), {"title": _SAYS, name: code}, **_DONE),
}  # fmt: skip
