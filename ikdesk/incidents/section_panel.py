"""One part of the page of a case: a card that reads and writes for itself, and hides where it has nothing to say."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ikdesk.incidents.queries import IncidentDetail
from ikdesk.kernel.viewer import Right
from ikdesk.ui.cards import Card
from ikdesk.ui.desk import Desk
from ikdesk.ui.layouts import Column


class CaseSection(Card):
    """What every part of the page of a case has in common.

    ``asks(what, about)`` wants something of the page: "follow_up", "correct", "close_case", "measure" (about its key),
    "new_measure" (about what it is filled in with, or None) and the like; see ``Cases``.

    Args:
        desk: verbs.
        tell: shows a toast: text, words of the action, what it does.
        incident: the case as it is now; the page gives a new one, and asks for ``reload``, when it has changed.
        title: the heading.
    """

    SHOWS: ClassVar[frozenset[type]] = frozenset()  # what is shown here besides the incident itself
    asks = Signal(str, object)

    def __init__(
        self, desk: Desk, tell: Callable[..., None], incident: IncidentDetail, title: str = ""
    ) -> None:
        super().__init__(title=title, spacing=8, padding=(16, 14, 16, 14), level=2)
        self.desk, self.tell, self.incident = desk, tell, incident
        self._body = Column(spacing=7)
        self.column.put(self._body)
        self._shown: list[QWidget] = []
        self.holds = False  # something that ``show_parts`` does not show
        desk.changed.connect(self._on_changed)

    @property
    def handles(self) -> bool:
        """Whether one may do more than read here."""
        return Right.HANDLE in self.desk.viewer.rights and self.incident.disposed_on is None

    def reload(self) -> None:
        """Ask for what is shown anew."""

    def show_parts(self, *parts: QWidget) -> None:
        """Show these instead of what was shown; nothing at all hides the card, unless it holds something besides."""
        for old in self._shown:
            self._body.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._shown = list(parts)
        for part in parts:
            self._body.put(part)
        self.setVisible(bool(parts) or self.holds)

    def setVisible(self, visible: bool) -> None:  # noqa: FBT001 (Qt calls it so)
        """Show or hide it; before it stands on a page it would be a window of its own."""
        if not visible or self.parentWidget() is not None:
            super().setVisible(visible)

    def _on_changed(self, kinds: frozenset[type]) -> None:
        if kinds & self.SHOWS:
            self.reload()
