"""The foot of the slides of a meeting: what was done, how far one has come, and the buttons that turn them."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from ikdesk.kernel.words import _
from ikdesk.ui.large import LargeIconButton, LargeQuiet, large
from ikdesk.ui.layouts import Row
from ikdesk.ui.paint import rounded
from ikdesk.ui.text import Label, announce
from ikdesk.ui.theme import color, px

STAYS = 8000  # milliseconds a message stands
_ROOMY = 1200  # logical pixels at 100 %; narrower has no room for all of it


class Dots(QWidget):
    """How far one has come: a dot for each slide."""

    def __init__(self) -> None:
        super().__init__()
        self._at, self._number = 0, 1

    def show_place(self, at: int, number: int) -> None:
        """Show where one is.

        Args:
            at: from 0.
            number: how many there are.
        """
        self._at, self._number = at, number
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for all."""
        return QSize(px(20) * self._number, px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Filled as far as one has come, and longer where one is."""
        painter = QPainter(self)
        side, middle = px(10), self.height() / 2
        for at in range(self._number):
            wide = px(18) if at == self._at else side
            box = QRectF(at * px(20) + (px(20) - wide) / 2, middle - side / 2, wide, side)
            rounded(painter, box, side / 2, color("primary" if at <= self._at else "border"))
        painter.end()


class StageFoot(QWidget):
    """One line under each slide."""

    def __init__(self) -> None:
        super().__init__()
        self.dots = Dots()
        self.notice, self.count = Label("", "muted"), Label("", "muted", wrap=False)
        self.undo = LargeQuiet(str(_("Angre")))
        self.undo.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # who clicks it, goes on where they wrote
        self.undo.hide()
        self.back = LargeIconButton(str(_("Forrige lysbilde (Page Up)")), "arrow-left")
        self.on = LargeIconButton(str(_("Neste lysbilde (Page Down)")), "arrow-right")
        self.leave = LargeIconButton(str(_("Lukk visningen (Esc)")), "x")
        self._quiet = QTimer(self, singleShot=True, interval=STAYS)
        self._quiet.timeout.connect(lambda: self.stand(""))
        line = Row(spacing=12, parent=self)
        line.put(self.notice, 1)
        for part in (self.undo, self.dots, self.count, self.back, self.on, self.leave):
            line.put(part)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What was done is more than how far one has come, where there is not room for both."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        self.dots.setVisible(not self.notice.text() or self.width() > large(_ROOMY))

    def show_place(self, at: int, number: int) -> None:
        """Show how far one has come.

        Args:
            at: from 0.
            number: how many there are.
        """
        self.dots.show_place(at, number)
        self.count.say(_("{at} av {n}").format(at=at + 1, n=number))

    def say(self, text: str, undo: object = ()) -> None:
        """Say what was done, for a while, with a way to undo it."""
        self.stand(text)
        self.undo.setVisible(bool(undo))
        announce(self, text)
        self._quiet.start()

    def stand(self, text: str) -> None:
        """Let something stand there."""
        self._quiet.stop()
        self.notice.say(text)
        self.undo.hide()
        self._make_room()
