"""What follows from what was counted: how often it happens, how bad it is, and whether a rating agrees."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ikdesk.evidence.frequency import FEWEST, Often, fell, how_often
from ikdesk.evidence.kinds import Tally
from ikdesk.kernel.base import Code
from ikdesk.measures.effect_model import Target, What
from ikdesk.risks.at_model import InForce, Rated
from ikdesk.risks.log_model import FIVE, Against, LogAsk, LogSaid
from ikdesk.risks.matrix_model import placed
from ikdesk.risks.model import Standing
from ikdesk.risks.rating_model import Outcome, Stage
from ikdesk.risks.view_model import BarrierRow

ENOUGH = FEWEST  # events, before no earlier season is looked at too
SEASONS = 5  # looked back over at most
_BASELINE = 3  # seasons that the time since the measures began is compared with
_SHORTEST = 0.5  # of a season, before it is enough by itself
_LEAST = 0.2  # of a season: people begin to write things down when there is much to write, and a bad week is no year
_GRADED = 3  # events, before one can say what usually happens
_WORST_GRADE = 4
_MONTH = 365.25 / 12  # days
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """A season or a year as far as it was counted, with what happened in it."""

    name: str  # "2024–25"
    first: date
    after: date
    whole: int  # days of the whole season
    grades: Mapping[int | None, int]  # how many of each grade
    used: float | None  # days in use; None: nobody knows

    @property
    def years(self) -> float:
        """How much of a season it is."""
        return (self.after - self.first).days / self.whole

    def events(self, worst: int) -> int:
        """How many there were of a grade or worse.

        Args:
            worst: 0 or less: all of them, also those nobody has graded.
        """
        return sum(n for grade, n in self.grades.items() if worst <= 0 or (grade is not None and grade >= worst))


def ask_of(
    target: Target, mechanism: Code | None, barriers: Sequence[BarrierRow], outcome: Outcome, stands: Rated | None
) -> LogAsk:
    """What the log is asked about one way a danger may end.

    Args:
        target: of the assessment.
        mechanism: of the danger.
        barriers: of the danger; the measures among the new ones are looked at.
        outcome: which way of ending.
        stands: the rating that holds; None: it is not rated.
    """
    what = What(target.place_id, target.activity, mechanism, target.equipment_id)
    new = tuple(one.force for one in barriers if one.force is not None and one.standing is Standing.NEW)
    if stands is None:
        return LogAsk(what, outcome, measures=new)
    likely, bad = (placed(step, stands.size, FIVE) for step in (stands.probability, stands.consequence))
    return LogAsk(what, outcome, stands.stage, likely, bad, new)


def began_on(measures: Sequence[InForce], day: date) -> date | None:
    """The first day any of the measures that are at work today was; None when none is.

    Args:
        measures: those the barriers of a danger are.
        day: today.
    """
    return min((one.begun for one in measures if one.begun is not None and one.on(day)), default=None)


def said_of(ask: LogAsk, before: Sequence[Span], after: Sequence[Span], months: float, today: date) -> LogSaid | None:
    """What follows from what was counted.

    A rating of how it became is laid beside what happened since the measures began, any other beside what happened
    before. The newest season is looked at first, and an earlier one too as long as there are few events.

    Args:
        ask: the line.
        before: the seasons before its measures began, oldest first; all of them where there are none.
        after: those since.
        months: so many of a year the place is in use.
        today: the day it is.

    Returns:
        None: nothing was written down in that time.
    """
    rated_after = ask.stage is Stage.ACTUAL and bool(after)
    there = _in_use(after if rated_after else before)
    if not there:
        return None
    whole = [*_in_use(before), *_in_use(after)]  # the worst that was seen is not forgotten
    worst = _grade_asked(ask, whole)
    spans = _newest(there, worst)
    events, years = _sum(spans, worst)
    often = how_often(events, years, months)
    bad = _consequence(ask.outcome, spans if ask.outcome is Outcome.LIKELY else whole)
    lower = _lower(ask, _in_use(before), _in_use(after), worst, months)
    clear = often if often.says_something and years >= _LEAST else None
    return LogSaid(
        spans[0].first, spans[-1].after - _ONE_DAY, events,
        max(1, round(sum((one.after - one.first).days for one in spans) / _MONTH)), _used(spans),
        tuple((one.name, one.events(worst)) for one in spans),
        clear.low if clear else None, clear.likely if clear else None, clear.high if clear else None, bad,
        _against(ask, clear, bad), lower, began_on(ask.measures, today) if lower else None,
        _sum(_in_use(after), worst)[0] if lower else 0, months < 12,
        worst + 1 if ask.outcome is Outcome.WORST else None, began_on(ask.measures, today) if rated_after else None,
    )  # fmt: skip


def _in_use(spans: Sequence[Span]) -> list[Span]:
    """A season in which nothing was in use says nothing of how often it happens."""
    return [one for one in spans if one.years > 0 and (one.used != 0 or one.events(0))]


def _newest(spans: Sequence[Span], worst: int) -> list[Span]:
    """The latest season, and those before it as long as there are few events or little time; oldest first."""
    found: list[Span] = []
    for span in reversed(spans[-SEASONS:]):
        found.insert(0, span)
        events, years = _sum(found, worst)
        if events >= ENOUGH and years >= _SHORTEST:
            break
    return found


def _sum(spans: Sequence[Span], worst: int) -> tuple[int, float]:
    return sum(one.events(worst) for one in spans), sum(one.years for one in spans)


def _used(spans: Sequence[Span]) -> float | None:
    days = [one.used for one in spans]
    return sum(day for day in days if day is not None) if None not in days else None


def _grade_asked(ask: LogAsk, spans: Sequence[Span]) -> int:
    """The least grade that counts: all of them for the usual ending; what is said to be the worst, for the worst."""
    if ask.outcome is Outcome.LIKELY:
        return 0
    consequence = ask.consequence or _consequence(Outcome.WORST, spans) or 1
    return consequence - 1


def _consequence(outcome: Outcome, spans: Sequence[Span]) -> int | None:
    """The step in the middle, the higher where there are two; or the worst."""
    grades: Counter[int] = Counter()
    for span in spans:
        for grade, number in span.grades.items():
            if grade is not None and number:
                grades[min(grade, _WORST_GRADE)] += number
    if outcome is Outcome.WORST:
        return max(grades) + 1 if grades else None
    half, below = grades.total() // 2, 0
    for grade, number in sorted(grades.items()) if grades.total() >= _GRADED else ():
        below += number
        if below > half:
            return grade + 1
    return None


def _against(ask: LogAsk, often: Often | None, bad: int | None) -> Against:
    if ask.probability is None or ask.consequence is None:
        return Against.SILENT if often is None else Against.AGREES
    if often is not None and ask.probability < often.low:
        return Against.TOO_LOW
    if bad is not None and ask.consequence < bad:
        return Against.TOO_MILD
    if often is None:
        return Against.SILENT
    return Against.TOO_HIGH if ask.probability > often.high else Against.AGREES


def _lower(
    ask: LogAsk, before: Sequence[Span], after: Sequence[Span], worst: int, months: float
) -> int | None:  # fmt: skip
    """The step since the measures began, where it probably happens less often and that is a lower step."""
    earlier, later = list(before[-_BASELINE:]), list(after)
    if not earlier or not later or sum(one.years for one in later) < _SHORTEST:
        return None
    events, years = _sum(later, worst)
    step = how_often(events, years, months).likely
    rated = ask.probability or how_often(*_sum(earlier, worst), months).likely
    return step if step < rated and fell(_tally(earlier, later, worst), _tally(later, earlier, worst)) else None


def _tally(spans: Sequence[Span], others: Sequence[Span], worst: int) -> Tally:
    """Events in days of use where these are known for all that is compared, else in time."""
    events, years = _sum(spans, worst)
    used, known = _used(spans), _used(others)
    return Tally(events, used if used and known else years)
