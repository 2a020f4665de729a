"""Whether measures helped: what is asked, and for which of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.incidents.count_queries import first_day
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.tertial import Period
from ikdesk.kernel.viewer import Key, Viewer
from ikdesk.kernel.words import _, language, plain_date
from ikdesk.measures.comparison_model import Comparison, asked_about
from ikdesk.measures.effect_model import Effect, Other
from ikdesk.measures.model import ANSWERS, STARTED, Measure, MeasureStatus
from ikdesk.measures.status_queries import ALREADY, seen_by, stage_on
from ikdesk.measures.target_queries import Aim, Spots, counts_in
from ikdesk.measures.use_queries import Asked, use_of
from ikdesk.measures.window_model import Plan, Windows, period_windows, season_windows
from ikdesk.unit.exposure_queries import exposure_in, first_logged
from ikdesk.unit.model import CodeEntry
from ikdesk.unit.season_model import season_around

FOCUS = 3  # areas in a report
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Who:
    """Who asks, and when."""

    session: Session
    viewer: Viewer
    today: date
    spots: Spots

    @property
    def so(self) -> dict[str, Any]:
        """The arguments every question has."""
        return {"viewer": self.viewer, "today": self.today}


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
    return _effect(_Who(session, viewer, today, Spots(session)), key, tertial)


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
    who = _Who(session, viewer, today, Spots(session))
    both = (period, period.a_year_before())
    ordered = sorted(
        _targets(who, period), key=lambda target: -sum(c.events for c in counts_in(session, target[0], both, **who.so))
    )
    found: list[Effect] = []
    for _aim, key in ordered:
        try:
            found.append(_effect(who, key, period))
        except Problem:  # it is too early to see anything
            continue
        if len(found) == most:
            break
    return tuple(found)


def _targets(who: _Who, period: Period) -> list[tuple[Aim, Key]]:
    """What the measures were aimed at, each with the first of the latest measures against it."""
    last = min(who.today, period.last)  # as in the rest of the report: what came later had not happened
    stage = stage_on(last)
    question = seen_by(who.viewer, select(Measure), who.today).where(
        Measure.started_on <= last, Measure.origin != ALREADY, stage.in_(STARTED | ANSWERS)
    )
    aims: dict[Any, Aim] = {}
    groups: dict[Any, list[Measure]] = {}
    for measure in who.session.scalars(question.order_by(Measure.started_on, Measure.number)):
        if _has_target(measure):
            aim = _aim(who, measure)
            aims[aim.spot] = aim
            groups.setdefault(aim.spot, []).append(measure)
    return [(aims[spot], _first_of_latest(measures).id) for spot, measures in groups.items()]


def _first_of_latest(measures: Sequence[Measure]) -> Measure:
    """Of measures against the same, those of the latest season that triggered some; the first begun of them."""
    latest = max(_occasion(measure) for measure in measures)
    return next(measure for measure in measures if _occasion(measure) == latest)


def _occasion(measure: Measure) -> date:
    return measure.trigger_first or measure.started_on or date.min


def _effect(who: _Who, key: Key, tertial: Period | None) -> Effect:
    measure = who.session.scalar(seen_by(who.viewer, select(Measure), who.today).where(Measure.id == key))
    if measure is None:
        raise Problem(_("Tiltaket finnes ikke. Se etter nummeret i listen over tiltak."))
    started = _begun(measure, who.today)
    aim = _aim(who, measure)
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
    began = first_day(who.session, **who.so)
    logged = first_logged(who.session, aim.places, **who.so) if aim.logged else None
    oldest = min((day for day in (began, logged) if day), default=date.max)
    kept = Windows(
        tuple(one for one in windows.all if one.role != "before" or one.counted.after > oldest), windows.counted_to
    )
    periods = asked_about(kept, who.today)
    counts = dict(zip(periods, counts_in(who.session, aim, periods, **who.so), strict=True))
    asked = Asked(aim, kept.all, counts, plan.kept, began, has_log=logged is not None)
    return Comparison(plan, kept, counts, use_of(who.session, asked, **who.so), tertial)


def _begun(measure: Measure, today: date) -> date:
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
    if not _has_target(measure):
        raise Problem(_(
            "Tiltaket gjelder ikke noe vi kan telle. Velg et sted, en aktivitet eller hvordan det skjer, på tiltaket."
        ))  # fmt: skip
    return measure.started_on


def _has_target(measure: Measure) -> bool:
    return bool(measure.place_id or measure.activity or measure.mechanism)


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


def _aim(who: _Who, measure: Measure) -> Aim:
    return who.spots.aim(measure.place_id, measure.activity, measure.mechanism, today=who.today)


def _bundle(who: _Who, measure: Measure, aim: Aim, stretch: tuple[date, date]) -> tuple[Other, ...]:
    """The other measures against the same that began between what is before and the last day counted.

    Args:
        stretch: the last day of what is before, and the last day that was counted.
    """
    last_before, counted_to = stretch
    question = seen_by(who.viewer, select(Measure), who.today).where(
        Measure.id != measure.id, Measure.started_on > last_before, Measure.started_on <= counted_to,
        Measure.origin != ALREADY, stage_on(who.today) != MeasureStatus.REJECTED,
    )  # fmt: skip
    found = who.session.scalars(question.order_by(Measure.number))
    return tuple(
        Other(other.number, other.title, other.started_on)
        for other in found if _has_target(other) and _overlap(aim, _aim(who, other))
    )  # fmt: skip


def _overlap(one: Aim, other: Aim) -> bool:
    """Whether two targets share something, and differ in nothing."""
    pairs = [
        (one.target.activity, other.target.activity), (one.target.mechanism, other.target.mechanism),
        (one.places, other.places),
    ]  # fmt: skip
    both = [(a, b) for a, b in pairs if a and b]
    return bool(both) and all(a == b for a, b in both)


def _word(who: _Who, aim: Aim, compared: Comparison) -> str:
    """What a day in use is called in the unit's list."""
    if compared.use.kind != "logged":
        return ""
    question = select(CodeEntry.more).where(CodeEntry.list_name == "place", CodeEntry.code == aim.target.standard)
    return str(json.loads(who.session.scalar(question) or "{}").get(f"exposure_{language()}", ""))


__all__ = ["FOCUS", "focus_effects", "measure_effect"]
