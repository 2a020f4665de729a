"""One line on the front page until a change of leaders is over: whoever went can still unlock."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ikdesk.access.model import Access
from ikdesk.handover.state_queries import handover_now
from ikdesk.kernel.viewer import Right
from ikdesk.kernel.words import _
from ikdesk.people.model import Person
from ikdesk.ui.buttons import QuietButton
from ikdesk.ui.cards import Banner
from ikdesk.ui.desk import Desk
from ikdesk.ui.layouts import Column


class HandoverLine(QWidget):
    """Hidden where nobody hands over, and from all but leaders. ``wanted()`` when the page is asked for.

    Args:
        desk: verbs.
    """

    wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.banner = Banner("", "warn")
        self.go = QuietButton(str(_("Gå til lederbyttet")))
        self.banner.add_links(self.go)
        Column(self.banner, spacing=0, parent=self)
        self.go.clicked.connect(self.wanted)
        desk.changed.connect(self._on_changed)
        self.reload()

    def reload(self) -> None:
        """Ask anew whether somebody hands over."""
        now = self._desk.read(handover_now) if Right.MANAGE_USERS in self._desk.viewer.rights else None
        self.setVisible(now is not None)
        if now is None:
            return
        if now.old.key == self._desk.viewer.person:
            said = _("Du er i gang med å overlevere til {new}. Lederbyttet er ikke ferdig.").format(new=now.new.name)
        else:
            said = _("Forrige leder har fortsatt tilgang: {old}.").format(old=now.old.name)
        self.banner.say(said)

    def _on_changed(self, kinds: frozenset[type]) -> None:
        if kinds & {Access, Person}:
            self.reload()
