"""Nothing is seen of the program but one part of one window, whatever else stands open or comes up meanwhile."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QToolTip, QWidget
from shiboken6 import isValid

_OF_THE_SYSTEM = "QAbstractPrintDialog"  # named, not loaded: few print
_POPUPS = {Qt.WindowType.Popup, Qt.WindowType.ToolTip, Qt.WindowType.SplashScreen}


class Curtain(QObject):
    """Hides every window but one, and shows them again as they were.

    Boxes that wait for an answer go on waiting, with what was written in them. Menus, tips and boxes of the system are
    closed. What comes up while the curtain is drawn, for example because work ended, waits till it is opened.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stays: QWidget | None = None
        self._seen: QWidget | None = None
        self._hidden: list[QWidget] = []

    @property
    def drawn(self) -> bool:
        """Whether it is drawn."""
        return self._stays is not None

    def draw(self, stays: QWidget) -> None:
        """Hide every window but this one.

        Args:
            stays: the window; what is in it, is its own affair.
        """
        self._stays = stays
        QToolTip.hideText()
        for window in QApplication.topLevelWidgets():
            if window is not stays and window.isVisible():
                self._hide(window)
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def let_through(self, part: QWidget) -> None:
        """Let this part of the window that stays open lists and calendars of its own."""
        self._seen = part

    def open(self) -> None:
        """Show what was hidden, and what waited."""
        hidden = self._hidden
        self.let_go()
        for window in sorted((one for one in hidden if isValid(one)), key=_depth):
            window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen, False)
            window.show()
            window.activateWindow()

    def let_go(self) -> None:
        """Keep nothing back any more; what is hidden, stays so: the program ends."""
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        self._stays = self._seen = None
        self._hidden = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep back whatever comes up meanwhile."""
        if event.type() != QEvent.Type.Show or not isinstance(watched, QWidget):
            return False
        if watched.isWindow() and not self._may_be_seen(watched):
            # it is in the middle of being shown: this keeps it off the screen until it can be hidden
            watched.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
            QTimer.singleShot(0, self, lambda: self._hide_late(watched))
        return False

    def _may_be_seen(self, window: QWidget) -> bool:
        at: QWidget | None = window
        while at is not None:
            if at is self._seen:
                return True
            at = at.parentWidget()
        return window is self._stays

    def _hide_late(self, window: QWidget) -> None:
        if self.drawn and isValid(window):
            self._hide(window)

    def _hide(self, window: QWidget) -> None:
        if isinstance(window, QFileDialog) or window.inherits(_OF_THE_SYSTEM):
            window.close()  # the system may have made it: nothing was written there but the name of a file
        elif window.windowType() in _POPUPS:
            window.close()
        else:
            window.hide()
            self._hidden.append(window)


def _depth(window: QWidget) -> int:
    """How many windows it stands upon: these must be shown before it."""
    above = window.parentWidget()
    return 0 if above is None else 1 + _depth(above.window())
