"""What a chart says: labels, numbers and words, without a thought for where the lines go."""

from __future__ import annotations

import math
from dataclasses import dataclass

from ikdesk.kernel.words import _
from ikdesk.picture.grid_spec import BodySpec, GridSpec, RiskSpec, SiteSpec
from ikdesk.picture.grid_words import grid_said
from ikdesk.picture.line_spec import LineSpec, RunSpec
from ikdesk.picture.line_words import line_said, said_level
from ikdesk.picture.parts import (
    HIDDEN,
    Flag,
    Level,
    Role,
    Series,
    figure,
    flags_fit,
    levels_fit,
    said_flags,
    sentence,
    spoken,
)
from ikdesk.picture.ratio_words import between, than_before
from ikdesk.picture.tie_spec import BowTieSpec
from ikdesk.picture.tie_words import tie_said


@dataclass(frozen=True, slots=True)
class BarSpec:
    """Bars from zero, upright (months) or lying (places, types), one series or this period beside an earlier one.

    A label may have lines of its own: "2024–25\\n36 dager".
    """

    key: str  # what the chart is called by the program, for example "by_month"
    title: str  # the message
    subtitle: str  # what, where, when
    caption: str  # how sure
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str  # what is counted, in the plural: "hendelser"
    horizontal: bool = False
    keys: tuple[str, ...] = ()  # what a click on a bar means, one for each label; empty: the label's number from 0
    flags: tuple[Flag, ...] = ()  # upright bars only; what began at the same spot is one flag
    roles: tuple[Role, ...] = ()  # one series only, one for each bar: "other" is left out of the comparison
    levels: tuple[Level, ...] = ()  # upright bars only; the average before and after
    notes: tuple[str, ...] = ()  # lying bars only: a quiet word after each number, "35 % til sammen"
    closed: frozenset[int] = frozenset()  # upright bars: labels where it was closed; no bar, and not zero
    open_last: bool = False  # upright bars: the last is not over yet, and is drawn as an outline

    def __post_init__(self) -> None:
        wrong = [row.name for row in self.series if len(row.values) != len(self.labels)]
        if wrong or (self.keys and len(self.keys) != len(self.labels)):
            raise ValueError(f"{self.key}: one value and one key for each label", wrong)
        if self.roles and (len(self.series) != 1 or len(self.roles) != len(self.labels)):
            raise ValueError(f"{self.key}: one series, and one role for each of its bars")
        if (self.flags and self.horizontal) or not flags_fit(self.flags, len(self.labels)):
            raise ValueError(f"{self.key}: flags stand between upright bars, one at each spot")
        if (self.levels and self.horizontal) or not levels_fit(self.levels, len(self.labels)):
            raise ValueError(f"{self.key}: levels lie over upright bars there are")
        if self.notes and (not self.horizontal or len(self.notes) != len(self.labels)):
            raise ValueError(f"{self.key}: a note for each lying bar")

    def key_of(self, index: int) -> str:
        """What a click on the bars of a label means."""
        return self.keys[index] if self.keys else str(index)

    def role_of(self, at: int, index: int) -> Role:
        """What one bar is in the comparison.

        Args:
            at: which series, from 0.
            index: which label, from 0.
        """
        return self.roles[index] if self.roles else self.series[at].role


@dataclass(frozen=True, slots=True)
class StripSpec:
    """How much has changed and how sure that is: a point and two lines on a scale from fewer to more.

    The numbers are what is now for each one before: 0.5 is half as many, 1 as before, 2 twice as many.
    """

    key: str  # what the picture is called by the program, for example "effect"
    title: str  # the message
    subtitle: str  # what, where, when
    caption: str  # how sure
    point: float | None  # None: there is no number, and ``nothing`` stands where the lines would have been
    likely_low: float | None = None  # the thick line, 80 %; None: it has no end on this side
    likely_high: float | None = None
    low: float | None = None  # the thin line, 95 %; None or 0: it runs out to the left
    high: float | None = None  # None: it runs out to the right
    nothing: str = ""  # why there is no number
    spoken: str = ""  # what is said of the numbers to who cannot see them; empty: the numbers in plain words

    def __post_init__(self) -> None:
        numbers = (self.point, self.likely_low, self.likely_high, self.low, self.high)
        if any(value is not None and not 0 <= value < math.inf for value in numbers):
            raise ValueError(f"{self.key}: a ratio is 0 or more; an open end is None", numbers)
        if self.point is None and not self.nothing:
            raise ValueError(f"{self.key}: say why there is no number")


Spec = BarSpec | StripSpec | LineSpec | RunSpec | GridSpec | RiskSpec | SiteSpec | BodySpec | BowTieSpec


