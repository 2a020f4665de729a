"""The second step: departments and places, from lists one only has to tick."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ikdesk.kernel.codes import shipped_list
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.words import _
from ikdesk.ui.buttons import SecondaryButton
from ikdesk.ui.cards import Card
from ikdesk.ui.choices import CheckGroup
from ikdesk.ui.field_box import FieldBox
from ikdesk.ui.layouts import Column, Row
from ikdesk.ui.option import Option
from ikdesk.ui.text_field import TextField
from ikdesk.unit.model import UnitKind

_CLASSES, _PRIMARY = 10, 7  # classes there may be, and how many are ticked to begin with
_LISTS = {UnitKind.BARNEHAGE: "place_kindergarten", UnitKind.SKOLE: "place_school", UnitKind.SFO: "place_school"}


class FirstPlacesPanel(QWidget):
    """What is ticked is what the unit begins with."""

    title = _("Avdelinger og steder")
    sub = _("Behold det dere har. Navn kan endres og flere legges til i Innstillinger.")

    def __init__(self) -> None:
        super().__init__()
        self._kind: UnitKind | None = None
        self.departments = CheckGroup(_("Avdelinger"), [])
        self.places = CheckGroup(_("Steder"), [])
        self._column = Column(spacing=16, parent=self)
        self._cards: list[QWidget] = []
        self.boxes: dict[str, FieldBox] = {}
        self.show_kind(UnitKind.BARNEHAGE)

    def show_kind(self, kind: UnitKind) -> None:
        """Offer what a unit of this kind usually has; what was ticked stays when the kind is the same."""
        if kind is self._kind:
            return
        self._kind = kind
        names, ticked = usual_departments(kind)
        self._offer(names, ticked)
        places = shipped_list(_LISTS[kind])
        options = [Option(entry.code, entry.label[:1].upper() + entry.label[1:]) for entry in places]
        self.places = CheckGroup(_("Steder"), options)
        self.places.set_value([entry.code for entry in places])
        self._show()

    def check(self) -> None:
        """Raise Invalid unless one may go on."""
        if not self.places.value():
            raise Invalid(standards=_("Behold minst ett sted. «Annet sted» holder til å begynne med."))

    def _offer(self, names: Sequence[str], ticked: Sequence[str]) -> None:
        self._names = list(names)
        self.departments = CheckGroup(_("Avdelinger"), [Option(name, name) for name in names])
        self.departments.set_value(ticked)

    def _show(self) -> None:
        for card in self._cards:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        school = self._kind is not UnitKind.BARNEHAGE
        self.more = TextField(example=str(_("For eksempel Blåveisen")), width=240)
        self.more.setAccessibleName(str(_("Ny avdeling")))
        self.add = SecondaryButton(str(_("Legg til")), "plus")
        self.add.clicked.connect(self.add_department)
        words = _("Hvilke trinn har dere?") if school else _("Hvilke avdelinger har dere?")
        self.boxes = {
            "departments": FieldBox(str(words), self.departments),
            "standards": FieldBox(str(_("Hvor kan det skje noe?")), self.places),
        }
        self._cards = [
            Card(self.boxes["departments"], Row(self.more, self.add, 1), spacing=12, padding=(24, 18, 24, 18)),
            Card(self.boxes["standards"], padding=(24, 18, 24, 18)),
        ]
        for card in self._cards:
            self._column.put(card)
        self.places.changed.connect(lambda: self.boxes["standards"].set_error(""))

    def add_department(self) -> None:
        """Take in the department that was written; with nothing written, ask for it."""
        name = " ".join(self.more.value().split())
        ticked = list(self.departments.value())
        if not name:
            self.more.setFocus()
            return
        kept = self.places
        known = {known.casefold(): known for known in self._names}
        if name.casefold() not in known:
            self._names.append(name)
        self._offer(self._names, [*ticked, known.get(name.casefold(), name)])
        self.places = kept
        kept.setParent(None)
        self._show()
        self.more.setFocus()


def usual_departments(kind: UnitKind) -> tuple[list[str], list[str]]:
    """What a unit of this kind usually has, and what is ticked to begin with."""
    if kind is UnitKind.BARNEHAGE:
        names = [str(_("Småbarn")), str(_("Storbarn"))]
        return names, names
    classes = [_("{n}. trinn").format(n=n) for n in range(1, _CLASSES + 1)]
    if kind is UnitKind.SFO:
        return [*classes[:4], "SFO"], ["SFO"]
    return [*classes, "SFO"], classes[:_PRIMARY]
