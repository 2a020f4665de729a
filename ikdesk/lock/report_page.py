"""Report an incident without unlocking: what is saved is sealed at once, and what is not lies in memory only."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ikdesk.kernel.card import shipped_card
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.told import OTHERS
from ikdesk.kernel.words import _
from ikdesk.lock.asked import Asked
from ikdesk.lock.report_form import ReportForm
from ikdesk.safe.guard import reserve_words
from ikdesk.safe.inbox import seal
from ikdesk.ui.buttons import PrimaryButton, QuietButton, SecondaryButton
from ikdesk.ui.cards import Banner, Card, PageHead
from ikdesk.ui.footer import Footer
from ikdesk.ui.icons import Icon
from ikdesk.ui.layouts import Column, Row, ScrollPage
from ikdesk.ui.pointed import PlainWords
from ikdesk.ui.text import Heading, Label, announce
from ikdesk.ui.theme import px

if TYPE_CHECKING:
    from ikdesk.lock.card_view import CardView

REPORT = "report"  # what the sealed note says it is


class LockedReport(QWidget):
    """The form "Meld hendelse" on the lock screen, and the receipt; ``left()`` when one goes back."""

    left = Signal()

    def __init__(self, folder: Path, inbox: str, asked: Asked, clock: Clock, *, away: bool = False) -> None:
        """Make the form.

        Args:
            folder: where the data lies.
            inbox: the open half of the inbox key, in hexadecimal.
            asked: the questions.
            clock: the lock screen's clock.
            away: the folder is a message post on another PC.
        """
        super().__init__()
        self._away = away
        self._folder, self._inbox, self._asked, self._clock = folder, inbox, asked, clock
        self._blank: dict[str, Any] = {}  # a form nobody has begun on
        self._thrown: dict[str, Any] = {}
        self.card: CardView | None = None
        self._build()
        self._connect()
        self._start({})

    @property
    def begun(self) -> bool:
        """Whether something stands in the form that is not saved."""
        return self.form.draft() != self._blank

    def half_written(self) -> dict[str, Any]:
        """What stands in the form and is not saved, as plain data; nothing where nobody has begun."""
        return self.form.draft() if self.begun and not self.form.elsewhere else {}

    def go_on_with(self, half_written: Mapping[str, Any]) -> None:
        """Go on where somebody stopped.

        Args:
            half_written: what ``half_written()`` of an earlier form gave.
        """
        self._start(half_written)

    def seal_half_written(self) -> str:
        """Seal what is not saved as it stands, for the program ends now: an unfinished report is better than none.

        Returns:
            The receipt; nothing where nobody has begun.

        Raises:
            Problem: the disk said no.
        """
        if not self.begun or self.form.elsewhere:  # whoever it is about could open what was sealed
            return ""
        understood: dict[str, Any] = {}
        with suppress(Invalid):  # what cannot be understood is sealed as it was written
            self.form.values(also=lambda values: understood.update(values) or {})
        values = {**self.form.draft(), **understood}
        values["story"] = _("Ikke skrevet ferdig: {story}").format(story=values.get("story") or "–")
        note = {"kind": REPORT, "values": _plain(values), "words": self._asked.words(understood)}
        receipt = seal(self._folder, self._inbox, note, at=self._clock.local().astimezone())
        self._start({})
        return receipt

    def _build(self) -> None:
        self.form = ReportForm(self._asked.fields, self._asked.codebook, self._clock.today())
        self.form.offer(self._asked.places, self._asked.departments)
        self.form.offer_people(self._asked.sensitive)
        self.form.point_out(PlainWords())
        page = ScrollPage(margins=(28, 10, 28, 6), spacing=8)
        page.put(PageHead(_("Meld hendelse"), "", self.form.serious), self.form, 1)
        self.problem = Banner("", "danger")
        self.thrown = Banner(
            str(_("Teksten er kastet.")), "info", action=str(_("Angre")), then=lambda: self._start(self._thrown)
        )
        self.save = PrimaryButton(str(_("Lagre hendelsen")), "check")
        self.back = SecondaryButton(
            str(_("Tilbake") if self._away else _("Tilbake til låst skjerm")), "arrow-left"
        )
        self.throw = QuietButton(str(_("Kast teksten")))
        self.footer = Footer(self.save, self.back, self.throw, form=self.form, note=str(
            _("Ctrl+S lagrer · Esc går tilbake, og teksten blir stående")))  # fmt: skip
        writing = QWidget()
        whole = Column(spacing=0, parent=writing)
        whole.put(page, 1)
        for said in (self.problem, self.thrown):
            said.hide()
            whole.put(Row(said, margins=(28, 0, 28, 8)))
        whole.put(self.footer)
        self._stack = QStackedWidget()
        self._stack.addWidget(writing)
        self._stack.addWidget(self._receipt_card())
        Column(self._stack, spacing=0, parent=self)

    def _receipt_card(self) -> QWidget:
        self.receipt = Label("", "kpi", wrap=False)
        self.told = Label(str(
            _("Hendelsen ligger i meldeposten. Lederen ser den når den er hentet.") if self._away
            else _("Hendelsen er lagret. Lederen ser den når noen låser opp.")
        ))  # fmt: skip
        self.full = Banner("", "warn")
        self.full.hide()
        self.done = PrimaryButton(str(_("Ferdig")), "check")
        self.more = SecondaryButton(str(_("Meld en hendelse til")), "circle-plus")
        card = Card(
            Row(Icon("circle-check", "ok", 28, circle="ok_bg"), Heading(str(_("Takk")), 2), 1, spacing=12), self.told,
            self.receipt, self.full,
            Label(str(_("Skriv ned kvitteringen hvis du vil spørre om hendelsen senere.")), "secondary"),
            Row(self.done, self.more, 1, spacing=10), spacing=14, padding=(24, 20, 24, 22),
        )  # fmt: skip
        card.setFixedWidth(px(470))
        page = ScrollPage(margins=(20, 20, 20, 20), spacing=0, widest=16_000)
        page.put(1, Row(1, card, 1), 1)
        return page

    def _connect(self) -> None:
        self.save.clicked.connect(self._on_save)
        self.back.clicked.connect(self._on_back)
        self.form.followed.connect(self._on_followed)
        self.throw.clicked.connect(self._on_throw)
        self.form.card.clicked.connect(self._on_card)
        self.done.clicked.connect(self.left)
        self.more.clicked.connect(lambda: self._start({}))
        self.form.changed.connect(self._on_written)
        for keys, act in (("Ctrl+S", self._on_save), ("Ctrl+Return", self._on_save), ("Esc", self._on_back)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def showEvent(self, event: QShowEvent) -> None:
        """A form nobody has begun on asks about now; one that was begun stands as it was left."""
        super().showEvent(event)
        if not event.spontaneous():  # the window itself was only brought back: even the receipt stays
            self._start(self.form.draft() if self.begun else {})

    def _start(self, draft: Mapping[str, Any]) -> None:
        now = self._clock.local()
        blank = dict.fromkeys((*(field.key for field in self._asked.fields), OTHERS.key))
        self.form.fill({**blank, "occurred_on": now.date(), "occurred_time": now.time()})
        self._blank = self.form.draft()
        self.form.fill(draft)
        self.form.show_serious()
        self._stack.setCurrentIndex(0)
        for said in (self.problem, self.thrown):
            said.hide()
        self.form.kind.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_followed(self, elsewhere: bool) -> None:  # noqa: FBT001 (the form tells so)
        """Where it must be told elsewhere there is nothing to save; one goes back, or answers otherwise."""
        for button in (self.save, self.throw):
            button.setVisible(not elsewhere)
        keys = _("Esc går tilbake") if elsewhere else _("Ctrl+S lagrer · Esc går tilbake, og teksten blir stående")
        self.footer.say(str(keys))

    def _on_card(self) -> None:
        """Read what is written down here, and come back to the report as it stands."""
        if self.card is None:
            from ikdesk.lock.card_view import CardView  # not before it is asked for: the lock screen opens at once

            self.card = CardView()
            self.card.left.connect(lambda: self._stack.setCurrentIndex(0))
            self._stack.addWidget(self.card)
        self._stack.setCurrentWidget(self.card)
        self.card.show_card(self._asked.card or shipped_card())

    def _on_back(self) -> None:
        """What stands in the form is kept for whoever comes again, who may be the one it is about: that is not."""
        if self.card is not None and self._stack.currentWidget() is self.card:
            self._stack.setCurrentIndex(0)
            return
        if self.form.elsewhere:
            self._start({})
        self.left.emit()

    def _on_written(self) -> None:
        self.receipt.say("")
        self.form.show_serious()
        self.thrown.hide()

    def send(self) -> bool:
        """Seal what stands there, as the button does; whether it was. If not, it is said there what lacks."""
        self._on_save()
        return not self.begun

    def throw_away(self) -> None:
        """Throw away what stands there; it can be brought back as long as the lock screen stands."""
        self._on_throw()

    def _on_save(self) -> None:
        if self._stack.currentIndex() or self.form.elsewhere:
            return  # it is saved already, and the receipt stands there; or it is not saved here at all
        self.problem.hide()
        try:
            values = self.form.values(also=partial(self._asked.wrong, today=self._clock.today()))
        except Invalid as wrong:
            self.form.show_errors(wrong.messages)
            return
        note = {"kind": REPORT, "values": _plain(values), "words": self._asked.words(values)}
        try:
            receipt = seal(self._folder, self._inbox, note, at=self._clock.local().astimezone())
        except Problem as said:
            self._say_problem(said)
            return
        self._start({})
        self._show_receipt(receipt)

    def _say_problem(self, said: Problem) -> None:
        told = _("{what} Teksten står fortsatt her.").format(what=said)
        self.problem.say(told)
        self.problem.show()
        announce(self, told, now=True)

    def _show_receipt(self, receipt: str) -> None:
        self.receipt.say(_("Kvittering {receipt}").format(receipt=receipt))
        full = reserve_words(self._folder)
        self.full.say(full)
        self.full.setVisible(bool(full))
        self._stack.setCurrentIndex(1)
        self.done.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, f"{self.told.text()} {self.receipt.text()} {full}".strip(), now=True)

    def _on_throw(self) -> None:
        self._thrown = self.form.draft()
        begun = self.begun
        self._start({})
        self.thrown.setVisible(begun)


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value.isoformat() if isinstance(value, (date, time)) else value for key, value in values.items()}
