"""A short message at the foot of the window that something was done, with a way to undo it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QEnterEvent, QFont, QHideEvent, QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QWidget
from shiboken6 import isValid

from ikdesk.kernel.words import _
from ikdesk.ui.buttons import Button
from ikdesk.ui.desk import Undoing
from ikdesk.ui.footer import Footer, feet
from ikdesk.ui.layouts import Row
from ikdesk.ui.paint import rounded
from ikdesk.ui.text import Label, announce
from ikdesk.ui.theme import color, px

STAYS = 6000  # milliseconds
ASIDE = 24  # logical pixels at 100 %; free on both sides of a long message


class _ToastLink(Button):
    """The link in a toast."""

    height_at_100 = 32.0
    padding = 8.0

    def words_font(self) -> QFont:
        """Underlined."""
        made = super().words_font()
        made.setUnderline(True)
        return made

    def looks(self) -> tuple[QColor | None, QColor | None, QColor]:
        """The colours turned round, as the toast's."""
        return None, None, color("surface")


class Toast(QFrame):
    """One message at a time; it waits while the mouse is over it or focus is in it.

    Args:
        host: the window it is shown in.
    """

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._words = Label("", wrap=False)
        self._link = _ToastLink()
        self._came_from: QWidget | None = None
        self._then: Callable[[], object] | None = None
        Row(self._words, self._link, spacing=4, margins=(18, 4, 14, 4), parent=self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_time)
        self._link.clicked.connect(self._on_link)
        feet().shown.connect(self._on_foot, Qt.ConnectionType.QueuedConnection)  # when it has its place
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._words.text()

    def show_message(self, text: str, action: str = "", then: Callable[[], object] | None = None) -> None:
        """Say something for six seconds.

        Args:
            text: what was done.
            action: the words of the link, for example "Angre".
            then: what the link does.
        """
        self._then = then
        self._words.say(text)
        self._words.setStyleSheet(f"color: {color('surface').name()};")
        self._link.say(action)
        self._link.setVisible(bool(action))
        self.adjustSize()
        self.place()
        stood = self.isVisible()
        self.show()
        self.raise_()
        if stood:
            self._begin()

    def _begin(self) -> None:
        """Stand for six seconds; behind a locked screen they begin when it is unlocked, and nothing is said before."""
        announce(self, f"{self.text} {self._link.text()}".strip())
        self._timer.start(STAYS)

    def showEvent(self, event: QShowEvent) -> None:
        """It is seen now."""
        super().showEvent(event)
        if not event.spontaneous() and self.window().isVisible():
            self._begin()

    def place(self) -> None:
        """In the middle, near the foot of the window, but never over the buttons there."""
        if not isValid(self):  # asked for in a moment, and the window is gone since, as when the language is changed
            return
        host = self.parentWidget()
        if host is None:
            return
        self._words.setWordWrap(False)
        self.adjustSize()
        widest = host.width() - px(2 * ASIDE)
        if self.width() > widest:
            self._words.setWordWrap(True)
            self.resize(widest, self.heightForWidth(widest))
        feet = [footer for footer in host.findChildren(Footer) if footer.isVisible()]
        for footer in feet:
            footer.installEventFilter(self)  # it grows when there is something to mend
        foot = min((at.mapTo(host, at.rect().topLeft()).y() for at in feet), default=host.height() - px(12))
        self.move((host.width() - self.width()) // 2, foot - self.height() - px(12))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move with the buttons at the foot."""
        if event.type() in {QEvent.Type.Move, QEvent.Type.Resize} and self.isVisible():
            self.place()
        return super().eventFilter(watched, event)

    def take_focus(self) -> None:
        """For F8: move focus to the link."""
        if self.isVisible() and self._link.isVisible():
            if not self._link.hasFocus():
                self._came_from = self.window().focusWidget()
            self._link.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._timer.stop()

    def undo(self) -> bool:
        """For Ctrl+Z: bring back what the message says was thrown away, while it stands there, and say whether.

        What was saved is not for the message to undo: something newer may have been saved since.
        """
        own = self.isVisible() and self._link.text() == str(_("Angre")) and not isinstance(self._then, Undoing)
        if own:
            self._on_link()
        return own

    def enterEvent(self, event: QEnterEvent) -> None:
        """Wait."""
        super().enterEvent(event)
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """Go on."""
        super().leaveEvent(event)
        self._timer.start(STAYS)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape takes it away."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Dark on light, light on dark."""
        painter = QPainter(self)
        rounded(painter, QRectF(self.rect()), px(8), color("text"))
        painter.end()

    def _on_foot(self) -> None:
        if self.isVisible():
            self.place()

    def _on_time(self) -> None:
        if self._link.hasFocus():
            self._timer.start(STAYS)
            return
        self.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        """Focus goes back to where it came from."""
        super().hideEvent(event)
        back, self._came_from = self._came_from, None
        if back is not None and isValid(back):
            back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_link(self) -> None:
        self.hide()
        if self._then is not None:
            self._then()
