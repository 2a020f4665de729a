"""Which period a report is about: the last tertials within one tap, the rest folded out."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ikdesk.kernel.tertial import Period, latest_tertial, parse_period, period_of_dates, tertial_of
from ikdesk.kernel.words import _
from ikdesk.ui.buttons import SecondaryButton
from ikdesk.ui.choices import ChoiceGroup
from ikdesk.ui.dates import DateField
from ikdesk.ui.field_box import FieldBox
from ikdesk.ui.inputs import Dropdown
from ikdesk.ui.layouts import Column, Row
from ikdesk.ui.option import Option
from ikdesk.ui.text import Label
from ikdesk.unit.model import UnitKind

TERTIALS = 4  # within one tap
OWN = "own"


class PeriodPanel(QWidget):
    """Chooses a period; the latest tertial that is over is chosen to begin with.

    Args:
        today: the day it is; no period that has not begun is offered.
        kind: of unit: what its year from August to July is called.
    """

    changed = Signal()

    def __init__(self, today: date, kind: UnitKind = UnitKind.BARNEHAGE) -> None:
        super().__init__()
        self._today, self._kind = today, kind
        self._period = latest_tertial(today)
        self._turning = False
        self._build()
        self._connect()

    def _build(self) -> None:
        self.tertials = ChoiceGroup(_("Hvilken periode?"), _tertials(self._today))
        self.tertials.set_value(self._period.code)
        others = [*_spans(self._today, self._kind), Option(OWN, str(_("Egne datoer …")))]
        self.others = Dropdown(_("Annen periode"), others, none=str(_("Annen periode …")), width=190)
        self.first = DateField(self._today, latest=self._today, chips=False, with_echo=False)
        self.last = DateField(self._today, latest=self._today, chips=False, with_echo=False)
        self.show_dates = SecondaryButton(_("Vis perioden"))
        self.dates = QWidget()
        self.first_box, self.last_box = FieldBox(_("Fra og med"), self.first), FieldBox(_("Til og med"), self.last)
        pressed = Column(Label(" ", "strong"), self.show_dates, spacing=5)
        dates = Row(self.first_box, self.last_box, spacing=14, parent=self.dates)
        dates.put(pressed)
        dates.put(1)
        self.dates.hide()
        chips = Row(spacing=8)
        chips.put(self.tertials, 1)
        chips.put(self.others)
        Column(chips, self.dates, spacing=10, parent=self)

    def _connect(self) -> None:
        self.tertials.changed.connect(self._on_tertial)
        self.others.changed.connect(self._on_other)
        self.show_dates.clicked.connect(self._on_dates)
        self.first.line.returnPressed.connect(self._on_dates)
        self.last.line.returnPressed.connect(self._on_dates)

    def value(self) -> Period:
        """The period chosen last."""
        return self._period

    def choose(self, code: str) -> None:
        """Choose a period that is offered, for example "2026-T1"."""
        self.tertials.set_value(code)
        if self.tertials.value() is None:
            self.others.set_value(code)

    def _on_tertial(self) -> None:
        code = self.tertials.value()
        if self._turning or code is None:
            return
        self._turn(self.others, None)
        self.dates.hide()
        self._use(parse_period(code))

    def _on_other(self) -> None:
        code = self.others.value()
        if self._turning or code is None:
            return
        self._turn(self.tertials, None)
        self.dates.setVisible(code == OWN)
        if code == OWN:
            self.first.set_value(self._period.first)
            self.last.set_value(min(self._period.last, self._today))
            self.first.setFocus()
            return
        self._use(parse_period(code))

    def _on_dates(self) -> None:
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
            self._use(period_of_dates(first, last))
        else:
            (self.first_box if wrong_first else self.last_box).focus()

    def _turn(self, other: ChoiceGroup | Dropdown, value: str | None) -> None:
        self._turning = True
        other.set_value(value)
        self._turning = False

    def _use(self, period: Period) -> None:
        if period != self._period:
            self._period = period
            self.changed.emit()


def _tertials(today: date) -> list[Option]:
    """The tertial we are in and those before it, newest first."""
    found = [tertial_of(today)]
    while len(found) < TERTIALS:
        found.append(tertial_of(found[-1].first - timedelta(days=1)))
    over = latest_tertial(today)
    return [
        Option(one.code, one.name if one <= over else _("{period} så langt").format(period=one.name)) for one in found
    ]


def _spans(today: date, kind: UnitKind) -> list[Option]:
    """Years, school or kindergarten years, half-years and quarters that have begun, newest first."""
    years = [today.year - back for back in range(3)]
    codes = [str(year) for year in years]
    codes += [f"{year}-{'K' if kind is UnitKind.BARNEHAGE else 'S'}" for year in years]
    codes += [f"{year}-H{part}" for year in years[:2] for part in (2, 1)]
    codes += [f"{year}-Q{part}" for year in years[:2] for part in (4, 3, 2, 1)]
    begun = [period for code in codes if (period := parse_period(code)).first <= today]
    return [Option(period.code, period.name[0].upper() + period.name[1:]) for period in begun]
