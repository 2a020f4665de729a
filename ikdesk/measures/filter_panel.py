"""What the action plan shows: words, how far the measures have come, when they can start, and those that are late."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from ikdesk.kernel.words import _
from ikdesk.measures.model import MeasureStatus
from ikdesk.measures.queries import MeasureFilter, MeasureGroup
from ikdesk.ui.buttons import QuietButton
from ikdesk.ui.choices import CheckChip, ChoiceGroup
from ikdesk.ui.desk import Desk
from ikdesk.ui.form import options_of
from ikdesk.ui.inputs import Dropdown
from ikdesk.ui.layouts import Column, Row, Wrap
from ikdesk.ui.option import Option
from ikdesk.ui.text_field import SearchField
from ikdesk.ui.theme import current

ALL = "all"  # a choice of its own, so that a filter can be seen to be off
_GROUPS = (
    MeasureGroup.OPEN, MeasureGroup.TO_EVALUATE, MeasureGroup.DONE, MeasureGroup.EVALUATED, MeasureGroup.REJECTED,
)  # fmt: skip
_ONE_LINE = 960  # width at 100 % that the words and the states need beside one another


class FilterPanel(QWidget):
    """The lines of filters above the list."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._build()
        self._connect()

    def _build(self) -> None:
        waits = {MeasureGroup.TO_EVALUATE: MeasureStatus.TO_EVALUATE.label}  # as the list says it
        groups = [
            Option(ALL, str(_("Alle"))), *(Option(group.code, waits.get(group, group.label)) for group in _GROUPS)
        ]  # fmt: skip
        self.words = SearchField(str(_("Søk i tiltak")), shortcut="Ctrl+F")
        self.group = ChoiceGroup(_("Hvor langt er tiltaket kommet?"), groups)
        self.group.set_value(ALL)
        origins = [Option(ALL, str(_("Uansett"))), *options_of(self._desk.codebook, "measure_origin")]
        self.origin = ChoiceGroup(_("Når kan tiltaket settes i verk?"), origins)
        self.origin.set_value(ALL)
        self.origin_list = Dropdown(_("Når kan tiltaket settes i verk?"), origins, width=200)  # where room is short
        self.overdue = CheckChip(Option("overdue", str(_("Over fristen")), icon="clock"))
        self.mine = CheckChip(Option("mine", str(_("Mine")), icon="user"))
        self.reset = QuietButton(str(_("Nullstill")))
        search = Row(spacing=8)
        search.put(self.words, 1)
        search.put(self.origin_list)
        search.put(self.reset)
        self._line = Row(spacing=8)
        self._line.put(search, 1)
        self._line.addWidget(Wrap(self.group, self.overdue, self.mine), 0, Qt.AlignmentFlag.AlignVCenter)
        Column(self._line, self.origin, spacing=8, parent=self)
        self.origin_list.hide()

    def _connect(self) -> None:
        self.words.asked.connect(self.changed)
        self.group.changed.connect(self.changed)
        self.origin.changed.connect(lambda: self._on_origin(self.origin_list, self.origin.value()))
        self.origin_list.changed.connect(lambda: self._on_origin(self.origin, self.origin_list.value()))
        for chip in (self.overdue, self.mine):
            chip.toggled.connect(lambda _on: self.changed.emit())
        self.reset.clicked.connect(self.show_all)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is not room for all on one line, the words get a line of their own and the origins fold in."""
        super().resizeEvent(event)
        narrow = self.width() / current().factor < _ONE_LINE
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._line.direction() != way:
            self._line.setDirection(way)
        self.origin.setVisible(not narrow)
        self.origin_list.setVisible(narrow)

    def wanted(self) -> MeasureFilter:
        """What is chosen."""
        group, origin = self.group.value(), self.origin.value()
        return MeasureFilter(
            group=None if group == ALL else MeasureGroup[group.upper()], origin=None if origin == ALL else origin,
            words=self.words.value(),
            overdue=self.overdue.isChecked(),
            responsible=self._desk.viewer.person if self.mine.isChecked() else None,
        )  # fmt: skip

    def show_all(self) -> None:
        """Take every filter away."""
        self.words.set_value("")
        self.overdue.setChecked(False)
        self.mine.setChecked(False)
        self.origin.set_value(ALL)
        self.group.set_value(ALL)

    def _on_origin(self, other: ChoiceGroup | Dropdown, chosen: str) -> None:
        """The chips and the list say the same, and only a difference is told."""
        if other.value() == chosen:
            self.changed.emit()
        else:
            other.set_value(chosen)
