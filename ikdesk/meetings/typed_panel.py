"""What is half written on the slides of a meeting: kept a moment after the last key, whatever comes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, QTimer

from ikdesk.incidents.draft_panel import SOON, Drafts
from ikdesk.incidents.queries import draft_of
from ikdesk.ui.desk import Desk
from ikdesk.ui.form import draft_failed
from ikdesk.ui.text import Label

Typed = dict[str, dict[str, str]]  # by slide and field


class HalfWritten(QObject):
    """Takes care of it.

    Args:
        desk: verbs.
        page: what the draft is called.
        now: which slide is shown, and what is half written on it.
        said: where it is told when the disk says no.
        parent: the window.
    """

    def __init__(
        self, desk: Desk, page: str, now: Callable[[], tuple[str, Mapping[str, str]]], said: Label, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk, self._page, self._now, self._said = desk, page, now, said
        self._typed: Typed = desk.read(draft_of, page)[0]
        self._kept: Typed | None = self._copy()
        self._drafts = Drafts(desk, self)
        self._drafts.failed.connect(self._on_failed)
        self._soon = QTimer(self, singleShot=True, interval=SOON)
        self._soon.timeout.connect(self.keep_soon)

    def of(self, slide: str) -> Mapping[str, str]:
        """What was half written on a slide the last time it was shown."""
        return self._typed.get(slide, {})

    def begin(self) -> None:
        """A key was pressed."""
        self._soon.start()

    def keep_soon(self) -> None:
        """Let it be written down beside the window."""
        now = self._all()
        if now != self._kept:
            self._kept = now
            self._drafts.soon(self._page, now, self._desk.clock.local(), now)

    def keep(self) -> None:
        """Write it down before going on: the screen is locked, or the program closes.

        Raises:
            Problem: the disk said no.
        """
        self._soon.stop()
        now = self._all()
        if now != self._kept:
            self._drafts.now(self._page, now, self._desk.clock.local())
            self._kept = now

    def _all(self) -> Typed:
        slide, typed = self._now()
        if typed:
            self._typed[slide] = dict(typed)
        else:
            self._typed.pop(slide, None)
        return self._copy()

    def _copy(self) -> Typed:
        return {slide: dict(fields) for slide, fields in self._typed.items()}

    def _on_failed(self, problem: Exception) -> None:
        self._kept = None  # it is tried again
        draft_failed(problem, self._said)
