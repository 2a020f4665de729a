"""When something is wrong in the program itself: written down without personal data, and said to be ours."""

from __future__ import annotations

import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from ikdesk.kernel.errors import Problem
from ikdesk.kernel.paths import machine_folder
from ikdesk.kernel.words import _
from ikdesk.ui.buttons import Button, PrimaryButton, SecondaryButton

KEPT = 200_000  # bytes of the log that are kept; older lines go


def without_values(error: BaseException) -> str:
    """Where it went wrong, but nothing anybody wrote: kinds of errors, files, lines and functions."""
    parts: list[str] = []
    seen: BaseException | None = error
    while seen is not None:
        frames = traceback.extract_tb(seen.__traceback__)
        where = [f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
        parts.append("\n".join([type(seen).__qualname__, *where]))
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    return "\n".join(parts)


class CrashDesk(QObject):
    """Takes every error nobody expected. Keep it as long as the program runs.

    Args:
        log: the file it is written to.
        save_drafts: writes down what people have typed.
        restart: starts the program anew.
    """

    _came = Signal(object)

    def __init__(
        self, log: Path, save_drafts: Callable[[], object] = lambda: None, restart: Callable[[], object] | None = None
    ) -> None:
        super().__init__()
        self._log, self._save_drafts, self._restart = log, save_drafts, restart
        self.told_elsewhere: Callable[[Problem], bool] = lambda _problem: False  # then it needs no box of its own
        self._showing = False
        self._came.connect(self._on_came)

    def install(self) -> None:
        """Take over from now on, in every thread."""
        sys.excepthook = self._hook
        threading.excepthook = lambda args: self._came.emit(args.exc_value)

    def log_to(self, log: Path) -> None:
        """Write to another file from now on."""
        self._log = log

    def write_down(self, error: BaseException) -> None:
        """Add an error to the log."""
        stamp = datetime.now(UTC).isoformat(timespec="seconds")
        if not self._log.parent.is_dir():  # it must not be made: what lies there may be on a stick that is out just now
            self._log = machine_folder() / self._log.name
        self._log.parent.mkdir(parents=True, exist_ok=True)
        old = self._log.read_bytes()[-KEPT:] if self._log.exists() else b""
        self._log.write_bytes(old + f"{stamp}\n{without_values(error)}\n\n".encode())

    def _hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self._came.emit(error)

    def _on_came(self, error: BaseException) -> None:
        from ikdesk.ui.dialogs import show_problem  # late, as below: the lock screen is shown before it is needed

        window = QApplication.activeWindow()
        if isinstance(error, Problem):
            if not self.told_elsewhere(error):
                show_problem(window, error)
            return
        with suppress(OSError):  # a full disk must not stand in the way of saying what happened
            self.write_down(error)
        if self._showing:
            return  # one box is enough, however often it happens
        self._showing = True
        try:
            self._keep_what_was_typed()
            self._tell(window)
        finally:
            self._showing = False

    def _keep_what_was_typed(self) -> None:
        save, self._save_drafts = self._save_drafts, lambda: None
        save()  # if this fails, that is told as any error; it is not tried again, or there would be no end to it
        self._save_drafts = save

    def _tell(self, window: QWidget | None) -> None:
        from ikdesk.ui.dialogs import Box

        box = Box(
            window, str(_("Noe gikk galt hos oss")),
            str(_("Teksten din er lagret. Du kan fortsette, eller starte IKdesk på nytt.")),
            icon="circle-alert", tone="danger",
        )  # fmt: skip
        choices: list[tuple[str, Button]] = [
            ("report", SecondaryButton(_("Lagre feilrapport"))),
            ("", SecondaryButton(_("Fortsett"))),
        ]
        if self._restart is not None:
            choices.insert(0, ("restart", PrimaryButton(_("Start på nytt"))))
        box.offer(*choices)
        self._answer(box.ask())

    def _answer(self, answer: str) -> None:
        if answer == "restart" and self._restart is not None:
            self._restart()
        elif answer == "report":
            from ikdesk.ui.dialogs import ask_save_path

            path = ask_save_path(None, str(_("Lagre feilrapport")), Path.home() / "IKdesk-feil.txt", "Tekst (*.txt)")
            if path is not None:
                path.write_bytes(self._log.read_bytes())
