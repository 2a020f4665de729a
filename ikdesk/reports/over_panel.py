"""The form for delivering a report, shown over the report that is read through."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ikdesk.reports.deliver_panel import Asked, DeliverPanel
from ikdesk.ui.desk import Desk
from ikdesk.ui.layouts import first_in


class OverPanel(QStackedWidget):
    """The report, or the form. ``wanted(Wanted)`` when it is to be delivered; ``left()``, and ``went(where)``.

    Args:
        desk: verbs.
        reading: the report.
    """

    wanted = Signal(object)
    left = Signal()
    went = Signal(str)

    def __init__(self, desk: Desk, reading: QWidget) -> None:
        super().__init__()
        self._desk = desk
        self.panel: DeliverPanel | None = None
        self.addWidget(reading)

    def ask(self, asked: Asked) -> None:
        """Ask how a report shall be delivered.

        Args:
            asked: which report.
        """
        panel = self.panel = DeliverPanel(self._desk, asked)
        panel.wanted.connect(self._on_wanted)
        panel.left.connect(self._on_left)
        panel.went.connect(self._on_went)
        self.setCurrentIndex(self.addWidget(panel))
        first_in(panel.form).setFocus(Qt.FocusReason.OtherFocusReason)
        panel.form.input("delivered_to").selectAll()  # whoever got the last one; another is written over it

    def take_away(self) -> None:
        """Show the report again."""
        if self.panel is not None:
            self.removeWidget(self.panel)
            self.panel.hide()
            self.panel.deleteLater()
            self.panel = None

    def _on_wanted(self, wanted: object) -> None:
        self.take_away()
        self.wanted.emit(wanted)

    def _on_left(self) -> None:
        self.take_away()
        self.left.emit()

    def _on_went(self, where: str) -> None:
        self.take_away()
        self.went.emit(where)
