"""The filters that are not needed every day: how serious, where, during what, how and when, and what is left."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ikdesk.incidents.more_queries import hour_words
from ikdesk.kernel.words import _, weekday_name
from ikdesk.ui.choices import CheckGroup
from ikdesk.ui.desk import Desk
from ikdesk.ui.form import options_of
from ikdesk.ui.inputs import Dropdown
from ikdesk.ui.layouts import Column, Wrap
from ikdesk.ui.option import Option
from ikdesk.ui.theme import current
from ikdesk.unit.equipment_queries import equipment_rows
from ikdesk.unit.queries import departments, unit_row

YES, NO = "yes", "no"
_WORST = 4
_ROOMY = 900  # width at 100 % from which there is room for all; large letters have none
_NARROW = 120  # a box in which its words can still be read; logical pixels at 100 %
_LISTS = {"standard": "place", "activity": "activity", "mechanism": "mechanism", "body_part": "body_part"}


class MorePanel(QWidget):
    """The rest of the filters.

    Args:
        desk: verbs.
        leads: whether the viewer sees what was made of incidents; others narrow down by what they see.
    """

    changed = Signal()

    def __init__(self, desk: Desk, *, leads: bool) -> None:
        super().__init__()
        self._desk, self._leads = desk, leads
        self._build()
        for box in self._boxes.values():
            box.changed.connect(self.changed)
        for box in self._late.values():
            box.changed.connect(self._turn)
        self.checks.changed.connect(self.changed)

    def _build(self) -> None:
        book = self._desk.codebook
        self.severity = Dropdown(_("Alvor"), options_of(book, "severity"), none=str(_("All alvorlighet")), width=170)
        worse = [
            Option(one.code, one.label if str(one.code) == str(_WORST) else _("{grade} eller verre").format(
                grade=one.label))
            for one in options_of(book, "severity") if str(one.code) not in {"0", "1"}
        ]  # fmt: skip
        self.potential = Dropdown(_("Kunne blitt"), worse, none=str(_("Kunne blitt: alt")), width=190)
        self.equipment = Dropdown(_("Utstyr"), [], none=str(_("Alt utstyr")), width=190)
        collected = [Option(NO, str(_("Uten samleskjema"))), Option(YES, str(_("Bare samleskjema")))]
        self.collected = Dropdown(_("Samleskjema"), collected, none=str(_("Med og uten samleskjema")), width=220)
        left = [
            ("near_miss", _("Bare nestenulykker")), ("over", _("Over fristen")), ("no_cause", _("Mangler årsak")),
            ("not_transferred", _("Ikke i kommunens system")), ("counted", _("I statistikken")),
        ]  # fmt: skip
        self.checks = CheckGroup(_("Vis bare"), [Option(code, str(words)) for code, words in left])
        self._boxes = {
            "severity": self.severity, "potential": self.potential, "equipment": self.equipment,
            "collected": self.collected,
        }  # fmt: skip
        self._late = self._where_and_when()
        self._boxes |= self._late
        even = Wrap(*self._boxes.values(), spacing=8, least=_NARROW, most=6)
        Column(even, self.checks, spacing=8, parent=self)
        led = [box for box in self._boxes.values() if box is not self.severity]
        for widget in () if self._leads else (*led, self.checks):
            widget.hide()
        self.reload()

    def _where_and_when(self) -> dict[str, Dropdown]:
        """What one comes with from a number in the statistics, and may choose as well."""
        book = self._desk.codebook
        days = [Option(str(day), weekday_name(day).capitalize()) for day in range(1, 8)]
        hours = [Option(str(hour), hour_words(hour)) for hour in range(24)]
        coded = {
            "standard": (_("Slags sted"), _("Alle slags steder")), "activity": (_("Aktivitet"), _("Alle aktiviteter")),
            "mechanism": (_("Hvordan"), _("Alle måter")), "body_part": (_("Kroppsdel"), _("Hele kroppen")),
        }  # fmt: skip
        made = {
            name: Dropdown(said, options_of(book, _LISTS[name]), none=str(none), width=170)
            for name, (said, none) in coded.items()
        }
        self.department = Dropdown(_("Avdeling"), [], none=str(_("Alle avdelinger")), width=170)
        weekday = Dropdown(_("Ukedag"), days, none=str(_("Alle ukedager")), width=140)
        hour = Dropdown(_("Klokkeslett"), hours, none=str(_("Hele dagen")), width=140)
        return {**made, "department": self.department, "weekday": weekday, "hour": hour}

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is room for few, only those that are chosen are shown of where, during what, how and when."""
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        roomy = self.width() / current().factor >= _ROOMY
        for box in self._late.values():
            offered = self._leads and box.count() > 1
            box.setVisible(offered and (roomy or box.value() is not None))

    def reload(self) -> None:
        """Offer the equipment of today, and the municipality's system if there is one."""
        if self._leads:
            self.checks.offer("not_transferred", shown=bool(self._desk.read(unit_row).municipal_system))
            rows = self._desk.read(equipment_rows, out=True)
            self.equipment.set_options([Option(str(row.id), row.name) for row in rows])
            self.equipment.setVisible(bool(rows))
            parts = self._desk.read(departments, closed=True)
            self.department.set_options([Option(str(row.id), row.name) for row in parts])
            self._turn()

    def values(self) -> dict[str, str]:
        """What is chosen, as it is kept."""
        chosen = {name: str(box.value() or "") for name, box in self._boxes.items()}
        return {name: value for name, value in chosen.items() if value} | dict.fromkeys(self.checks.value(), YES)

    def show_values(self, values: Mapping[str, str]) -> None:
        """Choose what was kept, and nothing else; nobody is told."""
        quiet = self.blockSignals(True)
        for name, box in self._boxes.items():
            self._offer(name, values.get(name))
            box.set_value(values.get(name))
        self.checks.set_value([name for name, value in values.items() if value == YES])
        self.blockSignals(quiet)
        self._turn()

    def _offer(self, name: str, code: str | None) -> None:
        """A code that is hidden in its list by now is offered to who comes with it."""
        box = self._boxes[name]
        if code and name in _LISTS and box.findData(code) < 0:
            box.addItem(self._desk.codebook.label(_LISTS[name], code), code)
