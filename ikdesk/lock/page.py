"""The lock screen: the password, reporting without it, and one tap for a day a place was in use.

Knows nothing about persons or events.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ikdesk.kernel.clock import Clock
from ikdesk.kernel.errors import Invalid, Problem, Trouble
from ikdesk.kernel.words import _
from ikdesk.lock.in_season import day_words, demo_day, places_in_season
from ikdesk.lock.numbers import over_numbers
from ikdesk.safe.front import locks_of, read_front
from ikdesk.safe.last import last_lock, remember_lock
from ikdesk.ui.buttons import PrimaryButton, QuietButton, SecondaryButton
from ikdesk.ui.cards import Banner, Card
from ikdesk.ui.field_box import FieldBox
from ikdesk.ui.icons import Icon
from ikdesk.ui.jobs import Jobs
from ikdesk.ui.layouts import Column, Row, ScrollPage
from ikdesk.ui.text import Heading, Label, announce
from ikdesk.ui.text_field import TextField
from ikdesk.ui.theme import px

if TYPE_CHECKING:
    from ikdesk.lock.report_page import LockedReport
    from ikdesk.ui.inputs import Dropdown

Open = Callable[[Any], Any]  # keys in, the open data out; runs beside the window


class LockPage(QWidget):
    """Asks for the password.

    ``unlocked(opened, failed)``: what ``open_with`` gave, and how many wrong tries there were before.
    ``troubled(trouble)`` when the password was right, or could not be tried, and the data cannot be opened.
    """

    unlocked = Signal(object, int)
    troubled = Signal(object)

    def __init__(self, folder: Path, open_with: Open, jobs: Jobs, clock: Clock) -> None:
        """Show the lock screen of a data folder.

        Args:
            folder: where the data lies.
            open_with: opens the data with the keys; runs beside the window.
            jobs: carries it there.
            clock: the program's clock; the demo has a day of its own.
        """
        super().__init__()
        self._folder, self._open, self._jobs = folder, open_with, jobs
        self._front = read_front(folder)
        self._clock = clock if clock.day is not None else Clock(demo_day(self._front))
        self._busy = False
        self.form: LockedReport | None = None  # made when somebody asks for it: it takes as long as the screen itself
        self._build()
        self._connect()

    def _build(self) -> None:
        self._cards = [self._password_card()]
        self._box = Column(*self._cards, spacing=0)
        name = str(self._front.get("name", "")) or "IKdesk"
        head = Row(Icon("shield-alert", "primary", 30), Heading(name, 1), 1, spacing=12)
        middle = QWidget()
        middle.setFixedWidth(px(470))
        column = Column(head, spacing=16, parent=middle)
        column.put(Label(_("Låst. Bare den som har passordet, kan se hva som ligger her."), "muted"))
        demo = self._front.get("demo")
        if isinstance(demo, Mapping) and demo.get("password"):
            column.put(Banner(
                _("Dette er eksempeldata. Passordet er: {password}").format(password=demo["password"]),
                action=str(_("Skriv det inn")), then=lambda: self._fill_in(str(demo["password"])),
            ))  # fmt: skip
        column.put(self._box)
        self.report = SecondaryButton(self._report_words(), "circle-plus")
        self.report.clicked.connect(self._on_report)
        self.begun = Label(str(_("En melding er påbegynt her. Den er ikke lagret ennå.")))
        self.begun.hide()
        if isinstance(self._front.get("report"), Mapping):
            column.put(self.report)
            column.put(self.begun)
        self.told = Label("", "ok")
        self.told.hide()
        for place in self._in_use():
            button = SecondaryButton(day_words(place), "calendar-plus")
            button.clicked.connect(lambda _on=False, chosen=place: self._on_day(chosen))
            column.put(button)
        column.put(self.told)
        page = ScrollPage(margins=(20, 20, 20, 20), spacing=0, widest=16_000)
        page.put(1, Row(1, middle, 1), 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(over_numbers(page))
        Column(self._stack, spacing=0, parent=self)

    def _password_card(self) -> QWidget:
        self.password = TextField(secret=True)
        self.field = FieldBox(_("Passord"), self.password)
        self.unlock = PrimaryButton(str(_("Lås opp")), "lock-open")
        self.forgot = QuietButton(str(_("Glemt passordet?")))
        self.who: Dropdown | None = None
        self.who_field = self._who_field()
        asked = [self.who_field, self.field] if self.who_field else [self.field]
        return Card(*asked, Row(self.unlock, self.forgot, 1, spacing=10), spacing=14, padding=(20, 18, 20, 18))

    def _who_field(self) -> FieldBox | None:
        """Asks who one is; where only one can unlock, nobody need say it."""
        self._locks = locks_of(self._folder)
        names = sorted(self._locks, key=str.casefold)
        if len(names) <= 1:
            return None
        from ikdesk.ui.inputs import Dropdown  # late: where one unlocks, nobody should wait for it
        from ikdesk.ui.option import Option

        self.who = Dropdown(_("Hvem er du?"), [Option(name, name) for name in names], none=str(_("Velg navnet ditt")))
        last = last_lock(self._folder)
        self.who.set_value(next((name for name, lock in self._locks.items() if lock == last), None))
        box = FieldBox(_("Hvem er du?"), self.who)
        self.who.changed.connect(lambda: box.set_error(""))
        return box

    def _remember_who(self) -> None:
        lock = self._locks.get(self._who(), "")
        if lock:
            with suppress(Problem):  # next time one chooses anew, then
                remember_lock(self._folder, lock)

    def _who(self) -> str:
        return str(self.who.value() or "") if self.who else ""

    def _code_card(self) -> QWidget:
        """Made when somebody asks for it: hardly anybody does, and everybody waits for the lock screen."""
        self.code, self.new, self.again = TextField(), TextField(secret=True), TextField(secret=True)
        self.code_field = FieldBox(
            _("Gjenopprettingskode"), self.code, hint=str(_("Den som ble skrevet ned da IKdesk ble satt opp."))
        )
        four = str(_("Minst 12 tegn. Fire tilfeldige ord er bra."))
        self.new_field = FieldBox(_("Nytt passord"), self.new, hint=four)
        self.again_field = FieldBox(_("Det nye passordet en gang til"), self.again)
        self.change = PrimaryButton(str(_("Bytt passord og lås opp")), "check")
        self.back = QuietButton(str(_("Tilbake")))
        self.back.clicked.connect(lambda: self._show_card(0))
        self.change.clicked.connect(self._on_change)
        self.again.returnPressed.connect(self._on_change)
        return Card(
            self.code_field, self.new_field, self.again_field, Row(self.change, self.back, 1, spacing=10),
            spacing=14, padding=(20, 18, 20, 18),
        )  # fmt: skip

    def _connect(self) -> None:
        self.unlock.clicked.connect(self._on_unlock)
        self.password.returnPressed.connect(self._on_unlock)
        self.forgot.clicked.connect(lambda: self._show_card(1))

    def showEvent(self, event: Any) -> None:
        """The password is what one writes first, when it is known who one is."""
        super().showEvent(event)
        self._first_field().setFocus(Qt.FocusReason.OtherFocusReason)

    def _first_field(self) -> QWidget:
        if len(self._cards) > 1 and not self._cards[1].isHidden():
            return self.new if self.code.text() else self.code
        return self.who if self.who and not self._who() else self.password

    def _fill_in(self, password: str) -> None:
        self.password.setText(password)
        self._first_field().setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_card(self, number: int) -> None:
        if number == len(self._cards):
            self._cards.append(self._code_card())
            self._box.put(self._cards[number])
        for at, card in enumerate(self._cards):
            card.setVisible(at == number)
        self._first_field().setFocus(Qt.FocusReason.OtherFocusReason)

    def choose_password(self, code: str) -> None:
        """Ask for a new password of somebody who has the recovery code, and has shown it.

        Args:
            code: as it was typed.
        """
        self._show_card(1)
        self.code.setText(code)
        said = str(_("Dataene er hentet tilbake. Velg et nytt passord."))
        self.code_field.set_hint(said)
        announce(self, said)
        self._first_field().setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_unlock(self) -> None:
        password, who = self.password.text(), self._who()
        if self.who_field and not who:
            self.who_field.set_error(str(_("Velg hvem du er.")))
            self.who_field.focus()
            return

        def keys() -> Any:
            from ikdesk.safe.vault import unlock

            return unlock(self._folder, password, who)

        self._try(keys)

    def _on_change(self) -> None:
        code, new = self.code.text(), self.new.text()
        self.new_field.set_error(_wrong_with(new))
        self.again_field.set_error("" if new == self.again.text() else str(_("De to passordene er ikke like.")))
        wrong = next((field for field in (self.new_field, self.again_field) if field.error), None)
        if wrong is not None:
            wrong.focus()
            return

        def keys() -> Any:
            from ikdesk.safe.vault import change_password, unlock_with_code

            found = unlock_with_code(self._folder, code)
            change_password(self._folder, found, new)
            return found

        self._try(keys)

    def _try(self, find_keys: Callable[[], Any]) -> None:
        if self._busy or not self._settle_report():
            return
        self._set_busy(busy=True)

        def work(_tick: Any) -> tuple[Any, int]:
            from ikdesk.safe.tries import attempt

            entered = attempt(self._folder, find_keys, now=time.time())
            return self._open(entered.result), entered.failed

        job = self._jobs.start(work)
        job.succeeded.connect(self._on_opened)
        job.failed.connect(self._on_failed)

    def _settle_report(self) -> bool:
        """Whether one may go on: nothing stands in the report that would be gone with the lock screen."""
        if self.form is None or not self.form.begun:
            return True
        match ask_about_half(self.window()):
            case "send":
                self._stack.setCurrentWidget(self.form)  # first: what lacks is said there
                if self.form.send():
                    self._on_report_left()
                    return True
            case "throw":
                self.form.throw_away()
                self._on_report_left()
                return True
            case "finish":
                self._stack.setCurrentWidget(self.form)
        return False

    def _on_opened(self, found: tuple[Any, int]) -> None:
        self._set_busy(busy=False)
        self._remember_who()
        self.password.clear()
        if len(self._cards) > 1:
            for line in (self.code, self.new, self.again):
                line.clear()
        self.unlocked.emit(*found)

    def _on_failed(self, error: Exception) -> None:
        self._set_busy(busy=False)
        if isinstance(error, OSError):
            from ikdesk.safe.guard import trouble_of  # late: hardly any disk fails just now

            error = trouble_of(error, self._folder)
        if not isinstance(error, (Invalid, Problem)):
            raise error
        if isinstance(error, Trouble):
            self.password.clear()
            self.troubled.emit(error)
            return  # a page of its own says it, and has the focus
        by_code = self._cards[-1].isVisible() and len(self._cards) > 1
        fields = {"password": self.new_field, "code": self.code_field} if by_code else {"password": self.field}
        messages = error.messages if isinstance(error, Invalid) else {}
        for key, field in fields.items():
            field.set_error(str(messages.get(key, "")))
        if not messages:
            (self.code_field if by_code else self.field).set_error(str(error))
        announce(self, str(error), now=True)
        line = self.code if by_code else self.password
        line.setFocus(Qt.FocusReason.OtherFocusReason)
        line.selectAll()

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        self.unlock.say(str(_("Låser opp …") if busy else _("Lås opp")))

    def _in_use(self) -> list[Mapping[str, Any]]:
        """The places whose days are counted and that are in season."""
        return places_in_season(self._front, self._clock.today().month)

    def _report_words(self) -> str:
        begun = self.form is not None and self.form.begun
        return str(_("Fortsett på meldingen") if begun else _("Meld hendelse uten å låse opp"))

    def _on_report(self) -> None:
        form = self.form or self._report_form()
        if form is None:
            self._say(str(_("Her kan man ikke melde før noen har låst opp én gang.")))
            return
        self._stack.setCurrentWidget(form)

    def _report_form(self) -> LockedReport | None:
        from ikdesk.lock.asked import asked_of
        from ikdesk.lock.report_page import LockedReport

        asked = asked_of(self._front, locks_of(self._folder))
        if asked is None:
            return None
        self.form = LockedReport(self._folder, str(self._front["inbox"]), asked, self._clock)
        self.form.left.connect(self._on_report_left)
        self._stack.addWidget(self.form)
        return self.form

    def _on_report_left(self) -> None:
        """Back to the lock screen; what was begun stays in memory as long as it stands there."""
        self._stack.setCurrentIndex(0)
        self.report.say(self._report_words())
        self.begun.setVisible(self.form is not None and self.form.begun)
        if self.form is not None and self.form.receipt.text():  # Enter pressed twice must not take it out of sight
            self._say(f"{self.form.told.text()} {self.form.receipt.text()}")
        self._first_field().setFocus(Qt.FocusReason.OtherFocusReason)  # a password must not end up in a report

    def _on_day(self, place: Mapping[str, Any]) -> None:
        from ikdesk.safe.inbox import seal

        note = {"kind": "exposure", "place": str(place.get("id", "")), "day": self._clock.today().isoformat()}
        try:
            receipt = seal(self._folder, str(self._front.get("inbox", "")), note, at=self._clock.local().astimezone())
        except Problem as said:
            self._say(str(said))
            return
        self._say(_("Notert. Lederen bekrefter dagen etter opplåsing. Kvittering {receipt}.").format(receipt=receipt))
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)  # or a blank in the password would note it once more

    def say(self, sentence: str) -> None:
        """Say something under the buttons."""
        self._say(sentence)

    def _say(self, sentence: str) -> None:
        self.told.say(sentence)
        self.told.show()
        announce(self, sentence)


def ask_about_half(window: QWidget) -> str:
    """Ask what shall become of a report that is not finished: send, finish or throw; "" when that was called off."""
    from ikdesk.ui.dialogs import Box  # late: hardly anybody is asked

    box = Box(window, str(_("Det ligger en halvferdig melding her")), str(
        _("Noen har begynt på en melding og ikke lagret den. Hva skal skje med den før du låser opp?")))  # fmt: skip
    box.offer(
        ("send", PrimaryButton(str(_("Send den")))), ("finish", SecondaryButton(str(_("Skriv ferdig")))),
        ("throw", QuietButton(str(_("Forkast")))),
    )  # fmt: skip
    return box.ask()


def _wrong_with(password: str) -> str:
    """Why this cannot be a new password; said before the code is tried, so that it is no wrong try."""
    from ikdesk.safe.secret import check_new_password  # late: few forget their password, all wait for the screen

    try:
        check_new_password(password)
    except Invalid as wrong:
        return str(wrong)
    return ""
