"""Everything the leader writes in a report: the lines of "Kort fortalt", and the evaluation where there is one."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from ikdesk.kernel.words import spoken_in
from ikdesk.paper.story import Story
from ikdesk.reports.evaluation_panel import EvaluationPanel
from ikdesk.reports.facts_model import Facts
from ikdesk.reports.short_panel import ShortPanel
from ikdesk.ui.desk import Desk


class OwnTexts:
    """The cards one writes in, made anew with the report.

    Args:
        desk: verbs.
        tell: shows a toast.
        story: the report.
        tongue: the language it is written in; "" for the program's own.
    """

    def __init__(self, desk: Desk, tell: Callable[..., None], story: Story, tongue: str = "") -> None:
        self._tongue = tongue
        with spoken_in(tongue):
            self.short = ShortPanel(desk, tell, {table.key: table.title for table in story.tables})
            self.evaluation = EvaluationPanel(desk, tell)

    def show_facts(self, facts: Facts, begun: Mapping[str, str] | None = None) -> None:
        """Show the texts as they stand now.

        Args:
            facts: of the report.
            begun: what is being written, by text; None: as it is here.
        """
        self._evaluates = facts.has("evaluation")
        with spoken_in(self._tongue):
            self.short.show_facts(facts, begun)
            self.evaluation.show_facts(facts, begun)

    def begun(self) -> dict[str, str]:
        """What is being written now, by text."""
        return {**self.short.begun(), **self.evaluation.begun()}

    def cards(self) -> dict[str, QWidget]:
        """The cards, by the key of the section each stands for."""
        cards: dict[str, QWidget] = {"short": self.short}
        return {**cards, "evaluation": self.evaluation} if self._evaluates else cards
