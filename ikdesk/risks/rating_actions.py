"""How high a risk is said to be, what is accepted, and what is approved."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.kernel.words import _
from ikdesk.risks.at_model import is_lower
from ikdesk.risks.content_model import content_of
from ikdesk.risks.matrix_model import SIZES, Matrix, usual, wrong_signs
from ikdesk.risks.queries import risk_view
from ikdesk.risks.rating_model import Outcome, Rating, RiskAcceptance, RiskVersion, Stage
from ikdesk.risks.there_actions import There, told
from ikdesk.risks.view_model import RiskLine
from ikdesk.unit.model import Unit

RATED = ("outcome", "stage", "day", "probability", "consequence", "why")
ACCEPTED = ("outcome", "day", "accepted_by", "why", "review_on")
CELL = ("probability", "consequence", "size")


def rate_hazard(
    session: Session, hazard: Key, values: Mapping[str, Any], evidence: Mapping[str, Any] | None = None, *,
    by: Viewer, today: date,
) -> Key:  # fmt: skip
    """Say how likely and how bad something is; what was said earlier stays, and the key of the rating comes back.

    Args:
        hazard: of what.
        values: attributes named in ``RATED``; the cell must be there. Also "size": steps of the matrix it was chosen
            in; the unit's where it is not told.
        evidence: what the log said on the screen, as plain values: "sentence" is what was said.

    Raises:
        Invalid: it is no cell of the matrix, or it is lower than without new measures and nobody says why.
    """
    by.may(Right.HANDLE)
    there = There(session)
    there.hazard(hazard)
    rating = Rating(
        **{"outcome": Outcome.LIKELY, "stage": Stage.BEFORE, "day": today, "probability": 0, "consequence": 0}
        | told(values, RATED),
        hazard_id=hazard, size=values.get("size") or there.matrix().size, given_by=by.name,
        evidence=json.dumps(dict(evidence or {}), ensure_ascii=False, allow_nan=False),
    )  # fmt: skip
    rating.check(today)
    if rating.stage is not Stage.BEFORE:
        _refuse_bare_fall(session, rating)
    session.add(rating)
    session.flush()
    return rating.id


def withdraw_rating(session: Session, key: Key, why: str, *, by: Viewer, today: date) -> None:
    """Take back a rating that was given by mistake; what was said before it holds again.

    Args:
        why: the reason, in words.
    """
    by.may(Right.HANDLE)
    del today
    rating = session.get(Rating, key)
    if rating is None or rating.withdrawn_at is not None:
        raise Problem(_("Vurderingen finnes ikke lenger. Åpne risikovurderingen på nytt."))
    There(session).hazard(rating.hazard_id)
    rating.withdraw(why, session.info["now"])
    session.flush()


def accept_risk(session: Session, hazard: Key, values: Mapping[str, Any], *, by: Viewer, today: date) -> Key:
    """Say that one lives with a risk as it stands, and until when; the key comes back.

    Args:
        hazard: of what.
        values: attributes named in ``ACCEPTED``. Also those in ``CELL``: what whoever accepts it has seen; as it stands
            where nothing is told. When it was rated higher since, that is not accepted.

    Raises:
        Invalid: a name, a reason or a day to come is missing.
        Problem: nobody has said how high the risk is.
    """
    by.may(Right.HANDLE)
    stands = _line(session, hazard, values.get("outcome") or Outcome.LIKELY, by, today)
    if stands is None or stands.standing is None:
        raise Problem(_("Velg først en rute i matrisen. Da vet alle hva dere godtar."))
    filled = {"accepted_by": "", "why": "", "review_on": None, "day": today} | told(values, ACCEPTED)
    seen = {name: values.get(name) or getattr(stands.standing, name) for name in CELL}
    accepted = RiskAcceptance(**filled, **seen, hazard_id=hazard)
    accepted.check(today)
    session.add(accepted)
    session.flush()
    return accepted.id


def withdraw_acceptance(session: Session, key: Key, why: str, *, by: Viewer, today: date) -> None:
    """Take back that somebody lives with a risk.

    Args:
        why: the reason, in words.
    """
    by.may(Right.HANDLE)
    del today
    accepted = session.get(RiskAcceptance, key)
    if accepted is None or accepted.withdrawn_at is not None:
        raise Problem(_("Dette er trukket tilbake allerede. Åpne risikovurderingen på nytt."))
    There(session).hazard(accepted.hazard_id)
    accepted.withdraw(why, session.info["now"])
    session.flush()


def approve_risk(session: Session, key: Key, values: Mapping[str, Any], *, by: Viewer, today: date) -> Key:
    """Keep an assessment as it stands, as a version that later changes do not reach; the version's key comes back.

    Args:
        values: "approved_by": name and role; "change_note": what is new, from the second version on; perhaps
            "next_review".

    Raises:
        Invalid: a name is missing, what is new is missing, or no day is set to look at it again.
        Problem: it is finished.
    """
    by.may(Right.HANDLE)
    risk = There(session).open_risk(key)
    if values.get("next_review") is not None:
        risk.next_review = values["next_review"]
    if risk.next_review is None or risk.next_review <= today:
        raise Invalid(next_review=_("Velg dagen den skal ses på igjen. Vanlig er om et år."))
    risk.check(today)
    session.flush()
    last, standing = _editions(session, key)
    note = str(_("Første godkjente versjon.")) if last and not standing else ""  # the first ones were taken back
    said = {"approved_by": by.name} | told(values, ("approved_by", "change_note"))
    said["change_note"] = said.get("change_note") or note
    version = RiskVersion(
        **said,
        assessment_id=key, edition=last + 1, approved_on=today, content="{}",
    )  # fmt: skip
    version.check(today)
    view = risk_view(session, key, viewer=by, today=today)
    if view is None:
        raise AssertionError(key)
    version.content = content_of(view)
    session.add(version)
    session.flush()
    return version.id


def set_matrix(session: Session, size: int, signs: str, *, by: Viewer, today: date) -> None:
    """Choose how many steps the unit's matrix has, and its colours.

    Args:
        size: 5 or 4.
        signs: as in ``Matrix``; empty: the usual ones.

    Raises:
        Invalid: the colours cannot be.
    """
    by.may(Right.SET_UP)
    wrong = wrong_signs(size, signs or usual(size if size in SIZES else SIZES[0]).signs)
    if wrong:
        raise Invalid(risk_signs=wrong)
    unit = session.scalars(select(Unit)).one()
    unit.risk_size = size
    unit.risk_signs = "" if not signs or Matrix(size, signs).is_usual else signs
    unit.check(today)
    session.flush()


def _editions(session: Session, risk: Key) -> tuple[int, int]:
    """The number of the last version there ever was, and how many stand; a number is never used again."""
    question = select(func.max(RiskVersion.edition), func.sum(RiskVersion.withdrawn_at.is_(None)))
    last, standing = session.execute(question.where(RiskVersion.assessment_id == risk)).one()
    return int(last or 0), int(standing or 0)


def _refuse_bare_fall(session: Session, rating: Rating) -> None:
    """A risk that is lower than without new measures needs a reason."""
    question = select(Rating).where(
        Rating.hazard_id == rating.hazard_id, Rating.outcome == rating.outcome, Rating.stage == Stage.BEFORE,
        Rating.day <= rating.day, Rating.withdrawn_at.is_(None),
    )  # fmt: skip
    before = session.scalars(question.order_by(Rating.day.desc(), Rating.id.desc()).limit(1)).first()
    if before is None:
        raise Invalid(probability=_("Velg først en rute for slik det er uten nye tiltak."))
    if not rating.why and is_lower(rating, before):
        raise Invalid(why=_("Skriv hva som gjør at risikoen blir lavere."))


def _line(session: Session, hazard: Key, outcome: Outcome, by: Viewer, today: date) -> RiskLine | None:
    risk = There(session).hazard(hazard).assessment_id
    view = risk_view(session, risk, viewer=by, today=today)
    found = (line for one in view.hazards if one.id == hazard for line in one.lines) if view else iter(())
    return next((line for line in found if line.outcome is outcome), None)
