"""Keys and mouse, as a person uses them; pytest-qt's own come without types. And answers to boxes that ask."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Any

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QWidget

LIMIT = 20.0  # seconds a box may let wait for itself, and stand


def press(widget: QWidget, key: Qt.Key) -> None:
    """Press a key."""
    QTest.keyClick(widget, key)


def write(widget: QWidget, text: str) -> None:
    """Write with the keyboard."""
    QTest.keyClicks(widget, text)


def click(widget: QWidget, at: QPoint | None = None) -> None:
    """Click with the mouse; in the middle if no place is given."""
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at or widget.rect().center())


def name_file(path: Path) -> Callable[[QFileDialog], None]:
    """Write where a file or folder is, in the box that asks for it, and go on."""

    def answer(box: QFileDialog) -> None:
        line = box.findChild(QLineEdit)
        assert line is not None
        line.setText(str(path))
        box.accept()

    return answer


class _Answers:
    """Looks for boxes that ask, answers each once, and closes by force what would stand for ever."""

    def __init__(self, acts: tuple[Callable[[Any], object], ...], kind: type[QDialog], within: float) -> None:
        self.left, self.kind, self.within = list(acts), kind, within
        self.box: QWidget | None = None  # the last one that was answered
        self.wrong: BaseException | None = None
        self._acting, self._places = False, list[QRect]()
        self._until = monotonic() + within
        self.timer = QTimer(interval=10)
        self.timer.timeout.connect(self._on_look)
        self.timer.start()

    def waiting(self) -> bool:
        return not self.wrong and (bool(self.left) or (self.box is not None and self.box.isVisible()))

    def fail(self, error: BaseException) -> None:
        self.wrong = self.wrong or error
        box = QApplication.activeModalWidget()
        if isinstance(box, QDialog):
            QDialog.done(box, 0)  # past whatever the box would answer to being closed
        elif box:
            box.close()

    def _on_look(self) -> None:
        box = QApplication.activeModalWidget()
        if self.wrong:
            self.fail(self.wrong)  # another one came up after it
        elif self.waiting() and monotonic() > self._until:
            self.fail(AssertionError(f"waited {self.within:.0f} s for {self.kind.__name__}; there is {box}"))
        elif not self._acting and self.left and isinstance(box, self.kind) and self._stands(box):
            self._answer(box)

    def _stands(self, box: QDialog) -> bool:
        """Whether everything in it has had the same place twice."""
        before, self._places = self._places, [box.geometry(), *(one.geometry() for one in box.findChildren(QWidget))]
        return box is not self.box and box.isVisible() and before == self._places

    def _answer(self, box: QDialog) -> None:
        self.box, self._acting = box, True
        act = self.left.pop(0)
        try:
            act(box)
        except BaseException as error:  # noqa: BLE001 (raised again where the box was waited for)
            self.fail(error)
        self._acting, self._until = False, monotonic() + self.within


@contextmanager
def answering(*acts: Callable[[Any], object], kind: type[QDialog] = QDialog, within: float = LIMIT) -> Iterator[None]:
    """Answer the boxes that come up meanwhile or soon after, one after another; never waits for ever.

    Args:
        acts: what is done in the first box, in the second …; each must close its own.
        kind: what sort of box; one of another sort is not touched until the time is up.
        within: seconds for a box to come, and to be closed again.

    Raises:
        AssertionError: no such box came, or it was left standing; and whatever an act raises.
    """
    answers = _Answers(acts, kind, within)
    try:
        yield
        while answers.waiting():
            QTest.qWait(10)
    finally:
        answers.timer.stop()
        if answers.wrong:
            raise answers.wrong
