"""Choosing a place on the unit's own plan, or in the list beside it, which says the same."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from ikdesk.kernel.fields import Field
from ikdesk.kernel.page import Page
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _
from ikdesk.picture.spots import Spot
from ikdesk.ui.buttons import PrimaryButton, SecondaryButton
from ikdesk.ui.cards import Card
from ikdesk.ui.choices import ChoiceGroup
from ikdesk.ui.desk import Desk
from ikdesk.ui.dialogs import Box
from ikdesk.ui.layouts import Beside, Column
from ikdesk.ui.option import Option
from ikdesk.ui.pictures_in import shown_picture
from ikdesk.ui.plan_view import PlanView
from ikdesk.ui.table import ListView, RowTable, Width
from ikdesk.ui.theme import px
from ikdesk.unit.plan_queries import PlanRow, SpotRow, plan_picture, plans

_LIST = 250  # logical pixels at 100 %


def picture_of(desk: Desk, plan: PlanRow) -> QImage:
    """The picture of a plan, to be shown."""
    return shown_picture(desk.read(plan_picture, plan.id))


def spots_of(plan: PlanRow) -> list[Spot]:
    """The places of a plan, to be shown."""
    return [Spot(str(spot.place), spot.name, spot.x, spot.y) for spot in plan.spots]


class PlanPicker(QWidget):
    """The plan with its places, and the same places in a list; ``chosen(key)`` the one that was meant.

    Args:
        desk: verbs.
    """

    chosen = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._plans: Sequence[PlanRow] = desk.read(plans)
        self._build()
        self.reload()
        self.which.changed.connect(self.reload)
        self.view.pressed.connect(lambda key: self.chosen.emit(Key(key)))
        self.list.chosen.connect(lambda key: self.view.choose(str(key)))
        self.list.opened.connect(self.chosen)

    def _build(self) -> None:
        options = [Option(str(plan.id), plan.name) for plan in self._plans]
        self.which = ChoiceGroup(_("Hvilken tegning?"), options)
        self.which.setVisible(len(options) > 1)
        if options:
            self.which.set_value(options[0].code)
        self.view = PlanView(str(_("Tegningen. Gå mellom stedene med piltastene, og velg med Enter.")))
        fields = [Field("name", _("Sted"))]
        self.rows = RowTable(fields, self._desk.codebook, self._fetch, identity="place")
        self.list = ListView(str(_("Steder på tegningen")), self.rows, {"name": Width(0)})
        side = Card(self.list, padding=(2, 2, 2, 2), spacing=0)
        beside = Beside(self.view, side, width=_LIST, below=560, full=True, under=True)
        column = Column(self.which, spacing=12, parent=self)
        column.put(beside, 1)
        self.setMinimumHeight(px(340))

    def reload(self) -> None:
        """Show the plan that is chosen."""
        plan = self._plan
        self.rows.reload()
        self.view.show_plan(picture_of(self._desk, plan) if plan else QImage(), spots_of(plan) if plan else ())

    @property
    def _plan(self) -> PlanRow | None:
        wanted = self.which.value()
        return next((plan for plan in self._plans if str(plan.id) == wanted), None)

    def _fetch(self, first: int, size: int, _sort: str, descending: bool) -> Page[SpotRow]:  # noqa: FBT001 (the table asks so)
        rows = list(self._plan.spots) if self._plan else []
        if descending:
            rows.reverse()
        return Page(rows[first : first + size], total=len(rows))


class PlanBox(Box):
    """Asks for a place on the plan."""

    def __init__(self, parent: QWidget | None, desk: Desk) -> None:
        super().__init__(parent, str(_("Hvor skjedde det?")), str(_("Trykk på stedet, eller velg det i listen.")))
        self.setMaximumWidth(px(1200))
        self.picked: Key | None = None
        self.picker = PlanPicker(desk)
        self.picker.chosen.connect(self._on_picked)
        self.body.put(self.picker, 1)
        self.offer(("yes", PrimaryButton(str(_("Velg stedet")))), ("", SecondaryButton(str(_("Avbryt")))))
        whole = self.layout()
        if isinstance(whole, Column):  # the plan takes the room there is
            whole.setStretchFactor(self.body, 1)
            whole.setStretch(2, 0)
        self.resize(px(1000), px(640))
        self.picker.list.setFocus()

    def _on_picked(self, key: Key) -> None:
        self.picked = key
        super()._on_chosen("yes")

    def _on_chosen(self, answer: str) -> None:
        if answer and self.picked is None:
            self.picked = self.picker.list.key
        if answer and self.picked is None:
            self.picker.list.setFocus()
            return
        super()._on_chosen(answer)


def ask_place(parent: QWidget | None, desk: Desk) -> Key | None:
    """Ask which place is meant, on the plan or in its list; None if it was called off.

    Args:
        parent: the window.
        desk: verbs.
    """
    box = PlanBox(parent, desk)
    try:
        return box.picked if box.ask() else None
    finally:
        box.deleteLater()
