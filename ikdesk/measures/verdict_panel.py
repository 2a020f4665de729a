"""The verdict about a measure, large: a symbol, a word and a colour that say the same, and the sentences under it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.words import _
from ikdesk.measures.effect_model import Effect
from ikdesk.measures.sentences import (
    NOT_WHY,
    Said,
    before_words,
    effect_words,
    expected_words,
    percent_words,
    seen,
    settled_by,
    sure,
    what_next,
)
from ikdesk.ui.cards import Card, Pill
from ikdesk.ui.layouts import Row
from ikdesk.ui.paint import rounded, write
from ikdesk.ui.text import Label, teach_roles
from ikdesk.ui.theme import SEMIBOLD, color, font, px, tone_colors

_HEIGHT, _PAD = 36, 14  # logical pixels at 100 %


class VerdictMark(QWidget):
    """Symbol and word in the colour of the verdict."""

    accessible_role = QAccessible.Role.StaticText

    def __init__(self, said: Said) -> None:
        super().__init__()
        teach_roles()
        self._words, self._tone = said.whole, said.tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(said.word)

    def sizeHint(self) -> QSize:
        """Room for symbol and word."""
        words = QFontMetrics(_letters()).horizontalAdvance(self._words) + 2
        return QSize(words + 2 * px(_PAD), px(_HEIGHT))

    def changeEvent(self, event: QEvent) -> None:
        """Take the new lengths when the looks change."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        painter = QPainter(self)
        ink, back = tone_colors(self._tone)
        high = color("text") if back == color("surface") else None  # high contrast: a line instead of a colour
        box = QRectF(self.rect())
        rounded(painter, box, px(8), back, high)
        painter.setFont(_letters())
        inside = box.adjusted(px(_PAD), 0, 0, 0)
        write(painter, inside, self._words, ink, align=Qt.AlignmentFlag.AlignLeft)
        painter.end()


def _letters() -> QFont:
    return font(1.25, SEMIBOLD)


class VerdictCard(Card):
    """The verdict and everything that is said about it, in the order one asks: what, how sure, what now."""

    def __init__(self, effect: Effect, codebook: Codebook) -> None:
        super().__init__(spacing=8, padding=(20, 16, 20, 16))
        head = Row(VerdictMark(effect_words(effect)), spacing=10)
        if effect.provisional:
            head.put(Pill(str(_("Foreløpig")), "info", "clock"))
        head.put(1)
        self.put(head)
        for look, parts in (
            ("", (seen(effect, codebook), before_words(effect, codebook), expected_words(effect))),
            ("", (sure(effect), percent_words(effect, codebook))),
            ("strong", (settled_by(effect), what_next(effect))),
            ("secondary", (str(NOT_WHY),)),
        ):
            said = " ".join(part for part in parts if part)
            if said:
                self.put(Label(said, look))
