"""The one window of the program: what stands in it, and what hides that for a while."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget
from shiboken6 import isValid

NAME = "IKdesk"  # all a title says while something is hidden


class Shell(QStackedWidget):
    """The lock screen, the first steps, or the pages.

    Args:
        before_close: called before the window closes.
    """

    def __init__(self, before_close: Callable[[], None]) -> None:
        super().__init__()
        self._before_close, self._closing = before_close, False
        self._behind: QWidget | None = None
        self._title = ""
        self._focus: QWidget | None = None
        self.setProperty("page", "true")

    def put(self, page: QWidget) -> None:
        """Show this instead of what stood here, which is thrown away."""
        old = self.currentWidget()
        self.addWidget(page)
        self.setCurrentWidget(page)
        if old is not None:
            self.removeWidget(old)
            old.hide()
            old.deleteLater()

    @property
    def covered(self) -> bool:
        """Whether something hides what stands here."""
        return self._behind is not None

    def cover(self) -> None:
        """Hide what stands here, at once; what shall be seen instead is ``put`` over it."""
        if self.covered:
            return
        self._behind, self._title, self._focus = self.currentWidget(), self.windowTitle(), QApplication.focusWidget()
        blank = QWidget()
        self.addWidget(blank)
        self.setCurrentWidget(blank)
        if self._behind is not None:
            self.removeWidget(self._behind)  # a screen reader goes through what is in the stack, shown or not
            self._behind.hide()
        self.setWindowTitle(NAME)
        self.repaint()

    def uncover(self) -> None:
        """Show what was hidden, as it was."""
        behind, self._behind = self._behind, None
        if behind is None:
            return
        self.put(behind)
        self.setWindowTitle(self._title)
        focus, self._focus = self._focus, None
        if focus is not None and isValid(focus) and behind.isAncestorOf(focus):
            focus.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nothing is asked: what was begun is kept as a draft. Who clicks twice, waits as who clicks once."""
        if self._closing:
            event.ignore()
            return
        self._closing = True
        try:
            self._before_close()
        finally:
            self._closing = False
        super().closeEvent(event)
