"""What is asked in a box about an assessment: who approves it, and who does what a barrier says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from ikdesk.incidents.text_panel import words_for
from ikdesk.kernel.base import fields_of
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.tertial import add_months
from ikdesk.kernel.words import _
from ikdesk.measures.model import Measure
from ikdesk.risks.hazard_actions import measure_of_barrier
from ikdesk.risks.model import RiskAssessment
from ikdesk.risks.rating_actions import approve_risk
from ikdesk.risks.rating_model import RiskVersion
from ikdesk.risks.view_model import BarrierRow, RiskView
from ikdesk.ui.buttons import PrimaryButton, SecondaryButton
from ikdesk.ui.dates import DateField
from ikdesk.ui.desk import Desk
from ikdesk.ui.dialogs import Box
from ikdesk.ui.form import Form
from ikdesk.ui.inputs import LongText

_YEAR = 12  # months until one looks again, where nobody says otherwise
_AHEAD = 365 * 2  # days ahead a day without a year may lie


class AskBox(Box):
    """Asks a few things in a form, and stays until they can be kept.

    Args:
        parent: the page.
        head: the heading, and what it is about.
        form: what is asked.
        verb: on the button that does it.
        keep: keeps it; raises Invalid where it cannot be.
    """

    def __init__(
        self, parent: QWidget | None, head: tuple[str, str], form: Form, verb: str,
        keep: Callable[[dict[str, Any]], object],
    ) -> None:  # fmt: skip
        super().__init__(parent, *head)
        self.form, self._keep = form, keep
        self.body.put(form)
        self.offer(("yes", PrimaryButton(verb, "check")), ("", SecondaryButton(str(_("Avbryt")))))

    def _on_chosen(self, answer: str) -> None:
        if answer:
            try:
                self._keep(self.form.values())
            except Invalid as wrong:
                self.form.show_errors(wrong.messages)
                self.form.go_to_complaint()
                return
        super()._on_chosen(answer)


def approve_box(parent: QWidget | None, desk: Desk, view: RiskView) -> AskBox:
    """Asks who approves the assessment as it stands, what is new, and when one looks again.

    Args:
        parent: the page.
        desk: verbs.
        view: the assessment.
    """
    edition = view.last_edition + 1
    asked = ("approved_by", "change_note") if view.versions else ("approved_by",)
    fields = (*fields_of(RiskVersion, *asked), *fields_of(RiskAssessment, "next_review"))
    form = Form(fields, desk.codebook, desk.today, made={
        "change_note": LongText(lines=3), "next_review": DateField(desk.today, chips=False, ahead=_AHEAD),
    })  # fmt: skip
    form.point_out(words_for(desk), "change_note")
    coming = view.row.next_review
    fresh = coming if coming is not None and coming > desk.today else add_months(desk.today, _YEAR)
    form.fill({"approved_by": desk.viewer.name, "next_review": fresh})
    text = _("Vurderingen tas vare på slik den er nå. Dere kan endre videre etterpå; versjon {n} står som den var.")
    head = (_("Godkjenn versjon {n}").format(n=edition), text.format(n=edition))

    def keep(values: dict[str, Any]) -> None:
        told = values | {name: values.get(name) or "" for name in asked}
        desk.write(approve_risk, view.row.id, told)

    return AskBox(parent, head, form, str(_("Godkjenn")), keep)


def measure_box(parent: QWidget | None, desk: Desk, row: BarrierRow) -> AskBox:
    """Asks when a new barrier can be put to work, who does it and by when, and makes a measure of it.

    Args:
        parent: the page.
        desk: verbs.
        row: the barrier.
    """
    form = Form(fields_of(Measure, "origin", "role", "deadline"), desk.codebook, desk.today, made={
        "deadline": DateField(desk.today, chips=False, ahead=_AHEAD),
    })  # fmt: skip
    form.fill({"role": row.role})
    text = _("«{title}» blir et tiltak i handlingsplanen, rettet mot det samme som vurderingen.")
    head = (str(_("Lag tiltak")), text.format(title=row.title))
    return AskBox(parent, head, form, str(_("Lag tiltak")), lambda told: desk.write(measure_of_barrier, row.id, told))
