"""Questions about focus areas: the list, one of them with everything on its page, and those in the report."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session

from ikdesk.evidence.chart import chart_for
from ikdesk.focus.count_queries import over_time, seasons_of
from ikdesk.focus.model import FocusArea, FocusLook
from ikdesk.focus.view_model import AreaMeasure, FocusRow, FocusView, Group, LookRow, MonthCount
from ikdesk.kernel.tertial import Period, year_to
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.kernel.words import _, language
from ikdesk.measures.effect_model import Effect, Target, What
from ikdesk.measures.effect_queries import effects_of
from ikdesk.measures.model import Measure, MeasureStatus
from ikdesk.measures.status_queries import ALREADY, known_on, stood_on
from ikdesk.measures.target_queries import Aim, Parts, Spots, against, counts_in, events_about, parts_of, values_of
from ikdesk.people.model import Person
from ikdesk.unit.exposure_queries import exposure_in
from ikdesk.unit.model import CodeEntry

OWNER = "needs_owner"  # the origin of what only the owner can do
_DAYS = 4  # the parts of a question that only depend on the day are built once
_SLACK = timedelta(days=31)  # a month without an event is no gap
_CODED = ("activity", "mechanism")
_NO_MEASURE = _(
    "Ingen tiltak er satt i verk her ennå. Da kan vi telle, men ikke si om noe er blitt bedre. Legg inn et tiltak, og "
    "velg Start den dagen dere begynner."
)


def focus_areas(
    session: Session, *, verdicts: bool = True, counts: bool = True, viewer: Viewer, today: date
) -> tuple[FocusRow, ...]:
    """The focus areas: those the unit works with first, then those it has finished; each the first chosen first.

    Args:
        verdicts: also whether what is done helps; without it the answer comes sooner.
        counts: also how much happened there the last year; without it each has none, and the answer comes sooner.
    """
    viewer.may(Right.READ)
    areas = session.execute(_areas()).all()
    spots = Spots(session)
    aims = [spots.aim(*_what(row), today=today) for row in areas]
    effects: dict[Key, Effect] = {}
    if verdicts:
        standing = [row for row in areas if row.closed_on is None]
        found = effects_of(session, [_what(row) for row in standing], viewer=viewer, today=today)
        effects = {row.id: one for row, one in zip(standing, found, strict=True) if isinstance(one, Effect)}
    names = spot_names(session, [aim.target for aim in aims], viewer=viewer, today=today)
    things = any(aim.target.equipment_id for aim in aims)
    year, counted = (year_to(today),), counts and bool(areas)
    happened = events_about(session, year, things=things, viewer=viewer, today=today) if counted else None
    return tuple(
        _row(row, aim, name, happened.at(aim) if happened else 0, effects.get(row.id))
        for row, aim, name in zip(areas, aims, names, strict=True)
    )


def report_areas(session: Session, *, viewer: Viewer, today: date) -> tuple[FocusRow, ...]:
    """The focus areas the leader has put into the report, without verdicts and counts; none: nothing was chosen."""
    rows = focus_areas(session, verdicts=False, counts=False, viewer=viewer, today=today)
    return tuple(row for row in rows if row.in_report and row.closed_on is None)


def waiting_looks(session: Session, *, viewer: Viewer, today: date) -> int:
    """How many focus areas wait for somebody to look at their numbers, as was planned."""
    viewer.may(Right.READ)
    question = select(func.count()).select_from(FocusArea).where(
        FocusArea.withdrawn_at.is_(None), FocusArea.closed_on.is_(None), FocusArea.next_look <= today
    )  # fmt: skip
    return int(session.scalar(question) or 0)


def focus_view(
    session: Session, key: Key, *, viewer: Viewer, today: date, shared: bool = False
) -> FocusView | None:
    """Everything about one focus area; None if there is none.

    Args:
        key: of the area.
        shared: count only what may be told before all who work here.
    """
    viewer.may(Right.READ)
    who: dict[str, Any] = {"viewer": viewer.before_all() if shared else viewer, "today": today}
    area = session.execute(_areas().where(FocusArea.id == key)).first()
    if area is None:
        return None
    spots = Spots(session)
    aim = spots.aim(*_what(area), today=today)
    (name,) = spot_names(session, [aim.target], **who)
    (effect,) = effects_of(session, [_what(area)], **who)
    year = year_to(today)
    now, before = counts_in(session, aim, [year, year.a_year_before()], **who)
    compared = effect if isinstance(effect, Effect) else None
    told = over_time(session, aim, **who)
    months = _with_use(session, aim, told.months, who)
    recorded = told.began <= year.a_year_before().first + _SLACK  # all of it, or it is no year to set beside
    return FocusView(
        _row(area, aim, name, now.events, compared), area.problem, shared, year,
        events=now.events, events_before=before.events if recorded else None,
        serious=now.serious, near=now.near, everywhere=now.events + now.others, grades=told.grades,
        last=told.gaps.last, days_since=told.gaps.since, usual_gap=told.gaps.usual, months=months,
        gaps=told.gaps.all,
        seasons=compared.seasons if compared else seasons_of(session, aim, **who),
        use_kind=compared.exposure_kind if compared else "logged" if aim.logged else "attendance",
        pattern=told.pattern, effect=compared, why_no_effect="" if compared else str(effect or _NO_MEASURE),
        measures=_measures_of(session, aim, viewer, today), looks=_looks(session, key),
        places=tuple(sorted(aim.places, key=lambda place: place != aim.target.place_id)),
    )  # fmt: skip


def _with_use(
    session: Session, aim: Aim, months: tuple[MonthCount, ...], who: Mapping[str, Any]
) -> tuple[MonthCount, ...]:
    """The months with the days it was in use, where those are written down and so much happens that it is charted."""
    counts = [one.events for one in months if one.charted]
    if not aim.logged or chart_for(counts).kind != "run":
        return months
    used = exposure_in(session, aim.places, [Period(one.month.first, one.month.after) for one in months], **who)
    return tuple(
        replace(one, used=None if days is None else days.days) for one, days in zip(months, used, strict=True)
    )


def focus_aim(session: Session, key: Key, *, viewer: Viewer, today: date) -> Aim | None:
    """What a focus area is aimed at, with all the places that are or were it; None if there is none.

    Args:
        key: of the area.
    """
    viewer.may(Right.READ)
    area = session.execute(_areas().where(FocusArea.id == key)).first()
    return None if area is None else Spots(session).aim(*_what(area), today=today)


def spot_names(
    session: Session, targets: Sequence[Target], *, viewer: Viewer, today: date
) -> tuple[str, ...]:
    """What each of several targets is called: "Store akebakken, aking".

    Args:
        targets: any.
    """
    viewer.may(Right.READ)
    codes = {str(code) for target in targets for code in (target.activity, target.mechanism) if code}
    labels: dict[tuple[str, str], str] = {}
    if codes:
        said = func.coalesce(func.nullif(getattr(CodeEntry, language()), ""), CodeEntry.nb)
        question = select(CodeEntry.list_name, CodeEntry.code, said)
        rows = session.execute(question.where(CodeEntry.list_name.in_(_CODED), CodeEntry.code.in_(codes)))
        labels = {(name, code): label for name, code, label in rows}
    return tuple(_name(target, labels) for target in targets)


def _name(target: Target, labels: Mapping[tuple[str, str], str]) -> str:
    coded = [(name, str(getattr(target, name) or "")) for name in _CODED]
    parts = (target.place, target.equipment, *(labels.get(one, one[1]) for one in coded))
    return ", ".join(part for part in parts if part)


def _what(area: Any) -> What:
    return What(area.place_id, area.activity, area.mechanism, area.equipment_id)


@lru_cache(1)
def _areas() -> Select[*tuple[Any, ...]]:
    looked = select(func.max(FocusLook.day)).where(
        FocusLook.focus_id == FocusArea.id, FocusLook.withdrawn_at.is_(None)
    ).correlate(FocusArea).scalar_subquery()  # fmt: skip
    columns = (
        FocusArea.id, FocusArea.title, FocusArea.problem, FocusArea.place_id, FocusArea.activity, FocusArea.mechanism,
        FocusArea.equipment_id, FocusArea.in_report, FocusArea.chosen_on, FocusArea.next_look, FocusArea.closed_on,
        FocusArea.closed_why, looked.label("looked_on"),
    )  # fmt: skip
    question = select(*columns).where(FocusArea.withdrawn_at.is_(None))
    return question.order_by(FocusArea.closed_on.is_not(None), FocusArea.chosen_on, FocusArea.id)


def _row(area: Any, aim: Aim, name: str, events: int, effect: Effect | None) -> FocusRow:
    return FocusRow(
        area.id, area.title or name, aim.target, area.in_report, area.chosen_on, area.next_look, area.closed_on,
        events, effect.judgement.verdict if effect else None,
        provisional=effect is not None and effect.provisional,
        near_misses_rose=effect is not None and effect.near_misses_rose,
        looked_on=area.looked_on, closed_why=area.closed_why, named_after=not area.title,
    )  # fmt: skip


def _measures_of(session: Session, aim: Aim, viewer: Viewer, today: date) -> tuple[AreaMeasure, ...]:
    """Those against the area or a part of it, in the order of their groups, each the newest last."""
    viewer.may(Right.READ)
    found = [
        AreaMeasure(
            row.id, row.number, row.title, _group(row), row.status, row.role, row.who or "", row.deadline,
            row.started_on, row.evaluate_on, bool(row.overdue),
        )
        for row in session.execute(_measures(today, parts_of(aim)), values_of(aim))
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (list(Group).index(one.group), one.number)))


def _group(row: Any) -> Group:
    if row.origin == ALREADY:
        return Group.ALREADY
    if row.stage not in {MeasureStatus.PROPOSED, MeasureStatus.ADOPTED}:
        return Group.STARTED
    return Group.OWNER if row.origin == OWNER else Group.PLANNED


@lru_cache(_DAYS)
def _measures(today: date, parts: Parts) -> Select[*tuple[Any, ...]]:
    stood = stood_on(today)
    columns = (
        Measure.id, Measure.number, Measure.title, Measure.origin, stood.stage.label("stage"),
        stood.status.label("status"), Measure.role, Person.name.label("who"), Measure.deadline, Measure.started_on,
        Measure.evaluate_on, stood.overdue.label("overdue"),
    )  # fmt: skip
    named = select(*columns).outerjoin(Person, Person.id == Measure.responsible_id)
    standing = and_(*known_on(today), stood.stage != MeasureStatus.REJECTED)
    return stood.joined(named).where(standing, *against(parts)).order_by(Measure.number)


def _looks(session: Session, key: Key) -> tuple[LookRow, ...]:
    question = select(FocusLook).where(FocusLook.focus_id == key, FocusLook.withdrawn_at.is_(None))
    rows = session.scalars(question.order_by(FocusLook.day.desc(), FocusLook.id.desc()))
    return tuple(
        LookRow(row.id, row.day, row.comment, row.given_by, row.verdict, json.loads(row.evidence or "{}"))
        for row in rows
    )
