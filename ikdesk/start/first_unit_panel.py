"""The first step: what the unit is called, what it is, and which language."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.words import LANGUAGES, _, language
from ikdesk.ui.buttons import SecondaryButton
from ikdesk.ui.cards import Card
from ikdesk.ui.choices import ChoiceGroup
from ikdesk.ui.field_box import FieldBox
from ikdesk.ui.layouts import Column, Wrap
from ikdesk.ui.option import Option
from ikdesk.ui.text import Label
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
        self.restore = SecondaryButton(str(_("Jeg har en sikkerhetskopi fra før")), "history")
        self.archive = SecondaryButton(str(_("Jeg har et arkiv")), "folder-open")
        self.sector = SecondaryButton(str(_("Samle rapporter")), "building-2")
        many = Label(_("Kommunen og eiere som får rapporter, trenger ingen egen virksomhet her for å samle dem."))
        before = Label(_("Er PC-en ny, eller er den gamle borte eller ødelagt? Da kan alt dere hadde, hentes tilbake."))
        Column(
            Card(*self.boxes.values(), spacing=18, padding=(24, 20, 24, 24)),
            Card(before, Wrap(self.restore, self.archive), title=str(_("Har dere brukt IKdesk før?")), spacing=10,
                 padding=(24, 16, 24, 20)),
            Card(many, Wrap(self.sector), title=str(_("Mottar du rapporter fra flere enheter?")), spacing=10,
                 padding=(24, 16, 24, 20)), spacing=16, parent=self,
        )  # fmt: skip
        self.name.changed.connect(lambda: self.boxes["name"].set_error(""))

    def check(self) -> None:
        """Raise Invalid unless one may go on."""
        if not self.name.value():
            raise Invalid(name=_("Skriv navnet på virksomheten."))

    def kind_chosen(self) -> UnitKind:
        """What sort of unit it is."""
        return UnitKind[(self.kind.value() or UnitKind.BARNEHAGE.code).upper()]
