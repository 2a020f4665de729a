"""The settings about locking: how soon, which key hides everything, and one's own PIN."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ikdesk.kernel.settings import BLANK_KEYS
from ikdesk.kernel.viewer import Right
from ikdesk.kernel.words import _, many
from ikdesk.lock.pin_card import PinCard
from ikdesk.people.pin_actions import keep_pin
from ikdesk.people.pin_queries import own_pin
from ikdesk.safe.pin import Pin
from ikdesk.ui.cards import Card
from ikdesk.ui.choices import ChoiceGroup
from ikdesk.ui.desk import Desk
from ikdesk.ui.field_box import FieldBox
from ikdesk.ui.layouts import Beside, Column, ScrollPage
from ikdesk.ui.option import Option
from ikdesk.ui.text import Label

SCREEN, FULL = (1, 2, 5, 10, 20, 30), (10, 30, 60, 120, 240)  # minutes one may choose from


class LockPanel(QWidget):
    """When the two locks fall, and the way back from the first; each choice is used at once."""

    def __init__(self, desk: Desk, tell: Callable[..., None]) -> None:
        super().__init__()
        self._desk, self._tell = desk, tell
        self._build()
        self.reload()
        self._connect()

    def _build(self) -> None:
        self.screen_minutes = ChoiceGroup(_("Skjermlås etter"), _minutes(SCREEN))
        self.full_minutes = ChoiceGroup(_("Full lås etter"), _minutes(FULL))
        keys = [Option(key, key or str(_("Ingen"))) for key in BLANK_KEYS]
        self.blank_key = ChoiceGroup(_("Tast som skjuler alt"), keys)
        self.state = Label("", "secondary")
        self.pin = PinCard(str(_("Bruk denne")), str(_("Bruk passordet i stedet")))
        when = Card(
            FieldBox(_("Skjermlås etter"), self.screen_minutes, hint=str(_(
                "Når ingen har rørt maskinen så lenge, skjules alt. Du kommer tilbake med PIN-koden din."))),
            FieldBox(_("Full lås etter"), self.full_minutes, hint=str(_(
                "Da må passordet til. Det skjer også når maskinen låses eller går i dvale, og etter tre feil "
                "PIN-koder. Det du holdt på med, blir tatt vare på."))),
            FieldBox(_("Tast som skjuler alt"), self.blank_key, hint=str(_(
                "Ett trykk, uansett hvor du er. Ctrl+L gjør det samme."))),
            title=str(_("Når skal det låses?")), spacing=18, padding=(20, 16, 20, 20),
        )  # fmt: skip
        own = Card(
            self.state, self.pin, title=str(_("PIN-koden din")), spacing=12, padding=(20, 16, 20, 20)
        )
        side = QWidget()
        Column(own, 1, parent=side)
        page = ScrollPage(margins=(28, 4, 28, 16), spacing=14, widest=1200 if self._may() else 940)
        if self._may():
            page.put(Beside(when, side, width=380, below=900), 1)
        else:
            when.setParent(self)
            when.hide()
            page.put(side, 1)
        Column(spacing=0, parent=self).put(page, 1)

    def _connect(self) -> None:
        for group in (self.screen_minutes, self.full_minutes, self.blank_key):
            group.changed.connect(self._on_chosen)
        self.pin.chosen.connect(lambda pin: self._on_pin(pin, str(_("PIN-koden er byttet. Den gjelder fra nå."))))
        self.pin.declined.connect(lambda pin: self._on_pin(pin, str(_("Skjermlåsen spør etter passordet fra nå."))))
        self._desk.settings_changed.connect(self.reload)

    def reload(self) -> None:
        """Show what is chosen now."""
        now = self._desk.settings
        chosen = (
            (self.screen_minutes, str(_nearest(SCREEN, now.screen_minutes))),
            (self.full_minutes, str(_nearest(FULL, now.full_minutes))), (self.blank_key, now.blank_key),
        )  # fmt: skip
        for group, value in chosen:
            quiet = group.blockSignals(True)
            group.set_value(value)
            group.blockSignals(quiet)
        kept = self._desk.read(own_pin)
        has_one = kept is not None and Pin(*kept).chosen
        self.state.say(
            _("Du har en PIN-kode. Velg en ny her, om du vil ha en annen.") if has_one
            else _("Du har ingen PIN-kode, så skjermlåsen spør etter passordet. Med en kode er du raskere tilbake.")
        )  # fmt: skip
        self.pin.no.setVisible(has_one)

    def _may(self) -> bool:
        """How soon is the same for everybody at this PC: whoever sets the unit up, says it."""
        return Right.SET_UP in self._desk.viewer.rights

    def _on_chosen(self) -> None:
        now = self._desk.settings
        wanted = dataclasses.replace(
            now, screen_minutes=int(self.screen_minutes.value() or now.screen_minutes),
            full_minutes=int(self.full_minutes.value() or now.full_minutes),
            blank_key=self._key(now.blank_key),
        )  # fmt: skip
        if wanted != now:
            self._desk.use_settings(wanted)

    def _key(self, before: str) -> str:
        key = self.blank_key.value()
        return before if key is None else str(key)

    def _on_pin(self, pin: Pin, said: str) -> None:
        self._desk.write(keep_pin, pin.salt, pin.stretched)
        self.reload()
        self._tell(said)


def _minutes(choices: tuple[int, ...]) -> list[Option]:
    return [Option(str(each), many("{n} minutt", "{n} minutter", each)) for each in choices]


def _nearest(choices: tuple[int, ...], minutes: int) -> int:
    return min(choices, key=lambda each: abs(each - minutes))
