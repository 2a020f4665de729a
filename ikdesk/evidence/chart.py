"""Which chart over time numbers so large or so few bear: a run chart, the days between events, or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ikdesk.evidence.runs import FEWEST_POINTS, runs

LOWEST_MEAN = 4.0  # for each point; below it too many are nothing or one, and a run says nothing
FEWEST_EVENTS = 3  # with two times between them

ChartKind = Literal["run", "between", "none"]
ChartReason = Literal["enough", "seldom", "few_points", "few_useful", "few_events"]


@dataclass(frozen=True, slots=True)
class Chart:
    """Which chart is allowed, and why."""

    kind: ChartKind
    reason: ChartReason
    points: int  # times that were counted
    mean: float  # events in each
    events: int


def chart_for(counts: Sequence[int | None], *, before: int | None = None) -> Chart:
    """Which chart over time these counts bear.

    A run chart from twelve useful points and a mean of four; days between events below that mean; else none.

    Args:
        counts: events in equally long times, in their order; None where it was closed.
        before: how many of them came before the measure; None without one.
    """
    known = [count for count in counts if count is not None]
    events, points = sum(known), len(known)
    mean = events / points if points else 0.0
    if events < FEWEST_EVENTS:
        return Chart("none", "few_events", points, mean, events)
    if mean < LOWEST_MEAN:
        return Chart("between", "seldom", points, mean, events)
    if points < FEWEST_POINTS:
        return Chart("none", "few_points", points, mean, events)
    if not runs(counts, before=before).enough:
        return Chart("none", "few_useful", points, mean, events)
    return Chart("run", "enough", points, mean, events)
