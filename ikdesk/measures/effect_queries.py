"""Whether measures helped: what is asked, and for which of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from ikdesk.incidents.count_queries import first_day
from ikdesk.kernel.base import Code
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.tertial import Period
from ikdesk.kernel.viewer import Key, Viewer
from ikdesk.kernel.words import _, language, plain_date
from ikdesk.measures.comparison_model import Comparison, asked_about
from ikdesk.measures.effect_model import Effect, Other, What
from ikdesk.measures.model import ANSWERS, STARTED, Measure, MeasureStatus
from ikdesk.measures.status_queries import ALREADY, seen_by, stage_on
from ikdesk.measures.target_queries import (
    Aim,
    Parts,
    Spot,
    Spots,
    against,
    counts_in,
    events_about,
    parts_of,
    values_of,
)
from ikdesk.measures.use_queries import Asked, use_of
from ikdesk.measures.window_model import Plan, Windows, period_windows, season_windows
from ikdesk.unit.exposure_queries import exposure_in, first_logged
from ikdesk.unit.model import CodeEntry
from ikdesk.unit.season_model import season_around

FOCUS = 3  # areas in a report
_KEPT = 64  # questions that are built once
_DAYS = 4  # the parts of a question that only depend on the day are built once
_ONE_DAY = timedelta(days=1)
_PLACE_CODES = select(CodeEntry.code, CodeEntry.more).where(CodeEntry.list_name == "place")


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked about a measure."""

    id: Key
    number: int
    title: str
    origin: str
    place_id: Key | None
    activity: Code | None
    mechanism: Code | None
    equipment_id: Key | None
    decided_on: date | None
    started_on: date | None
    trigger_first: date | None
    trigger_kept: bool
    evaluate_on: date | None
    stage: MeasureStatus  # on the day asked about

    @property
    def has_target(self) -> bool:
        """Whether it is aimed at something that can be counted."""
        return any(self.what)

    @property
    def what(self) -> What:
        """What it is aimed at."""
        return What(self.place_id, self.activity, self.mechanism, self.equipment_id)

    @property
    def since(self) -> date:
        """The day it began; the end of all days if it has not."""
        return self.started_on or date.max

    @property
    def occasion(self) -> date:
        """The day of the season that triggered it, or the day it began."""
        return self.trigger_first or self.since


class _Who:
    """Who asks, and when; what several measures have in common is read once.

    Args:
        session: to read with.
        viewer: who may see what.
        today: the day it is.
        stood: measures are taken as they stood on this day; today if nothing else is said.
    """

    def __init__(self, session: Session, viewer: Viewer, today: date, stood: date | None = None) -> None:
        self.session, self.viewer, self.today, self.stood = session, viewer, today, stood or today
        self._aims: dict[What, Aim] = {}
        self._against: dict[Spot, list[_Asked]] = {}

    @property
    def so(self) -> dict[str, Any]:
        """The arguments every question has."""
        return {"viewer": self.viewer, "today": self.today}

    @cached_property
    def spots(self) -> Spots:
        """The places of the unit."""
        return Spots(self.session)

    @cached_property
    def began(self) -> date | None:
        """The day of the first incident that was ever recorded."""
        return first_day(self.session, **self.so)

    @cached_property
    def begun(self) -> list[_Asked]:
        """The measures that have begun and were not rejected, by number; not what was done anyway."""
        rows = self.session.execute(_begun_ones(self.viewer, self.today, self.stood))
        return [row for row in (_Asked(*one) for one in rows) if row.has_target]

    def begun_against(self, aim: Aim) -> list[_Asked]:
        """Those of them that share something with a target, and differ from it in nothing."""
        if aim.spot not in self._against:
            question = _begun_against(self.viewer, self.today, self.stood, parts_of(aim))
            self._against[aim.spot] = [_Asked(*row) for row in self.session.execute(question, values_of(aim))]
        return self._against[aim.spot]

    @cached_property
    def words(self) -> dict[str, str]:
        """What a day in use is called, by the standard code of the place."""
        rows = self.session.execute(_PLACE_CODES)
        return {code: str(json.loads(more).get(f"exposure_{language()}", "")) for code, more in rows}

    def asked(self, *conditions: ColumnElement[bool]) -> list[_Asked]:
        """The measures that may be seen, by number.

        Args:
            conditions: which ones.
        """
        rows = self.session.execute(_measures(self.viewer, self.today, self.stood).where(*conditions))
        return [_Asked(*row) for row in rows]

    def aim(self, measure: _Asked) -> Aim:
        """What a measure is aimed at."""
        what = measure.what
        if what not in self._aims:
            self._aims[what] = self.spots.aim(*what, today=self.today)
        return self._aims[what]


@lru_cache(_DAYS)
def _measures(viewer: Viewer, today: date, stood: date) -> Select[*tuple[Any, ...]]:
    columns = (
        Measure.id, Measure.number, Measure.title, Measure.origin, Measure.place_id, Measure.activity,
        Measure.mechanism, Measure.equipment_id, Measure.decided_on, Measure.started_on, Measure.trigger_first,
        Measure.trigger_kept, Measure.evaluate_on, stage_on(stood),
    )  # fmt: skip
    return seen_by(viewer, select(*columns), today).order_by(Measure.number)


