"""How everything looks: colours, type and lengths, set once for the whole program.

The text factor multiplies every length, so 150 % is the same picture, larger.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QLayout, QWidget

from ikdesk.kernel.paths import resource
from ikdesk.ui.style_sheet import style_sheet
from ikdesk.ui.tokens import DARK, LIGHT, Tokens, from_system

if TYPE_CHECKING:
    from ikdesk.kernel.settings import Settings

BASE = 14  # logical pixels at 100 %: 10.5 pt on a screen of 96 dots an inch
STYLE = "Fusion"
SMALLEST, LARGEST = 0.9, 2.0
TITLE, SECTION, CARD, BODY, SECONDARY, KPI = 1.85, 1.22, 1.1, 1.0, 0.93, 1.55  # type scale
REGULAR, MEDIUM, SEMIBOLD = QFont.Weight.Normal, QFont.Weight.Medium, QFont.Weight.DemiBold


@dataclass(frozen=True, slots=True)
class Theme:
    """The looks chosen now."""

    tokens: Tokens = LIGHT
    factor: float = 1.0
    dark: bool = False
    contrast: bool = False
    family: str = ""


_now = Theme()


def current() -> Theme:
    """The looks chosen now."""
    return _now


def px(length: float) -> int:
    """A length at the text size chosen.

    Args:
        length: logical pixels at 100 %; never less than one unless it is 0.
    """
    return max(1, round(length * _now.factor)) if length else 0


def color(name: str) -> QColor:
    """The colour of a token, for example ``color("primary")``."""
    return QColor(_color(cast("str", getattr(_now.tokens, name))))  # one's own: made fainter for a veil, it stays here


@cache
def _color(value: str) -> QColor:
    return QColor(value)


def tone_colors(tone: str) -> tuple[QColor, QColor]:
    """Text and background of a tone: danger, warn, ok, info or neutral."""
    text, back = _now.tokens.on(tone)
    return QColor(_color(text)), QColor(_color(back))


def font(scale: float = BODY, weight: QFont.Weight = REGULAR, *, tabular: bool = False) -> QFont:
    """A font of the type scale.

    Args:
        scale: times the base size, for example ``SECTION``.
        weight: the weight.
        tabular: digits of equal width, for tables.
    """
    made = QFont(_now.family) if _now.family else QFont(QApplication.font())
    made.setPixelSize(px(BASE * scale))
    made.setWeight(weight)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)  # letters stand evenly at every size
    if hasattr(made, "setFeature"):  # since Qt 6.7; both are said, or the widget's own font decides
        made.setFeature(QFont.Tag("pnum"), 0 if tabular else 1)
        made.setFeature(QFont.Tag("tnum"), 1 if tabular else 0)
    return made


def apply_settings(app: QApplication, settings: Settings) -> None:
    """Give the program the looks that were chosen in the settings."""
    dark = {"light": False, "dark": True}.get(settings.theme)
    apply_theme(app, dark, settings.text_size, contrast=settings.theme == "contrast")


def apply_theme(app: QApplication, dark: bool | None, factor: float, *, contrast: bool = False) -> None:  # noqa: FBT001 (as it is set)
    """Give the whole program its looks; everything that is shown follows.

    Args:
        app: the program.
        dark: True, False, or None for what the system says.
        factor: text size, 0.9–2.0; values outside are brought inside.
        contrast: high contrast, also where the system does not ask for it.
    """
    global _now  # noqa: PLW0603 - one theme for the whole program
    contrast = contrast or _wants_contrast(app)
    night = _is_dark(app) if dark is None else dark
    if contrast:
        app.setPalette(QPalette())  # so that what we read next is the system's own
    tokens = _system_tokens(app) if contrast else DARK if night else LIGHT
    wanted = Theme(tokens, min(LARGEST, max(SMALLEST, factor)), night, contrast, _family())
    if wanted == _now and app.styleSheet() and not contrast:
        return  # every widget would be styled anew, to look as it does
    _now = wanted
    if not app.property(STYLE):  # set on the command line it costs nothing; set here it loads every style there is
        app.setStyle(STYLE)
        app.setProperty(STYLE, True)
    app.setPalette(_palette(tokens))
    app.setFont(font())
    with _nothing_collected():
        app.setStyleSheet(style_sheet(tokens, px))
    _rescale(app)
    QTimer.singleShot(0, app, lambda: _rescale(app))  # again, when what Qt had put off until it has time is done


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Qt goes through every widget there is and calls into ours; one that Python collects meanwhile is a crash."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _family() -> str:
    """The bundled font, loaded the first time; empty if it is not there, which means the system's."""
    return _load_fonts() or ""


