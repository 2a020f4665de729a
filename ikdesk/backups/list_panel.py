"""The backups there are, in both places, and what may be done with one of them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal, SignalInstance

from ikdesk.backups.model import Kept
from ikdesk.backups.row_model import KEPT_FIELDS, KeptRow, kept_row, sorted_page
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.page import Page
from ikdesk.kernel.words import _, many
from ikdesk.ui.buttons import QuietButton, SecondaryButton
from ikdesk.ui.cards import Card, EmptyState
from ikdesk.ui.layouts import Row, Wrap
from ikdesk.ui.table import ListView, RowTable, Width
from ikdesk.ui.text import Heading, Label
from ikdesk.ui.theme import px

_WIDTHS = {
    "day": Width(120), "clock": Width(90), "incidents": Width(110), "size": Width(140, hide_below=560),
    "where": Width(0),
}  # fmt: skip
_LOWEST = 230  # logical pixels at 100 % the list needs to be of use


class ListPanel(Card):
    """The list; ``tries(kept)`` and ``brings_back(kept)`` when that was asked of the one that is chosen."""

    tries = Signal(object)
    brings_back = Signal(object)

    def __init__(self, codebook: Codebook) -> None:
        super().__init__(spacing=8, padding=(2, 14, 2, 14))
        self._kept: tuple[Kept, ...] = ()
        self.count = Label("", "secondary", wrap=False)
        self.rows = RowTable(KEPT_FIELDS, codebook, self._fetch)
        self.list = ListView(str(_("Sikkerhetskopier")), self.rows, _WIDTHS, main="day")
        self.list.setMinimumHeight(px(_LOWEST))
        self.empty = EmptyState("hard-drive", str(_("Ingen sikkerhetskopi ennå")),
                                str(_("Ta den første nå. Siden tar IKdesk dem av seg selv.")))  # fmt: skip
        self.restore = SecondaryButton(str(_("Gjenopprett fra denne …")), "history")
        self.test = QuietButton(str(_("Prøv denne")), "shield-check")
        head = Row(Heading(str(_("Kopiene")), 2), 1, self.count, margins=(18, 0, 18, 0))
        self.acts = Wrap(self.restore, self.test, spacing=10)
        self.put(head, self.list, self.empty, Row(self.acts, margins=(18, 4, 18, 0)))
        self.restore.clicked.connect(lambda: self._on_asked(self.brings_back))
        self.test.clicked.connect(lambda: self._on_asked(self.tries))
        self.list.opened.connect(lambda _key: self._on_asked(self.brings_back))
        self.show_kept(())

    def show_kept(self, kept: tuple[Kept, ...]) -> None:
        """Show these, newest first; the newest is chosen when none is."""
        self._kept = kept
        self.rows.reload()
        some = bool(kept)
        for part in (self.list, self.acts, self.count):
            part.setVisible(some)
        self.empty.setVisible(not some)
        self.count.say(many("{n} kopi", "{n} kopier", len(kept)))
        if some and self.list.key is None:
            self.list.choose(self.rows.key(0))

    def chosen(self) -> Kept | None:
        """The one that is chosen."""
        key = self.list.key
        return next((kept for kept in self._kept if key is not None and kept.path == Path(key)), None)

    def _fetch(self, first: int, size: int, sort: str, descending: bool) -> Page[KeptRow]:  # noqa: FBT001 (the table asks so)
        return sorted_page([kept_row(one) for one in self._kept], first, size, sort, descending=descending)

    def _on_asked(self, what: SignalInstance) -> None:
        kept = self.chosen()
        if kept is not None:
            what.emit(kept)
