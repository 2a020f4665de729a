"""An event in a place whose days are counted, on a day that is not counted: ask, and count it with one tap."""

from __future__ import annotations

from datetime import date

from ikdesk.kernel.words import _, plain_date, short_date
from ikdesk.ui.cards import Banner
from ikdesk.ui.desk import Desk
from ikdesk.unit.exposure_actions import log_day
from ikdesk.unit.exposure_queries import is_logged
from ikdesk.unit.model import ExposureDay, Place
from ikdesk.unit.queries import PlaceRow


class UnloggedBanner(Banner):
    """Hidden until there is something to ask."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("", "info", action=str(_("Ja, før dagen")), then=self._on_log, icon="calendar-plus")
        self._desk = desk
        self._place: PlaceRow | None = None
        self._day: date | None = None
        self.hide()
        desk.changed.connect(self._on_changed)

    def follow(self, place: PlaceRow | None, day: date | None) -> None:
        """Somebody fills in the form: ask where it matters, and the file only when one of them is another.

        Args:
            place: what is chosen.
            day: when it happened.
        """
        if (place, day) != (self._place, self._day):
            self._place, self._day = place, day
            self._ask()

    def _ask(self) -> None:
        place, day = self._place, self._day
        asks = bool(place and place.logged and day and day <= self._desk.today)
        if place and day and asks:
            asks = not self._desk.read(is_logged, place.id, day)
            self.say(_("{place} er ikke ført som brukt {day}. Var stedet i bruk?").format(
                place=place.name, day=short_date(day)))  # fmt: skip
        self.setVisible(asks)

    def _on_changed(self, kinds: frozenset[type]) -> None:
        if kinds & {Place, ExposureDay}:
            self._ask()

    def _on_log(self) -> None:
        if self._place is not None and self._day is not None:
            self._desk.write(log_day, self._place.id, self._day)
            self._desk.undoing(_("{place} er ført som brukt {day}.").format(
                place=self._place.name, day=plain_date(self._day)))  # fmt: skip
