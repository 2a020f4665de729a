"""While somebody reports: a quiet line that the same may be told already. It never stands in the way."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QWidget

from ikdesk.incidents.capture_queries import Like, Look, similar
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.viewer import Key, Right
from ikdesk.kernel.words import _, clock_time, short_date
from ikdesk.lock.report_form import ReportForm
from ikdesk.ui.buttons import QuietButton
from ikdesk.ui.desk import Desk
from ikdesk.ui.icons import Icon
from ikdesk.ui.layouts import Row
from ikdesk.ui.text import Label, announce
from ikdesk.ui.theme import px

SOON = 500  # milliseconds after the last key


class LikenessHint(QWidget):
    """Asks beside the window whether there is one like it. ``shown(there_is_one)``, ``wants(key)`` to see it."""

    shown = Signal(bool)
    wants = Signal(object)

    def __init__(self, desk: Desk, form: ReportForm) -> None:
        """Make the line, hidden.

        Args:
            desk: verbs.
            form: what is filled in.
        """
        super().__init__()
        self._desk, self._form = desk, form
        self._asked: Look | None = None
        self._found: Like | None = None
        self.said = Label("", "secondary")
        self.see = QuietButton(str(_("Se den")))
        Row(Icon("info", "info", 18), self.said, self.see, spacing=8, parent=self)
        self._soon = QTimer(self, singleShot=True, interval=SOON)
        self._soon.timeout.connect(self._ask)
        self.see.clicked.connect(self._on_see)
        self.hide()

    def follow(self) -> None:
        """Something was filled in: ask anew in a moment if it matters."""
        look = self._look()
        if look == self._asked:
            return
        self._soon.start()

    def forget(self) -> None:
        """The form is empty again."""
        self._soon.stop()
        self._asked = None
        self._show(None)

    def _look(self) -> Look | None:
        """What is filled in so far; None while that is too little."""
        form = self._form
        kind, place = form.kind.value(), form.place.value()
        day, at = (form.input(key).value() for key in ("occurred_on", "occurred_time"))
        if not kind or not place or not day or form.elsewhere:
            return None
        return Look(str(kind), Key(str(place)), day, at, form.input("child").value())

    def _ask(self) -> None:
        look = self._asked = self._look()
        if look is None:
            self._show(None)
            return
        job = self._desk.work(lambda _tick: (look, self._desk.read(similar, look)))
        job.succeeded.connect(self._on_answer)
        job.failed.connect(self._on_failed)

    def _on_answer(self, answer: tuple[Look, Like | None]) -> None:
        look, found = answer
        if look == self._asked:  # else it was overtaken
            self._show(found)

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, Problem):  # a hint that fails says nothing; the rest tells what ails the file
            raise error

    def _show(self, found: Like | None) -> None:
        before, self._found = self._found, found
        self.setVisible(found is not None)
        self.see.setVisible(found is not None and found.key is not None and Right.READ in self._desk.viewer.rights)
        if found is not None:
            said = like_words(found, self._desk.today)
            self.said.say(said)
            self._fit()
            if found != before:
                announce(self, said)
        self.shown.emit(found is not None)

    def _fit(self) -> None:
        """On one line where there is room beside the buttons, else on two."""
        line, page = QFontMetrics(self.said.font()).horizontalAdvance(self.said.text()) + px(4), self.parentWidget()
        room = (page.width() if page is not None else line) - px(620)
        self.said.setFixedWidth(min(line, max(room, px(190))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As much room as there is now."""
        super().resizeEvent(event)
        self._fit()

    def _on_see(self) -> None:
        if self._found is not None and self._found.key is not None:
            self.wants.emit(self._found.key)


def like_words(found: Like, today: date) -> str:
    """That one like it was told already, in a sentence; of what one may not see nothing but that."""
    if found.key is None:
        return str(_("En lignende hendelse er meldt av noen andre. Er det den samme?"))
    if found.told_at is None:
        return _("Ligner på {number}. Er det den samme?").format(number=found.number)
    at = found.told_at
    if at.date() == today:
        return _("Ligner på {number}, meldt kl. {time}. Er det den samme?").format(
            number=found.number, time=clock_time(at.time()))  # fmt: skip
    return _("Ligner på {number}, meldt {day}. Er det den samme?").format(number=found.number, day=short_date(at))
