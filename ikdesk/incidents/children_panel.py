"""The children in one event, on the page of the case: who, what sort of injury, where and what was done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from ikdesk.incidents.body_panel import BodyInput
from ikdesk.incidents.case_actions import CHILD, add_child, change_child, withdraw_child
from ikdesk.incidents.case_model import OtherChild
from ikdesk.incidents.case_panel import Case, CasePanel
from ikdesk.incidents.case_queries import ChildRow, other_children
from ikdesk.incidents.model import STAFF_KINDS, Status
from ikdesk.incidents.queries import IncidentDetail
from ikdesk.incidents.section_panel import CaseSection
from ikdesk.incidents.text_panel import words_for
from ikdesk.kernel.base import fields_of
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.fields import show
from ikdesk.kernel.words import _
from ikdesk.ui.buttons import IconButton, QuietButton
from ikdesk.ui.cards import Card
from ikdesk.ui.desk import Desk
from ikdesk.ui.form import Form
from ikdesk.ui.layouts import Column, Row, from_left
from ikdesk.ui.text import Label

_FIELDS = {field.key: field for field in fields_of(OtherChild)}
_HURT = ("injury_kind", "body_part", "side", "treatment")


class ChildrenSection(CaseSection):
    """The children besides the first, and the first with them; one alone stands among the facts."""

    SHOWS = frozenset({OtherChild})

    def __init__(self, desk: Desk, tell: Callable[..., None], incident: IncidentDetail) -> None:
        super().__init__(desk, tell, incident, str(_("Barna i hendelsen")))
        self.reload()

    def reload(self) -> None:
        """Ask for them anew."""
        rows = self.desk.read(other_children, self.incident.id)
        opened = self.incident.status not in {Status.WITHDRAWN, Status.UNCONFIRMED}
        may = self.handles and opened and self.incident.kind not in STAFF_KINDS
        self.show_parts(*self._parts(rows, may=may))

    def _parts(self, rows: Sequence[ChildRow], *, may: bool) -> Iterator[QWidget]:
        book = self.desk.codebook
        if rows:
            yield _line(self.incident.child or str(_("Det første barnet")), hurt_words(self.incident, book))
        for row in rows:
            buttons = [self._change(row), self._away(row)] if may else []
            yield _line(row.child, hurt_words(row, book), *buttons)
        if may and (rows or self.incident.child):
            more = QuietButton(str(_("Legg til et barn")), "plus")
            more.clicked.connect(lambda: self.asks.emit("child", None))
            yield from_left(more)

    def _change(self, row: ChildRow) -> QWidget:
        change = IconButton(_("Endre {child}").format(child=row.child), "pencil")
        change.clicked.connect(lambda: self.asks.emit("child", row))
        return change

    def _away(self, row: ChildRow) -> QWidget:
        away = IconButton(_("Fjern {child}").format(child=row.child), "x")
        away.clicked.connect(lambda: self._on_away(row))
        return away

    def _on_away(self, row: ChildRow) -> None:
        self.desk.write(withdraw_child, row.id, str(_("Var ikke med i hendelsen.")))
        said = _("{child} er fjernet fra hendelsen.").format(child=row.child)
        self.tell(said, *self.desk.undoing(said))


def child_form(desk: Desk, incident: IncidentDetail, row: ChildRow | None) -> CasePanel:
    """One of the other children: who, and what happened to them.

    Args:
        desk: verbs.
        incident: the case.
        row: the child; None for one that is added.
    """
    body = BodyInput(desk.codebook)
    form = Form(fields_of(OtherChild, *CHILD), desk.codebook, desk.today, made={"body_part": body, "side": body.sides})
    form.point_out(words_for(desk), "child")
    if row is not None:
        form.fill({key: getattr(row, key) for key in CHILD})
    box = form.box
    cards = (Card(box("child"), spacing=12),
             Card(box("injury_kind"), box("body_part"), box("side"), box("treatment"), spacing=12,
                  title=str(_("Skade og behandling")), level=2))  # fmt: skip

    def store(values: dict[str, Any]) -> tuple[str, Sequence[object]]:
        if row is None:
            desk.write(add_child, incident.id, values)
        else:
            desk.write(change_child, row.id, values)
        said = _("{child} er lagret på hendelsen.").format(child=values["child"])
        return said, desk.undoing(said)

    title = str(_("Legg til et barn")) if row is None else _("Endre {child}").format(child=row.child)
    kind = "child new" if row is None else f"child {row.id.hex[-12:]}"
    return CasePanel(incident, Case(title, form, cards, store, kind), desk.codebook)


def hurt_words(of: ChildRow | IncidentDetail, book: Codebook) -> str:
    """What happened to a child, in a few words."""
    told = [show(getattr(of, key), _FIELDS[key], book) for key in _HURT if getattr(of, key)]
    return " · ".join(told) or str(_("Ikke skrevet noe om skade."))


def _line(name: str, told: str, *buttons: QWidget) -> QWidget:
    made = QWidget()
    line = Row(spacing=6, parent=made)
    line.put(Column(Label(name, "medium"), Label(told, "secondary"), spacing=1), 1)
    for button in buttons:
        line.put(button)
    return made
