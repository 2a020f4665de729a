"""The measures that came of an incident, beside it; and what closing it leaves to be done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ikdesk.kernel.page import Cut
from ikdesk.kernel.words import _, many, plain_date
from ikdesk.measures.look_panel import due_words, status_pill
from ikdesk.measures.model import ANSWERS, MeasureStatus
from ikdesk.measures.queries import MeasureFilter, MeasureRow, measure_page
from ikdesk.measures.status_queries import ALREADY
from ikdesk.ui.buttons import IconButton, PrimaryButton, QuietButton, SecondaryButton
from ikdesk.ui.desk import Desk
from ikdesk.ui.dialogs import Box
from ikdesk.ui.layouts import Column, Row, Wrap
from ikdesk.ui.option import Option
from ikdesk.ui.text import Heading, Label

_TOLD = 5  # measures that are told of one by one when an incident is closed
_MOST = 500  # measures one can choose from
_TITLE = 70  # characters of a measure's title in a list that folds out


class MeasureSection(QWidget):
    """What is done so that it does not happen again, and two ways to do more."""

    measure = Signal(object)  # open the one with this key
    unlink = Signal(object)  # it is not one of this incident's after all
    new = Signal()
    link = Signal()

    def __init__(self, rows: Sequence[MeasureRow]) -> None:
        super().__init__()
        column = Column(Heading(str(_("Tiltak")), 3), spacing=6, parent=self)
        for row in rows:
            words = QuietButton(_("Tiltak {number}").format(number=row.number), "list-checks", flush=True)
            words.setAccessibleName(_("Åpne tiltak {number}").format(number=row.number))
            words.clicked.connect(lambda _on=False, key=row.id: self.measure.emit(key))
            away = IconButton(_("Løs fra tiltak {number}").format(number=row.number), "x")
            away.clicked.connect(lambda _on=False, key=row.id: self.unlink.emit(key))
            column.put(Column(Row(words, status_pill(row.status), 1, away, spacing=8), Label(row.title), spacing=0))
        if not rows:
            column.put(Label(_("Ingen ennå. Hva kan dere gjøre for at det ikke skal skje igjen?"), "secondary"))
        new, link = QuietButton(str(_("Nytt tiltak")), "plus"), QuietButton(str(_("Knytt til et tiltak")), "link")
        new.clicked.connect(self.new)
        link.clicked.connect(self.link)
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


def ask_to_close(parent: QWidget, left: Sequence[MeasureRow]) -> str:
    """Tell what is left to be done before an incident is closed; it never blocks.

    Args:
        parent: the window.
        left: the measures that are not finished or not evaluated.

    Returns:
        "close", "look" to go to the first of them, or "" when it was called off.
    """
    text = many(
        "Saken har {n} tiltak som ikke er ferdig eller ikke vurdert. Det følges videre under Tiltak.",
        "Saken har {n} tiltak som ikke er ferdige eller ikke vurdert. De følges videre under Tiltak.", len(left),
    )  # fmt: skip
    box = Box(parent, str(_("Lukk saken")), text)
    for row in left[:_TOLD]:
        state = Row(status_pill(row.status), spacing=8)
        state.put(Label(_later(row), "secondary"), 1)
        box.body.put(Column(Label(f"{row.number}: {row.title}", "medium"), state, spacing=3))
    if left[_TOLD:]:
        box.body.put(Label(_("… og {n} til.").format(n=len(left) - _TOLD), "secondary"))
    box.offer(
        ("close", PrimaryButton(str(_("Lukk likevel")))), ("look", SecondaryButton(str(_("Se på tiltaket")))),
        ("", SecondaryButton(str(_("Avbryt")))),
    )  # fmt: skip
    return box.ask()


def _later(row: MeasureRow) -> str:
    """What will be looked at later, and when."""
    if row.status is MeasureStatus.TO_EVALUATE:
        return str(_("Venter på svar: virket det?"))
    parts = [] if row.days_left is None else [due_words(row.days_left)]
    if row.evaluate_on is not None:
        parts.append(_("{day} spør vi om det virket").format(day=plain_date(row.evaluate_on)))
    return " · ".join(parts) or str(_("Ingen dag er valgt. Velg en under Tiltak, så blir det ikke glemt."))
