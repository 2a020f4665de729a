"""A part of a page that is folded until somebody needs it."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from ikdesk.kernel.words import _
from ikdesk.ui.buttons import QuietButton
from ikdesk.ui.cards import Card
from ikdesk.ui.form import Form
from ikdesk.ui.layouts import Column, Row
from ikdesk.ui.theme import SEMIBOLD


class FoldHead(QuietButton):
    """The heading one presses; looks like one."""

    weight = SEMIBOLD

    def looks(self) -> tuple[QColor | None, QColor | None, QColor]:
        """As text, and as a link under the mouse."""
        return None, None, self.state_color("text", "primary", "primary_press")


class Fold(Card):
    """A card whose heading opens and shuts it; what is wrong inside opens it.

    Args:
        title: the heading.
        items: what lies in it, as for a card.
        opened: whether it begins open.
        form: whose complaints may lie inside.
    """

    def __init__(self, title: str, *items: Any, opened: bool = False, form: Form | None = None) -> None:
        super().__init__(spacing=4, padding=(16, 9, 16, 9))
        self._title = str(title)
        self.head = FoldHead(self._title, "chevron-right", flush=True)
        self.inside = QWidget()
        Column(*items, spacing=12, margins=(0, 4, 0, 7), parent=self.inside)
        self.put(Row(self.head, 1), self.inside)
        self.open(opened=opened)
        self.head.clicked.connect(lambda: self.open(opened=not self.opened))
        if form is not None:
            form.complaints_changed.connect(lambda: self._on_complaints(form))

    def open(self, *, opened: bool) -> None:
        """Open it, or fold it."""
        self.opened = opened
        self.inside.setVisible(opened)
        self.head.show_icon("chevron-down" if opened else "chevron-right")
        state = _("åpen") if opened else _("lukket")
        self.head.setAccessibleName(f"{self._title}, {state}")

    def _on_complaints(self, form: Form) -> None:
        if any(box is not None and self.inside.isAncestorOf(box) for _said, box in form.complaints()):
            self.open(opened=True)
