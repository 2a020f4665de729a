"""What a hazard comes of and leads to, and what stands in its way on both sides."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QWidget

from ikdesk.kernel.words import _, plain_date
from ikdesk.risks.model import Side, Standing, Works
from ikdesk.risks.shown_model import Shown
from ikdesk.risks.view_model import BarrierRow, HazardView
from ikdesk.ui.buttons import IconButton, QuietButton
from ikdesk.ui.cards import Pill
from ikdesk.ui.layouts import Column, Row, Wrap
from ikdesk.ui.text import Heading, Label
from ikdesk.ui.theme import px

_LEAST = 250  # width of a side at 100 %
_SHORTEST = 120  # width of a name that is cut, at 100 %
_WORKS = {
    Works.YES: ("ok", "circle-check"), Works.PARTLY: ("warn", "circle-alert"), Works.NO: ("danger", "circle-x"),
    Works.UNCHECKED: ("neutral", "circle-question-mark"),
}  # fmt: skip
_ADD = {Side.CAUSE: _("Legg til noe som hindrer"), Side.CONSEQUENCE: _("Legg til noe som gjør følgene mindre")}


class NameLink(QuietButton):
    """A link that is a name somebody gave: as much of it as there is room for, and all of it under the mouse."""

    def __init__(self, words: str) -> None:
        super().__init__(words, flush=True, tip=words)

    def minimumSizeHint(self) -> QSize:
        """Names may be cut with dots."""
        return QSize(min(px(_SHORTEST), self.sizeHint().width()), self.sizeHint().height())


class BarriersPart(QWidget):
    """Both sides of a hazard. ``asks(what, about)`` as the page of the assessment.

    Args:
        hazard: what can go wrong.
        shown: on which day, and whether one may change it.
    """

    asks = Signal(str, object)

    def __init__(self, hazard: HazardView, shown: Shown) -> None:
        super().__init__()
        self._hazard, self._shown = hazard, shown
        cause = self._side(Side.CAUSE, str(_("Kan komme av")), hazard.causes)
        after = self._side(Side.CONSEQUENCE, str(_("Kan føre til")), hazard.consequences)
        Column(Wrap(cause, after, spacing=26, least=_LEAST, most=2), parent=self)

    def _side(self, side: Side, title: str, lines: tuple[str, ...]) -> QWidget:
        made = QWidget()
        column = Column(Heading(title, 3), spacing=8, parent=made)
        nothing = str(_("Ikke skrevet ned ennå."))
        listed = Column(spacing=2)
        for line in lines:
            listed.put(_point(line))
        if not lines:
            listed.put(Label(nothing, "secondary"))
        column.put(listed)
        column.put(Column(Heading(side.label, 3), margins=(0, 6, 0, 0)))
        rows = self._hazard.on(side)
        for row in rows:
            column.put(self._row(row))
        if not rows:
            column.put(Label(str(_("Ingenting er skrevet ned ennå.")), "secondary"))
        if self._shown.handles:
            add = QuietButton(str(_ADD[side]), "plus", flush=True)
            add.setAccessibleName(f"{_ADD[side]}: {self._hazard.title}")
            add.clicked.connect(lambda _on=False: self.asks.emit("barrier", (self._hazard, side, None)))
            column.put(Row(add, 1))
        column.put(1)
        return made

    def _row(self, row: BarrierRow) -> QWidget:
        made = QWidget()
        pills: list[QWidget] = []
        if row.standing is Standing.NEW and not (row.force is not None and row.force.on(self._shown.day)):
            pills.append(Pill(str(_("Ny, ikke i gang")), "info", "plus"))
        else:
            pills.append(Pill(row.works.label, *_WORKS[row.works]))
        title = Row(spacing=2)
        title.put(Label(row.title, "medium"), 1)
        column = Column(title, spacing=2, parent=made)
        about = " · ".join(self._about(row))
        if about:
            column.put(Label(about, "secondary"))
        column.put(Wrap(*pills, *self._links(row), spacing=10, level=True))
        if self._shown.handles:
            up = (_("Flytt opp: {title}"), "arrow-up", "move_barrier", (row.id, -1))
            about_it: tuple[tuple[str, str, str, object], ...] = (
                (_("Endre: {title}"), "pencil", "barrier", (self._hazard, row.side, row)),
                (_("Ta bort: {title}"), "x", "withdraw_barrier", row),
            )
            first = row.id == self._hazard.on(row.side)[0].id
            for name, icon, what, asked in about_it if first else (up, *about_it):
                button = IconButton(name.format(title=row.title), icon)
                button.clicked.connect(lambda _on=False, what=what, asked=asked: self.asks.emit(what, asked))
                title.put(button)
        return made

    def _about(self, row: BarrierRow) -> Iterator[str]:
        if row.against:
            yield _("mot: {what}").format(what=row.against)
        if row.role:
            yield self._shown.book.label("responsible_role", row.role)
        if row.checked_on is not None:
            yield _("sjekket {day}").format(day=plain_date(row.checked_on))
        if row.equipment_due is not None:
            yield _("kontroll av {thing} {day}").format(thing=row.equipment, day=plain_date(row.equipment_due))

    def _links(self, row: BarrierRow) -> Iterator[QWidget]:
        if row.measure_id is not None:
            status = f", {row.measure_status.label.lower()}" if row.measure_status else ""
            said = _("Tiltak {number}{status}").format(number=row.measure_number, status=status)
            yield self._link(said, "measure", row.measure_id, row.measure)
        if row.routine_id is not None:
            yield self._link(_("Rutinen {title}").format(title=row.routine), "routine", row.routine_id)
        if row.equipment_id is not None:
            yield self._link(row.equipment, "equipment", row.equipment_id)
        if self._shown.handles and row.measure_id is None and row.standing is Standing.NEW:
            yield self._link(str(_("Lag tiltak")), "measure_of", row, row.title)

    def _link(self, words: str, what: str, about: object, named: str = "") -> QuietButton:
        link = NameLink(words)
        if named:
            link.setAccessibleName(f"{words}: {named}")
        link.clicked.connect(lambda _on=False: self.asks.emit(what, about))
        return link


def _point(line: str) -> QWidget:
    """One of several; what does not fit on its line goes on under its own beginning."""
    made, dot = QWidget(), Label("•", wrap=False)
    dot.setAlignment(Qt.AlignmentFlag.AlignTop)
    row = Row(dot, spacing=8, parent=made)
    row.put(Label(line), 1)
    return made
