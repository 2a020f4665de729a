"""The settings about privacy: the papers, insight for those it is about, and disposals."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QStackedWidget, QWidget

from ikdesk.kernel.viewer import Right
from ikdesk.kernel.words import _
from ikdesk.privacy.disposal_ask_panel import Disposes
from ikdesk.privacy.disposal_panel import DisposalPanel
from ikdesk.privacy.insight_panel import InsightPanel
from ikdesk.privacy.paper_panel import PaperPanel
from ikdesk.ui.choices import ChoiceGroup
from ikdesk.ui.desk import Desk
from ikdesk.ui.layouts import Column
from ikdesk.ui.option import Option


class PrivacyPanel(QWidget):
    """Three parts, one at a time; each is made the first time it is shown.

    Args:
        desk: verbs.
        tell: shows a toast.
        disposals: destroys for good; without it that part only tells what was done.
    """

    def __init__(self, desk: Desk, tell: Callable[..., None], disposals: Disposes | None = None) -> None:
        super().__init__()
        self._desk, self._tell, self._disposals = desk, tell, disposals
        self._made: dict[str, QWidget] = {}
        self._build()
        self.part.changed.connect(self.reload)
        self.reload()

    def _build(self) -> None:
        options = [Option("papers", str(_("Papirer")), icon="file-text")]
        if Right.SEE_LOG in self._desk.viewer.rights:  # a deputy does not answer for the leader in these
            options += [
                Option("insight", str(_("Innsyn")), icon="eye"),
                Option("disposal", str(_("Kassasjon")), icon="triangle-alert"),
            ]
        self.part = ChoiceGroup(_("Hvilken del av personvernet?"), options)
        self.part.set_value("papers")
        self._stack = QStackedWidget()
        head = QWidget()
        Column(self.part, margins=(28, 4, 28, 10), parent=head)
        whole = Column(head, spacing=0, parent=self)
        whole.put(self._stack, 1)
        self.panes = [self.part, self._stack]

    def reload(self) -> None:
        """Show the part that is chosen."""
        key = str(self.part.value() or "papers")
        if key not in self._made:
            self._made[key] = self._make(key)
            self._stack.addWidget(self._made[key])
        self._stack.setCurrentWidget(self._made[key])

    @property
    def panel(self) -> QWidget:
        """The part that is shown."""
        return self._made[str(self.part.value() or "papers")]

    def _make(self, key: str) -> QWidget:
        match key:
            case "insight":
                return InsightPanel(self._desk, self._tell)
            case "disposal":
                return DisposalPanel(self._desk, self._tell, self._disposals)
        return PaperPanel(self._desk, self._tell)
