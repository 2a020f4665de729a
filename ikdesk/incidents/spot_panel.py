"""The plan with circles as large as what happens there; the same numbers in a table beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ikdesk.incidents.filter_panel import FilterPanel, last_year, periods
from ikdesk.incidents.model import Incident
from ikdesk.incidents.queries import Filter
from ikdesk.incidents.register_panel import RegisterPanel
from ikdesk.incidents.spot_queries import SpotCount, hot_spots
from ikdesk.kernel.fields import Field
from ikdesk.kernel.page import Page
from ikdesk.kernel.tertial import parse_period
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _, many
from ikdesk.picture.spots import Spot
from ikdesk.ui.beside import Beside as Over
from ikdesk.ui.buttons import Button, QuietButton
from ikdesk.ui.cards import Card, EmptyState, PageHead
from ikdesk.ui.choices import ChoiceGroup
from ikdesk.ui.desk import Desk
from ikdesk.ui.form import options_of
from ikdesk.ui.inputs import Dropdown
from ikdesk.ui.layouts import Beside, Column, Row
from ikdesk.ui.option import Option
from ikdesk.ui.plan_view import PlanView
from ikdesk.ui.table import ListView, RowTable, Width
from ikdesk.ui.text import Label
from ikdesk.unit.plan_model import PlanSpot, SitePlan
from ikdesk.unit.plan_panel import picture_of
from ikdesk.unit.plan_queries import PlanRow, plans

SHOWS = {Incident, SitePlan, PlanSpot}
_FIELDS = (Field("name", _("Sted")), Field("number", _("Antall"), int), Field("plan", _("Tegning")))
_NO_PLAN = _("Legg inn en tegning av stedet under Innstillinger, så vises tallene på den. Tabellen virker uten.")
_WIDTHS = {"name": Width(0), "number": Width(82), "plan": Width(122, hide_below=330)}


@dataclass(frozen=True, slots=True)
class _Line:
    """A place in the table."""

    id: Key
    name: str
    number: int
    plan: str  # on which it lies; empty where on none


class SpotPage(QWidget):
    """Where it happens. ``left()`` back to the list, ``wanted(spot)`` the incidents of one place in it.

    Args:
        desk: verbs.
        staff: the staff register, or the children's; None for both.
    """

    left = Signal()
    wanted = Signal(object)

    def __init__(self, desk: Desk, *, staff: bool | None = None) -> None:
        super().__init__()
        self._desk, self._staff = desk, staff
        self._plans: Sequence[PlanRow] = ()
        self._counts: tuple[SpotCount, ...] = ()
        self._shown: Key | None = None  # of the picture that is shown
        self._build()
        self._connect()
        self.reload()

    def _build(self) -> None:
        today = self._desk.today
        self.back = QuietButton(str(_("Tilbake til listen")), "arrow-left")
        self.period = Dropdown(_("Periode"), periods(today), none=str(_("Alle datoer")), width=190)
        self.period.set_value(last_year(today).code)
        self.kind = Dropdown(_("Type"), options_of(self._desk.codebook, "event_type"), none=str(_("Alle typer")),
                             width=190)  # fmt: skip
        self.which = ChoiceGroup(_("Hvilken tegning?"), [])
        self.view = PlanView(str(_("Hvor det skjer. Gå mellom stedene med piltastene, og åpne dem med Enter.")))
        self.none = EmptyState("map-pin", str(_("Ingen tegning ennå")), str(_NO_PLAN))
        self.caption = Label("", "secondary")
        self.rows = RowTable(_FIELDS, self._desk.codebook, self._fetch)
        self.list = ListView(str(_("Steder med hendelser")), self.rows, _WIDTHS)
        self.nothing = EmptyState("clipboard-list", str(_("Ingen treff")), str(_("Ingen hendelser i denne perioden.")))
        drawn = QWidget()
        column = Column(spacing=10, parent=drawn)
        column.put(self.view, 1)
        column.put(self.none, 1)
        column.put(self.caption)
        box = Card(padding=(2, 2, 2, 2), spacing=0)
        box.column.put(self.list, 1)
        box.column.put(self.nothing, 1)
        whole = Column(Row(self.back, 1), PageHead(str(_("Hvor skjer det?")), "", self.period, self.kind), self.which,
                       spacing=12, margins=(28, 14, 28, 16), parent=self)  # fmt: skip
        whole.put(Beside(drawn, box, width=390, below=820, full=True, under=True), 1)
        self.panes = [self.period, self.view, self.list]

    def _connect(self) -> None:
        self._desk.changed.connect(self._on_changed)
        self.back.clicked.connect(self.left)
        for box in (self.period, self.kind):
            box.changed.connect(self.reload)
        self.which.changed.connect(self._show)
        self.view.pressed.connect(lambda key: self._open(Key(key)))
        self.list.opened.connect(self._open)
        self.list.chosen.connect(lambda key: self.view.choose(str(key)))
        QShortcut(QKeySequence("Esc"), self).activated.connect(self.left)

    def filter(self) -> Filter:
        """What is counted."""
        code = self.period.value()
        return Filter(period=parse_period(code) if code else None, kind=self.kind.value(), staff=self._staff)

    def reload(self) -> None:
        """Count anew."""
        self._plans = self._desk.read(plans)
        self._counts = self._desk.read(hot_spots, self.filter())
        self.which.set_options(Option(str(plan.id), plan.name) for plan in self._plans)
        self.which.setVisible(len(self._plans) > 1)
        if self._plan is None and self._plans:
            self.which.set_value(str(self._busiest().id))
        self.rows.reload()
        self.list.setVisible(bool(self._counts))
        self.nothing.setVisible(not self._counts)
        self._show()

    @property
    def _plan(self) -> PlanRow | None:
        wanted = self.which.value()
        return next((plan for plan in self._plans if str(plan.id) == wanted), None)

    def _busiest(self) -> PlanRow:
        """The plan where most happens."""
        counted = {spot.place: spot.number for spot in self._counts}
        return max(self._plans, key=lambda plan: sum(counted.get(spot.place, 0) for spot in plan.spots))

    def _show(self) -> None:
        plan = self._plan
        self.view.setVisible(plan is not None)
        self.none.setVisible(plan is None)
        counted = {spot.place: spot.number for spot in self._counts}
        if plan is not None:
            spots = [
                Spot(str(spot.place), spot.name, spot.x, spot.y, counted.get(spot.place, 0),
                     f"{spot.name}: {_incidents(counted.get(spot.place, 0))}")
                for spot in plan.spots
            ]  # fmt: skip
            most = max((counted.get(spot.place, 0) for one in self._plans for spot in one.spots), default=0)
            if plan.content != self._shown:
                self._shown = plan.content
                self.view.show_plan(picture_of(self._desk, plan), spots, most)
            else:
                self.view.show_spots(spots, most)
        self.caption.say(self._said(plan, counted))

    def _said(self, plan: PlanRow | None, counted: dict[Key, int]) -> str:
        total = sum(counted.values())
        if plan is None or not total:
            return _incidents(total)
        here = sum(counted.get(spot.place, 0) for spot in plan.spots)
        return _(
            "{all}. {here} av dem er på tegningen. Sirkelens areal viser antallet. Trykk på en sirkel for å se "
            "hendelsene."
        ).format(all=_incidents(total), here=here)  # fmt: skip

    def _fetch(self, first: int, size: int, sort: str, descending: bool) -> Page[_Line]:  # noqa: FBT001 (the table asks so)
        lies = {spot.place: plan.name for plan in reversed(self._plans) for spot in plan.spots}
        rows = [_Line(spot.place, spot.name, spot.number, lies.get(spot.place, "")) for spot in self._counts]
        if sort:
            rows.sort(key=lambda row: (getattr(row, sort), row.name), reverse=descending)
        return Page(rows[first : first + size], total=len(rows))

    def _open(self, key: Key) -> None:
        spot = next((spot for spot in self._counts if spot.place == key), None)
        if spot is not None:
            self.wanted.emit(spot)

    def _on_changed(self, kinds: frozenset[type]) -> None:
        if kinds & SHOWS:
            self.reload()


class Spots(QObject):
    """Shows the map over the list of incidents, and goes back to the list with a place chosen.

    Args:
        desk: verbs.
        over: where the list is shown.
        button: asks for the map.
        filters: of the list.
        registers: which register the list shows.
    """

    def __init__(
        self, desk: Desk, over: Over, button: Button, filters: FilterPanel, registers: RegisterPanel
    ) -> None:
        super().__init__(over)
        self._desk, self._over, self._button = desk, over, button
        self._filters, self._registers = filters, registers
        self.page: SpotPage | None = None
        button.clicked.connect(self.show)

    def show(self) -> None:
        """Show the map."""
        if self.page is None:
            self.page = SpotPage(self._desk, staff=self._registers.staff)
            self.page.left.connect(self.leave)
            self.page.wanted.connect(self._on_wanted)
        self._over.put_over(self.page, self.page.view if self.page.view.isVisibleTo(self.page) else self.page.list)

    def leave(self) -> None:
        """Back to the list."""
        page, self.page = self.page, None
        self._over.take_away(page)
        self._button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_wanted(self, spot: SpotCount) -> None:
        wanted = self.page.filter() if self.page is not None else Filter()
        self.leave()
        self._filters.show_places(spot.places, wanted.period, wanted.kind)


def _incidents(number: int) -> str:
    return many("{n} hendelse", "{n} hendelser", number)


__all__ = ["SpotPage", "Spots"]
