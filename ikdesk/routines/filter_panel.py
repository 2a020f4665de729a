"""What the list of routines shows: words, and how they stand."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ikdesk.kernel.words import _
from ikdesk.routines.queries import RoutineFilter, RoutineGroup
from ikdesk.ui.buttons import QuietButton
from ikdesk.ui.inputs import Dropdown
from ikdesk.ui.layouts import Row
from ikdesk.ui.option import Option
from ikdesk.ui.text_field import SearchField

GROUPS = {
    RoutineGroup.IN_USE: _("Gyldige"),
    RoutineGroup.DRAFTS: _("Utkast"),
    RoutineGroup.TO_REVIEW: _("Skal ses på igjen"),
    RoutineGroup.COMING: _("Gjelder senere"),
    RoutineGroup.RETIRED: _("Utgåtte"),
}


class FilterPanel(QWidget):
    """The line of filters above the list."""

    changed = Signal()

    def __init__(self, *, grouped: bool = True) -> None:
        """Make the line.

        Args:
            grouped: there are others than those that hold.
        """
        super().__init__()
        self._grouped = grouped
        self._build()
        self._connect()

    def _build(self) -> None:
        self.words = SearchField(str(_("Søk i rutiner")), shortcut="Ctrl+F")
        groups = [Option(group.value, str(words)) for group, words in GROUPS.items()]
        self.group = Dropdown(_("Hvilke rutiner"), groups, none=str(_("Alle som er i bruk eller skrives")), width=250)
        self.reset = QuietButton(str(_("Nullstill")))
        line = Row(spacing=8, parent=self)
        line.put(self.words, 1)
        line.put(self.group)
        line.put(self.reset)
        self.group.setVisible(self._grouped)

    def _connect(self) -> None:
        self.words.asked.connect(self.changed)
        self.group.changed.connect(self.changed)
        self.reset.clicked.connect(self.clear)

    def wanted(self) -> RoutineFilter:
        """What is chosen."""
        group = self.group.value()
        return RoutineFilter(RoutineGroup(group) if group else None, self.words.value())

    def show_group(self, group: RoutineGroup | None) -> None:
        """Choose a group and no words; the list is asked by the one who calls."""
        self.words.set_value("")
        self.words.wait_no_longer()
        self.group.set_value(group.value if group else None)

    def clear(self) -> None:
        """Show all that are in use or being written."""
        self.show_group(None)
        self.changed.emit()
