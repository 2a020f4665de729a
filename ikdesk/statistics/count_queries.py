"""How many, where, when and how bad, in a period and in earlier ones: sums asked of the file, few statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    String,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal_column,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from ikdesk.incidents.model import CHILD_INJURY, Incident
from ikdesk.incidents.more_queries import COUNTED, HOUR, NEAR, OF_CHILDREN, WEEKDAY
from ikdesk.incidents.queries import seen_by
from ikdesk.kernel.tertial import Period
from ikdesk.kernel.viewer import Key, Viewer
from ikdesk.statistics.count_model import Crossed, Handled, Pair, Spread
from ikdesk.statistics.span_model import Span
from ikdesk.unit.model import Place

MODERATE = 2  # grade
_LAST = 25  # events
_KEPT = 32  # questions that are built once: it takes longer to build one than to ask it
_ONE = literal_column("''", String)
_OF_KEYS = frozenset({"place", "department"})
_OF_CHILDREN = frozenset({"activity", "body_part", "treatment"})  # asked of children, never told of an employee
_COLUMNS: dict[str, ColumnElement[Any]] = {
    "kind": Incident.kind.expression, "severity": Incident.severity.expression, "place": Incident.place_id.expression,
    "activity": Incident.activity.expression, "mechanism": Incident.mechanism.expression,
    "department": Incident.department_id.expression, "body_part": Incident.body_part.expression,
    "standard": Place.standard.expression, "weekday": WEEKDAY, "hour": HOUR,
}  # fmt: skip
_SPANNED = and_(  # said besides, so that the index is read from the first of the days to the last, and no farther
    Incident.occurred_on >= bindparam("lowest", type_=Date), Incident.occurred_on < bindparam("highest", type_=Date)
)
_TREATED = func.json_each(Incident.treatment).table_valued("value", name="treated")


def overview_sums(
    session: Session, span: Span, *, viewer: Viewer, today: date
) -> tuple[dict[str, Pair], Handled]:
    """The few numbers that matter most, in one statement.

    Args:
        span: which days, and those they are set beside.

    Returns:
        Pairs by "total", "harmed", "moderate" and "near"; and how soon it was told.
    """
    row = session.execute(_overview(len(span.past), viewer, today), _bounds((span.now, *span.past))).one()
    numbers = [int(value or 0) for value in row]
    names = ("total", "harmed", "moderate", "near")
    pairs = {name: Pair(numbers[2 * at], numbers[2 * at + 1]) for at, name in enumerate(names)}
    return pairs, Handled(*numbers[8:])


def spread(
    session: Session, attributes: tuple[str, ...], span: Span, *, viewer: Viewer, today: date
) -> Spread:
    """How many for each value of several attributes, in one statement.

    Args:
        attributes: kind, severity, place, standard, activity, mechanism, department, body_part, treatment, weekday or
            hour. What is asked of children only is counted among them only; body parts, treatments and hours only where
            they are told.
        span: which days, and those they are set beside.
    """
    found: dict[str, dict[str, Pair]] = {what: {} for what in attributes}
    rows = session.execute(_spread(attributes, len(span.past), viewer, today), _bounds((span.now, *span.past)))
    for what, value, _other, now, past in rows:
        found[what][_code(what, value)] = Pair(int(now), int(past))
    return found


def crossed(
    session: Session, pairs: tuple[tuple[str, str], ...], period: Period, *, viewer: Viewer, today: date
) -> dict[str, Crossed]:
    """How many for each two values of two attributes, in one statement.

    Args:
        pairs: of attributes, as for ``spread``.
        period: which days; those after today are left out.

    Returns:
        By "first second": the numbers that are not 0.
    """
    found: dict[str, dict[tuple[str, str], int]] = {f"{one} {other}": {} for one, other in pairs}
    for what, one, other, number, _past in session.execute(_crossed(pairs, viewer, today), _bounds((period,))):
        first, second = what.split()
        found[what][(_code(first, one), _code(second, other))] = int(number)
    return dict(found)


def month_sums(session: Session, period: Period, *, viewer: Viewer, today: date) -> dict[str, int]:
    """How many each month, by "2026-01"; months without any are left out.

    Args:
        period: which days; those after today are left out.
    """
    rows = session.execute(_months(viewer, today), {"first_0": period.first, "after_0": period.after}).all()
    return {code: int(number) for code, number in rows}


def last_days(session: Session, period: Period, *, viewer: Viewer, today: date) -> tuple[date, ...]:
    """The days of the last events, oldest first: where there are few, the time between them says most.

    Args:
        period: which days; those after today are left out.
    """
    rows = session.scalars(_last(viewer, today), {"first_0": period.first, "after_0": period.after})
    return tuple(reversed(list(rows)))


@lru_cache(_KEPT)
def _last(viewer: Viewer, today: date) -> Any:
    question = seen_by(viewer, select(Incident.occurred_on), today).where(COUNTED, _within(0))
    return question.order_by(Incident.occurred_on.desc()).limit(_LAST)


@lru_cache(_KEPT)
def _overview(number: int, viewer: Viewer, today: date) -> Any:
    now, past = _within(0), _before(number)
    told = and_(now, Incident.reported_at.is_not(None), Incident.collected.is_(False))
    what = (None, Incident.kind == CHILD_INJURY, Incident.severity >= MODERATE, NEAR)
    sums = [_sum(when if one is None else and_(when, one)) for one in what for when in (now, past)]
    sums += [_sum(told), _sum(and_(told, Incident.hours_to_report <= 24))]  # a day
    return seen_by(viewer, select(*sums).select_from(Incident), today).where(COUNTED, _SPANNED, or_(now, past))


@lru_cache(_KEPT)
def _spread(attributes: tuple[str, ...], number: int, viewer: Viewer, today: date) -> Any:
    return union_all(*(_counted_by(what, "", number, viewer, today) for what in attributes))


@lru_cache(_KEPT)
def _crossed(pairs: tuple[tuple[str, str], ...], viewer: Viewer, today: date) -> Any:
    return union_all(*(_counted_by(one, other, 0, viewer, today) for one, other in pairs))


def _counted_by(one: str, other: str, number: int, viewer: Viewer, today: date) -> Any:
    now, past = _within(0), _before(number)
    name = f"{one} {other}".strip()
    treated = one == "treatment"
    keys: list[Any] = [_TREATED.c.value if treated else _COLUMNS[one], *([_COLUMNS[other]] if other else [])]
    told = [cast(key, String) for key in keys] + ([] if other else [_ONE])
    question: Any = select(literal_column(f"'{name}'"), *told, _sum(now), _sum(past)).select_from(Incident)
    if "standard" in (one, other):
        question = question.join(Place, Place.id == Incident.place_id)
    if treated:
        question = question.join(_TREATED, literal_column("1") == literal_column("1"))
    known = [key.is_not(None) for key, what in zip(keys, (one, other), strict=False) if what in {"body_part", "hour"}]
    asked = [OF_CHILDREN] if {one, other} & _OF_CHILDREN else []
    told_of = (COUNTED, _SPANNED, or_(now, past), *asked, *known)
    return seen_by(viewer, question, today).where(*told_of).group_by(*keys)


@lru_cache(_KEPT)
def _months(viewer: Viewer, today: date) -> Any:
    code = func.substr(cast(Incident.occurred_on, String), 1, 7)
    question: Any = select(code, func.count()).select_from(Incident)
    return seen_by(viewer, question, today).where(COUNTED, _within(0)).group_by(code)


def _sum(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def _within(at: int) -> ColumnElement[bool]:
    first, after = bindparam(f"first_{at}", type_=Date), bindparam(f"after_{at}", type_=Date)
    return and_(Incident.occurred_on >= first, Incident.occurred_on < after)


def _before(number: int) -> ColumnElement[bool]:
    """In one of so many earlier periods; in none where there are none."""
    return or_(literal_column("0") == literal_column("1"), *(_within(at) for at in range(1, number + 1)))


def _bounds(periods: Sequence[Period]) -> Mapping[str, date]:
    firsts = {f"first_{at}": one.first for at, one in enumerate(periods)}
    afters = {f"after_{at}": one.after for at, one in enumerate(periods)}
    return firsts | afters | {"lowest": min(firsts.values()), "highest": max(afters.values())}


def _code(what: str, value: Any) -> str:
    if value is None:
        return ""
    return str(Key(str(value))) if what in _OF_KEYS else str(value)
