"""What opens outside the page: programs of the machine, noted instead of started, and windows nobody asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QWidget


class Opened(QObject):
    """What would have been opened."""

    def __init__(self) -> None:
        super().__init__()
        self.paths: list[Path] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        """Note it."""
        self.paths.append(Path(url.toLocalFile()))


@contextmanager
def noted() -> Iterator[Opened]:
    """Note what is opened meanwhile."""
    made = Opened()
    QDesktopServices.setUrlHandler("file", made, "take")  # type: ignore[arg-type]  # it takes a text, whatever it says
    try:
        yield made
    finally:
        QDesktopServices.unsetUrlHandler("file")


class Windows(QObject):
    """Notes every window that opens by itself: a part that is shown before it has its place flashes as one."""

    def __init__(self, *expected: QWidget) -> None:
        super().__init__()
        self._expected = expected
        self.opened: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note it and let it through."""
        shown = event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow()
        if shown and watched not in self._expected:
            self.opened.append(f"{type(watched).__name__} {getattr(watched, 'text', str)()}")
        return False


@contextmanager
def windows(*expected: QWidget) -> Iterator[Windows]:
    """Note which windows open meanwhile.

    Args:
        expected: these may.
    """
    noted_by = Windows(*expected)
    application = QApplication.instance()
    assert application is not None
    application.installEventFilter(noted_by)
    try:
        yield noted_by
    finally:
        application.removeEventFilter(noted_by)
