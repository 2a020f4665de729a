"""Taking the steps in the life of a measure: done at once, said at the foot of the window, and undone there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from ikdesk.incidents.municipal_panel import ask_measure_transferred
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _, plain_date
from ikdesk.measures.actions import (
    adopt_measure,
    change_measure,
    finish_measure,
    reject_measure,
    reopen_measure,
    start_measure,
)
from ikdesk.measures.ask_panel import ask_day, ask_plan
from ikdesk.measures.link_actions import unlink_incident
from ikdesk.measures.queries import MeasureDetail
from ikdesk.ui.desk import Desk
from ikdesk.ui.dialogs import ask_reason


class StepTaker:
    """Takes steps for a page.

    Args:
        desk: verbs.
        tell: shows a toast: text, words of the action, what it does.
        page: where questions belong.
    """

    def __init__(self, desk: Desk, tell: Callable[..., None], page: QWidget) -> None:
        self._desk, self._tell, self._page = desk, tell, page
        self.steps: dict[str, Callable[[MeasureDetail], None]] = {
            "adopt": self.adopt, "start": self.start, "finish": self.finish, "reject": self.reject,
            "reopen": self.reopen, "plan": self.plan, "municipal": self.enter,
        }  # fmt: skip

    def adopt(self, measure: MeasureDetail) -> None:
        """Decide that it shall be carried out, today."""
        self._take(measure, _("Tiltaket er vedtatt."), adopt_measure, on=self._desk.today)

    def start(self, measure: MeasureDetail) -> None:
        """Begin with it, on the day that is asked for."""
        day = ask_day(
            self._page, str(_("Når begynte dere?")),
            str(_("Fra denne dagen regnes det som skjer, som etter tiltaket.")), str(_("Start")), self._desk.today,
        )  # fmt: skip
        if day is not None:
            said = _("Tiltaket er i gang fra {day}.").format(day=plain_date(day))
            self._take(measure, said, start_measure, on=day)

    def finish(self, measure: MeasureDetail) -> None:
        """Say that the work is done, and when one shall ask whether it helped."""
        planned = measure.evaluate_on
        if planned is not None and planned > self._desk.today:
            said = _("Gjennomført. {day} spør vi om det virket.").format(day=plain_date(planned))
        else:
            said = str(_("Gjennomført. Velg en dag for å se om det virket."))
        self._take(measure, said, finish_measure, on=self._desk.today)

    def reject(self, measure: MeasureDetail) -> None:
        """Decide against it, with a reason."""
        why = ask_reason(
            self._page, str(_("Forkast tiltaket")), str(_("Det blir stående med grunnen, så andre ser at det ble "
                                                           "vurdert.")), str(_("Forkast")),
        )  # fmt: skip
        if why:
            self._take(measure, _("Tiltaket er forkastet."), reject_measure, why)

    def reopen(self, measure: MeasureDetail) -> None:
        """Take it up again."""
        self._take(measure, _("Tiltaket er tatt opp igjen."), reopen_measure)

    def plan(self, measure: MeasureDetail) -> None:
        """Choose the day one shall see whether it worked."""
        day = ask_plan(self._page, self._desk.today)
        if day is not None:
            self._take(measure, _("{day} spør vi om det virket.").format(day=plain_date(day)), change_measure,
                       {"evaluate_on": day})  # fmt: skip

    def enter(self, measure: MeasureDetail) -> None:
        """Write down what it is called in the municipality's system."""
        known = (measure.municipal_number, measure.municipal_on)
        ask_measure_transferred(self._page.window(), self._desk, self._tell, measure.id, known)

    def unlink(self, measure: Key, incident: Key) -> None:
        """Say that it did not come of an incident after all."""
        self._desk.write(unlink_incident, measure, incident)
        said = str(_("Hendelsen er løst fra tiltaket."))
        self._tell(said, *self._desk.undoing(said))

    def _take(self, measure: MeasureDetail, said: str, action: Callable[..., Any], *args: Any, **more: Any) -> None:
        try:
            self._desk.write(action, measure.id, *args, **more)
        except Invalid as wrong:  # for example a first day after the day it shall be looked at
            self._tell(str(wrong))
            return
        self._tell(str(said), *self._desk.undoing(said))
