"""An effect as it would be asked of the file: the sledding hill in the first tertial, four years."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from ikdesk.evidence.kinds import Gate, Stratum, Tally
from ikdesk.evidence.verdict import judge
from ikdesk.kernel.base import Code
from ikdesk.kernel.tertial import parse_period
from ikdesk.kernel.viewer import Key
from ikdesk.measures.effect_model import Effect, Other, SeasonCount, SeasonRole, Target
from ikdesk.unit.model import Season

HILL_COUNTS = ((2023, 11, 1, 27), (2024, 12, 2, 26), (2025, 13, 2, 28), (2026, 3, 0, 25))
ROLES: dict[int, SeasonRole] = {2023: "before", 2024: "before", 2025: "trigger", 2026: "after"}
GATES = (
    Gate("regression", "handled"), Gate("reporting", "clear"), Gate("unplanned", "clear"),
    Gate("bundle", "handled", numbers={"others": 1}), Gate("dispersion", "clear", reason="too_few_windows"),
    Gate("exposure", "clear"),
)  # fmt: skip


def hill_effect(place: Key | None, counts: Any = HILL_COUNTS, **changes: Any) -> Effect:
    """The effect of measure 1 (and 2, which came together with it) at the hill.

    Args:
        place: the hill; None where it does not matter.
        counts: year, events, grade 2 or more, days in use.
        changes: other attributes of the effect.
    """
    seasons = tuple(_season(*count) for count in counts)
    before = [one for one in seasons if one.role == "before"]
    after = [one for one in seasons if one.role == "after"]
    judgement = judge([Stratum(_tally(before), _tally(after))], changes.pop("gates", GATES))
    effect = Effect(
        measure=Key(int=1), number=1, title="Én om gangen",
        target=Target(place, "Tordenbakken", Code("sledding_hill"), None, None, Season.WINTER), by="tertial",
        seasons=seasons, exposure_kind="logged", word="akedag", judgement=judgement, provisional=False,
        planned=date(2026, 4, 30), counted_to=date(2026, 4, 30), started_on=date(2025, 3, 10),
        bundle=(Other(2, "Egen opp-løype med bånd", date(2025, 3, 10)),), settles=None, near_misses_rose=False,
    )  # fmt: skip
    return replace(effect, **changes)


def _season(year: int, events: int, serious: int, days: float | None, *, estimated: bool = False) -> SeasonCount:
    period = parse_period(f"{year}-T1")
    return SeasonCount(period.name, f"T1 {year}", period, ROLES[year], events, serious, days, estimated)


def _tally(seasons: list[SeasonCount]) -> Tally:
    return Tally(sum(one.events for one in seasons), sum(one.exposure or 0 for one in seasons))
