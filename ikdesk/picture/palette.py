"""The colours of charts, for a light screen, a dark screen and paper.

Every bar stands out from its background by 3 : 1 and all text by 4.5 : 1. The five colours for several series were
searched for people who confuse colours: do not swap them by eye.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours one chart is drawn with, as "#RRGGBB"."""

    surface: str  # behind the chart
    text: str
    muted: str  # quieter text: units, ticks, numbers of the past
    grid: str
    axis: str
    now: str
    past: str
    other: str  # "annet", always with a hatch
    fewer: str  # the two halves of a strip, quiet behind its lines
    more: str
    flag: str  # what began between two bars, with its words
    series: tuple[str, ...]  # where there are several of the same role


LIGHT = Palette(
    surface="#FFFFFF", text="#15242B", muted="#4E5F68", grid="#D3DCE0", axis="#71818A",
    now="#0E5A6B", past="#5A95A2", other="#6B7A83",
    fewer="#D9ECF0", more="#FFF0D4", flag="#A8430A",
    series=("#0E5A6B", "#DD6A14", "#9A35C0", "#7A3708", "#2B1468"),
)  # fmt: skip
DARK = Palette(
    surface="#192226", text="#E9EFF1", muted="#A9B7BE", grid="#334149", axis="#7F919A",
    now="#6FC4D4", past="#3F7A87", other="#7F919A",
    fewer="#17424C", more="#443111", flag="#F0A36B",
    series=("#6FC4D4", "#D8C64A", "#8D7BE6", "#D1608C", "#DDF3C6"),
)  # fmt: skip
PRINT = Palette(
    surface="#FFFFFF", text="#15242B", muted="#46555D", grid="#D3DCE0", axis="#4E5F68",
    now="#0E5A6B", past="#5A95A2", other="#6B7A83",
    fewer="#D9ECF0", more="#FFF0D4", flag="#A8430A",
    series=("#0E5A6B", "#DD6A14", "#9A35C0", "#7A3708", "#2B1468"),
)  # fmt: skip
