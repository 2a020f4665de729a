"""Colours can be read by everybody, in light, dark and high contrast."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from ikdesk.picture.scene import Circle
from ikdesk.ui.icons import icon, pixmap
from ikdesk.ui.picture_ink import paint_hover
from ikdesk.ui.theme import apply_theme, color, current, px, tone_colors
from ikdesk.ui.tokens import DARK, LIGHT, TONES, Tokens, from_system

SYSTEM = {
    "window": "#000000", "base": "#000000", "text": "#FFFFFF", "highlight": "#1AEBFF", "highlighted": "#000000",
    "link": "#FFFF00",
}  # fmt: skip
THEMES = {"light": LIGHT, "dark": DARK, "contrast": from_system(SYSTEM, dark=True)}


def _light(value: str) -> float:
    shares = [int(value[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    parts: list[float] = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in shares]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def _ratio(one: str, other: str) -> float:
    """Contrast, WCAG 2.2."""
    high, low = sorted((_light(one), _light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("tokens", THEMES.values(), ids=THEMES.keys())
def test_text_stands_out_from_what_is_behind_it(tokens: Tokens) -> None:
    pairs = [(tokens.text, back) for back in (tokens.canvas, tokens.surface, tokens.sidebar, tokens.subtle)]
    pairs += [(tokens.muted, back) for back in (tokens.canvas, tokens.surface, tokens.sidebar)]
    pairs += [tokens.on(tone) for tone in TONES]
    pairs += [(tokens.on_primary, fill) for fill in (tokens.primary, tokens.primary_hover, tokens.primary_press)]
    pairs += [(tokens.on_tint, tokens.tint), (tokens.on_sel, tokens.sel), (tokens.link, tokens.surface)]
    assert [pair for pair in pairs if _ratio(*pair) < 4.5] == []


@pytest.mark.parametrize("tokens", THEMES.values(), ids=THEMES.keys())
def test_parts_of_controls_stand_out(tokens: Tokens) -> None:
    pairs = [(tokens.strong, tokens.surface), (tokens.bar, tokens.surface), (tokens.primary, tokens.surface)]
    assert [pair for pair in pairs if _ratio(*pair) < 3] == []


@pytest.mark.parametrize("tokens", THEMES.values(), ids=THEMES.keys())
def test_one_of_the_two_rings_is_always_seen(tokens: Tokens) -> None:
    backs = (tokens.canvas, tokens.surface, tokens.sidebar, tokens.primary, tokens.danger_bg)
    for back in backs:
        assert max(_ratio(tokens.focus_outer, back), _ratio(tokens.focus_inner, back)) >= 3


def test_high_contrast_invents_no_colours() -> None:
    own = from_system(SYSTEM, dark=True)._asdict()
    kept = {value for name, value in own.items() if name not in {"series", "other"}}
    assert kept <= set(SYSTEM.values())


def test_dark_mode_and_text_size_are_put_on_everything(qapp: QApplication) -> None:
    try:
        apply_theme(qapp, True, 3.0)
        assert current().dark
        assert current().factor == 2.0
        assert px(10) == 20
        assert qapp.font().pixelSize() == 28
        assert qapp.palette().window().color().name().upper() == DARK.canvas
    finally:
        apply_theme(qapp, False, 1.0)
    assert qapp.font().pixelSize() == 14


def test_what_one_picture_makes_fainter_stays_as_it_was_everywhere_else(looks: None) -> None:
    page = QPixmap(20, 20)
    painter = QPainter(page)
    paint_hover(painter, Circle(10, 10, 5, "#0E5A6B"))
    painter.end()
    tone_colors("danger")[0].setAlphaF(0.1)
    assert color("text").alpha() == 255
    assert tone_colors("danger")[0].alpha() == 255


def test_an_icon_takes_the_colour_it_is_given(looks: None) -> None:
    drawn = pixmap("circle-alert", QColor("#A3171F"), 24, 2.0).toImage()
    inked = [drawn.pixelColor(x, y) for x in range(48) for y in range(48) if drawn.pixelColor(x, y).alpha() == 255]
    assert inked
    assert {ink.name().upper() for ink in inked} == {"#A3171F"}
    assert not icon("house").isNull()
