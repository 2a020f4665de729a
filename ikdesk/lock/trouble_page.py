"""What stands in the window when the data cannot be opened: what happened, that nothing is lost, and the ways out."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ikdesk.kernel.clock import Clock
from ikdesk.kernel.errors import Ill, Trouble
from ikdesk.kernel.words import _
from ikdesk.lock.in_season import demo_day
from ikdesk.lock.troubles import CLEARED, SAID, UNCHANGED, VERBS, Way
from ikdesk.safe.front import locks_of, read_front
from ikdesk.safe.ledger import INBOX
from ikdesk.ui.buttons import Button, PrimaryButton, SecondaryButton
from ikdesk.ui.cards import Banner, Card
from ikdesk.ui.icons import Icon
from ikdesk.ui.layouts import Column, Row, ScrollPage
from ikdesk.ui.progress import JobLine
from ikdesk.ui.text import Heading, Label, announce
from ikdesk.ui.theme import px

if TYPE_CHECKING:
    from ikdesk.lock.report_page import LockedReport

_WIDE = 500  # logical pixels at 100 %


class TroublePage(QWidget):
    """One calm card.

    ``wanted(Way)`` when somebody chose a way out.

    Args:
        folder: the data folder.
        trouble: what is the matter.
        clock: the program's clock.
        can: the ways that are open now; some need more than a folder.
        kept: what is said of what was being written; "" where nothing was open.
    """

    wanted = Signal(object)

    def __init__(
        self, folder: Path, trouble: Trouble, clock: Clock, *, can: frozenset[Way] = frozenset(Way), kept: str = ""
    ) -> None:
        super().__init__()
        self._folder, self.trouble, self._kept = folder, trouble, kept
        self._front = _front_of(folder)
        self._clock = clock if clock.day is not None else Clock(demo_day(self._front))
        self._ways = [way for way in SAID[trouble.ill].ways if way in can]
        self.form: LockedReport | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        said = SAID[self.trouble.ill]
        self.title = Heading(said.title, 1)
        # who has it open is known by the trouble itself; everything else is said more simply here
        self.what = Label(str(self.trouble) if self.trouble.ill is Ill.IN_USE else str(said.what))
        self.safe = Label(self._kept or str(UNCHANGED), "ok")
        self.where = Label(_("Mappe: {folder}").format(folder=self._folder), "secondary")
        self.problem, self.line = Banner("", "danger"), JobLine()
        self.line.stop.hide()
        self.problem.hide()
        self.buttons = {way: self._button(at, way) for at, way in enumerate(self._ways)}
        head = Row(Icon("triangle-alert", "warn", 28, circle="warn_bg"), spacing=14)
        head.put(self.title, 1)
        ways = Column(*(Row(button, 1) for button in self.buttons.values()), spacing=10)
        self._card = Card(
            head, self.what, self.safe, self.problem, self.line, ways, self.where, spacing=14, padding=(24, 22, 24, 22)
        )
        self.report = SecondaryButton(str(_("Meld hendelse uten å låse opp")), "circle-plus")
        self.report.setVisible(self._can_report())
        self.told = Label("", "ok")
        self.told.hide()
        self._middle = QWidget()
        Column(self._card, self.report, self.told, spacing=16, parent=self._middle)
        page = ScrollPage(margins=(20, 20, 20, 20), spacing=0, widest=16_000)
        page.put(1, Row(1, self._middle, 1), 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(page)
        Column(self._stack, spacing=0, parent=self)
        self._fit()

    def _button(self, at: int, way: Way) -> Button:
        words, icon = VERBS[way]
        if way is Way.RETRY and self.trouble.ill is Ill.FULL:
            words = CLEARED
        return (PrimaryButton if at == 0 else SecondaryButton)(str(words), icon)

    def _connect(self) -> None:
        for way, button in self.buttons.items():
            button.clicked.connect(lambda _on=False, chosen=way: self._on_way(chosen))
        self.report.clicked.connect(self._on_report)

    def showEvent(self, event: Any) -> None:
        """What happened is said at once, and Enter does what most often helps."""
        super().showEvent(event)
        if event.spontaneous():
            return
        announce(self, f"{self.title.text()}. {self.what.text()} {self.safe.text()}", now=True)
        for button in list(self.buttons.values())[:1]:
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        """Wider letters take a wider column."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        self._middle.setFixedWidth(px(_WIDE))

    def say(self, sentence: str) -> None:
        """Say that a way out did not work, and why; "" takes it away."""
        self.problem.say(sentence)
        self.problem.setVisible(bool(sentence))
        if sentence:
            announce(self.problem, sentence, now=True)

    def close_report(self) -> None:
        """Seal what is half written before the window closes: an unfinished report is better than none.

        Raises:
            Problem: the disk said no.
        """
        if self.form is not None:
            self.form.seal_half_written()

    def _on_way(self, way: Way) -> None:
        self.say("")
        if not self._half_written():
            self.wanted.emit(way)

    def _half_written(self) -> bool:
        """Whether somebody is in the middle of a report, which would be gone with this page; it is shown, then."""
        if self.form is None or not self.form.begun:
            return False
        self._stack.setCurrentWidget(self.form)
        return True

    def _can_report(self) -> bool:
        """Whether what is reported could be kept: not in a folder that is gone or write-protected."""
        inbox = self._folder / INBOX
        there = os.access(inbox, os.F_OK)  # where one may not even ask, this is no, and the path itself an error
        return isinstance(self._front.get("report"), Mapping) and os.access(inbox if there else self._folder, os.W_OK)

    def _on_report(self) -> None:
        if self.form is None:
            from ikdesk.lock.asked import asked_of  # late: hardly anybody reports just now
            from ikdesk.lock.report_page import LockedReport

            asked = asked_of(self._front, locks_of(self._folder))
            if asked is None:
                self._tell(str(_("Her kan man ikke melde før noen har låst opp én gang.")))
                return
            self.form = LockedReport(self._folder, str(self._front["inbox"]), asked, self._clock)
            self.form.left.connect(self._on_left)
            self._stack.addWidget(self.form)
        self._stack.setCurrentWidget(self.form)

    def _on_left(self) -> None:
        self._stack.setCurrentIndex(0)
        if self.form is not None and self.form.receipt.text():
            self._tell(f"{self.form.told.text()} {self.form.receipt.text()}")

    def _tell(self, sentence: str) -> None:
        self.told.say(sentence)
        self.told.show()
        announce(self, sentence)


def _front_of(folder: Path) -> Mapping[str, Any]:
    try:
        return read_front(folder)
    except OSError:
        return {}
