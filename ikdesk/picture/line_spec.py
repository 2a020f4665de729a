"""What charts of points over time say: sums so far, and runs with their usual range."""

from __future__ import annotations

from dataclasses import dataclass

from ikdesk.picture.parts import Flag, Level, Series, flags_fit, levels_fit


@dataclass(frozen=True, slots=True)
class LineSpec:
    """Lines from left to right, each named at its end: this year so far beside the years before.

    A series may be shorter than the labels: the line ends there, as a year does that is not over.
    """

    key: str
    title: str  # the message
    subtitle: str  # what, where, when
    caption: str  # how sure
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str  # what is counted, in the plural
    keys: tuple[str, ...] = ()  # what a click on a point of this period means, one for each label; empty: nothing
    flags: tuple[Flag, ...] = ()

    def __post_init__(self) -> None:
        wrong = [row.name for row in self.series if len(row.values) > len(self.labels)]
        if wrong or (self.keys and len(self.keys) != len(self.labels)):
            raise ValueError(f"{self.key}: at most one value and one key for each label", wrong)
        if not flags_fit(self.flags, len(self.labels)):
            raise ValueError(f"{self.key}: flags stand between points, one at each spot")


@dataclass(frozen=True, slots=True)
class RunSpec:
    """Points in the order of time around a level, with the range that chance alone gives; what is no chance is marked.

    The level and the range are given for each point, so that they can be frozen at a measure and follow the exposure.
    """

    key: str
    title: str  # the message
    subtitle: str  # what, where, when
    caption: str  # how sure
    labels: tuple[str, ...]
    values: tuple[float | None, ...]  # None: hidden
    unit: str  # what is counted, in the plural
    levels: tuple[Level, ...] = ()  # the level, over the points it is for
    low: tuple[float | None, ...] = ()  # the lower end of the usual range at each point; empty: none is drawn
    high: tuple[float | None, ...] = ()
    marked: frozenset[int] = frozenset()  # the points of a run that chance seldom gives, drawn as ◆
    flags: tuple[Flag, ...] = ()
    keys: tuple[str, ...] = ()  # what a click on a point means; empty: nothing
    open_last: bool = False  # the last point is not over yet

    def __post_init__(self) -> None:
        number = len(self.labels)
        if any(row and len(row) != number for row in (self.values, self.low, self.high, self.keys)):
            raise ValueError(f"{self.key}: one value, one range and one key for each label")
        if len(self.values) != number or len(self.low) != len(self.high):
            raise ValueError(f"{self.key}: a range has two ends")
        if not (flags_fit(self.flags, number) and levels_fit(self.levels, number)):
            raise ValueError(f"{self.key}: flags and levels stand at points there are")
        if not self.marked <= {*range(number)}:
            raise ValueError(f"{self.key}: only points can be marked")
