"""Tab goes through a part of the window as it is read, also when something in it was made anew since."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget


def order_tabs(part: QWidget) -> None:
    """Let Tab go from one thing to the next as they are laid out; what is made later stands last otherwise.

    Args:
        part: of the window.
    """
    for before, after in pairwise(_in_order(part)):
        QWidget.setTabOrder(before, after)


def _in_order(widget: QWidget) -> Iterator[QWidget]:
    scrolls = isinstance(widget, QScrollArea)
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not scrolls and not widget.focusProxy():
        yield widget
    if isinstance(widget, QScrollArea):
        inside = widget.widget()
        yield from () if inside is None else _in_order(inside)
    elif (layout := widget.layout()) is not None:
        yield from _laid_out(layout)


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    for at in range(layout.count()):
        item = layout.itemAt(at)
        if item is None:
            continue
        if (widget := item.widget()) is not None:
            yield from _in_order(widget)
        elif (inner := item.layout()) is not None:
            yield from _laid_out(inner)
