"""What the statistics page shows: the few numbers on top, and what the pictures of a group are made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Date, and_, bindparam, case, exists, func, select
from sqlalchemy.orm import Session

from ikdesk.evidence.kinds import Gate, Judgement, Stratum, Tally
from ikdesk.evidence.verdict import judge
from ikdesk.incidents.count_queries import first_day
from ikdesk.incidents.model import REFERENCE, Incident
from ikdesk.incidents.more_queries import COUNTED
from ikdesk.incidents.queries import seen_by
from ikdesk.kernel.tertial import Period
from ikdesk.kernel.viewer import Key, Right, Viewer
from ikdesk.measures.model import ANSWERS, Measure, MeasureIncident, MeasureStatus
from ikdesk.statistics.activity_queries import reporting
from ikdesk.statistics.count_model import (
    AllFacts,
    Compared,
    Funnel,
    Group,
    GroupFacts,
    MeasureFlag,
    Months,
    Named,
    Overview,
    Pair,
    PlanNumbers,
    SpotNumber,
)
from ikdesk.statistics.count_queries import crossed, last_days, month_sums, overview_sums, spread
from ikdesk.statistics.span_model import Span
from ikdesk.unit.model import Department, Place
from ikdesk.unit.plan_queries import places_now, plan_picture, plans
from ikdesk.unit.queries import attendance_in, codebook, month_figures, open_days_in, unit_row

BACK = 3  # years that a picture over time goes back
_KEPT = 16
_ANSWERED = tuple(ANSWERS)
_DONE = (MeasureStatus.DONE, *_ANSWERED)
_SPREADS: Mapping[Group, tuple[str, ...]] = {
    Group.WHEN: ("weekday", "hour"), Group.WHERE: ("place",), Group.HOW: ("kind", "mechanism", "activity"),
    Group.WHO: ("severity", "body_part", "treatment", "department"), Group.FOLLOWED: (),
}  # fmt: skip
_CROSSED: Mapping[Group, tuple[tuple[str, str], ...]] = {
    Group.WHEN: (("weekday", "hour"),), Group.WHERE: (("standard", "kind"),),
}


def overview(session: Session, span: Span, *, viewer: Viewer, today: date) -> Overview:
    """The few numbers on top of the page.

    Args:
        span: which days, and those they are set beside; years from before anything was recorded are left out.
    """
    unit = unit_row(session, viewer=viewer, today=today)
    began = first_day(session, viewer=viewer, today=today)
    held = span.since(began)
    pairs, handled = overview_sums(session, held, viewer=viewer, today=today)
    days, known = _days(session, (held.now, *held.past), viewer, today)
    gates = () if held.in_season else (Gate("exposure", "caps", "cannot_say", "season"),)
    told = {name: Compared(pair, _judged(pair, days, gates)) for name, pair in pairs.items()}
    return Overview(held, unit.kind, began, **told, handled=handled, by_attendance=known)


def _days(
    session: Session, windows: Sequence[Period], viewer: Viewer, today: date
) -> tuple[list[float], bool]:
    """What the numbers of some windows are divided by: children × open days where all are known, else open days."""
    stay = attendance_in(session, windows, viewer=viewer, today=today)
    if all(one.days and not one.missing for one in stay):
        return [float(one.days) for one in stay], True
    return open_days_in(session, windows, viewer=viewer, today=today), False


def group_facts(session: Session, group: Group, span: Span, *, viewer: Viewer, today: date) -> GroupFacts:
    """What the pictures of a group are made of.

    Args:
        group: which pictures.
        span: which days, and those they are set beside.
    """
    viewer.may(Right.READ)
    seen = overview(session, span, viewer=viewer, today=today)
    told = reporting(session, seen.span.now, viewer=viewer, today=today)
    return replace(_facts(session, group, seen, viewer, today), reporting=told)


def all_facts(session: Session, span: Span, *, viewer: Viewer, today: date) -> AllFacts:
    """Everything that goes into files: every group, read once.

    Args:
        span: which days, and those they are set beside.
    """
    viewer.may(Right.EXPORT)
    seen = overview(session, span, viewer=viewer, today=today)
    told = reporting(session, seen.span.now, viewer=viewer, today=today)
    groups = {group: replace(_facts(session, group, seen, viewer, today), reporting=told) for group in Group}
    unit = unit_row(session, viewer=viewer, today=today)
    return AllFacts(unit.name, viewer.name, today, seen, groups, codebook(session, viewer=viewer, today=today))


def _facts(session: Session, group: Group, seen: Overview, viewer: Viewer, today: date) -> GroupFacts:
    attributes, pairs = _SPREADS[group], _CROSSED.get(group, ())
    facts = GroupFacts(
        seen,
        spread(session, attributes, seen.span, viewer=viewer, today=today) if attributes else {},
        crossed(session, pairs, seen.span.now, viewer=viewer, today=today) if pairs else {},
        named=_named(session) if group in {Group.WHERE, Group.WHO} else Named({}, {}),
    )
    more = _MORE.get(group)
    return replace(facts, **more(session, facts, viewer, today)) if more else facts


def _when(session: Session, facts: GroupFacts, viewer: Viewer, today: date) -> dict[str, Any]:
    seen = facts.overview
    span, start = seen.span, _year_of(seen.span)
    years = [_back(start, back) for back in range(1, BACK + 1)]
    known = tuple(year for year in years if seen.began is not None and seen.began <= year + timedelta(days=31))
    whole = Period(min([_back(start, BACK), span.now.first, *(one.first for one in span.past)]), span.now.after)
    counted, now, *past = (
        month_sums(session, one, viewer=viewer, today=today) for one in (whole, span.now, *span.past)
    )
    figures = month_figures(session, whole, viewer=viewer, today=today)
    shut = frozenset(row.month for row in figures if row.open_days == 0)
    months = Months(counted, now, tuple(past), shut, _begun(session, span.now), start, known[:2])
    judged = _so_far(session, months, span, viewer, today)
    days = last_days(session, whole, viewer=viewer, today=today)
    return {"months": replace(months, so_far=judged, days=days)}


def _year_of(span: Span) -> date:
    """The first day of the year a period ends in."""
    last, month = span.now.last, span.year_begins
    return date(last.year - (last.month < month), month, 1)


def _back(day: date, years: int) -> date:
    return day.replace(year=day.year - years)  # the first of a month


def _so_far(session: Session, months: Months, span: Span, viewer: Viewer, today: date) -> Judgement | None:
    """The whole months of the year beside the same ones of earlier years."""
    ended = span.now.after.replace(day=1)
    if not months.years or ended <= months.year:
        return None
    back = [months.year.year - year.year for year in months.years]
    windows = [Period(_back(months.year, n), _back(ended, n)) for n in (0, *back)]
    numbers = [sum(months.by.get(month.code, 0) for month in one.months()) for one in windows]
    days, _by_attendance = _days(session, windows, viewer, today)  # as the numbers on top, or they could disagree
    return _judged(Pair(numbers[0], sum(numbers[1:])), days)


def _where(session: Session, facts: GroupFacts, viewer: Viewer, today: date) -> dict[str, Any]:
    spread_out, names = _as_today(session, facts, viewer, today)
    by_place = {code.split(",")[0]: (code, pair.now) for code, pair in spread_out.items()}
    total = sum(pair.now for pair in spread_out.values())
    found = []
    for plan in plans(session, viewer=viewer, today=today):
        told = [(at, *by_place.get(str(at.place), (str(at.place), 0))) for at in plan.spots]
        spots = tuple(SpotNumber(code, at.name, at.x, at.y, number) for at, code, number in told)
        image = plan_picture(session, plan.id, viewer=viewer, today=today) or b""
        elsewhere = total - sum(spot.number for spot in spots)
        found.append(PlanNumbers(plan.name, plan.height / plan.width, image, spots, elsewhere))
    return {"plans": tuple(found), "spread": {"place": spread_out}, "named": Named(names, {})}


def _as_today(
    session: Session, facts: GroupFacts, viewer: Viewer, today: date
) -> tuple[dict[str, Pair], dict[str, str]]:
    """The places as they are called today, each code with what it was before; and what they are called."""
    now = places_now(session, viewer=viewer, today=today)
    parts: dict[str, dict[str, Pair]] = {}
    for place, pair in facts.spread["place"].items():
        parts.setdefault(str(now.get(Key(place), place)), {})[place] = pair
    numbers, names = {}, {}
    for current, pairs in parts.items():
        code = ",".join([current, *(one for one in pairs if one != current)])
        numbers[code] = Pair(sum(pair.now for pair in pairs.values()), sum(pair.past for pair in pairs.values()))
        names[code] = facts.named.places[current]
    return numbers, names


def _followed(session: Session, facts: GroupFacts, viewer: Viewer, today: date) -> dict[str, Any]:
    span = facts.overview.span
    row = session.execute(_funnel(viewer, today), {"first": span.now.first, "after": span.now.after}).one()
    return {"funnel": Funnel(*(int(value or 0) for value in row))}


_MORE: Mapping[Group, Callable[[Session, GroupFacts, Viewer, date], dict[str, Any]]] = {
    Group.WHEN: _when, Group.WHERE: _where, Group.FOLLOWED: _followed,
}


@lru_cache(_KEPT)
def _funnel(viewer: Viewer, today: date) -> Any:
    first, after = bindparam("first", type_=Date), bindparam("after", type_=Date)
    own = and_(Incident.collected.is_(False), Incident.kind.not_in(REFERENCE), Incident.disposed_on.is_(None))
    stages = (
        Incident.causes != (), _with_measure(Measure.status != MeasureStatus.REJECTED),
        _with_measure(Measure.status.in_(_DONE)), _with_measure(Measure.status.in_(_ANSWERED)),
    )  # fmt: skip
    sums = [func.sum(case((stage, 1), else_=0)) for stage in stages]
    question: Any = select(func.count(), *sums).select_from(Incident)
    return seen_by(viewer, question, today).where(
        COUNTED, own, Incident.occurred_on >= first, Incident.occurred_on < after
    )


def _with_measure(standing: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(
        MeasureIncident.incident_id == Incident.id, MeasureIncident.withdrawn_at.is_(None),
        Measure.id == MeasureIncident.measure_id, Measure.withdrawn_at.is_(None), standing,
    ).correlate(Incident)  # fmt: skip


def _begun(session: Session, period: Period) -> tuple[MeasureFlag, ...]:
    question = select(Measure.number, Measure.started_on).where(
        Measure.started_on >= period.first, Measure.started_on < period.after, Measure.withdrawn_at.is_(None),
        Measure.status != MeasureStatus.REJECTED,
    )  # fmt: skip
    rows = session.execute(question.order_by(Measure.started_on, Measure.number))
    return tuple(MeasureFlag(number, day) for number, day in rows if day is not None)


def _named(session: Session) -> Named:
    places = session.execute(select(Place.id, Place.name).order_by(Place.position, Place.order_key))
    parts = session.execute(select(Department.id, Department.name).order_by(Department.position))
    return Named({str(key): name for key, name in places}, {str(key): name for key, name in parts})


def _judged(pair: Pair, days: list[float], gates: Sequence[Gate] = ()) -> Judgement | None:
    """Now beside all before together, for each day; None where there is nothing to set beside.

    Plain numbers have no gates but one: another time of the year.
    """
    before = sum(days[1:])
    if not before or (pair.now and not days[0]):
        return None
    return judge([Stratum(Tally(pair.past, before), Tally(pair.now, days[0]))], gates)
