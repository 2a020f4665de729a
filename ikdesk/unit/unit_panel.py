"""The settings about the unit itself: name, owner, staff, what is to be recorded, and the deadline."""

from __future__ import annotations

from typing import Any

from ikdesk.kernel.base import fields_of
from ikdesk.kernel.paths import resource
from ikdesk.kernel.words import LANGUAGES, _, language
from ikdesk.ui.buttons import SecondaryButton
from ikdesk.ui.cards import Card
from ikdesk.ui.form import Form
from ikdesk.ui.inputs import Dropdown, LongText, NumberField
from ikdesk.ui.layouts import Row
from ikdesk.ui.option import Option
from ikdesk.ui.text_field import TextField
from ikdesk.unit.actions import change_unit
from ikdesk.unit.model import Unit
from ikdesk.unit.numbers_panel import DecimalField
from ikdesk.unit.part_panel import SettingsPart
from ikdesk.unit.queries import unit_row

ASKED = ("name", "kind", "ownership", "org_number", "staff_years", "deadline_days", "threshold",
         "responsible_name", "responsible_phone", "responsible_email", "insurer", "policy_number", "insurer_cadence",
         "municipal_system", "parents_language")  # fmt: skip


class UnitPanel(SettingsPart):
    """A form about the unit."""

    place, written = "settings unit", _("Opplysningene er lagret.")

    def _build(self) -> None:
        self.form = Form(fields_of(Unit, *ASKED), self._desk.codebook, self._desk.today, made={
            "staff_years": DecimalField(), "org_number": TextField(width=160),
            "deadline_days": NumberField(least=1, most=365), "threshold": LongText(lines=9),
            "parents_language": _tongues(),
        })  # fmt: skip
        box = self.form.box
        self.suggest = SecondaryButton(str(_("Bruk forslaget")), "file-text")
        choices = Row(spacing=24)
        choices.put(box("kind"), 1)
        choices.put(box("ownership"), 1)
        numbers = Row(spacing=16)
        for key in ("org_number", "staff_years", "deadline_days"):
            numbers.put(box(key), 1)
        self.form.column.put(Card(box("name"), choices, numbers, spacing=14, padding=(20, 16, 20, 16)))
        reach = Row(spacing=16)
        reach.put(box("responsible_phone"), 1)
        reach.put(box("responsible_email"), 2)
        self.form.column.put(Card(box("responsible_name"), reach, spacing=14, padding=(20, 16, 20, 16)))
        self.form.column.put(self._outside())
        self.form.column.put(Card(box("threshold"), Row(self.suggest, 1), spacing=12, padding=(20, 16, 20, 16)))

    def _outside(self) -> Card:
        """Those who get something from us: the insurer, the municipality and the parents."""
        box = self.form.box
        insurer = Row(spacing=16)
        insurer.put(box("insurer"), 2)
        insurer.put(box("policy_number"), 1)
        return Card(
            insurer, box("insurer_cadence"), box("municipal_system"), box("parents_language"),
            title=str(_("Forsikring, kommune og foreldre")), spacing=14, padding=(20, 16, 20, 16), level=2,
        )  # fmt: skip

    def _connect(self) -> None:
        super()._connect()
        self.suggest.clicked.connect(self._on_suggest)

    def _saved(self) -> dict[str, Any]:
        row = self._desk.read(unit_row)
        return {key: getattr(row, key) for key in ASKED}

    def _write(self, asked: dict[str, Any]) -> None:
        self._desk.write(change_unit, asked)

    def _on_suggest(self) -> None:
        field = self.form.input("threshold")
        before = field.value()
        field.set_value(suggested_threshold())
        field.setFocus()
        if before:
            self._tell(str(_("Forslaget er satt inn.")), str(_("Angre")), lambda: field.set_value(before))


def _tongues() -> Dropdown:
    """The languages of a letter; each can be chosen anew for the letter itself."""
    options = [Option("", str(_("Det samme som IKdesk"))), *(Option(code, name) for code, name in LANGUAGES.items())]
    return Dropdown(_("Språk i brev til foreldre"), options, width=240)


def suggested_threshold() -> str:
    """The shipped text about what to record, in the language chosen."""
    return resource(f"help/{language()}/threshold.txt").read_text("utf-8").strip()
