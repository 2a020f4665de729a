"""On the page of a case: the risk assessments about the same spot, and the way to a new one or another look."""

from __future__ import annotations

from collections.abc import Callable

from ikdesk.incidents.model import REFERENCE, SERIOUS, Status
from ikdesk.incidents.queries import IncidentDetail
from ikdesk.incidents.section_panel import CaseSection
from ikdesk.kernel.viewer import Right
from ikdesk.kernel.words import _
from ikdesk.measures.effect_model import What
from ikdesk.risks.queries import risks_at
from ikdesk.risks.threads_panel import RISKS, RiskThread
from ikdesk.risks.view_model import RiskRow
from ikdesk.ui.desk import Desk

_SHUT = {Status.WITHDRAWN, Status.UNCONFIRMED}
MOST = 3  # assessments that are shown; the rest are in the list


class RisksSection(CaseSection):
    """What was thought could go wrong there, and whether anybody has looked since something grave did."""

    SHOWS = RISKS

    def __init__(self, desk: Desk, tell: Callable[..., None], incident: IncidentDetail) -> None:
        super().__init__(desk, tell, incident, str(_("Risikovurdering")))
        self.reload()

    def reload(self) -> None:
        """Ask for them anew; nothing where one may not see them, or where the case lies elsewhere."""
        one = self.incident
        sees = self.handles and Right.READ in self.desk.viewer.rights
        if not sees or one.status in _SHUT or one.kind in REFERENCE:
            self.show_parts()
            return
        what = What(one.place_id, one.activity, one.mechanism, one.equipment_id)
        rows = self.desk.read(risks_at, what)[:MOST]
        empty = str(_("Ingen har vurdert risikoen her ennå. Hva kan gå galt, og hva hindrer det?"))
        notes = {row.id: str(_("Ikke sett på siden dette skjedde.")) for row in rows if self._asks_anew(row)}
        thread = RiskThread(rows, self.desk.today, empty, {"new_risk": _("Lag en kort vurdering")}, notes)
        thread.asks.connect(self._on_asked)
        self.show_parts(thread)

    def _asks_anew(self, row: RiskRow) -> bool:
        """Whether it was grave, or might have been, and nobody has looked at the assessment since."""
        one = self.incident
        grave = max(one.severity or 0, one.potential or 0) >= SERIOUS
        looked = (row.assessed_on, row.reviewed_on, row.approved_on)
        return grave and all(day is None or day < one.occurred_on for day in looked)

    def _on_asked(self, what: str, about: object) -> None:
        if what != "new_risk":
            self.asks.emit(what, about)
            return
        one = self.incident
        self.asks.emit(what, {
            name: value for name, value in (
                ("place_id", one.place_id), ("activity", one.activity), ("equipment_id", one.equipment_id)) if value
        })  # fmt: skip
