"""That a delivered report was received: which day, and what was answered."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ikdesk.incidents.text_panel import words_for
from ikdesk.kernel.base import fields_of
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.words import _
from ikdesk.reports.delivery_actions import receive_report
from ikdesk.reports.delivery_model import VersionView
from ikdesk.reports.version_model import ReportVersion
from ikdesk.ui.buttons import PrimaryButton, SecondaryButton
from ikdesk.ui.dates import DateField
from ikdesk.ui.desk import Desk
from ikdesk.ui.dialogs import Box
from ikdesk.ui.form import Form
from ikdesk.ui.inputs import LongText


class ReceiveBox(Box):
    """Stays until it can be kept; without a day the report is only delivered again.

    Args:
        parent: the page.
        desk: verbs.
        view: the report.
        tell: shows a toast.
    """

    def __init__(self, parent: QWidget | None, desk: Desk, view: VersionView, tell: Callable[..., None]) -> None:
        text = _("Når fikk {to} rapporten, og hva ble svart? Tøm datoen hvis den ikke er mottatt likevel.")
        super().__init__(parent, str(_("Rapporten er mottatt")), text.format(to=view.row.delivered_to))
        self._desk, self._view, self._tell = desk, view, tell
        self.form = Form(fields_of(ReportVersion, "received_on", "received_note"), desk.codebook, desk.today, made={
            "received_on": DateField(desk.today, latest=desk.today), "received_note": LongText(lines=3),
        })  # fmt: skip
        self.form.point_out(words_for(desk), "received_note")
        self.form.fill({"received_on": view.row.received_on or desk.today, "received_note": view.received_note})
        self.body.put(self.form)
        self.offer(("yes", PrimaryButton(str(_("Lagre")), "check")), ("", SecondaryButton(str(_("Avbryt")))))
        self.form.input("received_on").setFocus()

    def _on_chosen(self, answer: str) -> None:
        if answer:
            try:
                values = self.form.values()
                values["received_note"] = values["received_note"] or ""
                self._desk.write(receive_report, self._view.row.key, values)
            except Invalid as wrong:
                self.form.show_errors(wrong.messages)
                self.form.go_to_complaint()
                return
            said = str(_("Rapporten er merket som mottatt.") if values["received_on"]
                       else _("Rapporten er ikke lenger merket som mottatt."))  # fmt: skip
            self._tell(said, *self._desk.undoing(said))
        super()._on_chosen(answer)
