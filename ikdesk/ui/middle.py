"""One column in the middle of a window that has nothing else: the first steps, and what is brought back or taken in."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ikdesk.ui.layouts import Row, ScrollPage
from ikdesk.ui.theme import px

_WIDEST = 860  # logical pixels at 100 %


def in_the_middle(widget: QWidget, around: float = 0) -> Row:
    """No wider than is easy to read, in the middle of the window.

    Args:
        widget: the column.
        around: to the left and to the right of it where the window is narrow; logical pixels at 100 %.
    """
    widget.setMaximumWidth(px(_WIDEST))
    line = Row(margins=(around, 0, around, 0))
    line.addStretch(1)
    line.put(widget, 1000)
    line.addStretch(1)
    return line


def scrolling_in_the_middle(widget: QWidget) -> ScrollPage:
    """The same, on a page that scrolls.

    Args:
        widget: the column.
    """
    page = ScrollPage(margins=(28, 4, 28, 20))
    page.put(in_the_middle(widget), 1)
    return page
