"""What the recipient of a report could work out: every hidden number, why it is hidden, and what can be inferred."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ikdesk.kernel.words import _
from ikdesk.paper.story import Story
from ikdesk.reports.facts_model import Facts
from ikdesk.reports.hidden_sentences import hidden_lines, hidden_said, left_out_said
from ikdesk.reports.protection_model import Protection
from ikdesk.ui.buttons import QuietButton
from ikdesk.ui.cards import Card
from ikdesk.ui.layouts import Column, Row
from ikdesk.ui.plain_table import Grid, PlainTable
from ikdesk.ui.text import Label
from ikdesk.ui.theme import px

_WIDEST = 1100  # of the table; logical pixels at 100 %
_NUMBER = 3  # the column of true numbers


class ProtectionPanel(Card):
    """How many numbers are hidden; unfolded, which they are. For the leader's eyes: it shows them."""

    def __init__(self) -> None:
        super().__init__(title=str(_("Hva kan mottakeren finne ut?")), spacing=8, padding=(20, 14, 20, 14), level=2)
        self.said = Label("")
        self.turn = QuietButton(str(_("Vis hva som er skjult")), "eye", flush=True)
        self.inside = QWidget()
        self._column = Column(spacing=8, parent=self.inside)
        self.inside.hide()
        self.table: PlainTable | None = None
        head = Row(spacing=14)
        head.put(self.said, 1)
        head.put(self.turn)
        self.column.put(head)
        self.put(self.inside)
        self.turn.clicked.connect(self._on_turn)

    def show_report(self, facts: Facts, hidden: Protection, story: Story) -> None:
        """Tell what a version of the report hides.

        Args:
            facts: of the version, as it is told.
            hidden: what it does not tell.
            story: the version itself.
        """
        self.said.say(hidden_said(facts, hidden))
        self.turn.setVisible(hidden.anything)
        self.inside.setVisible(hidden.anything and self.opened)
        while (item := self._column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.table = None
        titles = {table.key: table.title for table in story.tables}
        if hidden.cells:
            self._put_table(facts, hidden, titles)
        for said in left_out_said(facts, hidden):
            self._column.put(Label(said))

    @property
    def opened(self) -> bool:
        """Whether the hidden numbers are shown."""
        return self.turn.words == str(_("Skjul dem"))

    def _put_table(self, facts: Facts, hidden: Protection, titles: dict[str, str]) -> None:
        told = _(
            "Mottakeren ser «:» i stedet for tallet. Under står det hva som likevel kan regnes ut, av tabellen selv og "
            "av det samme i andre perioder."
        )  # fmt: skip
        self._column.put(Label(str(told), "secondary"))
        lines = hidden_lines(facts, hidden, titles)
        headings = (
            _("Tabell"), _("Linje"), _("Kolonne"), _("Riktig tall"), _("Mottakeren kan regne ut"), _("Hvorfor skjult"),
        )  # fmt: skip
        rows = tuple((line.table, line.row, line.column, line.number, line.seen, line.why) for line in lines)
        self.table = PlainTable(Grid(
            str(_("Skjulte tall")), tuple(str(one) for one in headings), rows, frozenset({_NUMBER}),
            roomy=frozenset({0, 1, 5}),
        ))  # fmt: skip
        self.table.setMaximumWidth(px(_WIDEST))
        self._column.put(self.table)

    def _on_turn(self) -> None:
        opened = self.opened
        self.turn.say(str(_("Vis hva som er skjult") if opened else _("Skjul dem")))
        self.turn.show_icon("eye" if opened else "eye-off")
        self.inside.setVisible(not opened)
