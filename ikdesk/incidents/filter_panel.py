"""What the list of incidents shows: words, period, kind, place, severity and status."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from ikdesk.incidents.model import Status
from ikdesk.incidents.queries import Filter
from ikdesk.kernel.tertial import Period, parse_period, period_of_dates, tertial_of
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _
from ikdesk.routines.queries import routine_names
from ikdesk.ui.buttons import QuietButton
from ikdesk.ui.desk import Desk
from ikdesk.ui.form import options_of
from ikdesk.ui.inputs import Dropdown
from ikdesk.ui.layouts import Row
from ikdesk.ui.option import Option
from ikdesk.ui.text_field import SearchField
from ikdesk.ui.theme import current
from ikdesk.unit.queries import places

_ONE_LINE = 1000  # width at 100 % that all filters need beside one another
_ONE_MORE = 146  # with the routines among them


class FilterPanel(QWidget):
    """The line of filters above the list."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._before: tuple[Key, ...] = ()  # what one place was called before
        self._before_of = ""
        self._build()
        self._connect()

    def _build(self) -> None:
        book = self._desk.codebook
        self.words = SearchField(str(_("Søk i hendelser")), shortcut="Ctrl+F")
        self.period = Dropdown(_("Periode"), periods(self._desk.today), none=str(_("Alle datoer")), width=150)
        self.kind = Dropdown(_("Type"), options_of(book, "event_type"), none=str(_("Alle typer")), width=138)
        self.place = Dropdown(_("Sted"), self._places(), none=str(_("Alle steder")), width=138)
        self.severity = Dropdown(_("Alvor"), options_of(book, "severity"), none=str(_("All alvorlighet")), width=138)
        states = [Option(status.code, status.label) for status in Status]
        self.status = Dropdown(_("Status"), states, none=str(_("Alle statuser")), width=138)
        self.routine = Dropdown(_("Rutine"), [], none=str(_("Alle rutiner")), width=138)
        self.routine.hide()  # only while one is looked at
        self.reset = QuietButton(str(_("Nullstill")))
        self._boxes = (self.period, self.kind, self.place, self.severity, self.status, self.routine)
        boxes = Row(*self._boxes, self.reset, spacing=8)
        self._line = Row(spacing=8, parent=self)
        self._line.put(self.words, 1)
        self._line.put(boxes)

    def _connect(self) -> None:
        self.words.asked.connect(self.changed)
        for box in self._boxes:
            box.changed.connect(self.changed)
        self.reset.clicked.connect(self._on_reset)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is not room for all on one line, the words get a line of their own."""
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        needs = _ONE_LINE if self.routine.isHidden() else _ONE_LINE + _ONE_MORE
        narrow = self.width() / current().factor < needs
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._line.direction() != way:
            self._line.setDirection(way)

    def reload(self) -> None:
        """Offer the places of today."""
        self.place.set_options(self._places())

    def wanted(self) -> Filter:
        """What is chosen."""
        period, place, severity, status = (box.value() for box in (self.period, self.place, self.severity, self.status))
        routine = self.routine.value()
        return Filter(
            period=parse_period(period) if period else None,
            kind=self.kind.value(),
            place=Key(place) if place else None,
            severity=int(severity) if severity else None,
            status=Status[status.upper()] if status else None,
            words=self.words.value(),
            routine=Key(routine) if routine else None,
            before=self._before if place == self._before_of else (),
        )

    def show_status(self, status: Status | None) -> None:
        """Choose a status, and nothing else."""
        self._on_reset()
        self.status.set_value(status.code if status else None)

    def show_routine(self, key: Key) -> None:
        """Choose what points at a routine, and nothing else."""
        self._on_reset()
        rows = self._desk.read(routine_names, retired=True)
        self.routine.set_options([Option(str(row.id), row.title) for row in rows])
        self.routine.set_value(str(key))
        self.routine.show()
        self._turn()
        self.changed.emit()

    def show_places(self, places: Sequence[Key], period: Period | None, kind: str | None) -> None:
        """Choose a place, and nothing else but when and what.

        Args:
            places: the place, and then what it was before it got another name.
            period: which days; None for all.
            kind: of incident; None for all.
        """
        self._on_reset()
        place, *before = places
        self._before_of, self._before = str(place), tuple(before)
        for box, value in ((self.period, period.code if period else None), (self.kind, kind), (self.place, str(place))):
            box.set_value(value)
        self.changed.emit()

    def show_number(self, number: str) -> None:
        """Look for one by its number; the list is asked by the one who calls."""
        self.words.set_value(number)
        self.words.wait_no_longer()

    def _on_reset(self) -> None:
        for box in self._boxes:
            box.set_value(None)
        self.routine.hide()
        self._turn()
        self.words.set_value("")

    def _places(self) -> list[Option]:
        rows = self._desk.read(places, closed=True)
        return [Option(str(row.id), row.name) for row in sorted(rows, key=lambda row: row.closed_from is not None)]


def periods(today: date) -> list[Option]:
    """The periods people ask about: the last twelve months, tertials and years.

    Args:
        today: the day it is.
    """
    now = tertial_of(today)
    before = tertial_of(now.first.replace(day=1)) if now.first.year == 1 else _before(now)
    years = [str(today.year - back) for back in range(4)]
    return [
        Option(last_year(today).code, str(_("Siste 12 måneder"))),
        *(Option(one.code, one.name) for one in (now, before, _before(before))),
        *(Option(year, parse_period(year).name) for year in years),
    ]


def last_year(today: date) -> Period:
    """The twelve months that end with a day."""
    first = period_of_dates(today, today).a_year_before().after
    return parse_period(f"{first.isoformat()}..{today.isoformat()}")


def _before(period: Period) -> Period:
    year, part = int(period.code[:4]), int(period.code[-1])
    return parse_period(f"{year - 1}-T3" if part == 1 else f"{year}-T{part - 1}")
