"""The list of measures: how far each has come, and how urgent it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ikdesk.kernel.fields import Field
from ikdesk.kernel.page import Cut, Page
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _
from ikdesk.measures.look_panel import STATES
from ikdesk.measures.model import MeasureStatus
from ikdesk.measures.queries import SOONEST, MeasureFilter, MeasureRow, measure_page
from ikdesk.ui.cards import Card, EmptyState
from ikdesk.ui.desk import Desk
from ikdesk.ui.due import due_mark, due_words
from ikdesk.ui.pill_delegate import Mark
from ikdesk.ui.table import ListView, RowTable, Width

_FIELDS = (
    Field("number", _("Nr."), int), Field("title", _("Tiltak")), Field("place", _("Sted")),
    Field("who", _("Ansvarlig")), Field("due", _("Frist")),
    Field("status", _("Status"), MeasureStatus),
)  # fmt: skip
_SORTS = {"due": "deadline", "who": "role"}
_WIDTHS = {
    "number": Width(44), "title": Width(0), "place": Width(132, hide_below=780),
    "who": Width(150, hide_below=900), "due": Width(184, hide_below=520), "status": Width(166),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A measure as the list shows it."""

    id: Key
    number: int
    title: str
    place: str
    who: str  # the person, else the role
    due: str
    status: MeasureStatus


class ListPanel(Card):
    """The measures that are wanted, or what may be done where there are none."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(spacing=0, padding=(2, 2, 2, 2))
        self._desk = desk
        self._wanted = MeasureFilter()
        self._due: dict[str, Mark] = {}  # filled as the words come
        self.rows = RowTable(_FIELDS, desk.codebook, self._fetch, marks={"status": STATES, "due": self._due})
        self.view = ListView(str(_("Tiltak")), self.rows, _WIDTHS, main="title")
        self.empty = EmptyState("list-checks", "", "")
        self.column.put(self.view, 1)
        self.column.put(self.empty, 1)

    @property
    def key(self) -> Any:
        """The key of the chosen measure; None where the list is empty."""
        return self.view.key if self.rows.total else None

    def reload(self, wanted: MeasureFilter) -> str:
        """Ask for the list anew; the chosen one stays chosen. Says how many there are.

        Args:
            wanted: which ones.
        """
        self._wanted = wanted
        self.rows.reload()
        total = self.rows.total
        everything = self._desk.read(measure_page, MeasureFilter(), Cut(0, 1, "number")).total
        self.view.setVisible(total > 0)
        self.empty.setVisible(total == 0)
        if everything:
            self.empty.say(str(_("Ingen treff")), str(_("Prøv færre ord, eller nullstill filtrene.")))
        else:
            self.empty.say(str(_("Ingen tiltak ennå")), str(_(
                "Et tiltak er det dere gjør for at noe ikke skal skje igjen. Skriv hvem som gjør det, innen når, og "
                "når dere skal se om det virket."
            )))  # fmt: skip
        if total and self.view.key is None:
            self.view.choose(self.rows.key(0))
        return _("Viser {n} av {all} tiltak").format(n=total, all=everything)

    def choose(self, key: Key) -> None:
        """Choose a measure, however far down it is."""
        next((at for at in range(self.rows.total) if self.rows.key(at) == key), None)  # fetches its part
        self.view.choose(key)

    def _fetch(self, first: int, size: int, sort: str, descending: bool) -> Page[Any]:  # noqa: FBT001 (the table asks so)
        cut = Cut(first, size, _SORTS.get(sort, sort) or SOONEST.sort, descending if sort else SOONEST.descending)
        page = self._desk.read(measure_page, self._wanted, cut)
        return Page([self._line(row) for row in page.rows], page.total)

    def _line(self, row: MeasureRow) -> Line:
        due = "" if row.days_left is None else due_words(row.days_left)
        if row.days_left is not None:
            self._due[due] = due_mark(row.days_left)
        role = self._desk.codebook.label("responsible_role", row.role) if row.role else ""
        return Line(row.id, row.number, row.title, row.place, row.responsible or role, due, row.status)
