"""The settings about the unit itself: name, owner, staff, what is to be recorded, and the deadline."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ikdesk.incidents.half_written_panel import half_written
from ikdesk.kernel.base import fields_of
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.paths import resource
from ikdesk.kernel.words import LANGUAGES, _, language
from ikdesk.ui.buttons import PrimaryButton, QuietButton, SecondaryButton
from ikdesk.ui.cards import Card
from ikdesk.ui.desk import Desk
from ikdesk.ui.footer import Footer
from ikdesk.ui.form import Form
from ikdesk.ui.inputs import Dropdown, LongText, NumberField
from ikdesk.ui.layouts import Column, Row, ScrollPage
from ikdesk.ui.option import Option
from ikdesk.ui.text_field import TextField
from ikdesk.unit.actions import change_unit
from ikdesk.unit.model import Unit
from ikdesk.unit.numbers_panel import DecimalField
from ikdesk.unit.queries import unit_row

ASKED = ("name", "kind", "ownership", "org_number", "staff_years", "deadline_days", "threshold",
         "responsible_name", "responsible_phone", "responsible_email", "insurer", "policy_number", "insurer_cadence",
         "municipal_system", "parents_language")  # fmt: skip


class UnitPanel(QWidget):
    """A form about the unit."""

    def __init__(self, desk: Desk, tell: Callable[..., None]) -> None:
        super().__init__()
        self._desk, self._tell = desk, tell
        self._build()
        self._connect()
        self._half = half_written(desk, self.form)
        self.reload()
        self._half.begin("settings unit")

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
        page = ScrollPage(margins=(28, 4, 28, 16), widest=940)
        page.put(self.form, 1)
        self.save = PrimaryButton(str(_("Lagre")), "check")
        self.cancel = QuietButton(str(_("Avbryt")))
        self.footer = Footer(
            self.save, self.cancel, note=str(_("Ctrl+S lagrer · Esc avbryter")), form=self.form
        )
        whole = Column(spacing=0, parent=self)
        whole.put(page, 1)
        whole.put(self.footer)

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
        self._desk.changed.connect(self._on_changed)
        self.save.clicked.connect(self._on_save)
        self.cancel.clicked.connect(self._on_cancel)
        self.suggest.clicked.connect(self._on_suggest)
        for keys, act in (("Ctrl+S", self._on_save), ("Ctrl+Return", self._on_save), ("Esc", self._on_cancel)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def reload(self) -> None:
        """Show what is saved."""
        row = self._desk.read(unit_row)
        self.form.fill({key: getattr(row, key) for key in ASKED})
        self._shown = self.form.draft()

    def _on_changed(self, kinds: frozenset[type]) -> None:
        if Unit in kinds and self.form.draft() == self._shown:  # what somebody is writing is not written over
            self.reload()

    def _on_save(self) -> None:
        try:
            self._desk.write(change_unit, self.form.values())
        except Invalid as wrong:
            self.form.show_errors(wrong.messages)
            return
        said = str(_("Opplysningene er lagret."))
        undo = self._desk.undoing(said)
        self.reload()
        self._half.done()
        self._tell(said, *undo)

    def _on_cancel(self) -> None:
        kept = self.form.draft()
        self.reload()
        self._half.done()
        if self.form.draft() != kept:
            self._tell(str(_("Endringene er forkastet.")), str(_("Angre")), lambda: self.form.fill(kept))

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
