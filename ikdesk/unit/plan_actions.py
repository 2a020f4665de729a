"""Drawing up where things are: the unit's own plans, and its places put on them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ikdesk.kernel.content import Picture, keep_picture
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.kernel.words import _
from ikdesk.unit.model import Place
from ikdesk.unit.plan_model import PlanSpot, SitePlan
from ikdesk.unit.plan_queries import places_now

MOST = 6  # plans; more is a sign that something else is wanted


def add_plan(session: Session, name: str, picture: Picture, *, by: Viewer, today: date) -> Key:
    """Take a plan into use.

    Args:
        name: what it shows, for example "Uteområdet".
        picture: the drawing, made anew.

    Raises:
        Invalid: it has no name, or another plan has it.
        Problem: there are as many as there can be, or the picture is none.
    """
    by.may(Right.SET_UP)
    _refuse_twin(session, name)
    there = session.scalar(select(func.count()).select_from(SitePlan).where(SitePlan.withdrawn_at.is_(None)))
    if (there or 0) >= MOST:
        raise Problem(_("Det er plass til {n} tegninger. Fjern en av dem først.").format(n=MOST))
    last = session.scalar(select(func.max(SitePlan.position)))
    plan = SitePlan(
        name=name, content_id=keep_picture(session, picture), format=picture.format, width=picture.width,
        height=picture.height, position=(last or 0) + 1,
    )  # fmt: skip
    plan.check(today)
    session.add(plan)
    session.flush()
    return plan.id


def rename_plan(session: Session, key: Key, name: str, *, by: Viewer, today: date) -> None:
    """Call a plan something else.

    Args:
        key: the plan.
        name: what it shows.
    """
    by.may(Right.SET_UP)
    _refuse_twin(session, name, apart_from=key)
    plan = _plan(session, key)
    plan.name = name
    plan.check(today)


def replace_plan(session: Session, key: Key, picture: Picture, *, by: Viewer, today: date) -> None:
    """Put another picture in place of a plan's own; the places stay where they are.

    Args:
        key: the plan.
        picture: the new drawing, made anew.
    """
    by.may(Right.SET_UP)
    plan = _plan(session, key)
    plan.content_id = keep_picture(session, picture)
    plan.format, plan.width, plan.height = picture.format, picture.width, picture.height
    plan.check(today)


def withdraw_plan(session: Session, key: Key, why: str, *, by: Viewer, today: date) -> None:
    """Take a plan out of use; its places stay on it, for when it comes back.

    Args:
        key: the plan.
        why: the reason.
    """
    by.may(Right.SET_UP)
    _plan(session, key).withdraw(why, session.info["now"])


def put_on_plan(
    session: Session, plan: Key, place: Key, spot: tuple[float, float], *, by: Viewer, today: date
) -> Key:
    """Say where on a plan a place lies; one that lies there already is moved.

    Args:
        plan: which plan.
        place: which place.
        spot: shares of the width from the left and of the height from the top, 0–1.

    Raises:
        Invalid: the spot lies outside the plan.
    """
    by.may(Right.SET_UP)
    if not all(0 <= part <= 1 for part in spot):
        raise Invalid(spot=_("Stedet må ligge på tegningen."))
    _plan(session, plan)
    session.get_one(Place, place)
    row = _spot(session, plan, place, by, today)
    if row is None:
        row = PlanSpot(plan_id=plan, place_id=place, x=spot[0], y=spot[1])
        session.add(row)
    row.place_id, row.x, row.y = place, *spot
    row.check(today)
    session.flush()
    return row.id


def take_off_plan(session: Session, plan: Key, place: Key, *, by: Viewer, today: date) -> None:
    """Take a place off a plan."""
    by.may(Right.SET_UP)
    row = _spot(session, plan, place, by, today)
    if row is not None:
        row.withdraw(_("Tatt av tegningen"), session.info["now"])


def _plan(session: Session, key: Key) -> SitePlan:
    found = session.scalar(select(SitePlan).where(SitePlan.id == key, SitePlan.withdrawn_at.is_(None)))
    if found is None:
        raise Problem(_("Tegningen er ikke i bruk lenger."))
    return found


def _spot(session: Session, plan: Key, place: Key, by: Viewer, today: date) -> PlanSpot | None:
    """The spot a place has, or had under an earlier name."""
    now = places_now(session, viewer=by, today=today)
    question = select(PlanSpot).where(PlanSpot.plan_id == plan, PlanSpot.withdrawn_at.is_(None))
    rows = session.scalars(question.order_by(PlanSpot.id)).all()
    own = [row for row in rows if row.place_id == place]
    return next(iter([*own, *(row for row in rows if now.get(row.place_id) == place)]), None)


def _refuse_twin(session: Session, name: str, apart_from: Key | None = None) -> None:
    question = select(SitePlan.id, SitePlan.name).where(SitePlan.withdrawn_at.is_(None))
    others = {known.casefold() for key, known in session.execute(question) if key != apart_from}
    if name.strip().casefold() in others:
        raise Invalid(name=_("Det finnes allerede en tegning som heter «{name}».").format(name=name.strip()))
