"""How paper looks: the embedded font, the sizes and the few colours."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from reportlab.lib.colors import Color, HexColor, white
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import getFont, registerFont, registerFontFamily
from reportlab.pdfbase.ttfonts import TTFont

from ikdesk.kernel.paths import resource
from ikdesk.paper.colours import ACCENT, INK, MUTED, RULE, STATE_TINTS, STATES, STRONG_RULE, TINT

REGULAR, SEMIBOLD, BOLD = "Inter-Regular", "Inter-SemiBold", "Inter-Bold"

LEFT = RIGHT = 56.0
TOP, BOTTOM = 68.0, 62.0

CELL_SIZE, CELL_LEADING, CELL_PAD = 8.8, 12.0, 4.6
TIGHT_PAD = 3.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """The size of a page, in points."""

    width: float
    height: float
    tight: bool = False  # rows of tables stand closer, for a report of many small ones

    @property
    def row_pad(self) -> float:
        """Over and under the words of a cell."""
        return TIGHT_PAD if self.tight else CELL_PAD

    @property
    def text_width(self) -> float:
        """Between the margins."""
        return self.width - LEFT - RIGHT

    @property
    def text_height(self) -> float:
        """Between the margins."""
        return self.height - TOP - BOTTOM


UPRIGHT, WIDE = Sheet(*A4), Sheet(A4[1], A4[0])


@cache
def use_fonts() -> None:
    """Make the fonts known to reportlab, once."""
    for name in (REGULAR, SEMIBOLD, BOLD):
        registerFont(TTFont(name, str(resource(f"fonts/{name}.ttf"))))
    registerFontFamily(REGULAR, normal=REGULAR, bold=SEMIBOLD, italic=REGULAR, boldItalic=SEMIBOLD)


@cache
def glyphs() -> Container[int]:
    """The code points that can be drawn; those above U+FFFF cannot be extracted again and are left out."""
    use_fonts()
    known = [set(cast("Any", getFont(name)).face.charToGlyph) for name in (REGULAR, SEMIBOLD, BOLD)]
    return frozenset(code for code in set.intersection(*known) if 0x20 <= code < 0x10000 and not 0x7F <= code < 0xA0)


@cache
def colour(code: str) -> Color:
    """A colour from #RRGGBB."""
    return HexColor(code)


@cache
def style(name: str) -> ParagraphStyle:
    """The look of a paragraph.

    Args:
        name: one of the names below.
    """
    use_fonts()
    body = ParagraphStyle(
        "body", fontName=REGULAR, bulletFontName=REGULAR, fontSize=10, leading=14.6, spaceAfter=7,
        textColor=colour(INK), allowWidows=0, allowOrphans=0, splitLongWords=1,
    )  # fmt: skip
    head: dict[str, Any] = {"fontName": SEMIBOLD, "spaceAfter": 6, "textColor": colour(INK)}
    looks: dict[str, dict[str, Any]] = {
        "body": {},
        "unit": {"fontName": SEMIBOLD, "fontSize": 10.5, "leading": 14, "spaceAfter": 3, "textColor": colour(ACCENT)},
        "h1": {**head, "fontSize": 23, "leading": 28, "spaceAfter": 3},
        "subtitle": {"fontSize": 11.5, "leading": 16, "spaceAfter": 14, "textColor": colour(MUTED)},
        "h2": {**head, "fontSize": 15, "leading": 19, "spaceBefore": 18, "textColor": colour(ACCENT)},
        "h3": {**head, "fontSize": 12, "leading": 15.5, "spaceBefore": 14, "spaceAfter": 5},
        "h4": {**head, "fontSize": 10.5, "leading": 14, "spaceBefore": 10, "spaceAfter": 4},
        "caption": {**head, "fontSize": 10, "leading": 13.5, "spaceBefore": 10, "spaceAfter": 4},
        "chart": {**head, "fontSize": 10.5, "leading": 14, "spaceBefore": 8, "spaceAfter": 1},
        "chart_more": {"fontSize": 8.8, "leading": 12, "spaceAfter": 4, "textColor": colour(MUTED)},
        "note": {"fontSize": 8.8, "leading": 12.2, "spaceBefore": 5, "spaceAfter": 8, "textColor": colour(MUTED)},
        "item": {"leftIndent": 14, "bulletIndent": 3, "spaceAfter": 4},
        "contents": {"spaceAfter": 0, "leading": 15},
        "kicker": {"fontName": SEMIBOLD, "fontSize": 11, "leading": 15, "spaceAfter": 26, "textColor": colour(TINT)},
        "cover_unit": {"fontName": SEMIBOLD, "fontSize": 34, "leading": 40, "spaceAfter": 10, "textColor": white},
        "cover_title": {"fontSize": 19, "leading": 25, "spaceAfter": 4, "textColor": white},
        "cover_subtitle": {"fontSize": 12, "leading": 17, "spaceAfter": 18, "textColor": colour(TINT)},
        "seal": {"fontName": SEMIBOLD, "fontSize": 8.8, "leading": 12, "spaceBefore": 6, "spaceAfter": 1},
        "seal_value": {"fontSize": 8.8, "leading": 12, "spaceAfter": 0},
    }
    return ParagraphStyle(name, body, **looks[name])


@cache
def verdict(state: str) -> ParagraphStyle:
    """The look of a verdict: a line on its colour.

    Args:
        state: a light's.
    """
    return ParagraphStyle(
        f"verdict_{state}", style("body"), fontName=SEMIBOLD, fontSize=12, leading=16, spaceBefore=11, spaceAfter=10,
        leftIndent=5, rightIndent=5, textColor=colour(STATES[state]), backColor=colour(STATE_TINTS[state]),
        borderPadding=5, borderRadius=4,
    )  # fmt: skip


__all__ = [
    "ACCENT", "BOLD", "BOTTOM", "CELL_LEADING", "CELL_PAD", "CELL_SIZE", "INK", "LEFT", "MUTED", "REGULAR", "RIGHT",
    "RULE", "SEMIBOLD", "STATES", "STATE_TINTS", "STRONG_RULE", "TINT", "TOP", "UPRIGHT", "WIDE", "Sheet", "colour",
    "glyphs", "style", "use_fonts", "verdict",
]  # fmt: skip
