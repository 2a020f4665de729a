"""On the page of a case: the equipment it had to do with, how that stands, and a fault written down in one click."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ikdesk.incidents.queries import IncidentDetail
from ikdesk.incidents.section_panel import CaseSection
from ikdesk.kernel.viewer import Right
from ikdesk.kernel.words import _, short_date
from ikdesk.ui.buttons import SecondaryButton
from ikdesk.ui.cards import FactLine, Pill
from ikdesk.ui.desk import Desk
from ikdesk.ui.layouts import from_left
from ikdesk.ui.text import Label
from ikdesk.unit.equipment_actions import fault_from_incident
from ikdesk.unit.equipment_detail_panel import TONES
from ikdesk.unit.equipment_model import Equipment, EquipmentEvent
from ikdesk.unit.equipment_queries import equipment_rows
from ikdesk.unit.equipment_row_model import EquipmentRow, EquipmentState

_STANDS = {EquipmentState.FAULT, EquipmentState.OUT}  # a fault is known already


class EquipmentSection(CaseSection):
    """The piece of equipment that was chosen under the handling."""

    SHOWS = frozenset({Equipment, EquipmentEvent})

    def __init__(self, desk: Desk, tell: Callable[..., None], incident: IncidentDetail) -> None:
        super().__init__(desk, tell, incident, str(_("Utstyr")))
        self.reload()

    def reload(self) -> None:
        """Show it as it stands now; nothing where none was chosen."""
        row = self._piece()
        if row is None:
            self.show_parts()
            return
        tone, icon = TONES[row.state]
        parts: list[QWidget] = [Label(row.name, "strong"), from_left(Pill(row.state.label, tone, icon))]
        if row.next_check is not None:
            parts.append(FactLine(str(_("Neste kontroll")), short_date(row.next_check)))
        if row.state not in _STANDS:
            fault = SecondaryButton(str(_("Skriv ned feil på utstyret")), "wrench")
            fault.clicked.connect(lambda: self._on_fault(row))
            parts.append(from_left(fault))
        self.show_parts(*parts)

    def _piece(self) -> EquipmentRow | None:
        key = self.incident.equipment_id
        if key is None or not self.handles or Right.SET_UP not in self.desk.viewer.rights:
            return None
        return next((row for row in self.desk.read(equipment_rows, out=True) if row.id == key), None)

    def _on_fault(self, row: EquipmentRow) -> None:
        self.desk.write(fault_from_incident, self.incident.id)
        said = _("Skrevet ned at {name} har en feil. Den står til noen har reparert.").format(name=row.name)
        self.tell(said, *self.desk.undoing(said))
