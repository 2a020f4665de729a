"""The card "Delt med deg": restricted incidents one is named for; not there when there are none."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ikdesk.incidents.shared_queries import SharedRow
from ikdesk.kernel.words import _, plain_date
from ikdesk.start.small_panel import Entry, SmallPanel
from ikdesk.ui.buttons import SecondaryButton


class SharedPanel(SmallPanel):
    """One row for each: its number, the day and the place, and nothing of what happened. ``opened(key)``."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__(str(_("Delt med deg")))
        self.hide()

    def show_shared(self, shared: Sequence[SharedRow]) -> None:
        """Show these.

        Args:
            shared: newest first.
        """
        self.show_rows([self._row(row) for row in shared])
        self.setVisible(bool(shared))

    def _row(self, row: SharedRow) -> QWidget:
        button = SecondaryButton(str(_("Åpne")), "eye")
        title = _("Hendelse {number}").format(number=row.number)
        button.setAccessibleName(_("Åpne hendelse {number}").format(number=row.number))
        button.clicked.connect(lambda _on=False: self.opened.emit(row.id))
        return Entry("lock", "primary", title, (f"{plain_date(row.occurred_on)} · {row.place}",), right=(button,))
