"""Bars can be seen and told apart, also by people who confuse colours and on a grey printer."""

from __future__ import annotations

import math
from itertools import combinations

import pytest

from ikdesk.picture.palette import DARK, LIGHT, PRINT, Palette

ALL = pytest.mark.parametrize("palette", [LIGHT, DARK, PRINT], ids=["light", "dark", "print"])
Colour = tuple[float, float, float]
# Viénot, Brettel and Mollon 1999: what people without one kind of cone see, in linear light
BLINDNESS: dict[str, tuple[Colour, Colour, Colour]] = {
    "protan": ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0)),
    "deutan": ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0)),
    "normal": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
}


def linear(colour: str) -> Colour:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return red, green, blue


def light(colour: Colour) -> float:
    return 0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((light(linear(one)), light(linear(other))), reverse=True)
    return (high + 0.05) / (low + 0.05)


def lab(colour: Colour) -> Colour:
    red, green, blue = colour
    xyz = (
        (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047,
        light(colour),
        (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883,
    )
    x, y, z = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def distance(one: str, other: str, eyes: str) -> float:
    """How different two colours look (CIE 1976)."""
    seen = []
    for colour in (linear(one), linear(other)):
        red, green, blue = (max(0.0, sum(w * c for w, c in zip(row, colour, strict=True))) for row in BLINDNESS[eyes])
        seen.append(lab((red, green, blue)))
    return math.dist(*seen)


@ALL
def test_text_and_bars_stand_out_from_the_background(palette: Palette) -> None:
    assert all(contrast(colour, palette.surface) >= 4.5 for colour in (palette.text, palette.muted))
    bars = (palette.now, palette.past, palette.other, *palette.series)
    assert all(contrast(colour, palette.surface) >= 3 for colour in bars)


@ALL
def test_this_period_and_the_earlier_one_differ_on_a_grey_printer(palette: Palette) -> None:
    assert contrast(palette.now, palette.past) >= 2


@ALL
@pytest.mark.parametrize("eyes", BLINDNESS)
def test_five_series_can_be_told_apart_by_everyone(palette: Palette, eyes: str) -> None:
    assert len(palette.series) == 5
    assert min(distance(*pair, eyes) for pair in combinations(palette.series, 2)) > 20


def test_the_test_would_catch_ochre_beside_orange() -> None:
    assert distance("#B7950B", "#C98A1B", "protan") < 20
