"""The measures that came of an incident, beside it; and which of them are left when it is closed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ikdesk.kernel.page import Cut
from ikdesk.kernel.words import _
from ikdesk.measures.look_panel import status_pill
from ikdesk.measures.model import ANSWERS, MeasureStatus
from ikdesk.measures.queries import MeasureFilter, MeasureRow, measure_page
from ikdesk.measures.status_queries import ALREADY
from ikdesk.ui.buttons import IconButton, QuietButton
from ikdesk.ui.desk import Desk
from ikdesk.ui.layouts import Column, Row, Wrap
from ikdesk.ui.option import Option
from ikdesk.ui.text import Heading, Label

_MOST = 500  # measures one can choose from
_TITLE = 70  # characters of a measure's title in a list that folds out


class MeasureSection(QWidget):
    """What is done so that it does not happen again, and two ways to do more.

    ``asks(what, about)`` as the sections of a case: "measure" and "unlink_measure" about its key, "new_measure", and
    "link_measure".
    """

    asks = Signal(str, object)

    def __init__(self, rows: Sequence[MeasureRow]) -> None:
        super().__init__()
        column = Column(Heading(str(_("Tiltak")), 3), spacing=6, parent=self)
        for row in rows:
            words = QuietButton(_("Tiltak {number}").format(number=row.number), "list-checks", flush=True)
            words.setAccessibleName(_("Åpne tiltak {number}").format(number=row.number))
            words.clicked.connect(lambda _on=False, key=row.id: self.asks.emit("measure", key))
            away = IconButton(_("Løs fra tiltak {number}").format(number=row.number), "x")
            away.clicked.connect(lambda _on=False, key=row.id: self.asks.emit("unlink_measure", key))
            column.put(Column(Row(words, status_pill(row.status), 1, away, spacing=8), Label(row.title), spacing=0))
        if not rows:
            column.put(Label(_("Ingen ennå. Hva kan dere gjøre for at det ikke skal skje igjen?"), "secondary"))
        new, link = QuietButton(str(_("Nytt tiltak")), "plus"), QuietButton(str(_("Knytt til et tiltak")), "link")
        new.clicked.connect(lambda: self.asks.emit("new_measure", None))
        link.clicked.connect(lambda: self.asks.emit("link_measure", None))
        column.put(Wrap(new, link, spacing=2))


def unfinished(rows: Sequence[MeasureRow]) -> list[MeasureRow]:
    """Those where work is left, or nobody has said whether they worked."""
    over = {*ANSWERS, MeasureStatus.REJECTED}
    return [row for row in rows if row.status not in over and row.origin != ALREADY]


def measures_to_choose(desk: Desk, linked: Sequence[MeasureRow], place: str) -> list[Option]:
    """The measures an incident can be tied to: those at the same place first, and then the newest.

    Args:
        desk: verbs.
        linked: those it is tied to already.
        place: where it happened.
    """
    known = {row.id for row in linked}
    found = desk.read(measure_page, MeasureFilter(), Cut(0, _MOST, "number", descending=True)).rows
    rows = sorted(found, key=lambda row: row.place != place)
    return [
        Option(row.id, f"{row.number}: {row.title[:_TITLE]}{'…' if len(row.title) > _TITLE else ''}")
        for row in rows
        if row.id not in known and row.status is not MeasureStatus.REJECTED
    ]