@cache
def _load_fonts() -> str | None:
    try:
        files = [resource("fonts") / f"Inter-{weight}.ttf" for weight in ("Regular", "Medium", "SemiBold")]
    except FileNotFoundError:
        return None
    loaded = [QFontDatabase.addApplicationFont(str(path)) for path in files]
    families = [QFontDatabase.applicationFontFamilies(number) for number in loaded if number >= 0]
    return "Inter" if any("Inter" in names for names in families) else None


def _is_dark(app: QApplication) -> bool:
    return app.styleHints().colorScheme() == Qt.ColorScheme.Dark


def _wants_contrast(app: QApplication) -> bool:
    hints = getattr(app.styleHints(), "accessibility", None)  # since Qt 6.10
    return bool(hints and hints().contrastPreference() == Qt.ContrastPreference.HighContrast)


def _system_tokens(app: QApplication) -> Tokens:
    system, role = app.palette(), QPalette.ColorRole
    names = {
        "window": role.Window, "base": role.Base, "text": role.Text, "highlight": role.Highlight,
        "highlighted": role.HighlightedText, "link": role.Link,
    }  # fmt: skip
    dark = system.color(role.Window).lightness() < 128
    return from_system({name: system.color(which).name() for name, which in names.items()}, dark=dark)


def _palette(tokens: Tokens) -> QPalette:
    made, role = QPalette(), QPalette.ColorRole
    pairs = {
        role.Window: tokens.canvas, role.WindowText: tokens.text, role.Base: tokens.surface, role.Text: tokens.text,
        role.AlternateBase: tokens.subtle, role.Button: tokens.surface, role.ButtonText: tokens.text,
        role.Highlight: tokens.primary, role.HighlightedText: tokens.on_primary, role.Link: tokens.link,
        role.LinkVisited: tokens.link, role.PlaceholderText: tokens.muted, role.ToolTipBase: tokens.text,
        role.ToolTipText: tokens.surface, role.Accent: tokens.primary, role.BrightText: tokens.danger,
        role.Mid: tokens.border, role.Dark: tokens.strong, role.Light: tokens.surface,
    }  # fmt: skip
    for which, value in pairs.items():
        made.setColor(which, _color(value))
    made.setColor(QPalette.ColorGroup.Disabled, role.Text, _color(tokens.muted))
    made.setColor(QPalette.ColorGroup.Disabled, role.ButtonText, _color(tokens.muted))
    made.setColor(QPalette.ColorGroup.Disabled, role.WindowText, _color(tokens.muted))
    return made


def _rescale(app: QApplication) -> None:
    """Layouts hear nothing when the style changes, so they are told."""
    with _nothing_collected():
        for window in app.topLevelWidgets():
            _lay_out(window)


def _lay_out(window: QWidget) -> None:
    """Lay everything in a window out anew, at the text size chosen."""
    layouts = window.findChildren(QLayout)
    for layout in layouts:
        rescale = getattr(layout, "rescale", None)
        if rescale is not None:
            rescale()
        layout.invalidate()  # one that heard of its words before they were larger would leave them cut
    for layout in reversed(layouts):  # the innermost first; one that waits for a request that went by is not left
        inside = layout.parentWidget()
        if inside is not None and inside.isVisible():
            layout.activate()
