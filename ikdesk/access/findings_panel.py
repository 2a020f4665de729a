"""What is wrong with the logs, above them, until a leader says why."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ikdesk.access.finding_model import Finding
from ikdesk.access.sentences import all_said
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.words import _
from ikdesk.ui.buttons import SecondaryButton
from ikdesk.ui.cards import Banner, Card
from ikdesk.ui.dialogs import ask_reason
from ikdesk.ui.layouts import Column, Row


class Watched(Protocol):
    """What is needed of the open data."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong and not accepted."""

    def accept(self, why: str) -> None:
        """Write down why, and tell it no more."""


class FindingsPanel(QWidget):
    """Each thing that is wrong, and "Jeg vet hvorfor"; hidden when nothing is."""

    accepted = Signal()

    def __init__(self, watched: Watched, tell: Callable[..., None]) -> None:
        super().__init__()
        self._watched, self._tell = watched, tell
        self._column = Column(spacing=8, parent=self)
        self._card: QWidget | None = None
        self.reload()

    def reload(self) -> None:
        """Say what is wrong now."""
        if self._card is not None:
            self._card.hide()
            self._card.deleteLater()
            self._card = None
        said = all_said(self._watched.findings)
        self.setVisible(bool(said))
        if said:
            self.know = SecondaryButton(str(_("Jeg vet hvorfor …")), "pencil")
            self.know.clicked.connect(self._on_know)
            card = Card(*(Banner(one, "danger") for one in said), Row(self.know, 1), spacing=10)
            self._card = card
            self._column.put(card)

    def _on_know(self) -> None:
        why = ask_reason(self, str(_("Godta avviket")), str(_(
            "Skriv hva du vet om det. Det blir stående i loggen med navnet ditt, og varselet blir borte."
        )), str(_("Godta avviket")))  # fmt: skip
        if not why:
            return
        try:
            self._watched.accept(why)
        except (Invalid, Problem) as said:
            self._tell(str(said))
            return
        self.reload()
        self.accepted.emit()