@lru_cache(_DAYS)
def _begun_ones(viewer: Viewer, today: date, stood: date) -> Select[*tuple[Any, ...]]:
    return _measures(viewer, today, stood).where(
        Measure.started_on <= today, Measure.origin != ALREADY, stage_on(stood) != MeasureStatus.REJECTED
    )


@lru_cache(_KEPT)
def _begun_against(viewer: Viewer, today: date, stood: date, parts: Parts) -> Select[*tuple[Any, ...]]:
    return _begun_ones(viewer, today, stood).where(*against(parts))


def measure_effect(
    session: Session, key: Key, *, viewer: Viewer, today: date, tertial: Period | None = None
) -> Effect:
    """Whether a measure helped, as far as numbers can say.

    Args:
        key: the measure.
        tertial: compare this tertial with the same one of earlier years; None compares whole seasons.

    Raises:
        Problem: there is nothing to count, with what to do about it.
    """
    who = _Who(session, viewer, today)
    found = who.asked(Measure.id == key)
    if not found:
        raise Problem(_("Tiltaket finnes ikke. Se etter nummeret i listen over tiltak."))
    return _effect(who, found[0], tertial)


def focus_effects(
    session: Session, period: Period, *, viewer: Viewer, today: date, most: int = FOCUS
) -> tuple[Effect, ...]:
    """The focus areas of a report: one effect for each target of measures that run or were evaluated.

    Ordered by the events in the period and in the same period the year before. A target where nothing is counted yet
    is left out; one that was not in use is told.

    Args:
        period: of the report, usually a tertial.
        most: how many at most.
    """
    who = _Who(session, viewer, today, min(today, period.last))  # as in the rest of the report
    targets = _targets(who, period)
    if not targets:
        return ()
    things = any(aim.target.equipment_id for aim, _measure in targets)
    happened = events_about(session, (period, period.a_year_before()), things=things, **who.so)
    found: list[Effect] = []
    for _aim, measure in sorted(targets, key=lambda target: -happened.at(target[0])):
        try:
            found.append(_effect(who, measure, period))
        except Problem:  # it is too early to see anything
            continue
        if len(found) == most:
            break
    return tuple(found)


def effects_of(
    session: Session, spots: Sequence[What], *, viewer: Viewer, today: date, tertial: Period | None = None
) -> tuple[Effect | str, ...]:
    """Whether what was done against each of several spots helped: of all that happened there, whoever the measure is.

    Of the measures against a spot it is the first of those of the latest season that triggered some; those aimed at
    the very same come before those aimed at a part of it, or at more.

    Args:
        spots: what is asked about.
        tertial: compare this tertial with the same one of earlier years; None compares whole seasons.

    Returns:
        For each spot the effect, or the sentence that says why there is nothing to compare; empty when no measure
        against it has begun.
    """
    who = _Who(session, viewer, today, min(today, tertial.last) if tertial else None)
    return tuple(_effect_of(who, spot, tertial) for spot in spots)


def _effect_of(who: _Who, spot: What, tertial: Period | None) -> Effect | str:
    aim = who.spots.aim(*spot, today=who.today)
    started = (row for row in who.begun_against(aim) if row.stage in STARTED | ANSWERS)
    begun = sorted(started, key=lambda row: row.since)
    if not begun:
        return ""
    exact = [row for row in begun if who.aim(row).spot == aim.spot]
    measure = _first_of_latest(exact or begun)
    try:
        return _effect(who, replace(measure, **spot._asdict()), tertial)
    except Problem as said:
        return str(said)


def _targets(who: _Who, period: Period) -> list[tuple[Aim, _Asked]]:
    """What the measures were aimed at, each with the first of the latest measures against it."""
    aims: dict[Any, Aim] = {}
    groups: dict[Any, list[_Asked]] = {}
    until = min(who.today, period.last)
    begun = [row for row in who.begun if row.since <= until and row.stage in STARTED | ANSWERS]
    for measure in sorted(begun, key=lambda row: row.since):
        aim = who.aim(measure)
        aims[aim.spot] = aim
        groups.setdefault(aim.spot, []).append(measure)
    return [(aims[spot], _first_of_latest(measures)) for spot, measures in groups.items()]


def _first_of_latest(measures: Sequence[_Asked]) -> _Asked:
    """Of measures against the same, those of the latest season that triggered some; the first begun of them."""
    latest = max(measure.occasion for measure in measures)
    return next(measure for measure in measures if measure.occasion == latest)


