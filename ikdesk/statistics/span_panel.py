"""Which days are counted, and which they are set beside: two lists with names, and dates of one's own when wanted."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ikdesk.kernel.tertial import Period, period_of_dates
from ikdesk.kernel.words import _
from ikdesk.statistics.span_model import AGAINST, LAST_YEAR, Span, against_name, offered, span_of
from ikdesk.ui.buttons import SecondaryButton
from ikdesk.ui.dates import DateField
from ikdesk.ui.field_box import FieldBox
from ikdesk.ui.inputs import Dropdown
from ikdesk.ui.layouts import Column, Row
from ikdesk.ui.option import Option
from ikdesk.ui.text import Label
from ikdesk.unit.model import UnitKind

OWN = "own"


class DatesPanel(QWidget):
    """Two dates and a button; ``chosen(code)`` when they make a period.

    Args:
        today: no later day is taken.
        verb: on the button.
        names: of the two dates.
    """

    chosen = Signal(str)

    def __init__(self, today: date, verb: str, names: tuple[str, str]) -> None:
        super().__init__()
        self._today = today
        self.first = DateField(today, latest=today, chips=False, with_echo=False)
        self.last = DateField(today, latest=today, chips=False, with_echo=False)
        self.first_box, self.last_box = FieldBox(names[0], self.first), FieldBox(names[1], self.last)
        self.show_them = SecondaryButton(verb)
        line = Row(self.first_box, self.last_box, spacing=14, parent=self)
        line.put(Column(Label(" ", "strong"), self.show_them, spacing=5))
        line.put(1)
        self.show_them.clicked.connect(self._on_pressed)
        for field in (self.first, self.last):
            field.line.returnPressed.connect(self._on_pressed)
        self.hide()

    def begin(self, period: Period) -> None:
        """Show the dates of a period to begin with."""
        self.first.set_value(period.first)
        self.last.set_value(min(period.last, self._today))
        self.show()
        self.first.setFocus()

    def _on_pressed(self) -> None:
        first, last = self.first.value(), self.last.value()
        wrong_first = self.first.complaint() or ("" if first else str(_("Skriv den første dagen.")))
        wrong_last = self.last.complaint() or ("" if last else str(_("Skriv den siste dagen.")))
        if first and first > self._today:
            wrong_first = str(_("Dato må være i dag eller tidligere."))
        if first and last and last < first:
            wrong_last = str(_("Siste dag må være etter første dag."))
        self.first_box.set_error(wrong_first)
        self.last_box.set_error(wrong_last)
        if first and last and not wrong_first and not wrong_last:
            self.chosen.emit(period_of_dates(first, last).code)
        else:
            (self.first_box if wrong_first else self.last_box).focus()


class SpanPanel(QWidget):
    """Chooses the days; the last twelve months beside the year before to begin with.

    Args:
        today: the day it is.
        kind: of unit: what its year is called.
    """

    changed = Signal()

    def __init__(self, today: date, kind: UnitKind) -> None:
        super().__init__()
        self._today, self._kind = today, kind
        self._code, self._against = LAST_YEAR, "year"
        own = Option(OWN, str(_("Egne datoer …")))
        names = [Option(code, name[:1].upper() + name[1:]) for code, name in offered(today, kind)]
        self.period = Dropdown(_("Periode"), [*names, own], width=260)
        self.beside = Dropdown(_("Sammenlignet med"), [], width=330)
        days = str(_("Fra og med")), str(_("Til og med"))
        self.own = DatesPanel(today, str(_("Vis perioden")), days)
        days = str(_("Sammenlign fra og med")), str(_("Sammenlign til og med"))
        self.own_beside = DatesPanel(today, str(_("Sammenlign")), days)
        self._offer()
        line = Row(self.period, Label(_("mot"), "muted", wrap=False), self.beside, 1, spacing=10)
        Column(line, self.own, self.own_beside, spacing=10, parent=self)
        self.period.changed.connect(self._on_period)
        self.beside.changed.connect(self._on_beside)
        self.own.chosen.connect(self._use)
        self.own_beside.chosen.connect(self._set_beside)

    def value(self) -> Span:
        """What is chosen."""
        return span_of(self._code, self._against, self._today, kind=self._kind)

    def choose(self, code: str, against: str = "year") -> None:
        """Choose a period and what it is set beside.

        Args:
            code: one that is offered, or of dates.
            against: one of ``AGAINST``, or the code of a period.
        """
        self._against = against
        for box, wanted in ((self.period, code), (self.beside, against)):
            quiet = box.blockSignals(True)
            box.set_value(wanted if box.findData(wanted) >= 0 else OWN)
            box.blockSignals(quiet)
        for dates in (self.own, self.own_beside):
            dates.hide()
        self._use(code)

    def _offer(self) -> None:
        """Say what each way of comparing means for the period."""
        named = [
            Option(way, against_name(self._code, way, self._today, kind=self._kind)) for way in AGAINST
        ]  # fmt: skip
        quiet = self.beside.blockSignals(True)
        self.beside.set_options([*named, Option(OWN, str(_("egne datoer …")))])
        self.beside.set_value(self._against if self._against in AGAINST else OWN)
        self.beside.blockSignals(quiet)

    def _on_period(self) -> None:
        code = str(self.period.value())
        if code == OWN:
            self.own.begin(self.value().now)
            return
        self.own.hide()
        self._use(code)

    def _on_beside(self) -> None:
        way = str(self.beside.value())
        if way == OWN:
            span = self.value()
            self.own_beside.begin(span.past[0] if span.past else span.now.a_year_before())
            return
        self.own_beside.hide()
        self._set_beside(way)

    def _use(self, code: str) -> None:
        self._code = code
        self._offer()
        self.changed.emit()

    def _set_beside(self, against: str) -> None:
        self._against = against
        self.changed.emit()
