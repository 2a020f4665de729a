"""The days a place was in use ("akedager"): a month at a time, tapped on and off, also backwards."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ikdesk.kernel.tertial import Month, Period
from ikdesk.kernel.viewer import Right
from ikdesk.kernel.words import _, many, month_name, plain_date
from ikdesk.ui.buttons import IconButton, PrimaryButton, SecondaryButton
from ikdesk.ui.cards import Card, EmptyState, PageHead
from ikdesk.ui.choices import ChoiceGroup
from ikdesk.ui.desk import Desk
from ikdesk.ui.layouts import Beside, Column, Row, ScrollPage
from ikdesk.ui.option import Option
from ikdesk.ui.text import Heading, Label, announce
from ikdesk.unit.calendar_model import public_holidays
from ikdesk.unit.exposure_actions import log_day, log_days, take_back_day
from ikdesk.unit.exposure_queries import exposure_days
from ikdesk.unit.model import ExposureDay, Place, SeasonTotal
from ikdesk.unit.month_panel import MonthGrid
from ikdesk.unit.queries import PlaceRow, places
from ikdesk.unit.totals_panel import TotalsPanel

_WORKING_DAYS = 5


class ExposurePage(QWidget):
    """Which days the counted places were in use; ``wants(key)`` asks for another page."""

    wants = Signal(str)

    def __init__(self, desk: Desk, tell: Callable[..., None]) -> None:
        super().__init__()
        self._desk, self._tell = desk, tell
        self._places: dict[str, PlaceRow] = {}
        self._month = Month(desk.today.year, desk.today.month)
        self._build()
        self._connect()
        self.reload()

    def _build(self) -> None:
        self.log_today = PrimaryButton(str(_("I bruk i dag")), "calendar-plus")
        self.place = ChoiceGroup(_("Hvilket sted?"), [])
        self.title = Heading("", 2, wrap=False)
        self.count = Label("", "secondary", wrap=False)
        self.back = IconButton(str(_("Forrige måned")), "chevron-left")
        self.forward = IconButton(str(_("Neste måned")), "chevron-right")
        self.now = SecondaryButton(str(_("I dag")))
        self.grid = MonthGrid(self._desk.today)
        head = Row(self.back, self.title, self.forward, self.now, 1, self.count, spacing=8)
        tip = _("Trykk på en dag for å føre den, og en gang til for å fjerne den. "
                "Trykk på ukenummeret for å føre hverdagene i uken.")  # fmt: skip
        month = Card(head, self.grid, Label(tip, "secondary"), spacing=12, padding=(16, 14, 16, 14))
        self.totals = TotalsPanel(self._desk, self._tell)
        self.page = ScrollPage(spacing=14)
        self._body = Beside(month, self.totals, width=330, below=1000)
        may = Right.SET_UP in self._desk.viewer.rights
        self._empty = EmptyState("mountain-snow", str(_("Ingen steder telles ennå")), str(
            _("Slå på «Vi teller dager» for akebakken eller et annet sted, så kan dere føre dagene her.") if may
            else _("Når lederen slår på telling av dager for akebakken eller et annet sted, kan du føre dagene her.")
        ), str(_("Gå til innstillinger")) if may else "")  # fmt: skip
        sub = _("Dagene gjør det mulig å se om det skjer mer per dag i bruk, ikke bare mer i alt.")
        self.page.put(PageHead(str(_("Akedager")), str(sub), self.log_today), self.place, self._body, self._empty, 1)
        Column(self.page, spacing=0, parent=self)
        self.panes = [self.place, self.grid, self.totals]

    def _connect(self) -> None:
        self._desk.changed.connect(self._on_changed)
        self.place.changed.connect(self._on_place)
        self.back.clicked.connect(lambda: self._on_step(-1))
        self.forward.clicked.connect(lambda: self._on_step(1))
        self.now.clicked.connect(self._on_now)
        self.log_today.clicked.connect(self._on_today)
        self.grid.turned.connect(self._on_turned)
        self.grid.week.connect(self._on_week)
        self.grid.left.connect(self._on_left)
        self._empty.acted.connect(lambda: self.wants.emit("settings"))
        for keys, step in (("PgUp", -1), ("PgDown", 1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda way=step: self._on_step(way))

    def reload(self) -> None:
        """Ask for the counted places and what stands in the log."""
        rows = [row for row in self._desk.read(places) if row.logged]
        if rows != list(self._places.values()):
            self._places = {str(row.id): row for row in rows}
            self.place.set_options([Option(str(row.id), row.name) for row in rows])
            if rows and self.place.value() is None:
                self.place.set_value(rows[0].id)
        for widget, there in ((self.place, bool(rows)), (self._body, bool(rows)), (self.log_today, bool(rows))):
            widget.setVisible(there)
        self._empty.setVisible(not rows)
        self._show_month()

    def show_place(self, key: object) -> None:
        """Choose a place."""
        self.place.set_value(key)

    def _chosen(self) -> PlaceRow | None:
        return self._places.get(self.place.value() or "")

    def _show_month(self, *, same: bool = False) -> None:
        place = self._chosen()
        if place is None:
            return
        logged = self._desk.read(exposure_days, place.id, Period(self._month.first, self._month.after))
        if same:
            self.grid.show_logged(logged)
        else:
            self.grid.show_month(self._month, logged)
        self.title.say(f"{month_name(self._month.month).capitalize()} {self._month.year}")
        self.count.say(many("{n} dag ført", "{n} dager ført", len(logged)))
        elsewhere = self._month.after <= self._desk.today
        self.forward.setVisible(elsewhere)
        self.now.setVisible(elsewhere)
        self.totals.show_place(place)

    def _on_changed(self, kinds: frozenset[type]) -> None:
        if Place in kinds:
            self.reload()
        elif kinds & {ExposureDay, SeasonTotal}:
            self._show_month(same=True)

    def _on_place(self) -> None:
        self._show_month()

    def _on_step(self, way: int) -> None:
        day = self._month.after if way > 0 else self._month.first - timedelta(days=1)
        if day <= self._desk.today:
            self._month = Month(day.year, day.month)
            self._show_month()
            announce(self.grid, self.title.text())

    def _on_left(self, day: date) -> None:
        self._month = Month(day.year, day.month)
        self._show_month()
        self.grid.focus_day(day)

    def _on_now(self) -> None:
        self._on_left(self._desk.today)

    def _on_turned(self, day: date, on: bool) -> None:  # noqa: FBT001 (a signal sends it so)
        place = self._chosen()
        if place is None:
            return
        words = {"place": place.name, "day": plain_date(day)}
        if on:
            self._desk.write(log_day, place.id, day)
            said = _("{place} er ført som brukt {day}.").format(**words)
        else:
            self._desk.write(take_back_day, place.id, day, str(_("Fjernet fra siden Akedager")))
            said = _("{day} er fjernet for {place}.").format(**words)
        self._tell(said, *self._desk.undoing(said))

    def _on_today(self) -> None:
        place, day = self._chosen(), self._desk.today
        if place is None:
            return
        if day in self._desk.read(exposure_days, place.id, Period(day, day + timedelta(days=1))):
            self._tell(_("{place} er allerede ført i dag.").format(place=place.name))
            return
        self._on_turned(day, True)
        self._on_now()

    def _on_week(self, monday: date) -> None:
        place = self._chosen()
        days = [monday + timedelta(days=n) for n in range(_WORKING_DAYS)]
        within = Period(monday, monday + timedelta(days=7))
        if place is None:
            return
        known = set(self._desk.read(exposure_days, place.id, within))
        fresh = [day for day in days if day <= self._desk.today and day not in known | public_holidays(day.year)]
        number = self._desk.write(log_days, place.id, fresh)
        said = many("{n} dag er ført.", "{n} dager er ført.", number)
        if number:
            self._tell(said, *self._desk.undoing(said))
        else:
            self._tell(str(_("Hverdagene i uken er allerede ført.")))
