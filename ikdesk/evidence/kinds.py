"""What the engine is given and what it answers: numbers and codes, frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Verdict = Literal["clear_fall", "probable_fall", "cannot_say", "too_few", "probable_rise", "clear_rise", "not_in_use"]
GateCode = Literal["regression", "reporting", "unplanned", "bundle", "dispersion", "exposure"]
GateState = Literal["clear", "handled", "caps"]
Ceiling = Literal["", "probable", "cannot_say"]


@dataclass(frozen=True, slots=True)
class Tally:
    """Events in an exposure."""

    events: int  # 0 or more
    exposure: float  # days in use, or children × days; 0 or more


@dataclass(frozen=True, slots=True)
class Stratum:
    """One season, place or other part in which before and after are compared like with like."""

    before: Tally
    after: Tally


@dataclass(frozen=True, slots=True)
class Ratio:
    """The rate after over the rate before, with how sure it is; None where there is no number."""

    ratio: float | None
    exact_low: float | None  # central exact, 95 %
    exact_high: float | None
    midp_low: float | None  # mid-P, 95 %
    midp_high: float | None
    likely_low: float | None  # mid-P, 80 %
    likely_high: float | None
    p_fall_exact: float | None  # one-sided
    p_fall_midp: float | None
    p_rise_exact: float | None
    p_rise_midp: float | None


@dataclass(frozen=True, slots=True)
class Expected:
    """How many there would have been now if nothing had changed."""

    mean: float
    low: int  # the usual range, 80 %
    high: int


@dataclass(frozen=True, slots=True)
class Gate:
    """Something that can make a verdict worth less: whether it does, and the numbers its sentence needs."""

    code: GateCode
    state: GateState
    ceiling: Ceiling = ""  # only where the state is "caps"
    reason: str = ""  # a code, for gates that can cap for several reasons
    numbers: Mapping[str, float] = field(default_factory=dict)
    falls_only: bool = False  # caps falls but never rises


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict, what it would have been without gates, and what would settle it."""

    verdict: Verdict
    uncapped: Verdict
    before: Tally  # all strata together
    after: Tally
    ratio: Ratio
    expected: Expected | None  # None where there is no exposure before or after
    gates: tuple[Gate, ...] = ()

    @property
    def events(self) -> int:
        """All events in the comparison."""
        return self.before.events + self.after.events