def _effect(who: _Who, measure: _Asked, tertial: Period | None) -> Effect:
    started = _begun(measure, who.today)
    aim = who.aim(measure)
    plan = Plan(
        aim.target.season, aim.own, started, measure.decided_on, measure.trigger_first, measure.trigger_kept,
        measure.evaluate_on,
    )  # fmt: skip
    windows = period_windows(plan, tertial, who.today) if tertial else season_windows(plan, who.today)
    if tertial and not windows.after:
        raise _nothing_in(tertial, plan, who.today)
    compared = _compared(who, plan, aim, windows, tertial)
    if not windows.after and (compared.use.kind != "logged" or _used_since(who, aim, started)):
        raise _too_early(plan, windows.counted_to)
    others = _bundle(who, measure, aim, compared.stretch)
    judgement = compared.judgement(len(others))
    enough, until = compared.settles(judgement)
    return Effect(
        measure=measure.id, number=measure.number, title=measure.title, target=aim.target,
        by="tertial" if tertial else "season", seasons=compared.seasons(who.today),
        exposure_kind=compared.use.kind, word=_word(who, aim, compared), judgement=judgement,
        provisional=any(gate.code == "unplanned" and gate.state == "caps" for gate in judgement.gates),
        planned=measure.evaluate_on, counted_to=windows.counted_to, started_on=started, bundle=others,
        settles=enough, settles_by=until, near_misses_rose=compared.only_near_misses_rose(judgement),
    )  # fmt: skip


def _compared(who: _Who, plan: Plan, aim: Aim, windows: Windows, tertial: Period | None) -> Comparison:
    """The windows since anything was written down, with what was counted in them."""
    began = who.began
    logged = first_logged(who.session, aim.places, **who.so) if aim.logged else None
    oldest = min((day for day in (began, logged) if day), default=date.max)
    kept = Windows(
        tuple(one for one in windows.all if one.role != "before" or one.counted.after > oldest), windows.counted_to
    )
    periods = asked_about(kept, who.today)
    counts = dict(zip(periods, counts_in(who.session, aim, periods, **who.so), strict=True))
    asked = Asked(aim, kept.all, counts, plan.kept, began, has_log=logged is not None)
    return Comparison(plan, kept, counts, use_of(who.session, asked, **who.so), tertial)


def _begun(measure: _Asked, today: date) -> date:
    """The day a measure began.

    Raises:
        Problem: there is nothing to count.
    """
    if measure.origin == ALREADY:
        raise Problem(_(
            "Dette gjorde dere fra før, så det finnes ingen tall fra tiden før det. Legg inn det nye dere gjør, som et "
            "eget tiltak."
        ))  # fmt: skip
    if measure.started_on is None or measure.started_on > today:
        raise Problem(_("Tiltaket har ikke begynt. Velg Start på tiltaket den dagen dere begynner, så kan vi telle."))
    if not measure.has_target:
        raise Problem(_(
            "Tiltaket gjelder ikke noe vi kan telle. Velg et sted, en aktivitet, hvordan det skjer eller et utstyr, på "
            "tiltaket."
        ))  # fmt: skip
    return measure.started_on


def _nothing_in(period: Period, plan: Plan, today: date) -> Problem:
    if period.first > today:
        return Problem(_("{period} har ikke begynt. Velg en tidligere periode.").format(period=period.name))
    if plan.started > period.last:
        return Problem(_("Tiltaket begynte etter {period}. Velg en senere periode.").format(period=period.name))
    return Problem(_(
        "{period} er med i sesongen som utløste tiltaket, så der er det ingenting å sammenligne. Velg en senere "
        "periode."
    ).format(period=period.name))  # fmt: skip


def _too_early(plan: Plan, counted_to: date) -> Problem:
    season = season_around(plan.season, max(counted_to, plan.started), plan.own).period.first
    first = season.replace(year=season.year + 1)
    if plan.planned is not None and plan.planned < first:
        return Problem(_(
            "Dagen dere valgte for å se om det virket, {planned}, kommer før det er noe å telle. Vi teller fra {day}. "
            "Velg en senere dag på tiltaket."
        ).format(planned=plain_date(plan.planned), day=plain_date(first)))  # fmt: skip
    return Problem(_("Det er for tidlig å se om tiltaket virket. Vi teller fra {day}.").format(day=plain_date(first)))


def _used_since(who: _Who, aim: Aim, started: date) -> bool:
    """Whether a counted place was in use, or something happened there, since the measure began."""
    since = [Period(started, who.today + _ONE_DAY)]
    used = exposure_in(who.session, aim.places, since, **who.so)[0]
    return used is None or used.days > 0 or counts_in(who.session, aim, since, **who.so)[0].events > 0


def _bundle(who: _Who, measure: _Asked, aim: Aim, stretch: tuple[date, date]) -> tuple[Other, ...]:
    """The other measures against the same that began between what is before and the last day counted.

    Args:
        stretch: the last day of what is before, and the last day that was counted.
    """
    last_before, counted_to = stretch
    return tuple(
        Other(other.number, other.title, other.started_on) for other in who.begun_against(aim)
        if other.id != measure.id and last_before < other.since <= counted_to
    )  # fmt: skip


def _word(who: _Who, aim: Aim, compared: Comparison) -> str:
    """What a day in use is called in the unit's list."""
    return who.words.get(aim.target.standard or "", "") if compared.use.kind == "logged" else ""


__all__ = ["FOCUS", "effects_of", "focus_effects", "measure_effect"]
