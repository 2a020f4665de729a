"""A message post opened on another PC: report an incident or a day, and nothing else; no key lies on this machine."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from ikdesk.kernel.clock import Clock
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.words import _
from ikdesk.lock.asked import asked_of
from ikdesk.lock.in_season import day_words, demo_day, places_in_season
from ikdesk.lock.report_page import LockedReport
from ikdesk.safe.inbox import seal
from ikdesk.safe.post import Post, come_to_know, is_known, read_post
from ikdesk.ui.buttons import PrimaryButton, SecondaryButton
from ikdesk.ui.cards import Banner
from ikdesk.ui.icons import Icon
from ikdesk.ui.layouts import Column, Row, ScrollPage
from ikdesk.ui.text import Heading, Label, announce
from ikdesk.ui.theme import px


class PostPage(QWidget):
    """What one may do with a message post.

    Args:
        folder: the message post.
        seen: where this PC remembers whose signature it saw first.
        clock: the program's clock.
    """

    def __init__(self, folder: Path, seen: Path, clock: Clock) -> None:
        super().__init__()
        self._folder, self._seen = folder, seen
        self._post = read_post(folder)
        self._clock = clock if clock.day is not None else Clock(demo_day(self._content))
        self.form: LockedReport | None = None
        self._build()
        self._connect()
        self.reload()

    def _build(self) -> None:
        content = self._content
        head = Row(Icon("shield-alert", "primary", 30), Heading(self._post.unit if self._post else "IKdesk", 1), 1,
                   spacing=12)  # fmt: skip
        self.damaged = Banner(
            str(_("Denne meldeposten er skadet eller endret. Meld til lederen på en annen måte, og be om at den lages "
                  "på nytt.")), "danger",
        )  # fmt: skip
        self.other = Banner(
            str(_("Meldeposten er signert med en annen kode enn sist. Det er riktig hvis en bruker er fjernet siden. "
                  "Spør lederen om koden under stemmer.")), "warn",
            action=str(_("Koden stemmer")), then=self._on_agreed,
        )  # fmt: skip
        self.report = PrimaryButton(str(_("Meld hendelse")), "circle-plus")
        self.days = [SecondaryButton(day_words(place), "calendar-plus") for place in self._in_season()]
        self.begun = Label(str(_("En melding er påbegynt her. Den er ikke lagret ennå.")))
        self.told = Label("", "ok")
        self.code = Label(_("Kode for meldeposten: {code}. Den samme koden står hos lederen.").format(
            code=self._post.fingerprint if self._post else "–"), "secondary")  # fmt: skip
        self._middle = middle = QWidget()
        Column(
            head, Label(_("Meldepost. Det du melder, kan bare leses av lederen når det er hentet."), "muted"),
            self.damaged, self.other, self.report, self.begun, *self.days, self.told, self.code, spacing=16,
            parent=middle,
        )  # fmt: skip
        page = ScrollPage(margins=(20, 20, 20, 20), spacing=0, widest=16_000)
        page.put(1, Row(1, middle, 1), 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(page)
        Column(self._stack, spacing=0, parent=self)
        self._asked = asked_of(content)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Wider letters take a wider column."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        self._middle.setFixedWidth(px(470))

    def _connect(self) -> None:
        self.report.clicked.connect(self._on_report)
        for button, place in zip(self.days, self._in_season(), strict=True):
            button.clicked.connect(lambda _on=False, chosen=place: self._on_day(chosen))

    def reload(self) -> None:
        """Show what may be done with what lies there."""
        whole = self._post is not None and self._post.whole and self._asked is not None
        known = is_known(self._post, self._seen) if self._post is not None and whole else None
        if self._post is not None and whole and known is None:
            self._come_to_know(self._post)
        self.damaged.setVisible(not whole)
        self.other.setVisible(known is False)
        for button in (self.report, *self.days):
            button.setVisible(whole and known is not False)
        self.code.setVisible(whole)
        self.begun.setVisible(self.form is not None and self.form.begun)
        self.told.setVisible(bool(self.told.text()))

    def close_report(self) -> None:
        """Seal what is half written before the window closes: an unfinished report is better than none.

        Raises:
            Problem: the stick is gone.
        """
        if self.form is not None:
            self.form.seal_half_written()

    @property
    def _content(self) -> Mapping[str, Any]:
        return self._post.content if self._post is not None and self._post.whole else {}

    def _in_season(self) -> list[Mapping[str, Any]]:
        return places_in_season(self._content, self._clock.today().month)

    def _come_to_know(self, post: Post) -> None:
        try:
            come_to_know(post, self._seen)
        except Problem as said:
            self._say(str(said))

    def _on_agreed(self) -> None:
        if self._post is not None:
            self._come_to_know(self._post)
        self.reload()
        self.report.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_report(self) -> None:
        if self.form is None and self._asked is not None:
            self.form = LockedReport(self._folder, str(self._content["inbox"]), self._asked, self._clock, away=True)
            self.form.left.connect(self._on_left)
            self._stack.addWidget(self.form)
        if self.form is not None:
            self._stack.setCurrentWidget(self.form)

    def _on_left(self) -> None:
        self._stack.setCurrentIndex(0)
        if self.form is not None and self.form.receipt.text():
            self._say(f"{self.form.told.text()} {self.form.receipt.text()}")
        self.reload()
        self.report.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_day(self, place: Mapping[str, Any]) -> None:
        note = {"kind": "exposure", "place": str(place.get("id", "")), "day": self._clock.today().isoformat()}
        try:
            receipt = seal(self._folder, str(self._content["inbox"]), note, at=self._clock.local().astimezone())
        except Problem as said:
            self._say(str(said))
            return
        self._say(_("Notert. Lederen bekrefter dagen når den er hentet. Kvittering {receipt}.").format(receipt=receipt))

    def _say(self, sentence: str) -> None:
        self.told.say(sentence)
        self.told.show()
        announce(self, sentence)
