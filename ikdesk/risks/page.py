"""What can go wrong at a place, in an activity or with a thing, and what stands in its way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _
from ikdesk.ui.cards import PageHead
from ikdesk.ui.desk import Desk
from ikdesk.ui.layouts import Column


class RiskPage(QStackedWidget):
    """The list of assessments, or one of them instead of it, or a form.

    ``wants_incidents(values)`` asks for the incidents a filter lets through, ``wants_measure(key)`` for a measure,
    ``new_measure(start)`` to begin on one, ``wants_routine(key)`` for a routine, ``wants_equipment(key)`` for a thing,
    ``wants_setting(key)`` for a part of the settings.
    """

    wants_incidents = Signal(dict)
    wants_measure = Signal(object)
    new_measure = Signal(object)
    wants_routine = Signal(object)
    wants_equipment = Signal(object)
    wants_setting = Signal(str)

    def __init__(self, desk: Desk, tell: Callable[..., None]) -> None:
        super().__init__()
        self._desk, self._tell = desk, tell
        first = QWidget()
        head = PageHead(str(_("Risiko")), str(_("Hva som kan gå galt, og hva som hindrer det.")))
        Column(head, 1, margins=(28, 20, 28, 0), parent=first)
        self.addWidget(first)

    def show_risk(self, key: Key) -> None:
        """Show one of them."""

    def new_mini(self, start: Mapping[str, Any]) -> None:
        """Begin a short assessment.

        Args:
            start: what is filled in already, by attributes of ``RiskAssessment``; also "routine_id": a routine that
                is one of the barriers.
        """

    def wanted_again(self) -> None:
        """Whoever asks for the list while an assessment stands over it, gets the list."""
