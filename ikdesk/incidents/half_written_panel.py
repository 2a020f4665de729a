"""What is half written in a form and not saved: kept for whoever wrote it, and given back with a sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QTimer, SignalInstance
from PySide6.QtWidgets import QWidget

from ikdesk.incidents.draft_panel import SOON, Drafts
from ikdesk.incidents.queries import draft_of
from ikdesk.kernel.words import _, clock_time, short_date
from ikdesk.ui.cards import Banner
from ikdesk.ui.desk import Desk
from ikdesk.ui.form import Form
from ikdesk.ui.layouts import Column
from ikdesk.ui.text import announce

ABOUT, WRITTEN = "about", "written"  # what it is about stands in the draft too, so that it can be found and emptied


class HalfWritten(QWidget):
    """Keeps drafts of one form; says so, above it, where there was one.

    Args:
        desk: verbs.
        draft: what stands in the form now, as plain data.
        fill: shows that again.
        changed: tell that somebody writes.
    """

    def __init__(
        self, desk: Desk, draft: Callable[[], dict[str, Any]], fill: Callable[[Mapping[str, Any]], object],
        *changed: SignalInstance,
    ) -> None:  # fmt: skip
        super().__init__()
        self._desk, self._draft, self._fill = desk, draft, fill
        self._about = ""
        self._blank: dict[str, Any] = {}
        self._kept: dict[str, Any] = {}
        self._stored: set[str] = set()  # where there is a draft
        self._drafts = Drafts(desk, self)
        self._drafts.kept.connect(self._on_kept)
        self._drafts.failed.connect(self._on_failed)
        self.banner = Banner("", "info", action=str(_("Begynn på nytt")), then=self._on_anew, icon="pencil")
        Column(self.banner, spacing=0, parent=self)
        self.hide()
        self._soon = QTimer(self, singleShot=True, interval=SOON)
        self._soon.timeout.connect(self._on_soon)
        for signal in changed:
            signal.connect(self._soon.start)

    def begin(self, about: str) -> None:
        """The form shows what is saved; fill in what was half written about the same.

        Args:
            about: which form, and about what; at most sixty characters.
        """
        self._soon.stop()
        self._about = about
        self._blank = self._kept = self._draft()
        found, at = self._desk.read(draft_of, about)
        written = found.get(WRITTEN) if found.get(ABOUT) == about else None
        self.setVisible(bool(written))
        if not written or at is None:
            return
        self._stored.add(about)
        self._fill(written)
        self._soon.stop()
        self._kept = self._draft()
        said = _("Vi tok vare på det du skrev {day} kl. {time}. Det er ikke lagret ennå.").format(
            day=short_date(at), time=clock_time(at.time()))  # fmt: skip
        self.banner.say(said)
        announce(self, said)

    def keep_draft(self) -> None:
        """Write down what was written since the last time; what stood there from the start is no draft."""
        self._soon.stop()
        now = self._draft()
        if not self._about or now == self._kept:
            return
        if now == self._blank:
            self._forget(self._about)
        else:
            self._stored.add(self._about)
            self._write(self._about, {ABOUT: self._about, WRITTEN: now})
        self._kept = now  # not before: what could not be written is tried again

    def _on_soon(self) -> None:
        above = self.parentWidget()
        if above is None or not above.isVisible():  # a form that is not there any more has nothing to say
            return
        now = self._draft()
        if not self._about or now == self._kept:
            return
        if now == self._blank:
            self.keep_draft()
            return
        self._stored.add(self._about)
        content = {ABOUT: self._about, WRITTEN: now}
        self._drafts.soon(self._about, content, self._desk.clock.local(), (self._about, now))

    def _on_kept(self, stood: tuple[str, dict[str, Any]], _at: object) -> None:
        about, now = stood
        if about == self._about:
            self._kept = now

    def _on_failed(self, problem: Exception) -> None:
        raise problem  # told as any other; what was not written is tried again after the next key

    def done(self, about: str = "") -> None:
        """It was saved, or thrown away on purpose: nothing is half written any more.

        Args:
            about: what it was about, where the form may show something else by now.
        """
        self._forget(about or self._about)
        if about in {"", self._about}:
            self._soon.stop()
            self._blank = self._kept = self._draft()
            self.hide()

    def _forget(self, about: str) -> None:
        if about in self._stored:
            self._stored.discard(about)
            self._write(about, {})

    def _write(self, about: str, content: Mapping[str, Any]) -> None:
        self._drafts.now(about, content, self._desk.clock.local())

    def _on_anew(self) -> None:
        self._fill(self._blank)
        self.done()


def half_written(desk: Desk, form: Form) -> HalfWritten:
    """Keep drafts of a form, and say so above it.

    Args:
        desk: verbs.
        form: laid out already.
    """
    made = HalfWritten(desk, form.draft, form.fill, form.changed)
    form.keeps_drafts = True
    form.column.insertWidget(0, made)
    return made
