"""Where on the body: a child that is pointed at, and the same in a list; they are always in step."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ikdesk.incidents.body_figure_panel import BodyFigure
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.words import _
from ikdesk.ui.choices import ChoiceGroup
from ikdesk.ui.form import options_of
from ikdesk.ui.inputs import Dropdown
from ikdesk.ui.layouts import Column, Row
from ikdesk.ui.text import Label


class BodyInput(QWidget):
    """Where on the body: the child, and the list beside it.

    ``value()`` is the code of the part. The side lies in ``sides``, an input of its own for the field ``side``; both
    follow what is pointed at, and the child shows what was chosen there.

    Args:
        codebook: the unit's lists.
        with_side: ask about the side here too; else the form places ``sides`` where it wants.
    """

    changed = Signal()

    def __init__(self, codebook: Codebook, *, with_side: bool = False) -> None:
        super().__init__()
        self.figure = BodyFigure(codebook)
        self.list = Dropdown(_("Hvor på kroppen?"), options_of(codebook, "body_part"), none="–", width=240)
        self.sides = ChoiceGroup(_("Side"), options_of(codebook, "side"))
        self.said = Label(str(_("Pek på kroppen, eller velg i listen. Høyre og venstre er barnets egne.")), "secondary")
        self._codes = {option.code for option in options_of(codebook, "body_part")}
        self._turning = False
        beside = Column(Row(self.list, 1), *([self.sides] if with_side else []), self.said, spacing=10)
        beside.addStretch(1)
        line = Row(self.figure, spacing=20, parent=self)
        line.put(beside, 1)
        self.setFocusProxy(self.figure)
        self.figure.chosen.connect(self._on_chosen)
        self.list.changed.connect(self._on_list)
        self.sides.changed.connect(self._follow)

    def value(self) -> Any:
        """The code of the part of the body, or None."""
        return self.list.value()

    def set_value(self, value: object) -> None:
        """Choose a part of the body; None chooses nothing."""
        self.list.set_value(value)
        self._follow()

    @property
    def side(self) -> Any:
        """The code of the side, or None."""
        return self.sides.value()

    def _on_chosen(self, part: str, side: str) -> None:
        if part not in self._codes:
            return  # the unit does not use it
        self._turning = True
        self.list.set_value(part)
        self.sides.set_value(side or None)
        self._turning = False
        self._follow()
        self.changed.emit()

    def _on_list(self) -> None:
        if not self._turning:
            self._follow()
            self.changed.emit()

    def _follow(self) -> None:
        if not self._turning:
            self.figure.show_chosen(str(self.value() or ""), str(self.side or ""))
