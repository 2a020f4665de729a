"""More children in one event: two who met in the sledding hill are one event, not two."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from ikdesk.kernel.personal import Sort, found_in
from ikdesk.kernel.told import LONGEST_NAME, MOST_OTHERS
from ikdesk.kernel.words import _
from ikdesk.ui.buttons import QuietButton
from ikdesk.ui.layouts import Wrapping
from ikdesk.ui.text_field import TextField


class OthersInput(QWidget):
    """A narrow line for each child besides the first, and a button that adds one."""

    changed = Signal()
    asks_itself = True

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[TextField] = []
        self.more = QuietButton(str(_("Et barn til")), "plus")
        self.more.setAccessibleName(str(_("Legg til et barn til i den samme hendelsen")))
        self._flow = Wrapping(spacing=6, parent=self)
        self._flow.addWidget(self.more)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusProxy(self.more)
        self.more.clicked.connect(self._on_more)

    def value(self) -> tuple[str, ...]:
        """Who they are; what stands empty is nobody."""
        return tuple(line.value() for line in self.lines if line.value())

    def set_value(self, value: object) -> None:
        """Show these and no others."""
        names = [str(name) for name in value] if isinstance(value, Sequence) and not isinstance(value, str) else []
        while len(self._lines) < min(len(names), MOST_OTHERS):
            self._add()
        for at, line in enumerate(self._lines):
            line.set_value(names[at] if at < len(names) else "")
            line.setVisible(at < len(names))
        self._settle()

    def complaint(self) -> str:
        """A sentence about one that is too long, or is the number of a person; nothing when there is none."""
        if any(one.kind is Sort.BIRTH_NUMBER for name in self.value() for one in found_in(name)):
            return str(_("Det ser ut som et fødselsnummer. Slett det før du lagrer."))
        if all(len(name) <= LONGEST_NAME for name in self.value()):
            return ""
        return _("Skriv bare initialer eller nummer, høyst {n} tegn for hvert barn.").format(n=LONGEST_NAME)

    @property
    def lines(self) -> list[TextField]:
        """Those that are shown."""
        return [line for line in self._lines if not line.isHidden()]

    def _add(self) -> TextField:
        line = TextField(width=76)
        line.setAccessibleName(_("Barn nummer {n}: initialer eller nummer").format(n=len(self._lines) + 2))
        before = self._lines[-1] if self._lines else None
        self._lines.append(line)
        self._flow.removeWidget(self.more)
        self._flow.addWidget(line)
        self._flow.addWidget(self.more)
        if before is not None:
            QWidget.setTabOrder(before, line)
        QWidget.setTabOrder(line, self.more)
        line.changed.connect(self.changed)
        return line

    def _on_more(self) -> None:
        line = next((line for line in self._lines if line.isHidden()), None) or self._add()
        line.show()
        self._settle()
        line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _settle(self) -> None:
        self.more.setVisible(len(self.lines) < MOST_OTHERS)
        self._flow.invalidate()
        self.updateGeometry()
