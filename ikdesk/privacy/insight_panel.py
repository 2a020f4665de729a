"""Insight, one step after the other: whom, which incidents really are about them, and what goes out."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QStackedWidget, QWidget

from ikdesk.access.model import Deed
from ikdesk.kernel.viewer import Key
from ikdesk.privacy.insight_answer_panel import AnswerPanel
from ikdesk.privacy.insight_choose_panel import ChoosePanel
from ikdesk.privacy.insight_find_panel import FindPanel, Found
from ikdesk.privacy.insight_model import Insight
from ikdesk.privacy.insight_queries import told
from ikdesk.ui.desk import Desk
from ikdesk.ui.layouts import Column


class InsightPanel(QWidget):
    """Three steps; what was found is forgotten as soon as one leaves them."""

    def __init__(self, desk: Desk, tell: Callable[..., None]) -> None:
        super().__init__()
        self._desk, self._tell = desk, tell
        self._found: Found | None = None
        self._stack = QStackedWidget()
        self.whom = FindPanel(desk)
        self._stack.addWidget(self.whom)
        Column(spacing=0, parent=self).put(self._stack, 1)
        self.whom.found.connect(self._on_found)

    @property
    def step(self) -> QWidget | None:
        """The step that is shown."""
        return self._stack.currentWidget()

    def _on_found(self, found: Found) -> None:
        self._found = found
        panel = ChoosePanel(found, self._desk.codebook)
        panel.chosen.connect(self._on_chosen)
        panel.left.connect(lambda: self._leave(panel))
        self._go(panel)

    def _on_chosen(self, keys: list[Key]) -> None:
        if self._found is None:
            return
        records = tuple(self._desk.read(told, keys, self._found.about))
        if records:
            self._desk.note(Deed.OPENED, "incident", [record.id for record in records])
        insight = Insight(self._found.about, records, self._found.staff)
        panel = AnswerPanel(self._desk, insight, self._found.own)
        panel.left.connect(lambda: self._leave(panel))
        panel.done.connect(self._on_done)
        self._go(panel)

    def _on_done(self, sentence: str, action: str, then: Callable[[], object]) -> None:
        for panel in [self._stack.widget(at) for at in range(1, self._stack.count())]:
            self._leave(panel)
        self.whom.clear()
        self._found = None
        self._tell(sentence, action, then)

    def _go(self, panel: QWidget) -> None:
        self._stack.addWidget(panel)
        self._stack.setCurrentWidget(panel)
        panel.setFocus()

    def _leave(self, panel: QWidget | None) -> None:
        if panel is None:
            return
        self._stack.removeWidget(panel)
        shown = self._stack.currentWidget()
        if panel.isAncestorOf(self.focusWidget() or self) and shown is not None:
            shown.setFocus()  # or it would go to the first thing in the window
        panel.hide()
        panel.deleteLater()