def describe(spec: Spec) -> str:
    """The chart in words with every number that is shown, for those who listen to it."""
    parts = [sentence(spec.title), sentence(spec.subtitle), *_said(spec), sentence(spec.caption)]
    return " ".join(part for part in parts if part)


def _said(spec: Spec) -> list[str]:
    match spec:
        case BarSpec():
            return _bars_said(spec)
        case StripSpec():
            return _strip_said(spec)
        case LineSpec() | RunSpec():
            return line_said(spec)
        case BowTieSpec():
            return tie_said(spec)
        case _:
            return grid_said(spec)


def _bars_said(spec: BarSpec) -> list[str]:
    if not spec.labels or not spec.series:
        return [_what(spec), str(_("Ingen tall å vise."))]
    rows = main_first(spec)
    parts = [_what(spec)]
    for index in range(len(spec.labels)):
        parts += [sentence(said) for said in flag_words(spec, index)]
        parts.append(sentence(f"{one_line(spec, index)}: {', '.join(_told_of(spec, index, rows))}"))
    parts += [sentence(said) for said in flag_words(spec, len(spec.labels))]
    return parts + [sentence(level_words(spec, level)) for level in spec.levels]


def _told_of(spec: BarSpec, index: int, rows: tuple[Series, ...]) -> list[str]:
    """The numbers of one label, and what else is drawn of it."""
    if is_shut(spec, index):
        return [str(_("stengt"))]
    parts = [_numbers([spoken(row.values[index]) for row in rows])]
    if index in spec.closed:
        parts.append(str(_("stengt")))
    if spec.notes and spec.notes[index]:
        parts.append(str(spec.notes[index]))
    if is_going_on(spec, index):
        parts.append(str(_("ikke over ennå")))
    return parts


def is_shut(spec: BarSpec, index: int) -> bool:
    """Whether it was closed, and nothing happened all the same."""
    return index in spec.closed and all(row.values[index] == 0 for row in spec.series)


def is_going_on(spec: BarSpec, index: int) -> bool:
    """Whether what a label is about is not over."""
    return spec.open_last and index == len(spec.labels) - 1


def level_words(spec: BarSpec, level: Level) -> str:
    """What a level is, and over which bars."""
    return said_level(level, spec.labels)


def one_line(spec: BarSpec, index: int) -> str:
    """The label of a bar on one line."""
    return ", ".join(str(spec.labels[index]).split("\n"))


def flag_words(spec: BarSpec, before: int) -> list[str]:
    """What the flag in front of a bar says, if there is one."""
    return said_flags(spec.flags, before)


def strip_rows(spec: StripSpec) -> list[tuple[str, str]]:
    """The numbers of a strip as a small table: what it is, and the number in words."""
    if spec.point is None:
        return [(str(_("Mest sannsynlig")), spec.nothing)]
    return [
        (str(_("Mest sannsynlig")), than_before(spec.point)),
        (str(_("80\xa0% sikkerhet")), between(spec.likely_low, spec.likely_high)),
        (str(_("95\xa0% sikkerhet")), between(spec.low, spec.high)),
    ]


def _strip_said(spec: StripSpec) -> list[str]:
    if spec.spoken or spec.point is None:
        return [sentence(spec.spoken or spec.nothing)]
    return [sentence(f"{label}: {said}") for label, said in strip_rows(spec)]


def _what(spec: BarSpec) -> str:
    """Which kind of chart it is, and which number is which."""
    names = [str(row.name) for row in main_first(spec) if row.name]
    if len(spec.series) == 2 and len(names) == 2:
        return _("Søylediagram, {unit}: {now}, med {past} i parentes.").format(
            unit=spec.unit, now=names[0], past=names[1]
        )
    if len(names) > 1:
        return _("Søylediagram, {unit}: {names}.").format(unit=spec.unit, names=", ".join(names))
    return _("Søylediagram, {unit}.").format(unit=spec.unit)


def main_first(spec: BarSpec) -> tuple[Series, ...]:
    """The series, this period before the earlier ones."""
    return tuple(sorted(spec.series, key=lambda row: row.role == "past"))


def _numbers(values: list[str]) -> str:
    return f"{values[0]} ({values[1]})" if len(values) == 2 else ", ".join(values)


__all__ = [
    "HIDDEN", "BarSpec", "BodySpec", "Flag", "GridSpec", "Level", "LineSpec", "RiskSpec", "Role", "RunSpec", "Series",
    "SiteSpec", "Spec", "StripSpec", "describe", "figure", "flag_words", "is_going_on", "is_shut", "level_words",
    "main_first", "one_line", "strip_rows",
]  # fmt: skip
