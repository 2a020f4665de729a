"""What stands in the window while the data are closed and something is done with them: what it is, and how far."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from ikdesk.ui.buttons import PrimaryButton, QuietButton
from ikdesk.ui.cards import TONE_ICONS, Card
from ikdesk.ui.icons import Icon
from ikdesk.ui.layouts import Column, Row
from ikdesk.ui.text import Heading, Label, announce
from ikdesk.ui.theme import px

_WIDE = 520  # logical pixels at 100 %


class BusyPage(QWidget):
    """A calm card in the middle, which holds nothing of what is in the data.

    ``gone_on()`` when somebody has read how it ended; ``left()`` when they will wait no longer, or go another way.

    Args:
        title: what is being done.
        words: a sentence under it.
        leave: on a button for those who will not wait; "" for none.
    """

    gone_on = Signal()
    left = Signal()

    def __init__(self, title: str, words: str = "", leave: str = "") -> None:
        super().__init__()
        self.title, self.words = Heading(title, 2), Label(words, "muted")
        self.words.setVisible(bool(words))
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)  # it moves, and does not say how far
        self.bar.setAccessibleName(str(title))
        self.bar.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.leave, self.go = QuietButton(leave), PrimaryButton("")
        self.leave.setVisible(bool(leave))
        self.go.hide()
        self._icon = Icon("hard-drive", "primary", 24, circle="tint")
        head = Row(self._icon, spacing=14)
        head.put(Column(self.title, self.words, spacing=4), 1)
        card = Card(head, self.bar, Row(self.go, self.leave, 1, spacing=10), spacing=16,
                    padding=(24, 22, 24, 22))  # fmt: skip
        card.setFixedWidth(px(_WIDE))
        Column(1, Row(1, card, 1), 1, parent=self)
        self.leave.clicked.connect(self.left)
        self.go.clicked.connect(self.gone_on)
        announce(self, title)

    def show_progress(self, done: int, total: int) -> None:
        """Show how far it has come."""
        self.bar.setRange(0, max(1, total))
        self.bar.setValue(done)

    def show_end(self, title: str, said: str, verb: str, other: str = "", *, tone: str = "ok") -> None:
        """Say how it ended, and wait until that is read.

        Args:
            title: in a few words.
            said: in a sentence or two; each on a line of its own where there are more.
            verb: on the button.
            other: on another one; "" for none.
            tone: ok, warn or danger.
        """
        self.bar.hide()
        self.leave.say(other)
        self.leave.setVisible(bool(other))
        self._icon.show_icon(TONE_ICONS[tone], tone, f"{tone}_bg")
        self.title.say(title)
        self.words.say(said.replace("\n", "\n\n"))  # with air between them: nobody reads a wall of words
        self.words.show()
        self.go.say(verb)
        self.go.show()
        self.go.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, f"{title}. {said.replace(chr(10), ' ')}", now=tone != "ok")
