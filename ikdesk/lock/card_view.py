"""The card "Hva skal vi registrere?" to read: one look, and back to the report."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ikdesk.kernel.card import HEADINGS, TITLE, CardLine, words_of
from ikdesk.kernel.words import _
from ikdesk.ui.buttons import PrimaryButton
from ikdesk.ui.cards import Card, PageHead
from ikdesk.ui.footer import Footer
from ikdesk.ui.layouts import Column, ScrollPage
from ikdesk.ui.plain_table import Grid, PlainTable
from ikdesk.ui.text import Label


class CardView(QWidget):
    """The whole card. ``left()`` when one has read it."""

    left = Signal()

    def __init__(self, *beside: QWidget) -> None:
        """Make it, empty.

        Args:
            beside: more buttons at the foot.
        """
        super().__init__()
        self.back = PrimaryButton(str(_("Tilbake til meldingen")), "arrow-left")
        self._about = Label(str(_("Er du i tvil, så meld. Det er bedre med en for mye enn en for lite.")), "secondary")
        self._card = Card(spacing=6, padding=(20, 14, 20, 16))
        self._table: QWidget | None = None
        page = ScrollPage(margins=(28, 10, 28, 6), spacing=10)
        page.put(PageHead(str(TITLE)), self._about, self._card, 1)
        whole = Column(spacing=0, parent=self)
        whole.put(page, 1)
        whole.put(Footer(self.back, *beside, note=str(_("Esc går tilbake"))))
        self.back.clicked.connect(self.left)

    def show_card(self, lines: Sequence[CardLine]) -> None:
        """Show these lines."""
        if self._table is not None:
            self._card.column.removeWidget(self._table)
            self._table.hide()
            self._table.deleteLater()
        rows = tuple(words_of(line) for line in lines)
        self._table = card_table(rows)
        self._card.put(self._table)
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)


def card_table(rows: tuple[tuple[str, ...], ...]) -> PlainTable:
    """The lines as a table to read."""
    return PlainTable(Grid(str(TITLE), tuple(str(name) for name in HEADINGS), rows, roomy=frozenset({0, 3})))
