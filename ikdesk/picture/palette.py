"""The colours of charts, for a light screen, a dark screen and paper.

Every bar stands out from its background by 3 : 1 and all text by 4.5 : 1. The five colours for several series were
searched for people who confuse colours: do not swap them by eye. The steps of a heat map and the grades of a risk go
one way from light to dark (or from dark to light), so that a grey printer tells them too.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache


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
    heat: tuple[str, ...]  # cells, from few to many
    risk: tuple[str, str, str]  # cells of the risk matrix: low, medium, high
    ground: str  # an empty sheet below the places of a plan

    def ink_on(self, fill: str) -> str:
        """The colour of text on a fill: whichever of the two that is read better."""
        return self.text if contrast(self.text, fill) >= contrast(self.surface, fill) else self.surface


@cache
def mixed(one: str, other: str, share: float) -> str:
    """A colour between two.

    Args:
        one: "#RRGGBB".
        other: "#RRGGBB".
        share: how much of the other, 0–1.
    """
    parts = [(int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in parts)


@cache
def contrast(one: str, other: str) -> float:
    """How much two colours stand out from each other, 1–21 (WCAG 2.2, "contrast ratio").

    Args:
        one: "#RRGGBB".
        other: "#RRGGBB".
    """
    low, high = sorted(_luminance(colour) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    """How light a colour is, 0–1 (WCAG 2.2, "relative luminance")."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


LIGHT = Palette(
    surface="#FFFFFF", text="#15242B", muted="#4E5F68", grid="#D3DCE0", axis="#71818A",
    now="#0E5A6B", past="#5A95A2", other="#6B7A83",
    fewer="#D9ECF0", more="#FFF0D4", flag="#A8430A",
    series=("#0E5A6B", "#DD6A14", "#9A35C0", "#7A3708", "#2B1468"),
    heat=("#D9ECF0", "#A9D2DB", "#72B3C0", "#1B7083", "#083A46"), risk=("#E1F1E8", "#F7D488", "#DE8A80"),
    ground="#F4F7F8",
)  # fmt: skip
DARK = Palette(
    surface="#192226", text="#E9EFF1", muted="#A9B7BE", grid="#334149", axis="#7F919A",
    now="#6FC4D4", past="#3F7A87", other="#7F919A",
    fewer="#17424C", more="#443111", flag="#F0A36B",
    series=("#6FC4D4", "#D8C64A", "#8D7BE6", "#D1608C", "#DDF3C6"),
    heat=("#1D4A55", "#2A6A78", "#4FA0B0", "#7CCAD9", "#BFE9F0"), risk=("#123A2E", "#5E4A10", "#B4473D"),
    ground="#222D32",
)  # fmt: skip
PRINT = Palette(
    surface="#FFFFFF", text="#15242B", muted="#46555D", grid="#D3DCE0", axis="#4E5F68",
    now="#0E5A6B", past="#5A95A2", other="#6B7A83",
    fewer="#D9ECF0", more="#FFF0D4", flag="#A8430A",
    series=("#0E5A6B", "#DD6A14", "#9A35C0", "#7A3708", "#2B1468"),
    heat=("#D9ECF0", "#A9D2DB", "#72B3C0", "#1B7083", "#083A46"), risk=("#E1F1E8", "#F7D488", "#DE8A80"),
    ground="#F4F7F8",
)  # fmt: skip
