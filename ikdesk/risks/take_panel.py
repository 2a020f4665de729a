"""The steps of an assessment that need no form: done at once, said at the foot of the window, and undone there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QWidget

from ikdesk.incidents.text_panel import words_for
from ikdesk.kernel.base import fields_of
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.words import _
from ikdesk.reports.target_panel import report_folder
from ikdesk.risks.actions import close_risk, reopen_risk, review_risk, widen_risk, withdraw_risk
from ikdesk.risks.model import RiskAssessment
from ikdesk.risks.print_panel import print_risk
from ikdesk.risks.view_model import RiskRow
from ikdesk.risks.writing import Which
from ikdesk.ui.buttons import PrimaryButton, SecondaryButton
from ikdesk.ui.dates import DateField
from ikdesk.ui.desk import Desk
from ikdesk.ui.dialogs import Box, ask_reason
from ikdesk.ui.form import Form
from ikdesk.ui.inputs import LongText

_YEAR = timedelta(days=365)  # until one looks again, where nobody says otherwise
_AHEAD = 365 * 2  # days ahead a day without a year may lie


class Takes:
    """Takes steps for a page, and says at the foot of the window what was done.

    Args:
        desk: verbs.
        tell: shows a toast: text, words of the action, what it does.
        page: where questions belong.
    """

    def __init__(self, desk: Desk, tell: Callable[..., None], page: QWidget) -> None:
        self._desk, self._tell, self._page = desk, tell, page

    def _take(self, said: str, action: Callable[..., Any], *args: Any) -> None:
        try:
            self._desk.write(action, *args)
        except Invalid as wrong:
            self._tell(str(wrong))
            return
        self._say(said)

    def _say(self, said: str) -> None:
        self._tell(said, *self._desk.undoing(said))


class RiskTaker(Takes):
    """The steps of a whole assessment."""

    def __init__(self, desk: Desk, tell: Callable[..., None], page: QWidget) -> None:
        super().__init__(desk, tell, page)
        self.steps: dict[str, Callable[[RiskRow], None]] = {
            "review": self.review, "close": self.close, "reopen": self.reopen, "withdraw": self.withdraw,
            "widen": self.widen, "print": self.paper,
        }  # fmt: skip

    def paper(self, row: RiskRow) -> None:
        """Write it on paper."""
        print_risk(self._desk, Which(row.id), report_folder(self._desk), self._tell)

    def review(self, row: RiskRow) -> None:
        """Say that one has looked at it, and left it as it is."""
        ReviewBox(self._page, self._desk, row, self._tell).ask()

    def close(self, row: RiskRow) -> None:
        """Finish it, with a reason."""
        text = str(_("Vurderingen blir stående under Avsluttet, med alt som er i den, og kan tas opp igjen."))
        why = ask_reason(self._page, str(_("Avslutt risikovurderingen")), text, str(_("Avslutt")))
        if why:
            self._take(str(_("Risikovurderingen er avsluttet.")), close_risk, row.id, why)

    def reopen(self, row: RiskRow) -> None:
        """Take it up again."""
        self._take(str(_("Risikovurderingen er tatt opp igjen.")), reopen_risk, row.id)

    def withdraw(self, row: RiskRow) -> None:
        """Take away what was made by mistake."""
        text = str(_("Gjør dette bare når den er laget ved en feil. Er faren borte, så avslutt den i stedet."))
        why = ask_reason(self._page, str(_("Trekk tilbake risikovurderingen")), text, str(_("Trekk tilbake")))
        if why:
            self._take(str(_("Risikovurderingen er trukket tilbake.")), withdraw_risk, row.id, why)

    def widen(self, row: RiskRow) -> None:
        """Make a short one a full one."""
        self._take(str(_("Nå er det en full vurdering. Alt som sto i den, står der fortsatt.")), widen_risk, row.id)


class ReviewBox(Box):
    """Asks when one looks the next time, and what one saw; stays until it can be kept.

    Args:
        parent: the page.
        desk: verbs.
        row: the assessment.
        tell: shows a toast.
    """

    def __init__(self, parent: QWidget | None, desk: Desk, row: RiskRow, tell: Callable[..., None]) -> None:
        text = str(_(
            "Har dere gått gjennom vurderingen, og den stemmer fortsatt? Da sier dere det her. "
            "Er noe blitt annerledes, endrer dere først det som er nytt."
        ))  # fmt: skip
        super().__init__(parent, str(_("Vi har sett på vurderingen")), text)
        self._desk, self._row, self._tell = desk, row, tell
        self.form = Form(fields_of(RiskAssessment, "review_note", "next_review"), desk.codebook, desk.today, made={
            "review_note": LongText(lines=3), "next_review": DateField(desk.today, chips=False, ahead=_AHEAD),
        })  # fmt: skip
        self.form.point_out(words_for(desk), "review_note")
        self.form.fill({"next_review": desk.today + _YEAR})
        self.body.put(self.form)
        self.offer(("yes", PrimaryButton(str(_("Lagre")), "check")), ("", SecondaryButton(str(_("Avbryt")))))
        self.form.input("review_note").setFocus()

    def _on_chosen(self, answer: str) -> None:
        if answer:
            try:
                values = self.form.values()
                self._desk.write(review_risk, self._row.id, values["next_review"], values["review_note"] or "")
            except Invalid as wrong:
                self.form.show_errors(wrong.messages)
                self.form.go_to_complaint()
                return
            said = str(_("Gjennomgangen er lagret."))
            self._tell(said, *self._desk.undoing(said))
        super()._on_chosen(answer)
