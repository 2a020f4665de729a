"""What a chart says: labels, numbers and words, without a thought for where the lines go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ikdesk.kernel.words import _, number

HIDDEN = ":"  # a number that must not be shown, Statistics Norway's sign

Role = Literal["now", "past", "other"]


@dataclass(frozen=True, slots=True)
class Series:
    """One row of numbers, one for each label; None is a number that must not be shown."""

    name: str
    values: tuple[float | None, ...]
    role: Role = "now"


@dataclass(frozen=True, slots=True)
class BarSpec:
    """Bars from zero, upright (months) or lying (places, types), one series or this period beside an earlier one."""

    key: str  # what the chart is called by the program, for example "by_month"
    title: str  # the message
    subtitle: str  # what, where, when
    caption: str  # how sure
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str  # what is counted, in the plural: "hendelser"
    horizontal: bool = False
    keys: tuple[str, ...] = ()  # what a click on a bar means, one for each label; empty: the label's number from 0

    def __post_init__(self) -> None:
        wrong = [row.name for row in self.series if len(row.values) != len(self.labels)]
        if wrong or (self.keys and len(self.keys) != len(self.labels)):
            raise ValueError(f"{self.key}: one value and one key for each label", wrong)

    def key_of(self, index: int) -> str:
        """What a click on the bars of a label means."""
        return self.keys[index] if self.keys else str(index)


Spec = BarSpec


def figure(value: float | None) -> str:
    """A number as it stands on a bar: whole numbers without decimals, others with one, «:» for a hidden one."""
    if value is None:
        return HIDDEN
    return number(value, 0 if float(value).is_integer() else 1)


def describe(spec: Spec) -> str:
    """The chart in words with every number that is shown, for those who listen to it."""
    parts = [_sentence(spec.title), _sentence(spec.subtitle), _what(spec)]
    if not spec.labels or not spec.series:
        parts.append(str(_("Ingen tall å vise.")))
    rows = main_first(spec)
    parts += [
        f"{label}: {_numbers([_spoken(row.values[index]) for row in rows])}."
        for index, label in enumerate(spec.labels)
        if rows
    ]
    parts.append(_sentence(spec.caption))
    return " ".join(part for part in parts if part)


def _what(spec: Spec) -> str:
    """Which kind of chart it is, and which number is which."""
    names = [str(row.name) for row in main_first(spec) if row.name]
    if len(spec.series) == 2 and len(names) == 2:
        return _("Søylediagram, {unit}: {now}, med {past} i parentes.").format(
            unit=spec.unit, now=names[0], past=names[1]
        )
    if len(names) > 1:
        return _("Søylediagram, {unit}: {names}.").format(unit=spec.unit, names=", ".join(names))
    return _("Søylediagram, {unit}.").format(unit=spec.unit)


def main_first(spec: Spec) -> tuple[Series, ...]:
    """The series, this period before the earlier ones."""
    return tuple(sorted(spec.series, key=lambda row: row.role == "past"))


def _numbers(values: list[str]) -> str:
    return f"{values[0]} ({values[1]})" if len(values) == 2 else ", ".join(values)


def _spoken(value: float | None) -> str:
    return str(_("skjult")) if value is None else figure(value)


def _sentence(text: str) -> str:
    """The text with a full stop, if it has no end of its own."""
    whole = str(text).strip()
    return whole if not whole or whole[-1] in ".!?:" else whole + "."
