"""The card about routines one has not read as they are now."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ikdesk.kernel.words import _, many, short_date
from ikdesk.routines.read_queries import ToRead
from ikdesk.start.small_panel import Entry, QuietState, SmallPanel, in_line
from ikdesk.ui.buttons import QuietButton, SecondaryButton
from ikdesk.ui.cards import Pill
from ikdesk.ui.layouts import Row

FIRST = 4  # routines that are shown at once; the page of routines has them all


class ToReadPanel(SmallPanel):
    """One row for each routine, the newest first. ``wanted(key)`` opens one, ``opened()`` all of them."""

    wanted = Signal(object)
    opened = Signal()

    def __init__(self) -> None:
        super().__init__(str(_("Rutiner å lese")))

    def show_routines(self, routines: Sequence[ToRead]) -> None:
        """Show these.

        Args:
            routines: the newest first.
        """
        rows = [self._row(routine) for routine in routines[:FIRST]]
        if not rows:
            rows = [QuietState("circle-check", str(_("Du har lest alt som gjelder")),
                               str(_("Kommer det en ny versjon, står den her.")))]  # fmt: skip
        rest = len(routines) - FIRST
        words = many("Se {n} til", "Se {n} til", rest) if rest > 0 else str(_("Se alle rutinene"))
        link = QuietButton(words, "book-open")
        link.clicked.connect(self.opened)
        foot = QWidget()
        Row(link, 1, margins=(10, 2, 14, 8), parent=foot)
        self.show_rows([*rows, foot])

    def _row(self, routine: ToRead) -> QWidget:
        button = SecondaryButton(str(_("Les")))
        button.setAccessibleName(_("Les rutinen {title}").format(title=routine.title))
        button.clicked.connect(lambda _on=False: self.wanted.emit(routine.id))
        pill = None
        if routine.before is not None:
            pill = Pill(str(_("Ny versjon")), "warn", "history")
        elif routine.fresh:
            pill = Pill(str(_("Ny siden sist")), "info", "info")
        since = _("Gjelder fra {day}").format(day=short_date(routine.valid_from))
        new = _("Nytt: {what}").format(what=routine.change_note) if routine.before is not None else ""
        more = [in_line(pill)] if pill is not None else []
        return Entry("book-open", "primary", routine.title, (since, new if routine.change_note else ""),
                     right=(button,), more=more)  # fmt: skip
