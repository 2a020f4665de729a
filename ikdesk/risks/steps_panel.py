"""What one does on the page of an assessment: forms over it, boxes, and steps that are done at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _
from ikdesk.reports.target_panel import report_folder
from ikdesk.risks.accept_panel import AcceptForm
from ikdesk.risks.boxes_panel import approve_box, measure_box
from ikdesk.risks.forms_panel import about_form, barrier_form, hazard_form
from ikdesk.risks.hazard_actions import (
    close_hazard,
    move_barrier,
    move_hazard,
    reopen_hazard,
    withdraw_barrier,
    withdraw_hazard,
)
from ikdesk.risks.model import Side, Standing
from ikdesk.risks.print_panel import print_risk
from ikdesk.risks.rating_actions import withdraw_acceptance
from ikdesk.risks.rating_model import Outcome, Stage
from ikdesk.risks.rating_panel import RatingForm
from ikdesk.risks.take_panel import Takes
from ikdesk.risks.view_model import BarrierRow, HazardView, RiskLine, RiskView
from ikdesk.risks.writing import Which
from ikdesk.ui.desk import Desk
from ikdesk.ui.dialogs import ask_reason

Tell = Callable[..., None]  # shows a toast: text, words of the action, what it does


class RiskForms:
    """Makes the forms that are put over the page.

    Args:
        desk: verbs.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.forms: dict[str, Callable[[RiskView, Any], QWidget]] = {
            "change": lambda view, _about: about_form(desk, view),
            "hazard": lambda view, about: hazard_form(desk, view, about),
            "barrier": self._barrier, "new_barrier": self._new, "rate": self._rate, "accept": self._accept,
        }  # fmt: skip

    def _barrier(self, _view: RiskView, about: tuple[HazardView, Side, BarrierRow | None]) -> QWidget:
        return barrier_form(self._desk, *about)

    def _new(self, _view: RiskView, hazard: HazardView) -> QWidget:
        return barrier_form(self._desk, hazard, Side.CAUSE, None, Standing.NEW)

    def _rate(self, view: RiskView, about: tuple[HazardView, Outcome, Stage]) -> QWidget:
        return RatingForm(self._desk, view, *about)

    def _accept(self, view: RiskView, about: tuple[HazardView, RiskLine]) -> QWidget:
        return AcceptForm(self._desk, view, *about)


class RiskSteps(Takes):
    """The steps on the page of an assessment."""

    def __init__(self, desk: Desk, tell: Tell, page: QWidget) -> None:
        super().__init__(desk, tell, page)
        self.steps: dict[str, Callable[[RiskView, Any], None]] = {
            "approve": self._approve, "measure_of": self._measure_of, "move_hazard": self._move,
            "close_hazard": self._close, "reopen_hazard": self._reopen, "withdraw_hazard": self._withdraw_hazard,
            "withdraw_barrier": self._withdraw_barrier, "withdraw_acceptance": self._withdraw_acceptance,
            "move_barrier": self._move_barrier, "pdf": self._print,
        }  # fmt: skip

    def _approve(self, view: RiskView, _about: object) -> None:
        if approve_box(self._page, self._desk, view).ask():
            self._say(_("Versjon {n} er godkjent.").format(n=view.last_edition + 1))

    def _measure_of(self, _view: RiskView, row: BarrierRow) -> None:
        if measure_box(self._page, self._desk, row).ask():
            self._say(str(_("Tiltaket er laget, og knyttet til vurderingen.")))

    def _move(self, _view: RiskView, about: tuple[Key, int]) -> None:
        self._take(str(_("Faren er flyttet.")), move_hazard, *about)

    def _move_barrier(self, _view: RiskView, about: tuple[Key, int]) -> None:
        self._take(str(_("Rekkefølgen er endret.")), move_barrier, *about)

    def _close(self, _view: RiskView, hazard: HazardView) -> None:
        text = str(_("Faren blir stående i vurderingen med grunnen, og teller ikke med lenger."))
        why = ask_reason(self._page, str(_("Faren er borte")), text, str(_("Faren er borte")))
        if why:
            self._take(str(_("Faren teller ikke med lenger.")), close_hazard, hazard.id, why)

    def _reopen(self, _view: RiskView, hazard: HazardView) -> None:
        self._take(str(_("Faren teller med igjen.")), reopen_hazard, hazard.id)

    def _withdraw_hazard(self, _view: RiskView, hazard: HazardView) -> None:
        text = str(_("Gjør dette bare når den er skrevet ned ved en feil. Er den borte, velger du «Faren er borte»."))
        why = ask_reason(self._page, str(_("Trekk tilbake faren")), text, str(_("Trekk tilbake")))
        if why:
            self._take(str(_("Faren er trukket tilbake.")), withdraw_hazard, hazard.id, why)

    def _withdraw_barrier(self, _view: RiskView, row: BarrierRow) -> None:
        text = str(_("Tiltaket, rutinen eller utstyret den er knyttet til, blir stående som det er."))
        why = ask_reason(self._page, str(_("Ta bort dette")), text, str(_("Ta bort")))
        if why:
            self._take(str(_("Det er tatt bort.")), withdraw_barrier, row.id, why)

    def _withdraw_acceptance(self, _view: RiskView, key: Key) -> None:
        text = str(_("Da er det ingen som har godtatt risikoen lenger."))
        why = ask_reason(self._page, str(_("Trekk tilbake at risikoen er godtatt")), text, str(_("Trekk tilbake")))
        if why:
            self._take(str(_("Det er trukket tilbake.")), withdraw_acceptance, key, why)

    def _print(self, view: RiskView, edition: int) -> None:
        print_risk(self._desk, Which(view.row.id, edition), report_folder(self._desk), self._tell)
