"""Keys and mouse, as a person uses them; pytest-qt's own come without types."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget


def press(widget: QWidget, key: Qt.Key) -> None:
    """Press a key."""
    QTest.keyClick(widget, key)


def write(widget: QWidget, text: str) -> None:
    """Write with the keyboard."""
    QTest.keyClicks(widget, text)


def click(widget: QWidget, at: QPoint | None = None) -> None:
    """Click with the mouse; in the middle if no place is given."""
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at or widget.rect().center())
