"""Which focus areas of a report are told in words only, because their numbers are small or give away one that is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date

from ikdesk.evidence.kinds import Gate, Judgement, Ratio, Tally
from ikdesk.kernel.tertial import Period
from ikdesk.measures.effect_model import Effect
from ikdesk.reports.audience_model import PROFILES
from ikdesk.reports.facts_model import AreaCount, AreaFact, Facts

YEARS = 15  # an area is looked back on over at most so many
_NO_RATIO = Ratio(None, None, None, None, None, None, None, None, None, None, None)
_BY_THE_CALENDAR = ("regression", "unplanned", "bundle")  # gates that no count decides
_Line = tuple[str, str]  # an attribute and a code of it
_Lines = Counter[tuple[str, str, Period]]  # how many of a line are told at areas already, by period


def areas_in_words(facts: Facts) -> Facts:
    """The facts without the numbers of the focus areas whose numbers may not be told to this recipient.

    An area whose numbers stand in a table with one way is told where those tables are. One that is a cell of a
    cross-table is told in words only when a number of it is small, when one is left beside it, or when it could be
    taken from what was reported of other days that overlap.

    Args:
        facts: where what is hidden in the tables is taken out already.

    Source: statistics.md § 5 and A. Hundepool et al., "Statistical Disclosure Control" (2012), ch. 4.
    """
    if not PROFILES[facts.audience].protected:
        return replace(facts, areas=tuple(_bare(area) for area in facts.areas))
    secret = _hidden_in(facts)
    told: _Lines = Counter()
    areas = []
    for area in facts.parts:
        if area.shielded or _gives_away(facts, area, told, secret):
            areas.append(in_words(area))
            continue
        told.update({(one.attribute, one.code, one.period): one.part for one in area.beside})
        areas.append(_bare(area))
    return replace(facts, areas=tuple(areas), focus=tuple(area.effect for area in areas if area.effect is not None))


def in_words(area: AreaFact) -> AreaFact:
    """An area without its numbers: the verdict, what the calendar says of it, and what is done.

    Args:
        area: as it was counted.
    """
    effect = None if area.effect is None else _without_numbers(area.effect)
    counts = tuple(AreaCount(one.period, None) for one in area.counts)
    return replace(area, effect=effect, counts=counts, shielded=True, beside=(), reported=(), untold=())


def _bare(area: AreaFact) -> AreaFact:
    return replace(area, beside=(), reported=(), untold=())


def _without_numbers(effect: Effect) -> Effect:
    judgement = effect.judgement
    nothing = Tally(0, 0.0)
    gates = tuple(
        Gate(gate.code, gate.state, gate.ceiling, gate.reason) for gate in judgement.gates
        if gate.code in _BY_THE_CALENDAR
    )  # fmt: skip
    bare = Judgement(judgement.verdict, judgement.verdict, nothing, nothing, _NO_RATIO, None, gates)
    return replace(effect, seasons=(), judgement=bare, settles=None, settles_by=None, near_misses_rose=False)


def _gives_away(facts: Facts, area: AreaFact, told: _Lines, secret: Collection[_Line]) -> bool:
    """Whether a number of an area, or one that follows from it, may not be told."""
    if not (PROFILES[facts.audience].one_way or area.crossed):
        return False
    numbers = [one.events for one in area.told]
    left = [
        one.whole - one.part - others for one in area.beside
        for others in {0, told[one.attribute, one.code, one.period]}
    ]  # fmt: skip
    least = facts.limits.least
    return (
        any(number is None or 0 < number < least for number in numbers) or any(0 < number < least for number in left)
        or any(line in secret or line[0] in facts.dropped for line in area.codes)
        or _overlaps(area) or _was_hidden(facts, area)
    )  # fmt: skip


def _overlaps(area: AreaFact) -> bool:
    """Whether a part of the days that are told of it was told with others before."""
    days = [_days(one.period) for one in area.told]
    same = {*days, *(_days(one.period) for one in area.beside)}
    return any(
        past not in same and any(first < past[1] and past[0] < after for first, after in days)
        for period in area.reported for past in map(_days, _years_of(period))
    )  # fmt: skip


def _was_hidden(facts: Facts, area: AreaFact) -> bool:
    """Whether it would tell now what was hidden before; the columns of this report are looked after by themselves."""
    columns = (_days(facts.counted), _days(facts.before))
    days = [_days(one.period) for one in area.told if _days(one.period) not in columns]
    return any(first < past.after and past.first < after for past in area.untold for first, after in days)


def _years_of(period: Period) -> Iterator[Period]:
    """The same period of this year and of those before it: a report of an area has them all."""
    for _year in range(YEARS):
        yield period
        period = period.a_year_before()


def _days(period: Period) -> tuple[date, date]:
    return period.first, period.after


def _hidden_in(facts: Facts) -> set[_Line]:
    """The lines with a number that is not told of the days that an area is told of, too."""
    return {
        (attribute, code) for sums in (facts.now, facts.last_year)
        for attribute, numbers in sums.by.items() for code, number in numbers.items() if number is None
    }  # fmt: skip
