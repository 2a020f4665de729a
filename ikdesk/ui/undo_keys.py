"""Ctrl+Z: what was typed in the field one stands in, and when there is nothing of that, what was done last."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from shiboken6 import isValid


class UndoKeys(QObject):
    """Lets Ctrl+Z through to the window where a field has nothing to undo: by itself a field always takes it.

    Args:
        window: where it is watched over.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._field: QWidget | None = None  # the one focus is in
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The field does not get to say that the key is its own."""
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if not event.matches(QKeySequence.StandardKey.Undo) or _has_typed(watched):
            return super().eventFilter(watched, event)
        event.ignore()
        return True

    def _on_focus(self, _left: QWidget | None, now: QWidget | None) -> None:
        if self._field is not None and isValid(self._field):
            self._field.removeEventFilter(self)
        self._field = None
        if isinstance(now, (QLineEdit, QPlainTextEdit, QTextEdit)) and now.window() is self._window.window():
            self._field = now
            now.installEventFilter(self)


def _has_typed(field: QObject) -> bool:
    """Whether the field can undo something itself."""
    match field:
        case QLineEdit():
            return field.isUndoAvailable() and not field.isReadOnly()
        case QPlainTextEdit() | QTextEdit():
            return field.document().isUndoAvailable() and not field.isReadOnly()
        case _:
            return False
