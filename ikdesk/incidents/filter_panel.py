"""What the list of incidents shows: words, period, kind, place and status on a line, and the rest below when wanted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from ikdesk.incidents.filter_more_panel import MorePanel
from ikdesk.incidents.filter_queries import LAST_MONTH, LAST_YEAR, filter_of, period_of
from ikdesk.incidents.filter_saved_panel import SavedButton
from ikdesk.incidents.model import Status
from ikdesk.incidents.queries import Filter
from ikdesk.kernel.tertial import Period, parse_period, tertial_of
from ikdesk.kernel.viewer import Key, Right
from ikdesk.kernel.words import _
from ikdesk.routines.queries import routine_names
from ikdesk.ui.buttons import QuietButton, SecondaryButton
from ikdesk.ui.desk import Desk
from ikdesk.ui.form import options_of
from ikdesk.ui.inputs import Dropdown
from ikdesk.ui.layouts import Column, Row
from ikdesk.ui.option import Option
from ikdesk.ui.text_field import SearchField
from ikdesk.ui.theme import current
from ikdesk.unit.queries import places

_ONE_LINE = 1090  # width at 100 % that all filters need beside one another
_ONE_MORE = 146  # with the routines among them


class FilterPanel(QWidget):
    """The filters above the list."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._before: tuple[Key, ...] = ()  # what one place was called before
        self._before_of = ""
        self._build()
        self._connect()

    def _build(self) -> None:
        book, leads = self._desk.codebook, Right.READ in self._desk.viewer.rights
        self.words = SearchField(str(_("Søk i hendelser")), shortcut="Ctrl+F")
        self.period = Dropdown(_("Periode"), _moving(self._desk.today), none=str(_("Alle datoer")), width=150)
        self.kind = Dropdown(_("Type"), options_of(book, "event_type"), none=str(_("Alle typer")), width=138)
        self.place = Dropdown(_("Sted"), self._places(), none=str(_("Alle steder")), width=138)
        states = [Option(status.code, status.label) for status in Status]
        self.status = Dropdown(_("Status"), states, none=str(_("Alle statuser")), width=138)
        self.routine = Dropdown(_("Rutine"), [], none=str(_("Alle rutiner")), width=138)
        self.routine.hide()  # only while one is looked at
        self.fold = SecondaryButton(str(_("Flere filtre")))
        self.saved = SavedButton(self._desk, self)
        if not leads:
            self.saved.hide()
        self.reset = QuietButton(str(_("Nullstill")))
        self.more = MorePanel(self._desk, leads=leads)
        self.more.hide()
        self.severity = self.more.severity
        self._boxes = (self.period, self.kind, self.place, self.status, self.routine)
        boxes = Row(*self._boxes, self.fold, self.saved, self.reset, spacing=8)
        self._line = Row(spacing=8)
        self._line.put(self.words, 1)
        self._line.put(boxes)
        Column(self._line, self.more, spacing=10, parent=self)

    def _connect(self) -> None:
        self.words.asked.connect(self._on_changed)
        for box in (*self._boxes, self.more):
            box.changed.connect(self._on_changed)
        self.fold.clicked.connect(lambda: self.unfold(shown=self.more.isHidden()))
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

    def unfold(self, *, shown: bool) -> None:
        """Show the rest of the filters, or fold them away; those that are chosen hold all the same."""
        self.more.setVisible(shown)
        self._say_more()

    def reload(self) -> None:
        """Offer the places and the equipment of today."""
        self.place.set_options(self._places())
        self.more.reload()

    def values(self) -> dict[str, str]:
        """What is chosen, as it is kept: what moves with the day stays so."""
        names = ("period", "kind", "place", "status", "routine")
        plain = {name: str(box.value() or "") for name, box in zip(names, self._boxes, strict=True)}
        kept = {**plain, "words": self.words.value(), **self.more.values()}
        return {name: value for name, value in kept.items() if value}

    def show_values(self, values: Mapping[str, str]) -> None:
        """Choose what was kept, and nothing else; a place may stand with what it was before, with commas between."""
        place, *before = values.get("place", "").split(",")
        values = {**values, "place": place}
        self._before_of, self._before = place, tuple(Key(one) for one in before)
        self._clear()
        if values.get("routine"):
            self._offer_routines()
        for name, box in zip(("period", "kind", "place", "status", "routine"), self._boxes, strict=True):
            quiet = box.blockSignals(True)
            _offer(box, values.get(name), self._desk.today if name == "period" else None)
            box.set_value(values.get(name))
            box.blockSignals(quiet)
        self.more.show_values(values)
        self.words.set_value(values.get("words", ""))
        self.words.wait_no_longer()
        self._on_changed()

    def wanted(self) -> Filter:
        """What is chosen."""
        found = filter_of(self.values(), self._desk.today)
        return replace(found, before=self._before if str(found.place) == self._before_of else ())

    def show_status(self, status: Status | None) -> None:
        """Choose a status, and nothing else."""
        self._on_reset()
        self.status.set_value(status.code if status else None)

    def show_routine(self, key: Key) -> None:
        """Choose what points at a routine, and nothing else."""
        self.show_values({"routine": str(key)})

    def show_place(self, key: Key) -> None:
        """Choose a place, and nothing else."""
        self.show_values({"place": str(key)})

    def show_equipment(self, key: Key) -> None:
        """Choose a piece of equipment, and nothing else."""
        self.show_values({"equipment": str(key)})

    def show_places(self, places: Sequence[Key], period: Period | None, kind: str | None) -> None:
        """Choose a place, and nothing else but when and what.

        Args:
            places: the place, and then what it was before it got another name.
            period: which days; None for all.
            kind: of incident; None for all.
        """
        moving = period is not None and period == last_year(self._desk.today)
        code = LAST_YEAR if moving else period.code if period else ""
        self.show_values({"place": ",".join(map(str, places)), "period": code, "kind": kind or ""})

    def show_number(self, number: str) -> None:
        """Look for one by its number; the list is asked by the one who calls."""
        self.words.set_value(number)
        self.words.wait_no_longer()

    def _on_reset(self) -> None:
        self._clear()
        self._on_changed()

    def _clear(self) -> None:
        for box in self._boxes:
            quiet = box.blockSignals(True)
            box.set_value(None)
            box.blockSignals(quiet)
        self.more.show_values({})
        self.routine.hide()
        self._turn()
        self.words.set_value("")
        self.words.wait_no_longer()

    def _on_changed(self) -> None:
        self._say_more()
        self.update()
        self.changed.emit()

    def _say_more(self) -> None:
        number = len(self.more.values())
        words = _("Flere filtre ({n})").format(n=number) if number else str(_("Flere filtre"))
        self.fold.say(words)
        self.fold.setAccessibleDescription(str(_("Vises nå") if self.more.isVisibleTo(self) else _("Brettet sammen")))

    def _offer_routines(self) -> None:
        rows = self._desk.read(routine_names, retired=True)
        self.routine.set_options([Option(str(row.id), row.title) for row in rows])
        self.routine.show()
        self._turn()

    def _places(self) -> list[Option]:
        rows = self._desk.read(places, closed=True)
        return [Option(str(row.id), row.name) for row in sorted(rows, key=lambda row: row.closed_from is not None)]


def _offer(box: Dropdown, code: str | None, today: date | None) -> None:
    """A period that is not among those offered is offered as well: one that was kept, or that somebody came with."""
    if code and today is not None and box.findData(code) < 0:
        box.addItem(period_of(code, today).name, code)


def _moving(today: date) -> list[Option]:
    """The periods, those first that move with the day."""
    moving = [Option(LAST_MONTH, str(_("Siste 30 dager"))), Option(LAST_YEAR, str(_("Siste 12 måneder")))]
    return [*moving, *periods(today)[1:]]


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
    return period_of(LAST_YEAR, today)


def _before(period: Period) -> Period:
    year, part = int(period.code[:4]), int(period.code[-1])
    return parse_period(f"{year - 1}-T3" if part == 1 else f"{year}-T{part - 1}")
