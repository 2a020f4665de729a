"""Effects made by hand, for the sentences, the pictures and the pages that show them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from ikdesk.evidence.kinds import Expected, Gate, Judgement, Ratio, Tally, Verdict
from ikdesk.kernel.base import Code
from ikdesk.kernel.tertial import period_of_dates
from ikdesk.kernel.viewer import Key
from ikdesk.measures.effect_model import Effect, Other, SeasonCount, Target
from ikdesk.unit.model import Season

HILL = Target(Key(int=2), "Store akebakken", Code("sledding_hill"), None, None, Season.WINTER)
GATES = (
    Gate("regression", "handled"), Gate("reporting", "clear"), Gate("unplanned", "clear"),
    Gate("bundle", "handled", numbers={"others": 2}), Gate("dispersion", "clear", numbers={"windows": 3.0}),
    Gate("exposure", "clear"),
)  # fmt: skip
NO_RATIO = Ratio(None, None, None, None, None, None, None, None, None, None, None)
A_THIRD = Ratio(0.303, 0.077, 0.862, 0.089, 0.785, 0.145, 0.583, 0.0100, 0.0063, 0.997, 0.994)


def winter(year: int, role: Any, events: int, days: float | None) -> SeasonCount:
    period = period_of_dates(date(year, 10, 1), date(year + 1, 4, 30))
    return SeasonCount(
        f"Vinteren {year}–{year + 1}", f"{year}–{(year + 1) % 100}", period, role, events, 1 if events > 3 else 0,
        days, estimated=False,
    )  # fmt: skip


WINTERS = (
    winter(2022, "before", 14, 35), winter(2023, "before", 15, 33), winter(2024, "trigger", 17, 36),
    winter(2025, "after", 4, 31),
)  # fmt: skip


def judgement(verdict: Verdict = "clear_fall", **changes: Any) -> Judgement:
    values: dict[str, Any] = {
        "uncapped": verdict, "before": Tally(29, 68), "after": Tally(4, 31), "ratio": A_THIRD,
        "expected": Expected(13.2, 8, 19), "gates": GATES,
    }  # fmt: skip
    return Judgement(verdict, **(values | changes))


def effect(verdict: Verdict = "clear_fall", **changes: Any) -> Effect:
    """The hill of the demo with any verdict; ``judged`` changes the judgement."""
    judged = changes.pop("judged", {})
    made = Effect(
        measure=Key(int=1), number=1, title="Egen opp-løype med bånd", target=HILL, by="season", seasons=WINTERS,
        exposure_kind="logged", word="akedag", judgement=judgement(verdict, **judged), provisional=False,
        planned=date(2026, 4, 30), counted_to=date(2026, 4, 30), started_on=date(2025, 3, 10),
        bundle=(Other(2, "Én om gangen", date(2025, 3, 10)), Other(3, "Ingen aking mot gjerdet", date(2025, 3, 10))),
        settles=None, near_misses_rose=False,
    )  # fmt: skip
    return replace(made, **changes)
