"""The question before something is destroyed for good: on what ground, why, and the number once more."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtWidgets import QWidget

from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _, short_date
from ikdesk.privacy.disposal_queries import Doomed, files_left, taken_out
from ikdesk.privacy.model import Copies, Ground, grounds
from ikdesk.privacy.sentences import copies_that_hold_it, exports_that_hold_it, preservation, what_goes
from ikdesk.ui.buttons import PrimaryButton, SecondaryButton
from ikdesk.ui.desk import Desk
from ikdesk.ui.dialogs import Box
from ikdesk.ui.field_box import FieldBox
from ikdesk.ui.inputs import Dropdown, LongText
from ikdesk.ui.option import Option
from ikdesk.ui.text import Label
from ikdesk.ui.text_field import TextField
from ikdesk.unit.queries import unit_row


class Disposes(Protocol):
    """What destroys for good."""

    def dispose(self, key: Key, ground: Ground, why: str) -> object:
        """Destroy an incident."""

    def copies(self) -> Copies:
        """The automatic copies that hold it still."""


def ask_to_dispose(parent: QWidget, desk: Desk, disposals: Disposes, doomed: Doomed) -> bool:
    """Ask, and destroy if it was meant; whether it was.

    Args:
        parent: the page.
        desk: verbs.
        disposals: destroys for good.
        doomed: what it is about.
    """
    box = GroundBox(parent, desk, doomed)
    if box.ask() != "yes":
        return False
    last = NumberBox(parent, desk, disposals, doomed, box)
    return last.ask() == "yes"


class GroundBox(Box):
    """The first step: what must be kept, on what ground it goes anyway, and why."""

    def __init__(self, parent: QWidget, desk: Desk, doomed: Doomed) -> None:
        unit = desk.read(unit_row)
        kind = desk.codebook.label("event_type", doomed.kind)
        told = f"{short_date(doomed.occurred_on)} · {doomed.place} · {kind}"
        title = _("Kassere hendelse {number}?").format(number=doomed.number)
        super().__init__(parent, title, told, icon="triangle-alert", tone="warn")
        offered = [Option(one.code, one.label) for one in grounds(unit.ownership)]
        self.ground = Dropdown(_("Grunnlag"), offered, none="–")
        self.why = LongText(lines=3)
        self.goes = Label("", "secondary")
        self.ground_box = FieldBox(str(_("Grunnlag")), self.ground)
        self.why_box = FieldBox(
            str(_("Begrunnelse")), self.why,
            hint=str(_("Vis til vedtaket eller saken. Ikke gjenta det som skal bort.")),
        )  # fmt: skip
        for item in (Label(preservation(unit.ownership, unit.kind)[0], "secondary"), self.ground_box, self.goes):
            self.body.put(item)
        self.body.put(self.why_box)
        self.offer(("yes", SecondaryButton(_("Gå videre"))), ("", PrimaryButton(_("Behold hendelsen"))))
        self.ground.changed.connect(self._on_ground)

    def chosen(self) -> Ground:
        """The ground that was chosen."""
        return Ground[str(self.ground.value()).upper()]

    def _on_ground(self) -> None:
        self.goes.say(what_goes(self.chosen()) if self.ground.value() else "")
        self.ground_box.set_error("")

    def _on_chosen(self, answer: str) -> None:
        if answer and not self.ground.value():
            self.ground_box.set_error(str(_("Velg et grunnlag.")))
            self.ground_box.focus()
            return
        if answer and not self.why.value():
            self.why_box.set_error(str(_("Skriv hva kassasjonen bygger på, for eksempel hvilket vedtak.")))
            self.why_box.focus()
            return
        super()._on_chosen(answer)


class NumberBox(Box):
    """The second step: where else it may lie, and its number typed once more."""

    def __init__(
        self, parent: QWidget, desk: Desk, disposals: Disposes, doomed: Doomed, first: GroundBox
    ) -> None:
        text = _("Det kan ikke angres, heller ikke av oss. {goes}").format(goes=what_goes(first.chosen()))
        super().__init__(parent, str(_("Kasser for godt?")), text, icon="triangle-alert", tone="danger")
        self._disposals, self._doomed, self._first = disposals, doomed, first
        copies, out = disposals.copies(), len(desk.read(taken_out, doomed.id))
        left = [path.name for path in desk.read(files_left, doomed.id)]
        told = (
            copies_that_hold_it(copies.number, copies.newest), exports_that_hold_it(out, left),
            str(_("Rapporter, tiltak og møter kan gjengi den med egne ord. Kom den fra en fil dere har hentet inn, må "
                  "filen ikke hentes inn igjen.")),
        )  # fmt: skip
        for said in told:
            self.body.put(Label(said, "secondary"))
        self.number = TextField(width=140)
        self.number_box = FieldBox(_("Skriv nummeret {number} for å kassere").format(number=doomed.number), self.number)
        self.body.put(self.number_box)
        self.offer(("yes", SecondaryButton(_("Kasser for godt"))), ("", PrimaryButton(_("Behold hendelsen"))))
        self.number.setFocus()

    def _on_chosen(self, answer: str) -> None:
        if answer:
            said = self._destroyed()
            if said:
                self.number_box.set_error(said)
                self.number_box.focus()
                return
        super()._on_chosen(answer)

    def _destroyed(self) -> str:
        """Destroy it; what stood in the way, or nothing."""
        if self.number.value() != self._doomed.number:
            return _("Skriv {number}.").format(number=self._doomed.number)
        try:
            self._disposals.dispose(self._doomed.id, self._first.chosen(), self._first.why.value())
        except (Invalid, Problem) as said:
            return " ".join(str(said).split())
        return ""
