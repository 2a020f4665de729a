"""How far a piece of work has come, and a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from ikdesk.kernel.words import _
from ikdesk.ui.buttons import SecondaryButton
from ikdesk.ui.jobs import Job
from ikdesk.ui.layouts import Column, Row
from ikdesk.ui.text import Label, announce

STEPS = 1000  # of the bar


class JobLine(QWidget):
    """What is being done, a bar, and "Stopp"; hidden while nothing is done."""

    def __init__(self) -> None:
        super().__init__()
        self._job: Job | None = None
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self.show)
        self._words = Label("", "secondary", wrap=False)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, STEPS)
        self.bar.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.stop = SecondaryButton(_("Stopp"), "x")
        line = Row(spacing=14, parent=self)
        line.put(Column(self._words, self.bar, spacing=5), 1)
        line.put(self.stop)
        line.setAlignment(self.stop, Qt.AlignmentFlag.AlignVCenter)
        self.stop.clicked.connect(self._on_stop)
        self.hide()

    def follow(self, job: Job, words: str, *, patience: int = 0) -> None:
        """Show how this work goes until it ends.

        Args:
            job: the work.
            words: what is being done, for example "Lager rapporten …".
            patience: milliseconds before it is shown, for what is usually done at once.
        """
        self._job = job
        self._words.say(words)
        self.bar.setAccessibleName(str(words))
        self.bar.setValue(0)
        if patience:
            self._soon.start(patience)
        else:
            self.show()
            announce(self, words)
        job.progressed.connect(self._on_progress)
        job.ended.connect(lambda: self._on_ended(job))

    def _on_progress(self, done: int, total: int) -> None:
        self.bar.setValue(min(STEPS, done * STEPS // max(1, total)))

    def _on_stop(self) -> None:
        if self._job is not None:
            self._words.say(_("Stopper …"))
            self._job.cancel()

    def _on_ended(self, job: Job) -> None:
        if job is self._job:  # a later one may have taken the place of the first
            self._job = None
            self._soon.stop()
            self.hide()
