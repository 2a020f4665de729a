"""The line on the front page that warns of the backups."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ikdesk.kernel.words import _
from ikdesk.ui.buttons import QuietButton
from ikdesk.ui.cards import Banner
from ikdesk.ui.layouts import Column


class BackupLine(QWidget):
    """One sentence and the way to mend it; hidden where there is nothing to warn of. ``wanted()`` when it is taken."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.banner = Banner("", "warn", icon="hard-drive")
        self.look = QuietButton(str(_("Se på sikkerhetskopiene")))
        self.banner.add_links(self.look)
        Column(self.banner, spacing=0, parent=self)
        self.look.clicked.connect(self.wanted)
        self.say("")

    def say(self, sentence: str) -> None:
        """Warn of this; "" for nothing."""
        self.banner.say(sentence)
        self.setVisible(bool(sentence))
