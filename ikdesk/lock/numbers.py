"""The emergency numbers on the locked screen: whoever needs them need not unlock anything."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ikdesk.kernel.public_numbers import public_numbers
from ikdesk.kernel.words import _
from ikdesk.ui.layouts import Column, Row
from ikdesk.ui.text import Label

_BESIDE = "   ·   "


class EmergencyNumbers(QWidget):
    """A calm line with the numbers, in as many lines as it takes."""

    def __init__(self) -> None:
        super().__init__()
        # a number and its name are never parted
        said = _BESIDE.join(f"{one.number} {one.name}".replace(" ", "\xa0") for one in public_numbers() if one.locked)
        self.label = Label(said, "medium")
        self.label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.label.setAccessibleName(f"{_('Nødnumre')}: {said}".replace("\xa0", " "))
        Row(spacing=0, margins=(20, 8, 20, 14), parent=self).put(self.label, 1)


def over_numbers(page: QWidget) -> QWidget:
    """A page with the numbers at its foot, where they stay when it is scrolled.

    Args:
        page: what else is on the screen.
    """
    whole = QWidget()
    column = Column(spacing=0, parent=whole)
    column.put(page, 1)
    column.put(EmergencyNumbers())
    return whole
