"""The screen lock: what the pages show is hidden, and whoever was at work comes back with a PIN or the password.

The program goes on behind it, and holds the key. Nothing here reads the open data: reporting is as on the lock screen.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ikdesk.kernel.clock import Clock
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.words import _, many
from ikdesk.lock.numbers import over_numbers
from ikdesk.lock.pin_card import PinCard, pin_field
from ikdesk.safe.front import locks_of, read_front
from ikdesk.safe.pin import TRIES, Pin, unlike_a_pin
from ikdesk.ui.buttons import PrimaryButton, QuietButton, SecondaryButton
from ikdesk.ui.cards import Card
from ikdesk.ui.field_box import FieldBox
from ikdesk.ui.icons import Icon
from ikdesk.ui.jobs import Jobs
from ikdesk.ui.layouts import Column, Row, ScrollPage
from ikdesk.ui.text import Heading, Label, announce
from ikdesk.ui.text_field import TextField
from ikdesk.ui.theme import px

if TYPE_CHECKING:
    from ikdesk.lock.report_page import LockedReport

Confirm = Callable[[str], None]  # raises Invalid unless it is the password of whoever was at work; dear, so done aside


class ScreenPage(QWidget):
    """Hides what goes on until its owner is back.

    ``opened(failed)`` when they are, and how many wrong passwords there were before; ``pin_chosen(pin)`` when they
    chose one on the way, or none; ``worn_out()`` when the PIN was wrong too often, ``switch_wanted()`` when somebody
    else wants in: the password must then be asked for in a new process.
    """

    opened = Signal(int)
    pin_chosen = Signal(object)
    worn_out = Signal()
    switch_wanted = Signal()

    def __init__(self, folder: Path, pin: Pin | None, confirm: Confirm, jobs: Jobs, clock: Clock) -> None:
        """Make the page.

        Args:
            folder: where the data lies.
            pin: of whoever was at work; None where they were never asked.
            confirm: checks their password; runs beside the window.
            jobs: carries it there.
            clock: the program's clock.
        """
        super().__init__()
        self._folder, self._pin, self._confirm, self._jobs, self._clock = folder, pin, confirm, jobs, clock
        self._front = read_front(folder)
        self._asks_pin = pin is not None and pin.chosen
        self.wrong = 0  # PINs
        self._failed = 0  # passwords
        self._busy = False
        self.form: LockedReport | None = None
        self._build()
        self._show_way()

    def _build(self) -> None:
        self.state = Label("", "muted")
        self._box = Column(self._way_card(), spacing=0)
        self.choice: PinCard | None = None
        self.report = SecondaryButton(str(_("Meld hendelse uten å låse opp")), "circle-plus")
        self.switch = QuietButton(str(_("Bytt bruker")), "users")
        self.told = Label("", "ok")
        self.told.hide()
        name = str(self._front.get("name", "")) or "IKdesk"
        middle = QWidget()
        middle.setFixedWidth(px(470))
        head = Row(Icon("shield-alert", "primary", 30), Heading(name, 1), 1, spacing=12)
        column = Column(head, self.state, self._box, self.report, self.told, spacing=16, parent=middle)
        column.put(Row(self.switch, 1))
        self.report.setVisible(isinstance(self._front.get("report"), Mapping))
        page = ScrollPage(margins=(20, 20, 20, 20), spacing=0, widest=16_000)
        page.put(1, Row(1, middle, 1), 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(over_numbers(page))
        Column(self._stack, spacing=0, parent=self)
        self.report.clicked.connect(self._on_report)
        self.switch.clicked.connect(self.switch_wanted)

    def _way_card(self) -> QWidget:
        self.pin, self.password = pin_field(), TextField(secret=True)
        self.pin_box = FieldBox(_("PIN-kode"), self.pin)
        self.password_box = FieldBox(_("Passord"), self.password)
        self.unlock = PrimaryButton(str(_("Lås opp")), "lock-open")
        self.other = QuietButton("")
        self.unlock.clicked.connect(self._on_unlock)
        self.other.clicked.connect(self._on_other)
        for field, box in ((self.pin, self.pin_box), (self.password, self.password_box)):
            field.returnPressed.connect(self._on_unlock)
            field.changed.connect(lambda at=box: at.set_error(""))
        self._way = Card(
            self.pin_box, self.password_box, Row(self.unlock, self.other, 1, spacing=10),
            spacing=14, padding=(20, 18, 20, 18),
        )  # fmt: skip
        return self._way

    def _show_way(self) -> None:
        """Ask for the PIN, or for the password."""
        self.state.say(_("Låst. Skriv PIN-koden din.") if self._asks_pin else _("Låst. Skriv passordet ditt."))
        self.pin_box.setVisible(self._asks_pin)
        self.password_box.setVisible(not self._asks_pin)
        self.other.say(str(_("Bruk passordet") if self._asks_pin else _("Bruk PIN-koden")))
        self.other.setVisible(self._pin is not None and self._pin.chosen)

    def showEvent(self, event: QShowEvent) -> None:
        """What one writes first is what leads back."""
        super().showEvent(event)
        if self._stack.currentIndex() == 0:
            self._field().setFocus(Qt.FocusReason.OtherFocusReason)
            announce(self, self.state.text())

    def half_written(self) -> dict[str, Any]:
        """What somebody began to report here and did not save."""
        return self.form.half_written() if self.form is not None else {}

    def go_on_with(self, half_written: Mapping[str, Any]) -> None:
        """Let whoever began to report go on.

        Args:
            half_written: what an earlier page gave.
        """
        if half_written and self._made_form() is not None and self.form is not None:
            self.form.go_on_with(half_written)
            self._say_begun()

    def _field(self) -> TextField:
        return self.pin if self._asks_pin else self.password

    def _on_other(self) -> None:
        self._asks_pin = not self._asks_pin
        self._show_way()
        self._field().setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_unlock(self) -> None:
        if self._asks_pin:
            self._try_pin()
        elif not self._busy:
            self._try_password()

    def _try_pin(self) -> None:
        typed = self.pin.text()
        said = unlike_a_pin(typed)
        if said or self._pin is None:
            self._refuse(self.pin_box, said)
        elif self.wrong < TRIES and self._pin.fits(typed):
            self.pin.clear()
            self.opened.emit(self._failed)
        else:
            self._on_wrong_pin()

    def _on_wrong_pin(self) -> None:
        self.wrong += 1
        if self.wrong >= TRIES:
            self.worn_out.emit()
            return
        left = many("PIN-koden er feil. Ett forsøk igjen, så må du skrive passordet.",
                    "PIN-koden er feil. {n} forsøk igjen.", TRIES - self.wrong)  # fmt: skip
        self._refuse(self.pin_box, left)

    def _try_password(self) -> None:
        typed = self.password.text()
        if not typed:
            self._refuse(self.password_box, str(_("Skriv passordet ditt.")))
            return
        self._set_busy(busy=True)

        def work(_tick: Any) -> int:
            from ikdesk.safe.tries import attempt

            return attempt(self._folder, lambda: self._confirm(typed), now=time.time()).failed

        job = self._jobs.start(work)
        job.succeeded.connect(self._on_confirmed)
        job.failed.connect(self._on_failed)

    def _on_confirmed(self, failed: int) -> None:
        self._set_busy(busy=False)
        self.password.clear()
        self._failed = failed
        if self._pin is None:
            self._ask_for_pin()
        else:
            self.opened.emit(failed)

    def _on_failed(self, error: Exception) -> None:
        self._set_busy(busy=False)
        if not isinstance(error, (Invalid, Problem)):
            raise error
        self._refuse(self.password_box, str(error))

    def _refuse(self, box: FieldBox, said: str) -> None:
        box.set_error(said)
        announce(self, said, now=True)
        self._field().setFocus(Qt.FocusReason.OtherFocusReason)
        self._field().selectAll()

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        for button in (self.other, self.switch):  # what comes of the password must find somebody who hears it
            button.setEnabled(not busy)
        self.unlock.say(str(_("Låser opp …") if busy else _("Lås opp")))

    def _ask_for_pin(self) -> None:
        """Once: next time the way back is four digits."""
        self.choice = PinCard(str(_("Bruk denne")), str(_("Nei takk")))
        self.choice.chosen.connect(self._on_pin_chosen)
        self.choice.declined.connect(self._on_pin_chosen)
        self._way.hide()
        self._box.put(Card(self.choice, title=str(_("Velg en PIN-kode")), spacing=14, padding=(20, 18, 20, 18)))
        for widget in (self.report, self.switch):
            widget.hide()
        self.state.say(_("Passordet er riktig. Med en PIN-kode er du tilbake på to sekunder neste gang."))
        announce(self, self.state.text())
        QTimer.singleShot(0, self.choice.pin, self.choice.pin_box.focus)  # when it has come into sight

    def _on_pin_chosen(self, pin: Pin) -> None:
        self.pin_chosen.emit(pin)
        self.opened.emit(self._failed)

    def _on_report(self) -> None:
        form = self._made_form()
        if form is None:
            self.told.say(str(_("Her kan man ikke melde før noen har låst opp én gang.")))
            self.told.show()
            return
        self._stack.setCurrentWidget(form)

    def _made_form(self) -> LockedReport | None:
        from ikdesk.lock.asked import asked_of
        from ikdesk.lock.report_page import LockedReport

        asked = asked_of(self._front, locks_of(self._folder))
        if self.form is None and asked is not None:
            self.form = LockedReport(self._folder, str(self._front["inbox"]), asked, self._clock)
            self.form.left.connect(self._on_report_left)
            self._stack.addWidget(self.form)
        return self.form

    def _on_report_left(self) -> None:
        self._stack.setCurrentIndex(0)
        self._say_begun()
        if self.form is not None and self.form.receipt.text():
            self.told.say(f"{self.form.told.text()} {self.form.receipt.text()}")
            self.told.show()
            announce(self, self.told.text())
        self._field().setFocus(Qt.FocusReason.OtherFocusReason)  # what is written next is a secret, not a report

    def _say_begun(self) -> None:
        begun = self.form is not None and self.form.begun
        self.report.say(str(_("Fortsett på meldingen") if begun else _("Meld hendelse uten å låse opp")))
