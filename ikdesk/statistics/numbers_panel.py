"""The few numbers on top of the statistics: each beside what it was, with what may be said of the difference."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ikdesk.kernel.words import many, number
from ikdesk.statistics.count_model import Compared, Overview
from ikdesk.statistics.count_sentences import beside_words, said_of
from ikdesk.ui.cards import KpiCard
from ikdesk.ui.layouts import Column, Wrap

_SHOWN = ("total", "harmed", "moderate", "near")
_ICONS = {"total": "clipboard-list", "harmed": "heart-pulse", "moderate": "shield-alert", "near": "eye"}
_HARM = frozenset({"harmed", "moderate"})  # fewer of these is better; of the others, more may be good reporting


class NumbersPanel(QWidget):
    """Four numbers in a row, in two where it is narrow."""

    def __init__(self) -> None:
        super().__init__()
        self.cards = {name: KpiCard("–", "", "", _ICONS[name]) for name in _SHOWN}
        Column(Wrap(*self.cards.values(), spacing=16, least=230, most=4), parent=self)

    def show_overview(self, seen: Overview) -> None:
        """Show the numbers of a period."""
        for name in _SHOWN:
            compared: Compared = getattr(seen, name)
            harm = name in _HARM
            said = said_of(compared.judgement, harm=harm)
            beside = beside_words(compared, seen.span)
            sub = f"{said.whole}\n{beside}" if said and beside else beside
            tone = said.tone if said is not None and harm else "info"
            self.cards[name].say(number(compared.pair.now), _words(name, compared.pair.now), sub, tone=tone,
                                 icon=_ICONS[name])  # fmt: skip


def _words(name: str, n: int) -> str:
    """What there are so many of, without the number."""
    told = {
        "total": many("{n} hendelse", "{n} hendelser", n),
        "harmed": many("{n} skade på barn", "{n} skader på barn", n),
        "moderate": many("{n} av grad 2 eller verre", "{n} av grad 2 eller verre", n),
        "near": many("{n} nestenulykke", "{n} nestenulykker", n),
    }
    return told[name].split(" ", 1)[-1]
