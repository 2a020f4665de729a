"""What came of following an incident up, on the page of the case, and the way to write more of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from PySide6.QtWidgets import QWidget

from ikdesk.incidents.facts_panel import FIELDS
from ikdesk.incidents.handling_model import HANDLING
from ikdesk.incidents.model import Status
from ikdesk.incidents.queries import IncidentDetail
from ikdesk.incidents.section_panel import CaseSection
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.fields import show
from ikdesk.kernel.words import _
from ikdesk.ui.buttons import SecondaryButton
from ikdesk.ui.cards import FactLine
from ikdesk.ui.desk import Desk
from ikdesk.ui.layouts import from_left
from ikdesk.ui.text import Label

_ELSEWHERE = ("potential", "prevent", "prevent_said")  # on the same page
_NAMES = {"routine_status": _("Rutine"), "routine_id": _("Rutinen som gjelder"), "due_on": _("Egen frist")}


class HandlingSection(CaseSection):
    """What was found out, and done."""

    def __init__(self, desk: Desk, tell: Callable[..., None], incident: IncidentDetail) -> None:
        super().__init__(desk, tell, incident, str(_("Oppfølging")))
        self.reload()

    def reload(self) -> None:
        """Show it as it stands now."""
        self.show_parts(*self._parts())

    def _parts(self) -> Iterator[QWidget]:
        lines = list(handling_lines(self.incident, self.desk.codebook, without=_ELSEWHERE))
        yield from (FactLine(name, value) for name, value in lines)
        if not self.handles or self.incident.status in {Status.WITHDRAWN, Status.UNCONFIRMED}:
            return
        if not lines:
            yield Label(_("Ikke fulgt opp ennå."), "secondary")
        go_on = SecondaryButton(str(_("Skriv mer") if lines else _("Skriv oppfølging")), "pencil")
        go_on.clicked.connect(lambda: self.asks.emit("follow_up", None))
        yield from_left(go_on)


def handling_lines(
    incident: IncidentDetail, book: Codebook, without: Collection[str] = ("potential",)
) -> Iterator[tuple[str, str]]:
    """A name and a value for all that was filled in.

    Args:
        incident: the case.
        book: the unit's lists.
        without: attributes that stand elsewhere.
    """
    named = {"routine_id": incident.routine, "equipment_id": incident.equipment}
    for key in HANDLING:
        value, field = getattr(incident, key), FIELDS[key]
        if key in without or value is None or value == "" or value == ():
            continue
        yield _NAMES.get(key) or field.label.rstrip("?"), named.get(key) or show(value, field, book)
