"""What charts are made of: rows of numbers, flags and levels."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from ikdesk.kernel.words import _, language, number

HIDDEN = ":"  # a number that must not be shown, Statistics Norway's sign

Role = Literal["now", "past", "other"]


@dataclass(frozen=True, slots=True)
class Series:
    """One row of numbers, one for each label; None is a number that must not be shown."""

    name: str
    values: tuple[float | None, ...]
    role: Role = "now"


@dataclass(frozen=True, slots=True)
class Flag:
    """Something that began between two upright bars or points, for example a measure."""

    before: int  # the bar it stands in front of, from 0; as many as there are bars: after the last
    words: str  # what began, and when


@dataclass(frozen=True, slots=True)
class Level:
    """A dashed line over some of the upright bars or points: what they are on the average."""

    first: int  # the first of them, from 0
    last: int  # the last of them
    value: float
    words: str  # "snitt før: 3,5 per måned"


def flags_fit(flags: tuple[Flag, ...], labels: int) -> bool:
    """Whether each flag stands at a spot of its own between so many bars or points."""
    spots = {flag.before for flag in flags}
    return len(spots) == len(flags) and spots <= {*range(labels + 1)}


def levels_fit(levels: tuple[Level, ...], labels: int) -> bool:
    """Whether each level lies over bars or points there are."""
    return all(0 <= level.first <= level.last < labels and level.value >= 0 for level in levels)


def figure(value: float | None) -> str:
    """A number as it stands on a bar: whole numbers without decimals, others with one, «:» for a hidden one."""
    if value is None:
        return HIDDEN
    return _figure(value, language())


@lru_cache(maxsize=1024)
def _figure(value: float, _language: str) -> str:
    """The same numbers are written again and again: on an axis, on a bar, in its tip."""
    return number(value, 0 if float(value).is_integer() else 1)


def spoken(value: float | None) -> str:
    """A number as it is said aloud."""
    return str(_("skjult")) if value is None else figure(value)


def sentence(text: str) -> str:
    """The text with a full stop, if it has no end of its own."""
    whole = str(text).strip()
    return whole if not whole or whole[-1] in ".!?:" else whole + "."


def said_flags(flags: tuple[Flag, ...], before: int) -> list[str]:
    """What the flag in front of a bar or point says, if there is one."""
    return [_("Flagg: {words}").format(words=flag.words) for flag in flags if flag.before == before]
