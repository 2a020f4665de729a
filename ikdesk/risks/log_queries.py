"""What the log says of the lines of risk assessments: counted for all of them at once, in a fixed number of statements.

Only what all who work here may know is counted, whoever asks: everybody sees the same suggestion.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto
from functools import lru_cache
from typing import Any

from sqlalchemy import String, and_, bindparam, func, or_, select, type_coerce
from sqlalchemy.orm import Session

from ikdesk.incidents.count_queries import first_day
from ikdesk.incidents.model import Incident
from ikdesk.incidents.queries import seen_by
from ikdesk.kernel.tertial import Period
from ikdesk.kernel.viewer import Key, Viewer
from ikdesk.measures.effect_model import What
from ikdesk.measures.target_queries import COUNTED, Aim, Spots
from ikdesk.risks.at_model import standing_on
from ikdesk.risks.build_model import Logs, RiskKept
from ikdesk.risks.counted_model import SEASONS, Span, ask_of, began_on, said_of
from ikdesk.risks.kept_queries import Kept
from ikdesk.risks.log_model import LogAsk, LogSaid
from ikdesk.risks.rating_model import Outcome
from ikdesk.unit.exposure_queries import exposure_of
from ikdesk.unit.season_model import Stretch, months_of, seasons_back

_DAYS = 4  # questions that are built once
_ONE_DAY = timedelta(days=1)


def _rows(name: str, *columns: str) -> Any:
    """Rows that are asked with, as a table; read out once, and not anew for every incident."""
    told: Any = func.json_each(bindparam(name)).table_valued("value", name=f"{name}_told")
    parts = (func.json_extract(told.c.value, f"$[{at}]").label(column) for at, column in enumerate(columns))
    return select(*parts).cte(name).prefix_with("MATERIALIZED")


_SPOTS = _rows("spots", "s", "first", "after", "place", "activity", "mechanism", "thing")
_CUTS = _rows("cuts", "n", "s", "first", "after")
_Cut = tuple[What, Period]
_Grades = Mapping[int | None, int]


class _By(Enum):
    """What the incidents at a target are found by: there is an index for each."""

    PLACE = auto()
    THING = auto()
    DAY = auto()

    @classmethod
    def of(cls, aim: Aim) -> _By:
        """How those at a target are found."""
        if aim.places:
            return cls.PLACE
        return cls.DAY if aim.target.equipment_id is None else cls.THING


@dataclass(frozen=True, slots=True)
class _Line:
    """One line, with the seasons before and since its measures began."""

    ask: LogAsk
    months: int
    before: tuple[tuple[Stretch, Period], ...]  # oldest first; the season, and as much of it as is counted
    after: tuple[tuple[Stretch, Period], ...]

    @property
    def cuts(self) -> list[_Cut]:
        """What is to be counted."""
        return [(self.ask.what, cut) for _stretch, cut in (*self.before, *self.after)]


def log_of(session: Session, asks: Sequence[LogAsk], *, viewer: Viewer, today: date) -> tuple[LogSaid | None, ...]:
    """What the log says of each of several lines, in at most nine statements.

    Args:
        asks: the lines, of one assessment or of many.

    Returns:
        In the same order; None for a line that is about nothing that can be counted, or where nothing was written down
        in the time that would be looked at.
    """
    if not any(any(ask.what) for ask in asks):
        return tuple(None for _ask in asks)
    so: dict[str, Any] = {"viewer": viewer.before_all(), "today": today}
    spots, began = Spots(session), first_day(session, **so)
    if began is None:
        return tuple(None for _ask in asks)
    aims = {what: spots.aim(*what, today=today) for what in {ask.what for ask in asks if any(ask.what)}}
    lines = [_line(ask, aims[ask.what], began, today) if any(ask.what) else None for ask in asks]
    cuts = list(dict.fromkeys(cut for line in lines if line is not None for cut in line.cuts))
    happened, used = _happened(session, cuts, aims, so), _used(session, cuts, aims, so)
    return tuple(
        None if line is None else said_of(
            line.ask, _spans(line.ask, line.before, happened, used), _spans(line.ask, line.after, happened, used),
            line.months, today,
        )
        for line in lines
    )  # fmt: skip


def logs_of(session: Session, found: Kept, *, viewer: Viewer, today: date) -> Logs:
    """What the log says of every line of some assessments, by danger and way of ending; as many statements as one.

    Args:
        found: the assessments, with everything in them.
        today: what was judged later is left out, and what happened later is not counted.
    """
    asks = {key: ask for risk in found.risks for key, ask in _asks(risk, today)}
    said = log_of(session, list(asks.values()), viewer=viewer, today=today)
    return {key: one for key, one in zip(asks, said, strict=True) if one is not None}


def _asks(risk: RiskKept, today: date) -> Iterator[tuple[tuple[Key, Outcome], LogAsk]]:
    for hazard in risk.hazards:
        for way in Outcome:
            stands = standing_on(hazard.ratings, hazard.forces, way, today)
            yield (hazard.id, way), ask_of(risk.target, hazard.mechanism, hazard.barriers, way, stands)


def _line(ask: LogAsk, aim: Aim, began: date, today: date) -> _Line:
    """The seasons that are looked at, from the month anything was first written down."""
    season, own = aim.target.season, aim.own
    first, last = months_of(season, own)
    since = began_on(ask.measures, today)
    oldest = Period(began.replace(day=1), today + _ONE_DAY)
    there = [(one, _common(one.period, oldest)) for one in reversed(seasons_back(season, today, SEASONS + 1, own))]
    if since is None:
        return _Line(ask, (last - first) % 12 + 1, tuple(there), ())
    before = tuple((one, _common(cut, Period(oldest.first, since))) for one, cut in there)
    return _Line(ask, (last - first) % 12 + 1, before, _since(there, since))


def _since(there: Sequence[tuple[Stretch, Period]], since: date) -> tuple[tuple[Stretch, Period], ...]:
    """The whole seasons since the measures began; before there is one, the rest of that in which they began."""
    later = [(one, cut) for one, cut in there if one.period.first >= since and cut.days > 0]
    rest = [(one, Period(max(since, cut.first), cut.after)) for one, cut in there if since in one.period]
    all_year = any(one.period.days > 360 for one, _cut in there)
    return tuple([*rest, *later] if all_year or not later else later)


def _common(one: Period, other: Period) -> Period:
    first = max(one.first, other.first)
    return Period(first, max(first, min(one.after, other.after)))


def _spans(
    ask: LogAsk, there: Sequence[tuple[Stretch, Period]], happened: Mapping[_Cut, _Grades],
    used: Mapping[_Cut, float | None],
) -> list[Span]:  # fmt: skip
    return [
        Span(one.short, cut.first, cut.after, one.period.days, happened.get((ask.what, cut), {}),
             used[ask.what, cut])
        for one, cut in there if cut.days > 0
    ]  # fmt: skip


def _happened(
    session: Session, cuts: Sequence[_Cut], aims: Mapping[What, Aim], so: Mapping[str, Any]
) -> Mapping[_Cut, _Grades]:
    """How many there were of each grade at each target in each stretch of days, in a statement for each way there is
    to find them.
    """
    found: dict[_Cut, dict[int | None, int]] = {}
    for by in _By:
        some = [(what, cut) for what, cut in cuts if _By.of(aims[what]) is by]
        if some:
            question = _counted(so["viewer"], so["today"], by)
            for n, grade, events in session.execute(question, _asked(some, aims)):
                found.setdefault(some[n], {})[grade] = events
    return found


def _asked(cuts: Sequence[_Cut], aims: Mapping[What, Aim]) -> dict[str, str]:
    """The targets and the stretches of days, as the statement reads them."""
    days: dict[What, list[Period]] = {}
    for what, cut in cuts:
        days.setdefault(what, []).append(cut)
    at = {what: s for s, what in enumerate(days)}
    return {"spots": json.dumps([
        [at[what], *_ends(some), place and place.hex, what.activity, what.mechanism,
         what.equipment_id and what.equipment_id.hex]
        for what, some in days.items() for place in aims[what].places or (None,)
    ]), "cuts": json.dumps([[n, at[what], *_ends([cut])] for n, (what, cut) in enumerate(cuts)])}  # fmt: skip


def _ends(cuts: Sequence[Period]) -> tuple[str, str]:
    return min(cut.first for cut in cuts).isoformat(), max(cut.after for cut in cuts).isoformat()


@lru_cache(_DAYS * len(_By))
def _counted(viewer: Viewer, today: date, by: _By) -> Any:
    """Built once: what happened at each spot day by day, and then how much of it lies in each stretch of days.

    The keys and days are compared as they are written down, so that an index is gone by. One statement for each way:
    in one that holds several, SQLite reads all incidents into an index of its own.
    """
    day, key, thing = (type_coerce(one, String) for one in (
        Incident.occurred_on, Incident.place_id, Incident.equipment_id
    ))  # fmt: skip
    spot = _SPOTS.c
    ways = {
        _By.PLACE: (key == spot.place, or_(spot.thing.is_(None), thing == spot.thing)),
        _By.THING: (thing == spot.thing,), _By.DAY: (),
    }  # fmt: skip
    about = (
        or_(spot.activity.is_(None), Incident.activity == spot.activity),
        or_(spot.mechanism.is_(None), Incident.mechanism == spot.mechanism), *ways[by],
    )  # fmt: skip
    columns: Any = spot.s, day.label("day"), Incident.severity, func.count().label("events")
    at: Any = select(*columns).select_from(_SPOTS).join(Incident, and_(day >= spot.first, day < spot.after, *about))
    counted = seen_by(viewer, at, today).where(COUNTED).group_by(spot.s, day, Incident.severity)
    there = counted.cte("there").prefix_with("MATERIALIZED")
    inside = and_(there.c.s == _CUTS.c.s, there.c.day >= _CUTS.c.first, there.c.day < _CUTS.c.after)
    question: Any = select(_CUTS.c.n, there.c.severity, func.sum(there.c.events)).select_from(_CUTS)
    return question.join(there, inside).group_by(_CUTS.c.n, there.c.severity)


def _used(
    session: Session, cuts: Sequence[_Cut], aims: Mapping[What, Aim], so: Mapping[str, Any]
) -> dict[_Cut, float | None]:
    """How many days each was in use, where somebody writes it down."""
    spans = [(aims[what].places if aims[what].logged else (), cut) for what, cut in cuts]
    found = exposure_of(session, spans, **so)
    return {cut: None if days is None else float(days.days) for cut, days in zip(cuts, found, strict=True)}
