"""The colours, named by what they are for; light, dark, or taken from the system where people need high contrast."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

TONES = ("danger", "warn", "ok", "info", "neutral")


class Tokens(NamedTuple):
    """One complete set of colours as ``#RRGGBB``. All text is at least 4.5 : 1, parts of controls 3 : 1."""

    canvas: str
    surface: str
    subtle: str
    sidebar: str
    border: str
    strong: str
    text: str
    muted: str
    primary: str
    primary_hover: str
    primary_press: str
    on_primary: str
    tint: str
    on_tint: str
    sel: str
    on_sel: str
    link: str
    danger: str
    danger_bg: str
    warn: str
    warn_bg: str
    ok: str
    ok_bg: str
    info: str
    info_bg: str
    neutral: str
    neutral_bg: str
    focus_outer: str
    focus_inner: str
    bar: str
    series: tuple[str, ...]
    other: str

    def on(self, tone: str) -> tuple[str, str]:
        """The text colour and the background of a tone.

        Args:
            tone: one of ``TONES``; anything else is neutral.
        """
        name = tone if tone in TONES else "neutral"
        return getattr(self, name), getattr(self, f"{name}_bg")


LIGHT = Tokens(
    canvas="#F4F7F8", surface="#FFFFFF", subtle="#EDF2F4", sidebar="#E6EEF0", border="#D3DCE0", strong="#71818A",
    text="#15242B", muted="#4E5F68", primary="#0E5A6B", primary_hover="#0A4856", primary_press="#083A46",
    on_primary="#FFFFFF", tint="#D9ECF0", on_tint="#0A4452", sel="#CFE6EB", on_sel="#15242B", link="#0B5F87",
    danger="#A3171F", danger_bg="#FCE9E8", warn="#7A4900", warn_bg="#FFF0D4", ok="#1A6138", ok_bg="#E1F3E7",
    info="#1C4F92", info_bg="#E5EEFB", neutral="#46555D", neutral_bg="#E8EDEF", focus_outer="#15242B",
    focus_inner="#FFFFFF", bar="#5A95A2", series=("#0E5A6B", "#DD6A14", "#9A35C0", "#7A3708", "#2B1468"),
    other="#6B7A83",
)  # fmt: skip

DARK = Tokens(
    canvas="#10171A", surface="#192226", subtle="#222D32", sidebar="#141C20", border="#334149", strong="#7F919A",
    text="#E9EFF1", muted="#A9B7BE", primary="#6FC4D4", primary_hover="#8FD3E0", primary_press="#A9DFE9",
    on_primary="#05252C", tint="#17424C", on_tint="#C2E9F0", sel="#1D4C57", on_sel="#E9EFF1", link="#8CC9F0",
    danger="#FFB4AB", danger_bg="#4B1B1C", warn="#FFD08A", warn_bg="#443111", ok="#9BDCB3", ok_bg="#173A26",
    info="#AACCFF", info_bg="#1B3456", neutral="#C5D1D7", neutral_bg="#2C383E", focus_outer="#FFFFFF",
    focus_inner="#10171A", bar="#3F7A87", series=("#6FC4D4", "#D8C64A", "#8D7BE6", "#D1608C", "#DDF3C6"),
    other="#7F919A",
)  # fmt: skip


def from_system(system: Mapping[str, str], *, dark: bool) -> Tokens:
    """Tokens for high contrast, every one of them a colour the system chose.

    Args:
        system: ``window``, ``base``, ``text``, ``highlight``, ``highlighted``, ``link`` as ``#RRGGBB``.
        dark: whether the window colour is dark; charts have no system colours and follow this.
    """
    back, text, chosen, on_chosen = system["base"], system["text"], system["highlight"], system["highlighted"]
    charts = DARK if dark else LIGHT
    plain = dict.fromkeys(TONES, text) | {f"{tone}_bg": back for tone in TONES}
    return Tokens(
        canvas=system["window"], surface=back, subtle=back, sidebar=system["window"], border=text, strong=text,
        text=text, muted=text, primary=chosen, primary_hover=chosen, primary_press=chosen, on_primary=on_chosen,
        tint=chosen, on_tint=on_chosen, sel=chosen, on_sel=on_chosen, link=system["link"], focus_outer=text,
        focus_inner=back, bar=text, series=charts.series, other=charts.other, **plain,
    )  # fmt: skip
