"""Which register one looks at: what happened to children and in the running of the unit, to staff, or both."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ikdesk.kernel.viewer import Right, Viewer
from ikdesk.kernel.words import _
from ikdesk.ui.choices import ChoiceGroup
from ikdesk.ui.layouts import Row
from ikdesk.ui.option import Option

_STAFF = {"staff": True, "child": False}  # None: both


class RegisterPanel(QWidget):
    """The registers one may choose among; nothing to choose for those who see one of them only.

    Args:
        viewer: who looks.
    """

    changed = Signal()

    def __init__(self, viewer: Viewer) -> None:
        super().__init__()
        self._only = None if Right.READ in viewer.rights else Right.READ_STAFF in viewer.rights
        options = [
            Option("all", str(_("Alle"))), Option("child", str(_("Barn og drift"))), Option("staff", str(_("Ansatte"))),
        ]  # fmt: skip
        self.choice = ChoiceGroup(_("Register"), options)
        self.choice.set_value("all")
        Row(self.choice, parent=self)
        if self._only is not None:
            self.hide()
        self.choice.changed.connect(self.changed)

    @property
    def staff(self) -> bool | None:
        """Whether the staff register is wanted; None: both."""
        return _STAFF.get(self.choice.value() or "") if self._only is None else self._only

    def show_all(self) -> None:
        """Look at both, where one may."""
        self.choice.set_value("all")
