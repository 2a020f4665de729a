"""Living with a risk that is not low: who says so, why, and until when."""

from __future__ import annotations

from typing import Any

from ikdesk.incidents.text_panel import words_for
from ikdesk.kernel.base import fields_of
from ikdesk.kernel.tertial import add_months
from ikdesk.kernel.words import _, plain_date
from ikdesk.risks.build_model import is_measure
from ikdesk.risks.form_panel import PartForm
from ikdesk.risks.mark_panel import MarkBadge
from ikdesk.risks.matrix_model import Grade
from ikdesk.risks.rating_actions import CELL, accept_risk
from ikdesk.risks.rating_model import LONGEST_ACCEPTED, RiskAcceptance
from ikdesk.risks.sentences import mark_said, outcome_words
from ikdesk.risks.view_model import HazardView, RiskLine, RiskView
from ikdesk.ui.cards import Banner, Card, PageHead, SectionHead, TagPill
from ikdesk.ui.dates import DateField
from ikdesk.ui.desk import Desk
from ikdesk.ui.form import Form
from ikdesk.ui.inputs import LongText
from ikdesk.ui.layouts import Row, ScrollPage
from ikdesk.ui.text import Label

MEANS = _(
    "Å godta risikoen betyr at dere lar aktiviteten gå som nå fordi den er verdt det, og ser på den igjen den dagen "
    "dere velger. Det skal være så trygt som nødvendig, ikke så trygt som mulig."
)
RED = _("Risikoen er høy (rød). Se først om dere kan gjøre noe med hvor ofte det skjer, eller hvor galt det går.")
BARE = _("Ingen tiltak er bestemt mot denne faren. Skriv derfor godt hvorfor dere lever med den.")
_YEAR = 12  # months until one looks again, where nobody says otherwise
_WIDEST = 900  # logical pixels at 100 %


class AcceptForm(PartForm):
    """The form for accepting a risk. ``saved(sentence, undo)`` when it was kept, ``left()`` when it was not.

    Args:
        desk: verbs.
        view: the assessment.
        hazard: what can go wrong.
        line: the way of ending that is accepted, as it stands today.
    """

    def __init__(self, desk: Desk, view: RiskView, hazard: HazardView, line: RiskLine) -> None:
        super().__init__(desk)
        self._view, self._hazard, self._line = view, hazard, line
        self._build()

    def _build(self) -> None:
        today = self._desk.today
        ahead = DateField(today, chips=False, ahead=LONGEST_ACCEPTED.days)
        fields = fields_of(RiskAcceptance, "accepted_by", "why", "review_on")
        form = Form(fields, self._desk.codebook, today, made={"why": LongText(lines=4), "review_on": ahead})
        form.point_out(words_for(self._desk), "why")
        start = {"accepted_by": self._desk.viewer.name, "review_on": add_months(today, _YEAR)}
        if self._line.acceptance is not None:
            start["why"] = self._line.acceptance.why
        form.fill(start)
        form.column.put(Card(
            SectionHead(str(_("Hvem, hvorfor og til når")), TagPill(required=True)),
            *(form.box(key) for key in ("accepted_by", "why", "review_on")), spacing=10, padding=(20, 14, 20, 16),
        ))  # fmt: skip
        page = ScrollPage(margins=(28, 14, 28, 10), spacing=12, widest=_WIDEST)
        title = outcome_words(self._hazard.title, self._line.outcome)
        page.put(PageHead(str(_("Godta risikoen")), title), self._stands(), form, 1)
        self.lay_out(page, form, f"accept {self._hazard.id.hex} {self._line.outcome.code}", self._accept)

    def _stands(self) -> Card:
        """What is accepted."""
        line = Row(spacing=12)
        line.put(MarkBadge(self._line.mark))
        line.put(Label(mark_said(self._line.mark), "strong"), 1)
        card = Card(SectionHead(str(_("Slik risikoen er i dag"))), line, padding=(20, 14, 20, 16), spacing=10)
        rated = self._line.standing
        if rated is not None:
            card.put(Label(_("Vurdert {day}. {why}").format(day=plain_date(rated.day), why=rated.why).strip(),
                           "secondary"))  # fmt: skip
        if self._view.worth:
            card.put(Label(_("Dette er bra med aktiviteten: {worth}").format(worth=self._view.worth)))
        if self._line.mark is not None and self._line.mark.grade is Grade.HIGH:
            card.put(Banner(str(RED), "warn"))
        if not any(is_measure(one, self._desk.today) for one in self._hazard.barriers):
            card.put(Banner(str(BARE), "info"))
        card.put(Label(str(MEANS), "secondary"))
        return card

    def _accept(self, told: dict[str, Any]) -> str:
        seen = {name: getattr(self._line.standing, name) for name in CELL} if self._line.standing else {}
        self._desk.write(accept_risk, self._hazard.id, told | seen | {"outcome": self._line.outcome})
        return str(_("Det er skrevet ned at dere godtar risikoen, og når dere ser på den igjen."))
