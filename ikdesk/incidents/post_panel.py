"""The settings about reports from other PCs: a message post is made on a memory stick, and fetched from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from ikdesk.incidents.post_model import Posts
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.words import _
from ikdesk.ui.buttons import PrimaryButton, SecondaryButton
from ikdesk.ui.cards import Banner, Card
from ikdesk.ui.desk import Desk
from ikdesk.ui.dialogs import ask_folder
from ikdesk.ui.layouts import Column, Row, ScrollPage
from ikdesk.ui.progress import JobLine
from ikdesk.ui.text import Label, announce


class PostPanel(QWidget):
    """Two things one can do with a memory stick.

    Args:
        desk: verbs.
        posts: the unit's message posts.
    """

    def __init__(self, desk: Desk, posts: Posts) -> None:
        super().__init__()
        self._desk, self._posts = desk, posts
        self._build()
        self.make.clicked.connect(lambda: self._on_chosen(self.make_on))
        self.fetch.clicked.connect(lambda: self._on_chosen(self.fetch_from))

    def _build(self) -> None:
        self.fetch = PrimaryButton(str(_("Hent meldinger …")), "download")
        self.make = SecondaryButton(str(_("Lag meldepost …")), "plus")
        self.done, self.problem = Banner("", "ok"), Banner("", "warn")
        for said in (self.done, self.problem):
            said.hide()
        self.line = JobLine()
        self.line.stop.hide()  # half of it is of no use to anybody
        page = ScrollPage(margins=(28, 4, 28, 16), spacing=14, widest=940)
        page.put(
            self.done, self.problem, self.line,
            Card(
                Label(_("Meldinger fra en annen PC kommer på en minnepinne. De hentes én gang hver, venter på å bli "
                        "bekreftet, og blir liggende låst på pinnen."), "secondary"),
                Row(self.fetch, 1), title=str(_("Hent meldinger fra minnepinne")), padding=(20, 16, 20, 20),
            ),
            Card(
                Label(_("Har dere en PC til, for eksempel på en avdeling, kan den brukes til å melde. Lag en meldepost "
                        "på en minnepinne og åpne den der med IKdesk: «Åpne meldepost» på første side. Der kan man "
                        "melde, og ikke noe annet."), "secondary"),
                Label(_("Er det en meldepost der fra før, får den dagens spørsmål og steder. Det som er meldt, blir "
                        "liggende."), "secondary"),
                Label(_("Kode for meldepostene herfra: {code}. Den samme koden skal stå på den andre PC-en.").format(
                    code=self._posts.code()), "secondary"),
                Row(self.make, 1), title=str(_("Lag en meldepost på minnepinne")), padding=(20, 16, 20, 20),
            ), 1,
        )  # fmt: skip
        Column(spacing=0, parent=self).put(page, 1)
        self.panes: list[QWidget] = [self.fetch, self.make]

    def make_on(self, where: Path) -> None:
        """Make a message post in a folder."""
        self._do(lambda: self._posts.make(where), self._on_made)

    def fetch_from(self, where: Path) -> None:
        """Take in what lies in a message post."""
        self._do(lambda: self._posts.fetch(where), lambda said: self._say(" ".join(said)))

    def _on_chosen(self, then: Callable[[Path], None]) -> None:
        chosen = ask_folder(self.window(), str(_("Velg minnepinnen")), Path.home())
        if chosen is not None:
            then(chosen)

    def _on_made(self, made: tuple[Path, str]) -> None:
        self._say(_("Meldeposten ligger i {folder}. Ta med pinnen til den andre PC-en.").format(folder=made[0]))

    def _do(self, act: Callable[[], Any], then: Callable[[Any], object]) -> None:
        self.done.hide()
        self.problem.hide()
        self._set_busy(busy=True)
        job = self._desk.work(lambda _tick: act())
        job.succeeded.connect(lambda result: self._on_done(result, then))
        job.failed.connect(self._on_failed)
        self.line.follow(job, str(_("Et øyeblikk …")), patience=400)

    def _on_done(self, result: Any, then: Callable[[Any], object]) -> None:
        self._set_busy(busy=False)
        then(result)

    def _on_failed(self, error: Exception) -> None:
        self._set_busy(busy=False)
        if not isinstance(error, Problem):
            raise error
        self.problem.say(str(error))
        self.problem.show()
        announce(self, str(error), now=True)

    def _say(self, sentence: str) -> None:
        self.done.say(sentence)
        self.done.show()
        announce(self, sentence)

    def _set_busy(self, *, busy: bool) -> None:
        for button in (self.make, self.fetch):
            button.setEnabled(not busy)
