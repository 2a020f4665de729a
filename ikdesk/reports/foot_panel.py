"""The foot of a page that writes files: the button, how far it has come, and where the finished files lie."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ikdesk.kernel.words import _
from ikdesk.reports.sent_panel import SentBanner
from ikdesk.reports.target_panel import MadeBanner, made_words
from ikdesk.ui.buttons import Button, PrimaryButton, SecondaryButton
from ikdesk.ui.footer import Footer
from ikdesk.ui.jobs import Job
from ikdesk.ui.layouts import Column, Row, first_in
from ikdesk.ui.open_file import open_file
from ikdesk.ui.progress import JobLine
from ikdesk.ui.text import announce
from ikdesk.ui.theme import px


class FootPanel(QWidget):
    """One piece of work at a time. ``wanted()`` when it should begin: the button, or Ctrl+P anywhere on the page.

    Args:
        page: whose foot it is.
        tell: shows a toast: text, words of the action, what it does.
        verb: on the button.
        note: beside it while nothing is made.
        extract: it is an extract, not a report.
        first: the button of what one comes here for, where that is another.
    """

    wanted = Signal()

    def __init__(
        self, page: QWidget, tell: Callable[..., None], verb: str, note: str, *, extract: bool = False,
        first: Button | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        self._page, self._tell, self._note, self._extract = page, tell, note, extract
        self._pressed = False
        self.job: Job | None = None  # under way
        self.made: MadeBanner | SentBanner | None = None
        self.make: Button = PrimaryButton(verb, "file-text") if first is None else SecondaryButton(verb, "file-text")
        self._buttons = [self.make] if first is None else [first, self.make]
        self.line = JobLine()
        self.line.setMinimumWidth(px(360))
        self.news = QWidget()
        self._news = Row(margins=(28, 0, 28, 10), parent=self.news)
        self.news.hide()
        self.footer = Footer(*self._buttons, self.line, note=note)
        Column(self.news, self.footer, spacing=0, parent=self)
        self.make.clicked.connect(self.wanted)
        QShortcut(QKeySequence("Ctrl+P"), page).activated.connect(self.wanted)

    def follow(self, job: Job, words: str) -> None:
        """Show how the work goes until it ends.

        Args:
            job: the work.
            words: what is being done.
        """
        self.job, self._pressed = job, any(one.hasFocus() for one in self._buttons)
        for one in self._buttons:
            one.hide()
        self.footer.say("")
        self.line.follow(job, words)
        job.ended.connect(self._on_ended)

    def show_made(self, made: list[Path], names: list[str]) -> None:
        """Say where the files lie.

        Args:
            made: the files.
            names: what they should have been called.
        """
        banner = MadeBanner(made, names, extract=self._extract)
        self.show_banner(banner, made_words(made, names, extract=self._extract), made[0])

    def show_banner(self, banner: MadeBanner | SentBanner, said: str, first: Path) -> None:
        """Say what came of it.

        Args:
            banner: with links to it.
            said: what it says.
            first: the file one opens first.
        """
        self.made = banner
        self._news.put(banner, 1)
        self.news.show()
        if self._page.isVisible():
            announce(self, said)
        else:
            self._tell(said, str(_("Åpne")), lambda: open_file(first))

    def forget(self) -> None:
        """Say no more of what was made."""
        self.news.hide()
        if self.made is not None:
            self._news.removeWidget(self.made)
            self.made.hide()
            self.made.deleteLater()
            self.made = None

    def _on_ended(self) -> None:
        self.job = None
        for one in self._buttons:
            one.show()
        self.footer.say(self._note)
        away = not self._page.isAncestorOf(self.window().focusWidget())  # it stood on something that was made anew
        if self._page.isVisible() and (self._pressed or away):
            first_in(self.footer if self.made is None else self.made).setFocus(Qt.FocusReason.OtherFocusReason)
