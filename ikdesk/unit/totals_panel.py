"""How many days a place was in use each season, and a season's total entered afterwards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from ikdesk.incidents.half_written_panel import HalfWritten
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.words import _, many, short_date
from ikdesk.ui.buttons import QuietButton, SecondaryButton
from ikdesk.ui.cards import Card, Pill
from ikdesk.ui.desk import Desk
from ikdesk.ui.field_box import FieldBox
from ikdesk.ui.inputs import Dropdown, NumberField
from ikdesk.ui.layouts import Column, Row
from ikdesk.ui.option import Option
from ikdesk.ui.text import Label
from ikdesk.unit.exposure_actions import log_total, take_back_total
from ikdesk.unit.exposure_queries import TotalRow, exposure_of_place, totals_of
from ikdesk.unit.queries import PlaceRow
from ikdesk.unit.season_model import Stretch, seasons_back

SEASONS = 4  # shown, this one first
OFFERED = 8  # may be filled in


class TotalsPanel(QWidget):
    """The sums of the seasons, and a form for a season nobody logged day by day."""

    keeps_drafts = True

    def __init__(self, desk: Desk, tell: Callable[..., None]) -> None:
        super().__init__()
        self._desk, self._tell = desk, tell
        self._place: PlaceRow | None = None
        self._stretches: dict[str, Stretch] = {}
        self._build()
        self.save.clicked.connect(self._on_save)

    def _build(self) -> None:
        self._sums, self._entered = Column(spacing=6), Column(spacing=6)
        self._shown: list[QWidget] = []
        sums = Card(self._sums, title=str(_("Dager i bruk")), spacing=8)
        self.season = Dropdown(_("Sesong"), [], width=190)
        self.days = NumberField(least=0, most=366, width=90)
        self.season_box = FieldBox(_("Sesong"), self.season)
        self.days_box = FieldBox(_("Dager"), self.days)
        self.save = SecondaryButton(str(_("Lagre tallet")), "check")
        self._half = HalfWritten(self._desk, self._typed, self._type, self.days.changed)
        asked = Row(spacing=10)
        asked.put(self.season_box, 1)
        asked.put(self.days_box)
        whole = Card(
            Label(_("Førte dere ikke dag for dag? Skriv omtrent hvor mange dager det ble."), "secondary"),
            self._half, asked, Row(self.save, 1), self._entered,
            title=str(_("En hel sesong samlet")), spacing=10,
        )  # fmt: skip
        Column(sums, whole, spacing=16, parent=self)

    def show_place(self, place: PlaceRow) -> None:
        """Show the sums of a place."""
        self._half.keep_draft()  # of the place that was shown
        self._place = place
        stretches = seasons_back(place.season, self._desk.today, OFFERED, place.own)
        self._stretches = {stretch.period.code: stretch for stretch in stretches}
        self.season.set_options([Option(code, stretch.name) for code, stretch in self._stretches.items()])
        self.days.set_value(None)
        self.reload()
        self._half.begin(f"total {place.id}")

    def _typed(self) -> dict[str, Any]:
        text = self.days.text().strip()
        return {"season": self.season.value(), "days": text} if text else {}

    def _type(self, typed: Mapping[str, Any]) -> None:
        if typed.get("season") in self._stretches:
            self.season.set_value(typed["season"])
        self.days.setText(str(typed.get("days", "")))

    def reload(self) -> None:
        """Ask again."""
        if self._place is None:
            return
        for widget in self._shown:
            widget.hide()
            widget.deleteLater()
        self._shown = []
        for stretch in list(self._stretches.values())[:SEASONS]:
            self._put(self._sums, self._sum(self._place, stretch))
        for row in self._desk.read(totals_of, self._place.id):
            self._put(self._entered, self._entry(row))

    def _put(self, column: Column, widget: QWidget) -> None:
        self._shown.append(widget)
        column.put(widget)

    def _sum(self, place: PlaceRow, stretch: Stretch) -> QWidget:
        found = self._desk.read(exposure_of_place, place.id, stretch.period)
        line = QWidget()
        row = Row(spacing=8, parent=line)
        row.put(Label(stretch.name), 1)
        if found.estimated:
            row.put(Pill(str(_("anslått")), "info"))
        row.put(Label(many("{n} dag", "{n} dager", found.days), "strong", wrap=False))
        return line

    def _entry(self, row: TotalRow) -> QWidget:
        line = QWidget()
        name = next((s.name for s in self._stretches.values() if (s.period.first, s.period.last) ==
                     (row.first, row.last)), f"{short_date(row.first)}–{short_date(row.last)}")  # fmt: skip
        days = many("{n} dag", "{n} dager", row.days)
        take_back = QuietButton(str(_("Fjern")))
        take_back.setAccessibleName(_("Fjern: {name}, {days}").format(name=name, days=days))
        take_back.clicked.connect(lambda _on=False: self._on_take_back(row))
        words = Row(spacing=8, parent=line)
        words.put(Label(f"{name}: {days}"), 1)
        words.put(take_back)
        return line

    def _on_save(self) -> None:
        stretch, place = self._stretches[self.season.value() or ""], self._place
        if place is None:
            return
        said = self._wrong(place, stretch)
        self.days_box.set_error(said)
        if said:
            self.days_box.focus()
            return
        last = min(stretch.period.last, self._desk.today)
        values = {"place_id": place.id, "first": stretch.period.first, "last": last, "days": self.days.value()}
        try:
            self._desk.write(log_total, values)
        except Invalid as wrong:
            self.days_box.set_error(" ".join(str(said) for said in wrong.messages.values()))
            self.days_box.focus()
            return
        said = str(_("Tallet er lagret og merket som anslått."))
        undo = self._desk.undoing(said)
        self.days.set_value(None)
        self._half.done()
        self._tell(said, *undo)

    def _wrong(self, place: PlaceRow, stretch: Stretch) -> str:
        if self.days.complaint():
            return self.days.complaint()
        if self.days.value() is None:
            return str(_("Skriv hvor mange dager."))
        twin = any(row.first == stretch.period.first for row in self._desk.read(totals_of, place.id))
        return str(_("Sesongen er ført fra før. Fjern det gamle tallet først.")) if twin else ""

    def _on_take_back(self, row: TotalRow) -> None:
        place = self._place
        if place is None:
            return
        self._desk.write(take_back_total, row.id, str(_("Fjernet fra siden Akedager")))
        said = str(_("Tallet er fjernet."))
        self._tell(said, *self._desk.undoing(said))
