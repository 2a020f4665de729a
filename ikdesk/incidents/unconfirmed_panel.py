"""What was reported from the locked screen and waits: a line above the list, and a card on the front page."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ikdesk.incidents.detail_panel import GRADES
from ikdesk.incidents.filter_panel import FilterPanel
from ikdesk.incidents.locked_queries import UnconfirmedRow, unconfirmed
from ikdesk.incidents.model import Status
from ikdesk.incidents.state_panel import StateTaker
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _, clock_time, many, short_date
from ikdesk.ui.buttons import Button, QuietButton, SecondaryButton
from ikdesk.ui.cards import Banner, Card, Pill
from ikdesk.ui.desk import Desk
from ikdesk.ui.icons import Icon
from ikdesk.ui.layouts import Column, Row
from ikdesk.ui.text import Label

SHOWN = 3  # on the front page at a time; the rest come when these are answered
_STORY = 90  # characters


class UnconfirmedBanner(Banner):
    """Says above the list that reports wait, and shows them alone."""

    def __init__(self, desk: Desk, filters: FilterPanel) -> None:
        super().__init__("", "warn", action=str(_("Vis dem")), then=self._on_wanted, icon="circle-dot")
        self._desk, self._filters = desk, filters
        self.hide()

    def reload(self) -> None:
        """Ask how many there are; hidden where there are none."""
        waiting = len(self._desk.read(unconfirmed))
        self.say(many("Ubekreftet: {n} hendelse er meldt fra låst skjerm.",
                      "Ubekreftet: {n} hendelser er meldt fra låst skjerm.", waiting))  # fmt: skip
        self.setVisible(waiting > 0)

    def _on_wanted(self) -> None:
        self._filters.show_status(Status.UNCONFIRMED)
        self._filters.changed.emit()


class UnconfirmedCard(Card):
    """The reports with what can be done about each; ``looked(key)`` asks for one of them in the list."""

    looked = Signal(object)

    def __init__(self, desk: Desk, tell: Callable[..., None]) -> None:
        """Make the card.

        Args:
            desk: verbs.
            tell: shows a toast: text, words of the action, what it does.
        """
        super().__init__(title=str(_("Ubekreftet: meldt fra låst skjerm")), spacing=8)
        self._desk = desk
        self._states = StateTaker(desk, tell, self)
        self._shown: list[QWidget] = []
        self.hide()

    def reload(self) -> None:
        """Show what waits; nothing hides the card."""
        for widget in self._shown:
            self.column.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        rows = self._desk.read(unconfirmed)
        self._shown = [self._report(row) for row in rows[:SHOWN]]
        if len(rows) > SHOWN:
            more = many("{n} til venter etter disse.", "{n} til venter etter disse.", len(rows) - SHOWN)
            self._shown.append(Label(more, "secondary"))
        self.put(*self._shown)
        self.setVisible(bool(rows))

    def _report(self, row: UnconfirmedRow) -> QWidget:
        book = self._desk.codebook
        kind = book.label("event_type", row.kind)
        title = f"{row.story[:_STORY]}…" if len(row.story) > _STORY else row.story or kind
        at = row.reported_at
        told = _("Skrevet {day} kl. {time}").format(day=short_date(at), time=clock_time(at.time())) if at else ""
        parts = (kind if row.story else "", short_date(row.occurred_on), row.place, told)
        head = Row(spacing=10)
        head.put(Column(Label(title, "medium"), Label(" · ".join(part for part in parts if part), "secondary"),
                        spacing=1), 1)  # fmt: skip
        self._put_grade(head, row.severity)
        head.put(Pill(Status.UNCONFIRMED.label, "warn", "circle-dot"))
        acts: tuple[tuple[Button, Callable[[Key], object]], ...] = (
            (SecondaryButton(str(_("Bekreft")), "check"), self._states.confirm),
            (QuietButton(str(_("Slå sammen"))), self._states.merge),
            (QuietButton(str(_("Trekk tilbake"))), self._states.withdraw),
            (QuietButton(str(_("Se på den"))), self.looked.emit),
        )  # fmt: skip
        line = Row(spacing=8)
        for button, act in acts:
            button.setAccessibleName(f"{button.words}: {title}")
            button.clicked.connect(lambda _on=False, does=act: does(row.id))
            line.put(button)
        line.put(1)
        return Card(Column(head, line, spacing=8), padding=(12, 10, 12, 10))

    def _put_grade(self, head: Row, severity: int | None) -> None:
        """How serious it is, as the list shows it."""
        mark = GRADES.get(str(severity))
        icon = [Icon(mark.icon, mark.tone, 17)] if mark is not None else []
        head.put(Row(*icon, Label(self._desk.codebook.label("severity", severity), wrap=False), spacing=6))
