"""The list of meetings: when, what about, and how far each has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from ikdesk.kernel.fields import Field
from ikdesk.kernel.page import Page
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _, sort_key
from ikdesk.meetings.detail_panel import STATES
from ikdesk.meetings.queries import meetings
from ikdesk.meetings.sentences import called
from ikdesk.meetings.view_model import MeetingState
from ikdesk.ui.cards import Card, EmptyState
from ikdesk.ui.desk import Desk
from ikdesk.ui.pill_delegate import Mark
from ikdesk.ui.table import ListView, RowTable, Width

_FIELDS = (
    Field("day", _("Dato"), date), Field("title", _("Møte")), Field("focus", _("Innsatsområde")),
    Field("ideas", _("Forslag"), int), Field("state", _("Status"), MeetingState),
)  # fmt: skip
_WIDTHS = {
    "day": Width(104), "title": Width(0), "focus": Width(190, hide_below=780), "ideas": Width(80, hide_below=900),
    "state": Width(150, hide_below=520),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A meeting as the list shows it."""

    id: Key
    day: date
    title: str
    focus: str
    ideas: int
    state: MeetingState


class ListPanel(Card):
    """All meetings, the latest first; or how one begins where there are none."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(spacing=0, padding=(2, 2, 2, 2))
        self._desk = desk
        marks = {state.code: Mark(icon, tone) for state, (tone, icon) in STATES.items()}
        self.rows = RowTable(_FIELDS, desk.codebook, self._fetch, marks={"state": marks})
        self.view = ListView(str(_("Møter")), self.rows, _WIDTHS, main="title")
        self.empty = EmptyState("presentation", str(_("Ingen møter ennå")), str(_(
            "Vis tallene for personalet på stor skjerm, uten navn. Snakk om hva dere gjør allerede, hva som kan gjøres "
            "straks, og hva som må planlegges. Når møtet er slutt, er tiltakene skrevet."
        )), str(_("Planlegg et møte")))  # fmt: skip
        self.column.put(self.view, 1)
        self.column.put(self.empty, 1)

    @property
    def key(self) -> Any:
        """The key of the chosen meeting; None where the list is empty."""
        return self.view.key if self.rows.total else None

    def reload(self) -> int:
        """Ask for the list anew; the chosen one stays chosen. Gives how many there are."""
        self.rows.reload()
        total = self.rows.total
        self.view.setVisible(total > 0)
        self.empty.setVisible(total == 0)
        if total and self.view.key is None:
            self.view.choose(self.rows.key(0))
        return total

    def _fetch(self, first: int, size: int, sort: str, descending: bool) -> Page[Any]:  # noqa: FBT001 (the table asks so)
        rows = [
            Line(row.id, row.day, called(row), row.focus, row.ideas, row.state) for row in self._desk.read(meetings)
        ]
        if sort:
            rows.sort(key=lambda row: _sorted_by(row, sort), reverse=descending)
        return Page(rows[first : first + size], len(rows))


def _sorted_by(row: Line, column: str) -> Any:
    value = getattr(row, column)
    if isinstance(value, MeetingState):
        return list(MeetingState).index(value)
    return sort_key(value) if isinstance(value, str) else value
