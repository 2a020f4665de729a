"""Drafts written beside the window: nobody who types waits for the disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from threading import Lock
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from ikdesk.incidents.actions import save_draft
from ikdesk.incidents.queries import draft_of
from ikdesk.kernel.words import _, clock_time
from ikdesk.ui.desk import Desk
from ikdesk.ui.form import Form, draft_failed
from ikdesk.ui.text import Label

SOON = 700  # milliseconds after the last key a draft is written


class Drafts(QObject):
    """Writes the newest draft of a form; one that was overtaken is never written.

    ``kept(stood, at)`` tells what was written when, ``failed(error)`` that the disk said no.
    """

    kept = Signal(object, object)
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        """Take care of the drafts of one form.

        Args:
            desk: verbs.
            parent: the form.
        """
        super().__init__(parent)
        self._desk = desk
        self._writing = Lock()  # held by whoever writes: what is written now comes after what was written beside
        self._newest = 0
        self._stood: tuple[object, datetime] | None = None

    def soon(self, page: str, content: Mapping[str, Any], at: datetime, stood: object) -> None:
        """Write it beside the window.

        Args:
            page: which form it is.
            content: plain values; empty when there is nothing to keep.
            at: local date and time.
            stood: what to tell when it was written.
        """
        self._newest += 1
        number, self._stood = self._newest, (stood, at)
        job = self._desk.work(lambda _tick: self._write(number, page, content, at))
        job.succeeded.connect(self._on_written)
        job.failed.connect(self.failed)

    def now(self, page: str, content: Mapping[str, Any], at: datetime) -> None:
        """Write it before going on: the program locks or closes, or the form was saved.

        Args:
            page: as in ``soon``.
            content: as in ``soon``.
            at: as in ``soon``.

        Raises:
            Problem: the disk said no.
        """
        self._newest += 1
        self._write(self._newest, page, content, at)

    @contextmanager
    def over(self) -> Iterator[None]:
        """While it is emptied elsewhere: what is on its way to the disk comes before that, or not at all."""
        self._newest += 1
        with self._writing:
            yield

    def _write(self, number: int, page: str, content: Mapping[str, Any], at: datetime) -> int:
        with self._writing:
            if number == self._newest:
                self._desk.write(save_draft, page, content, at=at)
        return number

    def _on_written(self, number: int) -> None:
        if number == self._newest and self._stood is not None:
            self.kept.emit(*self._stood)


class FormDrafts(QObject):
    """Keeps what stands in a form and is not saved, a moment after the last key, and says so beside its heading."""

    def __init__(self, desk: Desk, form: Form, said: Label, page: str) -> None:
        """Take care of a form.

        Args:
            desk: verbs.
            form: what is filled in.
            said: where it is told when it was written.
            page: which form it is; at most sixty characters.
        """
        super().__init__(form)
        self._desk, self._form, self._said, self._page = desk, form, said, page
        self.blank: dict[str, Any] = {}  # a form nobody has begun on
        self.refuses: Callable[[], bool] = lambda: False  # whether what stands there must not be kept
        self._kept: dict[str, Any] = {}  # what stands in the draft
        self._drafts = Drafts(desk, self)
        self._soon = QTimer(self, singleShot=True, interval=SOON)
        form.keeps_drafts = True
        form.changed.connect(self._soon.start)
        self._soon.timeout.connect(self.keep_soon)
        self._drafts.kept.connect(self._on_kept)
        self._drafts.failed.connect(self._on_failed)

    def begin(self, start: Mapping[str, Any], first: Callable[[dict[str, Any]], object] = lambda _draft: None) -> None:
        """Fill the form with what stands there from the start, and then with what was half written.

        Args:
            start: what stands there from the start.
            first: what must be done with a draft before it is filled in, where there is one.
        """
        self._form.fill(start)
        self.blank = self._form.draft()
        draft = self.read()
        if draft:
            first(draft)
            self._form.fill(draft)
        self.stands()

    @property
    def begun(self) -> bool:
        """Whether something stands in the form that did not stand there from the start."""
        return self._form.draft() != self.blank

    def read(self) -> dict[str, Any]:
        """What was begun, said as when it was written; empty where there is nothing."""
        draft, at = self._desk.read(draft_of, self._page)
        self._said.say(_("Utkast lagret kl. {time}").format(time=clock_time(at.time())) if at else "")
        return draft

    def stands(self) -> None:
        """What stands in the form now, stands in the draft too."""
        self._kept = self._form.draft()

    def keep(self) -> None:
        """Write down what was written since the last time; what stood there from the start is no draft.

        Raises:
            Problem: the disk said no.
        """
        self._soon.stop()
        now = self._form.draft()
        if now != self._kept:
            at = self._desk.clock.local()
            self._drafts.now(self._page, self._worth(now), at)
            self._on_kept(now, at)  # not before: what could not be written is tried again

    @contextmanager
    def saved(self) -> Iterator[None]:
        """While what stands in the form is saved, and its draft emptied in the same step."""
        self._soon.start()  # where it cannot be saved, the draft is written after all
        with self._drafts.over():
            yield
        self._soon.stop()
        self._said.say("")
        self._kept = self._form.draft()

    def throw_away(self) -> None:
        """It was thrown away on purpose, or saved; what is on its way to the disk does not arrive."""
        self._soon.stop()
        self._said.say("")
        self._drafts.now(self._page, {}, self._desk.clock.local())
        self._kept = self._form.draft()

    def keep_soon(self) -> None:
        """Let what was written since the last time be written down beside the window."""
        now = self._form.draft()
        if now != self._kept:
            self._drafts.soon(self._page, self._worth(now), self._desk.clock.local(), now)

    def _worth(self, now: dict[str, Any]) -> dict[str, Any]:
        return {} if now == self.blank or self.refuses() else now

    def _on_kept(self, now: dict[str, Any], at: datetime) -> None:
        self._kept = now
        told = _("Utkast lagret kl. {time}").format(time=clock_time(at.time()))
        self._said.say(told if self._worth(now) else "")

    def _on_failed(self, problem: Exception) -> None:
        draft_failed(problem, self._said)
