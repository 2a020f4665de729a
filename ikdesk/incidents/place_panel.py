"""Pointing at the place on the unit's own plan, beside the list of places that says the same."""

from __future__ import annotations

from ikdesk.kernel.words import _
from ikdesk.lock.inputs import PlaceInput
from ikdesk.ui.buttons import QuietButton
from ikdesk.ui.desk import Desk
from ikdesk.unit.plan_model import PlanSpot, SitePlan
from ikdesk.unit.plan_panel import ask_place
from ikdesk.unit.plan_queries import has_plan


class PlanButton(QuietButton):
    """Stands beside the places where there is a plan; what is pressed on it is chosen in the list.

    Args:
        desk: verbs.
        place: where the place is chosen.
    """

    def __init__(self, desk: Desk, place: PlaceInput) -> None:
        super().__init__(str(_("På tegningen")), "map-pin")
        self.setAccessibleName(str(_("Vis på tegningen hvor det skjedde")))
        self._desk, self._place = desk, place
        place.stand_beside(self)
        self.clicked.connect(self._on_clicked)
        desk.changed.connect(self._on_changed)
        self._on_changed(frozenset({SitePlan}))

    def _on_changed(self, kinds: frozenset[type]) -> None:
        if kinds & {SitePlan, PlanSpot}:
            self.setVisible(self._desk.read(has_plan))

    def _on_clicked(self) -> None:
        picked = ask_place(self.window(), self._desk)
        if picked is not None:
            self._place.set_value(str(picked))
