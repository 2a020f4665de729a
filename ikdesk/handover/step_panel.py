"""One step of handing over: what is done in it, and whether it is done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal

from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.words import _
from ikdesk.ui.cards import Banner, Card, Pill
from ikdesk.ui.desk import Desk
from ikdesk.ui.layouts import Row
from ikdesk.ui.progress import JobLine
from ikdesk.ui.text import Heading, Label, announce


class StepPanel(Card):
    """A card with a number, a title and whether it is done. ``done()`` when something was done in it.

    Args:
        desk: verbs.
        number: 1 for the first.
        title: what is done.
    """

    done = Signal()

    def __init__(self, desk: Desk, number: int, title: str) -> None:
        super().__init__(padding=(20, 14, 20, 16), spacing=10)
        self._desk, self.busy, self.finished = desk, False, False
        self.state, self.said = Pill("", "neutral", "-"), Label("", "secondary")
        self.wrong = Banner("", "warn")
        self.wrong.hide()
        self.line = JobLine()
        self.line.stop.hide()  # half of it is of no use to anybody
        head = Row(spacing=12)
        head.put(Heading(f"{number}. {title}", 2), 1)
        head.addWidget(self.state, 0, Qt.AlignmentFlag.AlignVCenter)
        self.put(head, self.said)

    def put_last(self) -> None:
        """What is wrong and what is under way stand below everything else."""
        self.put(self.wrong, self.line)

    def show_state(self, said: str, *, done: bool) -> None:
        """Say how it stands.

        Args:
            said: in a sentence or two.
            done: whether nothing is left to do in it.
        """
        self.finished = done
        self.state.show_state(str(_("Ferdig") if done else _("Gjenstår")), "ok" if done else "neutral",
                              "" if done else "-")  # fmt: skip
        self.said.say(said)

    def work(self, act: Callable[[], object], words: str, then: Callable[[object], object]) -> None:
        """Do something beside the window, and tell what went wrong.

        Args:
            act: what is done.
            words: what is said meanwhile.
            then: told what came of it.
        """
        if self.busy:
            return
        self.busy = True
        self.wrong.hide()
        job = self._desk.work(lambda _tick: act())
        job.succeeded.connect(lambda result: self._on_done(result, then))
        job.failed.connect(self._on_failed)
        self.line.follow(job, words, patience=400)

    def refuse(self, error: Exception) -> None:
        """Say why it was not done.

        Args:
            error: what was raised; a bug is raised again.
        """
        if isinstance(error, Invalid):
            said = " ".join(str(one) for one in error.messages.values())
        elif isinstance(error, Problem):
            said = str(error)
        else:
            raise error
        self.wrong.say(said)
        self.wrong.show()
        announce(self, said, now=True)

    def _on_done(self, result: object, then: Callable[[object], object]) -> None:
        self.busy = False
        then(result)
        self.done.emit()

    def _on_failed(self, error: Exception) -> None:
        self.busy = False
        self.refuse(error)
