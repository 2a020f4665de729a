"""The things that can go wrong, one at a time, so that all there is to one of them is seen at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ikdesk.kernel.words import _
from ikdesk.risks.build_model import mark_at
from ikdesk.risks.matrix_model import Matrix
from ikdesk.risks.mini_hazard_panel import HazardBox, Told, nothing
from ikdesk.ui.buttons import QuietButton, SecondaryButton
from ikdesk.ui.choices import ChoiceGroup
from ikdesk.ui.desk import Desk
from ikdesk.ui.layouts import Column, Row
from ikdesk.ui.option import Option
from ikdesk.ui.text import announce

_SHORT = 28  # letters of a danger on its chip


class HazardsField(QWidget):
    """What a form holds of the dangers: ``value()`` is a list, as ``record_mini`` takes them.

    Args:
        desk: verbs.
        matrix: the unit's.
        log: what stands beside the matrix.
    """

    changed = Signal()
    turned = Signal()  # another danger is shown
    asks_itself = True  # its questions stand in it
    shows_errors = True  # and what is wrong stands at them

    def __init__(self, desk: Desk, matrix: Matrix, log: QWidget) -> None:
        super().__init__()
        self._matrix = matrix
        self._told: list[Told] = [nothing()]
        self._at = 0
        self._wrong: dict[int, dict[str, str]] = {}
        self.box = HazardBox(desk, matrix, log)
        self.chips = ChoiceGroup(str(_("Hvilken fare")), ())
        self.more = SecondaryButton(str(_("Én fare til")), "plus")  # whoever shows the form places it
        self.less = QuietButton(str(_("Ta bort faren")), "x")
        self._among = QWidget()  # with one danger there is nothing to choose between
        line = Row(spacing=6, parent=self._among)
        line.put(self.chips, 1)
        line.put(self.less)
        Column(self._among, self.box, spacing=6, parent=self)
        self.setFocusProxy(self.box.title)
        self.chips.changed.connect(self._on_chip)
        self.more.clicked.connect(self.add)
        self.less.clicked.connect(self._on_less)
        self.box.changed.connect(self._on_written)
        self._name()

    @property
    def now(self) -> Told:
        """The one that is shown."""
        return self.box.value()

    def value(self) -> list[Told]:
        """All of them; one nobody wrote anything of is none, unless it is the only one."""
        self._told[self._at] = self.box.value()
        written = [one for one in self._told if one != nothing()]
        return written or [nothing()]

    def set_value(self, value: object) -> None:
        """Show these, the first of them first."""
        rows = [nothing() | dict(one) for one in value] if isinstance(value, (list, tuple)) else []
        self._told, self._wrong = rows or [nothing()], {}
        self._show(0)

    def settle(self) -> list[Told]:
        """Leave out those nobody wrote anything of, so that each has the number it is saved with."""
        at, shown = self._at, self.box.value()
        self._told = self.value()
        self._show(self._told.index(shown) if shown in self._told else min(at, len(self._told) - 1))
        return self._told

    def refused(self) -> dict[str, str]:
        """What is wrong with what is shown: by the field's name and the number of the danger."""
        return {f"{key}_{self._at}": said for key, said in self.box.complaints().items()}

    def show_errors(self, messages: Mapping[str, str]) -> dict[str, str]:
        """Show what is wrong at the dangers it is about, and those first; what is left is about something else.

        Args:
            messages: sentences; "title_0" is about the first danger.
        """
        self._wrong, rest = {}, {}
        for key, said in messages.items():
            name, _line, number = key.rpartition("_")
            if name and number.isdigit() and int(number) < len(self._told):
                self._wrong.setdefault(int(number), {})[name] = said
            else:
                rest[key] = said
        if self._wrong:
            self._show(min(self._wrong))
        else:
            self.box.show_errors({})
        return rest

    def add(self) -> None:
        """One danger more; nothing happens while the last one is still empty."""
        self._told = self.value()
        if self._told[-1] != nothing():
            self._told.append(nothing())
        self._show(len(self._told) - 1)
        announce(self.box, _("Fare {n}").format(n=self._at + 1))
        self.box.begin()

    def _on_less(self) -> None:
        self._told[self._at] = self.box.value()
        del self._told[self._at]
        self._told = self._told or [nothing()]
        self._wrong = {}
        self._show(min(self._at, len(self._told) - 1))
        self.box.begin()
        self.changed.emit()

    def _on_chip(self) -> None:
        at = self.chips.value()
        if isinstance(at, int) and at != self._at and at < len(self._told):
            self._told[self._at] = self.box.value()
            self._show(at)

    def _on_written(self) -> None:
        self._told[self._at] = self.box.value()
        if self._wrong.pop(self._at, None):
            self.box.show_errors({})
        self._name()
        self.changed.emit()

    def _show(self, at: int) -> None:
        self._at = at
        self.box.show_hazard(self._told[at])
        self.box.show_errors(self._wrong.get(at, {}))
        self._name()
        self.turned.emit()

    def _name(self) -> None:
        """What the chips say."""
        quiet = self.chips.blockSignals(True)
        self.chips.set_options([Option(at, self._called(at, one)) for at, one in enumerate(self._told)])
        self.chips.set_value(self._at)
        self.chips.blockSignals(quiet)
        self._among.setVisible(len(self._told) > 1)

    def _called(self, at: int, one: Mapping[str, Any]) -> str:
        title = str(one["title"] or _("Ny fare"))
        short = title if len(title) <= _SHORT else f"{title[: _SHORT - 1].rstrip()}…"
        return f"{at + 1}. {short}{self._letter(one)}"

    def _letter(self, one: Mapping[str, Any]) -> str:
        likely, bad = one["probability"], one["consequence"]
        if likely is None or bad is None:
            return ""
        return f" · {mark_at(self._matrix, likely, bad, one.get('size') or self._matrix.size).grade.letter}"
