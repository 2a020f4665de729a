"""In which order the keyboard goes through what has come to a page since it was made."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtWidgets import QWidget


def in_order(*widgets: QWidget) -> None:
    """Let the keyboard go from each of these to the next one; what followed the last, does still."""
    for one, following in pairwise(widgets):
        QWidget.setTabOrder(one, following)
