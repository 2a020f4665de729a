"""What the log shows: who, what, when, and which record."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from ikdesk.access.model import Deed
from ikdesk.access.queries import access_names
from ikdesk.access.row_model import AccessFilter
from ikdesk.kernel.tertial import parse_period, tertial_of
from ikdesk.kernel.words import _, month_name
from ikdesk.ui.buttons import QuietButton
from ikdesk.ui.desk import Desk
from ikdesk.ui.inputs import Dropdown
from ikdesk.ui.layouts import Row
from ikdesk.ui.option import Option
from ikdesk.ui.text_field import SearchField
from ikdesk.ui.theme import current

_ONE_LINE = 900  # width at 100 % that all filters need beside one another
MONTHS = 6  # the newest ones, offered one by one


class LogFilterPanel(QWidget):
    """The line of filters above the log."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._build()
        self._connect()

    def _build(self) -> None:
        self.number = SearchField(str(_("Nummer på sak, tiltak eller rutine")))
        self.person = Dropdown(_("Person"), self._people(), none=str(_("Alle personer")), width=160)
        self.deed = Dropdown(_("Handling"), [Option(one.code, one.label) for one in Deed],
                             none=str(_("Alle handlinger")), width=180)  # fmt: skip
        self.period = Dropdown(_("Periode"), self._periods(), none=str(_("Alle datoer")), width=160)
        self.reset = QuietButton(str(_("Nullstill")))
        self._boxes = (self.person, self.deed, self.period)
        self._line = Row(spacing=8, parent=self)
        self._line.put(self.number, 1)
        self._line.put(Row(*self._boxes, self.reset, 1, spacing=8))

    def _connect(self) -> None:
        self.number.asked.connect(self.changed)
        for box in self._boxes:
            box.changed.connect(self.changed)
        self.reset.clicked.connect(self._on_reset)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is not room for all on one line, the number gets a line of its own."""
        super().resizeEvent(event)
        narrow = self.width() / current().factor < _ONE_LINE
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._line.direction() != way:
            self._line.setDirection(way)

    def reload(self) -> None:
        """Offer the people of today."""
        self.person.set_options(self._people())

    def wanted(self) -> AccessFilter:
        """What is chosen."""
        person, deed, period = (box.value() for box in self._boxes)
        return AccessFilter(
            person=person or "",
            deed=Deed[deed.upper()] if deed else None,
            period=parse_period(period) if period else None,
            number=self.number.value(),
        )

    def show_number(self, number: str) -> None:
        """Look for what was done with one record, and nothing else."""
        self._clear()
        self.number.set_value(number)
        self.number.wait_no_longer()
        self.changed.emit()

    def _on_reset(self) -> None:
        self._clear()
        self.changed.emit()

    def _clear(self) -> None:
        for box in self._boxes:
            box.set_value(None)
        self.number.set_value("")

    def _people(self) -> list[Option]:
        return [Option(name, name) for name in self._desk.read(access_names)]

    def _periods(self) -> list[Option]:
        day = self._desk.today.replace(day=1)
        found = []
        for _back in range(MONTHS):
            code = f"{day.year}-{day.month:02}"
            found.append(Option(code, f"{month_name(day.month).capitalize()} {day.year}"))
            day = day.replace(year=day.year - (day.month == 1), month=(day.month - 2) % 12 + 1)
        now = tertial_of(self._desk.today)
        return [*found, Option(now.code, now.name), *(
            Option(str(year), parse_period(str(year)).name) for year in range(now.first.year, now.first.year - 3, -1)
        )]  # fmt: skip
