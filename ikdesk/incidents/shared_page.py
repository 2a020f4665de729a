"""One restricted incident, for somebody who is named for it: read, and nothing else."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from ikdesk.access.model import Deed
from ikdesk.incidents.detail_panel import DetailPanel
from ikdesk.incidents.model import Correction, Incident, IncidentAccess
from ikdesk.incidents.queries import incident_detail
from ikdesk.incidents.staff_duties_model import StaffDetail
from ikdesk.incidents.staff_model import StaffCase
from ikdesk.incidents.staff_queries import staff_detail
from ikdesk.kernel.viewer import Key, Right
from ikdesk.kernel.words import _
from ikdesk.measures.model import Evaluation, Measure, MeasureIncident
from ikdesk.measures.queries import measures_of_incident
from ikdesk.ui.buttons import SecondaryButton
from ikdesk.ui.cards import PageHead
from ikdesk.ui.desk import Desk
from ikdesk.ui.layouts import Column, Row, first_in
from ikdesk.ui.theme import px

SHOWS = {Incident, IncidentAccess, StaffCase, Correction, Measure, MeasureIncident, Evaluation}
_WIDEST = 720  # logical pixels at 100 %


class SharedPage(QWidget):
    """The incident, covered until somebody says that they want to see it; ``left()`` when one goes back."""

    left = Signal()

    def __init__(self, desk: Desk) -> None:
        """Make an empty page.

        Args:
            desk: verbs.
        """
        super().__init__()
        self._desk = desk
        self._key: Key | None = None
        self.back = SecondaryButton(str(_("Tilbake")), "arrow-left")
        self.detail = DetailPanel(desk.codebook, handles=False, whole=True)
        told = _("Lederen har latt deg se denne hendelsen. Du kan lese den, men ikke endre noe.")
        whole = Column(PageHead(str(_("Delt med deg")), str(told), self.back), spacing=14, margins=(28, 20, 28, 16),
                       parent=self)  # fmt: skip
        line = Row(spacing=0)
        line.put(self.detail, 20)  # nearly all, until it is wide enough
        line.addStretch(1)
        whole.put(line, 1)
        self._fit()
        self.panes = [self.detail, self.back]
        self.back.clicked.connect(self.left)
        self.detail.lifted.connect(self._on_lifted)
        desk.changed.connect(self._on_changed)
        desk.settings_changed.connect(lambda: self.detail.use_codebook(desk.codebook))

    def changeEvent(self, event: QEvent) -> None:
        """Wider letters take a wider card."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Nothing in it takes focus before it is shown."""
        super().showEvent(event)
        if not event.spontaneous():
            first_in(self.detail).setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit(self) -> None:
        self.detail.setMaximumWidth(px(_WIDEST))

    def show_incident(self, key: Key) -> None:
        """Show this one, covered."""
        self._key = key
        self.detail.show_incident(None)  # or it would lie open still when it is the same one
        self._reload()
        first_in(self.detail).setFocus(Qt.FocusReason.OtherFocusReason)

    def _reload(self, *, anew: bool = False) -> None:
        found = self._desk.read(incident_detail, self._key) if self._key else None
        if found is None or self._key is None:
            self._key = None
            self.detail.show_incident(None)
            self.left.emit()  # it is not shared any more
            return
        if not self.detail.covers(found):
            self._desk.note_once(Deed.OPENED, Incident.__tablename__, found.id, anew=anew)
        self.detail.show_incident(found, self._desk.read(measures_of_incident, self._key), self._staff(self._key))

    def _staff(self, key: Key) -> StaffDetail | None:
        return self._desk.read(staff_detail, key) if Right.READ_STAFF in self._desk.viewer.rights else None

    def _on_lifted(self) -> None:
        self._reload(anew=True)
        first_in(self.detail).setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_changed(self, kinds: frozenset[type]) -> None:
        if kinds & SHOWS and self._key is not None:
            self._reload()
