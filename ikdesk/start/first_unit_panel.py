"""The first step: what the unit is called, what it is, and which language."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.words import LANGUAGES, _, language
from ikdesk.ui.cards import Card
from ikdesk.ui.choices import ChoiceGroup
from ikdesk.ui.field_box import FieldBox
from ikdesk.ui.layouts import Column
from ikdesk.ui.option import Option
from ikdesk.ui.text_field import TextField
from ikdesk.unit.model import UnitKind

_ICONS = {UnitKind.BARNEHAGE: "house", UnitKind.SKOLE: "school", UnitKind.SFO: "users"}
_LONGEST = 120  # characters in a name, as in ``Unit``


class FirstUnitPanel(QWidget):
    """Name, kind and language."""

    title = _("Velkommen til IKdesk")
    sub = _("Fire korte steg, så er dere i gang. Alt kan endres senere.")

    def __init__(self) -> None:
        super().__init__()
        self.name = TextField(example=str(_("For eksempel Solbakken barnehage")))
        self.name.setMaxLength(_LONGEST)
        self.kind = ChoiceGroup(
            _("Hva slags virksomhet?"), [Option(k.code, k.label, icon=_ICONS[k]) for k in UnitKind], look="tile"
        )
        self.kind.set_value(UnitKind.BARNEHAGE.code)
        self.language = ChoiceGroup(_("Språk"), [Option(code, name) for code, name in LANGUAGES.items()])
        self.language.set_value(language())
        self.boxes = {
            "name": FieldBox(_("Hva heter virksomheten?"), self.name),
            "kind": FieldBox(_("Hva slags virksomhet?"), self.kind),
            "language": FieldBox(_("Språk"), self.language),
        }
        Column(Card(*self.boxes.values(), spacing=18, padding=(24, 20, 24, 24)), parent=self)
        self.name.changed.connect(lambda: self.boxes["name"].set_error(""))

    def check(self) -> None:
        """Raise Invalid unless one may go on."""
        if not self.name.value():
            raise Invalid(name=_("Skriv navnet på virksomheten."))

    def kind_chosen(self) -> UnitKind:
        """What sort of unit it is."""
        return UnitKind[(self.kind.value() or UnitKind.BARNEHAGE.code).upper()]
